"""Who a noun means that has no role of its own, when something else says that it is a side of an act.

The rules alone leave "the tanks", "three high-tension poles" and "the oasis of Faya-Largeau" out, since a thing is mostly nobody.
Where the marker has linked such a word to an act, it is somebody's: its owner's, its place's, or that of the state which the
text is set in.
"""

from vedette.coding.actors import Resolver
from vedette.coding.extents import extent
from vedette.coding.focus import FIRST_PERSON, HE_SHE, IT, THEY
from vedette.coding.local import local_state
from vedette.coding.reciprocal import is_each, is_reciprocal
from vedette.coding.roles import owner
from vedette.coding.syntax import kids, prepositions
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Mention, Sentence
from vedette.records.record import Actor

_NO_SIDE = frozenset({"DET", "PUNCT", "ADP", "CCONJ", "SCONJ", "PART", "AUX", "INTJ", "SYM"})
_ARMING = ("weapons", "forces", "positions")


def somebody(resolver: Resolver, s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return whose the word `i` is, as one actor; none for words that can stand for nobody."""
    w = s.words[i]
    if is_reciprocal(s, i) or is_each(s, i) or any(is_reciprocal(s, p) for p in kids(s, i, "poss")):
        return ()
    if w.pos in _NO_SIDE or w.entity in ("DATE", "TIME", "PERCENT", "ORDINAL") or resolver.cast.in_waters(w.start):
        return ()
    start, end = extent(s, i)
    text = resolver.text(start, end)
    if w.lemma in ("enemy", "adversary", "foe"):
        return (Actor(start, end, text, _enemy(resolver), "MIL", None, None),)
    named = owner(s, i)
    if named is not None:
        return (Actor(start, end, text, named.code, _sector(w.lemma, named), None, None),)
    held = [
        a
        for p in kids(s, i, "poss")
        if s.words[p].lower in FIRST_PERSON | HE_SHE | IT | THEY
        for a in resolver.one(s, p)
    ]
    held = held or [a for p in kids(s, i, "poss") for a in resolver.one(s, p)]
    if held:
        sector = held[0].sector if held[0].sector != "GOV" else _sector(w.lemma, None) or "GOV"
        return (Actor(start, end, text, held[0].country, sector, None, None),)
    inside = [a for p in prepositions(s, i).get("of", ()) for a in resolver.one(s, p)]
    if inside:
        return (Actor(start, end, text, inside[0].country, inside[0].sector, None, None),)
    state = _placed(resolver, s, i) or local_state(resolver.cast, s.start, s.end)
    if resolver.is_stranger(s, i):
        state = None
    return (Actor(start, end, text, state, _sector(w.lemma, None) or "CVL", None, None),)


def _enemy(resolver: Resolver) -> str | None:
    """Return the other of the two states that the text of one of them names most."""
    pair = [code for code, _ in resolver.cast.codes.most_common(2)]
    home = resolver.cast.home.code
    return next((c for c in pair if c != home), None) if home in pair else None


def _sector(lemma: str, m: Mention | None) -> str:
    """Return the sector that a thing stands for: its group's, MIL for arms and positions, CVL for homes and towns."""
    if m is not None and m.kind in ("group", "force", "organisation"):
        return m.sector or "GOV"
    classes = load_codebook().classes
    if any(lemma in classes.get(k, ()) for k in _ARMING):
        return "MIL"
    return "CVL"


def _placed(resolver: Resolver, s: Sentence, i: int) -> str | None:
    """Return the state of the place at, before or behind the word: "Gachsaran oil refinery", "the port of Tripoli"."""
    first = extent(s, i)[0]
    for k in range(i, -1, -1):
        if s.words[k].start < first:
            break
        place = resolver.cast.places.get(s.words[k].start)
        if place and place.country:
            return place.country
    told = prepositions(s, i)
    for p in (x for name in ("in", "at", "near", "of", "from", "on", "outside") for x in told.get(name, ())):
        place = resolver.cast.places.get(s.words[p].start)
        if place and place.country:
            return place.country
    return None
