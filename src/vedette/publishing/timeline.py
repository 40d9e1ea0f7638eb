"""The acts of a brief in the order of their times. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

from vedette.publishing.model import Line, Moment


def moments(lines: Iterable[Line], background: str) -> tuple[Moment, ...]:
    """Return the times of the acts in order; acts of the same time stand together, those of the status `background` too.

    A stretch without a clock time stands before the clock times of its first day; clock times stand by their instant,
    those without a zone as if told in UTC.
    """
    found: dict[tuple[str, str], list[Line]] = {}
    for x in lines:
        if x.day:
            found.setdefault((x.day, x.last_day or x.day), []).append(x)
    return tuple(_moment(*span, found[span], background) for span in sorted(found, key=_order))


def clock(day: str) -> str | None:
    """Return the time of day of an ISO date-time with its zone: "05:30 UTC−05:00"; None for a date."""
    if "T" not in day:
        return None
    at = datetime.fromisoformat(day)
    zone = at.strftime("%z")
    return f"{at:%H:%M} UTC{zone[:3].replace('-', '−')}:{zone[3:]}" if zone else f"{at:%H:%M}, zone not told"


def _moment(day: str, last: str, lines: list[Line], background: str) -> Moment:
    return Moment(
        first=day[:10],
        last=last[:10],
        clock=clock(day),
        news=any(x.status != background for x in lines),
        lines=tuple(x.id for x in lines),
    )


def _order(span: tuple[str, str]) -> tuple[str, bool, float, str]:
    day, last = span
    if "T" not in day:
        return (day[:10], False, 0.0, last)
    at = datetime.fromisoformat(day)
    return (day[:10], True, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp(), last)
