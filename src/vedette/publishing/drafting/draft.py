"""The draft of a story on one incident. Pure: what it rests on is gathered by `workflow.drafting`."""

from collections.abc import Callable, Iterator, Sequence

from vedette.incidents.parties import country_of
from vedette.knowledge.states import load_states
from vedette.publishing import wording
from vedette.publishing.drafting import sections
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.drafting.pictures import pictures
from vedette.publishing.parties import names
from vedette.publishing.phrases import shortened
from vedette.records.incident import Incident
from vedette.records.ledger import Figure
from vedette.records.story import CATEGORIES, Content
from vedette.workflow.drafting import Material
from vedette.workflow.stories import LONGEST_HEADLINE

CONFLICT, DIPLOMACY, UNREST, HUMANITARIAN, SECURITY, OTHER = CATEGORIES

CATEGORY = {
    "force": CONFLICT,
    "coercion": SECURITY,
    "deployment": SECURITY,
    "threat": SECURITY,
    "talks": DIPLOMACY,
    "settlement": DIPLOMACY,
    "support": DIPLOMACY,
    "blame": DIPLOMACY,
    "demand": DIPLOMACY,
    "refusal": DIPLOMACY,
    "measure": DIPLOMACY,
    "help": HUMANITARIAN,
    "protest": UNREST,
}
"""Family of an incident to the category of a story on it."""

NOUNS = {
    "force": "use of force",
    "coercion": "coercion",
    "deployment": "movement of forces",
    "talks": "talks",
    "settlement": "agreement or withdrawal",
    "help": "help",
    "support": "support",
    "blame": "accusation",
    "demand": "appeal",
    "refusal": "refusal",
    "threat": "threat",
    "measure": "measures",
    "protest": "protest",
}
"""What a headline calls an incident of a family, without saying who is right."""

Section = Callable[[Material, Citing], Iterator[str]]

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("What is established", sections.established),
    ("What each side says", sections.versions),
    ("Figures, by who gives them", sections.figures),
    ("Reactions", sections.reactions),
    ("Contacts", sections.contacts),
    ("Who is bound by treaty", sections.bound),
    ("Background", sections.background),
    ("What is not known", sections.unknown),
)
"""The headings of a draft with what makes their lines; a section without lines is left out."""


def draft(m: Material) -> Content:
    """Return the draft of a story on an incident: every sentence carries its citations, and none is made without one."""
    citing = Citing(m.documents, m.sentences)
    body = "\n\n".join(_blocks(m, citing))
    drawn = pictures([m], citing)
    i = m.incident
    return Content(
        headline=shortened(headline(i, sections.gravest(m.ledger.figures)), LONGEST_HEADLINE),
        body=f"{body}\n",
        category=CATEGORY.get(i.family, OTHER),
        tier=m.urgency.tier,
        place=wording.place(i.place),
        day=i.days.first[:10] if i.days else None,
        warnings=tuple(
            dict.fromkeys(w for d in m.incident.documents if d in m.documents for w in m.documents[d].warnings)
        ),
        countries=countries(i),
        dyad="-".join(m.dyad) if m.dyad else None,
        incidents=(i.id,),
        citations=citing.all,
        pictures=drawn,
    )


def _blocks(m: Material, citing: Citing) -> Iterator[str]:
    yield from sections.bottom(m, citing)
    for title, made in SECTIONS:
        if lines := list(made(m, citing)):
            yield f"## {title}"
            yield from paragraphs(lines)


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines of a list together and all else apart, as Markdown wants them."""
    block: list[str] = []
    for line in lines:
        if not line.startswith("- ") and block:
            yield "\n".join(block)
            block = []
        if line.startswith("- "):
            block.append(line)
        else:
            yield line
    if block:
        yield "\n".join(block)


def headline(i: Incident, figures: list[Figure]) -> str:
    """Return the headline: the sides, what it is called without taking sides, where or when, and the gravest figure."""
    sides = names(sorted(i.doers | i.sufferers)[:3]) or "Parties not named"
    where = f" at {i.place.name}" if i.place and i.place.precision not in ("country", "border") else _when(i)
    told = f"{sides}: {NOUNS.get(i.family, i.family)}{where}"
    if not figures or figures[0].campaign:
        return told
    c = figures[0].casualty
    who = wording.listed([wording.claimant(a) for a in c.claimants]) or wording.clean(figures[0].at.source or "")
    if not who:
        return told
    return (
        f"{told}; {who} {'says' if c.claimants else 'reports'} {wording.figure(c)} {wording.KINDS.get(c.kind, c.kind)}"
    )


def _when(i: Incident) -> str:
    days = wording.day_span(i.days.first, i.days.last) if i.days and i.days.told else None
    return f" on {days}" if days and i.days and i.days.first[:10] == i.days.last[:10] else f", {days}" if days else ""


def countries(i: Incident) -> tuple[str, ...]:
    """Return the codes of the states that an incident is of: its parties, and where it happened."""
    states = load_states()
    found = {country_of(p) for p in i.parties} | ({i.place.country} if i.place and i.place.country else set())
    return tuple(sorted(found & states.keys()))
