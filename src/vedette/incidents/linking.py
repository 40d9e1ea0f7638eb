"""Which of the links that the evidence allows are kept: few, so that a story that thousands report stays cheap.

Tellings of one profile say the same in every field that is compared; each is tied to the group's head, and only heads
are compared with other groups' heads. A group without an exact day goes to the day that fits best and to no other.
What is told word for word is tied in the same way. All of it follows from the set of tellings, never from their order.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

from vedette.incidents.blocking import profile_keys
from vedette.incidents.compare import compare, told_alike
from vedette.records.incident import Link, Telling

Near = Callable[[Telling], Collection[Telling]]
"""Return the tellings that share a blocking key with one, itself included where it is there."""

Groups = Mapping[Hashable, Sequence[Telling]]


def profile(t: Telling) -> Hashable:
    """Return all of `t` that comparing looks at, but for its words and its document."""
    return (t.family, t.total, t.mode, t.doers, t.sufferers, t.names, t.place_key, t.days)


def looseness(t: Telling) -> int:
    """Return 0 where the one day of `t` is told, 1 for a night or a few days, 2 where its day is concluded or wide."""
    d = t.days
    if d is None or not d.told or d.wide:
        return 2
    return 0 if d.first == d.last else 1


def groups_near(t: Telling, near: Near) -> dict[Hashable, list[Telling]]:
    """Return the profiles that may be linked with that of `t`, its own included, each with all its tellings by id."""
    found: dict[Hashable, list[Telling]] = {}
    for c in near(t):
        found.setdefault(profile(c), []).append(c)
    own = frozenset(profile_keys(t))
    return {p: sorted(g, key=lambda c: c.id) for p, g in found.items() if own & frozenset(profile_keys(g[0]))}


def told_near(t: Telling, near: Near) -> dict[Hashable, list[Telling]]:
    """Return for each sentence of `t` the tellings of its family that have it too, itself included, by id."""
    found: dict[Hashable, list[Telling]] = {(w, t.family, t.total): [] for w in t.words}
    for c in near(t) if found else ():
        for w in c.words:
            if (w, c.family, c.total) in found:
                found[w, c.family, c.total].append(c)
    return {k: sorted(g, key=lambda c: c.id) for k, g in found.items()}


def heads(group: Sequence[Telling]) -> tuple[Telling, ...]:
    """Return the first of a group by id, and the first of another document than it."""
    second = next((c for c in group if c.at.document != group[0].at.document), None)
    return (group[0], second) if second else (group[0],)


def links_around(touched: Iterable[Telling], near: Near) -> set[Link]:
    """Return every kept link that has an end among `touched`."""
    ends: set[str] = set()
    profiles: dict[Hashable, Telling] = {}
    sentences: dict[Hashable, Sequence[Telling]] = {}
    for t in touched:
        ends.add(t.id)
        profiles.setdefault(profile(t), t)
        sentences.update({k: g for k, g in told_near(t, near).items() if k not in sentences})
    found = {k for t in profiles.values() for k in _of_group(t, near)}
    found.update(k for g in sentences.values() for k in _star(g, told_alike))
    return {k for k in found if k.left in ends or k.right in ends}


def touched_by(t: Telling, near: Near, others: Collection[str]) -> dict[str, Telling]:
    """Return the tellings whose links may change when `t` comes or goes, itself included.

    `others` are the ids of all that come or go with it: where a profile has none but these, it comes or goes as a whole.
    """
    found = {t.id: t}
    groups = groups_near(t, near)
    mine = groups.get(profile(t), [t])
    if t in heads(mine):
        found.update({c.id: c for c in mine})
    if all(c.id in others for c in mine):
        for g in groups.values():
            if looseness(g[0]) > looseness(t) and _between(mine, g):
                found.update({c.id: c for c in heads(g)})
    for g in told_near(t, near).values():
        if g and t in heads(g):
            found.update({c.id: c for c in g})
    return found


def _of_group(t: Telling, near: Near) -> set[Link]:
    """Return the links of the profile of `t`: inside it, those it chooses, and those by which looser ones choose it."""
    groups = groups_near(t, near)
    own = profile(t)
    mine = groups.get(own, ())
    if not mine:
        return set()
    found = _star(mine, compare)
    found.update(_chosen(own, groups).values())
    for p, g in groups.items():
        if looseness(g[0]) > looseness(t):
            link = _chosen(p, groups_near(g[0], near)).get(own)
            found.update([link] if link else [])
    return found


def _chosen(own: Hashable, groups: Groups) -> dict[Hashable, Link]:
    """Return the profiles that `own` is linked with by its own lights: as loose as itself, or stricter and of the best day."""
    mine = groups[own]
    out: dict[Hashable, Link] = {}
    stricter: dict[Hashable, Link] = {}
    for p, g in groups.items():
        if p == own or looseness(g[0]) > looseness(mine[0]) or (link := _between(mine, g)) is None:
            continue
        if looseness(g[0]) < looseness(mine[0]):
            stricter[p] = link
        elif _as_long(mine[0], g[0]):
            out[p] = link
    return out | _best(mine[0], stricter, groups)


def _best(t: Telling, found: Mapping[Hashable, Link], groups: Groups) -> dict[Hashable, Link]:
    """Return the links with the day that fits best; over a month with several such days nothing is chosen."""
    if not found:
        return {}

    def last(p: Hashable) -> str:
        d = groups[p][0].days
        return d.last if d else ""

    top = max(link.score for link in found.values())
    days_ = {last(p) for p, link in found.items() if link.score == top}
    if len(days_) > 1 and t.days is not None and t.days.wide:
        return {}
    # What fits the chosen day less well (another report of it) is of that day all the same.
    return {p: link for p, link in found.items() if last(p) == max(days_)}


def _between(one: Sequence[Telling], two: Sequence[Telling]) -> Link | None:
    """Return the link of two groups: between their first tellings that stand in two documents."""
    pairs = [(a, b) for a in heads(one) for b in heads(two) if a.at.document != b.at.document]
    return (
        compare(*min(pairs, key=lambda p: (p[0].id, p[1].id) if p[0].id < p[1].id else (p[1].id, p[0].id)))
        if pairs
        else None
    )


def _star(group: Sequence[Telling], link: Callable[[Telling, Telling], Link | None]) -> set[Link]:
    """Return the links of each telling with the first of another document."""
    if not group:
        return set()
    ends = heads(group)
    found: set[Link] = set()
    for t in group:
        head = next((h for h in ends if h.at.document != t.at.document), None)
        if head and (k := link(t, head)):
            found.add(k)
    return found


def _as_long(a: Telling, b: Telling) -> bool:
    return a.days is not None and b.days is not None and (a.days.first, a.days.last) == (b.days.first, b.days.last)
