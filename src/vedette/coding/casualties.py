"""Counts of people killed, hurt, missing, captured or displaced, from the words of one parsed sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.coding.cast import role_at
from vedette.coding.casualty_words import casualty_words
from vedette.coding.syntax import arguments, conjuncts, governor, is_negated, kids, noun_phrase, prepositions, subtree
from vedette.records.reading import Quantity, Sentence

_NOBODY = frozenset({"nobody", "none"})
_VAGUE = frozenset({"several", "some", "many", "few", "number", "numerous", "multiple"})
_PLURALS = frozenset({"NNS", "NNPS"})
_COLLECTIVES = frozenset(
    {
        "community",
        "family",
        "population",
        "crowd",
        "public",
        "tribe",
        "household",
        "group",
        "team",
        "crew",
        "patrol",
        "delegation",
    }
)
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
class Toll:
    """One count: its words, kind and bounds, who the victims are, and the words that name them and the harm.

    `victim` are the indices of the victims' nouns in the sentence, `trigger` that of the harming word; `scope` is
    "incident", or "total" for a running figure.
    """

    start: int
    end: int
    text: str
    kind: str
    low: int | None
    high: int | None
    approx: bool
    who: str
    scope: str
    victim: tuple[int, ...]
    trigger: int | None
    negated: bool = False


_Bounds = tuple[int | None, int | None, bool, int]
"""Low, high, whether approximate, and where the words of the count begin."""


@dataclass(frozen=True, slots=True)
class _Harm:
    """A harming word with the victims it has: a verb's object, a noun's "of", a headline's number."""

    kind: str
    trigger: int
    victims: tuple[int, ...]
    negated: bool = False
    number: int | None = None


def find_tolls(s: Sentence, quantities: Sequence[Quantity]) -> tuple[Toll, ...]:
    """Return the casualty counts of `s`, in order; none where no word of harm stands in it."""
    words = casualty_words()
    if not any(w.lemma in words.all or w.lower in words.all for w in s.words):
        return ()
    out: dict[tuple[str, int], Toll] = {}
    joined = _joined_kinds(s, list(_harms(s)))
    for harm in joined:
        for v in (*harm.victims, *_included(s, harm)) or (None,):
            toll = _toll(s, harm, v, quantities)
            if toll is not None:
                out.setdefault((toll.kind, toll.victim[0] if toll.victim else toll.start), toll)
    return tuple(sorted(out.values(), key=lambda t: t.start))


def _included(s: Sentence, harm: _Harm) -> tuple[int, ...]:
    """Return those told apart within the victims: "12 people, including three children"."""
    preps = [p for v in harm.victims for p in kids(s, v, "prep") if s.words[p].lower == "including"]
    return _people(s, [x for p in preps for x in kids(s, p, "pobj")])


def _harms(s: Sentence) -> Iterator[_Harm]:
    words = casualty_words()
    for w in s.words:
        if w.pos in ("VERB", "AUX"):
            yield from _verbal(s, w.i)
        elif w.lemma in words.nouns and w.pos in ("NOUN", "PROPN", "ADJ") and w.dep not in ("compound", "amod", "nmod"):
            yield from _nominal(s, w.i)
        elif w.lower in words.states and w.pos in ("ADJ", "NOUN", "VERB", "PROPN"):
            yield from _stative(s, w.i)
        if w.lemma in ("toll", "number", "figure", "count", "loss") and w.pos == "NOUN":
            yield from _numbered(s, w.i)


def _numbered(s: Sentence, i: int) -> Iterator[_Harm]:
    """Yield "the toll rose to 105", "the number of servicemen killed at 80": the number stands apart from its people."""
    number = next((k for k in _told_of(s, i) if s.words[k].pos == "NUM"), None)
    words = casualty_words()
    below = [s.words[k] for k in subtree(s, i) if k != i]
    kinds = [words.verbs.get(w.lemma) or words.states.get(w.lower) or words.nouns.get(w.lemma) for w in below]
    kind = next((k for k in kinds if k), "killed" if s.words[i].lemma == "toll" else None)
    if number is not None and kind:
        people = _people(s, prepositions(s, i).get("of", ()))
        yield _Harm(kind, number, people or (number,), number=number)


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


