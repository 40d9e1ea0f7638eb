"""Events of one document: drafts of every sentence, filled, merged within the sentence, and attributed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vedette.coding.actors import Resolver
from vedette.coding.attribution import NOBODY, Attribution, attribution_of
from vedette.coding.circumstances import (
    choose_mode,
    choose_place,
    elsewhere,
    is_period_sum,
    places_by_sentence,
    share_meeting,
)
from vedette.coding.confidence import confidence
from vedette.coding.doers import without_mediators
from vedette.coding.drafts import Draft, draft
from vedette.coding.homes import abroad, both_sides, not_the_doers, people_of, without_doers
from vedette.coding.local import at_home, local_state
from vedette.coding.marked import (
    Marks,
    doubted,
    found_by_marks,
    mark_of,
    place_by_links,
    time_by_links,
    with_links,
)
from vedette.coding.mutual import directed
from vedette.coding.retyping import as_promise, as_refusal
from vedette.coding.same_act import absorbed, covers, same_act
from vedette.coding.sides import (
    add_claimed,
    add_judged,
    codes,
    inherit_meeting,
    inherit_place,
    inherit_sides,
    with_usual_sides,
)
from vedette.coding.status import (
    VERBAL_TYPES,
    is_called_off,
    is_name_for,
    is_purpose,
    is_wanted,
    status_of,
)
from vedette.coding.times import ahead, behind, choose_time, is_behind
from vedette.coding.triggers import find_matches
from vedette.records.ids import content_id
from vedette.records.reading import Reading, Sentence
from vedette.records.record import Actor, Event, Receipt

_MUTUAL = frozenset({"clash", "fighting", "skirmish", "battle", "firefight", "hostility", "combat"})


@dataclass(slots=True)
class Coded:
    """The events of one sentence with the drafts they came from."""

    sentence: Sentence
    events: list[Event] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


def code_events(reading: Reading, resolver: Resolver) -> tuple[Coded, ...]:
    """Return the events of every sentence of `reading`, in order."""
    told: list[tuple[int, Draft]] = []
    found = [(s, _filled(reading, s, resolver, told)) for s in reading.sentences]
    # Only now, since a later sentence may tell who did what an earlier one tells.
    out = tuple(_coded(reading, s, drafts) for s, drafts in found)
    commands = resolver.cast.home.speaks and resolver.cast.home.sector == "MIL"
    with_usual_sides([(c.sentence, c.events, c.drafts) for c in out], _named_foe(reading, resolver), commands=commands)
    for c in out:
        c.events[:] = [_with_local_people(e, resolver) for e in c.events]
    return out


def _with_local_people(e: Event, resolver: Resolver) -> Event:
    """Return `e` with its people told without a state as those of the state that its sentence is set in."""
    if all(a.country for a in (*e.actors, *e.recipients, *e.claimants)):
        return e
    state = local_state(resolver.cast, *e.sentence, e.place, (*e.actors, *e.recipients))
    unplaced = e.place is None or e.place.country is None
    if unplaced and e.type == "ASSAULT" and state in {a.country for a in e.actors if a.sector in ("MIL", "GOV")}:
        # "The militants were killed by a Turkish airstrike": of whom, that does not tell.
        return e
    home = resolver.cast.home.code if not resolver.cast.home.speaks else resolver.cast.dominant
    sides = (e.actors, e.recipients, e.claimants)
    told = resolver.is_strange
    actors, recipients, claimants = (
        tuple(a if told(a.start, a.end) else at_home(a, state, home) for a in x) for x in sides
    )
    return replace(e, actors=actors, recipients=recipients, claimants=claimants)


def _named_foe(reading: Reading, resolver: Resolver) -> Actor | None:
    """Return the armed group that the text names by far most often, with where it is first named outside the title."""
    foe = resolver.cast.foe
    told = (
        resolver.one(s, m.first)
        for s in reading.sentences
        for m in s.mentions
        if foe and m.entity == foe.entity and not s.title
    )
    return next((actors[0] for actors in told if actors and actors[0].sector == "REB"), None)


def _filled(
    reading: Reading, s: Sentence, resolver: Resolver, told: list[tuple[int, Draft]]
) -> list[tuple[Draft, Attribution]]:
    """Return the drafts of `s` with all that the text up to here tells of them; `told` takes what is an event."""
    drafts = _drafts(s, resolver, reading.marks)
    if reading.marks is not None:
        for d in drafts:
            if d.found:
                with_links(d, s, reading.sentences, resolver)
    others = frozenset(d.match.i for d in drafts)
    out = []
    for d in drafts:
        attribution = attribution_of(s, d.match.i, resolver, reading.quotations)
        _fill(reading, s, d, attribution, resolver, told, others)
        out.append((d, attribution))
        if d.summed or _is_codable(d):
            # A sum is no event, but who did it to whom is told with it.
            told.append((s.index, d))
            if attribution.claimants:
                resolver.last_claimants = attribution.claimants
    add_claimed(s, drafts, told, resolver)
    add_judged(s, drafts, told)
    share_meeting(drafts)
    without_mediators(drafts)
    return out


def _coded(reading: Reading, s: Sentence, drafts: Sequence[tuple[Draft, Attribution]]) -> Coded:
    kept = directed(s, [(d, a) for d, a in drafts if _is_codable(d)])
    return Coded(s, [_event(reading, s, d, a) for d, a in kept], [d for d, _ in kept])


def _drafts(s: Sentence, resolver: Resolver, marks: Marks | None) -> list[Draft]:
    """Return the drafts of `s`, several words for one act made one, contents of promises and refusals left out."""
    found: list[Draft] = []
    swallowed: set[int] = set()
    for m in find_matches(s, resolver):
        if m.i in swallowed:
            continue
        if m.trigger.type not in VERBAL_TYPES and (is_purpose(s, m.i) or is_wanted(s, m.i)):
            continue
        d = draft(s, m, resolver)
        if d is None:
            continue
        swallowed |= covers(s, m)
        twin = next((x for x in found if same_act(s, x, d)), None)
        if twin is not None:
            if s.words[twin.match.i].dep == "acl" and s.words[m.i].dep != "acl" and m.trigger.pos == "verb":
                # "Missiles fired by X hit Y": the one word tells of the weapons, the other of the deed.
                found[found.index(twin)], d, twin = d, twin, d
            absorbed(twin, d)
        else:
            found.append(d)
    kept = [d for d in found if d.match.i not in swallowed or covers(s, d.match)]
    kept = kept if marks is None else _with_marks(s, kept, resolver, marks)
    return [d for d in kept if d.type in VERBAL_TYPES or not (is_called_off(s, d.match.i) or is_name_for(s, d.match.i))]


def _with_marks(s: Sentence, drafts: Sequence[Draft], resolver: Resolver, marks: Marks) -> list[Draft]:
    """Return the rules' drafts that the marker does not doubt, and those that only it finds, in the order of the text."""
    out: list[Draft] = []
    for d in drafts:
        d.mark = mark_of(marks, s, d.match)
        if not doubted(d):
            out.append(d)
    own = {k for d in drafts for k in range(min(d.match.i, d.match.last), max(d.match.i, d.match.last) + 1)}
    taken = frozenset(own | {k for d in drafts for k in d.also})
    for d, mark in found_by_marks(s, marks, taken, resolver):
        d.mark = mark
        out.append(d)
    return sorted(out, key=lambda d: d.match.i)


