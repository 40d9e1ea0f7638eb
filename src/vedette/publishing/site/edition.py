"""Everything that one run of publishing shows, gathered from the store at one moment."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import Connection

from vedette.errors import StopError
from vedette.publishing.site.config import SiteConfig
from vedette.publishing.site.folder import Folder
from vedette.publishing.site.model import Card, Item, item_of, standing
from vedette.publishing.site.order import of_week
from vedette.publishing.site.render import code_hash, key_of
from vedette.records.assessment import Assessed
from vedette.records.document import Document
from vedette.settings import knowledge_dir
from vedette.store.assessments import assessed_of
from vedette.store.documents import incidents_of, origins_of, serials_of
from vedette.store.incidents import incidents_at
from vedette.store.published import content_of, hashes_of, heads, saved_called
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.told_since import moment
from vedette.workflow import asked
from vedette.workflow.check import Checked

Checker = Callable[[Iterable[Document]], Iterator[Checked]]
"""Compares what texts state with the knowledge base."""

MOST_FOUND = 2_000
"""Incidents of a saved search that its feed looks at, the newest."""

_BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What goes out: `items` oldest first, with a hash of each.

    By document the original's SHA-256, the origin (of those that this week's stories cite), the checks; `incidents` are by story (id) those that it is of, `assessed` what people assessed of those; `searches` are by
    name the stories (ids) that a saved search finds; `moment` changes with all that reports tell, `corrections`
    with what people corrected in them.
    """

    site: SiteConfig
    items: tuple[Item, ...]
    keys: Mapping[str, str]
    hashes: Mapping[str, str]
    origins: Mapping[str, str]
    checks: Mapping[str, list[dict[str, Any]]]
    incidents: Mapping[str, tuple[str, ...]]
    assessed: Mapping[str, Assessed]
    searches: Mapping[str, frozenset[str]]
    moment: str
    corrections: int

    @property
    def out(self) -> tuple[Item, ...]:
        """Return the stories that are not retracted."""
        return tuple(i for i in self.items if not i.retracted)

    def keys_of(self, items: Iterable[Item]) -> list[str]:
        """Return the hashes of stories."""
        return [self.keys[i.id] for i in items]


def gather(store: Store, site: SiteConfig, folder: Folder, now: str, checker: Checker | None) -> Edition:
    """Return what is out at `now` (ISO, UTC)."""
    with store.reading() as connection:
        items = _items(connection, folder, now)
        documents = {d for i in items if not i.retracted for d in i.card.documents}
        here = moment(connection)
        incidents = _incidents(connection, items)
        edition = Edition(
            site=site,
            items=items,
            keys={i.id: key_of(i) for i in items},
            hashes=hashes_of(connection, documents),
            origins=origins_of(connection, {d for i in of_week(items) for d in i.card.documents}),
            checks={},
            incidents=incidents,
            assessed=assessed_of(connection, sorted({x for found in incidents.values() for x in found})),
            searches={},
            moment=str(here),
            corrections=here.mark.correction,
        )
        queries = saved_called(connection, site.searches)
    if missing := [name for name in site.searches if name not in queries]:
        raise StopError(
            f"search {missing[0]!r}: is not saved; save it at the desk, or take it out of the configuration"
        )
    checks = _checks(store, folder, documents, checker) if checker else {}
    searches = {name: _found(store, edition, query) for name, query in queries.items()}
    return replace(edition, checks=checks, searches=searches)


def _items(connection: Connection, folder: Folder, now: str) -> tuple[Item, ...]:
    """Return every story that is or was out, the oldest first; cards of versions that were read before are kept."""
    kept = folder.cache.get("cards", {}) if folder.cache.get("code") == code_hash() else {}
    items, cards = [], {}
    for head in heads(connection):
        stands = standing(head, now)
        if stands is None:
            continue
        row = kept.get(head.id)
        if row is None or row[0] != stands.written or row[1][0] != stands.out:
            row = [stands.written, Card.of(stands.out, content_of(connection, head.serial, stands.out)).to_json()]
        cards[head.id] = row
        items.append(item_of(stands, Card.read(row[1])))
    folder.cache |= {"code": code_hash(), "cards": cards}
    return tuple(sorted(items, key=lambda i: (i.first, i.serial)))


