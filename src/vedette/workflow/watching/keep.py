"""Store what looks and fetches brought, in one transaction: an item is held with its document, or still to be fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from vedette.records.arriving import Arriving
from vedette.records.watching import iso
from vedette.store.listed import merge_items, settle
from vedette.store.originals import add_originals
from vedette.store.store import Store
from vedette.store.watching import add_tries, save_watched
from vedette.store.writing import Adding, held
from vedette.workflow.add import sentences_of, version_apart
from vedette.workflow.keeping import Came, Keeps, archived
from vedette.workflow.watching.look import Looked
from vedette.workflow.watching.take import Taken, ids_of
from vedette.workflow.watching.tools import Note, Tools, named, one_line


def keep(store: Store, archive: Keeps, looked: Sequence[Looked], taken: Sequence[Taken], tools: Tools) -> list[Note]:
    """Store everything, originals first; returns what there is to tell of it.

    Raises StopError where it cannot be stored; nothing of it is then, and all of it will be fetched again.
    """
    now = iso(tools.clock())
    taken = _apart(store, taken)
    kept = archived(archive, (a for t in taken for a in t.arriving))
    with store.writing() as connection:
        notes = [note for found in looked for note in _keep_look(connection, found, now)]
        notes += _keep_taken(connection, taken, kept, now)
    return notes


def _apart(store: Store, taken: Sequence[Taken]) -> list[Taken]:
    """Return what was taken, each document under a name of its own where its id is another text's: files may tell ids."""
    names: dict[str, Arriving] = {}
    with store.reading() as connection:

        def named_apart(arriving: Arriving) -> Arriving:
            first = held(connection, arriving.document.id)
            told = version_apart(arriving, first.hash if first else None, names)
            return names.setdefault(told.document.id, told)

        return [replace(t, arriving=tuple(named_apart(a) for a in t.arriving)) for t in taken]


def _keep_look(connection: Connection, found: Looked, now: str) -> Iterator[Note]:
    source = found.watched.source
    merged = merge_items(connection, source, found.items, now)
    watched = replace(found.watched, newest=now) if merged.new else found.watched
    save_watched(connection, [watched])
    add_tries(connection, [replace(found.tried, new=merged.new)])
    if found.tried.outcome == "failed":
        yield Note(at=now, what="failed", source=source, item=named(watched.address), told=watched.why or "")
    elif merged.new:
        yield Note(at=now, what="new", source=source, item=named(watched.address), count=merged.new)


def _keep_taken(connection: Connection, taken: Sequence[Taken], kept: Came, now: str) -> list[Note]:
    adding = Adding(connection)
    new = {a.document.id for t in taken for a in t.arriving if _hold(adding, a, now)}
    adding.flush()
    add_originals(connection, kept, now)
    return [_settled(connection, t, new, now) for t in taken]


def _hold(adding: Adding, arriving: Arriving, now: str) -> bool:
    document = arriving.document
    return adding.hold(document, arriving.way, now, sentences_of(document))


def _settled(connection: Connection, t: Taken, new: set[str], now: str) -> Note:
    outcome, p = replace(t.outcome, document=ids_of(t.arriving)), t.outcome.pending
    changed = settle(connection, outcome, now)
    what, told = "held", next((a.document.title or "" for a in t.arriving), "")
    if outcome.why is not None:
        what, told = ("delayed" if outcome.next_at else "given up"), outcome.why
    elif changed:
        what = "changed"
    elif not new & {a.document.id for a in t.arriving}:
        what = "unchanged"
    item = named(p.item.key)
    return Note(at=now, what=what, source=p.source, item=item, document=outcome.document or "", told=one_line(told))
