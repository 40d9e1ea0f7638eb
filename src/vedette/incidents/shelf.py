"""An index of tellings in memory."""

from collections.abc import Collection, Iterable, Sequence

from vedette.incidents.blocking import keys
from vedette.records.incident import Change, Incident, Link, Telling


class Shelf:
    """An index in memory, for batches, small sets and tests."""

    def __init__(self, tellings: Iterable[Telling] = ()) -> None:
        self._tellings: dict[str, Telling] = {}
        self._by_key: dict[str, set[str]] = {}
        self._links: dict[str, set[Link]] = {}
        self._of: dict[str, str] = {}
        self._home: dict[str, str] = {}
        self._incidents: dict[str, Incident] = {}
        for t in tellings:
            self._put(t)

    def candidates(self, keys: Collection[str]) -> tuple[Telling, ...]:
        """Return the tellings under `keys`."""
        return self.tellings(sorted({i for k in keys for i in self._by_key.get(k, ())}))

    def tellings(self, ids: Collection[str]) -> tuple[Telling, ...]:
        """Return the tellings of these ids."""
        return tuple(self._tellings[i] for i in ids if i in self._tellings)

    def links(self, ids: Collection[str]) -> tuple[Link, ...]:
        """Return the links at these tellings."""
        return tuple(sorted({k for i in ids for k in self._links.get(i, ())}))

    def of_mentions(self, mentions: Collection[str]) -> tuple[Telling, ...]:
        """Return the tellings that have one of these mentions."""
        return self.tellings(sorted({self._of[m] for m in mentions if m in self._of}))

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """Return the incidents as they stand, first told first."""
        return tuple(sorted(self._incidents.values(), key=lambda i: (i.first_told or "9999", i.id)))

    def apply(self, new: Sequence[Telling], change: Change, gone: Sequence[Telling] = ()) -> None:
        """Keep what `add` returned, as a store does."""
        for t in gone:
            for k in keys(self._tellings.pop(t.id)):
                self._by_key[k].discard(t.id)
            for m in t.members:
                del self._of[m]
        for t in new:
            self._put(t)
        for link in change.dropped:
            self._links[link.left].discard(link)
            self._links[link.right].discard(link)
        for link in change.added:
            self._links.setdefault(link.left, set()).add(link)
            self._links.setdefault(link.right, set()).add(link)
        for i in {self._home.pop(t) for t in change.tellings if t in self._home}:
            del self._incidents[i]
        self._incidents.update({i.id: i for i in change.incidents})
        self._home.update({t: i.id for i in change.incidents for t in i.tellings})

    def _put(self, t: Telling) -> None:
        self._tellings[t.id] = t
        self._of.update(dict.fromkeys(t.members, t.id))
        for k in keys(t):
            self._by_key.setdefault(k, set()).add(t.id)
