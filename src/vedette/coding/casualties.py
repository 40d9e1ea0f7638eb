"""Counts of people killed, hurt, missing, captured or displaced, from the words of one parsed sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.coding.casualty_words import casualty_words
from vedette.coding.harms import Harm, find_harms, included, joined_kinds, people_inside
from vedette.coding.roles import role_at
from vedette.coding.syntax import kids, noun_phrase
from vedette.records.reading import Mark, Quantity, Sentence, Word

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


def find_tolls(s: Sentence, quantities: Sequence[Quantity]) -> tuple[Toll, ...]:
    """Return the casualty counts of `s`, in order; none where no word of harm stands in it."""
    words = casualty_words()
    if not any(w.lemma in words.all or w.lower in words.all or w.lower in ("losses", "toll") for w in s.words):
        return ()
    out: dict[tuple[str, int], Toll] = {}
    joined = joined_kinds(s, list(find_harms(s)))
    for harm in joined:
        for v in (*harm.victims, *included(s, harm)) or (None,):
            toll = _toll(s, harm, v, quantities)
            if toll is not None and not _shares_count(s, v):
                out.setdefault((toll.kind, toll.victim[0] if toll.victim else toll.start), toll)
    return _once(out.values())


def _once(tolls: Iterable[Toll]) -> tuple[Toll, ...]:
    """Return counts in the order of the text, without those that others tell with more words."""
    found = sorted(tolls, key=lambda t: t.start)
    return tuple(t for t in found if not any(_is_within(t, x) for x in found))


def _is_within(t: Toll, other: Toll) -> bool:
    """Tell a count that is told by some of another's words: "13 the number" of "13 the number of soldiers killed"."""
    same = (t.kind, t.low, t.high) == (other.kind, other.low, other.high) and t.low is not None
    return same and t.start == other.start and t.end < other.end


COUNTED = 0.6
"""Probability from which people that no word of harm counts are a count, by the marker."""


def with_marked(
    s: Sentence, tolls: Sequence[Toll], marks: Mapping[tuple[int, int], Mark], quantities: Sequence[Quantity]
) -> tuple[Toll, ...]:
    """Return the rules' counts with those of people that only the marker finds ("police took 13 villagers along")."""
    told = {w.i: m.count for w in s.words if (m := marks.get((s.index, w.i))) and m.count[0] != "O"}
    out = list(tolls)
    taken = {k for t in tolls for v in t.victim for k in _phrase(s, v)}
    for i, (kind, p) in told.items():
        if p >= COUNTED and i not in taken:
            toll = _toll(s, Harm(kind, i, (i,)), i, quantities)
            if toll is not None and not _is_told(s.words[i], toll, tolls):
                out.append(toll)
                taken.update(_phrase(s, i))
    return _once(out)


def _is_told(w: Word, toll: Toll, tolls: Sequence[Toll]) -> bool:
    """Tell people whose number the rules have found: "put the dead at 200", and the vague within a count of theirs."""
    dead = w.lower == "dead" and any(t.scope == "total" for t in tolls)
    return dead or (toll.low is None and any(t.start <= toll.start < t.end for t in tolls))


def _phrase(s: Sentence, v: int) -> tuple[int, ...]:
    """Return the words of the noun phrase that ends in word `v`."""
    first, last = noun_phrase(s, v)
    return tuple(range(first, last + 1))


def _shares_count(s: Sentence, v: int | None) -> bool:
    """Tell the second of two kinds of people under one count: "161 marines and sailors"."""
    if v is None or s.words[v].dep != "conj" or s.words[v].tag not in _PLURALS or is_named(s, v):
        return False
    return bool(kids(s, s.words[v].head, "nummod")) and not kids(s, v, "nummod", "det", "amod", "poss")


def _toll(s: Sentence, harm: Harm, v: int | None, quantities: Sequence[Quantity]) -> Toll | None:
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
        (v, *people_inside(s, v)),
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
    if w.lemma == "casualty" and not joined:
        return 1, 1, False, start
    if joined or w.lemma in casualty_words().nouns or w.lower in casualty_words().states:
        return None
    if (
        w.lemma in _COLLECTIVES
        or w.lemma in ("number", "total")
        or any(m.first == v and m.kind in ("demonym", "group", "people") for m in s.mentions)
    ):
        return None
    return 1, 1, False, start


def is_named(s: Sentence, v: int) -> bool:
    """Tell whether the victim at `v` is a person told by name."""
    return s.words[v].entity == "PERSON" or any(m.first == v and m.kind == "person" for m in s.mentions)


def _who(s: Sentence, v: int) -> str:
    if s.words[v].lemma in casualty_words().nouns:
        return "unknown"
    for k in (v, *people_inside(s, v)):
        role = role_at(s, k)
        if role is not None and role.who and role.who != "other":
            generic = s.words[k].lemma in casualty_words().unknown
            return "unknown" if generic else role.who
        m = next((m for m in s.mentions if m.first == k), None)
        if m is not None:
            return {"group": "rebel", "force": "military", "demonym": "civilian", "people": "civilian"}.get(
                m.kind, "other"
            )
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
