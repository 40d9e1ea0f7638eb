"""Obligations: who is bound to do what for whom if one state attacked another. What the texts provide, no verdict. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vedette.desk.views.bound import SaidLine, bound_views
from vedette.desk.views.receipts import Gate
from vedette.knowledge.describe import listed, state_name
from vedette.knowledge.obligations import Duty
from vedette.workflow.bound import Bound

_CODE = re.compile(r"\b[A-Z]{3}\b")

NOTE = "This is what the texts provide, not a legal verdict: whether the case has arisen is for the parties to say."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked, as typed; `faults` are sentences by field."""

    attacker: str = ""
    attacked: str = ""
    on: str = ""
    faults: tuple[tuple[str, str], ...] = ()

    def fault(self, field: str) -> str:
        """Return what is wrong with a field, "" for nothing."""
        return dict(self.faults).get(field, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """What one article binds `bound` to do. `since` tells who has been bound since when, `doubts` what is in doubt."""

    obligation: str
    bound: str
    treaty: str
    article: str
    paraphrase: str
    terms: tuple[tuple[str, str], ...]
    since: tuple[str, ...]
    doubts: tuple[str, ...]
    conflicts: tuple[str, ...]
    certain: bool
    source: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Duties towards one side: its head, the lines, and the sentence where there are none."""

    head: str
    duties: tuple[DutyLine, ...]
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """An attack that reports tell: who is said to have attacked whom, on which day, and the address that asks about it."""

    told: str
    on: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations:
    """The page. `sides` are () until two states and a day are asked; `silent` asks the positions page about the bound."""

    asked: Asked
    head: str
    sides: tuple[Side, ...]
    lapsed: tuple[str, ...]
    said: tuple[tuple[str, tuple[SaidLine, ...]], ...]
    positions: str
    attacks: tuple[Attack, ...]
    note: str = NOTE


def obligations_view(asked: Asked, found: Bound | None, attacks: Iterable[Attack], gate: Gate) -> Obligations:
    """Return the page: what was found for what is asked, and the attacks that may be asked about."""
    if found is None:
        return Obligations(asked=asked, head="", sides=(), lapsed=(), said=(), positions="", attacks=tuple(attacks))
    told = found.provided
    attacker, attacked = state_name(told.attacker), state_name(told.attacked)
    return Obligations(
        asked=asked,
        head=f"If {attacker} attacked {attacked}",
        sides=(
            _side(f"For {attacked}", told.for_attacked, f"No known treaty binds a third state to {attacked}."),
            _side(f"For {attacker}, if it is itself attacked", told.for_attacker,
                  f"No known treaty binds a third state to {attacker}."),
            _side(f"Between {attacker} and {attacked}", told.between,
                  "No known treaty forbids the attack beside the Charter of the United Nations."),
        ),
        lapsed=tuple(map(_named, told.lapsed)),
        said=bound_views((found,), gate)[0].said,
        positions="&".join([f"from={told.on}", *(f"bound={p}" for p in sorted(found.said))]) if found.said else "",
        attacks=tuple(attacks),
    )  # fmt: skip


def _side(head: str, duties: Sequence[Duty], none: str) -> Side:
    groups: dict[tuple[str, str, str], list[Duty]] = {}
    for d in duties:
        groups.setdefault((d.obligation, d.alliance, d.article), []).append(d)
    return Side(head=head, duties=tuple(_line(g) for g in groups.values()), none=none)


def _line(group: Sequence[Duty]) -> DutyLine:
    first = group[0]
    terms = (("when", first.trigger), ("steps", " → ".join(first.steps)), ("limits", "; ".join(first.limits)))
    return DutyLine(
        obligation=first.obligation,
        bound=listed(d.bound for d in group),
        treaty=first.name,
        article=f"Article {first.article}" if first.article else "article not known",
        paraphrase=first.paraphrase,
        terms=tuple((name, told) for name, told in terms if told),
        since=tuple(_since(group)),
        doubts=tuple(dict.fromkeys((*(x for d in group for x in d.doubts), *_unchecked(group)))),
        conflicts=tuple(_conflicts(group)),
        certain=all(d.certain for d in group),
        source=first.source,
        checked=first.checked,
    )


def _since(group: Sequence[Duty]) -> Iterator[str]:
    by: dict[str, list[str]] = {}
    for d in group:
        by.setdefault(d.since, []).append(d.bound)
    for since, bound in by.items():
        yield f"{listed(bound)} since {since or 'a day not known'}"


def _unchecked(group: Sequence[Duty]) -> Iterator[str]:
    if parties := sorted({p for d in group for p in d.unchecked}):
        yield f"dates not checked against a public text: {listed(parties)}"


def _conflicts(group: Sequence[Duty]) -> Iterator[str]:
    """Yield what binds parties to the other side too, those that it binds alike in one sentence."""
    by: dict[str, list[str]] = {}
    for d in group:
        for told in d.conflicts:
            by.setdefault(told.removeprefix(f"{d.bound} is "), []).append(d.bound)
    for told, bound in by.items():
        yield f"{listed(bound)} {'is' if len(bound) == 1 else 'are'} {_named(told)}"


def _named(sentence: str) -> str:
    """Return a sentence of the knowledge base with states called by their names."""
    return _CODE.sub(lambda m: state_name(m.group()), sentence)
