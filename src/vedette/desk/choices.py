"""What the bar offers; what can be chosen is no more than help, anything may be typed."""

from dataclasses import dataclass

from vedette.desk.filters import TIERS
from vedette.incidents.families import FAMILIES
from vedette.knowledge.states import load_states
from vedette.records.record import STATUSES
from vedette.store.store import Store
from vedette.store.totals import totals
from vedette.store.values import parties_among, publishers

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


def choices_of(store: Store) -> Choices:
    """Return what the bar offers over `store`: its publishers, and the countries that it tells of."""
    global _kept  # noqa: PLW0603 - one store a process; the last answer holds until something is added
    with store.reading() as connection:
        key = (store.address.shown, totals(connection).documents)
        if _kept is None or _kept[0] != key:
            names = load_states()
            told = sorted(parties_among(connection, names), key=lambda p: names[p].name)
            sources = tuple(name for name, _ in publishers(connection)[:_MOST])
            _kept = key, _choices(sources, tuple((p, names[p].name) for p in told))
    return _kept[1]


_kept: tuple[tuple[str, int], Choices] | None = None


def _choices(sources: tuple[str, ...], parties: tuple[tuple[str, str], ...]) -> Choices:
    return Choices(
        types=tuple(FAMILIES),
        families=tuple(dict.fromkeys(FAMILIES.values())),
        statuses=STATUSES,
        tiers=TIERS,
        sources=sources,
        parties=parties,
    )
