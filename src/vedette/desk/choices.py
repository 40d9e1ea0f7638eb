"""What the bar offers; what can be chosen is no more than help, anything may be typed."""

from dataclasses import dataclass
from time import monotonic

from vedette.desk.filters import TIERS
from vedette.incidents.families import FAMILIES
from vedette.knowledge.states import load_states
from vedette.records.record import STATUSES
from vedette.store.store import Store
from vedette.store.totals import totals
from vedette.store.values import parties_among, publishers

AGE = 60.0
"""Seconds for which an answer holds although documents were added."""

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Values for the fields of the bar: `parties` with what they are called, the others as they are."""

    types: tuple[str, ...]
    families: tuple[str, ...]
    statuses: tuple[str, ...]
    tiers: tuple[str, ...]
    sources: tuple[str, ...]
    parties: tuple[tuple[str, str], ...]


_kept: dict[str, tuple[float, int, Choices]] = {}


def choices_of(store: Store) -> Choices:
    """Return what the bar offers over `store`: its publishers, and the countries that it tells of.

    The answer is kept until documents are added, and then for a minute, since a watcher adds some all the time.
    """
    with store.reading() as connection:
        documents = totals(connection).documents
        known = _kept.get(store.address.shown)
        if known is not None and (known[1] == documents or monotonic() - known[0] < AGE):
            return known[2]
        names = load_states()
        told = sorted(parties_among(connection, names), key=lambda p: names[p].name)
        sources = tuple(name for name, _ in publishers(connection)[:_MOST])
    found = _choices(sources, tuple((p, names[p].name) for p in told))
    _kept[store.address.shown] = (monotonic(), documents, found)
    return found


def _choices(sources: tuple[str, ...], parties: tuple[tuple[str, str], ...]) -> Choices:
    return Choices(
        types=tuple(FAMILIES),
        families=tuple(dict.fromkeys(FAMILIES.values())),
        statuses=STATUSES,
        tiers=TIERS,
        sources=sources,
        parties=parties,
    )
