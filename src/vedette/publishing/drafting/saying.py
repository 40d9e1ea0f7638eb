"""How a draft says things: what happened as a clause, who says so before it, untrusted words escaped. Pure."""

from collections.abc import Sequence

from vedette.publishing import wording
from vedette.publishing.bottom import PEOPLE
from vedette.publishing.markdown import escaped
from vedette.publishing.phrases import shortened
from vedette.reading.quantities import find_quantities
from vedette.records.incident import Source
from vedette.records.ledger import Figure
from vedette.records.record import Actor, Casualty, Event
from vedette.store.found import Found

LONGEST_QUOTE = 300
"""Characters of a source's own words in one sentence."""

UNNAMED = "somebody not named"
WHOLE = "running total"


def clause(e: Event) -> str:
    """Return what happened: "Azerbaijani forces used force against Armenian positions at Goris, Armenia, on 13 September 2022"."""
    who, whom = _called(e.actors) or UNNAMED, _called(e.recipients)
    act = wording.ACTS_BY_MODE.get((e.type, e.mode or "")) or wording.ACTS.get(e.type, e.type.lower())
    verb = wording.TOWARDS.get(e.type, act) if whom else act
    mode = wording.MODES.get(e.mode or "") or ("" if whom else None) or wording.mode(e.type, e.mode)
    told = f"{who} {verb}{f' {whom}' if whom else ''}{f' ({mode})' if mode else ''}"
    place = wording.place(e.place)
    where = f" at {place}" if place and (e.place is None or e.place.name not in told) else ""
    return escaped(f"{told}{where}{_when(e)}")


def _called(actors: Sequence[Actor]) -> str:
    """Return what actors are called, without counts: how many they were is told with its bounds, by its figure, or not at all."""
    return wording.listed([told for a in actors if (told := _uncounted(wording.actor(a)))])


def _uncounted(told: str) -> str:
    for q in reversed(find_quantities(told)):
        told = told[: q.start] + told[q.end :]
    return told.removeprefix("how many ").strip()


def _when(e: Event) -> str:
    """Return the days of an event, nothing where they could not be resolved: a draft tells no "yesterday"."""
    days = wording.days_of(e.time) if e.time else None
    if days is None:
        return ""
    apart = days.startswith("since") or any(x in days for x in (" on ", " to ", "–"))
    return f", {days}" if apart else f", on {days}"


def sentence(f: Found) -> str:
    """Return one mention as a sentence without its full stop and marks, with who says so: attributed as its evidence is."""
    e = f.claim
    if not isinstance(e, Event):
        raise TypeError(f"claim {e.id}: is a figure; only events are mentions")
    says, who = voice(e.claimants, f.at)
    if e.status in _BY_STATUS:
        return f"{who} {_BY_STATUS[e.status]}: {quoted(f.sentence or e.trigger.text)}"
    return f"{who} {says} that {clause(e)} (“{escaped(e.trigger.text)}”)"


_BY_STATUS = {
    "negated": "is on record with a denial",
    "future": "told of it as still to come",
    "hypothetical": "spoke of it as possible",
    "historical": "told of it as background",
}
"""What is said of what is not told as having happened; the words themselves follow."""


def voice(claimants: Sequence[Actor], at: Source) -> tuple[str, str]:
    """Return the verb and who says it: the claimants, or the publisher where the text says it in its own voice."""
    if claimants:
        return "said", wording.at_head(escaped(wording.listed([wording.claimant(a) for a in claimants])))
    return "reported in its own words", wording.at_head(escaped(publisher(at)))


def publisher(at: Source) -> str:
    """Return who published a text, or what its document is called where nobody is named."""
    return wording.clean(at.source) if at.source else f"document {wording.clean(at.document)}"


def quoted(words: str) -> str:
    """Return words of a source in quotation marks, on one line and not too long."""
    return f"“{escaped(shortened(words, LONGEST_QUOTE))}”"


def count(c: Casualty) -> str:
    """Return a figure as a clause: "at least 49 military personnel were killed", "people were wounded, without telling how many"."""
    one = (c.low, c.high) == (1, 1)
    people = PEOPLE.get(wording.WHO.get(c.who, c.who), (c.who, c.who))[not one]
    verb = f"{'was' if one else 'were'} {wording.KINDS.get(c.kind, c.kind)}"
    if c.low is None and c.high is None:
        return f"{people} {verb}"
    return f"{wording.figure(c)} {people} {verb}"


def figure(f: Figure) -> str:
    """Return who gives which figure as of when: "The Prime Minister said that 49 people were killed (as of 13 September 2022)"."""
    c = f.casualty
    says, who = voice(c.claimants, f.at)
    verb = "said" if says == "said" else "reported"
    day = wording.day_span(f.as_of[:10], None) if f.as_of else None
    total = f", as a {WHOLE}" if c.scope == "total" else ""
    untold = ", without telling how many" if c.low is None and c.high is None else ""
    return f"{who} {verb} that {escaped(count(c))}{side_of(c)}{total}{untold}{f' (as of {day})' if day else ''}"


def ended(sentence_: str) -> str:
    """Return a sentence with its full stop, unless it ends in a quotation that has one."""
    return sentence_ if sentence_.endswith((".”", "!”", "?”", "…”")) else f"{sentence_}."


def side_of(c: Casualty) -> str:
    """Return on whose side people were harmed, nothing where it is not told."""
    side = wording.country(c.side)
    return f" on the side of {escaped(side)}" if side else ""
