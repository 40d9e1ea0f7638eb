"""Days, weeks, months and years as the columns of a chart; pure."""

from datetime import date, timedelta

BYS = ("day", "week", "month", "year")
"""What a timeline can be counted by, finest first. Weeks begin on Monday (ISO 8601)."""


def start_of(day: date, by: str) -> date:
    """Return the first day of the period that `day` lies in."""
    if by == "week":
        return day - timedelta(min(day.weekday(), (day - date.min).days))
    if by == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if by == "year" else day


def last_of(start: date, by: str) -> date:
    """Return the last day of the period that begins on `start`; the calendar ends with the year 9999."""
    if by == "day":
        return start
    if by == "week":
        return start + timedelta(min(6, (date.max - start).days))
    if by == "year" or start.month == 12:
        return date(start.year, 12, 31)
    return date(start.year, start.month + 1, 1) - timedelta(1)


def between(a: date, b: date, by: str) -> int:
    """Return how many periods `b` begins after `a`; both are first days of theirs."""
    if by == "month":
        return (b.year - a.year) * 12 + b.month - a.month
    if by == "year":
        return b.year - a.year
    return (b - a).days // (7 if by == "week" else 1)


def later(start: date, n: int, by: str) -> date:
    """Return the first day of the period that is `n` after the one that begins on `start`."""
    if by == "year":
        return start.replace(year=start.year + n)
    if by == "month":
        year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
        return date(year, month + 1, 1)
    return start + timedelta(n * (7 if by == "week" else 1))


def name_of(start: date, by: str) -> str:
    """Return what a period is called: "13 September 2022", "week of 12 September 2022", "September 2022", "2022"."""
    if by == "year":
        return f"{start.year}"
    if by == "month":
        return f"{start:%B} {start.year}"
    told = f"{start.day} {start:%B} {start.year}"
    return f"week of {told}" if by == "week" else told
