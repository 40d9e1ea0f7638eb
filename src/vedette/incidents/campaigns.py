"""Campaigns: incidents of force between the same parties that follow on one another."""

from collections.abc import Iterable, Sequence
from datetime import date

from vedette.incidents.flareups import day_of_incident, keys_of
from vedette.records.incident import Incident

QUIET = 7
"""Days without an incident that end a campaign."""


def campaigns(incidents: Iterable[Incident], dyad: tuple[str, str]) -> tuple[tuple[Incident, ...], ...]:
    """Return the runs of force between the two countries of `dyad`, each in order of days, cut where a week was quiet."""
    pair = tuple(sorted(dyad))
    found: list[tuple[date, Incident]] = [
        (d, i) for i in incidents if i.family == "force" and pair in keys_of(i) and (d := day_of_incident(i))
    ]
    runs: list[list[tuple[date, Incident]]] = []
    for day, i in sorted(found, key=lambda x: (x[0], x[1].id)):
        if runs and (day - runs[-1][-1][0]).days <= QUIET:
            runs[-1].append((day, i))
        else:
            runs.append([(day, i)])
    return tuple(_plain(r) for r in runs)


def _plain(run: Sequence[tuple[date, Incident]]) -> tuple[Incident, ...]:
    return tuple(i for _, i in run)
