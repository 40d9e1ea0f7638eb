"""An incident in few words: at the head of its page, and where forms offer it. Pure."""

from dataclasses import dataclass

from vedette.publishing import wording
from vedette.publishing.parties import names
from vedette.records.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the head of the page: ready words; `day_told` is false where days are only concluded."""

    id: str
    title: str
    family: str
    where: str | None
    precision: str | None
    when: str
    day_told: bool
    first_told: str | None
    origins: int
    texts: int
    mentions: int


def head_of(i: Incident) -> Head:
    """Return the head of an incident."""
    mode = i.mode.replace("-", " ") if i.mode else ""
    sides = names(sorted(i.doers)) or "nobody named"
    others = f" → {names(sorted(i.sufferers))}" if i.sufferers else ""
    days = wording.day_span(i.days.first, i.days.last) if i.days else None
    return Head(
        id=i.id,
        title=f"{wording.at_head(i.family)}{f' ({mode})' if mode else ''}: {sides}{others}",
        family=i.family,
        where=wording.place(i.place),
        precision=i.place.precision if i.place else None,
        when=days or "day not told",
        day_told=bool(i.days and i.days.told),
        first_told=i.first_told[:10] if i.first_told else None,
        origins=i.origins,
        texts=len(i.documents),
        mentions=len(i.mentions),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another incident that may be the same, for the forms: its id, title, and where and when."""

    id: str
    title: str
    where: str | None
    when: str


def neighbour_of(i: Incident) -> Neighbour:
    """Return an incident as the forms offer it."""
    head = head_of(i)
    return Neighbour(id=i.id, title=head.title, where=head.where, when=head.when)
