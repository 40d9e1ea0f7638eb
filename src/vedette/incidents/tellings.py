"""What one document tells of one thing: its mentions, put together within the document.

A reader joins "a bomb exploded in X on Monday", "the attack" and "killed" without thinking; the rules here do the same
with what stands in the text: the same sentence, the same place and day, or words that go on about what was told before.
Only then are documents compared, so that "the attack" has its place and day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vedette.incidents import days, places
from vedette.incidents.compare import kind, sides
from vedette.incidents.families import family, modes_distinct, modes_part, topic
from vedette.incidents.judged import Judged
from vedette.incidents.parties import meet, named, parties
from vedette.records.ids import content_id
from vedette.records.incident import Judgement, Link, Mention, Telling
from vedette.records.reading import PlaceMention
from vedette.records.record import Event

_SURE, _LIKELY = 0.95, 0.8


@dataclass(slots=True)
class _Open:
    """A telling while it grows: its profile so far and its last mention."""

    profile: Telling
    mentions: list[Mention]
    joins: list[Link] = field(default_factory=list)

    @property
    def last(self) -> Mention:
        return self.mentions[-1]

    @property
    def phase(self) -> str:
        return _phase(self.mentions[0])


def tellings(mentions: Iterable[Mention], judgements: Iterable[Judgement] = ()) -> tuple[Telling, ...]:
    """Return the tellings of one document's `mentions`, in the order of the text.

    `judgements` of people that keep mentions apart are respected. What is only feared or possible tells of no incident.
    """
    judged = Judged(judgements)
    open_: list[_Open] = []
    ordered = sorted(mentions, key=lambda m: (m.event.trigger.start, m.id))
    for m in ordered:
        if m.event.status == "hypothetical":
            continue
        one = _profile(m)
        found = _place_in(m, one, [t for t in open_ if t.profile.family == one.family], judged)
        if found is None:
            open_.append(_Open(one, [m]))
        else:
            into, score, evidence = found
            into.joins.append(Link(into.last.id, m.id, score, evidence))
            into.profile = _merged(into.profile, one)
            into.mentions.append(m)
    return tuple(_closed(t) for t in open_)


def _profile(m: Mention) -> Telling:
    e = m.event
    return Telling(
        id=m.id,
        family=family(e),
        members=(m.id,),
        at=m.at,
        doers=parties(e.actors),
        sufferers=parties(e.recipients),
        names=frozenset(a.name for a in (*e.actors, *e.recipients) if a.name and a.entity is None),
        mode=topic(e),
        place=place_of(e),
        days=days.days_of(m),
        total=m.total,
        words=frozenset((m.words,)) if m.words else frozenset(),
    )


def place_of(event: Event) -> PlaceMention | None:
    """Return the place of `event`, or the one that was hit where the text names a place as what was attacked."""
    if event.place or family(event) != "force":
        return event.place
    hit = next(
        (a for a in event.recipients if a.sector == "CVL" and a.name and a.name == a.text and not a.entity), None
    )
    # The country of people who are named after their town is concluded, so that it is not taken for the town's.
    return PlaceMention(hit.start, hit.end, hit.text, hit.text, None, None, None, "settlement") if hit else None


def _phase(m: Mention) -> str:
    return "now" if m.event.status in ("actual", "negated") else m.event.status


def _place_in(m: Mention, one: Telling, open_: Sequence[_Open], judged: Judged) -> tuple[_Open, float, str] | None:
    """Return the telling that `m` goes on with, how surely, and why; the nearest before it comes first."""
    free = [t for t in reversed(open_) if t.phase == _phase(m) and not judged.apart(t.profile, one)]
    fit = [t for t in free if _fits(t.profile, one)]
    for t in fit:
        if t.last.event.sentence == m.event.sentence:
            return t, _SURE, "told in the same sentence"
    for t in fit:
        if places.narrow(one.place) and places.narrow(t.profile.place) and _same_place(t.profile, one):
            return t, _SURE, f"told of the same place, {one.place.name if one.place else ''}"
    if kind(one.family) != "ground":
        return next(((t, _LIKELY, "the same sides in one text") for t in fit if _known_sides(t.profile, one)), None)
    if places.narrow(one.place):
        # The headline or the lead tells it without its place, or more widely; nothing else of the kind stands between.
        near = open_[-1] if open_ and open_[-1] in fit and _wider(open_[-1].profile, one) else None
        return (near, _LIKELY, "the place follows what was told before") if near else None
    if fit:
        return fit[0], _LIKELY, "goes on with what was told before, without another place"
    # open_ is in the order of the text: what was told last stands at its end.
    answers = free and free[0] is open_[-1] and _answers(free[0].profile, one)
    return (free[0], _LIKELY, "answers what was told just before") if answers else None


def _wider(t: Telling, one: Telling) -> bool:
    return not places.narrow(t.place) or places.relation(t.place, one.place).inside


def _answers(t: Telling, one: Telling) -> bool:
    """Tell whether `one` is what the attacked did at once: "returned fire", "responded", with no place and day of its own."""
    turned = meet(one.doers, t.sufferers) and not _other(one.sufferers, t.doers)
    return turned and one.place is None and one.days is None and one.total == t.total and not one.mode


def _fits(t: Telling, one: Telling) -> bool:
    """Tell whether nothing keeps `one` from being of `t`: place, days, sides, mode, and whether it is a sum."""
    if t.total != one.total or days.relation(t.days, one.days).apart or modes_part(t.family, t.mode, one.mode):
        return False
    if kind(t.family) != "ground":
        return not sides(t, one).apart
    if places.relation(t.place, one.place).apart or modes_distinct(t.mode, one.mode):
        return False
    return not _other(t.doers, one.doers) and not _other(t.sufferers, one.sufferers)


def _other(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not meet(a, b)


def _same_place(t: Telling, one: Telling) -> bool:
    return places.relation(t.place, one.place).points >= 1


def _known_sides(t: Telling, one: Telling) -> bool:
    return sides(t, one).points >= 1


def _merged(t: Telling, one: Telling) -> Telling:
    return replace(
        t,
        members=(*t.members, *one.members),
        doers=named(t.doers | one.doers),
        sufferers=named(t.sufferers | one.sufferers),
        names=t.names | one.names,
        mode=t.mode or one.mode,
        place=places.finer(t.place, one.place),
        days=days.narrower(t.days, one.days),
        words=t.words | one.words,
    )


def _closed(t: _Open) -> Telling:
    """Return the finished telling; its days follow from publication where no sentence tells them."""
    first, p = t.mentions[0], t.profile
    return Telling(
        id=content_id("telling", sorted(p.members)),
        family=p.family,
        members=p.members,
        at=p.at,
        doers=p.doers,
        sufferers=p.sufferers,
        names=p.names,
        mode=p.mode,
        place=p.place,
        days=p.days or days.concluded(first.at.published, first.event.status),
        total=p.total,
        words=p.words,
        joins=tuple(t.joins),
    )
