"""What is to be alerted: one alert an incident, and an update in its thread where something worth telling changed.

Deciding (`changes`, `plan`) is pure; gathering asks the store; nothing here sends anything.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection

from vedette.knowledge.base import Knowledge
from vedette.records.alerting import Alerted, Figured, Print, Saved
from vedette.records.assessment import CONFIRMED, CONTESTED, DISCOUNTED
from vedette.records.document import Document
from vedette.records.incident import Incident
from vedette.records.ledger import Ledger
from vedette.store.documents import incidents_of
from vedette.store.found import records_of
from vedette.store.incidents import incidents_at
from vedette.store.news import corrected_mentions
from vedette.store.query import Query
from vedette.store.saved import alerted_by
from vedette.store.store import Store
from vedette.store.told_since import Moment, moment, told_since
from vedette.workflow.asking import ledger_of_incident
from vedette.workflow.assessing import weighed_of
from vedette.workflow.situation import TIERS, Happened, judged, order

MOST = 10
"""Alerts and updates of one search in one run; the rest goes out together as one digest."""

MOST_TOUCHED = 5_000
"""Changed incidents that one run looks at; where there are more, the digest says so."""

MOST_FOUND = 20_000
"""Incidents of a search that are looked through for those that changed."""

TIER, FIGURE, GREW, STATUS, CORRECTED, GONE = "tier", "figure", "grew", "status", "corrected", "gone"

_TOLD_STATUS = frozenset({CONTESTED, CONFIRMED, DISCOUNTED})

Asked = tuple[Query, str]
"""What a saved search asks of the store, and the tier that it wants ("" for any)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing worth an update: `kind` is a word of this module, `before` and `after` what it was and is, `figure` which one."""

    kind: str
    before: str = ""
    after: str = ""
    figure: Figured | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One incident that a search may tell: as it is now, and what was told of it before (None: nothing).

    `happened` is None where a person struck out what it rested on. After a merge the oldest thread goes on.
    """

    mention: str
    now: Print
    happened: Happened | None = None
    ledger: Ledger | None = None
    documents: Mapping[str, Document]
    sentences: Mapping[str, tuple[int, int]]
    was: Alerted | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What goes out alone, in order, and what goes out together; `more` tells that there were more than were looked at."""

    alone: tuple[Candidate, ...] = ()
    together: tuple[Candidate, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a search may tell now, and the moment up to which was looked."""

    candidates: tuple[Candidate, ...]
    here: Moment
    more: bool = False


def changes(before: Print, after: Print) -> tuple[Change, ...]:
    """Return what of an incident is worth an update: a rule each, in this order.

    It is gone; its tier rose; it became contested, confirmed or discounted; a claimant gives a figure who gave none of that side
    and kind, or one at least twice as high as his last; its sides, its place or its days are others than was told.
    """
    if after.gone:
        return () if before.gone else (Change(GONE),)
    out: list[Change] = []
    if TIERS.index(after.tier) < TIERS.index(before.tier):
        out.append(Change(TIER, before.tier, after.tier))
    if after.status != before.status and after.status in _TOLD_STATUS:
        out.append(Change(STATUS, before.status, after.status))
    out += _figures(before.figures, after.figures)
    for was, now in ((before.sides, after.sides), ((before.place,), (after.place,)), ((before.days,), (after.days,))):
        # What was not told before and is now is no correction.
        if was != now and any(was) and not set(was) <= set(now):
            out.append(Change(CORRECTED, ", ".join(was), ", ".join(now)))
    return tuple(out)


def _figures(before: Sequence[Figured], after: Sequence[Figured]) -> list[Change]:
    known = {f[:3]: f for f in before}
    out = []
    for f in after:
        was = known.get(f[:3])
        if was is None:
            out.append(Change(FIGURE, figure=f))
        elif (_bound(f) or 0) >= 2 * (_bound(was) or 0) > 0:
            out.append(Change(GREW, str(_bound(was)), str(_bound(f)), figure=f))
    return out


def _bound(f: Figured) -> int | None:
    return f[3] if f[3] is not None else f[4]


def plan(found: Sequence[Candidate], *, most: int = MOST, more: bool = False) -> Plan:
    """Return what goes out of these: what is new or changed, those that come first alone, the others together.

    What comes first is decided as in a situation report; what is gone comes before all, for readers rely on it.
    """
    due = [c for c in found if c.was is None or c.changes]
    due.sort(key=lambda c: (c.happened is not None, order(c.happened) if c.happened else (), c.mention))
    return Plan(alone=tuple(due[:most]), together=tuple(due[most:]), more=more)


