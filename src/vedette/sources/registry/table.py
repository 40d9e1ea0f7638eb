"""The registry beside what watching has found: one row a source, for lists and boards."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from vedette.records.source import Grade
from vedette.sources.registry.registry import Registry, Watching, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source as a list shows it; `every` in seconds, times ISO in UTC, `grade` the last one given, "" for none."""

    id: str
    name: str
    country: str | None
    kind: str
    grade: str
    every: int
    succeeded: str | None
    items: int
    new_day: int
    state: str
    failures: int
    why: str | None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        return asdict(self)


def rows_of(registry: Registry, watching: Watching, now: datetime) -> tuple[Row, ...]:
    """Return a row for each source of the registry, in its order."""
    states, grades = watching.states(), last_grades(watching.grades())
    rows = []
    for source in (r.source for r in registry.sources):
        found = states.get(source.id)
        rows.append(
            Row(
                id=source.id,
                name=source.name,
                country=source.country,
                kind=source.kind,
                grade=grades[source.id].grade if source.id in grades else "",
                every=source.every,
                succeeded=found.succeeded if found else None,
                items=found.items if found else 0,
                new_day=found.new_day if found else 0,
                state=state_of(source, found, now),
                failures=found.failures if found else 0,
                why=found.why if found and found.failures else None,
            )
        )
    return tuple(rows)


def last_grades(grades: Iterable[Grade]) -> dict[str, Grade]:
    """Return the grade in force of each source: the last one given (they come oldest first)."""
    return {g.source: g for g in grades}
