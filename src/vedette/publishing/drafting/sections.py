"""The sections of a draft, in the order in which they are read. Each line ends in its citations; none is made without one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from vedette.incidents.blame import BOTH, DENIES, SAYS, SILENT
from vedette.knowledge.describe import listed as listed_states
from vedette.knowledge.describe import state_name
from vedette.knowledge.facts import Agreement
from vedette.knowledge.obligations import HELP, Duty
from vedette.publishing import wording
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.drafting.saying import ended, figure, quoted, sentence, voice
from vedette.publishing.markdown import escaped
from vedette.publishing.parties import name, names, said
from vedette.records.ledger import Figure, Line, Standing, Version
from vedette.records.record import Event
from vedette.store.found import Found
from vedette.workflow.assessing import BY_HAND
from vedette.workflow.bound import Bound
from vedette.workflow.drafting import Material

MOST = 5
"""Sentences of one party, contacts, positions and the like that a draft tells; an editor looks the others up on the desk."""

DEADLY = ("killed", "casualties")


def bottom(m: Material, citing: Citing) -> Iterator[str]:
    """Yield the two or three sentences that stand before all else: the act, and the gravest figure with who gives it."""
    told = [f for f in m.mentions if _is_told(f)]
    if told:
        first = max(told, key=_tells)
        yield f"{ended(sentence(first))}{citing.event(first)}"
    for f in gravest(m.ledger.figures):
        yield f"{figure(f)}.{citing.figure(f)}"


def gravest(figures: Sequence[Figure]) -> list[Figure]:
    """Return the highest latest figure of dead, and the highest that another voice gives of the same side, if any."""
    dead = [f for f in figures if f.casualty.kind in DEADLY and f.counts and (f.casualty.low or f.casualty.high)]
    if not dead:
        return []
    top = max(dead, key=_weight)
    others = [f for f in dead if f.casualty.side == top.casualty.side and _voices(f) != _voices(top)]
    return [top, *([max(others, key=_weight)] if others else [])]


def _weight(f: Figure) -> tuple[bool, int, str]:
    c = f.casualty
    return (not f.campaign, c.low or c.high or 0, f.as_of or "")


def _voices(f: Figure) -> tuple[str, ...]:
    return tuple(sorted(name_ for name_ in (a.country or a.text for a in f.casualty.claimants)))


def established(m: Material, citing: Citing) -> Iterator[str]:
    """Yield what holds beyond one side's word, by the grading's rule, or that nothing does."""
    g, codes = m.grade, _codes(m)
    marks = "".join(dict.fromkeys(citing.event(f) for f in m.mentions if isinstance(f.claim, Event)))
    because = escaped(said(g.sentence, codes))
    if g.rule == BY_HAND:
        # A person's word is told as theirs; whether the desk stands by it is for the editor to write.
        yield f"It is {because}.{_some(marks)}"
    elif g.status in ("confirmed", "fair"):
        yield f"{wording.at_head(because)}.{_some(marks)}"
    elif g.status == "contested":
        yield f"It is contested ({because}) and could not be verified from these reports.{_some(marks)}"
    else:
        yield f"It is {because}; it could not be verified from these reports.{_some(marks)}"
    place = wording.place(m.incident.place)
    placed = [f for f in m.mentions if isinstance(f.claim, Event) and f.claim.place is not None]
    if place and placed:
        precise = f" ({m.incident.place.precision})" if m.incident.place else ""
        yield f"The place is told as {escaped(place)}{precise}.{_some(''.join(dict.fromkeys(map(citing.event, placed))))}"


def versions(m: Material, citing: Citing) -> Iterator[str]:
    """Yield each party's version under its own heading."""
    by_id = {f.claim.id: f for f in m.mentions}
    for v in m.ledger.versions:
        lines = list(_version(v, by_id, citing))
        if lines:
            yield f"### {escaped(name(v.party))}: {_STANCES.get(v.stance, v.stance)}"
            yield from lines


_STANCES = {SAYS: "says so", DENIES: "denies it", BOTH: "says so and denies it", SILENT: "silent in these reports"}


def _version(v: Version, by_id: Mapping[str, Found], citing: Citing) -> Iterator[str]:
    seen: set[tuple[object, ...]] = set()
    # What a figure tells is told with its figure.
    counted = {x.casualty.event for x in v.figures}
    told = [by_id[t.event] for t in v.told if t.event in by_id]
    for f in [f for f in told if f.claim.id not in counted] or told:
        key = (f.at.first, f.claim.sentence if isinstance(f.claim, Event) else None)
        if key not in seen and len(seen) < MOST:
            seen.add(key)
            yield f"- {ended(sentence(f))}{citing.event(f)}"
    for x in v.figures[:MOST]:
        yield f"- {figure(x)}.{citing.figure(x)}"


