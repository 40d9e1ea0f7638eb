"""The ledger of a period as tables, one a side and kind, a row a claimant; nothing is added up."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from vedette.publishing import wording
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.markdown import escaped
from vedette.publishing.parties import name, said
from vedette.publishing.situation.sections import kind_of
from vedette.records.ledger import Figure, Line
from vedette.records.ledger import Standing as Sum
from vedette.workflow.situation import Situation

MOST = 16
"""Tables of one report, those of the dead first and of running totals before single incidents."""

HEAD = ("Who gives it", "Figure", "As of", "Before", "Source")
WIDTHS = (34, 24, 16, 16, 10)

_FIRST = ("killed", "casualties", "injured", "missing", "captured", "displaced")

Key = tuple[int, bool, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table whose cells are Markdown of one line."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


def tables(s: Situation, citing: Citing) -> Iterator[Rows | str]:
    """Yield the tables, each followed by what it comes to together."""
    lines = sorted((x for x in s.ledger.lines if _is_told(s, x)), key=_key)
    found = (list(told) for _, told in groupby(lines, key=_key))
    groups = [told for told in found if any(x.latest.counts for x in told)]
    for told in groups[:MOST]:
        yield Rows(caption=_caption(s, told[0]), head=HEAD, rows=tuple(_row(x, citing) for x in told), widths=WIDTHS)
        yield from _together(s, told, citing)
    if len(groups) > MOST:
        yield f"{len(groups) - MOST} further tables stand in the ledger of this period (`vedette ledger`)."


def _is_told(s: Situation, x: Line) -> bool:
    return x.reach == "campaign" or any(x.reach == h.incident.id for h in s.told)


def _key(x: Line) -> Key:
    kind = _FIRST.index(x.kind) if x.kind in _FIRST else len(_FIRST)
    return (kind, x.reach != "campaign", x.side or "", x.reach, x.kind)


def _caption(s: Situation, x: Line) -> str:
    side = wording.country(x.side) or wording.at_head(wording.NO_SIDE)
    told = f"{side}: {wording.KINDS.get(x.kind, x.kind)}"
    if x.reach == "campaign":
        return f"{told} (running totals and scattered fighting)"
    h = s.by_id[x.reach]
    days = wording.day_span(h.incident.days.first, h.incident.days.last) if h.incident.days else None
    return f"{told} ({kind_of(h)}{f', {days}' if days else ''})"


def _row(x: Line, citing: Citing) -> tuple[str, ...]:
    latest = x.latest
    said_by = [wording.clean(w) for w in x.who if wording.clean(w) != name(x.party)]
    who = f", by {wording.listed(said_by)}" if said_by else ""
    own = " (in its own voice)" if x.own_voice else ""
    steps = [st for st in x.steps if st.after.id == latest.id and st.change in ("up", "down")]
    before = steps[-1].before if steps else None
    marks = citing.figure(latest) + (citing.figure(before) if before else "")
    earlier = f"{wording.figure(before.casualty)}{_day(before, ' on ')}" if before else ""
    cells = (f"{name(x.party)}{own}{who}", _counted(latest), _day(latest, "") or "day not told", earlier)
    return (*(escaped(c) for c in cells), marks)


def _counted(f: Figure) -> str:
    c = f.casualty
    extra = [wording.WHO.get(c.who, c.who)] if c.who != "unknown" else []
    extra += ["running total"] if c.scope == "total" else []
    extra += ["more than before"] if f.increase else []
    return ", ".join([wording.figure(c), *extra])


def _day(f: Figure, before: str) -> str:
    day = wording.day_span(f.as_of[:10], None) if f.as_of else None
    return f"{before}{day}" if day else ""


def _together(s: Situation, told: list[Line], citing: Citing) -> Iterator[str]:
    x = told[0]
    same = [t for t in s.ledger.standings if (t.reach, t.side, t.kind) == (x.reach, x.side, x.kind)]
    marks = "".join(dict.fromkeys(citing.figure(t.latest) for t in told))
    codes = [t.party for t in told]
    for t in same:
        yield f"{_sum(t, codes)}{''.join(marks.replace('][', '] [').split()[:4])}"


def _sum(t: Sum, codes: list[str]) -> str:
    people = f"{wording.WHO.get(t.people, t.people)}, " if t.people != "unknown" else ""
    words = f"{', '.join(t.words)}: " if t.words else ""
    return f"Taken together, {people}{words}{escaped(said(t.reason, codes))}."
