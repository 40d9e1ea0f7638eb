"""Words that several pages say: dates, counts, and sentences on what is not there or went wrong."""

from vedette.publishing import wording
from vedette.publishing.stored import counted

PROBLEMS = {
    400: "This could not be understood",
    401: "Sign in first",
    403: "This may not be done from here",
    404: "There is nothing here",
    405: "This cannot be done here",
    409: "Somebody else was quicker",
    413: "This is too much at once",
    414: "This address is too long",
    422: "Something in this is wrong",
    429: "Too many at once",
    500: "The desk failed here",
    503: "The store cannot be read now",
}
"""Heads of the pages on what went wrong, by status."""

BUSY = "Too much is done at this moment"
"""Head of a page that could not be made because others are being made."""

TIERS = {
    "FLASH": "Force of one state against another where a third is bound to defend, ten or more killed, or a flare-up begins.",
    "PRIORITY": "Other force with people killed, wounded or captured, or told by two origins; deployments, threats, settlements.",
    "ROUTINE": "All else, and what a person has discounted.",
}
"""What a tier means, in a sentence."""

STATUSES = {
    "actual": "happened",
    "historical": "background",
    "future": "announced",
    "hypothetical": "possible",
    "negated": "denied",
}
"""What a status of the codebook is called."""


def day(told: str | None) -> str:
    """Return an ISO day or time in words: "13 September 2022"; "day not told" for none."""
    return wording.day_span(told[:10], None) or "day not told" if told else "day not told"


def minute(told: str | None) -> str:
    """Return a time (ISO, UTC) to the minute, "never" for none."""
    return told[:16].replace("T", " ") + " UTC" if told else "never"


def many(n: int, word: str, several: str = "") -> str:
    """Return "1 text", "2 texts", "12,000 texts"."""
    return counted(n, word, several) if n < 1_000 else f"{n:,} {several or word + 's'}"
