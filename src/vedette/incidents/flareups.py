"""Flare-ups: days on which more happened between two parties, or in a country, than their own past explains.

The test is a negative-binomial tail. The past gives a mean and a variance of incidents a day; where they vary more than
chance alone would (as conflicts do), the spread is widened accordingly, and that the past is short widens it too: the
rate is taken as a gamma distribution fitted to the past days, with half an incident added so that a quiet past is not
taken for a certain zero. `p` is the chance of as many or more incidents on one day; below `alpha` the day is flagged.

The test takes incidents for independent, which those of one report are not: a day is a flare-up only where independent
texts tell of it. What the test would flag but for that is told as too small to tell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma, log, log1p

from vedette.incidents.parties import country_of
from vedette.records.incident import Incident
from vedette.records.ledger import FlareUp
from vedette.records.moments import day_of

ALPHA = 0.001
"""Chance below which a day is flagged, for one day: a thousand quiet days give about one false alarm."""

PAST, LEAST_PAST = 90, 28
"""Days of the own past that are taken, and how many there must be."""

LEAST = 3
"""Incidents that a day must have: a single one is no flare-up, however quiet the past."""

LEAST_ORIGINS = 2
"""Independent texts that must tell of a flare-up: one report's list of strikes is one witness."""

_CAUSE_BEFORE = 2

Counts = Mapping[date, int]

_Flag = tuple[date, int, float, float, int]


def tail(observed: int, past: Sequence[int]) -> tuple[float, float]:
    """Return the expected count and the chance of `observed` or more on one day, given the counts of the `past` days."""
    n = len(past)
    total = sum(past)
    mean = (total + 0.5) / n
    variance = sum((x - total / n) ** 2 for x in past) / max(1, n - 1)
    # By moments; a past that varies no more than chance leaves only the doubt about its rate, total + 0.5 incidents strong.
    shape = min(total + 0.5, mean * mean / (variance - mean)) if variance > mean else total + 0.5
    return mean, _upper(observed, shape, mean)


def _upper(k: int, shape: float, mean: float) -> float:
    """Return the chance that a negative-binomial count of this shape and mean is at least `k`."""
    if k <= 0:
        return 1.0
    log_p, log_q = -log1p(mean / shape), log(mean / (shape + mean))
    terms = (lgamma(i + shape) - lgamma(shape) - lgamma(i + 1) + shape * log_p + i * log_q for i in range(k, k + 2000))
    return min(1.0, sum(map(exp, terms)))


def daily(incidents: Iterable[Incident], *, family: str = "force") -> dict[tuple[str, ...], dict[date, int]]:
    """Return incidents a day, of each pair of parties (countries, sorted) and of each country where they happened.

    An incident without a told day counts on the day on which it was first told; each counts once, however many tell it.
    """
    out: dict[tuple[str, ...], dict[date, int]] = {}
    for i in incidents:
        day = day_of_incident(i)
        if i.family != family or day is None:
            continue
        for of in keys_of(i):
            counts = out.setdefault(of, {})
            counts[day] = counts.get(day, 0) + 1
    return out


def keys_of(i: Incident) -> tuple[tuple[str, ...], ...]:
    """Return the pairs and the country for which `i` counts: two countries, or two parties within one."""
    found = {_pair(a, b) for a in i.doers for b in i.sufferers if a != b}
    if len(i.doers) == 2 and not i.sufferers:
        found.add(_pair(*sorted(i.doers)))
    if i.place and i.place.country:
        found.add((i.place.country,))
    return tuple(sorted(found))


def _pair(a: str, b: str) -> tuple[str, ...]:
    one, two = country_of(a), country_of(b)
    return tuple(sorted((one, two) if one != two else (a, b)))


def day_of_incident(i: Incident) -> date | None:
    """Return the day on which `i` counts, None where neither day nor publication is known."""
    d = i.days
    return day_of(d.first) if d and d.told and not d.wide else day_of(i.first_told)


@dataclass(frozen=True, slots=True, kw_only=True)
class TooSmall:
    """A day whose count is rare under the own past and yet too small to tell a flare-up: `reason` says why.

    `of` is a pair of parties or one country, `day` an ISO day, `observed` its incidents, `origins` the independent texts
    that tell of them, `p` the chance of as many or more under the past.
    """

    of: tuple[str, ...]
    day: str
    observed: int
    origins: int
    p: float
    reason: str


def flareups(
    incidents: Iterable[Incident],
    *,
    start: date,
    end: date,
    alpha: float = ALPHA,
    family: str = "force",
    covered: date | None = None,
) -> tuple[FlareUp, ...]:
    """Return the flare-ups from `start` to `end`, each with the incident at its beginning that most origins tell.

    The past of a day reaches back 90 days, but not before `covered`, the day since when reports were gathered (without
    it, the first publication in `incidents`): where nobody looked, nothing is no quiet. Less than 28 days are no past. Days already flagged are left out of the past of the next: a war must not make itself ordinary at once.
    A flare-up has at least 3 incidents on a day, and at least 2 independent texts tell of it.
    """
    everything = tuple(incidents)
    out = []
    for of, counts, since in _series(everything, family, covered):
        for run in _runs(_of_size(_rare(counts, since, start, end, alpha))):
            if _origins(_told(everything, of, run, family)) >= LEAST_ORIGINS:
                out.append(_flareup(of, run, alpha, _cause(everything, of, run, family)))
    return tuple(sorted(out, key=lambda f: (f.first, f.p, f.of)))


