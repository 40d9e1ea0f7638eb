"""From links to incidents: the surest links first, never against a conflict or a person's judgement.

The outcome depends only on the set of tellings, links and judgements, never on the order in which they came: links are
taken by score and id, and each component of linked tellings is decided by itself.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vedette.incidents import days, places
from vedette.incidents.compare import conflict
from vedette.incidents.judged import Judged, telling_of
from vedette.incidents.linking import profile
from vedette.incidents.parties import named
from vedette.records.ids import content_id
from vedette.records.incident import RULES, SAME, Incident, Judgement, Link, Telling


@dataclass(slots=True)
class _Group:
    """Tellings put together so far, and why."""

    members: list[Telling]
    reasons: list[Judgement] = field(default_factory=list)


@dataclass(slots=True)
class _Core:
    """What rules alone put together: ids, and one telling of each profile.

    Conflicts are tested between cores. Whoever joins what lies far apart has overruled the conflict, and reports that
    agree with either part still come to it.
    """

    ids: list[str]
    profiles: dict[Hashable, Telling]


@dataclass(slots=True)
class _Table:
    """The telling, the group and the core of each id."""

    tellings: dict[str, Telling]
    groups: dict[str, _Group]
    cores: dict[str, _Core]
    clashes: dict[tuple[str, str], bool] = field(default_factory=dict)

    def join(self, one: _Group, two: _Group, why: Judgement) -> None:
        if len(one.members) < len(two.members):
            one, two = two, one
        one.members.extend(two.members)
        one.reasons.extend([*two.reasons, why])
        self.groups.update({t.id: one for t in two.members})

    def clash(self, left: str, right: str) -> bool:
        one, two = self.cores[left].profiles, self.cores[right].profiles
        if one.keys() <= two.keys() or two.keys() <= one.keys():
            return False
        return any(self._conflict(a, b) for a in one.values() for b in two.values())

    def _conflict(self, a: Telling, b: Telling) -> bool:
        pair = (a.id, b.id)
        if pair not in self.clashes:
            self.clashes[pair] = conflict(a, b) is not None
        return self.clashes[pair]

    def weld(self, left: str, right: str) -> None:
        one, two = self.cores[left], self.cores[right]
        if len(one.ids) < len(two.ids):
            one, two = two, one
        one.ids.extend(two.ids)
        one.profiles.update(two.profiles)
        self.cores.update(dict.fromkeys(two.ids, one))


def incidents(
    tellings: Sequence[Telling], links: Iterable[Link], judgements: Iterable[Judgement] = (), *, at: str = ""
) -> tuple[Incident, ...]:
    """Return the incidents of linked `tellings`, first told first; every telling is in exactly one.

    `judgements` are all that bind (people's; those of rules are ignored). `at` is the time that new judgements carry.
    """
    by_id = {t.id: t for t in tellings}
    if len(by_id) == 1:
        # Most tellings stand alone, and no judgement joins one with itself.
        return tuple(_incident(_Group([t]), at) for t in by_id.values())
    judged = Judged(judgements)
    table = _Table(
        by_id, {i: _Group([t]) for i, t in by_id.items()}, {i: _Core([i], {profile(t): t}) for i, t in by_id.items()}
    )
    _join_judged(table, telling_of(tellings), judged)
    kept = [k for k in links if k.left in by_id and k.right in by_id]
    for link in sorted({*kept, *around_split(by_id, kept, judged)}, key=lambda k: (-k.score, k.left, k.right)):
        _join_linked(table, link, judged, at)
    distinct = {id(g): g for g in table.groups.values()}
    return tuple(sorted((_incident(g, at) for g in distinct.values()), key=lambda i: (i.first_told or "9999", i.id)))


def around_split(tellings: Mapping[str, Telling], links: Sequence[Link], judged: Judged) -> set[Link]:
    """Return links that go around tellings which somebody set apart, for those whose only links led through them.

    Tellings of one profile are tied to one head. Where people judged among them, each is tied besides to the first by id
    from which nobody keeps it apart, and what the head is linked with is linked with all of these.
    """
    if not any(judged.splits(t.members) for t in tellings.values()):
        return set()
    stars = {k for k in links if profile(tellings[k.left]) == profile(tellings[k.right])}
    inside = {e: k for k in sorted(stars) for e in (k.left, k.right)}
    found: set[Link] = set()
    hubs: dict[str, list[str]] = {}
    for group in components(inside, stars):
        if any(judged.splits(tellings[i].members) for i in group):
            hub_of = _hubs([tellings[i] for i in sorted(group)], judged)
            hubs.update(dict.fromkeys(group, sorted(set(hub_of.values()))))
            found.update(_tie(i, hub, inside[i]) for i, hub in hub_of.items() if i != hub)
    for k in links:
        if k not in stars and (k.left in hubs or k.right in hubs):
            found.update(_tie(x, y, k) for x in hubs.get(k.left, [k.left]) for y in hubs.get(k.right, [k.right]))
    return found


def _hubs(group: Sequence[Telling], judged: Judged) -> dict[str, str]:
    """Return for each telling the first of the group from which nobody keeps it apart, of those that are nobody else's."""
    hubs: list[Telling] = []
    out: dict[str, str] = {}
    for t in group:
        hub = next((h for h in hubs if not judged.apart(h, t)), t)
        if hub is t:
            hubs.append(t)
        out[t.id] = hub.id
    return out


def _tie(a: str, b: str, like: Link) -> Link:
    return Link(min(a, b), max(a, b), like.score, like.evidence)


def _join_linked(table: _Table, link: Link, judged: Judged, at: str) -> None:
    one, two = table.groups[link.left], table.groups[link.right]
    if one is two or _kept_apart(one, two, judged) or table.clash(link.left, link.right):
        return
    left, right = table.tellings[link.left].members, table.tellings[link.right].members
    why = Judgement.of(SAME, left, right, author=RULES, at=at, score=link.score, evidence=link.evidence)
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
