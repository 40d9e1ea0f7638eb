"""Now: the newest incidents by day and tier, what changed since one last looked, flare-ups, sources that are silent. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from vedette.desk import words
from vedette.desk.filters import TIERS, Filter
from vedette.desk.views.shared import IncidentLine, Page
from vedette.publishing import wording
from vedette.publishing.parties import names
from vedette.records.ledger import FlareUp
from vedette.sources.registry.registry import STATES, WORRYING
from vedette.sources.registry.table import Row
from vedette.store.news import News


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCount:
    """How many incidents of a tier stand on the page; `href` shows that tier alone."""

    tier: str
    count: int
    href: str
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The incidents that begin on one day (ISO, None where none is known), the most urgent first; `head` says it in words."""

    date: str | None
    head: str
    incidents: tuple[IncidentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What changed since a person last looked: `looked` is false where she never did; counts are of incidents.

    `struck` counts events that were struck out and left no incident behind.
    """

    looked: bool
    new: int = 0
    grown: int = 0
    judged: int = 0
    corrected: int = 0
    assessed: int = 0
    struck: int = 0
    mark: str = ""

    @property
    def any(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.new or self.grown or self.judged or self.corrected or self.assessed or self.struck)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlareLine:
    """A flare-up: between whom or where, on which days, why by which figures, and the incidents it is made of."""

    who: str
    days: str
    reason: str
    href: str
    cause: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentLine:
    """A source whose silence tells nothing: its state, in a sentence, and why."""

    name: str
    state: str
    sentence: str
    why: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The first page. `next` continues it; `looked_at` see `Page`; `as_of` is the ISO day of the newest report.

    `discounted` counts the discounted incidents of the page, shown or `hidden`; `turn` is the address that shows or hides them.
    """

    tiers: tuple[TierCount, ...]
    days: tuple[Day, ...]
    changed: Changed
    flareups: tuple[FlareLine, ...]
    flareups_waiting: bool
    silent: tuple[SilentLine, ...]
    watched: int
    as_of: str | None
    page: Page[IncidentLine]
    older: str | None
    discounted: int = 0
    hidden: bool = False
    turn: str = ""


def days_of(lines: Sequence[IncidentLine]) -> tuple[Day, ...]:
    """Return lines by their days, in their order; within a day the most urgent first, the discounted last."""
    found = []
    for day, group in groupby(lines, key=lambda x: x.day):
        ordered = sorted(group, key=lambda x: (TIERS.index(x.tier), x.is_discounted, -x.origins, -x.texts))
        found.append(Day(date=day, head=wording.at_head(words.day(day)), incidents=tuple(ordered)))
    return tuple(found)


def tiers_of(lines: Iterable[IncidentLine], asked: Filter, **beside: str) -> tuple[TierCount, ...]:
    """Return how many of each tier stand on the page, each with the address of that tier alone (or of all again).

    `beside` is the page's own state, which these addresses keep.
    """
    counts = Counter(x.tier for x in lines)
    free = asked.without("tier")
    return tuple(
        TierCount(
            tier=t,
            count=counts[t],
            href="/" + (free.query(**beside) if asked.tier == t else free.query(tier=t, **beside)),
            asked=asked.tier == t,
        )
        for t in TIERS
    )


def changed_of(changes: Mapping[str, News], *, looked: bool, mark: str, struck: int = 0) -> Changed:
    """Return what changed, of incidents by what is new of each; one may count in several ways."""
    news = changes.values()
    return Changed(
        looked=looked,
        new=sum(n.new for n in news),
        grown=sum(n.more > 0 for n in news),
        judged=sum(n.judged for n in news),
        corrected=sum(n.corrected for n in news),
        assessed=sum(n.assessed for n in news),
        struck=struck,
        mark=mark,
    )


def flare_line(f: FlareUp) -> FlareLine:
    """Return the line of a flare-up."""
    place = {"dyad": "-".join(f.of)} if len(f.of) == 2 and all(len(p) == 3 for p in f.of) else {"actor": f.of[0]}
    asked = Filter(since=f.first, until=f.last, type="force", **place)
    return FlareLine(
        who=names(f.of),
        days=wording.day_span(f.first, f.last) or f.first,
        reason=wording.clean(f.reason),
        href="/" + asked.query(),
        cause=f"/incident/{f.cause}" if f.cause else None,
    )


def silent_lines(rows: Iterable[Row]) -> tuple[SilentLine, ...]:
    """Return the sources that miss reports, the dead first."""
    worrying = sorted((r for r in rows if r.state in WORRYING), key=lambda r: (WORRYING.index(r.state), r.name))
    return tuple(
        SilentLine(
            name=wording.clean(r.name),
            state=r.state,
            sentence=STATES[r.state],
            why=wording.clean(r.why) if r.why else None,
            href=f"/sources/{r.id}",
        )
        for r in worrying
    )
