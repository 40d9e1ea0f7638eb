"""Profiles, tellings and what hangs on them as short JSON, on their way between stages.

Equal profiles give equal text, so that text is what they are grouped by.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from vedette.records.incident import Days, Link, Mention, Source, Telling
from vedette.records.ledger import Figure
from vedette.records.reading import PlaceMention
from vedette.records.record import Actor, Casualty, Event, Receipt

_dump = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Told:
    """A telling with what a ledger takes from its document: its mentions, and the figures that hang on them.

    Each mention has its place among the document's, for a ledger names them in that order.
    """

    telling: Telling
    mentions: tuple[tuple[int, Mention], ...]
    figures: tuple[Figure, ...]


def packed_profile(t: Telling) -> str:
    """Return everything of `t` that comparing looks at but its words and its document (`incidents.linking.profile`)."""
    d, p = t.days, t.place_key
    where = p and (p[0], p[1], _real(p[2]), _real(p[3]), p[4], p[5])
    when = d and (d.first, d.last, d.told, d.wide, d.clock)
    return _dump([t.family, t.total, t.mode, sorted(t.doers), sorted(t.sufferers), sorted(t.names), where, when])


def _real(value: float | None) -> float | None:
    """Return a number in the one way in which equal numbers are written: 40 as 40.0, and no minus before nought."""
    return None if value is None else float(value) + 0.0


class Profiles:
    """Tellings out of packed profiles; equal sets, places and days are one object, so that pairs of them are known again."""

    def __init__(self) -> None:
        self._sets: dict[tuple[str, ...], frozenset[str]] = {}
        self._places: dict[tuple[Any, ...], PlaceMention] = {}
        self._days: dict[tuple[Any, ...], Days] = {}

    def telling(self, told: Sequence[Any], *, id_: str, document: str, words: frozenset[str] = frozenset()) -> Telling:
        """Return a telling of the profile `told` (a parsed `packed_profile`)."""
        family, total, mode, doers, sufferers, names, where, when = told[:8]
        return Telling(
            id=id_,
            members=(),
            at=Source(document=document),
            family=family,
            total=total,
            mode=mode,
            doers=self._set(doers),
            sufferers=self._set(sufferers),
            names=self._set(names),
            place=where and self._place(tuple(where)),
            days=when and self._day(tuple(when)),
            words=words,
        )

    def _set(self, told: Sequence[str]) -> frozenset[str]:
        key = tuple(told)
        return self._sets.get(key) or self._sets.setdefault(key, frozenset(key))

    def _place(self, key: tuple[Any, ...]) -> PlaceMention:
        return self._places.get(key) or self._places.setdefault(key, PlaceMention(0, 0, "", *key))

    def _day(self, key: tuple[Any, ...]) -> Days:
        if key not in self._days:
            first, last, told, wide, clock = key
            self._days[key] = Days(first=first, last=last, told=told, wide=wide, clock=clock)
        return self._days[key]


def with_more(profile: str, *more: Any) -> str:
    """Return a packed profile with more values behind it."""
    return f"{profile[:-1]},{_dump(more)[1:]}"


def packed_told(told: Told) -> str:
    """Return a telling with its mentions and figures."""
    t, p, d = told.telling, told.telling.place, told.telling.days
    where = p and (p.start, p.end, p.text, p.name, p.country, p.lat, p.lon, p.precision, p.geonames, p.reason, p.doubt)
    when = d and (d.first, d.last, d.told, d.wide, d.clock)
    at = (t.at.document, t.at.source, t.at.published)
    sides = (sorted(t.doers), sorted(t.sufferers), sorted(t.names))
    joins = [(k.left, k.right, k.score, k.evidence) for k in t.joins]
    return _dump(
        [
            [t.id, t.family, t.members, t.total, t.mode, *sides, where, when, joins],
            at,
            [_mention(n, m) for n, m in told.mentions],
            [_figure(f) for f in told.figures],
        ]
    )


def told_of(text: str, origin: str) -> Told:
    """Return what was packed; `origin` is the id of the document that its document copies, "" where it copies none."""
    t, at, mentions, figures = json.loads(text)
    source = Source(document=at[0], source=at[1], published=at[2], origin=origin or at[0])
    return Told(
        _telling(t, source),
        tuple(_mention_of(m, source) for m in mentions),
        tuple(figure_of(f, source) for f in figures),
    )


def _telling(t: Sequence[Any], at: Source) -> Telling:
    id_, family, members, total, mode, doers, sufferers, names, where, when, joins = t
    return Telling(
        id=id_,
        family=family,
        members=tuple(members),
        at=at,
        total=total,
        mode=mode,
        doers=frozenset(doers),
        sufferers=frozenset(sufferers),
        names=frozenset(names),
        place=where and PlaceMention(*where),
        days=when and Days(first=when[0], last=when[1], told=when[2], wide=when[3], clock=when[4]),
        joins=tuple(Link(*k) for k in joins),
    )


def _mention(n: int, m: Mention) -> list[Any]:
    """Return what a ledger takes from a mention: who is named as the doer, who says so, and the receipt."""
    e = m.event
    trigger = (e.trigger.start, e.trigger.end, e.trigger.text)
    return [n, e.id, e.type, e.status, trigger, [_actor(a) for a in e.actors], [_actor(a) for a in e.claimants]]


def _mention_of(told: Sequence[Any], at: Source) -> tuple[int, Mention]:
    n, id_, type_, status, trigger, actors, claimants = told
    event = Event(
        id=id_,
        type=type_,
        mode=None,
        status=status,
        trigger=Receipt(*trigger),
        sentence=(0, 0),
        actors=tuple(Actor(*a) for a in actors),
        claimants=tuple(Actor(*a) for a in claimants),
    )
    return n, Mention(event=event, at=at)


def _actor(a: Actor) -> list[Any]:
    return [a.start, a.end, a.text, a.country, a.sector, a.entity, a.name]


def loose_figure(f: Figure) -> str:
    """Return a figure that hangs on no telling."""
    return _dump(_figure(f))


def _figure(f: Figure) -> list[Any]:
    """Return what a ledger takes from a figure, without where it stands."""
    c = f.casualty
    counted = (c.id, c.event, c.start, c.end, c.text, c.kind, c.low, c.high, c.approx, c.who, c.side, c.scope)
    return [counted, [_actor(a) for a in c.claimants], f.as_of, f.campaign, f.increase, sorted(f.parties)]


def figure_of(told: Sequence[Any], at: Source) -> Figure:
    """Return a figure that was packed, as yet without its incident."""
    (
        (id_, event, start, end, text, kind, low, high, approx, who, side, scope),
        claimants,
        as_of,
        campaign,
        increase,
        parties,
    ) = told
    casualty = Casualty(
        id=id_,
        event=event,
        start=start,
        end=end,
        text=text,
        kind=kind,
        low=low,
        high=high,
        approx=approx,
        who=who,
        side=side,
        scope=scope,
        claimants=tuple(Actor(*a) for a in claimants),
    )
    return Figure(
        casualty=casualty, at=at, as_of=as_of, campaign=campaign, increase=increase, parties=frozenset(parties)
    )


def of_incident(figures: Sequence[Figure], incident: str) -> list[Figure]:
    """Return figures with the incident that they count; those of a campaign count none."""
    return [f if f.campaign else replace(f, incident=incident) for f in figures]
