"""A ledger as the site shows it: by side and kind, the claimant beside each figure, each with its words. Pure.

Nothing is added up or averaged; what figures come to together is said in the ledger's own named rules (docs/incidents.md).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from vedette.incidents.ledger import CAMPAIGN
from vedette.incidents.standing import UNTOLD
from vedette.publishing import wording
from vedette.publishing.charts.lines import Dot, Trace, render_lines
from vedette.publishing.parties import name, names, said
from vedette.publishing.story_marks import is_safe_link
from vedette.publishing.story_text import shown
from vedette.records.document import Document
from vedette.records.incident import Source
from vedette.records.ledger import Figure, Ledger, Line, Standing

Documents = Mapping[str, Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Where something stands: the words ("" behind the gate), publisher, day of publication, and the original ("" without one)."""

    words: str
    source: str
    day: str
    url: str
    gated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of one claimant; `anchor` is its id on the page."""

    anchor: str
    claimant: str
    own_voice: bool
    figure: str
    people: str
    day: str
    total: bool
    increase: bool
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The figures of one side and kind, with what they come to together; `incident` is the one they count for, "" in a campaign."""

    key: str
    title: str
    incident: str
    campaign: bool
    chart: Markup
    rows: tuple[Row, ...]
    verdicts: tuple[str, ...]


def receipt_of(at: Source, words: str, documents: Documents) -> Receipt:
    """Return the receipt of words; those of a text with a warning stay behind the gate."""
    d = documents.get(at.document)
    gated = d is None or bool(d.warnings)
    url = d.url if d and d.url and is_safe_link(d.url) else ""
    return Receipt(
        words="" if gated else shown(wording.clean(words)),
        source=shown(wording.clean(at.source or "publisher not told")),
        day=(at.published or "")[:10],
        url=url,
        gated=gated,
    )


def groups_of(ledger: Ledger, documents: Documents) -> tuple[Group, ...]:
    """Return the groups of a ledger, those that count for one incident first. A claimant has one tone in all of its charts."""
    tones = {party: n for n, party in enumerate(dict.fromkeys(x.party for x in ledger.lines))}
    found = []
    for n, (key, lines) in enumerate(groupby(ledger.lines, key=lambda x: (x.reach, x.side, x.kind))):
        standings = [s for s in ledger.standings if (s.reach, s.side, s.kind) == key]
        found.append(_group(f"g{n}", list(lines), standings, tones, documents))
    return tuple(sorted(found, key=lambda g: g.campaign))


def _group(
    key: str, lines: Sequence[Line], standings: Sequence[Standing], tones: Mapping[str, int], documents: Documents
) -> Group:
    first = lines[0]
    side = wording.at_head(wording.country(first.side) or wording.NO_SIDE)
    title = f"{side}: {wording.KINDS.get(first.kind, first.kind)}"
    rows, traces = [], []
    for n, line in enumerate(lines):
        made = list(_rows(f"{key}-{n}", line, documents))
        rows += [row for _, row in made]
        dots = tuple(_dot(f, row) for f, row in sorted(made, key=lambda m: m[1].day) if _is_drawn(f))
        if dots:
            traces.append(Trace(claimant=shown(name(line.party)), tone=tones[line.party], dots=dots))
    return Group(
        key=key,
        title=title,
        incident="" if first.reach == CAMPAIGN else first.reach,
        campaign=first.reach == CAMPAIGN,
        chart=render_lines(traces, label=f"{title}, as each claimant tells it over time"),
        rows=tuple(rows),
        verdicts=tuple(_verdict(s, lines) for s in standings),
    )


def _rows(key: str, line: Line, documents: Documents) -> Iterator[tuple[Figure, Row]]:
    """Yield the figures of a claimant, those that a text and its copies give again once."""
    seen = set()
    for f in line.figures:
        c = f.casualty
        told = (f.at.first, c.low, c.high, c.approx, c.who, f.increase)
        if told in seen:
            continue
        seen.add(told)
        yield (
            f,
            Row(
                anchor=f"{key}-{len(seen)}",
                claimant=shown(name(line.party)),
                own_voice=line.own_voice,
                figure=shown(wording.figure(c)),
                people="not told" if c.who == UNTOLD else wording.WHO.get(c.who, c.who),
                day=(f.as_of or "")[:10],
                total=c.scope == "total",
                increase=f.increase,
                receipt=receipt_of(f.at, c.text, documents),
            ),
        )


def _is_drawn(f: Figure) -> bool:
    return f.as_of is not None and f.counts


def _dot(f: Figure, row: Row) -> Dot:
    c = f.casualty
    return Dot(day=row.day, low=c.low, high=c.high, approx=c.approx, figure=row.figure, href=f"#{row.anchor}")


def _verdict(s: Standing, lines: Sequence[Line]) -> str:
    people = "" if s.people == UNTOLD else f"{wording.WHO.get(s.people, s.people)}: "
    reason = said(s.reason, [x.party for x in lines])
    silent = f" Silent: {names(s.silent)}." if s.silent else ""
    return shown(f"{people}{', '.join(s.words)}{': ' if s.words and reason else ''}{reason}.{silent}")
