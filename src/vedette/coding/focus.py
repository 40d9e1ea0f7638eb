"""What pronouns reach back to: the actors of a text in the order of mention."""

from dataclasses import dataclass, field

from vedette.coding.roles import role_at
from vedette.records.reading import Sentence
from vedette.records.record import Actor

FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ours", "ourselves"})
HE_SHE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
IT = frozenset({"it", "its", "itself"})


@dataclass(slots=True)
class Focus:
    """What pronouns can reach back to: actors in the order of mention, and who is speaking at an offset."""

    seen: list[tuple[int, int, str, bool, tuple[Actor, ...]]] = field(default_factory=list)

    def note(self, s: Sentence, i: int, actors: tuple[Actor, ...]) -> None:
        """Remember `actors` as told at word `i` of `s`."""
        if actors:
            kind = (
                "person"
                if len(actors) == 1 and ((actors[0].name and is_person(s, i)) or is_office(s, i))
                else "many"
                if len(actors) > 1 or s.words[i].tag in ("NNS", "NNPS")
                else "body"
            )
            subject = s.words[i].dep in ("nsubj", "nsubjpass")
            self.seen.append((s.index, i, kind, subject, actors))

    def back(self, s: Sentence, i: int, kinds: tuple[str, ...]) -> tuple[Actor, ...]:
        """Return what a pronoun at word `i` of `s` most likely means: nearest earlier subject of a fitting kind.

        An object pronoun means somebody other than a subject of its own sentence ("Kerry called Lavrov and urged him").
        """
        near = [e for e in self.seen if (e[0], e[1]) < (s.index, i) and s.index - e[0] <= 3 and e[2] in kinds]
        if not near:
            return ()
        last = near[-1][0]
        pool = [e for e in near if e[0] == last]
        if last == s.index:
            # "The North fired, the chiefs of staff said, after it shelled": who only tells is not it.
            pool = [e for e in pool if not _is_teller(s, e[1], i)] or pool
        subjects = [e for e in pool if e[3]]
        others = [e for e in pool if not e[3]]
        if last == s.index and others and s.words[i].dep in ("dobj", "dative"):
            return others[-1][4]
        return (subjects or pool)[0 if subjects and last != s.index else -1][4]


def _is_teller(s: Sentence, k: int, i: int) -> bool:
    """Tell the subject of a reporting clause that stands as a parenthesis before word `i`."""
    verb = s.words[s.words[k].head]
    return s.words[k].dep == "nsubj" and verb.dep == "parataxis" and verb.i < i


def is_office(s: Sentence, i: int) -> bool:
    """Tell whether word `i` means the one holder of an office ("the Secretary-General", "the minister")."""
    role = role_at(s, i) if s.words[i].tag in ("NN", "NNP") else None
    return role is not None and role.title


def is_person(s: Sentence, i: int) -> bool:
    """Tell whether word `i` names a single person."""
    if s.words[i].entity == "PERSON" or s.words[i].lower in HE_SHE:
        return True
    return any(m.first == i and m.kind == "person" for m in s.mentions)
