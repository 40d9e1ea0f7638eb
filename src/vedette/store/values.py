"""Which values the store holds, for what is offered while somebody types. Steps from value to value along an index."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Connection, exists, func, literal, select, union_all

from vedette.store import schema
from vedette.store.texts import stored, told

_LAST = "\U0010ffff"
_MANY = 100
"""SELECTs in one UNION; SQLite takes 500."""


def publishers(connection: Connection, limit: int = 1_000) -> list[tuple[str, int]]:
    """Return the publishers of the store's documents, each with how many documents it has; the most telling first."""
    source = schema.document.c.source
    # One way along the index: a count of each by itself goes as far, and asks as many times as there are publishers.
    named = select(source, func.count()).where(source >= "").group_by(source).order_by(source).limit(limit)
    pairs = ((told(name) or "", n) for name, n in connection.execute(named))
    return sorted(pairs, key=lambda p: (-p[1], p[0]))


def parties_like(connection: Connection, beginning: str, limit: int = 20) -> list[str]:
    """Return the first parties, by name, whose name begins so."""
    p = schema.party
    start = stored(beginning) or ""
    end = start + _LAST if start else None
    names = _steps(connection, p.c.name, start, end)
    return [told(name) or "" for name, _ in zip(names, range(limit), strict=False)]


def parties_among(connection: Connection, names: Collection[str]) -> set[str]:
    """Return which of these parties the store tells of."""
    p, wanted, found = schema.party, sorted(names), set()
    for n in range(0, len(wanted), _MANY):
        asked = (select(literal(name)).where(exists().where(p.c.name == name)) for name in wanted[n : n + _MANY])
        found |= set(connection.execute(union_all(*asked)).scalars())
    return found


def _steps(connection: Connection, column: ColumnElement[str], start: str, end: str | None = None) -> Iterator[str]:
    """Yield the distinct values of an indexed column from `start` on; each costs one look into the index."""
    after = column >= start
    while True:
        query = select(func.min(column)).where(after)
        if end is not None:
            query = query.where(column < end)
        value = connection.execute(query).scalar()
        if value is None:
            return
        yield value
        after = column > value
