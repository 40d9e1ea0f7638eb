"""The columns of the tables of an archive: name, type, meaning. Where an export has the same column it has the same name and type.

Types are those of the data dictionary (docs/datasets.md): text, texts (a list), day, time (a day, and in `NAME_at` the moment in
UTC where a clock time with its offset is told), whole, wholes (a list), real, truth. An empty cell means that it is not told.
"""

from typing import NamedTuple

SCHEMA = "1.0.0"
"""The version of these tables: a column gone or of another type, a new column, a changed meaning."""


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: str
    meaning: str


_DOCUMENT = Column("document", "text", "The id of the document")
_STANDS = (
    _DOCUMENT,
    Column("source", "text", "The publisher of the document, as told"),
    Column("published", "time", "When the document was published"),
    Column("reader", "text", "Name and version of the reader and its language model"),
)
_MONTH = Column(
    "month", "text", "YYYY-MM: the month of the first day on which it can have happened; untold, that of publication"
)
_SPOKEN = {
    "actor": "Who does it",
    "recipient": "To whom it is done",
    "claimant": "Who says so by the text (none: the text in its own voice)",
    "speaker": "Who speaks",
}


def _people(role: str) -> tuple[Column, ...]:
    """Return the columns of the people in a role: lists that run alongside one another, one place a person."""
    who = _SPOKEN[role]
    return (
        Column(f"{role}s", "texts", f"{who}, in the words of the text"),
        Column(f"{role}_names", "texts", "Their usual English names, in the same order; empty where none is known"),
        Column(f"{role}_entities", "texts", "Their ids in the knowledge base, in the same order"),
        Column(f"{role}_countries", "texts", "Their countries, in the same order"),
        Column(f"{role}_sectors", "texts", "Their sectors, in the same order"),
        Column(f"{role}_starts", "wholes", "Where their words begin in the text, in code points"),
        Column(f"{role}_ends", "wholes", "Where their words end, exclusive"),
        Column(f"{role}_country", "text", "The country of the first of them"),
        Column(f"{role}_sector", "text", "The sector of the first of them"),
    )


def _words(what: str) -> tuple[Column, ...]:
    return (
        Column("start", "whole", f"Where {what} begins in the document's text, in code points"),
        Column("end", "whole", f"Where {what} ends, exclusive"),
    )


_CUE = Column("cue", "text", "The word by which the text attributes it")
_ID = Column("id", "text", "A hash of the content: the same text read twice gives the same id")
_CONFIDENCE = Column(
    "confidence", "real", "Of what is given with so much, about so many are right on texts kept aside; a share of 1"
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "documents": (
        _DOCUMENT,
        Column("hash", "text", "SHA-256 of the text, in hex digits"),
        Column("title", "text", "The title"),
        Column("source", "text", "The publisher, as told"),
        Column("url", "text", "The address, where there is one"),
        Column("byline", "text", "Who wrote it"),
        Column("published", "time", "When the document was published"),
        Column("language", "text", "The language's code (ISO 639-1); empty: not told, taken for English"),
        Column("warnings", "texts", "Words of warning, such as graphic"),
        Column("words", "whole", "Words of the text, by blanks"),
        Column("read", "truth", "Whether the document was read; its record is then in records"),
        Column("why", "text", "Why it was not read"),
        Column("text", "text", "The text to which all offsets belong"),
        Column("reader", "text", "Name and version of the reader and its language model"),
    ),
    "records": (
        *_STANDS,
        Column("record", "text", "The whole record as JSON (docs/records.md), from which it is restored exactly"),
    ),
    "events": (
        _ID,
        *_STANDS,
        Column("type", "text", "The event's type (PLOVER)"),
        Column("mode", "text", "How, where the text states it (PLOVER's modes)"),
        Column("status", "text", "How it is told: done, long ago, planned, possible, or denied"),
        Column("from", "time", "The first day on which it can have happened, by the text"),
        Column("to", "time", "The last day, included"),
        Column("time", "text", "The words that tell when"),
        Column(
            "time_told", "text", "How narrowly they tell it: clock, part, night, day, week, month, year, span, unknown"
        ),
        _MONTH,
        Column("place", "text", "The place's usual English name"),
        Column("place_country", "text", "The state in which the place lies"),
        Column("lat", "real", "Latitude in degrees north; none for what cannot be pinned"),
        Column("lon", "real", "Longitude in degrees east; none for what cannot be pinned"),
        Column("precision", "text", "How narrowly the place is told"),
        Column("geonames", "whole", "The place's number at GeoNames"),
        *_people("actor"),
        *_people("recipient"),
        *_people("claimant"),
        _CUE,
        Column("trigger", "text", "The word or expression that states the event"),
        *_words("the trigger"),
        Column("sentence_start", "whole", "Where its sentence begins"),
        Column("sentence_end", "whole", "Where its sentence ends, exclusive"),
        Column("quoted", "truth", "Whether it stands inside direct speech"),
        _CONFIDENCE,
    ),
    "casualties": (
        _ID,
        *_STANDS,
        Column("event", "text", "The id of the event that it hangs on"),
        Column("kind", "text", "What happened to the people counted"),
        Column("low", "whole", "The least number that the words allow; none: open"),
        Column("high", "whole", "The most that the words allow; none: open"),
        Column("approx", "truth", "Whether the number is told as about or by a vague word"),
        Column("who", "text", "What the victims are"),
        Column("side", "text", "The country of the victims"),
        Column("scope", "text", "Whether it counts one occasion or a period"),
        _MONTH,
        *_people("claimant"),
        _CUE,
        Column("text", "text", "The words of the count"),
        *_words("the count"),
        _CONFIDENCE,
    ),
    "quotes": (
        _ID,
        *_STANDS,
        *_people("speaker"),
        _CUE,
        Column("text", "text", "The words spoken, without their marks"),
        *_words("the speech"),
    ),
    "errors": (
        Column("input", "text", "The input, as it was named"),
        Column("item", "text", "Which item of it: byte, row or address; empty: the input itself"),
        Column("document", "text", "The id of the document, where it has come so far"),
        Column(
            "kind", "text", "input (it cannot be opened or breaks off), item (no document), reading (reading it failed)"
        ),
        Column("reason", "text", "What is wrong"),
        Column("remedy", "text", "What helps"),
    ),
}
"""Every table of an archive, in the order in which its files are written."""

TABLES = tuple(COLUMNS)