def news_of(
    store: Store,
    base: Knowledge,
    saved: Saved,
    asked: Asked,
    *,
    pending: Collection[str] = (),
    most: int = MOST_TOUCHED,
) -> News:
    """Return what a search may tell: incidents that changed since it looked, and those of `pending` (mentions).

    An incident that was told once is followed by the event that it was told by, whatever it is joined with or split from, and
    also where the search does not find it any more.
    """
    with store.reading() as connection:
        here = moment(connection)
        seen = Moment.of(str(saved.looked.get("moment", ""))) or here
        if here == seen and not pending:
            return News(candidates=(), here=here)
        since = told_since(connection, seen, here, most)
        told = alerted_by(connection, saved.serial)
        homes = incidents_of(connection, {a.mention for a in told} | set(pending))
        struck = corrected_mentions(connection, seen.mark) - homes.keys()
        touched = set(since.incidents) | {homes[m] for m in pending if m in homes}
        threads: dict[str, list[Alerted]] = {}
        for a in told:
            if a.mention in homes:
                threads.setdefault(homes[a.mention], []).append(a)
        found = incidents_at(connection, sorted(touched))
    wanted = _wanted(store, asked[0], found) | (touched & threads.keys())
    kept = [i for i in found if i.id in wanted]
    made = [c for c in _candidates(store, base, kept, threads) if c.was is not None or asked[1] in ("", c.now.tier)]
    return News(candidates=(*made, *_gone([a for a in told if a.mention in struck])), here=here, more=since.more)


def _gone(told: Sequence[Alerted]) -> list[Candidate]:
    """Return what was told and rests on nothing any more."""
    empty: dict[str, Document] = {}
    out = [
        Candidate(mention=a.mention, now=replace(a.last, gone=True), was=a, documents=empty, sentences={}) for a in told
    ]
    return [replace(c, changes=changes(c.was.last, c.now)) for c in out if c.was]


def _wanted(store: Store, query: Query, found: Sequence[Incident]) -> set[str]:
    """Return which of the incidents that changed the search finds; it is asked for their days alone."""
    days = [i.days for i in found if i.days]
    ids = {i.id for i in found}
    if not ids:
        return set()
    if days and len(days) == len(found):
        first, last = min(d.first[:10] for d in days), max(d.last[:10] for d in days)
        since, until = max(first, query.since or first), min(last, query.until or last)
        if since > until:
            return set()
        query = replace(query, since=since, until=until)
    pages = store.all_incidents(replace(query, limit=500, newest=True))
    return {i.id for i in islice(pages, MOST_FOUND) if i.id in ids}


def _candidates(
    store: Store, base: Knowledge, kept: Sequence[Incident], threads: Mapping[str, Sequence[Alerted]]
) -> list[Candidate]:
    made = weighed_of(store, kept)
    with store.reading() as connection:
        happened = [replace(h, weighed=made.get(h.incident.id)) for h in judged(connection, base, kept)]
    out = []
    for h in happened:
        ledger = ledger_of_incident(store, h.incident)
        now = print_of(h, ledger)
        mine = threads.get(h.incident.id, ())
        was = mine[0] if mine else None
        with store.reading() as connection:
            documents, sentences = _read(connection, h, ledger)
        out.append(
            Candidate(
                mention=was.mention if was else min(h.incident.mentions),
                now=now,
                happened=h,
                ledger=ledger,
                documents=documents,
                sentences=sentences,
                was=was,
                changes=changes(was.last, now) if was else (),
            )
        )
    return out


def _read(
    connection: Connection, h: Happened, ledger: Ledger
) -> tuple[Mapping[str, Document], Mapping[str, tuple[int, int]]]:
    cited = {f.at.document for f in h.mentions} | {x.latest.at.document for x in ledger.lines}
    records = records_of(connection, sorted(cited))
    return {r.document.id: r.document for r in records}, {e.id: e.sentence for r in records for e in r.events}


def print_of(h: Happened, ledger: Ledger) -> Print:
    """Return what is told of an incident, as far as a change of it is worth an update."""
    i, w = h.incident, h.weighed
    by_hand = w.by_hand.status if w else None
    figures = [
        (x.party, x.side or "", x.kind, x.latest.casualty.low, x.latest.casualty.high)
        for x in ledger.lines
        if x.latest.counts
    ]
    days = f"{i.days.first[:10]}/{i.days.last[:10]}" if i.days and i.days.told else ""
    return Print(
        tier=h.urgency.tier,
        status=(by_hand.value or "") if by_hand else (w.rule.status if w else ""),
        hand=by_hand is not None,
        figures=tuple(sorted(figures, key=str)),
        sides=tuple(sorted(i.parties)),
        place=i.place.name if i.place else "",
        days=days,
    )


Reads = Callable[[str], Asked]
"""Reads the query of a saved search; StopError where it asks what cannot be asked."""
