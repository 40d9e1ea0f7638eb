"""The draft of one story on several incidents: a section each, made of the sections of a story on one. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from vedette.errors import StopError
from vedette.publishing import wording
from vedette.publishing.drafting import sections
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.drafting.draft import CATEGORY, NOUNS, OTHER, Section, countries, draft, paragraphs
from vedette.publishing.drafting.pictures import pictures
from vedette.publishing.markdown import escaped
from vedette.publishing.parties import names
from vedette.publishing.phrases import shortened
from vedette.records.document import Document
from vedette.records.incident import Incident
from vedette.records.story import Content
from vedette.workflow.drafting import Material
from vedette.workflow.stories import LONGEST_HEADLINE

MOST = 12
"""Incidents of one story."""

AT_HEAD = 3
"""Incidents whose bottom line stands at the head of the story, the most urgent first."""

TIERS = ("FLASH", "PRIORITY", "ROUTINE")

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("What is established", sections.established),
    ("What each side says", sections.versions),
    ("Figures, by who gives them", sections.figures),
    ("What is not known", sections.unknown),
)
"""What is told of each incident; contacts, duties and background are the same for incidents of one pair and stand once."""

BACKGROUND = "Background"

ONCE: tuple[tuple[str, Section], ...] = (
    ("Reactions", sections.reactions),
    ("Contacts", sections.contacts),
    ("Who is bound by treaty", sections.bound),
    (BACKGROUND, sections.background),
)
"""What is told once for all incidents, each line once."""


def draft_of(materials: Sequence[Material]) -> Content:
    """Return the draft of a story on incidents, in the order of their days; StopError for none or more than `MOST`."""
    if not 1 <= len(materials) <= MOST:
        raise StopError(f"incidents: {len(materials)} are chosen; choose 1 to {MOST} for one story")
    if len(materials) == 1:
        return draft(materials[0])
    told = sorted(materials, key=lambda m: (m.incident.days.first if m.incident.days else "9999", m.incident.id))
    documents = {name: d for m in told for name, d in m.documents.items()}
    citing = Citing(documents, {event: span for m in told for event, span in m.sentences.items()})
    body = "\n\n".join(_blocks(told, citing))
    drawn = pictures(told, citing)
    first = _by_urgency(told)[0]
    return Content(
        headline=shortened(headline([m.incident for m in told]), LONGEST_HEADLINE),
        body=f"{body}\n",
        category=CATEGORY.get(first.incident.family, OTHER),
        tier=first.urgency.tier,
        place=_the_same([wording.place(m.incident.place) for m in told]),
        day=max((m.incident.days.first[:10] for m in told if m.incident.days), default=None),
        warnings=_warnings(told, documents),
        countries=tuple(sorted({c for m in told for c in countries(m.incident)})),
        dyad=_the_same(["-".join(m.dyad) if m.dyad else None for m in told]),
        incidents=tuple(m.incident.id for m in told),
        citations=citing.all,
        pictures=drawn,
    )


def headline(incidents: Sequence[Incident]) -> str:
    """Return the headline: whom it is of, what it is called where it is called one thing, and the days."""
    counted = Counter(p for i in incidents for p in i.doers | i.sufferers)
    sides = names(sorted(p for p, _ in counted.most_common(3))) or "Parties not named"
    families = {i.family for i in incidents}
    noun = NOUNS.get(next(iter(families)), "incidents") if len(families) == 1 else "incidents"
    days = [i.days for i in incidents if i.days]
    when = wording.day_span(min(d.first for d in days)[:10], max(d.last for d in days)[:10]) if days else None
    return f"{sides}: {noun}{f', {when}' if when else ''}"


def _blocks(told: Sequence[Material], citing: Citing) -> Iterator[str]:
    head = _by_urgency(told)[:AT_HEAD]
    for m in head:
        if lines := list(sections.bottom(m, citing)):
            yield " ".join(lines)
    for m in told:
        yield f"## {_heading(m.incident)}"
        if m not in head:
            yield from sections.bottom(m, citing)
        for title, made in SECTIONS:
            if lines := [_deeper(x) for x in made(m, citing)]:
                yield f"### {title}"
                yield from paragraphs(lines)
    for title, made in ONCE:
        if lines := list(dict.fromkeys(x for m in _asked(told, title) for x in made(m, citing))):
            yield f"## {title}"
            yield from paragraphs(lines)


def _asked(told: Sequence[Material], title: str) -> Sequence[Material]:
    """Return the incidents that a section is made of: what is behind a pair is told as of the last of its incidents alone."""
    return list({m.dyad: m for m in told}.values()) if title == BACKGROUND else told


def _heading(i: Incident) -> str:
    sides = names(sorted(i.doers | i.sufferers)[:3]) or "Parties not named"
    place = f" at {i.place.name}" if i.place and i.place.precision not in ("country", "border") else ""
    when = wording.day_span(i.days.first, i.days.last) if i.days else None
    return escaped(f"{sides}: {NOUNS.get(i.family, i.family)}{place}{f', {when}' if when else ''}")


def _deeper(line: str) -> str:
    return f"#{line}" if line.startswith("### ") else line


def _by_urgency(told: Sequence[Material]) -> list[Material]:
    return sorted(told, key=lambda m: (TIERS.index(m.urgency.tier), -m.incident.origins, m.incident.id))


def _the_same(values: Sequence[str | None]) -> str | None:
    return values[0] if len(set(values)) == 1 else None


def _warnings(told: Sequence[Material], documents: dict[str, Document]) -> tuple[str, ...]:
    found = (w for m in told for d in m.incident.documents if d in documents for w in documents[d].warnings)
    return tuple(dict.fromkeys(found))
