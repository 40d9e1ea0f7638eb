"""Sources: how each one stands, and what is known of one. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.desk import words
from vedette.publishing import wording
from vedette.records.source import Grade, Try
from vedette.sources.registry.registry import STATES, WORRYING, Registered, Registry
from vedette.sources.registry.table import Row

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""What a letter of the Admiralty system (STANAG 2511, AJP-2.1) means."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLine:
    """How a source is graded: the letter ("" where nobody graded it), what it means, by whom and when, and why."""

    letter: str
    meaning: str
    told: str
    why: str
    href: str


def grade_lines(registry: Registry, grades: Iterable[Grade]) -> Mapping[str, GradeLine]:
    """Return how each source of the list is graded by the newest of `grades`, by its id and by its name."""
    newest = {g.source: g for g in grades}
    found: dict[str, GradeLine] = {}
    for r in registry.sources:
        line = _grade_line(r.source.id, newest.get(r.source.id))
        # A document names its publisher; a list may give two sources one name, and then the first is meant.
        found.setdefault(r.source.name, line)
        found[r.source.id] = line
    return found


def _grade_line(source: str, g: Grade | None) -> GradeLine:
    return GradeLine(
        letter=g.grade if g else "",
        meaning=RELIABILITY.get(g.grade, "") if g else "not graded",
        told=f"by {wording.clean(g.author)}, {words.minute(g.at)}" if g else "",
        why=wording.clean(g.why) if g else "",
        href=f"/sources/{source}#grades",
    )


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
