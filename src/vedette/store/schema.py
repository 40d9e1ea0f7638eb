"""The tables of the store, the same for SQLite and PostgreSQL; docs/store.md draws them.

What came in and what was judged is append-only, held by triggers (`KEPT`). What follows from it (keys, tellings, links,
incidents) is derived, may change with every report, and can be built again (`schema_derived.py`). Full text stands in
`sentence_words`, whose making differs by database (`dialects.py`).

`serial` numbers rows in the order of their storing. Days are ISO dates as text; a claim's `since` is "" where neither
the text nor its publication tells a day. `wide` marks claims over more than a month, which are looked up apart, so that
the others can be found by their first day. The indexes that a period or window runs along also hold what it is compared
with behind its key (`until`, `lat`, `lon`), so that a claim that does not fit is passed over without being fetched.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = "0006"
"""The migration that this schema stands at."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite's own row number must be called INTEGER; PostgreSQL's would end at two thousand million.
WHOLE = BigInteger().with_variant(Integer(), "sqlite")


def _serial() -> Column[int]:
    return Column("serial", WHOLE, primary_key=True, autoincrement=False)


def _of(table: str) -> Column[int]:
    return Column(table, WHOLE, ForeignKey(f"{table}.serial"), nullable=False)


document = Table(
    "document",
    metadata,
    _serial(),
    Column("id", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, index=True),  # SHA-256 of the text
    Column("url", Text),
    Column("source", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("published", Text),
    Column("language", Text),
    Column("body", Text, nullable=False),  # JSON: warnings and passages
    Column("text", Text, nullable=False),
    Index("ix_document_published", "published", "serial"),
    Index("ix_document_source", "source", "serial"),
)

arrival = Table(
    "arrival",
    metadata,
    _serial(),
    _of("document"),
    Column("way", Text, nullable=False),  # the input as it was named
    Column("at", Text, nullable=False),
    Column("known", Text, nullable=False),  # JSON: what this input told of the document, where it differs
    UniqueConstraint("document", "way", "known"),
)

reading = Table(
    "reading",
    metadata,
    _serial(),
    _of("document"),
    Column("reader", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("events", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON: quotes and doubts
    UniqueConstraint("document", "reader"),
)

superseded = Table(
    "superseded",
    metadata,
    Column("reading", WHOLE, ForeignKey("reading.serial"), primary_key=True, autoincrement=False),
    Column("by", WHOLE, ForeignKey("reading.serial"), nullable=False),
    Column("at", Text, nullable=False),
)

sentence = Table(
    "sentence",
    metadata,
    _serial(),
    _of("document"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("ix_sentence_document", "document", "start"),
)

event = Table(
    "event",
    metadata,
    _serial(),
    Column("id", Text, nullable=False, index=True),
    _of("document"),
    _of("reading"),
    Column("sentence", WHOLE, ForeignKey("sentence.serial")),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("source", Text),
    Column("wide", Boolean, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("cell", Integer),  # square of one degree
    Column("region", SmallInteger),  # square of ten degrees
    Column("confidence", Float, nullable=False),
    Column("body", Text, nullable=False),  # the event of the record format
    Index("ix_event_since", "wide", "since", "serial", "until"),
    Index("ix_event_type", "type", "wide", "since", "serial", "until"),
    Index("ix_event_status", "status", "wide", "since", "serial", "until"),
    Index("ix_event_source", "source", "wide", "since", "serial", "until"),
    Index("ix_event_document", "document"),
    Index("ix_event_sentence", "sentence"),
)
figure = Table(
    "figure",
    metadata,
    _serial(),
    Column("id", Text, nullable=False, index=True),
    _of("document"),
    _of("reading"),
    Column("event", Text),  # the id of the event it belongs to
    Column("sentence", WHOLE, ForeignKey("sentence.serial")),
    Column("kind", Text, nullable=False),
    Column("side", Text),
    Column("source", Text),
    Column("wide", Boolean, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("lat", Float),  # of its event
    Column("lon", Float),
    Column("cell", Integer),
    Column("region", SmallInteger),
    Column("body", Text, nullable=False),  # the casualty record of the record format
    Index("ix_figure_since", "wide", "since", "serial", "until"),
    Index("ix_figure_side", "side", "wide", "since", "serial", "until"),
    Index("ix_figure_kind", "kind", "wide", "since", "serial", "until"),
    Index("ix_figure_source", "source", "wide", "since", "serial", "until"),
    Index("ix_figure_event", "event"),
    Index("ix_figure_document", "document"),
    Index("ix_figure_sentence", "sentence"),
)

for _table in (event, figure):
    for _square in ("cell", "region"):
        _placed = _table.c[_square].is_not(None)
        Index(
            f"ix_{_table.name}_{_square}",
            *(_table.c[n] for n in (_square, "wide", "since", "serial", "until", "lat", "lon")),
            sqlite_where=_placed,
            postgresql_where=_placed,
        )

party = Table(
    "party",
    metadata,
    Column("name", Text, primary_key=True),  # a country's code, "code/sector", or an entity's id
    Column("of", Text, primary_key=True),  # event or figure; a figure has the sides of its event
    Column("role", Text, primary_key=True),  # actor, recipient, claimant
    Column("wide", Boolean, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("claim", WHOLE, primary_key=True, autoincrement=False),  # its serial
    sqlite_with_rowid=False,
)

dyad = Table(
    "dyad",
    metadata,
    Column("pair", Text, primary_key=True),  # both countries, the smaller first: "ARM-AZE"
    Column("of", Text, primary_key=True),
    Column("wide", Boolean, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("claim", WHOLE, primary_key=True, autoincrement=False),
    Column("doer", Text, primary_key=True),
    sqlite_with_rowid=False,
)

judgement = Table(
    "judgement",
    metadata,
    _serial(),
    Column("id", Text, nullable=False, unique=True),
    Column("verdict", Text, nullable=False),
    Column("person", Boolean, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("supersedes", Text, index=True),
    Index("ix_judgement_person", "person", "serial"),
)

judged = Table(
    "judged",
    metadata,
    Column("mention", Text, primary_key=True),  # the id of an event
    Column("judgement", WHOLE, ForeignKey("judgement.serial"), primary_key=True, autoincrement=False),
    Column("side", Text, primary_key=True),  # left or right
    Index("ix_judged_judgement", "judgement"),
    sqlite_with_rowid=False,
)

correction = Table(
    "correction",
    metadata,
    _serial(),
    Column("id", Text, nullable=False, unique=True),
    _of("document"),
    Column("claim", Text, nullable=False),  # the id of an event or a figure
    Column("kind", Text, nullable=False),  # event or figure
    Column("start", Integer, nullable=False),  # of the claim's words
    Column("end", Integer, nullable=False),
    Column("before", Text),  # JSON of the claim; null where it was missed
    Column("after", Text),  # null where it is struck out
    Column("beside", Text, nullable=False),  # JSON: ids of the other claims at the same words
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("supersedes", Text, index=True),  # the id of the correction that it takes back
    Index("ix_correction_document", "document", "serial"),
)

KEPT = (
    "document",
    "arrival",
    "reading",
    "superseded",
    "sentence",
    "event",
    "figure",
    "party",
    "dyad",
    "judgement",
    "judged",
    "correction",
)
"""Tables to which rows are only added."""
