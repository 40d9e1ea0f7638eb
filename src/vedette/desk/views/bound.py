"""Who is bound by treaty where one state is said to have attacked another, and what the bound are on record with. Pure.

What the treaties' texts provide, never a legal verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vedette.desk.views.receipts import Gate, report_href
from vedette.desk.views.shared import Receipt
from vedette.knowledge.describe import listed, state_name
from vedette.knowledge.obligations import Duty
from vedette.knowledge.stances import Stance
from vedette.publishing import wording
from vedette.publishing.stored import STATUSES
from vedette.workflow.bound import Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """What an article binds several states to do for `helped`; `certain` is false where it is in doubt on that day."""

    helped: str
    obligation: str
    bound: str
    treaty: str
    article: str
    paraphrase: str
    doubts: tuple[str, ...]
    certain: bool
    source: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """One thing that a bound state said or did since: the act, how it is told, and its words with the receipt."""

    day: str | None
    act: str
    status: str | None
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundView:
    """What binds whom if `attacker` attacked `attacked` on the ISO day `on`.

    `said` has every bound state with what it said since, nothing where nothing is on record; `query` asks the page of
    obligations the same.
    """

    attacker: str
    attacked: str
    on: str
    duties: tuple[DutyLine, ...]
    between: tuple[DutyLine, ...]
    lapsed: tuple[str, ...]
    said: tuple[tuple[str, tuple[SaidLine, ...]], ...]
    query: tuple[tuple[str, str], ...]


def bound_views(found: Iterable[Bound], gate: Gate | None = None) -> tuple[BoundView, ...]:
    """Return a view for each attack of one state on another in an incident."""
    return tuple(_view(b, gate or Gate()) for b in found)


def _view(b: Bound, gate: Gate) -> BoundView:
    told = b.provided
    attacker, attacked = state_name(told.attacker), state_name(told.attacked)
    return BoundView(
        attacker=attacker,
        attacked=attacked,
        on=told.on,
        duties=(*_duties(attacked, told.for_attacked), *_duties(attacker, told.for_attacker)),
        between=tuple(_duties(attacked, told.between)),
        lapsed=told.lapsed,
        said=tuple((state_name(party), tuple(_said(s, gate) for s in found)) for party, found in b.said.items()),
        query=(("attacker", told.attacker), ("attacked", told.attacked), ("on", told.on)),
    )


def _duties(helped: str, duties: Sequence[Duty]) -> Iterator[DutyLine]:
    """Yield one line an article, with everybody whom it binds."""
    groups: dict[tuple[str, str, str], list[Duty]] = {}
    for d in duties:
        groups.setdefault((d.obligation, d.alliance, d.article), []).append(d)
    for group in groups.values():
        first = group[0]
        yield DutyLine(
            helped=helped,
            obligation=first.obligation,
            bound=listed(d.bound for d in group),
            treaty=first.name,
            article=f"Article {first.article}" if first.article else "article not known",
            paraphrase=first.paraphrase,
            doubts=tuple(dict.fromkeys(x for d in group for x in d.doubts)),
            certain=all(d.certain for d in group),
            source=first.source,
            checked=first.checked,
        )


def _said(s: Stance, gate: Gate) -> SaidLine:
    return SaidLine(
        day=s.day or None,
        act=wording.ACTS_BY_MODE.get((s.type, s.mode or "")) or wording.ACTS.get(s.type, s.type.lower()),
        status=STATUSES.get(s.status),
        receipt=Receipt(
            document=s.document,
            start=s.start,
            end=s.end,
            words=gate.words(s.document, s.text),
            voice=wording.listed([wording.clean(c) for c in s.claimed_by]) or "the text’s own words",
            source=None,
            day=s.day or None,
            href=report_href(s.document, s.event),
        ),
    )
