"""The sections of a situation report as lines of Markdown; each line on the world ends in its citations."""

import re
from collections.abc import Iterator
from itertools import groupby

from vedette.incidents.flareups import ALPHA, LEAST, LEAST_ORIGINS, keys_of
from vedette.incidents.urgency import ROUTINE
from vedette.publishing import wording
from vedette.publishing.drafting import sections as drafted
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.drafting.draft import NOUNS
from vedette.publishing.drafting.saying import ended, figure, quoted, sentence
from vedette.publishing.markdown import escaped
from vedette.publishing.parties import names, said
from vedette.publishing.stored import counted
from vedette.records.ledger import Figure
from vedette.records.record import Event
from vedette.workflow.situation import LOOKED_AT, MOST_CLAIMS, MOST_TOLD, Happened, Situation

AT_HEAD = 5
"""Incidents that stand at the head of the report."""

MOST = 12
"""Contacts, positions and flare-ups that are told."""


_CODES = re.compile(r"(?<![\w/:-])[A-Z]{3}(?:/\w+)?(?::[\w-]+)?(?![\w/:-])")
"""Parties as a rule's sentence has them; what only looks like one keeps its name."""

LONG = "9999"
"""Behind every day: what is told of weeks or longer."""


def first(s: Situation, citing: Citing) -> Iterator[str]:
    """Yield the bottom line: the incidents that come first, each with the gravest figure and who gives it."""
    figures = _figures(s)
    for h in [h for h in s.told if h.urgency.tier != ROUTINE][:AT_HEAD]:
        told = sentence_of(h, citing)
        grave = [f"{figure(f)}.{citing.figure(f)}" for f in drafted.gravest(figures.get(h.incident.id, []))]
        if told:
            yield " ".join([f"**{h.urgency.tier}**", told, *grave])


def sentence_of(h: Happened, citing: Citing) -> str:
    """Return what the best mention of an incident tells, with the citations of its mentions; "" where none is an event."""
    told = [f for f in h.mentions if isinstance(f.claim, Event)]
    if not told:
        return ""
    return f"{ended(sentence(told[0]))}{''.join(dict.fromkeys(citing.event(f) for f in told))}"


def by_day(s: Situation, citing: Citing) -> Iterator[str]:
    """Yield what happened under each day, in the order of the rules; what is only counted is told as a number."""
    days = sorted(s.told, key=lambda h: _day(h, s))
    for day, told in groupby(days, key=lambda h: _day(h, s)):
        yield f"### {_heading(day)}"
        for h in told:
            if line := sentence_of(h, citing):
                yield f"- **{h.urgency.tier}** {line} {made_of(h, citing)}"
    if rest := len(s.happened) - len(s.told):
        yield f"{counted(rest, 'further incident')} that come later by the rules are not told here."


def _heading(day: str) -> str:
    return "Over weeks or longer" if day == LONG else (day and wording.day_span(day, None)) or "Day not known"


def _day(h: Happened, s: Situation) -> str:
    """Return the day under which an incident stands; one that began before the period stands under the period's first."""
    days = h.incident.days
    if days and days.wide:
        return LONG
    return max(days.first[:10], s.query.since or "") if days else ""


def made_of(h: Happened, citing: Citing) -> str:
    """Return how well an incident is borne out, by whom, and what of its day is not told."""
    i, w = h.incident, h.weighed
    marks = "".join(dict.fromkeys(citing.event(f) for f in h.mentions[:2] if isinstance(f.claim, Event)))
    parts = []
    if w and w.by_hand.status:
        parts.append(
            f"{(w.by_hand.status.value or '').capitalize()} by {w.by_hand.status.author}: {w.by_hand.status.why.rstrip('.')}"
        )
    elif w:
        parts.append(f"{w.rule.status.capitalize()}: {said(w.rule.sentence, _CODES.findall(w.rule.sentence))}")
    if i.days and i.days.wide:
        parts.append(f"told of {wording.day_span(i.days.first, i.days.last)}")
    elif i.days and not i.days.told:
        parts.append("the day is concluded from when it was published")
    return f"{escaped('; '.join(parts))}.{marks}" if parts else ""