def _fill(
    reading: Reading,
    s: Sentence,
    d: Draft,
    attribution: Attribution,
    resolver: Resolver,
    told: Sequence[tuple[int, Draft]],
    others: frozenset[int],
) -> None:
    """Fill time, place, status and mode of `d`, and its sides from the text before where no reader doubts them."""
    d.time = choose_time(s, d, reading.times, others)
    if _is_show_of_force(d):
        # Exercising alone is a show of force.
        d.type, d.mode = "MOBILIZE", None
    d.time = d.time or time_by_links(d.mark, s, reading.times)
    d.status = d.match.trigger.status or status_of(s, d.match.i, d.time)
    d.summed = d.type == "ASSAULT" and is_period_sum(s, d)
    if d.speaks and not d.actors:
        d.actors = attribution.claimants or resolver.speaking(s.words[d.match.i].start)
    d.place = choose_place(s, d, places_by_sentence(s, reading.places))
    if d.place is None and not s.title:
        inherit_place(s, d, told)
    if d.place is None:
        d.place = elsewhere(s, d, told, place_by_links(d, s, reading.sentences, reading.places))
    mutual = d.match.trigger.lemma[-1] in _MUTUAL
    if mutual and not d.actors and d.place and d.place.precision == "border":
        d.actors = both_sides(s, d.place, resolver)
    d.recipients = tuple(people_of(s, abroad(s, r, d), d, attribution, resolver) for r in d.recipients)
    if not s.title:
        inherit_meeting(s, d, told)
    if not d.actors and not s.title and not mutual:
        inherit_sides(s, d, told)
    if reading.marks is not None and not _is_show_of_force(d) and d.status != "hypothetical":
        with_links(d, s, reading.sentences, resolver)
    d.recipients = tuple(not_the_doers(s, r, d, attribution, resolver) for r in d.recipients)
    d.recipients = without_doers(s, d)
    d.mode = choose_mode(s, d)
    as_refusal(s, d)
    if d.status == "actual" and (d.type not in VERBAL_TYPES or d.match.trigger.pos == "noun"):
        d.time = behind(d.time, reading.document.published)
    if d.status == "future" or (d.type in ("AGREE", "THREATEN") and is_behind(s, d)):
        d.time = ahead(d.time, reading.document.published)
    as_promise(d)


