"""Adding documents and readings: a document that is there already changes nothing, nothing is ever overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, exists, insert, select

from vedette.errors import StopError
from vedette.records.document import Document
from vedette.store import schema
from vedette.store.dialects import add_words
from vedette.store.entry import Entry
from vedette.store.rows import Row, Rows, Serials, claim_rows, document_row, hash_of, known_of, sentence_rows
from vedette.store.serials import last_serial
from vedette.store.texts import packed, stored

_NUMBERED = (schema.document, schema.arrival, schema.reading, schema.sentence, schema.event, schema.figure)


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the store: its row number, its newest reading's number and reader, and the hash of its text."""

    serial: int
    hash: str
    reading: int | None
    reader: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an entry: whether its document and its reading are new to the store."""

    document: bool
    reading: bool


def next_serials(connection: Connection) -> Serials:
    """Return the row numbers that are free; only to be asked by the one writer inside its transaction."""
    return Serials(**{t.name: last_serial(connection, t) + 1 for t in _NUMBERED})


def held(connection: Connection, id: str) -> Held | None:  # noqa: A002 - the record's own name
    """Return what is stored of the document called `id`."""
    d, r = schema.document, schema.reading
    query = (
        select(d.c.serial, d.c.hash, r.c.serial, r.c.reader)
        .select_from(d.outerjoin(r, r.c.document == d.c.serial))
        .where(d.c.id == stored(id), ~exists().where(schema.superseded.c.reading == r.c.serial))
    )
    found = connection.execute(query).first()
    return Held(*found) if found else None


def read_by(connection: Connection, document: int, reader: str) -> bool:
    """Tell whether `reader` has read the document already, now superseded or not."""
    r = schema.reading
    query = select(r.c.serial).where(r.c.document == document, r.c.reader == reader)
    return connection.execute(query).first() is not None


class Adding:
    """Collects the rows of entries inside the writer's transaction; `flush` inserts them table by table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._serials = next_serials(connection)
        self._rows = Rows()
        self._pending: set[str] = set()

    def add(self, entry: Entry) -> Added:
        """Add one entry; an equal document and a reading by the same reader change nothing.

        Raises StopError where the document's id is another text's; the caller names versions apart beforehand.
        """
        document = entry.record.document
        found = self._found(document)
        serial = found.serial if found else self._document(document)
        if entry.way is not None:
            self._arrival(document, entry.way, entry.at, serial, new=found is None)
        if found and read_by(self._connection, serial, entry.record.reader):
            return Added(document=False, reading=False)
        self._reading(entry, serial, found)
        return Added(document=found is None, reading=True)

    def hold(self, document: Document, way: str, at: str, sentences: Sequence[tuple[int, int]]) -> bool:
        """Store a document that is not read yet, found by its words; returns whether it is new to the store.

        Raises StopError where its id is another text's.
        """
        found = self._found(document)
        serial = found.serial if found else self._document(document)
        self._arrival(document, way, at, serial, new=found is None)
        if found is None:
            self._cut(document.text, sentences, serial)
        return found is None

    def _found(self, document: Document) -> Held | None:
        self._settle(document.id)
        found = held(self._connection, document.id)
        if found and found.hash != hash_of(document.text):
            raise StopError(f"document {document.id}: was stored with another text meanwhile; run the command again")
        return found

    def arrive(self, document: Document, way: str, at: str) -> None:
        """Note that a document that is there already came once more, in whatever way it had not come yet."""
        self._settle(document.id)
        found = held(self._connection, document.id)
        if found is not None:
            self._arrival(document, way, at, found.serial, new=False)

    def _settle(self, document: str) -> None:
        """Insert what is collected where some of it is of this document, so that it is looked up as it will be."""
        if document in self._pending:
            self.flush()
        self._pending.add(document)

    def arrived(self, document: str, ways: Sequence[tuple[str, str, str]]) -> None:
        """Keep arrivals of a stored document as they are told: way, time, and the JSON of what was known otherwise."""
        found = held(self._connection, document)
        for way, at, known in ways if found else ():
            row = {"document": found.serial if found else 0, "way": stored(way), "at": at, "known": known}
            self._rows.arrival.append({**row, "serial": self._serials.take("arrival")})

    def flush(self) -> None:
        """Insert what was collected."""
        for name in ("document", "arrival", "reading", "superseded", "sentence", "event", "figure", "party", "dyad"):
            _insert(self._connection, schema.metadata.tables[name], getattr(self._rows, name))
        add_words(self._connection, self._rows.words)
        self._rows = Rows()
        self._pending.clear()

    def _document(self, document: Document) -> int:
        serial = self._serials.take("document")
        self._rows.document.append(document_row(document, serial))
        return serial

    def _arrival(self, document: Document, way: str, at: str, serial: int, *, new: bool) -> None:
        known = {} if new else self._differing(document, serial)
        row = {"document": serial, "way": stored(way), "known": packed(known)}
        a = schema.arrival
        if not new:
            query = select(a.c.serial).where(a.c.document == serial, a.c.way == row["way"], a.c.known == row["known"])
            if self._connection.execute(query).first():
                return
        self._rows.arrival.append({**row, "serial": self._serials.take("arrival"), "at": at})

    def _differing(self, document: Document, serial: int) -> Row:
        """Return what this arrival knows of the document otherwise than what is stored, so that it is not lost."""
        d = schema.document
        kept = self._connection.execute(select(d).where(d.c.serial == serial)).mappings().one()
        return {name: value for name, value in known_of(document).items() if stored(value) != kept[name]}

    def _reading(self, entry: Entry, document: int, found: Held | None) -> None:
        serial, rows = self._serials.take("reading"), self._rows
        rows.reading.append(
            {
                "serial": serial,
                "document": document,
                "reader": entry.record.reader,
                "at": entry.at,
                "events": len(entry.record.events),
                "figures": len(entry.record.casualties),
                "body": packed(entry.record.beside_to_json()),
            }
        )
        if found and found.reading is not None:
            rows.superseded.append({"reading": found.reading, "by": serial, "at": entry.at})
        sentences = self._sentences(entry, document, known=found is not None)
        claims = claim_rows(entry, document, serial, sentences, self._serials)
        for name in ("event", "figure", "party", "dyad"):
            getattr(rows, name).extend(getattr(claims, name))

    def _sentences(self, entry: Entry, document: int, *, known: bool) -> list[Row]:
        """Return the document's sentences, new for a new document; a better reader cuts no new ones."""
        if known:
            s = schema.sentence
            query = select(s).where(s.c.document == document).order_by(s.c.start)
            return [dict(r) for r in self._connection.execute(query).mappings()]
        return self._cut(entry.record.document.text, entry.sentences, document)

    def _cut(self, text: str, cut: Sequence[tuple[int, int]], document: int) -> list[Row]:
        sentences, words = sentence_rows(text, cut, document, self._serials)
        self._rows.sentence += sentences
        self._rows.words += words
        return sentences


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def add_all(connection: Connection, entries: Iterable[Entry]) -> list[Added]:
    """Add entries in the writer's open transaction; returns what became of each."""
    adding = Adding(connection)
    added = [adding.add(e) for e in entries]
    adding.flush()
    return added
