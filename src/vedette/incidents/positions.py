"""Who supports, blames, warns, asks whom; and who is silent though bound to stand by somebody."""

from collections.abc import Iterable

from vedette.incidents.blame import told
from vedette.incidents.days import days_of
from vedette.incidents.parties import country_of, parties
from vedette.records.incident import Mention
from vedette.records.ledger import Position
from vedette.records.moments import day_of

STANCES = {
    "SUPPORT": "supports",
    "AID": "aids",
    "ACCUSE": "blames",
    "THREATEN": "warns",
    "REQUEST": "asks",
    "REJECT": "refuses",
    "SANCTION": "sanctions",
}
"""Type of event to the position that it takes."""

SILENT = "silent"


def positions(mentions: Iterable[Mention], *, bound: Iterable[str] = ()) -> tuple[Position, ...]:
    """Return the positions taken in `mentions`, by who takes them; what is denied or only possible is none.

    `bound` are the states (country codes) that an agreement in force binds; those of them that take no position at all
    stand last, as silent. Which states these are is for the caller to say, as of the day.
    """
    by: dict[tuple[str, str, str | None], list[Mention]] = {}
    for m in mentions:
        stance = STANCES.get(m.event.type)
        if stance is None or m.event.status not in ("actual", "historical"):
            continue
        for who in parties(m.event.actors):
            for whom in parties(m.event.recipients) or (None,):
                if who != whom:
                    by.setdefault((who, stance, whom), []).append(m)
    found = [_position(*key, group) for key, group in by.items()]
    speaking = {country_of(p.who) for p in found}
    quiet = [Position(who=s, stance=SILENT, whom=None, first=None, last=None) for s in sorted(set(bound) - speaking)]
    return (*sorted(found, key=lambda p: (p.who, p.stance, p.whom or "")), *quiet)


def _position(who: str, stance: str, whom: str | None, group: list[Mention]) -> Position:
    ordered = sorted(group, key=lambda m: (_day(m) or "9999", m.at.document, m.event.trigger.start))
    days = [d for m in ordered if (d := _day(m))]
    return Position(
        who=who,
        stance=stance,
        whom=whom,
        first=min(days, default=None),
        last=max(days, default=None),
        told=tuple(map(told, ordered)),
    )


def _day(m: Mention) -> str | None:
    told_ = days_of(m)
    if told_ and not told_.wide:
        return told_.first
    day = day_of(m.at.published)
    return day.isoformat() if day else None
