"""Make the state media rows of the table of outlets out of the State Media Matrix.

Usage: python tools/make_outlets.py state_media_matrix.csv src/vedette/knowledge/data

The input is the February 2024 file of an MIT repository over the research of the State Media Monitor. Taken are the
outlet, its address and its typology; its columns of social media are not, since they are misaligned. Rows of
`outlets.csv` that were added by hand (their `source` is another) stay as they are. `party_to` names the wars of
`wars.csv`, still fought or ended since 2020, to which the state that controls an outlet is a party.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from vedette.knowledge.states import state_named

MONITOR = "https://statemediamonitor.com"
HEAD = """# Outlets: whose they are, who controls them, to which wars their state or party is a party. No ratings of reliability or bias.
# Rows with the source statemediamonitor.com: outlet, address and typology from the State Media Matrix (MIT licence) over the research of
# the State Media Monitor, February 2024; made by tools/make_outlets.py. The others were added by hand; their source is the outlet's own site.
"""
COLUMNS = ("id", "name", "aliases", "country", "url", "ownership", "control", "party_to", "source", "note")
TYPES = {
    "SC": ("state", "state-controlled"),
    "CaPu": ("public", "captured by the state"),
    "CaPr": ("private", "captured by the state"),
    "ISFM": ("public", "independent, state-funded and state-managed"),
    "ISF": ("public", "independent, state-funded"),
    "ISM": ("public", "independent, state-managed"),
    "IP": ("public", "independent"),
}
CONTROLLED = frozenset({"state-controlled", "captured by the state"})
COUNTRIES = {
    "Congo": "COG",
    "DR Congo": "COD",
    "Europen Union": "EUR",
    "Palestine territories": "PSE",
    "Macao": "MAC",
    "UAE": "ARE",
    "The Gambia": "GMB",
    "Vatican City": "VAT",
}
"""Names of the input that the table of states lacks or knows otherwise."""

Row = dict[str, str]


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV file without its comments."""
    text = path.read_text("utf-8-sig")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def slug(name: str) -> str:
    """Return `name` in lower case ASCII, its words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def wars_of(data: Path) -> dict[str, list[str]]:
    """Return by state the wars of the table that go on or ended since 2020."""
    found: dict[str, list[str]] = {}
    for war in rows(data / "wars.csv"):
        if not war["to"] or war["to"] >= "2020":
            for party in war["parties"].split("|"):
                found.setdefault(party, []).append(war["id"])
    return found


def outlet(told: Row, wars: dict[str, list[str]]) -> Row | None:
    """Return the row of one outlet, or None where the input has no address, no type or no known country for it."""
    country = COUNTRIES.get(told["Country"]) or state_named(told["Country"])
    kind = TYPES.get(told["Typology"].strip().rstrip("?"))
    name, url = " ".join(told["Main assets"].split()), told["URL"].split()[0] if told["URL"].split() else ""
    if not (country and kind and name and re.fullmatch(r"https?://[^\s/]+\.\S+", url)):
        return None
    ownership, control = kind
    owner = " ".join(told["Media company"].split())
    return {
        "name": name,
        "aliases": "",
        "country": country,
        "url": url,
        "ownership": ownership,
        "control": control,
        "party_to": "|".join(wars.get(country, ())) if control in CONTROLLED else "",
        "source": MONITOR,
        "note": "; ".join(
            x for x in (f"owner: {owner}" if owner != name else "", told["Status"]) if "Merged" not in x and x
        ),
    }


def main() -> None:
    """Read the matrix named first and write `outlets.csv` in the folder named second."""
    matrix, data = map(Path, sys.argv[1:3])
    target = data / "outlets.csv"
    hand = [r for r in rows(target) if r["source"] != MONITOR] if target.exists() else []
    sites = {r["url"].rstrip("/") for r in hand}
    taken, made = {r["id"] for r in hand}, list(hand)
    wars = wars_of(data)
    for row in filter(None, (outlet(told, wars) for told in rows(matrix))):
        if (row["name"], row["url"]) in {(r["name"], r["url"]) for r in made} or row["url"].rstrip("/") in sites:
            continue
        base = slug(row["name"]) or slug(row["url"].partition("//")[2])
        ids = (
            base,
            f"{base}-{row['country'].lower()}",
            *(f"{base}-{row['country'].lower()}-{n}" for n in range(2, 99)),
        )
        row["id"] = next(i for i in ids if i not in taken)
        taken.add(row["id"])
        made.append(row)
    with target.open("w", encoding="utf-8", newline="") as out:
        out.write(HEAD)
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(made, key=lambda r: (r["country"], r["id"])))


if __name__ == "__main__":
    main()
