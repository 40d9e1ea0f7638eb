"""A day and time as people write it, with its zone, as the moment that is meant."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from vedette.errors import StopError

ZONES = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Asia/Yerevan",
    "Asia/Baku",
    "Asia/Tbilisi",
)
"""Zones that are offered; any other that is known may be written."""

_OFFSET = re.compile(r"(?:UTC)?[+-](?:0\d|1[0-4]):[0-5]\d")


def moment_of(when: str, zone: str) -> str:
    """Return a time without a zone (`2022-09-13T18:00`) in a zone (`Asia/Yerevan`, `+04:00`, `UTC`) as ISO with its offset.

    StopError where either is none, and where the clocks of that zone jump over the time or show it twice.
    """
    try:
        at = datetime.fromisoformat(when.strip())
    except ValueError:
        raise StopError(f"time {when[:40]!r}: is none; write it like 2022-09-13T18:00") from None
    if at.tzinfo is not None:
        return at.isoformat()
    told = zone.strip()
    if _OFFSET.fullmatch(told):
        return datetime.fromisoformat(f"{at.isoformat()}{told.removeprefix('UTC')}").isoformat()
    found = at.replace(tzinfo=_zone(told))
    if found.astimezone(UTC).astimezone(found.tzinfo).replace(tzinfo=None) != at:
        raise StopError(f"time {when}: the clocks of {told} jump over it; write another")
    if found.utcoffset() != found.replace(fold=1).utcoffset():
        raise StopError(
            f"time {when}: the clocks of {told} show it twice; write it with an offset like +04:00 as its zone"
        )
    return found.isoformat()


def _zone(told: str) -> ZoneInfo:
    try:
        return ZoneInfo(told)
    except (KeyError, ValueError, OSError):
        raise StopError(f"zone {told[:40]!r}: is not known; write it like Asia/Yerevan, UTC or +04:00") from None
