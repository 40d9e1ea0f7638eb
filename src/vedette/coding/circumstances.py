"""Where and when an act was, and by which means: from the words of its own sentence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from vedette.coding.drafts import Draft
from vedette.coding.roles import role_at
from vedette.coding.syntax import HARMS, ancestors, governor, kids, subtree
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import PlaceMention, Sentence, TimeExpression

_LOCATIVE = frozenset(
    """in at near on inside outside around along across toward towards over within from throughout between off above below
    into to of by""".split()
)
MANY = 20
"""From this many victims on, a count told with a month or year is the period's and no single act's."""

DATELINE = 12
"""Characters of a sentence within which the city of its dateline begins."""

_SURE = frozenset("in at near inside outside around along across within throughout over".split())
_VISITS = frozenset({"visit", "travel", "return", "arrive", "trip", "tour", "fly", "go"})
_TOWNS = frozenset({"city", "town", "village", "port", "suburb", "capital", "district", "outskirts", "hamlet"})
_PINNABLE = frozenset({"settlement", "facility", "district", "area"})
VERBAL = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "AGREE", "REJECT", "THREATEN", "CONCEDE"})


def places_by_sentence(s: Sentence, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the places told in `s`."""
    return tuple(p for p in places if s.start <= p.start < s.end)


def choose_place(s: Sentence, d: Draft, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """Return the place of the act: one that hangs below its trigger, else a locative one of its clause; never an actor."""
    taken = [(a.start, a.end) for a in (*d.actors, *d.recipients)]
    at = {w.start: w.i for w in s.words}
    best: tuple[int, PlaceMention] | None = None
    below = set(subtree(s, d.match.i))
    for p in places:
        i = _word_of(s, p, at)
        if i is None:
            continue
        rank = _rank(s, d, p, i, below, taken)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, p)
    return best[1] if best else _of_dateline(s, d, places)


