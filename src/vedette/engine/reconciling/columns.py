"""The columns of the tables of a reconciling: name, type, meaning. Where an export has the same column it has the same name and type."""

from vedette.engine.columns import Column

_INCIDENT = Column("incident", "text", "The id of the incident")
_AT = (
    Column("document", "text", "The id of the document"),
    Column("source", "text", "The publisher of the document, as told"),
    Column("published", "text", "When the document was published, as told"),
    Column("origin", "text", "The id of the document that it copies, its own where it copies none"),
)
_WHAT = (
    Column("reach", "text", "What is counted: the id of the incident, or campaign"),
    Column("side", "text", "The country of the victims"),
    Column("kind", "text", "What happened to the people counted"),
)
_WORDS = (
    Column("words", "texts", "The rules that hold: contested, corroborated, single source, …"),
    Column("reason", "text", "Why, in a sentence"),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "incidents": (
        _INCIDENT,
        Column("family", "text", "What sort of act it is"),
        Column("mode", "text", "How, where it is told (PLOVER's modes)"),
        Column("doers", "texts", "The parties that anybody names as having done it"),
        Column("sufferers", "texts", "The parties to whom it was done"),
        Column("place", "text", "The place's usual English name, as told most narrowly"),
        Column("place_country", "text", "The state in which the place lies"),
        Column("lat", "real", "Latitude in degrees north"),
        Column("lon", "real", "Longitude in degrees east"),
        Column("precision", "text", "How narrowly the place is told"),
        Column("geonames", "whole", "The place's number at GeoNames"),
        Column("from", "day", "The first day on which it can have happened"),
        Column("to", "day", "The last day, included"),
        Column("day_told", "truth", "Whether a text tells the days; they follow from publication else"),
        Column("clock", "text", "The moment in UTC where a text gives one"),
        Column("first_told", "text", "The publication that told it first"),
        Column("origins", "whole", "How many independent texts tell it; copies count once"),
        Column("tellings", "texts", "The ids of its tellings, first told first"),
        Column("mentions", "texts", "The ids of its events, first told first"),
        Column("documents", "texts", "The ids of its documents, first told first"),
    ),
    "judgements": (
        Column("id", "text", "The id of the judgement"),
        _INCIDENT,
        Column("verdict", "text", "same, or a person's different"),
        Column("left", "texts", "The ids of events on one side"),
        Column("right", "texts", "The ids of events on the other"),
        Column("author", "text", "The rules, or the person"),
        Column("at", "text", "When, in UTC"),
        Column("score", "real", "How surely, a share of 1"),
        Column("evidence", "text", "Why, in a sentence"),
    ),
    "tellings": (
        Column("id", "text", "The id of what one document tells of one thing"),
        _INCIDENT,
        *_AT,
        Column("events", "texts", "The ids of its events, in the order of the text"),
    ),
    "ledger": (
        _INCIDENT,
        *_WHAT,
        Column("party", "text", "Whose line it is: the claimant, or the publisher in his own voice"),
        Column("own_voice", "truth", "Whether the text says it in its own voice"),
        Column("who", "texts", "The words of the claimants"),
        Column("figure", "text", "The id of the figure"),
        Column("low", "whole", "The least number that the words allow; none: open"),
        Column("high", "whole", "The most that the words allow; none: open"),
        Column("approx", "truth", "Whether the number is told as about or by a vague word"),
        Column("people", "text", "What the victims are"),
        Column("scope", "text", "Whether it counts one occasion or a period"),
        Column("increase", "truth", "Whether it adds to an earlier count, and is none of its own"),
        Column("as_of", "day", "The day for which it holds"),
        *_AT,
        Column("start", "whole", "Where its words begin in the document's text, in code points"),
        Column("end", "whole", "Where they end, exclusive"),
        Column("change", "text", "How it stands to the figure of the line before it: up, down, same, wider"),
        Column("before", "text", "The id of that figure"),
    ),
    "standings": (
        _INCIDENT,
        *_WHAT,
        Column("people", "text", "Whom the figures count, where soldiers and civilians are counted apart"),
        Column("origins", "whole", "How many parties give a figure"),
        Column("low", "whole", "The least of the latest figures"),
        Column("high", "whole", "The greatest of them; none: open"),
        Column("silent", "texts", "Parties that give no figure"),
        *_WORDS,
    ),
    "blame": (
        _INCIDENT,
        Column("doer", "text", "Who is named as having done it"),
        Column("said_by", "texts", "Who says so"),
        Column("said_in", "texts", "The ids of the events in which they do"),
        Column("denied_by", "texts", "Who denies it"),
        Column("denied_in", "texts", "The ids of the events in which they do"),
        *_WORDS,
    ),
    "versions": (
        _INCIDENT,
        Column("party", "text", "Whose version it is"),
        Column("stance", "text", "says, denies, says and denies, silent"),
        Column("doers", "texts", "Whom the party names as the doers"),
        Column("events", "texts", "The ids of the events in which it speaks"),
        Column("figures", "texts", "The ids of its figures"),
    ),
}
"""Every table, in the order in which they are written."""