def _is_show_of_force(d: Draft) -> bool:
    """Tell an exercise of one state alone."""
    drills = d.type == "COOPERATE" and d.match.trigger.lemma[-1] in ("exercise", "drill", "manoeuvre", "maneuver")
    return drills and len(codes((*d.actors, *d.recipients))) == 1


def _is_codable(d: Draft) -> bool:
    """Tell whether an act names somebody, or a place (codebook, choice 2)."""
    if d.summed:
        return False
    if d.match.trigger.pos == "modal" and not d.actors:
        # What must be done nobody is told to ask for.
        return False
    if any(a.country or a.sector != "UNK" for a in (*d.actors, *d.recipients)):
        return True
    return d.place is not None


def _event(reading: Reading, s: Sentence, d: Draft, attribution: Attribution) -> Event:
    text = reading.document.text
    first, last = s.words[d.match.i], s.words[d.match.last]
    start, end = min(first.start, last.start), max(first.end, last.end)
    trigger = Receipt(start, end, text[start:end])
    claimants = _claimants(d, attribution)
    cue = attribution.cue if claimants or not attribution.claimants else None
    spans = [(a.start, a.end) for a in (*d.actors, *d.recipients)]
    place = (d.place.start, d.place.end) if d.place else None
    return Event(
        id=content_id(reading.document.id, "event", d.type, start, end, spans, place),
        type=d.type,
        mode=d.mode,
        status=d.status,
        trigger=trigger,
        sentence=(s.start, s.end),
        actors=d.actors,
        recipients=d.recipients,
        place=d.place,
        time=d.time,
        claimants=claimants,
        cue=cue,
        quoted=attribution.quoted,
        confidence=confidence(s, d, marked=reading.marks is not None),
    )


def _claimants(d: Draft, attribution: Attribution) -> tuple[Actor, ...]:
    """Return who claims the act; the speaker of a verbal act is its actor and not also its claimant."""
    if d.type not in VERBAL_TYPES or attribution is NOBODY:
        return attribution.claimants
    own = {(a.country, a.sector) for a in d.actors}
    names = {a.name for a in d.actors if a.name}
    return tuple(
        c for c in attribution.claimants if (c.country, c.sector) not in own and (c.name is None or c.name not in names)
    )
