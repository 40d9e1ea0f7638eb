"""From links to incidents: the surest links first, never against a conflict or a person's judgement.

The outcome depends only on the set of tellings, links and judgements, never on the order in which they came: links are
taken by score and id, and each component of linked tellings is decided by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vedette.incidents import days, places
from vedette.incidents.compare import conflict
from vedette.incidents.judged import Judged, telling_of
from vedette.incidents.parties import named
from vedette.records.ids import content_id
from vedette.records.incident import RULES, SAME, Incident, Judgement, Link, Telling

_Profiles = dict[tuple[object, ...], Telling]


@dataclass(slots=True)
class _Group:
    """Tellings put together so far, and why."""

    members: list[Telling]
    reasons: list[Judgement] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """The group of each telling; and its core: what rules alone put together, by differing profiles.

    Conflicts are tested between cores. Whoever joins what lies far apart has overruled the conflict, and reports that
    agree with either part still come to it.
    """

    groups: dict[str, _Group]
    cores: dict[str, _Profiles]

    def join(self, one: _Group, two: _Group, why: Judgement) -> None:
        one.members.extend(two.members)
        one.reasons.extend([*two.reasons, why])
        for t in two.members:
            self.groups[t.id] = one

    def weld(self, left: str, right: str) -> None:
        """Make one core of the cores of two tellings."""
        into, old = self.cores[left], self.cores[right]
        into.update(old)
        for i, profiles in self.cores.items():
            if profiles is old:
                self.cores[i] = into


def incidents(
    tellings: Sequence[Telling], links: Iterable[Link], judgements: Iterable[Judgement] = (), *, at: str = ""
) -> tuple[Incident, ...]:
    """Return the incidents of linked `tellings`, first told first; every telling is in exactly one.

    `judgements` are all that bind (people's; those of rules are ignored). `at` is the time that new judgements carry.
    """
    judged = Judged(judgements)
    table = _Table({t.id: _Group([t]) for t in tellings}, {t.id: {_signature(t): t} for t in tellings})
    _join_judged(table, telling_of(tellings), judged)
    for link in sorted(links, key=lambda k: (-k.score, k.left, k.right)):
        _join_linked(table, link, judged, at)
    distinct = {id(g): g for g in table.groups.values()}
    return tuple(sorted((_incident(g, at) for g in distinct.values()), key=lambda i: (i.first_told or "9999", i.id)))


def _join_linked(table: _Table, link: Link, judged: Judged, at: str) -> None:
    one, two = table.groups.get(link.left), table.groups.get(link.right)
    if one is None or two is None or one is two or _kept_apart(one, two, judged):
        return
    if any(conflict(a, b) for a in table.cores[link.left].values() for b in table.cores[link.right].values()):
        return
    ends = {t.id: t.members for t in (*one.members, *two.members)}
    why = Judgement.of(
        SAME, ends[link.left], ends[link.right], author=RULES, at=at, score=link.score, evidence=link.evidence
    )  # fmt: skip
    table.join(one, two, why)
    table.weld(link.left, link.right)


def components(ids: Iterable[str], links: Iterable[Link]) -> tuple[frozenset[str], ...]:
    """Return the sets of `ids` that `links` tie together, sorted by their least id."""
    root = {i: i for i in ids}

    def top(i: str) -> str:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for link in links:
        root[top(link.left)] = top(link.right)
    found: dict[str, set[str]] = {}
    for i in root:
        found.setdefault(top(i), set()).add(i)
    return tuple(sorted((frozenset(c) for c in found.values()), key=min))


def _signature(t: Telling) -> tuple[object, ...]:
    d, p = t.days, t.place
    return (t.mode, t.doers, t.sufferers, d, p and (p.name, p.country, p.lat, p.lon, p.precision, p.geonames), t.total)


def _join_judged(table: _Table, of: Mapping[str, Telling], judged: Judged) -> None:
    """Put together what people judged to be one, newest judgement first; a newer "different" stands in the way."""
    for j in judged.same():
        there = sorted({of[m].id for m in (*j.left, *j.right) if m in of})
        for other in there[1:]:
            one, two = table.groups[there[0]], table.groups[other]
            if one is not two and not _kept_apart(one, two, judged):
                table.join(one, two, j)


def _kept_apart(one: _Group, two: _Group, judged: Judged) -> bool:
    if not judged.judgements:
        return False
    return (
        judged.over((m for t in one.members for m in t.members), [m for t in two.members for m in t.members])
        is not None
    )


def _incident(g: _Group, at: str) -> Incident:
    told = sorted(g.members, key=lambda t: t.order)
    place, when = None, None
    for t in told:
        place, when = places.finer(place, t.place), days.narrower(when, t.days)
    return Incident(
        id=content_id("incident", told[0].id),
        family=told[0].family,
        tellings=tuple(t.id for t in told),
        mentions=tuple(m for t in told for m in t.members),
        documents=tuple(dict.fromkeys(t.at.document for t in told)),
        origins=len({t.at.first for t in told}),
        doers=named(p for t in told for p in t.doers),
        sufferers=named(p for t in told for p in t.sufferers),
        mode=next((t.mode for t in told if t.mode), None),
        place=place,
        days=when,
        first_told=told[0].at.published,
        judgements=tuple(sorted({j.id: j for j in (*g.reasons, *_within(told, at))}.values(), key=lambda j: j.id)),
    )


def _within(told: Sequence[Telling], at: str) -> list[Judgement]:
    """Return the joins of mentions inside each document as judgements, with their reasons."""
    return [
        Judgement.of(SAME, [k.left], [k.right], author=RULES, at=at, score=k.score, evidence=k.evidence)
        for t in told
        for k in t.joins
    ]
