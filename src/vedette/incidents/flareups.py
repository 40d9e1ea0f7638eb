"""Flare-ups: days on which more happened between two parties, or in a country, than their own past explains.

The test is a negative-binomial tail. The past gives a mean and a variance of incidents a day; where they vary more than
chance alone would (as conflicts do), the spread is widened accordingly, and that the past is short widens it too: the
rate is taken as a gamma distribution fitted to the past days, with half an incident added so that a quiet past is not
taken for a certain zero. `p` is the chance of as many or more incidents on one day; below `alpha` the day is flagged.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import exp, lgamma, log, log1p

from vedette.incidents.days import day_of
from vedette.incidents.parties import country_of
from vedette.records.incident import Incident
from vedette.records.ledger import FlareUp

ALPHA = 0.001
"""Chance below which a day is flagged, for one day: a thousand quiet days give about one false alarm."""

PAST, LEAST_PAST = 90, 28
"""Days of the own past that are taken, and how many there must be."""

LEAST = 3
"""Incidents that a day must have: a single one is no flare-up, however quiet the past."""

_CAUSE_BEFORE = 2

Counts = Mapping[date, int]


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
    """
    everything = tuple(incidents)
    told = [d for i in everything if (d := day_of(i.first_told) or day_of_incident(i))]
    if not told:
        return ()
    since = covered or min(told)
    out = []
    for of, counts in sorted(daily(everything, family=family).items()):
        for run in _runs(_flagged(counts, since, start, end, alpha)):
            out.append(_flareup(of, run, alpha, _cause(everything, of, run, family)))
    return tuple(sorted(out, key=lambda f: (f.first, f.p, f.of)))


_Flag = tuple[date, int, float, float, int]


def _flagged(counts: Counts, since: date, start: date, end: date, alpha: float) -> list[_Flag]:
    """Return day, observed, expected, p and days of past of every flagged day."""
    out: list[_Flag] = []
    hot: set[date] = set()
    for n in range((end - start).days + 1):
        day = start + timedelta(n)
        observed = counts.get(day, 0)
        if observed < LEAST:
            continue
        first = max(since, day - timedelta(PAST))
        past = [d for k in range((day - first).days) if (d := first + timedelta(k)) not in hot]
        if len(past) < LEAST_PAST:
            continue
        expected, p = tail(observed, [counts.get(d, 0) for d in past])
        if p < alpha:
            hot.add(day)
            out.append((day, observed, expected, p, len(past)))
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