def flareups(s: Situation, citing: Citing) -> Iterator[str]:
    """Yield the flare-ups with the incident at their beginning; what is too small to tell is left to the end of the report."""
    known = s.by_id
    for f in s.flareups[:MOST]:
        cause = known.get(f.cause or "")
        days = wording.day_span(f.first, f.last)
        told = sentence_of(cause, citing) if cause else ""
        marks = "".join(dict.fromkeys(citing.event(m) for h in _on(s, f.of, f.first, f.last) for m in h.mentions[:1]))
        if not (marks or told):
            # All of its incidents come later than what is told: nothing here could be cited.
            continue
        head = f"- **{escaped(names(f.of))}**, {days}: {counted(f.observed, 'incident')} on {wording.day_span(f.peak, None)}"
        yield f"{head}, where its past of {f.past_days} days explains {f.expected:.1f} a day.{_some(marks)}{f' It begins with this: {told}' if told else ''}"


def _on(s: Situation, of: tuple[str, ...], start: str, end: str) -> Iterator[Happened]:
    for h in s.told:
        d = h.incident.days
        if h.incident.family == "force" and d and start <= d.first[:10] <= end and of in keys_of(h.incident):
            yield h


def contacts(s: Situation, citing: Citing) -> Iterator[str]:
    """Yield who called, met, visited or wrote to whom."""
    for c in s.contacts.items[:MOST]:
        whom = f" {escaped(names(c.whom))}" if c.whom else ""
        day = wording.day_span(c.day[:10], None) if c.day else None
        where = f" in {escaped(c.place)}" if c.place else ""
        yield f"- {escaped(names(c.who)) or 'Somebody not named'} {c.kind}{whom}{where}{f' on {day}' if day else ''}.{citing.told(c.told)}"


def reactions(s: Situation, citing: Citing) -> Iterator[str]:
    """Yield who took which position towards whom, each with its own words."""
    for p in [p for p in s.positions.items if p.told][:MOST]:
        t = p.told[0]
        days = wording.day_span(p.first[:10], (p.last or p.first)[:10]) if p.first else None
        whom = f" {escaped(names([p.whom]))}" if p.whom else ""
        when = f" ({days})" if days else ""
        told = f"{escaped(names([p.who]))} {p.stance}{whom}{when}: {quoted(citing.sentence(t))}"
        yield f"- {ended(told)}{citing.told(p.told)}"


def bound(s: Situation, citing: Citing) -> Iterator[str]:
    """Yield who is bound to whom by which article if the attack was one, and what the bound are on record with since."""
    yield from dict.fromkeys(drafted.bound_lines(s.bound, citing))


def made(s: Situation) -> Iterator[str]:
    """Yield the rules by which the report is made, and where it ends."""
    yield (
        "What comes first: FLASH before PRIORITY before ROUTINE; within a tier what more independent texts tell; "
        "then the later day. What a person has discounted comes last."
    )
    yield "A sentence tells who says so; what nobody is named for is the text’s own. No place and no count is guessed."
    yield (
        f"A flare-up needs {LEAST} incidents on a day, {LEAST_ORIGINS} independent texts, and a chance below {ALPHA} "
        "by the past of the same parties."
    )
    for x in s.small[:MOST]:
        yield f"- No flare-up: {escaped(names(x.of))}, {escaped(x.reason)}."
    yield "Tables of figures of which nobody tells a number are left out."
    if s.more:
        yield f"Only the newest {LOOKED_AT:,} incidents of the period were looked at."
    if len(s.happened) > MOST_TOLD:
        yield f"The {MOST_TOLD} incidents that come first are told; all stand on the desk."
    if s.contacts.looked_at or s.positions.looked_at:
        yield f"Contacts and reactions are those among the newest {MOST_CLAIMS} claims of their kinds."


def kind_of(h: Happened) -> str:
    """Return what an incident is called in few words: its sides, its kind, its place."""
    i = h.incident
    place = f" at {i.place.name}" if i.place and i.place.precision not in ("country", "border") else ""
    return f"{names(sorted(i.parties)[:3]) or 'Parties not named'}: {NOUNS.get(i.family, i.family)}{place}"


def _figures(s: Situation) -> dict[str, list[Figure]]:
    out: dict[str, list[Figure]] = {}
    for f in s.ledger.figures:
        if f.incident and not f.campaign:
            out.setdefault(f.incident, []).append(f)
    return out


def _some(marks: str, most: int = 4) -> str:
    return "".join(marks.replace("][", "] [").split()[:most])
