"""How a line of a brief reads, the same in the terminal, in Markdown and on the page."""

from vedette.publishing import wording
from vedette.publishing.model import Brief, Figure, Line

STATUS_LABELS = {
    "future": "announced",
    "hypothetical": "possible, not told as happened",
    "negated": "said not to have happened",
    "historical": "background",
}
OWN_VOICE = "the text’s own words"


def headline(x: Line) -> str:
    """Return who did what to whom: "Armenia — asked (“appealed”) → United Nations and CSTO"."""
    who = wording.listed(x.actors) or "somebody not told"
    whom = f" → {wording.listed(x.recipients)}" if x.recipients else ""
    mode = f", {x.mode}" if x.mode and (x.type, x.mode) not in wording.ACTS_BY_MODE else ""
    return f"{who} — {x.act} (“{x.trigger}”{mode}){whom}"


def circumstances(x: Line) -> str:
    """Return where and when, and whether it happened, separated by middle dots."""
    told = [x.place, x.time, STATUS_LABELS.get(x.status), f"told {x.times_told} times" if x.times_told > 1 else None]
    return " · ".join(t for t in told if t)


def source_of(claimants: tuple[str, ...], *, hidden: bool) -> str:
    """Return who says so: the claimants, or the text itself, or a report of nobody named."""
    if claimants:
        return wording.listed(claimants)
    return "reported, by whom is not told" if hidden else OWN_VOICE


def figure_line(f: Figure) -> str:
    """Return a figure with its people: "at least 49 military killed"."""
    who = f", {f.who}" if f.who != wording.WHO["unknown"] else ""
    return f"{f.figure} {f.kind}{who}" + (", running total" if f.scope == "total" else "")


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
    told = ", ".join(w.upper() for w in brief.warnings)
    return f"{told}: the text carries this warning; it may tell or show what disturbs."
