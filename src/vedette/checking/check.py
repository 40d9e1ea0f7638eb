"""All checks of one document."""

from collections.abc import Callable, Iterator

from vedette.checking.agreements import check_agreements
from vedette.checking.articles import check_articles
from vedette.checking.clocks import check_clocks
from vedette.checking.leaders import check_leaders
from vedette.checking.memberships import check_memberships
from vedette.checking.offices import check_offices
from vedette.checking.organs import check_organs
from vedette.checking.places import check_places
from vedette.checking.told import Told
from vedette.checking.treaties import check_treaties
from vedette.checking.units import check_units
from vedette.checking.wars import check_wars
from vedette.records.check import Check

MECHANISMS: tuple[Callable[[Told], Iterator[Check]], ...] = (
    check_memberships,
    check_articles,
    check_treaties,
    check_organs,
    check_leaders,
    check_offices,
    check_agreements,
    check_units,
    check_places,
    check_clocks,
    check_wars,
)
"""One a kind of standing fact; each is general and knows no text."""


def check(told: Told) -> tuple[Check, ...]:
    """Return the checks of one document as of its day, in the order of the text, each stated fact once."""
    found = (c for mechanism in MECHANISMS for c in mechanism(told))
    kept = {(c.about, c.receipts): c for c in found if c.receipts}
    return tuple(sorted(kept.values(), key=lambda c: (c.receipts[0].start, c.about)))
