"""What the palette can offer over a store: pages, sources and parties, and what the store has for the words typed so far.

Each look goes along an index and ends after a few rows, so that a large store answers while somebody types.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from vedette.desk.choices import choices_of
from vedette.desk.listing import Eye, lines_of
from vedette.desk.security.roles import may, needed
from vedette.desk.setup import Setup, View
from vedette.desk.views.palette import Ground, Suggestion, suggestions
from vedette.desk.views.receipts import GRAPHIC, Gate, report_href
from vedette.publishing import wording
from vedette.records.incident import Incident
from vedette.store.documents import incidents_of, last_published
from vedette.store.incidents import incidents_at
from vedette.store.named import Named, documents_begun, incidents_begun
from vedette.store.query import Query
from vedette.store.sentences import sentences_with
from vedette.store.warned import warned_among

LONGEST = 120
"""Characters of what is typed; what is behind them is not looked at."""

MOST = 4
"""Incidents, and reports, that the words stand in."""

HITS = 8
"""Sentences that are looked at for them."""

LEAST = 3
"""Characters from which on the store is asked."""

OTHERS = (
    ("API", "/api"),
    ("Account", "/account"),
    ("Saved searches", "/saved"),
    ("Situation report", "/situation"),
    ("People", "/people"),
    ("Audit", "/audit"),
)
"""Pages outside of the menu."""

_HEX = re.compile(r"[0-9a-f]{4,40}")
_ID = re.compile(r"\S{3,}")


def suggested(setup: Setup, menu: Sequence[View], words: str, *, gate_open: bool) -> tuple[Suggestion, ...]:
    """Return what is offered for `words`; titles with a warning stand behind the gate unless it is open."""
    typed = " ".join(words.split())[:LONGEST]
    choices = choices_of(setup.store)
    eye = Eye(gate_open=gate_open)
    with setup.store.reading() as connection:
        newest = last_published(connection, datetime.now(UTC).date().isoformat())
        named = _by_id(connection, setup, typed, eye) if len(typed) >= LEAST else ()
        found = _by_words(connection, setup, typed, eye) if len(typed) >= LEAST else ()
    ground = Ground(
        pages=tuple((v.name, v.path, v.key) for v in menu),
        others=tuple((name, path) for name, path in OTHERS if may(setup.role, needed("GET", path))),
        sources=tuple((r.source.id, r.source.name) for r in setup.registry.sources),
        publishers=choices.sources,
        known=frozenset(code for code, _ in choices.parties),
        newest=date.fromisoformat(newest[:10]) if newest else None,
        named=named,
        found=tuple(s for s in found if s.href not in {n.href for n in named}),
    )
    return suggestions(typed, ground)


def _by_id(connection: Connection, setup: Setup, typed: str, eye: Eye) -> tuple[Suggestion, ...]:
    bare = typed.lower().removeprefix("incident ")
    incidents = incidents_begun(connection, bare, MOST) if _HEX.fullmatch(bare) else []
    bare = typed.removeprefix("report ")
    documents = documents_begun(connection, bare, MOST) if _ID.fullmatch(bare) else []
    return (*_incidents(connection, setup, incidents, eye), *_reports(connection, documents, eye))


def _by_words(connection: Connection, setup: Setup, typed: str, eye: Eye) -> tuple[Suggestion, ...]:
    hits = sentences_with(connection, Query(words=typed, limit=HITS))
    of = incidents_of(connection, {str(e["id"]) for h in hits for e in h.events})
    ids = list(dict.fromkeys(of[str(e["id"])] for h in hits for e in h.events if str(e["id"]) in of))
    told = {
        h.at.document: Named(id=h.at.document, title=h.title, source=h.at.source, published=h.at.published)
        for h in hits
    }
    incidents = incidents_at(connection, ids[:MOST])
    return (*_incidents(connection, setup, incidents, eye), *_reports(connection, list(told.values())[:MOST], eye))


def _incidents(connection: Connection, setup: Setup, incidents: Sequence[Incident], eye: Eye) -> tuple[Suggestion, ...]:
    lines = lines_of(connection, setup.knowledge, incidents, eye) if incidents else ()
    return tuple(
        Suggestion(
            kind="incident",
            label=line.headline,
            detail=", ".join(p for p in (line.when, line.where, line.id[:8]) if p),
            href=line.href,
        )
        for line in lines
    )


def _reports(connection: Connection, documents: Sequence[Named], eye: Eye) -> tuple[Suggestion, ...]:
    shut = frozenset() if eye.gate_open else warned_among(connection, {d.id for d in documents}, GRAPHIC)
    gate = Gate(shut)
    return tuple(
        Suggestion(
            kind="report",
            label=gate.words(d.id, d.title or "") or ("Report with a warning" if d.id in shut else "Untitled report"),
            detail=", ".join(wording.clean(p) for p in (d.source, (d.published or "")[:10], d.id) if p),
            href=report_href(d.id),
        )
        for d in documents
    )