def _verbal(s: Sentence, i: int) -> Iterator[_Harm]:
    words = casualty_words()
    w = s.words[i]
    args = arguments(s, i)
    negated = is_negated(s, i)
    if w.lemma in words.verbs and not (w.dep in ("amod", "compound") and w.head > i):
        victims = args.object or _counted_before(s, i)
        yield _Harm(words.verbs[w.lemma], i, _people(s, victims), negated)
    elif w.lemma in ("shoot", "stab", "beat", "hack", "burn") and any(
        s.words[k].lower in ("death", "dead") for k in subtree(s, i) if k > i
    ):
        yield _Harm("killed", i, _people(s, args.object), negated)
    elif w.lemma in words.dying and not (words.dying[w.lemma] == "displaced" and not _from_home(s, i)):
        yield _Harm(words.dying[w.lemma], i, _people(s, args.subject), negated)
    elif w.lemma == "flee" and w.dep in ("xcomp", "ccomp"):
        yield _Harm("displaced", i, _people(s, args.subject), negated)
    elif w.lemma in words.suffering:
        below = {s.words[k].lemma for k in subtree(s, i)}
        kind = next((k for word, k in words.suffering[w.lemma] if set(word.split()) <= below), None)
        if kind:
            yield _Harm(
                kind,
                i,
                _people(s, args.object if args.passive or w.lemma in ("pronounce", "find") else args.subject),
                negated,
            )
    elif w.lemma == "leave":
        # "left five dead and ten wounded"
        for c in (*kids(s, i, "oprd", "ccomp", "xcomp", "dobj"),):
            if s.words[c].lower in words.states:
                yield _Harm(
                    words.states[s.words[c].lower], c, _people(s, kids(s, c, "nsubj", "nummod") or args.object), negated
                )


