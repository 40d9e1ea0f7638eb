"""What stands behind stories: the page of each incident, and the running ledger of each conflict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from vedette.knowledge.base import Knowledge, load_knowledge
from vedette.publishing.site.folder import Page
from vedette.publishing.site.incident import incident_view
from vedette.publishing.site.ledger import groups_of
from vedette.publishing.site.model import Item
from vedette.publishing.site.pages import Conflict, Pages
from vedette.publishing.site.render import day, slug
from vedette.publishing.story_text import shown
from vedette.records.ledger import Ledger
from vedette.store.incidents import incidents_at
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.asking import ledger_of
from vedette.workflow.drafting import material_for

MOST_FIGURES = 2_000
"""Figures of one ledger; where there are more, it begins later."""

AROUND = 30
"""Days before the first and after the last story of a conflict whose figures its ledger tells."""


@dataclass(frozen=True, slots=True)
class Incidents:
    """The pages of incidents: by story (id) their paths, and by path the incident's id with the stories on it, oldest first."""

    of: Mapping[str, tuple[str, ...]]
    by_path: Mapping[str, tuple[str, tuple[Item, ...]]]


def incident_paths(pages: Pages) -> Incidents:
    """Return where each incident stands: under the mention of its oldest story, which lasts, or under its own id."""
    e = pages.edition
    paths: dict[str, str] = {}
    stories: dict[str, list[Item]] = {}
    for item in e.out:
        for incident in e.incidents.get(item.id, ()):
            paths.setdefault(incident, f"incidents/{(item.mention or incident)[:16]}.html")
            stories.setdefault(incident, []).append(item)
    by_path = {path: (incident, tuple(stories[incident])) for incident, path in paths.items()}
    of = {i.id: tuple(paths[x] for x in e.incidents[i.id]) for i in e.out if i.id in e.incidents}
    return Incidents(of, by_path)


class Behind:
    """The pages of incidents and ledgers; each is made out of the store when it is written."""

    def __init__(self, store: Store, pages: Pages, incidents: Incidents) -> None:
        self._store, self._pages, self._incidents = store, pages, incidents
        self._known: Knowledge | None = None

    def all(self) -> Iterator[Page]:
        """Yield the pages."""
        e = self._pages.edition
        for path, (incident, stories) in self._incidents.by_path.items():
            made = self._pages.page(
                path, "incident.html", incident, e.assessed.get(incident), e.corrections, e.keys_of(stories)
            )
            yield replace(made, make=partial(self._incident, path))
        linked = sorted((path, incident) for path, (incident, _) in self._incidents.by_path.items())
        for c in (c for c in self._pages.conflicts if c.ledger):
            days = sorted(d for i in e.out if i.card.dyad == c.dyad and (d := i.card.day or i.first[:10]))
            span = (_moved(days[0], -AROUND), _moved(days[-1], AROUND))
            made = self._pages.page(
                f"conflicts/{c.slug}/ledger.html", "ledger.html", c.dyad, c.title, span, e.moment, linked
            )
            yield replace(made, make=partial(self._ledger, c, span))

    def _incident(self, path: str) -> bytes:
        incident, stories = self._incidents.by_path[path]
        if self._known is None:
            self._known = load_knowledge()
        with self._store.reading() as connection:
            (found,) = incidents_at(connection, [incident])
        material = material_for(self._store, self._known, found)
        view = incident_view(material)
        assessed = self._pages.edition.assessed.get(incident)
        by_hand = assessed.status if assessed else None
        dyads = {c.dyad for c in self._pages.conflicts if c.ledger}
        dyad = "-".join(material.dyad) if material.dyad else ""
        return self._pages.render(
            "incident.html",
            path,
            title=view.title,
            view=view,
            stories=tuple(reversed(stories)),
            by_hand=(by_hand.value, shown(by_hand.why)) if by_hand and by_hand.value else None,
            ledger_page=f"conflicts/{slug(dyad.lower())}/ledger.html" if dyad in dyads else "",
        )

    def _ledger(self, c: Conflict, span: tuple[str, str]) -> bytes:
        ledger, since = self._bounded(c, *span)
        names = sorted({f.at.document for f in ledger.figures})
        documents = {r.document.id: r.document for r in self._store.records(names)}
        return self._pages.render(
            "ledger.html",
            f"conflicts/{c.slug}/ledger.html",
            title=f"{c.title}: the ledger",
            section="conflicts",
            conflict=c,
            period=f"{day(since)} to {day(span[1])}",
            groups=groups_of(ledger, documents),
            incidents={incident: path for path, (incident, _) in self._incidents.by_path.items()},
        )

    def _bounded(self, c: Conflict, since: str, until: str) -> tuple[Ledger, str]:
        """Return the ledger of a conflict, from a later day on where it has too many figures for a page."""
        left, _, right = c.dyad.partition("-")
        if not right or left == right:
            return Ledger(), since
        while True:
            made = ledger_of(self._store, Query(since=since, until=until, dyad=(left, right)))
            if len(made.figures) <= MOST_FIGURES or since >= until:
                return made, since
            gap = (date.fromisoformat(until) - date.fromisoformat(since)).days
            since = _moved(since, max(1, gap // 2))


def _moved(told: str, days: int) -> str:
    try:
        return (date.fromisoformat(told) + timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return told
