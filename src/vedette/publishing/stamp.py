"""The version stamp of an export: by which version of the tables and of Vedette, out of which state of the store, what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from vedette.publishing.dictionary import DATASET
from vedette.publishing.tables import COLUMNS
from vedette.records.ids import content_id

if TYPE_CHECKING:
    from vedette.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What an export is made of. The same store asked the same by the same version has the same stamp: no time is in it.

    `rows` are the numbers of the last rows of the store's tables, to which rows are only added; `asked` the filters in the
    words of the command.
    """

    schema: str
    rows: Mapping[str, int]
    tables: Sequence[str]
    asked: Mapping[str, str] = field(default_factory=dict)
    words: bool = True

    @property
    def id(self) -> str:
        """Return the hash of all of it."""
        return content_id("export", self._told())

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {"id": self.id, **self._told()}

    def _told(self) -> dict[str, Any]:
        return {
            "dataset": DATASET,
            "vedette": version("vedette"),
            "store": {"schema": self.schema, "last_rows": dict(self.rows)},
            "asked": dict(self.asked),
            "words": self.words,
            "columns": {what: list(COLUMNS[what]) for what in self.tables if what in COLUMNS},
        }


def stamp_of(store: "Store", tables: Sequence[str], asked: Mapping[str, Any], *, words: bool = True) -> Stamp:
    """Return the stamp of an export out of a store; `asked` are the filters, what is None left out."""
    from vedette.store import schema, schema_people, schema_watching  # noqa: PLC0415 - loads the database library
    from vedette.store.serials import last_serial  # noqa: PLC0415

    counted = (
        schema.document, schema.reading, schema.event, schema.figure, schema.judgement, schema.correction,
        schema_people.assessment, schema_watching.grade,
    )  # fmt: skip
    with store.reading() as connection:
        rows = {t.name: last_serial(connection, t) for t in counted}
    told = {name.rstrip("_"): str(value) for name, value in sorted(asked.items()) if value is not None}
    return Stamp(schema=schema.VERSION, rows=rows, tables=tuple(tables), asked=told, words=words)
