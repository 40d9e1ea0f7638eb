"""What is asked of an incident that only its mentions tell: type, status, claimant, publisher, words, and figures."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, func, select, text

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.dialects import match_of, matching
from vedette.store.query import Query
from vedette.store.texts import stored

Condition = ColumnElement[bool]
_Party = tuple[str, tuple[str, ...]]

FEW = 2_000
"""Events that fit up to which their incidents are looked up first; with more, so many incidents fit that each is tried."""

_INVOLVED = re.compile(r"[A-Z?]{1,3}(?:/armed(?::.*)?|:.*)?", re.DOTALL)
"""How `incidents.parties` writes whom an incident keeps as a party."""


def is_involved(party: str | None) -> bool:
    """Tell whether an incident keeps a party of this form itself: a country, an armed group, a body; no sector, no entity."""
    return party is not None and bool(_INVOLVED.fullmatch(party))


def as_told(connection: Connection, query: Query, *, counted: bool = False) -> Iterator[Condition]:
    """Yield the conditions on `incident` that its mentions must meet; none where nothing of that kind is asked.

    A page of a list tries one incident after the other until it is full. What is `counted` looks at all of them, so that
    the incidents of all events that fit are found at once.
    """
    e, m, t, i = schema.event, derived.mention, derived.telling, derived.incident
    asked, parties = list(_of_event(connection.dialect.name, query)), list(_parties(query))
    if not asked and not parties:
        return
    live = ~exists().where(schema.superseded.c.reading == e.c.reading)
    fit = _fitting([*asked, live], parties)
    few = _few(connection, fit)
    if few is not None:
        yield i.c.id.in_(few)
    elif counted:
        # A name of its own: a statement that asks twice finds them once.
        yield i.c.id.in_(select(fit.cte("fit").c.incident))
    else:
        mine = (t.c.incident == i.c.id, m.c.telling == t.c.id, e.c.id == m.c.id)
        asked = list(_of_event(connection.dialect.name, query, entered=False))
        yield exists().where(*mine, *asked, *(_has_party(*p) for p in parties), live)


def _fitting(asked: list[Condition], parties: Sequence[_Party]) -> Select[Any]:
    """Return the query for the incidents of the events that fit; a party, of which few tell, is entered by."""
    e, m, t, p = schema.event, derived.mention, derived.telling, schema.party
    query = select(t.c.incident).join_from(e, m, m.c.id == e.c.id).join(t, t.c.id == m.c.telling)
    if parties:
        name, roles = parties[0]
        query = query.join(p, p.c.claim == e.c.serial)
        query = query.where(p.c.name == name, p.c.of == e.name, p.c.role.in_(roles))
    rest = (_has_party(*other) for other in parties[1:])
    return query.where(*asked, *rest, t.c.incident.is_not(None))


def _few(connection: Connection, fit: Select[Any]) -> list[str] | None:
    """Return the incidents of the events that fit, None where those are many."""
    found = list(connection.execute(fit.limit(FEW + 1)).scalars())
    return sorted(set(found)) if len(found) <= FEW else None


def _of_event(dialect: str, q: Query, *, entered: bool = True) -> Iterator[Condition]:
    """Yield the conditions on `event`; where it is not `entered` by them, no index of theirs is offered.

    SQLite, which knows no frequencies of values, would look through all events of a type for each incident.
    """
    e = schema.event
    own: Callable[[Any], Any] = (lambda c: c) if entered else (lambda c: func.coalesce(c, None))
    for column, value in ((e.c.type, q.type), (e.c.status, q.status), (e.c.source, stored(q.source))):
        if value is not None:
            yield own(column) == value
    if q.confidence > 0:
        yield e.c.confidence >= q.confidence
    if q.document is not None:
        d = schema.document
        yield e.c.document.in_(select(d.c.serial).where(d.c.id == stored(q.document)))
    if q.words:
        words = match_of(q.words, dialect)
        yield own(e.c.sentence).in_(text(matching(dialect)).bindparams(words=words)) if words else false()
    yield from _of_figure(q)


def _parties(q: Query) -> Iterator[_Party]:
    """Yield the parties that an event must have, each with the roles in which."""
    if q.claimant is not None:
        yield q.claimant, ("claimant",)
    if q.actor is not None and not is_involved(q.actor):
        yield q.actor, ("actor", "recipient")
    if q.doer is not None:
        yield q.doer, ("actor",)


def _has_party(name: str, roles: tuple[str, ...]) -> Condition:
    p, e = schema.party.alias(), schema.event
    here: tuple[Any, ...] = (p.c.wide == e.c.wide, p.c.since == e.c.since, p.c.claim == e.c.serial)
    return exists().where(p.c.name == name, p.c.of == e.name, p.c.role.in_(roles), *here)


def _of_figure(q: Query) -> Iterator[Condition]:
    f, e = schema.figure, schema.event
    told = [column == value for column, value in ((f.c.kind, q.kind), (f.c.side, q.side)) if value is not None]
    if told:
        yield exists().where(and_(f.c.event == e.c.id, f.c.reading == e.c.reading, *told))
