"""A query as SQL: lanes that each run along one index in the order of days, merged and cut to a page.

The most telling condition drives (a dyad before an actor before a type); the others are tried on the rows that it yields.
A page then costs what its own rows cost, however many claims the store holds. Claims over more than a month run in lanes of
their own, so that the others can be entered at the first day of the period.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    exists,
    false,
    or_,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.sql.expression import UnaryExpression, custom_op

from vedette.store import schema, schema_derived
from vedette.store.dialects import match_of, matching
from vedette.store.entry import pair_of
from vedette.store.query import Box, Query
from vedette.store.texts import stored

Condition = ColumnElement[bool]

FEW = 1_000
"""Sentences that words match at most for the words to drive; the claims in more of them are too many to sort."""


def in_order(query: Query, *columns: Any) -> tuple[Any, ...]:
    """Return the columns in the order that `query` asks for: the first day first, or the newest."""
    return tuple(c.desc() for c in columns) if query.newest else columns


class Lanes:
    """The lanes of one query over `event` or `figure`. `few_words` tells that the words match few sentences."""

    def __init__(self, query: Query, claims: Table, dialect: str, *, few_words: bool = False) -> None:
        self._q, self._claims, self._dialect = query, claims, dialect
        self._few_words = few_words

    def page(self) -> Select[Any]:
        """Return the SELECT of `serial` and `since` of the page's claims, in the order of days."""
        lanes = [lane for wide in (False, True) for lane in self._lanes(wide)]
        if not lanes:
            return select(self._claims.c.serial, self._claims.c.since).where(false())
        merged = union_all(*(select(lane.subquery()) for lane in lanes)).subquery()
        # A claim can be met in two lanes (as its doer's and its victim's); the union keeps it once.
        return (
            select(merged.c.serial, merged.c.since)
            .distinct()
            .order_by(*in_order(self._q, merged.c.since, merged.c.serial))
            .limit(self._q.limit)
        )

    def _lanes(self, wide: bool) -> Iterator[Select[Any]]:
        for table, serial, prefix, told in self._drivers():
            since, of, is_wide = table.c.since, self._claims, table.c.wide
            if told in ("within", "words"):
                # Entered by a document or by sentences, whose claims are few and are then put in order.
                since, is_wide = self._unindexed(since), self._unindexed(is_wide)
            query = select(serial.label("serial"), table.c.since).where(
                is_wide == wide, *prefix, *self._bounds(since, serial, wide)
            )
            rest = [*self._rest(told), *self._live()]
            if table is not of:
                query = query.join_from(table, of, of.c.serial == serial)
            # A claim between two countries that both did it stands twice in its dyad.
            ordered = query.where(*rest).order_by(*in_order(self._q, since, serial))
            yield ordered.limit(self._q.limit * (2 if told == "dyad" else 1))

    def _bounds(self, since: Any, serial: Any, wide: bool) -> Iterator[Condition]:
        q = self._q
        if q.until:
            yield since <= q.until
        if q.since:
            yield since >= ("0001-01-01" if wide else q.reach_back)
        elif q.until:
            yield since > ""
        if q.key:
            here, last = tuple_(since, serial), tuple_(*q.key)
            yield here < last if q.newest else here > last

    def _drivers(self) -> Iterator[tuple[Table, Any, list[Condition], str]]:
        """Yield for each lane its table, the claim's serial in it, what it is entered by, and the condition thereby met."""
        q, of, p, d = self._q, self._claims, schema.party, schema.dyad
        if q.document is not None or q.incident is not None:
            yield of, of.c.serial, [self._within()], "within"
        elif q.words and self._few_words:
            yield of, of.c.serial, [self._words()], "words"
        elif q.dyad:
            yield d, d.c.claim, [d.c.pair == pair_of(*q.dyad), d.c.of == of.name], "dyad"
        elif parties := self._parties():
            told, party, roles = parties[0]
            for role in roles:
                yield p, p.c.claim, [p.c.name == party, p.c.of == of.name, p.c.role == role], told
        elif q.box and (squares := q.box.squares()):
            for square in squares[1]:
                yield of, of.c.serial, [of.c[squares[0]] == square], "squares"
        elif values := self._values():
            name, value = values[0]
            yield of, of.c.serial, [of.c[name] == value], name
        else:
            yield of, of.c.serial, [], ""

    def _parties(self) -> list[tuple[str, str, tuple[str, ...]]]:
        q = self._q
        asked: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
            ("doer", q.doer, ("actor",)),
            ("actor", q.actor, ("actor", "recipient")),
            ("claimant", q.claimant, ("claimant",)),
        )
        return [(told, name, roles) for told, name, roles in asked if name is not None]

    def _values(self) -> list[tuple[str, str | None]]:
        """Return the columns with the value asked for, the most telling first."""
        names = ("source", "side", "kind", "type", "status")
        asked = [(n, getattr(self._q, n)) for n in names if n in self._claims.c]
        return [(n, stored(v)) for n, v in asked if v is not None]

    def _rest(self, told: str) -> Iterator[Condition]:
        """Yield the conditions that the lane's own does not meet."""
        q, of = self._q, self._claims
        if q.since:
            yield of.c.until >= q.since
        if q.words and told != "words":
            yield self._words()
        if q.dyad and told != "dyad":
            yield self._dyad(pair_of(*q.dyad))
        if q.box:
            yield self._inside(q.box)
        if of is schema.figure:
            yield from self._its_event()
        elif q.confidence > 0:
            yield of.c.confidence >= q.confidence
        for name, value, roles in self._parties():
            if name != told:
                yield self._has_party(value, roles)
        for column, wanted in self._values():
            if column != told:
                yield self._unindexed(of.c[column]) == wanted

    def _its_event(self) -> Iterator[Condition]:
        """Yield that a figure's event is of the type, status and confidence asked for."""
        q, e, of = self._q, schema.event, self._claims
        told = [e.c[n] == v for n, v in (("type", q.type), ("status", q.status)) if v is not None]
        told += [e.c.confidence >= q.confidence] if q.confidence > 0 else []
        if told:
            yield exists().where(e.c.id == of.c.event, e.c.reading == of.c.reading, *told)

    def _live(self) -> Iterator[Condition]:
        """Yield that the claim is of its document's newest reading."""
        yield ~exists().where(schema.superseded.c.reading == self._claims.c.reading)

    def _within(self) -> Condition:
        of, d, q = self._claims, schema.document, self._q
        found = []
        if q.document is not None:
            found.append(of.c.document.in_(select(d.c.serial).where(d.c.id == stored(q.document))))
        if q.incident is not None:
            m, t = schema_derived.mention, schema_derived.telling
            mentions = select(m.c.id).join_from(m, t, t.c.id == m.c.telling).where(t.c.incident == q.incident)
            found.append((of.c.id if of is schema.event else of.c.event).in_(mentions))
        return and_(*found)

    def _words(self) -> Condition:
        words = match_of(self._q.words or "", self._dialect)
        if not words:
            return false()
        return self._claims.c.sentence.in_(text(matching(self._dialect)).bindparams(words=words))

    def _dyad(self, pair: str) -> Condition:
        d = schema.dyad.alias()
        return exists().where(d.c.pair == pair, *self._mine(d))

    def _has_party(self, name: str, roles: tuple[str, ...]) -> Condition:
        p = schema.party.alias()
        return exists().where(p.c.name == name, p.c.role.in_(roles), *self._mine(p))

    def _mine(self, table: FromClause) -> tuple[Condition, ...]:
        """Return that a row of `party` or `dyad` is of the claim, in the order of their keys."""
        of, t = self._claims, table.c
        return (t.of == of.name, t.wide == of.c.wide, t.since == of.c.since, t.claim == of.c.serial)

    def _inside(self, box: Box) -> Condition:
        lat, lon = self._claims.c.lat, self._claims.c.lon
        return or_(*(and_(lat.between(b.south, b.north), lon.between(b.west, b.east)) for b in box.parts()))

    def _unindexed(self, column: Any) -> Any:
        """Return `column` so that SQLite, which knows no frequencies of values, does not enter by its index."""
        return UnaryExpression(column, operator=custom_op("+")) if self._dialect == "sqlite" else column
