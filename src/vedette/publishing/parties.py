"""How parties and voices are called in a line: "Armenia", "M23", "medical staff in Sudan"."""

import re
from collections.abc import Iterable

from vedette.publishing import wording

PEOPLE = {
    "CVL": "civilians", "REF": "refugees", "JRN": "journalists", "MED": "medical staff", "EDU": "teachers and students",
    "REL": "clergy", "BUS": "companies", "LAB": "workers", "AGR": "farmers", "OPP": "the opposition", "PTY": "parties",
    "ELI": "former officials", "SOC": "civil society", "PRE": "breakaway authorities",
}  # fmt: skip
"""What people of a sector are called who are no voice of their state."""

_CODE = re.compile(r"[A-Z?]{1,3}(?:/\w+)?(?::[\w-]+)?")
_ACRONYM = 4


def name(party: str) -> str:
    """Return how a party or a voice is called.

    They are written as in `incidents.parties` and `incidents.voices`: `ARM`, `COD/armed:m23`,
    `IGO:north-atlantic-treaty-organization`, `SDN/MED`, or the name of a publisher.
    """
    if not _CODE.fullmatch(party):
        return wording.clean(party)
    head, _, slug = party.partition(":")
    if slug:
        return slug.upper() if len(slug) <= _ACRONYM else slug.replace("-", " ").title()
    country, _, people = head.partition("/")
    shown = wording.country(country) or country
    if not people:
        return shown
    return f"{'armed groups' if people == 'armed' else PEOPLE.get(people, people)} in {shown}"


def names(parties: Iterable[str]) -> str:
    """Return a list of parties in words, in their order."""
    return wording.listed([name(p) for p in parties])


def said(reason: str, parties: Iterable[str]) -> str:
    """Return a rule's reason with the codes of `parties` in it replaced by what they are called."""
    codes = sorted({p for p in parties if _CODE.fullmatch(p)}, key=len, reverse=True)
    if not codes:
        return wording.clean(reason)
    # A code inside a longer one, or inside a word, is left alone.
    found = re.compile(rf"(?<![\w/:-])(?:{'|'.join(map(re.escape, codes))})(?![\w/:-])")
    return wording.clean(found.sub(lambda m: name(m.group()), reason))
