"""Who held which office when: persons by surname, as of a date."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vedette.knowledge.facts import slug
from vedette.knowledge.tables import overlaid, parts
from vedette.settings import knowledge_dir

LEADING = frozenset(
    {"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "head-of-organisation", "leader"}
)
"""Ranks whose holders are told by surname alone."""

BEFORE, AFTER = 1, 5
"""Years before and after an office in which its holder is still told by surname alone."""

SNAPSHOT = "2022-08"
"""The month in which the offices of `offices.csv` were read; an office open there was held at least until then."""

_ORDER = {
    r: n
    for n, r in enumerate(
        ("head-of-state", "head-of-organisation", "head-of-government", "foreign-minister", "defence-minister")
    )
}
_FOLDS = str.maketrans({"ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "ß": "s", "’": "", "'": "", "ʻ": ""})


class Holding(NamedTuple):
    """One office held by one person; `from_` and `to` are ISO dates or "" where not known (or not ended).

    `seen` is the month of the snapshot that a row comes from, "" where the row is kept by hand.
    `source` is where the holding stands, `checked` the text against which its dates were checked, "" for none; `usual` is
    the usual spelling where `person` is another.
    """

    person: str
    office: str
    rank: str
    country: str
    from_: str
    to: str
    entity: str | None
    sector: str = "GOV"
    seen: str = ""
    source: str = ""
    checked: str = ""
    usual: str = ""

    @property
    def id(self) -> str:
        """Return the person's stable id: Wikidata's, or one made of the name's usual spelling."""
        return self.entity or f"person:{slug(folded(self.usual or self.person))}"

    def near(self, on: date | None) -> bool:
        """Tell whether the office was held within a few years of that day, as a bare surname takes for granted."""
        from_, to = int(self.from_[:4] or 0), int(self.to[:4] or 9999)
        return on is None or from_ - BEFORE <= on.year <= to + AFTER

    def held(self, on: date | None) -> bool:
        """Tell whether the office was held on that day; true where no day is given."""
        day = on.isoformat() if on else ""
        # A date may be told to the month or year only: the whole of it then counts.
        return not day or ((not self.from_ or self.from_ <= day) and (not self.to or day[: len(self.to)] <= self.to))


def is_open(h: Holding, on: str) -> bool:
    """Tell whether nothing says that `h` was still held on the ISO day `on`: no end is known, and it lies after the snapshot."""
    return not h.to and bool(h.seen) and on[: len(h.seen)] > h.seen


def folded(name: str) -> str:
    """Return `name` in lower case without diacritics and apostrophes, for comparing spellings."""
    if name.isascii():
        return name.lower().replace("'", "")
    text = unicodedata.normalize("NFKD", name.casefold().translate(_FOLDS))
    return "".join(c for c in text if not unicodedata.combining(c))


def holders(
    surname: str, *, on: date | None, given: str | None = None, folder: Path | None = None, ever: bool = False
) -> tuple[Holding, ...]:
    """Return the offices held by persons called `surname`: those held `on` that day first, then the highest.

    `given` narrows to persons with that given name, whatever its spelling's diacritics; a surname alone means those who
    held an office about that day, or at any time with `ever`. `folder` holds the user's own files, by default those that
    `VEDETTE_KNOWLEDGE` names.
    """
    key = _bare(folded(surname))
    first = folded(given) if given else None
    found = [
        h
        for h in _by_surname(folder or knowledge_dir()).get(key, ())
        if (ever or h.near(on) if first is None else folded(h.person).split()[0] == first)
    ]
    return tuple(sorted(found, key=lambda h: (not h.held(on), _ORDER.get(h.rank, 9), h.from_)))


def _bare(name: str) -> str:
    """Return a surname without the article that some spellings carry: "al-Assad" is also "Assad"."""
    for article in ("al-", "el-", "al ", "el "):
        name = name.removeprefix(article)
    return name


def holdings(country: str, *, folder: Path | None = None) -> tuple[Holding, ...]:
    """Return every office of the state or body whose code is `country`, with its holders."""
    return _by_country(folder or knowledge_dir()).get(country, ())


@cache
def _by_country(folder: Path | None) -> Mapping[str, tuple[Holding, ...]]:
    out: dict[str, list[Holding]] = {}
    for h in _all(folder):
        out.setdefault(h.country, []).append(h)
    return {k: tuple(v) for k, v in out.items()}


@cache
def _by_surname(folder: Path | None) -> Mapping[str, tuple[Holding, ...]]:
    out: dict[str, list[Holding]] = {}
    for h in _all(folder):
        words = folded(h.person).split()
        last = _bare(words[-1])
        out.setdefault(last, []).append(h)
        if len(words) > 2 and (two := _bare(" ".join(words[-2:]))) != last:
            out.setdefault(two, []).append(h)
        if h.country in ("CHN", "PRK", "KOR", "TWN", "VNM") and len(words) > 1:
            # Family names stand first in these states: "Xi", "Kim".
            out.setdefault(words[0], []).append(h)
    return {k: tuple(v) for k, v in out.items()}


@cache
def _all(folder: Path | None) -> tuple[Holding, ...]:
    own = [h for r in overlaid("people.csv", folder) for h in _of_row(r)]
    later: dict[tuple[str, str], list[Holding]] = {}
    for h in own:
        later.setdefault((h.country, h.rank), []).append(h)
    before = [h for r in overlaid("people_before.csv", folder) for h in _of_row(r)]
    snapshot = (h for r in overlaid("offices.csv", folder) for h in _of_row(r, SNAPSHOT))
    others = [h for r in overlaid("people_others.csv", folder) for h in _of_other(r)]
    return (*own, *before, *(_ended(h, later.get((h.country, h.rank), ())) for h in snapshot), *others)


def _of_row(r: Mapping[str, str], seen: str = "") -> tuple[Holding, ...]:
    """Return the office of a row, once for each spelling of its holder's name."""
    entity = f"wikidata:{r['wikidata']}" if r["wikidata"] else None
    source = r.get("source") or (f"https://www.wikidata.org/wiki/{r['wikidata']}" if r["wikidata"] else "")
    told = r["office"], r["rank"], r["code"], r["from"], r["to"], entity, "GOV", seen, source, r.get("checked", "")
    if "|" not in r["person"]:
        return (Holding(r["person"], *told),)
    spellings = parts(r["person"])
    return tuple(Holding(person, *told, spellings[0]) for person in spellings)


def _of_other(r: Mapping[str, str]) -> tuple[Holding, ...]:
    """Return what a person without state office was, once for each spelling of the name."""
    told = r["what"], r["rank"], r["code"], r["from"], r["to"], None, r["sector"], "", "", "", r["person"]
    return tuple(Holding(person, *told) for person in (r["person"], *parts(r["aliases"])))


def _ended(h: Holding, later: Sequence[Holding]) -> Holding:
    """Return an office that was open at the snapshot as ended where a newer row tells its end or a successor."""
    if h.to or h.rank not in _ORDER:
        return h
    own = [x.to for x in later if folded(x.person) == folded(h.person) and x.to > SNAPSHOT and x.from_ <= SNAPSHOT]
    ends = own or [x.from_ for x in later if x.from_ > SNAPSHOT and folded(x.person) != folded(h.person)]
    return h._replace(to=min(ends)) if ends else h
