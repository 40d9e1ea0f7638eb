"""One entry as rows of the tables; pure, so that what is stored can be tested without a database."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from vedette.records.document import Document
from vedette.records.record import Actor, Casualty, Event
from vedette.store.entry import Entry, cell_of, event_for, json_of, pairs_of, parties_of, period_of
from vedette.store.texts import packed, stored

Row = dict[str, Any]

_KNOWN = ("url", "source", "title", "byline", "published", "language")


@dataclass(slots=True)
class Serials:
    """The next free row numbers; the one writer takes them at the start of its transaction."""

    document: int = 1
    arrival: int = 1
    reading: int = 1
    sentence: int = 1
    event: int = 1
    figure: int = 1

    def take(self, table: str, count: int = 1) -> int:
        """Return the first of `count` numbers of `table` and hold them all."""
        first: int = getattr(self, table)
        setattr(self, table, first + count)
        return first


@dataclass(slots=True)
class Rows:
    """Rows to insert, by table, in an order that satisfies the foreign keys."""

    document: list[Row] = field(default_factory=list)
    arrival: list[Row] = field(default_factory=list)
    reading: list[Row] = field(default_factory=list)
    superseded: list[Row] = field(default_factory=list)
    sentence: list[Row] = field(default_factory=list)
    event: list[Row] = field(default_factory=list)
    figure: list[Row] = field(default_factory=list)
    party: list[Row] = field(default_factory=list)
    dyad: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text, in hex digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def known_of(document: Document) -> Row:
    """Return what is known of a document beside its text and id."""
    return {name: getattr(document, name) for name in _KNOWN}


def document_row(document: Document, serial: int) -> Row:
    """Return the row of a document."""
    whole = document.to_json()
    return {
        "serial": serial,
        "id": stored(document.id),
        "hash": hash_of(document.text),
        "body": packed({"warnings": whole["warnings"], "passages": whole["passages"]}),
        "text": stored(document.text),
        **{name: stored(value) for name, value in known_of(document).items()},
    }


def sentence_rows(
    text: str, cut: Sequence[tuple[int, int]], document: int, serials: Serials
) -> tuple[list[Row], list[Row]]:
    """Return the rows of a document's sentences (offsets `cut`), and of their words for the full text."""
    first = serials.take("sentence", len(cut))
    rows = [{"serial": first + n, "document": document, "start": s, "end": e} for n, (s, e) in enumerate(cut)]
    return rows, [{"n": r["serial"], "t": text[r["start"] : r["end"]]} for r in rows]


def claim_rows(entry: Entry, document: int, reading: int, sentences: Sequence[Row], serials: Serials) -> Rows:
    """Return the rows of a reading's events and figures, with all by which they are found."""
    rows, record = Rows(), entry.record
    _, events, figures = json_of(record)
    starts = [s["start"] for s in sentences]
    base = {"document": document, "reading": reading, "source": stored(record.document.source)}
    for e in record.events:
        row = {**base, "serial": serials.take("event"), "body": packed(events[e.id]), **_event_row(e)}
        row |= {"sentence": _sentence_at(e.trigger.start, starts, sentences), **_when_and_where(e, record.document)}
        rows.event.append(row)
        _find_by(rows, "event", row, e, e.claimants)
    for c in record.casualties:
        event = event_for(c, record)
        row = {**base, "serial": serials.take("figure"), "body": packed(figures[c.id]), **_figure_row(c)}
        row |= {"sentence": _sentence_at(c.start, starts, sentences), **_when_and_where(event, record.document)}
        rows.figure.append(row)
        _find_by(rows, "figure", row, event, c.claimants, c.side)
    return rows


def _event_row(e: Event) -> Row:
    return {"id": e.id, "type": e.type, "status": e.status, "confidence": e.confidence}


def _figure_row(c: Casualty) -> Row:
    return {"id": c.id, "event": c.event, "kind": c.kind, "side": c.side}


def _when_and_where(e: Event | None, document: Document) -> Row:
    period = period_of(e, document.published)
    lat, lon = (e.place.lat, e.place.lon) if e and e.place else (None, None)
    cell, region = cell_of(lat, lon) if lat is not None and lon is not None else (None, None)
    days = {"wide": period.wide, "since": period.since, "until": period.until}
    return {**days, "lat": lat, "lon": lon, "cell": cell, "region": region}


def _find_by(
    rows: Rows, of: str, row: Row, event: Event | None, claimants: Sequence[Actor], side: str | None = None
) -> None:
    """Add the parties and pairs by which a claim is found; a figure is also found by the side of its victims."""
    doers, sufferers = (event.actors, event.recipients) if event else ((), ())
    key = {"of": of, "wide": row["wide"], "since": row["since"], "claim": row["serial"]}
    names = {"actor": set(parties_of(doers)), "recipient": set(parties_of(sufferers))}
    names |= {"claimant": set(parties_of(claimants))}
    if side:
        names["recipient"].add(side)
    rows.party += [{"name": n, "role": role, **key} for role, found in names.items() for n in sorted(found)]
    others = [*(a.country for a in sufferers), side]
    rows.dyad += [{"pair": pair, "doer": doer, **key} for pair, doer in pairs_of(doers, others)]


def _sentence_at(offset: int, starts: Sequence[int], sentences: Sequence[Row]) -> int | None:
    """Return the serial of the sentence in which `offset` lies."""
    n = bisect_right(starts, offset) - 1
    return sentences[n]["serial"] if n >= 0 and offset < sentences[n]["end"] else None
