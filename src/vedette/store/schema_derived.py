"""Tables that follow from what is kept: they change with every report and can be built again (`vedette store repair`)."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from vedette.store.schema import WHOLE, metadata

copy_key = Table(
    "copy_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # of publication, "" where unknown
    Column("document", WHOLE, ForeignKey("document.serial"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

copy_pair = Table(
    "copy_pair",
    metadata,
    Column("left", Text, primary_key=True),  # ids of documents, the smaller first
    Column("right", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Index("ix_copy_pair_right", "right"),
    sqlite_with_rowid=False,
)

origin = Table(
    "origin",
    metadata,
    Column("document", WHOLE, ForeignKey("document.serial"), primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False, index=True),  # the id of the document that it copies, or its own
)

telling = Table(
    "telling",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", WHOLE, ForeignKey("document.serial"), nullable=False, index=True),
    Column("incident", Text, index=True),  # null only inside a transaction
    Column("body", Text, nullable=False),  # JSON of the telling
)

telling_key = Table(
    "telling_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("telling", Text, primary_key=True),
    Index("ix_telling_key_telling", "telling"),
    sqlite_with_rowid=False,
)

mention = Table(
    "mention",
    metadata,
    Column("id", Text, primary_key=True),  # the id of an event
    Column("telling", Text, nullable=False, index=True),
)

link = Table(
    "link",
    metadata,
    Column("left", Text, primary_key=True),
    Column("right", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    Index("ix_link_right", "right"),
    sqlite_with_rowid=False,
)

incident = Table(
    "incident",
    metadata,
    Column("id", Text, primary_key=True),
    Column("family", Text, nullable=False),
    Column("wide", Boolean, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("origins", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON of the incident
    Index("ix_incident_since", "wide", "since", "id"),
    Index("ix_incident_family", "family", "wide", "since", "id"),
    # All that a window counts by, so that the map fetches no row.
    Index("ix_incident_place", "lat", "lon", "since", "until", "family", "origins", "id"),
)

involved = Table(
    "involved",
    metadata,
    Column("party", Text, primary_key=True),  # also the country alone
    Column("wide", Boolean, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("incident", Text, primary_key=True),
    Index("ix_involved_incident", "incident"),
    sqlite_with_rowid=False,
)

built = Table(
    "built",
    metadata,
    Column("by", Text, primary_key=True),  # the rules that made what is derived
)

DERIVED = (
    "copy_key",
    "copy_pair",
    "origin",
    "telling",
    "telling_key",
    "mention",
    "link",
    "incident",
    "involved",
    "built",
)
"""Tables that `vedette store repair` empties and fills again."""
