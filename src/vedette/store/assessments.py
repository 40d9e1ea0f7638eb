"""Assessments: kept for ever, each with its author, time and reason; taken back only by another assessment."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from vedette.errors import StopError
from vedette.records.assessment import Assessed, Assessment, assessed, in_order
from vedette.store import schema_derived as derived
from vedette.store.schema_people import assessment
from vedette.store.serials import last_serial
from vedette.store.texts import stored, told

_MANY = 400
_AS_TOLD = ("id", "mention", "kind", "value", "at", "supersedes")
_WORDS = ("author", "why")


def add_assessment(connection: Connection, made: Assessment) -> Assessment:
    """Store an assessment; returns it with its place among all."""
    serial = last_serial(connection, assessment) + 1
    connection.execute(insert(assessment), [row_of(made, serial)])
    return _assessment({**row_of(made, serial)})


def row_of(made: Assessment, serial: int) -> dict[str, Any]:
    """Return the row of an assessment."""
    words = {name: stored(getattr(made, name)) for name in _WORDS}
    return {"serial": serial, **{name: getattr(made, name) for name in _AS_TOLD}, **words}


def assessments_on(connection: Connection, mentions: Collection[str]) -> tuple[Assessment, ...]:
    """Return every assessment on these mentions (ids of events), in force or not, oldest first."""
    return in_order(a for part in _parts(sorted(mentions)) for a in _found(connection, assessment.c.mention.in_(part)))


def assessments_of(connection: Connection, incidents: Collection[str]) -> dict[str, tuple[Assessment, ...]]:
    """Return every assessment on the mentions of these incidents (ids), oldest first; incidents without any are left out."""
    t, m, a = derived.telling, derived.mention, assessment
    found: dict[str, list[Assessment]] = {}
    for part in _parts(sorted(incidents)):
        query = select(t.c.incident, a).join_from(t, m, m.c.telling == t.c.id).join(a, a.c.mention == m.c.id)
        for row in connection.execute(query.where(t.c.incident.in_(part))).mappings():
            found.setdefault(row["incident"], []).append(_assessment(row))
    return {i: in_order(told) for i, told in found.items()}


def assessed_of(connection: Connection, incidents: Collection[str]) -> dict[str, Assessed]:
    """Return what counts by hand of these incidents (ids); those that nobody ever assessed are left out."""
    return {i: assessed(told) for i, told in assessments_of(connection, incidents).items()}


def assessment_called(connection: Connection, name: str) -> Assessment:
    """Return the assessment whose id begins with `name`; StopError where not exactly one does."""
    found = _found(connection, assessment.c.id.between(name, name + "g")) if name else ()
    if len(found) != 1:
        what = "names several; write more of its id" if found else "is none; the incident's page tells them"
        raise StopError(f"assessment {name!r}: {what}")
    return found[0]


def _found(connection: Connection, condition: Any) -> tuple[Assessment, ...]:
    rows = connection.execute(select(assessment).where(condition).order_by(assessment.c.serial)).mappings()
    return tuple(_assessment(row) for row in rows)


def _assessment(row: Any) -> Assessment:
    words = {name: told(row[name]) or "" for name in _WORDS}
    return Assessment(order=row["serial"], **{name: row[name] for name in _AS_TOLD}, **words)


def _parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[n : n + _MANY] for n in range(0, len(values), _MANY))
