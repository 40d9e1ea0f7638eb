"""Days and moments out of dates as they are told."""

from datetime import UTC, date, datetime


def day_of(told: str | None) -> date | None:
    """Return the day of an ISO date or date-time as it was told, in its own offset; None for anything else."""
    try:
        return date.fromisoformat(told[:10]) if told else None
    except ValueError:
        return None


def moment_of(told: str | None) -> datetime | None:
    """Return the moment of an ISO date-time, in UTC; None for a day alone, and where the offset is not told."""
    try:
        found = datetime.fromisoformat(told) if told and len(told) > 10 else None
        return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
