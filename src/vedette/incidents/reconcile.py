"""Put reports together as they come: only what a new report touches is looked at, and the outcome is the batch's."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from vedette.incidents.blocking import keys
from vedette.incidents.cluster import components, incidents
from vedette.incidents.judged import Judged
from vedette.incidents.linking import links_around, touched_by
from vedette.incidents.shelf import Shelf
from vedette.records.incident import Change, Incident, Judgement, Link, Telling


class Index(Protocol):
    """What a store offers; a test offers the same in memory (`Shelf`)."""

    def candidates(self, keys: Collection[str]) -> Iterable[Telling]:
        """Return the stored tellings that have one of the blocking `keys`."""

    def tellings(self, ids: Collection[str]) -> Iterable[Telling]:
        """Return the stored tellings of these ids."""

    def links(self, ids: Collection[str]) -> Iterable[Link]:
        """Return every stored link that has an end among `ids` (of tellings)."""

    def of_mentions(self, mentions: Collection[str]) -> Iterable[Telling]:
        """Return the stored tellings that have one of these mentions."""


def add(
    new: Sequence[Telling],
    index: Index,
    judgements: Iterable[Judgement] = (),
    *,
    at: str = "",
    gone: Sequence[Telling] = (),
    about: Collection[str] = (),
) -> Change:
    """Return what changes when the tellings `new` come and `gone` leave (a document read anew, a telling split).

    `index` is the store as it was before; `judgements` are all of people that touch any mention here (all of them will
    do); `about` are the mentions of a judgement that somebody just made or took back. The incidents after any order of
    additions are those of one `batch` over everything.
    """
    view, old = _View(index, new, {t.id for t in gone}), _View(index, (), set())
    touched: dict[str, Telling] = {}
    for t in new:
        touched |= touched_by(t, view.candidates, view.new)
    for t in gone:
        touched |= touched_by(t, old.candidates, view.gone)
    there = [t for i, t in touched.items() if i not in view.gone]
    before = {(k.left, k.right): k for k in index.links(sorted(touched))}
    after = {(k.left, k.right): k for k in _surest(links_around(there, view.candidates))}
    dropped = tuple(sorted(k for pair, k in before.items() if after.get(pair) != k))
    added = tuple(sorted(k for pair, k in after.items() if before.get(pair) != k))
    judged = Judged(judgements)
    ends = {e for k in (*dropped, *added) for e in (k.left, k.right)} - view.gone
    start = {*view.new, *ends, *(t.id for t in view.of_mentions(about))}
    members, links = _region(start, view, judged, _Edges(index, set(dropped), after.values()))
    found = incidents_of(members, links, judgements, at=at)
    return Change(
        dropped=dropped, added=added, tellings=frozenset({t.id for t in members} | view.gone), incidents=found
    )


def _surest(links: Iterable[Link]) -> list[Link]:
    """Return one link a pair: told word for word counts before other evidence."""
    found: dict[tuple[str, str], Link] = {}
    for k in links:
        pair = (k.left, k.right)
        if pair not in found or k.score > found[pair].score:
            found[pair] = k
    return list(found.values())


def batch(tellings: Iterable[Telling], judgements: Iterable[Judgement] = (), *, at: str = "") -> tuple[Incident, ...]:
    """Return the incidents of `tellings` looked at all together, first told first."""
    everything = tuple(tellings)
    view = _View(Shelf(everything), (), set())
    return incidents_of(everything, _surest(links_around(everything, view.candidates)), judgements, at=at)


def incidents_of(
    members: Sequence[Telling], links: Iterable[Link], judgements: Iterable[Judgement], *, at: str = ""
) -> tuple[Incident, ...]:
    """Return the incidents of `members`, component by component where nobody has judged."""
    judged = tuple(judgements)
    tied = tuple(links)
    if judged:
        return incidents(members, tied, judged, at=at)
    by_id = {t.id: t for t in members}
    groups = components(by_id, tied)
    home = {i: n for n, group in enumerate(groups) for i in group}
    own: list[list[Link]] = [[] for _ in groups]
    for k in tied:
        own[home[k.left]].append(k)
    out = [i for n, g in enumerate(groups) for i in incidents([by_id[x] for x in sorted(g)], own[n], at=at)]
    return tuple(sorted(out, key=lambda i: (i.first_told or "9999", i.id)))


class _View:
    """The store with what comes and without what goes."""

    def __init__(self, index: Index, new: Sequence[Telling], gone: set[str]) -> None:
        self.index, self.new, self.gone = index, {t.id: t for t in new}, gone
        self._keys = {t.id: frozenset(keys(t)) for t in new}
        self._found: dict[frozenset[str], tuple[Telling, ...]] = {}

    def candidates(self, t: Telling) -> tuple[Telling, ...]:
        wanted = frozenset(keys(t))
        if wanted not in self._found:
            found = {c.id: c for c in self.index.candidates(wanted) if c.id not in self.gone}
            found.update({i: self.new[i] for i, k in self._keys.items() if k & wanted})
            self._found[wanted] = tuple(found.values())
        return self._found[wanted]

    def tellings(self, ids: Collection[str]) -> tuple[Telling, ...]:
        there = [i for i in ids if i not in self.new]
        stored = tuple(self.index.tellings(there)) if there else ()
        return (*stored, *(self.new[i] for i in ids if i in self.new))

    def of_mentions(self, mentions: Collection[str]) -> tuple[Telling, ...]:
        found = {t.id: t for t in self.index.of_mentions(mentions) if t.id not in self.gone}
        found.update({t.id: t for t in self.new.values() if set(t.members) & set(mentions)})
        return tuple(found.values())


@dataclass(slots=True)
class _Edges:
    """Links as they will be: the stored ones without those dropped, and those found now."""

    index: Index
    dropped: set[Link]
    after: Iterable[Link]
    _by_end: dict[str, set[Link]] = field(default_factory=dict)

    def of(self, ids: Collection[str]) -> set[Link]:
        if not self._by_end:
            for k in self.after:
                self._by_end.setdefault(k.left, set()).add(k)
                self._by_end.setdefault(k.right, set()).add(k)
        stored = {k for k in self.index.links(ids) if k not in self.dropped}
        return stored.union(*(self._by_end.get(i, set()) for i in ids))


def _region(
    start: Collection[str], view: _View, judged: Judged, edges: _Edges
) -> tuple[tuple[Telling, ...], tuple[Link, ...]]:
    """Return the tellings reached from `start` over links and people's joins, and the links among them."""
    seen: dict[str, Telling] = {}
    links: set[Link] = set()
    front = set(start)
    while front:
        there = view.tellings(sorted(front))
        seen.update({t.id: t for t in there})
        found = edges.of(sorted(front))
        links |= found
        mates = {m for t in there for j in _joined(t, judged) for m in (*j.left, *j.right)}
        next_ = {e for k in found for e in (k.left, k.right)} | {t.id for t in view.of_mentions(sorted(mates))}
        front = next_ - set(seen) - view.gone
    return tuple(seen[i] for i in sorted(seen)), tuple(sorted(links))


def _joined(t: Telling, judged: Judged) -> Iterable[Judgement]:
    return (j for m in t.members for j in judged.together(m))