def _incidents(connection: Connection, items: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    """Return the incidents of each story that there are: the one of its mention, which is lasting, else those it names."""
    found = incidents_of(connection, {i.mention for i in items if i.mention})
    loose = {x for i in items if not i.mention for x in i.card.incidents}
    there = {i.id for part in _parts(sorted(loose)) for i in incidents_at(connection, part)}
    told = {i.id: (found[i.mention],) for i in items if i.mention in found}
    return told | {
        i.id: known for i in items if (known := tuple(x for x in i.card.incidents if x in there)) and not i.mention
    }


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (values[n : n + 400] for n in range(0, len(values), 400))


def _checks(store: Store, folder: Folder, documents: set[str], checker: Checker) -> Mapping[str, list[dict[str, Any]]]:
    """Return the checks of stored documents; those made before stand as long as what is known is the same."""
    known = knowledge_hash()
    was = folder.cache.get("checks", {})
    kept: dict[str, Any] = was.get("found", {}) if was.get("known") == known else {}
    with store.reading() as connection:
        new = sorted(serials_of(connection, documents - kept.keys()))
    for n in range(0, len(new), _BATCH):
        part = new[n : n + _BATCH]
        kept |= {name: [] for name in part}
        for checked in checker([r.document for r in store.records(part)]):
            kept[checked.record.document.id] = [c.to_json() for c in checked.checks]
    found = {d: kept[d] for d in sorted(documents) if d in kept}
    folder.cache["checks"] = {"known": known, "found": found}
    return found


def knowledge_hash() -> str:
    """Return a hash of what is known: the package's own tables and the user's."""
    made = hashlib.sha256()
    for file in sorted(resources.files("vedette.knowledge").joinpath("data").iterdir(), key=lambda f: f.name):
        if file.is_file():
            made.update(file.read_bytes())
    own = knowledge_dir()
    for path in sorted(own.rglob("*")) if own and own.is_dir() else ():
        if path.is_file():
            made.update(path.read_bytes())
    return made.hexdigest()[:32]


def _found(store: Store, edition: Edition, query: str) -> frozenset[str]:
    """Return the stories (ids) whose incident a saved search finds."""
    told = dict(parse_qsl(query.removeprefix("?")))
    tier = told.pop("tier", "")
    ids: set[str] = set()
    wanted = _query(told)
    while len(ids) < MOST_FOUND:
        page = store.incidents(wanted)
        ids |= {i.id for i, _ in page}
        if len(page) < wanted.limit:
            break
        wanted = replace(wanted, after=page[-1][1])
    return frozenset(
        i.id
        for i in edition.items
        if ids & set(edition.incidents.get(i.id, ())) and (not tier or i.card.tier == tier.upper())
    )


def _query(told: Mapping[str, str]) -> Query:
    """Return the store's query of the bar's address, in the names of docs/desk-api.md."""
    type_, family = asked.type_or_family(told["type"]) if told.get("type") else (None, None)
    known: dict[str, Any] = {
        "since": asked.day_of(told["from"]) if told.get("from") else None,
        "until": asked.day_of(told["to"]) if told.get("to") else None,
        "box": asked.box_of(told["window"]) if told.get("window") else None,
        "actor": asked.party_of(told["actor"]) if told.get("actor") else None,
        "dyad": asked.pair_of(told["dyad"]) if told.get("dyad") else None,
        "claimant": asked.party_of(told["claimant"]) if told.get("claimant") else None,
        "type": type_,
        "family": family,
        "origins": int(told.get("origins") or 1),
    }
    known |= {name: told.get(name) or None for name in ("source", "status", "words")}
    return Query(**known, newest=True, limit=500)