def figures(m: Material, citing: Citing) -> Iterator[str]:
    """Yield the figures by side and kind, one line a claimant, and what they come to together; nothing is added up."""
    key = _counted
    for told, lines in groupby(sorted(m.ledger.lines, key=key), key=key):
        yield f"### {_heading(*told)}"
        for line in lines:
            yield f"- {_line(line, citing)}"
        for s in (s for s in m.ledger.standings if _of(s) == told):
            marks = "".join(citing.figure(f.latest) for f in m.ledger.lines if _counted(f) == told)
            words = f"{', '.join(s.words)}: " if s.words else ""
            yield f"- Taken together, {words}{escaped(said(s.reason, _codes(m)))}.{_some(marks)}"


def _counted(x: Line) -> tuple[bool, str, str]:
    return (x.reach == "campaign", x.side or "", x.kind)


def _of(s: Standing) -> tuple[bool, str, str]:
    return (s.reach == "campaign", s.side or "", s.kind)


def _heading(campaign: bool, side: str, kind: str) -> str:
    whose = escaped(wording.country(side) or wording.NO_SIDE)
    return f"{whose}: {wording.KINDS.get(kind, kind)}{' (running totals and scattered fighting)' if campaign else ''}"


def _line(x: Line, citing: Citing) -> str:
    latest = x.latest
    steps = [s for s in x.steps if s.change in ("up", "down") and s.after.id == latest.id]
    before = ""
    if steps:
        b = steps[-1].before
        when = wording.day_span(b.as_of[:10], None) if b.as_of else None
        before = f", {steps[-1].change} from {escaped(wording.figure(b.casualty))}{f' on {when}' if when else ''}"
    marks = citing.figure(latest) + (citing.figure(steps[-1].before) if steps else "")
    return f"{figure(latest)}{before}.{marks}"


def reactions(m: Material, citing: Citing) -> Iterator[str]:
    """Yield what third parties said about either side in these days, each with its own words."""
    for p in m.positions[: 2 * MOST]:
        first = p.told[0]
        days = wording.day_span(p.first[:10], (p.last or p.first)[:10]) if p.first else None
        _, who = voice(first.claimants, first.at)
        by = f" {who} said so." if first.claimants else ""
        whom = f" {escaped(name(p.whom))}" if p.whom else ""
        told = (
            f"{escaped(name(p.who))} {p.stance}{whom}{f' ({days})' if days else ''}: {quoted(citing.sentence(first))}"
        )
        yield f"- {ended(told)}{by}{citing.told(p.told)}"


def contacts(m: Material, citing: Citing) -> Iterator[str]:
    """Yield who called, met, visited or wrote to whom about these days."""
    for c in m.contacts[: 2 * MOST]:
        whom = f" {escaped(names(c.whom))}" if c.whom else ""
        day = wording.day_span(c.day[:10], None) if c.day else None
        where = f" in {escaped(c.place)}" if c.place else ""
        yield f"- {escaped(names(c.who)) or 'Somebody not named'} {c.kind}{whom}{where}{f' on {day}' if day else ''}.{citing.told(c.told)}"


def bound(m: Material, citing: Citing) -> Iterator[str]:
    """Yield who is bound to whom by which article if the attack was one, and what the bound are on record with since."""
    yield from bound_lines(m.bound, citing)


def bound_lines(all_bound: Sequence[Bound], citing: Citing) -> Iterator[str]:
    """Yield the same of duties that were gathered elsewhere."""
    for b in all_bound:
        told = b.provided
        attacker, attacked = state_name(told.attacker), state_name(told.attacked)
        for helped, duties in ((attacked, told.for_attacked), (attacker, told.for_attacker)):
            for group in _strongest(duties):
                yield f"- {_duty(helped, group, f'if {attacker} attacked {attacked}', citing)}"
        for party, stances in b.said.items():
            for s in stances[:2]:
                marks = citing.words(s.document, s.start, s.end, s.text, claim=s.event)
                day = wording.day_span(s.day, None) if s.day else "day not told"
                yield f"- On record since, {escaped(state_name(party))}: {quoted(s.text)} ({day}).{marks}"


def _duty(helped: str, group: Sequence[Duty], case: str, citing: Citing) -> str:
    d = group[0]
    article = f"Article {d.article} of the {d.name}" if d.article else f"the {d.name} (article not known)"
    doubt = "" if all(x.certain for x in group) else " Whether it held on that day is in doubt."
    who = listed_states(x.bound for x in group)
    mark = citing.fact(
        f"{article}, {d.obligation} of {helped}: {who}. {d.paraphrase}", source=d.source, checked=d.checked
    )
    told = f"{who}: {d.obligation} of {helped} by {article}, {case}; what the text provides, no legal verdict.{doubt}"
    return escaped(told) + mark