def _counted_before(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the number that a headline puts before its participle: "49 killed in strikes"."""
    if i and s.words[i].tag in ("VBN", "VBD", "NN", "JJ") and s.words[i - 1].pos == "NUM":
        return (i - 1,)
    return ()


def _from_home(s: Sentence, i: int) -> bool:
    return any(s.words[k].lemma in ("home", "village", "house", "town") for k in subtree(s, i))


def _nominal(s: Sentence, i: int) -> Iterator[_Harm]:
    words = casualty_words()
    w = s.words[i]
    kind = words.nouns[w.lemma]
    preps = prepositions(s, i)
    negated = is_negated(s, i) or is_negated(s, w.head)
    if w.lemma == "victim" or (
        w.lemma in ("death", "killing", "injury") and s.words[i + 1 : i + 2] and s.words[i + 1].lower == "toll"
    ):
        return
    behind = _people(s, (*preps.get("of", ()), *preps.get("among", ())))
    if behind:
        yield _Harm(kind, i, behind, negated)
        return
    own = _people(s, kids(s, i, "poss"))
    if w.lemma in ("execution", "killing", "murder", "massacre", "slaughter", "assassination") and not own:
        return
    if s.words[w.head].lower == "including":
        return
    counted = bool(kids(s, i, "nummod")) or w.tag in _PLURALS or w.lemma in ("dead", "wounded", "injured", "casualty")
    if w.lemma in ("death", "killing", "murder", "assassination", "execution", "kidnapping") and own:
        yield _Harm(kind, i, own, negated)
    elif counted or negated:
        yield _Harm(kind, i, (i,), negated)


def _stative(s: Sentence, i: int) -> Iterator[_Harm]:
    """Yield "dead soldiers", "were missing", "30 wounded"."""
    words = casualty_words()
    w = s.words[i]
    kind = words.states[w.lower]
    if w.dep == "amod" and w.head > i:
        if s.words[w.head].lemma not in ("end", "sea", "body", "line", "man", "link", "person"):
            yield _Harm(kind, i, _people(s, (w.head,)))
    elif w.dep in ("acomp", "attr", "oprd") and s.words[w.head].lemma not in ("pronounce", "find"):
        yield _Harm(kind, i, _people(s, arguments(s, w.head).subject), is_negated(s, w.head))
    elif i and s.words[i - 1].pos == "NUM":
        yield _Harm(kind, i, (i - 1,))
    elif w.dep in ("conj", "appos", "dobj", "pobj", "ROOT", "acl") and kids(s, i, "nummod", "nsubj"):
        yield _Harm(kind, i, kids(s, i, "nummod", "nsubj"))


def _people(s: Sentence, indices: Sequence[int]) -> tuple[int, ...]:
    """Return those of `indices`, with what is coordinated to them, that can be people."""
    barred = casualty_words().not_people
    out = []
    for i in indices:
        for k in conjuncts(s, i):
            w = s.words[k]
            counted = w.lemma in _COUNTERS and _inside(s, k)
            if w.lemma not in barred and (counted or _is_people(s, k)):
                out.append(k)
    return tuple(out)


def _inside(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the people behind a counting noun: "hundreds of civilians", "members of a tribe"."""
    return prepositions(s, i).get("of", ())


def _is_people(s: Sentence, i: int) -> bool:
    w = s.words[i]
    if (
        w.pos == "NUM"
        or w.entity in ("PERSON", "NORP")
        or w.lower in ("he", "she", "they", "him", "her", "them", "who", "others", "one", "nobody", "none", "those")
    ):
        return True
    if any(m.first == i and m.kind in ("person", "demonym", "group") for m in s.mentions):
        return True
    role = role_at(s, i)
    if role is not None:
        return role.who is not None and (w.tag in _PLURALS or w.tag in ("NN", "NNP"))
    return w.lemma in casualty_words().unknown


def _joined_kinds(s: Sentence, harms: list[_Harm]) -> list[_Harm]:
    """Make "killed and injured" of one undivided count one record of casualties; let elided victims be inherited."""
    out: list[_Harm] = []
    for h in harms:
        last = out[-1] if out else None
        w = s.words[h.trigger]
        if last and w.dep == "conj" and w.head == last.trigger and {last.kind, h.kind} == {"killed", "injured"}:
            same = set(h.victims) == set(last.victims) and bool(h.victims)
            if same and any(kids(s, v, "nummod") or s.words[v].lower == "one" for v in h.victims):
                out[-1] = _Harm("casualties", last.trigger, last.victims, last.negated or h.negated)
                continue
        if not h.victims and last and w.dep == "conj":
            number = _counted_before(s, h.trigger)
            h = _Harm(h.kind, h.trigger, number or last.victims, h.negated)  # noqa: PLW2901
        out.append(h)
    return [h for h in out if h.victims or h.negated]


def _toll(s: Sentence, harm: _Harm, v: int | None, quantities: Sequence[Quantity]) -> Toll | None:
    t = s.words[harm.trigger]
    if v is None:
        return None
    first, _ = noun_phrase(s, v)
    count = _count_at(s, harm.number, quantities) if harm.number is not None else _count(s, v, first, quantities)
    negated = harm.negated or s.words[v].lower in _NOBODY or any(s.words[c].lower == "no" for c in s.children[v])
    if count is None and s.words[v].lower == "one" and any(s.words[c].lower == "no" for c in s.children[v]):
        negated = True
    if count is None and s.words[v].lemma in ("number", "total"):
        return None
    low, high, approx, counted = (
        (0, 0, False, s.words[first].start) if negated else count or (None, None, False, s.words[first].start)
    )
    if negated and is_named(s, v):
        return None
    begin = min(s.words[first].start, counted)
    begin, end = min(begin, t.start), max(s.words[v].end, t.end)
    text = _slice(s, begin, end)
    kind = "casualties" if harm.kind == "casualties" else harm.kind
    return Toll(
        begin,
        end,
        text,
        kind,
        low,
        high,
        approx,
        _who(s, v),
        "total" if harm.number is not None else _scope(s),
        (v, *_inside(s, v)),
        harm.trigger,
        negated,
    )


def _slice(s: Sentence, start: int, end: int) -> str:
    """Return the words between two offsets, one space between them; the caller's text has the exact characters."""
    return " ".join(w.text for w in s.words if start <= w.start < end)


def _count_at(s: Sentence, i: int, quantities: Sequence[Quantity]) -> _Bounds | None:
    """Return the bounds of the count told at word `i`."""
    q = next((q for q in quantities if q.start <= s.words[i].start < q.end), None)
    return (q.low, q.high, q.approx, q.start) if q else None


def _count(s: Sentence, v: int, first: int, quantities: Sequence[Quantity]) -> _Bounds | None:
    """Return the bounds told for the victims at `v`: a count in their phrase, or one by grammar."""
    start, end = s.words[first].start, s.words[v].end
    for q in quantities:
        if start - 12 <= q.start < end and q.end >= start - 2:
            return q.low, q.high, q.approx, q.start
    w = s.words[v]
    if w.pos == "NUM":
        return None
    if any(s.words[c].lower in _VAGUE for c in s.children[v]):
        return None, None, False, start
    joined = (
        w.tag in _PLURALS
        or w.lower.endswith(("men", "women"))
        or w.lower in ("people", "they", "them", "who", "those", "others", "police", "troops")
    )
    if joined or w.lemma in casualty_words().nouns or w.lower in casualty_words().states:
        return None
    if (
        w.lemma in _COLLECTIVES
        or w.lemma in ("number", "total")
        or any(m.first == v and m.kind in ("demonym", "group") for m in s.mentions)
    ):
        return None
    return 1, 1, False, start


def is_named(s: Sentence, v: int) -> bool:
    """Tell whether the victim at `v` is a person told by name."""
    return s.words[v].entity == "PERSON" or any(m.first == v and m.kind == "person" for m in s.mentions)


def _who(s: Sentence, v: int) -> str:
    if s.words[v].lemma in casualty_words().nouns:
        return "unknown"
    for k in (v, *_inside(s, v)):
        role = role_at(s, k)
        if role is not None and role.who and role.who != "other":
            generic = s.words[k].lemma in casualty_words().unknown
            return "unknown" if generic else role.who
        m = next((m for m in s.mentions if m.first == k), None)
        if m is not None:
            return {"group": "rebel", "force": "military", "demonym": "civilian"}.get(m.kind, "other")
        if any(
            s.words[c].lemma in ("guerrilla", "rebel", "military", "civilian", "police", "terrorist")
            for c in kids(s, k, "compound", "amod")
        ):
            lemma = next(s.words[c].lemma for c in kids(s, k, "compound", "amod"))
            return {"guerrilla": "rebel", "terrorist": "rebel"}.get(
                lemma, lemma if lemma in ("rebel", "military", "civilian", "police") else "unknown"
            )
    return "civilian" if s.words[v].entity == "PERSON" else "unknown"


def _scope(s: Sentence) -> str:
    words = casualty_words().totals
    return "total" if any(w.lower in words or w.lemma in words for w in s.words) else "incident"
