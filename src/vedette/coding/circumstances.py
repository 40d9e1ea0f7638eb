"""Where an act was and by which means: from the words of its own sentence."""

from collections.abc import Mapping, Sequence
from functools import cache

from vedette.coding.drafts import Draft
from vedette.coding.roles import role_at
from vedette.coding.syntax import HARMS, ancestors, governor, kids, subtree
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import PlaceMention, Sentence

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


def elsewhere(s: Sentence, d: Draft, told: Sequence[tuple[int, Draft]], p: PlaceMention | None) -> PlaceMention | None:
    """Return the place that another sentence tells, but not one in the attacker's own state where it was told to strike abroad."""
    if p is None or d.type != "ASSAULT" or s.start <= p.start < s.end:
        return p
    own = {a.country for a in d.actors} & {p.country}
    before = (x for _, x in told if x.type == "ASSAULT" and own & {a.country for a in x.actors})
    abroad = any(r.country not in (None, p.country) for x in before for r in x.recipients)
    return None if own and abroad else p


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
    if governed and not _is_visit(d) and is_of_another(s, i, d.match.i):
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
    if s.title and any(s.words[k].text == ";" for k in range(min(i, d.match.i), max(i, d.match.i))):
        # A headline's halves are two reports.
        return None
    if i in below:
        return rough
    seat = any(m.first == i and m.kind == "capital" for m in s.mentions)
    first = next((s.words[a] for a in (i, *ancestors(s, i)) if s.words[a].dep != "conj"), w)
    if seat and first.dep == "nsubj" and _speaks_or_acts(s.words[first.head].lemma):
        # "…, Yerevan confirmed" tells which government says so, "Paris condemned the attack" which one condemns.
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


def is_of_another(s: Sentence, i: int, act: int | None) -> bool:
    """Tell a place behind a preposition that is not where word `act` of the sentence happened, but another word's.

    Where a government sits that the sentence is about ("the government in Port Sudan called for"), and from where another verb
    moves somebody ("severed relations and recalled its envoy from Kigali").
    """
    prep = s.words[s.words[i].head]
    if s.words[i].dep != "pobj":
        return False
    return _is_ruling(s, prep.head) or (prep.lower == "from" and act is not None and _moves_beside(s, act, i))


def _is_ruling(s: Sentence, noun: int) -> bool:
    w = s.words[noun]
    role = role_at(s, noun) if w.dep == "nsubj" and w.pos in ("NOUN", "PROPN") else None
    return role is not None and role.sector == "GOV"


def _moves_beside(s: Sentence, act: int, place: int) -> bool:
    verb = governor(s, place)
    return verb != act and s.words[verb].dep == "conj" and act in ancestors(s, verb)


@cache
def _speaks_or_acts(lemma: str) -> bool:
    """Tell a verb whose subject, a capital, is a government: one of saying, or of what only governments and people do."""
    book = load_codebook()
    return lemma in book.reporting or any(t.type in VERBAL | {"SANCTION"} for t in book.verbs.get(lemma, ()))


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


def share_meeting(drafts: Sequence[Draft]) -> None:
    """Give the words of one sentence for one meeting ("met … for the summit at Amiens") one place and time."""
    found = [d for d in drafts if d.type == "CONSULT"]
    for d in found:
        others = [x for x in found if x is not d]
        d.place = d.place or next((x.place for x in others if x.place), None)
        d.time = d.time or next((x.time for x in others if x.time), None)


def choose_mode(s: Sentence, d: Draft) -> str | None:
    """Return the mode that the trigger states, or the first of its type's cues in the clause."""
    cues = load_codebook().modes.get(d.type, ())
    if d.mode is not None and not (d.type == "ASSAULT" and d.mode in ("targeted", "destroy")):
        return d.mode
    words = _cues_in(s, d.match.i, _cues_of(d.type))
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
def _cues_of(type_: str) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Return the cues of every mode of a type, by their first word."""
    out: dict[str, set[tuple[str, ...]]] = {}
    for _, phrases in load_codebook().modes.get(type_, ()):
        for p in phrases:
            out.setdefault(p[0], set()).add(p)
    return {first: frozenset(found) for first, found in out.items()}


def _cues_in(s: Sentence, i: int, cues: Mapping[str, frozenset[tuple[str, ...]]]) -> dict[tuple[str, ...], int]:
    """Return those of `cues`, as told or as lemmas, that stand in the clause of word `i`, with how far in it they stand."""
    top = i
    for a in ancestors(s, i):
        top = a
        if s.words[a].pos in ("VERB", "AUX"):
            break
    order = [k for k in subtree(s, top) if s.words[k].pos != "PUNCT"]
    out: dict[tuple[str, ...], int] = {}
    for forms in ([s.words[k].lower for k in order], [s.words[k].lemma for k in order]):
        for k, first in enumerate(forms):
            for p in cues.get(first, ()):
                if tuple(forms[k : k + len(p)]) == p:
                    out.setdefault(p, k)
    return out
