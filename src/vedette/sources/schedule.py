"""When an address or an item is fetched next; pure, in seconds. `chance` is a number from 0 to 1 drawn for each time."""

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0

JITTER = 0.1
"""Share of an interval by which it is shortened or lengthened at random, so that many sources are not all due at once."""

TRIES = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, DAY)
"""Waits before an item's page is tried again; after the last it is given up."""

LOOKS = (HOUR, 5 * HOUR, 18 * HOUR, 2 * DAY, 4 * DAY)
"""Waits between looks at an article that is held: quiet corrections come within hours, some within days. Cumulated about 1
and 6 hours, 1, 3 and 7 days after it was first read; then it is left."""

GONE = 7 * DAY
"""Interval for an address that its server has called gone: servers err, and come back."""


def next_look(
    every: float, failures: int, chance: float, *, retry_after: float | None = None, gone: bool = False
) -> float:
    """Return the seconds until an address is looked at again.

    `every` seconds, doubled for each failure in a row up to a day (or `every`, where that is longer), not before the server's
    `retry_after`; a week where the address is `gone`.
    """
    wait = max(every, GONE) if gone else min(every * 2.0 ** min(failures, 30), max(every, DAY))
    return max(_jittered(wait, chance), retry_after or 0.0)


def next_try(tries: int, chance: float, *, lasting: bool = False, retry_after: float | None = None) -> float | None:
    """Return the seconds until an item that failed is tried again, None where it is given up; `tries` failed before."""
    if lasting or tries >= len(TRIES):
        return None
    return max(_jittered(TRIES[tries], chance), retry_after or 0.0)


def next_revisit(looks: int, chance: float) -> float | None:
    """Return the seconds until an article that is held is looked at again, None for never; `looks` were made before."""
    return _jittered(LOOKS[looks], chance) if looks < len(LOOKS) else None


def _jittered(wait: float, chance: float) -> float:
    return wait * (1 - JITTER + 2 * JITTER * chance)
