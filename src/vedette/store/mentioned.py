"""What is asked of an incident that only its mentions tell: type, status, claimant, publisher, words, and figures."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, false, func, or_, select, text

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.dialects import match_of, matching
from vedette.store.query import Query
from vedette.store.texts import stored

Condition = ColumnElement[bool]

FEW = 2_000
"""Events up to which those that fit are looked up first; of more, an incident meets one so soon that each is tried."""

_INVOLVED = re.compile(r"[A-Z?]{1,3}(?:/armed(?::.*)?|:.*)?", re.DOTALL)
"""How `incidents.parties` writes whom an incident keeps as a party."""


def is_involved(party: str | None) -> bool:
    """Tell whether an incident keeps a party of this form itself: a country, an armed group, a body; no sector, no entity."""
    return party is not None and bool(_INVOLVED.fullmatch(party))


def as_told(connection: Connection, query: Query) -> Iterator[Condition]:
    """Yield the conditions on `incident` that its mentions must meet; none where nothing of that kind is asked."""
    asked = list(_of_event(connection.dialect.name, query))
    if not asked:
        return
    e, m, t, i = schema.event, derived.mention, derived.telling, derived.incident
    live = ~exists().where(schema.superseded.c.reading == e.c.reading)
    if _are_few(connection, asked):
        found = select(t.c.incident).join_from(e, m, m.c.id == e.c.id).join(t, t.c.id == m.c.telling)
        yield i.c.id.in_(found.where(*asked, live, t.c.incident.is_not(None)))
    else:
        mine = (t.c.incident == i.c.id, m.c.telling == t.c.id, e.c.id == m.c.id)
        yield exists().where(*mine, *asked, live)


def _are_few(connection: Connection, asked: list[Condition]) -> bool:
    some = select(schema.event.c.serial).where(*asked).limit(FEW + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() <= FEW


def _of_event(dialect: str, q: Query) -> Iterator[Condition]:
    e = schema.event
    for column, value in ((e.c.type, q.type), (e.c.status, q.status), (e.c.source, stored(q.source))):
        if value is not None:
            yield column == value
    if q.confidence > 0:
        yield e.c.confidence >= q.confidence
    if q.claimant is not None:
        yield _has_party(q.claimant, "claimant")
    if q.doer is not None:
        yield _has_party(q.doer, "actor")
    if q.actor is not None and not is_involved(q.actor):
        yield or_(_has_party(q.actor, "actor"), _has_party(q.actor, "recipient"))
    if q.document is not None:
        d = schema.document
        yield e.c.document.in_(select(d.c.serial).where(d.c.id == stored(q.document)))
    if q.words:
        words = match_of(q.words, dialect)
        yield e.c.sentence.in_(text(matching(dialect)).bindparams(words=words)) if words else false()
    yield from _of_figure(q)


def _has_party(name: str, role: str) -> Condition:
    p, e = schema.party.alias(), schema.event
    here: tuple[Any, ...] = (p.c.wide == e.c.wide, p.c.since == e.c.since, p.c.claim == e.c.serial)
    return exists().where(p.c.name == name, p.c.of == "event", p.c.role == role, *here)


def _of_figure(q: Query) -> Iterator[Condition]:
    f, e = schema.figure, schema.event
    told = [column == value for column, value in ((f.c.kind, q.kind), (f.c.side, q.side)) if value is not None]
    if told:
        yield exists().where(and_(f.c.event == e.c.id, f.c.reading == e.c.reading, *told))
