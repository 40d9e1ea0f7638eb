"""The index of tellings that reconciling asks (`incidents.reconcile.Index`), and the writing of what it changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from json import loads
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, tuple_, update

from vedette.errors import StopError
from vedette.records.incident import Change, Incident, Link, Telling
from vedette.store import schema_derived as derived
from vedette.store.codec import packed_incident, packed_telling, telling_of
from vedette.store.entry import Period

MANY = 400
"""Values in one IN list; SQLite takes 32,766 parameters, and long lists are slow to prepare."""


def hold_rules(connection: Connection, rules: str) -> None:
    """Note that what is derived is made by `rules`; StopError where others made what is there."""
    b = derived.built
    by = connection.execute(select(b.c.by)).scalar()
    if by is None:
        connection.execute(insert(b), [{"by": rules}])
    elif by != rules:
        raise StopError(
            f"incidents of the store: were made by '{by}', this Vedette has '{rules}'; run 'vedette store repair --rebuild'"
        )


class TellingIndex:
    """Tellings, their blocking keys and links in an open transaction.

    A telling is decoded once and a key asked for once, however often they are met: in a week of war thousands of tellings
    are candidates for each new report.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._decoded: dict[str, Telling] = {}
        self._by_key: dict[str, list[str]] = {}

    def candidates(self, keys: Collection[str]) -> tuple[Telling, ...]:
        """Return the stored tellings that have one of `keys`."""
        k = derived.telling_key
        missing = [key for key in keys if key not in self._by_key]
        self._by_key.update({key: [] for key in missing})
        for row in self._in(select(k.c.key, k.c.telling), k.c.key, missing):
            self._by_key[row.key].append(row.telling)
        return self.tellings({i for key in keys for i in self._by_key[key]})

    def tellings(self, ids: Collection[str]) -> tuple[Telling, ...]:
        """Return the stored tellings of these ids, by id."""
        t = derived.telling
        missing = [i for i in ids if i not in self._decoded]
        for row in self._in(select(t.c.id, t.c.body), t.c.id, missing):
            self._decoded[row.id] = telling_of(row.body)
        return tuple(self._decoded[i] for i in sorted(ids) if i in self._decoded)

    def links(self, ids: Collection[str]) -> tuple[Link, ...]:
        """Return every link that has an end among `ids`."""
        k, columns = derived.link, ("left", "right", "score", "evidence")
        query = select(*(k.c[n] for n in columns))
        rows = {tuple(row) for side in (k.c.left, k.c.right) for row in self._in(query, side, ids)}
        return tuple(sorted(Link(*row) for row in rows))

    def of_mentions(self, mentions: Collection[str]) -> tuple[Telling, ...]:
        """Return the stored tellings that have one of these mentions."""
        m = derived.mention
        return self.tellings({row.telling for row in self._in(select(m.c.telling), m.c.id, mentions)})

    def of_document(self, document: int) -> tuple[Telling, ...]:
        """Return the stored tellings of the document with this row number."""
        t = derived.telling
        query = select(t.c.body).where(t.c.document == document).order_by(t.c.id)
        return tuple(telling_of(row.body) for row in self._connection.execute(query))

    def incidents(self, tellings: Collection[str]) -> dict[str, str]:
        """Return id and packed text of every incident that has one of these tellings."""
        t, i = derived.telling, derived.incident
        ids = {row.incident for row in self._in(select(t.c.incident), t.c.id, tellings) if row.incident}
        return {row.id: row.body for row in self._in(select(i.c.id, i.c.body), i.c.id, ids)}

    def judgements_in(self, packed: Mapping[str, str]) -> set[str]:
        """Return the ids of the judgements that packed incidents rest on."""
        return {j for body in packed.values() for j in loads(body)["judgements"]}

    def put(self, tellings: Sequence[tuple[int, Telling, Collection[str]]]) -> None:
        """Store tellings with their document's row number and blocking keys."""
        rows = [{"id": t.id, "document": d, "body": packed_telling(t)} for d, t, _ in tellings]
        self._decoded.update({t.id: t for _, t, _ in tellings})
        self._by_key.clear()
        self._insert(derived.telling, rows)
        self._insert(
            derived.telling_key, [{"key": k, "telling": t.id} for _, t, keys in tellings for k in sorted(keys)]
        )
        self._insert(derived.mention, [{"id": m, "telling": t.id} for _, t, _ in tellings for m in t.members])

    def remove(self, tellings: Collection[str]) -> None:
        """Remove tellings with their keys."""
        for i in tellings:
            self._decoded.pop(i, None)
        self._by_key.clear()
        for column in (derived.telling_key.c.telling, derived.mention.c.telling, derived.telling.c.id):
            self._delete(column, tellings)

    def apply(self, change: Change, before: Mapping[str, str], involved: Mapping[str, Collection[str]]) -> None:
        """Store a change: `before` are the packed incidents that it replaces, `involved` the parties of its incidents.

        Incidents that come out as they were are left alone.
        """
        k = derived.link
        for part in _parts([(x.left, x.right) for x in change.dropped]):
            self._connection.execute(delete(k).where(tuple_(k.c.left, k.c.right).in_(part)))
        self._insert(k, [{n: getattr(x, n) for n in ("left", "right", "score", "evidence")} for x in change.added])
        packed = {i.id: packed_incident(i) for i in change.incidents}
        stale = [i for i, body in before.items() if packed.get(i) != body]
        self._delete(derived.involved.c.incident, stale)
        self._delete(derived.incident.c.id, stale)
        new = [i for i in change.incidents if before.get(i.id) != packed[i.id]]
        self._insert(derived.incident, [_incident_row(i, packed[i.id]) for i in new])
        self._insert(derived.involved, [row for i in new for row in _involved_rows(i, involved[i.id])])
        self._house(new)

    def _house(self, incidents: Iterable[Incident]) -> None:
        t = derived.telling
        rows = [{"t": x, "i": i.id} for i in incidents for x in i.tellings]
        if rows:
            query = update(t).where(t.c.id == bindparam("t")).values(incident=bindparam("i"))
            self._connection.execute(query, rows)

    def _in(self, query: Any, column: Any, values: Collection[Any]) -> list[Any]:
        return [r for part in _parts(sorted(values)) for r in self._connection.execute(query.where(column.in_(part)))]

    def _delete(self, column: Any, values: Collection[str]) -> None:
        for part in _parts(sorted(values)):
            self._connection.execute(delete(column.table).where(column.in_(part)))

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)


def _parts(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[n : n + MANY] for n in range(0, len(values), MANY))


def period_of_incident(i: Incident) -> Period:
    """Return the days of an incident; "" where none is known."""
    return Period(i.days.first[:10], i.days.last[:10]) if i.days else Period("", "")


def _incident_row(i: Incident, body: str) -> dict[str, Any]:
    period, place = period_of_incident(i), i.place
    return {
        "id": i.id,
        "family": i.family,
        "wide": period.wide,
        "since": period.since,
        "until": period.until,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "origins": i.origins,
        "body": body,
    }


def _involved_rows(i: Incident, parties: Collection[str]) -> list[dict[str, Any]]:
    period = period_of_incident(i)
    return [{"party": p, "wide": period.wide, "since": period.since, "incident": i.id} for p in sorted(parties)]
