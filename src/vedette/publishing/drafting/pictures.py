"""The pictures of a draft: a map of the places told, and each side's figures over time. SVG, with the same in words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from vedette.publishing import wording
from vedette.publishing.basemap import render_map
from vedette.publishing.charts.lines import Dot, Trace, render_lines
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.model import Spot
from vedette.publishing.parties import name
from vedette.records.ledger import Figure, Line
from vedette.records.record import Event
from vedette.records.story import Picture
from vedette.workflow.drafting import Material

PINNED = ("settlement", "facility", "district")
"""Precisions narrow enough for a pin."""

MOST_CHARTS = 2
"""Charts of one incident, those of the dead first."""

_FIRST = ("killed", "casualties", "injured", "missing", "captured", "displaced")


def pictures(materials: Sequence[Material], citing: Citing) -> tuple[Picture, ...]:
    """Return the pictures of incidents; no map where no place was told, no chart of fewer than two figures.

    A point of a chart leads to the citation of its figure, which `citing` numbers.
    """
    return (*_map(materials, citing), *(p for m in materials for p in _charts(m, citing)))


def _charts(m: Material, citing: Citing) -> list[Picture]:
    lines = sorted(m.ledger.lines, key=_counted)
    found = (_chart(list(told), citing) for _, told in groupby(lines, key=_counted))
    return [p for p in found if p is not None][:MOST_CHARTS]


def _counted(x: Line) -> tuple[int, bool, str]:
    return (_FIRST.index(x.kind) if x.kind in _FIRST else len(_FIRST), x.reach == "campaign", x.side or "")


def _chart(lines: list[Line], citing: Citing) -> Picture | None:
    """Return the chart of one side and kind, a line a claimant."""
    drawn = [(_called(x), [f for f in x.figures if f.counts and f.as_of]) for x in lines]
    # Two figures of one voice on one day are no course of anything.
    if len({(who, f.as_of) for who, figures in drawn for f in figures}) < 2:
        return None
    x = lines[0]
    side = wording.country(x.side) or wording.NO_SIDE
    over = " (running totals and scattered fighting)" if x.reach == "campaign" else ""
    label = f"{side}: {wording.KINDS.get(x.kind, x.kind)}{over}, by who gives the figure"
    traces = [Trace(claimant=who, tone=n, dots=tuple(_dots(figures, citing))) for n, (who, figures) in enumerate(drawn)]
    told = "; ".join(f"{who}: {_in_words(figures)}" for who, figures in drawn if figures)
    caption = f"{label}. Nothing is added up; each point leads to its source."
    return Picture(kind="chart", svg=str(render_lines(traces, label=label)), alt=f"{label}. {told}.", caption=caption)


def _called(x: Line) -> str:
    return f"{wording.clean(x.party)} (own voice)" if x.own_voice else name(x.party)


def _dots(figures: Sequence[Figure], citing: Citing) -> Iterator[Dot]:
    for f in sorted(figures, key=lambda f: f.as_of or ""):
        c = f.casualty
        href = f"#{_mark(citing.figure(f))}"
        yield Dot(day=f.as_of or "", low=c.low, high=c.high, approx=c.approx, figure=wording.figure(c), href=href)


def _mark(told: str) -> str:
    """Return the id of the citation that a mark leads to."""
    return told.removeprefix("[^").removesuffix("]")


def _in_words(figures: Sequence[Figure]) -> str:
    told = [(wording.figure(f.casualty), f.as_of or "") for f in sorted(figures, key=lambda f: f.as_of or "")]
    return ", ".join(dict.fromkeys(f"{figure} on {wording.day_span(day[:10], None) or day}" for figure, day in told))


def _map(materials: Sequence[Material], citing: Citing) -> Iterator[Picture]:
    spots = list(_spots(materials, citing))
    svg = render_map(spots)
    if svg:
        named = wording.listed([s.name for s in spots])
        yield Picture(
            kind="map",
            svg=svg,
            alt=f"Map of the places told: {named}.",
            caption=f"Places as reports tell them: {named}. Outlines: Natural Earth; the map takes no side in any dispute.",
        )


def _spots(materials: Sequence[Material], citing: Citing) -> Iterator[Spot]:
    """Yield each place of the incidents that can be pinned, once; its pin leads to the citation of a mention that tells it."""
    seen: set[tuple[object, ...]] = set()
    for f in (f for m in materials for f in m.mentions):
        p = f.claim.place if isinstance(f.claim, Event) else None
        if p is None or p.lat is None or p.precision not in PINNED or (p.name, p.lat, p.lon) in seen:
            continue
        seen.add((p.name, p.lat, p.lon))
        yield Spot(
            id=_mark(citing.event(f)),
            name=p.name,
            country=wording.country(p.country),
            lat=p.lat,
            lon=p.lon,
            precision=p.precision,
            lines=(),
            document=0,
            receipts=(),
        )
