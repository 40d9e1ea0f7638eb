"""Sources: how each one stands, and what is known of one. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.desk import words
from vedette.publishing import wording
from vedette.records.source import Grade, Try
from vedette.sources.registry.registry import STATES, WORRYING, Registered
from vedette.sources.registry.table import Row

_ORDER = (*WORRYING, "stale", "unwatched", "empty", "ok", "never", "paused")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source in the list: ready words; `grade` "" where nobody gave one, `items` ever listed, `new_day` in 24 hours."""

    id: str
    name: str
    country: str
    kind: str
    grade: str
    state: str
    sentence: str
    succeeded: str
    items: int
    new_day: int
    why: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The list, the worst first; `counts` are how many stand in each state there is, each with its address."""

    rows: tuple[SourceLine, ...]
    counts: tuple[tuple[str, int, str], ...]
    whole: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source: its line, its fields with where each is from, the grades oldest first, the last tries newest first."""

    line: SourceLine
    fields: tuple[tuple[str, str, str], ...]
    addresses: tuple[tuple[str, str], ...]
    grades: tuple[Grade, ...]
    tries: tuple[Try, ...]
    documents: str


def source_line(row: Row) -> SourceLine:
    """Return the line of a source."""
    return SourceLine(
        id=row.id,
        name=wording.clean(row.name),
        country=wording.country(row.country) or "",
        kind=row.kind,
        grade=row.grade,
        state=row.state,
        sentence=STATES[row.state],
        succeeded=words.minute(row.succeeded),
        items=row.items,
        new_day=row.new_day,
        why=wording.clean(row.why) if row.why else None,
        href=f"/sources/{row.id}",
    )


def sources_view(rows: Iterable[Row], state: str = "") -> Sources:
    """Return the list, of one state where one is told."""
    lines = sorted(map(source_line, rows), key=lambda x: (_ORDER.index(x.state), x.name.casefold()))
    counts = Counter(x.state for x in lines)
    return Sources(
        rows=tuple(x for x in lines if state in ("", x.state)),
        counts=tuple((s, counts[s], f"/sources?state={s}") for s in _ORDER if counts[s]),
        whole=len(lines),
        state=state,
    )


def source_view(row: Row, found: Registered, grades: Sequence[Grade], tries: Sequence[Try]) -> SourceView:
    """Return what is known of one source."""
    told = found.source.to_json()
    names = ("kind", "country", "owner", "control", "party_to", "language", "every", "content", "outlet", "note")
    plain = ((n, told.get(n)) for n in names)
    fields = tuple(
        (n.replace("_", " "), _said(n, v), found.origins.get(n, "")) for n, v in plain if v not in (None, "", [])
    )
    return SourceView(
        line=source_line(row),
        fields=fields,
        addresses=tuple((a.kind, wording.clean(a.url)) for a in found.source.addresses),
        grades=tuple(grades),
        tries=tuple(tries),
        documents=f"/?source={row.id}",
    )


def _said(name: str, value: object) -> str:
    if name == "every" and isinstance(value, int):
        return f"looked at every {value // 60} minutes" if value >= 60 else f"looked at every {value} seconds"
    return wording.clean(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
