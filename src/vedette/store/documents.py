"""Documents by their ids and by what is told in them."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, case, exists, func, select

from vedette.records.document import Document
from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.found import document_of_row
from vedette.store.texts import stored, told

_MANY = 400


def serials_of(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return the row numbers of documents by id; ids that are not stored are left out."""
    d = schema.document
    found: dict[str, int] = {}
    for part in _parts(sorted(ids)):
        query = select(d.c.id, d.c.serial).where(d.c.id.in_([stored(i) for i in part]))
        found |= {told(row.id) or "": row.serial for row in connection.execute(query)}
    return found


def origins_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the origin of documents by id; a document of which none is known is its own."""
    d, o = schema.document, derived.origin
    found = {i: i for i in ids}
    for part in _parts(sorted(ids)):
        query = select(d.c.id, o.c.origin).join_from(d, o, o.c.document == d.c.serial)
        rows = connection.execute(query.where(d.c.id.in_([stored(i) for i in part])))
        found |= {told(row.id) or "": told(row.origin) or "" for row in rows}
    return found


def documents_of(connection: Connection, claims: Collection[str]) -> list[str]:
    """Return the ids of the documents whose newest readings have these events (ids), in the order of storing."""
    d, e = schema.document, schema.event
    newest = ~exists().where(schema.superseded.c.reading == e.c.reading)
    found: dict[int, str] = {}
    for part in _parts(sorted(claims)):
        query = select(d.c.serial, d.c.id).join_from(d, e, e.c.document == d.c.serial).where(e.c.id.in_(part), newest)
        found |= {row.serial: told(row.id) or "" for row in connection.execute(query)}
    return [found[n] for n in sorted(found)]


def incidents_of(connection: Connection, mentions: Collection[str]) -> dict[str, str]:
    """Return the incident of each mention (id of an event) that is of one."""
    m, t = derived.mention, derived.telling
    found: dict[str, str] = {}
    for part in _parts(sorted(mentions)):
        query = select(m.c.id, t.c.incident).join_from(m, t, t.c.id == m.c.telling).where(m.c.id.in_(part))
        found |= {row.id: row.incident for row in connection.execute(query) if row.incident}
    return found


def first_published(connection: Connection) -> str | None:
    """Return the first day of publication of any document (ISO), None where none is known."""
    d = schema.document
    found = connection.execute(select(func.min(d.c.published)).where(d.c.published > "0")).scalar()
    return found[:10] if found else None


def last_published(connection: Connection, until: str) -> str | None:
    """Return the last day of publication (ISO) of any document up to the ISO day `until`, None where none is known.

    What claims to be of the future is misdated, and would hide all that is recent.
    """
    d = schema.document
    told = (d.c.published > "0", d.c.published < until + "U")
    found = connection.execute(select(func.max(d.c.published)).where(*told)).scalar()
    return found[:10] if found else None


def unread_by(
    connection: Connection, reader: str, *, after: int, limit: int, languages: Collection[str] | None = None
) -> tuple[list[Document], int]:
    """Return documents (by row number behind `after`) that `reader` has not read, and the last one's row number.

    With `languages` (ISO 639-1 codes; "" stands for documents whose language is not told) only those in one of them.
    """
    d, r = schema.document, schema.reading
    read = exists().where(r.c.document == d.c.serial, r.c.reader == reader)
    query = select(d).where(d.c.serial > after, ~read).order_by(d.c.serial).limit(limit)
    if languages is not None:
        query = query.where(_code().in_(sorted(languages)))
    rows = connection.execute(query).all()
    return [document_of_row(row) for row in rows], rows[-1].serial if rows else after


def unread(connection: Connection, *, after: int = 0, limit: int = 100) -> list[tuple[int, Document]]:
    """Return documents (by row number behind `after`) that no reader has read, each with its row number."""
    d, r = schema.document, schema.reading
    query = select(d).where(d.c.serial > after, ~exists().where(r.c.document == d.c.serial))
    rows = connection.execute(query.order_by(d.c.serial).limit(limit))
    return [(row.serial, document_of_row(row)) for row in rows]


def count_unread(connection: Connection) -> dict[str, int]:
    """Return how many documents no reader has read, by language ("" where it is not told)."""
    d, r = schema.document, schema.reading
    codes = select(_code().label("code")).where(~exists().where(r.c.document == d.c.serial)).subquery()
    query = select(codes.c.code, func.count().label("n")).group_by(codes.c.code)
    return {row.code: row.n for row in connection.execute(query)}


def languages_in(connection: Connection) -> set[str]:
    """Return the languages of the store's documents (ISO 639-1), "" where there are some whose language is not told."""
    return set(connection.execute(select(_code()).distinct()).scalars())


def not_reconciled(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return which of these stored documents (ids) have not been reconciled yet."""
    d, o = schema.document, derived.origin
    found: set[str] = set()
    for part in _parts(sorted(ids)):
        query = select(d.c.id).where(d.c.id.in_([stored(i) for i in part]), ~exists().where(o.c.document == d.c.serial))
        found |= {told(i) or "" for i in connection.execute(query).scalars()}
    return found


def _code() -> ColumnElement[str]:
    """Return the first two letters of a document's language; "und" (undetermined) counts as not told."""
    language = func.lower(func.coalesce(schema.document.c.language, ""))
    return case((language == "und", ""), else_=func.substr(language, 1, 2))


def _parts(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[n : n + _MANY] for n in range(0, len(values), _MANY)]