def _of_dateline(s: Sentence, d: Draft, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """Return the city of the dateline for what its own sentence tells happened and places nowhere else."""
    first = next((p for p in places if p.start - s.start <= DATELINE and p.precision == "settlement"), None)
    if first is None or d.type not in ("ASSAULT", "PROTEST") or s.title or d.status != "actual":
        return None
    behind = [
        w for w in s.words if first.end <= w.start < first.end + 2 * DATELINE and w.text in ("--", "—", "–", "-", "]")
    ]
    return first if behind and len(places) <= 2 and all(p.country == first.country for p in places) else None


def _word_of(s: Sentence, p: PlaceMention, at: Mapping[int, int]) -> int | None:
    """Return the head word of a place mention."""
    inside = [w for w in s.words if p.start <= w.start < p.end]
    if not inside:
        return at.get(p.start)
    for w in inside:
        if w.head == w.i or not p.start <= s.words[w.head].start < p.end:
            return w.i
    return inside[-1].i


def _rank(
    s: Sentence, d: Draft, p: PlaceMention, i: int, below: set[int], taken: Sequence[tuple[int, int]]
) -> int | None:
    w = s.words[i]
    prep = s.words[w.head].lower if w.dep == "pobj" else ""
    if not prep and i and s.words[i - 1].pos == "ADP" and w.dep in ("compound", "nmod"):
        # "In Turkey Minister Ellwood met": the parser takes the place into the name behind it.
        prep = s.words[i - 1].lower
    governed = bool(prep) and prep in _LOCATIVE
    if prep in ("of", "for") and governed and role_at(s, s.words[w.head].head):
        # "the government of Armenia", "the Minister for Central Asia" tell whose, not where.
        return None
    if _is_visit(d) and any(p.start <= a < p.end or (a <= p.start < b and p.end >= b) for a, b in taken):
        # The state visited is where; whose people are visited ("U.S. service members") is not.
        return 0
    if d.type in ("CONSULT", "AGREE") and _is_topic(s, d, i):
        return None
    if d.type in ("ASSAULT", "COERCE") and p.precision in _PINNABLE and any(p.start <= a < p.end for a, _ in taken):
        # A town that is shelled is both whom it happened to and where.
        return -1
    if any(a <= p.start and p.end <= b for a, b in taken):
        if prep == "of" and p.precision in _PINNABLE and s.words[s.words[w.head].head].lemma in _TOWNS:
            # "Shelled the city of X": the city is X.
            return -1
        return None if p.precision == "country" or not governed or prep not in _SURE else 6
    if d.type == "ASSAULT" and p.precision == "country" and w.dep == "poss" and i in below:
        # "The destruction of Syria's heritage" happened there.
        return 8
    if not governed and p.precision == "country":
        return None
    if (
        p.precision == "country"
        and prep not in _SURE
        and not (i in below and prep in ("to", "into") and d.type in ("CONSULT", "AGREE", "MOBILIZE", "AID"))
    ):
        return None
    if d.type in VERBAL and not (i in below and prep in _SURE):
        return None
    rough = {"settlement": 0, "facility": 0, "district": 1, "region": 2, "border": 1, "area": 2, "country": 4}.get(
        p.precision, 3
    )
    if p.precision == "border" and prep in ("near", "on", "along", "at"):
        # "A village in Borno state near the Cameroon border": in what it lies tells more than what it lies near.
        rough = 3
    if i in below:
        return rough
    seat = any(m.first == i and m.kind == "capital" for m in s.mentions)
    if seat and w.dep == "nsubj" and s.words[w.head].lemma in load_codebook().reporting:
        # "…, Yerevan confirmed" tells which government says so.
        return None
    verb = next((a for a in ancestors(s, i) if s.words[a].pos in ("VERB", "AUX")), None)
    mine = (
        d.match.i
        if s.words[d.match.i].pos in ("VERB", "AUX")
        else next((a for a in ancestors(s, d.match.i) if s.words[a].pos in ("VERB", "AUX")), None)
    )
    if verb is not None and verb == mine:
        return 10 + rough
    return 20 + rough if prep in _SURE or w.dep in ("ROOT", "npadvmod", "nsubj", "appos", "conj") else None


def _is_visit(d: Draft) -> bool:
    return d.type in ("CONSULT", "AGREE") and any(w in _VISITS for w in d.match.trigger.lemma)


def _is_topic(s: Sentence, d: Draft, i: int) -> bool:
    """Tell a place that is only spoken of: below the object or the "on …" of what was discussed or agreed."""
    meetings = load_codebook().classes.get("meetings", frozenset())
    for a in (i, *ancestors(s, i)):
        w = s.words[a]
        if a == d.match.i or (w.dep == "prep" and w.lower in ("at", "in") and s.words[w.head].lemma in meetings):
            return False
        if a != i and w.dep == "dobj" and w.head == d.match.i:
            return True
        if w.dep == "prep" and w.lower in ("on", "about", "for", "regarding", "concerning", "against", "over"):
            return s.words[i].head != a or w.lower != "on"
        if w.dep in ("advcl", "acl", "relcl", "xcomp"):
            return True
    return False


def choose_time(
    s: Sentence, d: Draft, times: Sequence[TimeExpression], others: Collection[int] = ()
) -> TimeExpression | None:
    """Return the time of the act: the one that hangs nearest to its trigger, else one that no other act owns."""
    told = [t for t in times if s.start <= t.start < s.end]
    inside = [t for t in told if not _owned_by_other(s, d, t, others)]
    if not inside and d.type in ("AGREE", "CONSULT"):
        # "Will travel to Paris for tomorrow's meeting": the journey is for the day of what it is for.
        below = set(subtree(s, d.match.i))
        inside = [t for t in told if any(w.i in below for w in s.words if t.start <= w.start < t.end)]
    if len(inside) <= 1:
        return inside[0] if inside else None
    below = {s.words[k].start for k in subtree(s, d.match.i)}
    own = [t for t in inside if any(t.start <= x < t.end for x in below)]
    at, verb = s.words[d.match.i].start, governor(s, d.match.i)
    return min(own or inside, key=lambda t: (_verb_of(s, t) != verb, min(abs(t.start - at), abs(t.end - at))))


def _verb_of(s: Sentence, t: TimeExpression) -> int | None:
    """Return the verb of the clause in which a time stands."""
    i = next((w.i for w in s.words if t.start <= w.start < t.end), None)
    return governor(s, i) if i is not None else None


def ahead(t: TimeExpression | None, published: str | None) -> TimeExpression | None:
    """Return the time of what is planned: a bare weekday or month is then the next, not the last ("will visit on Saturday")."""
    if t is None or t.from_ is None or t.to is None or not published or t.to[:10] >= published[:10]:
        return t
    if any(c.isdigit() for c in t.text) or "last" in t.text.lower():
        return t
    first, last = date.fromisoformat(t.from_[:10]), date.fromisoformat(t.to[:10])
    if t.precision in ("day", "part", "night"):
        days = timedelta(days=7)
        return replace(t, from_=(first + days).isoformat(), to=(last + days).isoformat(), background=False)
    if t.precision == "month":
        to = last.replace(year=last.year + 1, day=min(last.day, 28) if last.month == 2 else last.day)
        return replace(t, from_=first.replace(year=first.year + 1).isoformat(), to=to.isoformat(), background=False)
    return t


def is_period_sum(s: Sentence, d: Draft) -> bool:
    """Tell harm counted over a month or longer ("630 people were killed in November"): a sum, no act (choice 6)."""
    if (
        d.time is None
        or d.time.precision not in ("month", "year", "span")
        or s.words[d.match.i].lemma not in HARMS | {"inflict"}
    ):
        return False
    counted = [c for x in (*d.match.args.object, *d.match.args.subject) for c in kids(s, x, "nummod")]
    numbers = [s.words[c].text.replace(",", "") for c in counted]
    return any(not n.isdigit() or int(n) >= MANY for n in numbers) and any(
        n.isdigit() or s.words[c].lemma in ("hundred", "thousand", "million")
        for c, n in zip(counted, numbers, strict=True)
    )


def is_behind(s: Sentence, d: Draft) -> bool:
    """Tell a time told in the clause of what is agreed or vowed ("agreed to meet in December")."""
    return d.time is not None and _verb_of(s, d.time) != governor(s, d.match.i)


def share_meeting(drafts: Sequence[Draft]) -> None:
    """Give the words of one sentence for one meeting ("met … for the summit at Amiens") one place and time."""
    found = [d for d in drafts if d.type == "CONSULT"]
    for d in found:
        others = [x for x in found if x is not d]
        d.place = d.place or next((x.place for x in others if x.place), None)
        d.time = d.time or next((x.time for x in others if x.time), None)


def _owned_by_other(s: Sentence, d: Draft, t: TimeExpression, others: Collection[int]) -> bool:
    """Tell whether a time hangs below another act of the sentence ("overnight shelling") that is not above this one."""
    i = next((w.i for w in s.words if t.start <= w.start < t.end), None)
    if i is None:
        return False
    above = list(ancestors(s, i))
    nearest = next((a for a in above if a in others or a == d.match.i), None)
    return nearest is not None and nearest != d.match.i and nearest not in list(ancestors(s, d.match.i))


def choose_mode(s: Sentence, d: Draft) -> str | None:
    """Return the mode that the trigger states, or the first of its type's cues in the clause."""
    cues = load_codebook().modes.get(d.type, ())
    if d.mode is not None and not (d.type == "ASSAULT" and d.mode in ("targeted", "destroy")):
        return d.mode
    cue = _cues_of(d.type)
    words = {p: k for p, k in _clause_words(s, d.match.i).items() if p in cue}
    found = [
        (min(words[p] for p in phrases if p in words), mode)
        for mode, phrases in (cues if words else ())
        if any(p in words for p in phrases)
    ]
    weapons = [x for x in found if x[1] not in ("targeted", "destroy")]
    if d.type == "ASSAULT" and weapons:
        # Of several weapons the first named; a weapon's mode goes before targeted and destroy (choice 13).
        return min(weapons)[1]
    return d.mode or (found[0][1] if found else None)


@cache
def _cues_of(type_: str) -> frozenset[tuple[str, ...]]:
    """Return the cues of every mode of a type."""
    return frozenset(p for _, phrases in load_codebook().modes.get(type_, ()) for p in phrases)


def _clause_words(s: Sentence, i: int) -> dict[tuple[str, ...], int]:
    """Return the one- to three-word sequences of the clause of word `i`, as told and as lemmas, with where they stand."""
    top = i
    for a in ancestors(s, i):
        top = a
        if s.words[a].pos in ("VERB", "AUX"):
            break
    order = [k for k in subtree(s, top) if s.words[k].pos != "PUNCT"]
    out: dict[tuple[str, ...], int] = {}
    for forms in ([s.words[k].lower for k in order], [s.words[k].lemma for k in order]):
        for n in (1, 2, 3):
            for k in range(len(forms) - n + 1):
                out.setdefault(tuple(forms[k : k + n]), k)
    return out
