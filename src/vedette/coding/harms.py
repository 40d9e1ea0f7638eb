"""Words of harm and the people they harm: "killed", "the death of", "left five dead", a toll and its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vedette.coding.casualty_words import casualty_words
from vedette.coding.roles import role_at
from vedette.coding.syntax import ancestors, arguments, conjuncts, governor, is_negated, kids, prepositions, subtree
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence

_PLURALS = frozenset({"NNS", "NNPS"})
_COUNTERS = frozenset(
    {
        "member",
        "resident",
        "dozen",
        "hundred",
        "thousand",
        "score",
        "ten",
        "number",
        "group",
        "couple",
        "total",
        "life",
        "body",
    }
)


@dataclass(frozen=True, slots=True)
class Harm:
    """A harming word with the victims it has: a verb's object, a noun's "of", a headline's number."""

    kind: str
    trigger: int
    victims: tuple[int, ...]
    negated: bool = False
    number: int | None = None


def included(s: Sentence, harm: Harm) -> tuple[int, ...]:
    """Return those told apart within the victims: "12 people, including three children"."""
    return tuple(x for v in harm.victims for x in parts_of(s, v))


def parts_of(s: Sentence, v: int) -> tuple[int, ...]:
    """Return those told apart within the people at `v`: "including three children", "-- two Peruvians and two Frenchmen"."""
    preps = [p for p in kids(s, v, "prep") if s.words[p].lower == "including"]
    counted = [x for x in kids(s, v, "appos") if kids(s, x, "nummod")]
    return _people(s, [*(x for p in preps for x in kids(s, p, "pobj")), *counted])


def find_harms(s: Sentence) -> Iterator[Harm]:
    """Yield every word of harm in `s` with the people it harms."""
    words = casualty_words()
    for w in s.words:
        if w.pos in ("VERB", "AUX"):
            yield from _verbal(s, w.i)
        elif w.lemma in words.nouns and w.pos in ("NOUN", "PROPN", "ADJ") and w.dep not in ("compound", "amod", "nmod"):
            yield from _nominal(s, w.i)
        elif w.lower in words.states and w.pos in ("ADJ", "NOUN", "VERB", "PROPN"):
            yield from _stative(s, w.i)
        if (w.lemma in ("toll", "number", "figure", "count", "loss") and w.pos == "NOUN") or _are_the_dead(s, w.i):
            yield from _numbered(s, w.i)


def _numbered(s: Sentence, i: int) -> Iterator[Harm]:
    """Yield "the toll rose to 105", "the number of servicemen killed at 80": the number stands apart from its people."""
    number = next((k for k in _told_of(s, i) if s.words[k].pos == "NUM"), None)
    words = casualty_words()
    below = [s.words[k] for k in subtree(s, i) if k != i]
    kinds = [words.verbs.get(w.lemma) or words.states.get(w.lower) or words.nouns.get(w.lemma) for w in below]
    kind = next((k for k in kinds if k), "killed" if s.words[i].lemma in ("toll", "dead") else None)
    if kind is None and s.words[i].lower == "losses" and kids(s, i, "poss") and not _is_money(s, number):
        # "Armenia put its own losses at 105": of what kind they are is not told.
        kind = "casualties"
    if number is not None and kind:
        people = _people(s, prepositions(s, i).get("of", ()))
        yield Harm(kind, number, people or (number,), number=number)


def _are_the_dead(s: Sentence, i: int) -> bool:
    """Tell "the dead" whose number is told: "put the dead at 200"."""
    w = s.words[i]
    return (
        w.lower == "dead"
        and w.dep in ("dobj", "nsubj", "nsubjpass")
        and any(s.words[c].lower == "the" for c in s.children[i])
    )


def _is_money(s: Sentence, number: int | None) -> bool:
    return number is not None and any(s.words[c].tag == "$" for c in (number - 1, *s.children[number]) if c >= 0)


