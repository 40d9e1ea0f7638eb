"""Which data sets there are, and their rows out of a store: one stream a table, whatever form it is written in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vedette.publishing import tables
from vedette.publishing.crosswalks.acled import acled_rows
from vedette.publishing.crosswalks.cameo import cameo_rows
from vedette.publishing.crosswalks.plover import plover_rows
from vedette.publishing.crosswalks.ucdp import ucdp_rows
from vedette.publishing.crosswalks.whole import wholes
from vedette.publishing.tables_relations import by_receipt, contacts

if TYPE_CHECKING:
    from vedette.store.query import Query
    from vedette.store.store import Store

Row = Mapping[str, Any]

OWN = ("events", "claims", "casualties", "incidents", "contacts")
"""Tables in the names of the record."""

OF_EVENTS: dict[str, tuple[Callable[[Row], Iterator[Row]], tuple[str, ...]]] = {
    "cameo": (cameo_rows, ("actual", "historical")),
    "plover": (plover_rows, ("actual", "historical", "future", "hypothetical")),
}
"""Crosswalks of events, with the statuses that are written where none is asked for: a denied attack is no attack."""

OF_INCIDENTS = {"acled": acled_rows, "ucdp": ucdp_rows}
"""Crosswalks of incidents."""

DATASETS = (*OWN, *OF_EVENTS, *OF_INCIDENTS)
"""Every table that is exported."""

BY_INCIDENT = frozenset({"incidents", *OF_INCIDENTS})
"""Tables whose query is one of incidents."""

_WORDS = frozenset({"text", "words", "title", "reason", "doubt", "evidence"})
_FLAT = frozenset({"claimant", "cue", "trigger"})


def rows(store: "Store", what: str, query: "Query", *, words: bool = True) -> Iterator[Row]:
    """Yield the rows of a table of `DATASETS` in its own form, a page of the store held at a time.

    Without `words` nothing that a source wrote is in them; where it stands (`start`, `end`) is.
    """
    if what in OF_EVENTS:
        make, statuses = OF_EVENTS[what]
        for event in tables.events(store, query):
            if query.status is not None or event["status"] in statuses:
                yield from (_whole(row, what) for row in make(event if words else without_words(event)))
        return
    found = _rows(store, what, query)
    yield from found if words else map(without_words, found)


def _rows(store: "Store", what: str, query: "Query") -> Iterator[Row]:
    if what in OF_INCIDENTS:
        for whole in wholes(store, query):
            yield from (_whole(row, what) for row in OF_INCIDENTS[what](whole))
    elif what == "contacts":
        from vedette.workflow.asking import contacts_of  # noqa: PLC0415 - loads the database library

        yield from contacts(contacts_of(store, query))
    else:
        made: Callable[[Store, Query], Iterator[Row]] = getattr(tables, what)
        yield from made(store, query)


def _whole(row: Row, what: str) -> Row:
    """Return a row of a crosswalk with all of its columns, in their order."""
    return {name: row.get(name) for name in tables.COLUMNS[what]}


def spread(found: Iterable[Row], what: str) -> Iterable[Row]:
    """Return rows as forms with columns have them: contacts with a row a receipt."""
    return by_receipt(found) if what == "contacts" else found


def without_words(row: Row) -> Row:
    """Return a row without a word of a source's text: mentions, triggers, cues, titles, and reasons that may quote them."""
    return {name: None if name in _FLAT and isinstance(told, str) else _bare(name, told) for name, told in row.items()}


def _bare(name: str, told: Any) -> Any:
    if name in _WORDS:
        return None
    if isinstance(told, Mapping):
        return {k: _bare(k, v) for k, v in told.items()}
    if isinstance(told, list | tuple):
        return [{k: _bare(k, v) for k, v in t.items()} if isinstance(t, Mapping) else t for t in told]
    return told
