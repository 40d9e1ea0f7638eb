"""The bottom line: one to four sentences made from the weightiest records, each with its receipts.

The rules: first the highest figure of dead of each side, worded with its claimant, and beside it what that side itself
last said; then the weightiest act of force; then
the weightiest appeal, warning or agreement. An act weighs by its type, by how many of its sides are told, by how often
the text tells it, and by how early.
"""

from collections.abc import Sequence

from vedette.publishing import wording
from vedette.publishing.model import Figure, Line, Sentence

WEIGHTS = {
    "ASSAULT": 6,
    "REQUEST": 5,
    "THREATEN": 5,
    "SANCTION": 5,
    "AGREE": 4,
    "COERCE": 4,
    "RETREAT": 4,
    "MOBILIZE": 4,
    "CONSULT": 3,
    "CONCEDE": 3,
}
"""How much a type weighs; types left out weigh 2."""

DEADLY = ("killed", "killed or wounded")
MOST_FIGURES = 2
PEOPLE = {
    "military": ("member of the military", "military personnel"),
    "not told who": ("person", "people"),
    "others": ("person", "people"),
    "armed opposition": ("member of the armed opposition", "members of the armed opposition"),
    "civilians": ("civilian", "civilians"),
    "children": ("child", "children"),
    "police": ("police officer", "police officers"),
}
"""Who was harmed, one and several."""


def bottom_line(lines: Sequence[Line], figures: Sequence[Figure]) -> tuple[Sentence, ...]:
    """Return the sentences of the bottom line; none where nothing was read."""
    out = [_of_figure(*pair) for pair in _deadliest(figures)]
    actual = [x for x in lines if x.status == "actual" and x.actors]
    place = {x.id: n / max(1, len(lines)) for n, x in enumerate(lines)}
    for wanted in (("ASSAULT",), ("REQUEST", "THREATEN", "AGREE", "SANCTION", "CONSULT", "RETREAT", "CONCEDE")):
        pool = [x for x in actual if x.type in wanted]
        if pool:
            out.append(_of_line(max(pool, key=lambda x: weight(x, place[x.id]))))
    if not out and actual:
        out.append(_of_line(max(actual, key=lambda x: weight(x, place[x.id]))))
    return tuple(out)


def weight(line: Line, place: float) -> float:
    """Return how much a line weighs for the bottom line; `place` is where it stands, from 0 (first) to 1 (last)."""
    # "Both sides (Armenia)" and "both sides (Azerbaijan)" are told by the same words.
    told = {x.split(" (")[0] for x in line.recipients}
    return (
        WEIGHTS.get(line.type, 2)
        + 2 * bool(line.recipients)
        + min(2, len(told))
        + min(3, line.times_told)
        + 0.5 * bool(line.place or line.time)
        + (1 - place)
        + line.confidence
    )


def _deadliest(figures: Sequence[Figure]) -> list[tuple[Figure, Figure | None]]:
    """Return for each side its highest figure of dead, and the side's own newest one where that is another."""
    sides: dict[str, list[Figure]] = {}
    for f in figures:
        if f.kind in DEADLY and (f.low or f.high):
            sides.setdefault(f.side, []).append(f)
    if len(sides) > 1:
        # Figures whose side is not told are mostly the same dead once more.
        sides.pop(wording.NO_SIDE, None)
    pairs = [(max(found, key=_rank), _own_newest(found)) for found in sides.values()]
    pairs.sort(key=lambda p: _rank(p[0]), reverse=True)
    return [(top, own if own and not top.own and own.low != top.low else None) for top, own in pairs[:MOST_FIGURES]]


def _own_newest(figures: Sequence[Figure]) -> Figure | None:
    own = [f for f in figures if f.own]
    return max(own, key=lambda f: (f.as_of or "", f.low or f.high or 0), default=None)


def _rank(f: Figure) -> tuple[int, bool]:
    return (f.low or f.high or 0, bool(f.claimants))


def _of_figure(f: Figure, own: Figure | None) -> Sentence:
    people = PEOPLE.get(f.who, (f.who, f.who))[(f.low, f.high) != (1, 1)]
    side = "" if f.side == wording.NO_SIDE else f" on the side of {f.side}"
    total = ", as a running total" if f.scope == "total" else ""
    other = f"; {own.figure} {_source(own.claimants, own.hidden)}" if own else ""
    text = f"{wording.at_head(f.figure)} {people} {f.kind}{side}{total}, {_source(f.claimants, f.hidden)}{other}."
    receipts = f.receipts + (own.receipts if own else ())
    lines = (f.id, own.id) if own else (f.id,)
    return Sentence(id=f"b-{f.id}", text=text, document=f.document, lines=lines, receipts=receipts)


def _source(claimants: Sequence[str], hidden: bool) -> str:
    if claimants:
        return f"according to {wording.listed(claimants)}"
    return "as is reported without saying by whom" if hidden else "in the text’s own words"


def _of_line(x: Line) -> Sentence:
    who = wording.at_head(wording.listed(x.actors))
    verb = wording.TOWARDS.get(x.type, x.act) if x.recipients else x.act
    whom = f" {wording.listed(x.recipients)}" if x.recipients else ""
    mode = f" {wording.MODES[x.mode]}" if x.mode in wording.MODES else ""
    told = f"{who}{whom}"
    where = f" at {x.place}" if x.place and x.place.split(",")[0] not in told else ""
    when = f", {x.time}" if x.time else ""
    source = f", {_source(x.claimants, x.hidden)}" if x.claimants or x.hidden else ""
    return Sentence(
        id=f"b-{x.id}",
        text=f"{who} {verb}{whom}{mode}{where}{when}{source} (“{x.trigger}”).",
        document=x.document,
        lines=(x.id,),
        receipts=x.receipts,
    )
