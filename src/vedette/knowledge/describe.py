"""A fact in a sentence, as of a day."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vedette.knowledge.base import Knowledge
from vedette.knowledge.facts import Agreement, Alliance, Base, Body, Organ, Outlet, PlaceName, Territory, War
from vedette.knowledge.obligations import parties
from vedette.knowledge.offices import Holding
from vedette.knowledge.states import State, load_states

_BODIES = {"UNO": "the United Nations", "EUR": "the European Union", "IGO": "an organisation of states"}


def state_name(code: str) -> str:
    """Return the usual name of the state whose code is `code`, or `code` itself where it is none."""
    state = load_states().get(code)
    return state.name if state else _BODIES.get(code, code)


def listed(codes: Iterable[str]) -> str:
    """Return the names of states and bodies as a list in a sentence."""
    names = [state_name(c) for c in codes]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def span(from_: str, to: str) -> str:
    """Return a spell in words: "since 1995", "1993-07 to 2020-11-25", "" where neither end is known."""
    if from_ and to:
        return f"{from_} to {to}" if from_ != to else from_
    return f"since {from_}" if from_ else f"until {to}" if to else ""


def describe(fact: Any, on: str, base: Knowledge) -> str:
    """Return what `fact` is in one sentence; `on` is the ISO day as of which parties are told."""
    return _WRITERS[type(fact)](fact, on, base)


def _joined(*told: str) -> str:
    return ", ".join(t for t in told if t)


def _holding(h: Holding, _: str, __: Knowledge) -> str:
    return _joined(f"{h.office} ({state_name(h.country)})", span(h.from_, h.to) or "dates not known")


def _alliance(a: Alliance, on: str, base: Knowledge) -> str:
    found = sorted(p.spell.party for p in parties(a.id, on, base))
    members = f"{len(found)} parties on {on}: {', '.join(found)}" if found else f"no parties known on {on}"
    signed = f"signed {a.signed}" if a.signed else ""
    return _joined(f"{a.kind} treaty" if a.kind != "organisation" else "organisation", signed, a.in_force and f"in force {a.in_force}",
                   a.ended and f"{a.end_kind or 'ended'} {a.ended}") + f"; {members}"  # fmt: skip


def _agreement(a: Agreement, _: str, __: Knowledge) -> str:
    told = f"{a.kind} of {a.date} between {listed(a.parties)}" if a.parties else f"{a.kind} of {a.date}"
    return _joined(told, a.ended and f"ended {a.ended}") + (f": {'; '.join(a.key_terms)}" if a.key_terms else "")


def _war(w: War, _: str, __: Knowledge) -> str:
    return _joined("war", span(w.from_, w.to), f"between {listed(w.parties)}" if w.parties else "")


def _base(b: Base, _: str, __: Knowledge) -> str:
    where = " in ".join(x for x in (b.place, state_name(b.host) if b.host else "") if x)
    made = f"made of {', '.join(b.made_of)}" if b.made_of else ""
    return _joined(
        f"{b.kind} of {state_name(b.state)}",
        where and f"at {where}",
        span(b.from_, b.to),
        b.strength and f"strength {b.strength}",
        made,
    )


def _placename(p: PlaceName, _: str, __: Knowledge) -> str:
    where = f"{p.place} ({state_name(p.country)})" if p.country else p.place
    kinds = {"former": f"former name of {where}", "official": f"official name of {where}"}
    told = kinds.get(p.kind, f"another name of {where}")
    return _joined(told, span(p.from_, p.to), p.used_by and f"used by: {p.used_by}", p.note)


def _territory(t: Territory, _: str, __: Knowledge) -> str:
    held = f"held by {listed(t.controlled_by)}" if t.controlled_by else ""
    claimed = f"claimed by {listed(t.claimed_by)}" if t.claimed_by else ""
    return _joined(held, claimed, span(t.from_, t.to), t.status)


def _organ(o: Organ, _: str, __: Knowledge) -> str:
    chair = f"led by {state_name(o.chair)}" if o.chair else ""
    return _joined(f"organ of {o.organisation}", o.level, chair, span(o.from_, o.to))


def _outlet(o: Outlet, _: str, __: Knowledge) -> str:
    return _joined(f"outlet of {state_name(o.country)}" if o.country else "outlet", o.ownership, o.control, o.url)


def _body(b: Body, _: str, __: Knowledge) -> str:
    behind = f"backed by {listed(b.sponsor)}" if b.sponsor else ""
    if b.code in ("IGO", "UNO", "EUR", "NGO", "IMG", ""):
        seat = ", ".join(x for x in (b.place, state_name(b.state) if b.state else "") if x)
        return _joined(b.kind, seat and f"seat {seat}", behind, span(b.from_, b.to))
    return _joined(
        f"{b.kind} of {state_name(b.state or b.code)}", b.place and f"at {b.place}", behind, span(b.from_, b.to)
    )


def _state(s: State, _: str, __: Knowledge) -> str:
    return _joined(f"state {s.code}", s.capital and f"capital {s.capital}")


_WRITERS: Mapping[type[Any], Callable[[Any, str, Knowledge], str]] = {
    Holding: _holding,
    Alliance: _alliance,
    Agreement: _agreement,
    War: _war,
    Base: _base,
    Territory: _territory,
    Organ: _organ,
    Outlet: _outlet,
    PlaceName: _placename,
    Body: _body,
    State: _state,
}