def _told_of(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the words that tell how high the number at `i` is: "to 105", "at 80", "has reached 30"."""
    verb = governor(s, i)
    places = prepositions(s, verb)
    told = (*places.get("to", ()), *places.get("at", ()), *prepositions(s, i).get("at", ()))
    if s.words[verb].lemma in ("reach", "exceed", "hit", "be", "pass", "top", "total"):
        told += kids(s, verb, "dobj", "attr")
    for k in subtree(s, i):
        if s.words[k].lower == "at":
            told += kids(s, k, "pobj")
    return told


def _verbal(s: Sentence, i: int) -> Iterator[Harm]:
    words = casualty_words()
    w = s.words[i]
    args = arguments(s, i)
    negated = is_negated(s, i)
    if w.lemma in words.verbs and not (w.dep in ("amod", "compound") and w.head > i):
        victims = args.object or _counted_before(s, i)
        yield Harm(words.verbs[w.lemma], i, _people(s, victims), negated)
    elif w.lemma in ("shoot", "stab", "beat", "hack", "burn") and any(
        s.words[k].lower in ("death", "dead") for k in subtree(s, i) if k > i
    ):
        yield Harm("killed", i, _people(s, args.object), negated)
    elif w.lemma in words.dying and w.tag == "VBG" and not any(kids(s, x, "nummod") for x in args.subject):
        # "They were dying of thirst": none is said to be dead.
        return
    elif w.lemma in words.dying and not (
        words.dying[w.lemma] == "displaced" and (not _from_home(s, i) or _are_armed(s, args.subject))
    ):
        yield Harm(words.dying[w.lemma], i, _people(s, args.subject), negated)
    elif w.lemma == "flee" and w.dep in ("xcomp", "ccomp"):
        yield Harm("displaced", i, _people(s, args.subject), negated)
    elif w.lemma in words.suffering and not (w.lemma == "leave" and _left(s, i)):
        below = {s.words[k].lemma for k in subtree(s, i)}
        kind = next((k for word, k in words.suffering[w.lemma] if set(word.split()) <= below), None)
        if kind:
            yield Harm(
                kind,
                i,
                _people(s, args.object if args.passive or w.lemma in ("pronounce", "find") else args.subject),
                negated,
            )
    elif w.lemma == "leave":
        # "left five dead and ten wounded"
        for c in _left(s, i):
            people = kids(s, c, "nsubj", "nummod") or args.object
            yield Harm(words.states[s.words[c].lower], c, _people(s, people), negated)


def _left(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the states in which "left … dead" leaves people."""
    states = casualty_words().states
    return tuple(c for c in kids(s, i, "oprd", "ccomp", "xcomp", "dobj") if s.words[c].lower in states)


def _counted_before(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the number that a headline puts before its participle: "49 killed in strikes"."""
    if i and s.words[i].tag in ("VBN", "VBD", "NN", "JJ") and s.words[i - 1].pos == "NUM":
        return (i - 1,)
    return ()


def _are_armed(s: Sentence, indices: Sequence[int]) -> bool:
    roles = [role_at(s, i) for i in indices]
    groups = any(m.first in indices and m.kind in ("group", "force") for m in s.mentions)
    return groups or any(r is not None and r.sector in ("MIL", "REB", "PRM", "COP") for r in roles)


def _from_home(s: Sentence, i: int) -> bool:
    return any(s.words[k].lemma in ("home", "village", "house", "town") for k in subtree(s, i))


def _nominal(s: Sentence, i: int) -> Iterator[Harm]:
    words = casualty_words()
    w = s.words[i]
    kind = words.nouns[w.lemma]
    preps = prepositions(s, i)
    negated = is_negated(s, i) or is_negated(s, w.head)
    if w.lemma == "victim" or (
        w.lemma in ("death", "killing", "injury") and s.words[i + 1 : i + 2] and s.words[i + 1].lower == "toll"
    ):
        return
    behind = _people(s, (*preps.get("of", ()), *preps.get("among", ()))) or _named(s, preps.get("of", ()))
    if behind:
        yield Harm(kind, i, behind, negated)
        return
    own = _people(s, kids(s, i, "poss"))
    if w.lemma in ("execution", "killing", "murder", "massacre", "slaughter", "assassination") and not own:
        return
    if not kids(s, i, "nummod") and (_is_listed(s, i) or _is_unreported(s, i)):
        return
    counted = bool(kids(s, i, "nummod")) or w.tag in _PLURALS or w.lemma in ("dead", "wounded", "injured", "casualty")
    if w.lemma in ("death", "killing", "murder", "assassination", "execution", "kidnapping") and own:
        yield Harm(kind, i, own, negated)
    elif (counted or negated) and not _refers_back(s, i):
        yield Harm(kind, i, (i,), negated)


def _named(s: Sentence, indices: Sequence[int]) -> tuple[int, ...]:
    """Return those of `indices` that can only be a person's name: "the death of Abu Jandal"."""
    known = {m.first for m in s.mentions}
    return tuple(
        i
        for i in indices
        if s.words[i].tag == "NNP" and s.words[i].entity in ("", "PERSON") and not known & set(subtree(s, i))
    )


def _refers_back(s: Sentence, i: int) -> bool:
    """Tell "the dead" and "the wounded" without a number, which mean those told before."""
    return not kids(s, i, "nummod") and any(s.words[c].lower in ("the", "their", "its") for c in s.children[i])


def _is_unreported(s: Sentence, i: int) -> bool:
    """Tell "no reports of casualties", which counts nobody: none is told, and none denied."""
    return any(s.words[a].lemma in ("report", "word", "news", "information") for a in list(ancestors(s, i))[:2])


def _is_listed(s: Sentence, i: int) -> bool:
    """Tell a kind of casualties that only explains a sum told before it: "991 casualties, including dead and wounded"."""
    return any(w.lower == "including" for w in s.words[max(0, i - 3) : i])


def _stative(s: Sentence, i: int) -> Iterator[Harm]:
    """Yield "dead soldiers", "were missing", "30 wounded"."""
    words = casualty_words()
    w = s.words[i]
    if _is_listed(s, i) and not kids(s, i, "nummod"):
        return
    kind = words.states[w.lower]
    if w.dep == "amod" and w.head > i:
        if s.words[w.head].lemma not in ("end", "sea", "body", "line", "man", "link", "person"):
            yield Harm(kind, i, _people(s, (w.head,)))
    elif w.dep in ("acomp", "attr", "oprd") and s.words[w.head].lemma not in ("pronounce", "find"):
        # "Left two soldiers dead": those whom the verb has for its object; else who was or fell so.
        left = kids(s, w.head, "dobj") if w.dep == "oprd" else ()
        yield Harm(kind, i, _people(s, left or arguments(s, w.head).subject), is_negated(s, w.head))
    elif i and s.words[i - 1].pos == "NUM":
        yield Harm(kind, i, (i - 1,))
    elif w.dep in ("conj", "appos", "dobj", "pobj", "ROOT", "acl") and kids(s, i, "nummod", "nsubj"):
        yield Harm(kind, i, kids(s, i, "nummod", "nsubj"))


def _people(s: Sentence, indices: Sequence[int]) -> tuple[int, ...]:
    """Return those of `indices`, with what is coordinated to them, that can be people."""
    barred = casualty_words().not_people
    out = []
    for i in indices:
        for k in conjuncts(s, i):
            w = s.words[k]
            more = w.lower == "more" and k > 0 and s.words[k - 1].pos == "NUM"
            counted = (more or w.lemma in _COUNTERS) and people_inside(s, k)
            if w.lemma not in barred and (counted or _is_people(s, k)):
                out.append(k)
    return tuple(out)


def people_inside(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the people behind a counting noun: "hundreds of civilians", "members of a tribe"."""
    return prepositions(s, i).get("of", ())


def _is_people(s: Sentence, i: int) -> bool:
    w = s.words[i]
    if (
        w.pos == "NUM"
        or w.entity in ("PERSON", "NORP")
        or w.lower
        in ("he", "she", "they", "him", "her", "them", "who", "others", "another", "one", "nobody", "none", "those")
    ):
        return True
    if any(m.first == i and m.kind in ("person", "demonym", "group", "people") for m in s.mentions):
        return True
    role = role_at(s, i)
    if role is not None:
        return role.who is not None and (w.tag in _PLURALS or w.tag in ("NN", "NNP"))
    return w.lemma in casualty_words().unknown or w.lemma in load_codebook().classes.get("persons", ())


def joined_kinds(s: Sentence, harms: list[Harm]) -> list[Harm]:
    """Make "killed and injured" of one undivided count one record of casualties; let elided victims be inherited."""
    out: list[Harm] = []
    for h in harms:
        last = out[-1] if out else None
        w = s.words[h.trigger]
        if last and (last.trigger, last.kind) == (h.trigger, h.kind):
            # "Left five dead": what the verb tells, its participle tells too.
            continue
        if last and w.dep == "conj" and w.head == last.trigger and {last.kind, h.kind} == {"killed", "injured"}:
            same = set(h.victims) == set(last.victims) and bool(h.victims)
            if same and (last.negated or any(kids(s, v, "nummod") or s.words[v].lower == "one" for v in h.victims)):
                out[-1] = Harm("casualties", last.trigger, last.victims, last.negated or h.negated)
                continue
        if not h.victims and last and w.dep == "conj":
            number = _counted_before(s, h.trigger)
            h = Harm(h.kind, h.trigger, number or last.victims, h.negated)  # noqa: PLW2901
        out.append(h)
    return [_without_itself(h) for h in out if h.victims or h.negated]


def _without_itself(h: Harm) -> Harm:
    """Return `h` where the word of harm is no victim beside those whom it tells of ("left two soldiers dead")."""
    others = tuple(v for v in h.victims if v != h.trigger)
    return replace(h, victims=others) if others and h.number is None else h
