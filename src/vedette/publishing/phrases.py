"""How a line of a brief reads, the same in the terminal, in Markdown and on the page."""

from vedette.publishing import wording
from vedette.publishing.model import Brief, Figure, Line, Moment, Stated

STATUS_LABELS = {
    "future": "announced",
    "hypothetical": "possible, not told as happened",
    "negated": "said not to have happened",
    "historical": "background",
}
OWN_VOICE = "the text’s own words"
NOBODY = "somebody not told"
CONTACTS = {"phone": "called", "visit": "visited", "third-party": "mediated"}
NAMED = "Named, not coded"
STATED = "Stated facts, and what is known"
"""The heading of what the texts take for granted, compared with the knowledge base."""

MOST_TRIGGERS = 3
LONGEST_WORDS = 160
"""Characters of a receipt's words that a reference shows."""


def headline(x: Line) -> str:
    """Return who did what to whom: "Armenia — asked (“appealed”) → United Nations and CSTO".

    What did not happen, or has not yet, says so before all else.
    """
    whom = f" → {wording.listed(x.recipients)}" if x.recipients else ""
    mode = wording.mode(x.type, x.mode)
    told = f"{x.act} ({quoted(x)}{', ' + mode if mode else ''}){whom}"
    label = status_label(x)
    return f"{wording.at_head(label)}: {doers(x)} — {told}" if label else f"{wording.at_head(doers(x))} — {told}"


def quoted(x: Line) -> str:
    """Return the words that tell an act, in quotation marks: "“shelled”, “struck”"."""
    shown = [f"“{t}”" for t in x.triggers[:MOST_TRIGGERS]]
    return ", ".join(shown) + (" …" if len(x.triggers) > MOST_TRIGGERS else "")


def doers(x: Line) -> str:
    """Return who did it, or that nobody is told."""
    return wording.listed(x.actors) or NOBODY


def status_label(x: Line) -> str | None:
    """Return what an act is that is neither news nor known background: announced, possible, or said not to be."""
    return STATUS_LABELS.get(x.status) if x.status != "historical" else None


def circumstances(x: Line) -> str:
    """Return where, when and how often, separated by middle dots."""
    time = f"{x.time}, in doubt" if x.time and x.time_doubt else x.time
    return " · ".join(t for t in (x.place, time, times_told(x.times_told)) if t)


def times_told(n: int) -> str | None:
    """Return how often the text tells something, None where once."""
    return None if n < 2 else "told twice" if n == 2 else f"told {n} times"


def contact(x: Line) -> str:
    """Return who called, visited or met whom."""
    verb = CONTACTS.get(x.mode or "", "met")
    whom = f" {wording.listed(x.recipients)}" if x.recipients else ""
    told = "" if [t.lower() for t in x.triggers] == [verb] else f" ({quoted(x)})"
    return f"{wording.at_head(doers(x))} {verb}{whom}{told}"


def voice(x: Line | Figure) -> str:
    """Return whether somebody claims it or the text says it itself, in one word."""
    return "claim" if x.claimants or x.hidden else "text"


def source_of(brief: Brief, x: Line | Figure) -> str:
    """Return who says so: the claimants, the text itself by its source, or a report of nobody named."""
    if x.claimants:
        return wording.listed(x.claimants)
    if x.hidden:
        return "reported, by whom is not told"
    source = publisher(brief, x.document)
    return f"own voice of {source}" if source else OWN_VOICE


def line_source(brief: Brief, x: Line) -> str:
    """Return who says so for a line that names its document beside it where there are several."""
    own = voice(x) == "text" and len(brief.documents) > 1
    return OWN_VOICE if own else source_of(brief, x)


def publisher(brief: Brief, n: int) -> str:
    """Return the source of a document, or "" where it is not known."""
    return wording.clean(brief.documents[n].source or "")


def figure_line(f: Figure) -> str:
    """Return a figure with its people: "at least 49 killed, military"."""
    who = f", {f.who}" if f.who != wording.WHO["unknown"] else ""
    told = times_told(f.times_told)
    return (
        f"{f.figure} {f.kind}{who}" + (", running total" if f.scope == "total" else "") + (f", {told}" if told else "")
    )


def moment_days(m: Moment) -> str:
    """Return the days of a moment with its clock time: "12–13 September 2022", "13 September 2022, 05:30 UTC−05:00"."""
    days = wording.day_span(m.first, m.last) or m.first
    return f"{days}, {m.clock}" if m.clock else days


def act(x: Line) -> str:
    """Return an act in few words, for the timeline, with its time as told and what is uncertain about it."""
    label = status_label(x)
    who = f"{wording.at_head(label)}: {doers(x)}" if label else wording.at_head(doers(x))
    days = wording.day_span(x.day, x.last_day) or ""
    words = f" · {x.time_words}" if x.time_words and x.time_words.lower() != days.lower() else ""
    doubt = f" (in doubt: {x.time_doubt})" if x.time_doubt else ""
    return f"{who} — {x.act} ({quoted(x)}){words}{doubt}"


def document_label(brief: Brief, n: int) -> str:
    """Return what a document is called: its source and date, its title, or its number."""
    d = brief.documents[n]
    told = [wording.clean(d.source) if d.source else "", (d.published or "")[:10]]
    label = ", ".join(t for t in told if t)
    return label or (wording.clean(d.title) if d.title else "") or f"document {n + 1}"


def title_of(brief: Brief) -> str:
    """Return the brief's title: its document's, or how many documents it is of."""
    if len(brief.documents) == 1:
        d = brief.documents[0]
        return wording.clean(d.title or d.source or "Untitled text")
    return f"{len(brief.documents)} reports"


def warning_line(brief: Brief) -> str | None:
    """Return the sentence that stands before all else where a text carries a warning."""
    if not brief.warnings:
        return None
    told = ", ".join(wording.clean(w).upper() for w in brief.warnings)
    return f"{told}: the text carries this warning; it may tell or show what disturbs."


def figure_order(f: Figure) -> tuple[str, str, str, int]:
    """Return the key by which figures stand: side, kind, date, document."""
    return (f.side, f.kind, f.as_of or "", f.document)


def coordinates(lat: float, lon: float) -> str:
    """Return a point in degrees: "40.20° N 45.87° E"."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'} {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def shortened(text: str, most: int = LONGEST_WORDS) -> str:
    """Return `text` on one line with at most `most` characters, cut at a word with an ellipsis."""
    told = wording.clean(text)
    return told if len(told) <= most else told[: most - 1].rsplit(" ", 1)[0] + " …"


def known_from(x: Stated) -> str:
    """Return where what is known stands, and whether it was checked."""
    checked = f"checked against {x.checked}" if x.checked else "not checked against a public text"
    return f"Source: {x.source}; {checked}." if x.source else "Source: GeoNames." if x.about == "place" else ""