def too_small(
    incidents: Iterable[Incident],
    *,
    start: date,
    end: date,
    alpha: float = ALPHA,
    family: str = "force",
    covered: date | None = None,
) -> tuple[TooSmall, ...]:
    """Return the rare days from `start` to `end` that are no flare-ups since too little is told of them, by day.

    What a rare day is, and the arguments, are those of `flareups`.
    """
    everything = tuple(incidents)
    out = []
    for of, counts, since in _series(everything, family, covered):
        for run in _runs(_rare(counts, since, start, end, alpha)):
            origins = _origins(_told(everything, of, _of_size(run) or run, family))
            if origins < LEAST_ORIGINS or not _of_size(run):
                out.append(_too_small(of, min(run, key=lambda f: (f[3], f[0])), origins))
    return tuple(sorted(out, key=lambda x: (x.day, x.of)))


def _series(
    everything: Sequence[Incident], family: str, covered: date | None
) -> Iterator[tuple[tuple[str, ...], Counts, date]]:
    """Yield each pair and country with its counts a day and the day from which on they mean something."""
    told = [d for i in everything if (d := day_of(i.first_told) or day_of_incident(i))]
    for of, counts in sorted(daily(everything, family=family).items()) if told else ():
        yield of, counts, covered or min(told)


def _of_size(flags: Sequence[_Flag]) -> list[_Flag]:
    return [f for f in flags if f[1] >= LEAST]


def _too_small(of: tuple[str, ...], f: _Flag, origins: int) -> TooSmall:
    day, observed, _, p, _ = f
    incidents = f"{observed} incident{'s' if observed > 1 else ''} on {day}"
    few = (
        f"fewer than {LEAST}" if observed < LEAST else f"told by {origins} independent text, fewer than {LEAST_ORIGINS}"
    )
    return TooSmall(
        of=of, day=day.isoformat(), observed=observed, origins=origins, p=p, reason=f"{incidents}, {few}: too small to tell"
    )  # fmt: skip


def _origins(incidents: Sequence[Incident]) -> int:
    """Return how many independent texts tell of `incidents`, at least: documents of one incident of one origin are copies."""
    first = {d: d for i in incidents for d in i.documents}
    for i in incidents:
        if i.origins == 1:
            _join(first, i.documents)
    apart = {_first(first, d) for i in incidents if i.origins == 1 for d in i.documents}
    return max((len(apart), *(i.origins for i in incidents)))


def _join(first: dict[str, str], documents: Sequence[str]) -> None:
    for d in documents[1:]:
        first[_first(first, d)] = _first(first, documents[0])


def _first(first: Mapping[str, str], d: str) -> str:
    """Return the document that stands for all copies of `d`."""
    while first[d] != d:
        d = first[d]
    return d


def _told(everything: Iterable[Incident], of: tuple[str, ...], run: Sequence[_Flag], family: str) -> list[Incident]:
    """Return the incidents on the days of a run."""
    days = {f[0] for f in run}
    return [i for i in everything if i.family == family and day_of_incident(i) in days and of in keys_of(i)]


def _rare(counts: Counts, since: date, start: date, end: date, alpha: float) -> list[_Flag]:
    """Return day, observed, expected, p and days of past of every day with a count rare under its own past."""
    out: list[_Flag] = []
    hot: set[date] = set()
    for n in range((end - start).days + 1):
        day = start + timedelta(n)
        observed = counts.get(day, 0)
        if observed == 0:
            continue
        first = max(since, day - timedelta(PAST))
        past = [d for k in range((day - first).days) if (d := first + timedelta(k)) not in hot]
        if len(past) < LEAST_PAST:
            continue
        expected, p = tail(observed, [counts.get(d, 0) for d in past])
        if p < alpha:
            out.append((day, observed, expected, p, len(past)))
            if observed >= LEAST:
                hot.add(day)
    return out


def _runs(flags: Sequence[_Flag]) -> list[list[_Flag]]:
    """Return flagged days in runs; one quiet day between does not end a run."""
    runs: list[list[_Flag]] = []
    for f in flags:
        if runs and (f[0] - runs[-1][-1][0]).days <= 2:
            runs[-1].append(f)
        else:
            runs.append([f])
    return runs


def _flareup(of: tuple[str, ...], run: Sequence[_Flag], alpha: float, cause: Incident | None) -> FlareUp:
    day, observed, expected, p, past = min(run, key=lambda f: (f[3], f[0]))
    return FlareUp(
        of=of,
        first=run[0][0].isoformat(),
        last=run[-1][0].isoformat(),
        peak=day.isoformat(),
        observed=observed,
        expected=round(expected, 3),
        p=p,
        alpha=alpha,
        past_days=past,
        cause=cause.id if cause else None,
        reason=f"{observed} incidents on {day}, {expected:.2f} a day expected from {past} days before: p = {p:.2g}, below {alpha:g}",
    )


def _cause(everything: Iterable[Incident], of: tuple[str, ...], run: Sequence[_Flag], family: str) -> Incident | None:
    first = run[0][0]
    near = [
        i
        for i in everything
        if i.family == family
        and of in keys_of(i)
        and (d := day_of_incident(i))
        and 0 <= (first - d).days <= _CAUSE_BEFORE
    ]
    return min(near, key=lambda i: (-i.origins, day_of_incident(i) or first, i.id), default=None)
