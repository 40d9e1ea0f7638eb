"""Who or what a name means on a day: persons by surname or office, and everything that bears the name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from vedette.knowledge.base import Knowledge, load_knowledge
from vedette.knowledge.dates import Holds, days_told, holds, last_day
from vedette.knowledge.describe import describe, span, state_name
from vedette.knowledge.entities import Entities, Entity, load_entities, words_of
from vedette.knowledge.facts import slug
from vedette.knowledge.gazetteer import Place
from vedette.knowledge.names import load_names, tokens_of
from vedette.knowledge.offices import LEADING, Holding, folded, holders, holdings, is_open
from vedette.knowledge.titles import GRADES, OFFICE_WORDS, Fit, fit, title_words

Places = Callable[[str], Sequence[Place]]
"""Looks a place's name up: `Gazetteer.candidates`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One thing that a name may mean: its stable id, kind and name, what it is, and why it stands in this order.

    `holds` is "yes", "no" or "perhaps" for the day asked, `reason` a sentence on it.
    """

    id: str
    kind: str
    name: str
    what: str
    from_: str
    to: str
    holds: str
    reason: str
    source: str
    checked: str


def who(name: str, on: date, *, folder: Path | None = None, places: Places | None = None) -> tuple[Answer, ...]:
    """Return everything that `name` may mean on that day, likeliest first; () where nothing bears it.

    `name` is a surname, a full name, an office with its state ("Armenian Prime Minister"), both ("Turkish Defense
    Minister Akar"), or the name of a force, group, organisation, agreement, alliance, base, territory, war, outlet or
    place. Two likely answers mean that the name is ambiguous. `folder` holds the user's own files.
    """
    base, entities = load_knowledge(folder), load_entities(folder)
    named = [a for e in entities.named(name) for a in _of_entity(e, on.isoformat(), base)]
    known = {a.id for a in named}
    for e, why in _alike(name, entities):
        found = _of_entity(e, on.isoformat(), base) if e.id not in known else ()
        named += [replace(a, reason=f"{why}; {a.reason}") for a in found]
    people = [] if any(a.holds == "yes" and a.kind != "outlet" for a in named) else _people(name, on, folder)
    answers = [*named, *people]
    if places is not None and not people:
        answers += [_of_place(p) for p in places(name)]
    order = {"yes": 0, "perhaps": 1, "no": 2}
    return tuple(sorted(answers, key=lambda a: (order[a.holds], a.kind == "outlet")))


def _alike(name: str, entities: Entities) -> Iterator[tuple[Entity, str]]:
    """Yield agreements of a day that the question tells, and things whose name holds all of its words, with the reason."""
    days = {day for _, _, day in days_told(name)}
    words = {w for w, _, _ in words_of(name)} - _JOINTS
    for e, names in entities.long_names:
        if days:
            if e.kind == "agreement" and days & {f.date for f in e.facts}:
                yield e, "it is of that day"
        elif len(words) > 1 and any(words <= n for n in names):
            yield e, "its name holds these words"


_JOINTS = frozenset({"the", "of", "and", "in", "on", "s"})


def nearest(name: str, *, folder: Path | None = None) -> tuple[str, ...]:
    """Return known names that are spelled like `name`, for one that nothing bears."""
    entities: Entities = load_entities(folder)
    names = {n for e in entities.by_id.values() for n in (e.name, *e.names)}
    return tuple(get_close_matches(name, sorted(names), n=3, cutoff=0.75))


def _of_entity(e: Entity, on: str, base: Knowledge) -> Iterator[Answer]:
    spells = [(holds(*_spell(f), on), f) for f in e.facts]
    live = [(h, f) for h, f in spells if h is not Holds.NO]
    # Where no spell holds, the one that ended last tells most.
    for state, fact in live or sorted(spells, key=lambda x: _spell(x[1])[1])[-1:]:
        from_, to = _spell(fact)
        yield Answer(
            id=e.id,
            kind=e.kind,
            name=e.name,
            what=describe(fact, on, base),
            from_=from_,
            to=to,
            holds=str(state),
            reason=_reason(state, from_, to, on),
            source=getattr(fact, "source", ""),
            checked=getattr(fact, "checked", ""),
        )


def _spell(fact: Any) -> tuple[str, str]:
    """Return from when and until when a fact holds, whatever its columns are called."""
    begins = getattr(fact, "from_", None) or getattr(fact, "signed", None) or getattr(fact, "date", "")
    return str(begins or ""), str(getattr(fact, "to", None) or getattr(fact, "ended", "") or "")


def _reason(state: Holds, from_: str, to: str, on: str) -> str:
    told = span(from_, to) or "dates not known"
    if state is Holds.PERHAPS:
        return f"{told}: the date is not told to the day, so that {on} stays open"
    if state is Holds.NO:
        return f"{told}: not on {on}"
    return told


def _people(name: str, on: date, folder: Path | None) -> list[Answer]:
    body, country, title, person = _taken_apart(name)
    if person:
        words = person.split()
        given = words[0] if len(words) > 1 else None
        found = [
            h for h in holders(words[-1], on=on, given=given, folder=folder, ever=True) if country in (None, h.country)
        ]
        if title:
            found.sort(key=lambda h: (not h.held(on), fit(title, h) is Fit.OTHER))
    elif country and title:
        found = _office(country, title, body, on, folder)
    else:
        return []
    return [_of_holding(h, on, person, title) for h in _shortened(found, on)]


def _office(country: str, title: str, body: str, on: date, folder: Path | None) -> list[Holding]:
    """Return who held the office that `title` tells in `country` or `body`: on the day, else the last."""
    every = holdings(country, folder=folder)
    if body and country == "IGO":
        names = next((b for b in load_knowledge(folder).bodies if b.name == body), None)
        told = (names.name, *names.aliases) if names else (body,)
        every = tuple(h for h in every if any(f" {n.lower()} " in f" {h.office.lower()} " for n in told))
    fits = [
        h for h in every if fit(title if not body else f"{title} {body}", h) is Fit.SAME or fit(title, h) is Fit.SAME
    ]
    fits = [h for h in fits if h.rank in LEADING] or fits or [h for h in every if fit(title, h) is Fit.PART]
    now = [h for h in fits if h.held(on)]
    return now or sorted(fits, key=lambda h: h.from_)[-1:]


def _shortened(found: Sequence[Holding], on: date) -> list[Holding]:
    """Return the offices worth telling: one a person, those held on the day first, leading ones before others."""
    now = [h for h in found if h.held(on)]
    leading = [h for h in now if h.rank in LEADING]
    pool = [*leading, *(h for h in now if h not in leading)] or sorted(
        found, key=lambda h: h.to or "9999", reverse=True
    )
    seen: dict[str, Holding] = {}
    for h in pool:
        seen.setdefault(h.id, h)
    return list(seen.values())


def _of_holding(h: Holding, on: date, person: str, title: str) -> Answer:
    day = on.isoformat()
    state = holds(h.from_, h.to, day) if h.from_ or h.to else Holds.PERHAPS
    if state is Holds.YES and is_open(h, day):
        state = Holds.PERHAPS
    told = f"{h.office} of {state_name(h.country)}" if h.country != "IGO" else h.office
    if person and title and fit(title, h) is Fit.OTHER:
        reason = f"the name fits; the title told, {title}, is not the office held"
    elif state is Holds.NO:
        when = "until" if h.to and last_day(h.to) < day else "only since"
        reason = f"bears this name; was {told} {when} {h.to if when == 'until' else h.from_}"
    elif state is Holds.PERHAPS:
        reason = f"was {told} when the offices were last read ({h.seen or 'no date'}); nothing newer is known"
    else:
        reason = f"held the office on {day}" if person == "" else f"bears this name and was {told} on {day}"
    return Answer(
        id=h.id,
        kind="person",
        name=h.person,
        what=f"{h.office} ({state_name(h.country)}), {span(h.from_, h.to) or 'dates not known'}",
        from_=h.from_,
        to=h.to,
        holds=str(state),
        reason=reason,
        source=h.source or "people.csv",
        checked=h.checked,
    )


def _taken_apart(name: str) -> tuple[str, str | None, str, str]:
    """Return body, code, title and person told by `name`, None or "" for what it does not tell.

    "Turkish Defense Minister Akar" is TUR, "Defense Minister", "Akar"; "NATO Secretary General" is NATO's name, IGO,
    "Secretary General".
    """
    tokens = list(tokens_of(name.strip()))
    hits = [h for h in load_names().hits(tokens) if h.name.code and h.name.kind in ("state", "demonym", "organisation")]
    code = hits[0].name.code if hits else None
    body = hits[0].name.name if hits and hits[0].name.kind == "organisation" else ""
    taken = {k for h in hits for k in range(h.first, h.last)}
    rest = [t for k, t in enumerate(tokens) if k not in taken and t not in ("'s", "’s")]
    if not taken and not _is_title(" ".join(rest)):
        last = max((k for k, t in enumerate(rest) if _is_title_word(t)), default=-1)
        return "", None, " ".join(rest[: last + 1]), _written(rest[last + 1 :])
    last = max((k for k, t in enumerate(rest) if _is_title_word(t) or t.islower()), default=-1)
    title = " ".join(rest[: last + 1]).removesuffix(" of").removesuffix(" the")
    return body, code, title, _written(rest[last + 1 :])


def _written(tokens: Sequence[str]) -> str:
    return " ".join(tokens).replace(" - ", "-").replace(" ’ ", "’").replace(" ' ", "'")


def _is_title_word(word: str) -> bool:
    return folded(word) in OFFICE_WORDS | GRADES


def _is_title(told: str) -> bool:
    words = title_words(told)
    return bool(words) and all(w in OFFICE_WORDS | GRADES for w in words)


def _of_place(p: Place) -> Answer:
    where = f"{p.feature} in {state_name(p.country)}" if p.country else p.feature
    at = f" at {p.lat:.2f}, {p.lon:.2f}" if p.lat is not None and p.lon is not None else ""
    return Answer(
        id=f"geonames:{p.geonames}" if p.geonames else f"place:{slug(p.name)}",
        kind="place",
        name=p.name,
        what=where + at,
        from_="",
        to="",
        holds="yes",
        reason={"name": "its usual name", "alternate": "another of its names", "spelling": "a spelling of its name"}[
            p.match
        ],
        source=f"https://www.geonames.org/{p.geonames}"
        if p.geonames
        else "regions.csv, settlements.csv, facilities.csv",
        checked="",
    )
