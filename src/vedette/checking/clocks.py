"""Stated clock zones: does anybody's clock bear that abbreviation on that day?"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from vedette.checking.told import Told
from vedette.knowledge.facts import Zone
from vedette.records.check import Check
from vedette.records.reading import TimeExpression


def check_clocks(told: Told) -> Iterator[Check]:
    """Yield the check of every clock time that bears a zone's abbreviation."""
    known: dict[str, list[Zone]] = {}
    for z in told.base.zones:
        known.setdefault(z.abbreviation, []).append(z)
    for t in told.reading.times:
        if t.precision != "clock":
            continue
        for m in re.finditer(r"\b[A-Z]{2,4}\b", t.text):
            if zones := known.get(m.group()):
                yield _checked(told, t, zones)


def _checked(told: Told, t: TimeExpression, zones: Sequence[Zone]) -> Check:
    day = (t.from_ or told.on)[:10] or "2000-01-01"
    name = zones[0].abbreviation
    facts = [(f"zone:{z.abbreviation}{z.offset}", z) for z in zones]
    kept = [z for z in zones if is_kept(z, day)]
    spans = [(t.start, t.end)]
    if len(zones) > 1:
        meant = ", ".join(f"{z.name} (UTC{z.offset})" for z in zones)
        return told.check("zone", "imprecise", spans, f"{name} is {meant}", facts)
    z = zones[0]
    if kept:
        return told.check("zone", "supported", spans, f"{name} is {z.name}, UTC{z.offset}, kept on {day}", facts)
    region = z.regions[0]
    real = f"{_abbreviation(region, day)} (UTC{_offset(region, day)})"
    sentence = f"{name} is {z.name}, UTC{z.offset}; on {day} clocks in {region.partition('/')[2].replace('_', ' ')} keep {real}"
    return told.check("zone", "imprecise", spans, f"{sentence}{f': {t.doubt}' if t.doubt else ''}", facts)


def is_kept(zone: Zone, day: str) -> bool:
    """Tell whether the clocks of one of the zone's regions keep its offset on the ISO day `day`."""
    return any(_offset(r, day) == zone.offset for r in zone.regions)


def _at(region: str, day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=ZoneInfo(region))


def _offset(region: str, day: str) -> str:
    told = f"{_at(region, day):%z}"
    return f"{told[:3]}:{told[3:5]}"


def _abbreviation(region: str, day: str) -> str:
    return _at(region, day).tzname() or region
