"""Who held which office when: persons by surname, as of a date."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from vedette.knowledge.tables import parts, rows

LEADING = frozenset(
    {"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "head-of-organisation", "leader"}
)
"""Ranks whose holders are told by surname alone."""

BEFORE, AFTER = 1, 5
"""Years before and after an office in which its holder is still told by surname alone."""

_ORDER = {
    r: n
    for n, r in enumerate(
        ("head-of-state", "head-of-organisation", "head-of-government", "foreign-minister", "defence-minister")
    )
}
_FOLDS = str.maketrans({"ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "ß": "s", "’": "", "'": "", "ʻ": ""})


class Holding(NamedTuple):
    """One office held by one person; `from_` and `to` are ISO dates or "" where not known (or not ended)."""

    person: str
    office: str
    rank: str
    country: str
    from_: str
    to: str
    entity: str | None
    sector: str = "GOV"

    def near(self, on: date | None) -> bool:
        """Tell whether the office was held within a few years of that day, as a bare surname takes for granted."""
        from_, to = int(self.from_[:4] or 0), int(self.to[:4] or 9999)
        return on is None or from_ - BEFORE <= on.year <= to + AFTER

    def held(self, on: date | None) -> bool:
        """Tell whether the office was held on that day; true where no day is given."""
        day = on.isoformat() if on else ""
        # A date may be told to the month or year only: the whole of it then counts.
        return not day or ((not self.from_ or self.from_ <= day) and (not self.to or day[: len(self.to)] <= self.to))


def folded(name: str) -> str:
    """Return `name` in lower case without diacritics and apostrophes, for comparing spellings."""
    if name.isascii():
        return name.lower().replace("'", "")
    text = unicodedata.normalize("NFKD", name.casefold().translate(_FOLDS))
    return "".join(c for c in text if not unicodedata.combining(c))


def holders(surname: str, *, on: date | None, given: str | None = None) -> tuple[Holding, ...]:
    """Return the offices held by persons called `surname`: those held `on` that day first, then the highest.

    `given` narrows to persons with that given name, whatever its spelling's diacritics.
    """
    key = _bare(folded(surname))
    first = folded(given) if given else None
    found = [
        h for h in _by_surname().get(key, ()) if (h.near(on) if first is None else folded(h.person).split()[0] == first)
    ]
    return tuple(sorted(found, key=lambda h: (not h.held(on), _ORDER.get(h.rank, 9), h.from_)))


def _bare(name: str) -> str:
    """Return a surname without the article that some spellings carry: "al-Assad" is also "Assad"."""
    for article in ("al-", "el-", "al ", "el "):
        name = name.removeprefix(article)
    return name


@cache
def _by_surname() -> Mapping[str, tuple[Holding, ...]]:
    out: dict[str, list[Holding]] = {}
    for h in _all():
        words = folded(h.person).split()
        last = _bare(words[-1])
        out.setdefault(last, []).append(h)
        if len(words) > 2 and (two := _bare(" ".join(words[-2:]))) != last:
            out.setdefault(two, []).append(h)
        if h.country in ("CHN", "PRK", "KOR", "TWN", "VNM") and len(words) > 1:
            # Family names stand first in these states: "Xi", "Kim".
            out.setdefault(words[0], []).append(h)
    return {k: tuple(v) for k, v in out.items()}


def _all() -> Iterator[Holding]:
    for file in ("people.csv", "people_before.csv", "offices.csv"):
        for r in rows(file):
            entity = f"wikidata:{r['wikidata']}" if r["wikidata"] else None
            for person in parts(r["person"]):
                yield Holding(person, r["office"], r["rank"], r["code"], r["from"], r["to"], entity)
    for r in rows("people_others.csv"):
        for person in (r["person"], *parts(r["aliases"])):
            yield Holding(person, r["what"], r["rank"], r["code"], r["from"], r["to"], None, r["sector"])