def _strongest(duties: Sequence[Duty]) -> list[list[Duty]]:
    """Return the duties of the strongest kind that anybody has, one list an article; the desk tells all of them."""
    if not duties:
        return []
    kind = min((d.obligation for d in duties), key=lambda o: HELP.index(o) if o in HELP else len(HELP))
    return list(_grouped([d for d in duties if d.obligation == kind]))[:MOST]


def _grouped(duties: Sequence[Duty]) -> Iterable[list[Duty]]:
    groups: dict[tuple[str, str, str], list[Duty]] = {}
    for d in duties:
        groups.setdefault((d.obligation, d.alliance, d.article), []).append(d)
    return groups.values()


def background(m: Material, citing: Citing) -> Iterator[str]:
    """Yield earlier wars and agreements between the two, and the bases of others on their ground, as they stood on that day."""
    on = m.incident.days.first[:10] if m.incident.days else ""
    for w in m.behind.wars:
        text = f"{w.name} ({_spell(w.from_, w.to if w.to and w.to <= on else '')}), between {listed_states(w.parties)}."
        yield f"- {escaped(text)}{citing.fact(text, source=w.source, checked=w.checked)}"
    for a in m.behind.agreements:
        text = f"{a.name}{_dated(a)}, between {listed_states(a.parties)}{_terms(a)}."
        yield f"- {escaped(text)}{citing.fact(text, source=a.source, checked=a.checked, numbers=_numbers(a))}"
    for b in m.behind.bases:
        strength = f", strength told as {b.strength}" if b.strength else ""
        where = b.place or state_name(b.host)
        text = f"{b.name}, of {state_name(b.state)}, at {where} ({_spell(b.from_, '')}){strength}."
        yield f"- {escaped(text)}{citing.fact(text, source=b.source, checked=b.checked, numbers=_counts(b.strength))}"


def _spell(from_: str, to: str) -> str:
    """Return a spell in words; what ended only later is told as since when: a story knows no future."""
    days = [wording.day_span(d, None) or d if len(d) == len("2022-09-13") else d for d in (from_, to)]
    return f"{days[0]} to {days[1]}" if to else f"since {days[0]}" if from_ else "from when is not known"


def _dated(a: Agreement) -> str:
    day = wording.day_span(a.date, None) if len(a.date) == len("2022-09-13") else a.date
    return "" if day and day in a.name else f" of {day}"


def _terms(a: Agreement) -> str:
    told = [t.replace("_", " ").replace("=", ": ") for t in a.key_terms]
    return f": {'; '.join(told)}" if told else ""


def _numbers(a: Agreement) -> list[int]:
    return [n for told in a.figures().values() for n in _counts(told)]


def _counts(told: str) -> list[int]:
    return [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", told)]


def unknown(m: Material, citing: Citing) -> Iterator[str]:
    """Yield what these reports leave open; each rests on the reports that were looked at."""
    looked = _some("".join(dict.fromkeys(citing.event(f) for f in m.mentions if isinstance(f.claim, Event))))
    if not looked:
        return
    if m.incident.place is None:
        yield f"- Where it happened is not told.{looked}"
    if m.incident.days is None or not m.incident.days.told:
        yield f"- The day is not told; it is concluded from when the reports were published.{looked}"
    for v in m.ledger.versions:
        if v.stance == SILENT:
            yield f"- No word of {escaped(name(v.party))} on it is in these reports.{looked}"
    if not any(f.casualty.kind in DEADLY for f in m.ledger.figures):
        yield f"- Nobody gives a figure of people killed in it.{looked}"
    for s in (s for s in m.ledger.standings if s.silent):
        marks = "".join(citing.figure(x.latest) for x in m.ledger.lines if _counted(x) == _of(s))
        counted = f"{wording.KINDS.get(s.kind, s.kind)} on the side of {wording.country(s.side) or 'nobody named'}"
        give = "gives" if len(s.silent) == 1 else "give"
        yield f"- {escaped(names(s.silent))} {give} no figure of people {escaped(counted)} in these reports.{_some(marks)}"


def _tells(f: Found) -> int:
    """Return how much a mention tells: whom, where, when, and who says so. Of equals the earliest goes before."""
    e = f.claim
    if not isinstance(e, Event):
        return 0
    return 2 * bool(e.recipients) + bool(e.place) + bool(e.time and e.time.from_) + bool(e.claimants)


def _is_told(f: Found) -> bool:
    return isinstance(f.claim, Event) and f.claim.status == "actual" and bool(f.claim.actors)


def _codes(m: Material) -> list[str]:
    ledger = m.ledger
    found = [v.party for v in ledger.versions] + [b.doer for b in ledger.blame] + [x.party for x in ledger.lines]
    return [*found, *(who for b in ledger.blame for who, _ in (*b.said_by, *b.denied_by))]


def _some(marks: str, most: int = 4) -> str:
    """Return the first `most` marks: a sentence that rests on a hundred reports cites a few of them."""
    found = marks.replace("][", "] [").split()
    return "".join(found[:most])
