"""The regions that stories are filed under: the sub-regions of the United Nations' M49 standard."""

import csv
from functools import cache
from importlib import resources


@cache
def regions() -> dict[str, tuple[str, frozenset[str]]]:
    """Return each sub-region's name with the region that it lies in and the codes of its states."""
    text = resources.files("vedette.publishing.site").joinpath("regions.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {r["subregion"]: (r["region"], frozenset(r["codes"].split())) for r in rows}


@cache
def _of() -> dict[str, str]:
    return {code: name for name, (_, codes) in regions().items() for code in codes}


def regions_of(countries: tuple[str, ...]) -> tuple[str, ...]:
    """Return the regions of states (codes), each once, in their order; a code of no region is left out."""
    return tuple(dict.fromkeys(_of()[c] for c in countries if c in _of()))
