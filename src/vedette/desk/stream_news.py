"""What listeners are told: incidents that are new or changed, as server-sent events (WHATWG HTML, 9.2); pure but for the store.

A batch ends in its `document` event, which alone carries the id: whoever loses the connection within a batch gets all of
it again.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from vedette.desk.filters import Filter
from vedette.desk.listing import Eye, lines_of
from vedette.desk.setup import Setup
from vedette.desk.views.shared import IncidentLine
from vedette.store.incidents import incidents_at
from vedette.store.news import News
from vedette.store.placed import among
from vedette.store.told_since import Moment, Since, moment, told_since

MOST = 200
"""Incidents that one batch names."""

HEARTBEAT = b": nothing new\n\n"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one listener wants next: what its filter finds, since the moment up to which it has heard (None: from now on)."""

    asked: Filter
    since: Moment | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is sent, and the moment up to which it tells."""

    sent: bytes
    here: Moment


def news_for(setup: Setup, wishes: Collection[Wish], eye: Eye) -> dict[Wish, Batch]:
    """Return a batch for each wish for which there is something; one short transaction, however many there are.

    Raises StopError where the store cannot be read.
    """
    with setup.store.reading() as connection:
        here = moment(connection)
        pages: dict[Moment, tuple[Since, tuple[IncidentLine, ...]]] = {}
        out: dict[Wish, Batch] = {}
        for wish in wishes:
            if wish.since is None:
                out[wish] = Batch(event("document", _counts(None), str(here)), here)
            elif wish.since != here:
                if wish.since not in pages:
                    pages[wish.since] = _page(connection, setup, wish.since, here, eye)
                news, lines = pages[wish.since]
                kept = _asked(connection, wish.asked, lines)
                out[wish] = Batch(b"".join(_batch(news, kept, here)), here)
        return out


def event(name: str, told: dict[str, Any], id_: str = "") -> bytes:
    """Return an event; JSON holds no line break, so that no text of a report can end it or begin another."""
    body = json.dumps(told, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    head = f"id: {id_}\n" if id_ else ""
    return b"".join((head.encode(), b"event: ", name.encode(), b"\ndata: ", body, b"\n\n"))


def changes_of(news: News) -> list[str]:
    """Return which of new, told by more, judged, corrected and assessed hold."""
    told = {"new": news.new, "told by more": news.more, "judged": news.judged}
    return [word for word, holds in {**told, "corrected": news.corrected, "assessed": news.assessed}.items() if holds]


def told_of(line: IncidentLine, news: News) -> dict[str, Any]:
    """Return an incident as it is told: what is new of it, what it is, who told it first, and where it is read."""
    r = line.receipt
    return {
        "id": line.id,
        "changes": changes_of(news),
        "told": news.words,
        "headline": line.headline,
        "tier": line.tier,
        "family": line.family,
        "day": line.day,
        "place": line.where,
        "href": line.href,
        "receipt": r
        and {n: getattr(r, n) for n in ("document", "start", "end", "words", "voice", "source", "day", "href")},
    }


def _page(
    connection: Connection, setup: Setup, since: Moment, here: Moment, eye: Eye
) -> tuple[Since, tuple[IncidentLine, ...]]:
    news = told_since(connection, since, here, MOST)
    # New ones first, as they are what most are waiting for.
    ids = sorted(news.incidents, key=lambda i: (not news.incidents[i].new, i))
    return news, lines_of(connection, setup.knowledge, incidents_at(connection, ids), eye)


def _asked(connection: Connection, asked: Filter, lines: tuple[IncidentLine, ...]) -> list[IncidentLine]:
    if not asked.asks() or not lines:
        return list(lines)
    found = among(connection, asked.to_query(), [line.id for line in lines])
    return [line for line in lines if line.id in found and asked.tier in ("", line.tier)]


def _batch(news: Since, lines: list[IncidentLine], here: Moment) -> Iterator[bytes]:
    for line in lines:
        yield event("incident", told_of(line, news.incidents[line.id]))
    yield event("document", _counts(news), str(here))


def _counts(news: Since | None) -> dict[str, Any]:
    if news is None:
        return {"stored": 0, "read": 0, "more": False}
    return {"stored": news.documents, "read": news.read, "more": news.more}
