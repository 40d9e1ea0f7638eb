"""Who, of those that the marker links to an act, can have done it or suffered it, and who only stands beside it in the text."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.coding.actors import Resolver
from vedette.coding.drafts import Draft
from vedette.coding.homes import on_side
from vedette.coding.local import has_own_flag
from vedette.coding.syntax import ancestors, arguments, governor, kids
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Link, Mark, Sentence, Word
from vedette.records.record import Actor

_DEAD = frozenset({"dead", "slain", "killed", "fallen", "deceased"})
_REMAINS = frozenset({"body", "corpse", "remains"})
_DONE_TO_PLACES = ("ASSAULT", "COERCE", "AID")
"""Types of acts of which a town may be both where and whom it is done to."""

_ENDING = frozenset(
    """dissolution collapse breakup break-up disintegration demise downfall fall overthrow ouster end founding
    independence""".split()
)


def possible_links(d: Draft, s: Sentence, sentences: Sequence[Sentence]) -> Mark:
    """Return the mark of `d`, an act of sentence `s`, less the links to who cannot be that side."""
    mark = _but_tellers(d.mark, s, d.match.i) if d.type == "ASSAULT" else d.mark
    return replace(mark, links=tuple(x for x in mark.links if _is_possible(d, x, sentences)))


def _is_possible(d: Draft, x: Link, sentences: Sequence[Sentence]) -> bool:
    s = sentences[x.sentence]
    if x.role in ("actor", "recipient") and d.type not in _DONE_TO_PLACES and _is_where(s, x.word):
        return False
    if x.role == "actor":
        return not is_dead(s, x.word) and not _is_bygone(s, x.word)
    # Nothing but force, and grief that the rules find, is done to the dead.
    return x.role != "recipient" or d.type == "ASSAULT" or not is_dead(s, x.word)


def _is_where(s: Sentence, i: int) -> bool:
    """Tell a name behind "in": "envoys meet in Malaysia"."""
    w = s.words[i]
    return w.dep == "pobj" and s.words[w.head].lower == "in" and any(m.first == i and m.code for m in s.mentions)


def is_dead(s: Sentence, i: int) -> bool:
    """Tell "dead Armenian troops" and "bodies of soldiers", of whom the text tells nothing that they do."""
    w = s.words[i]
    if w.pos == "PROPN":
        return False
    above = s.words[s.words[w.head].head] if w.dep == "pobj" else w
    return above.lemma in _REMAINS or any(s.words[c].lower in _DEAD for c in kids(s, i, "amod"))


def _is_bygone(s: Sentence, i: int) -> bool:
    """Tell what a time is told by: "since the dissolution of the Soviet Union", "after the fall of Kabul"."""
    w = s.words[i]
    of = s.words[w.head]
    return w.dep == "pobj" and of.lower == "of" and s.words[of.head].lemma in _ENDING and _is_time(s, s.words[of.head])


def _is_time(s: Sentence, w: Word) -> bool:
    return w.dep == "pobj" and s.words[w.head].lower in ("since", "after", "before", "until", "following", "upon")


def possible_doers(
    found: Sequence[Actor], d: Draft, s: Sentence, sentences: Sequence[Sentence], resolver: Resolver
) -> tuple[Actor, ...]:
    """Return those of `found` who can have done the act of force `d`, told in `s`: not those on whose side it killed."""
    hit = d.recipients
    own = {on_side(s, (d.match.i,), resolver), *_answering(s, d.match.i, resolver)} - {None}
    return tuple(
        a
        for a in found
        if not _is_bare_weapon(a, sentences) and not _is_within(a, hit) and not _is_of_the_fallen(a, hit, s)
        if a.country not in own
    )


def _answering(s: Sentence, i: int, resolver: Resolver) -> set[str | None]:
    """Return who strikes after the attack at word `i`, which was another's: "Israel strikes Sanaa after missile attack"."""
    w = s.words[i]
    prep = s.words[w.head]
    if w.dep != "pobj" or prep.lower not in ("after", "following"):
        return set()
    verb = governor(s, prep.i)
    force = any(t.type == "ASSAULT" for t in load_codebook().verbs.get(s.words[verb].lemma, ()))
    return {a.country for a in resolver.all(s, arguments(s, verb).subject)} if force else set()


def without_mediators(drafts: Sequence[Draft]) -> None:
    """Take from a ceasefire told by a noun the one party that the sentence has mediate it, who keeps none alone."""
    brokers = {a.country for d in drafts if (d.type, d.mode) == ("CONSULT", "third-party") for a in d.actors}
    for d in drafts:
        told = {a.country for a in d.actors}
        alone = len(told) == 1 and not d.recipients and told <= brokers
        if (d.type, d.mode, d.match.trigger.pos) == ("RETREAT", "ceasefire", "noun") and alone:
            d.actors = ()


def _is_within(a: Actor, others: Sequence[Actor]) -> bool:
    """Tell words that are told as another side already: of "a UN base came under fire" the UN is no doer."""
    return any(a.start < o.end and o.start < a.end for o in others)


def _is_of_the_fallen(a: Actor, hit: Sequence[Actor], s: Sentence) -> bool:
    """Tell somebody named elsewhere of whose own soldiers it is told that they fell: "135 Armenian servicemen were killed".

    That a state's own kill its soldiers (a mutiny, a mistake) is said where it is told, not sentences away.
    """
    own = a.country is not None and a.country in {o.country for o in hit if o.sector == "MIL"}
    return own and not s.words[0].start <= a.start <= s.words[-1].start


def _is_bare_weapon(a: Actor, sentences: Sequence[Sentence]) -> bool:
    """Tell "drones" and "aircraft" of which it is not told whose they are: where they strike does not tell it."""
    named = any(a.start <= s.words[m.first].start < a.end for s in sentences for m in s.mentions if m.code)
    return has_own_flag(a) and not named


def _but_tellers(mark: Mark, s: Sentence, i: int) -> Mark:
    """Return the mark of word `i` without links to who only tells of it: "Armenia claims that 431 servicemen were killed".

    The subject of the words above a clause that has a subject of its own is no doer of what that clause tells.
    """
    tellers: set[int] = set()
    below = i
    for a in ancestors(s, i):
        if s.words[below].dep == "ccomp" and kids(s, below, "nsubj", "nsubjpass"):
            tellers.update(arguments(s, a).subject)
        below = a
    kept = (x for x in mark.links if x.role != "actor" or x.sentence != s.index or x.word not in tellers)
    return replace(mark, links=tuple(kept)) if tellers else mark
