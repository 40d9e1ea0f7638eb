"""Find the names of states, peoples, bodies, forces and groups among the words of a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from vedette.knowledge.states import load_states
from vedette.knowledge.tables import parts, rows

_PIECE = re.compile(r"(?<=[^\W\d_])[-–](?=[^\W\d_])|(?<=[^\W\d_])/(?=[^\W\d_])|['’]s(?=\s|$)|\s+")
_MARK = re.compile(r"[-–/'’]")
_SLUG = re.compile(r"[^a-z0-9]+")
_COMMON = frozenset(
    {
        "Amnesty",
        "Quad",
        "Fano",
        "Amal",
        "Azov",
        "Fars",
        "Interpol",
        "Coalition",
        "Congress",
        "Senate",
        "Wagner",
        "Somali",
    }
)
CAPITAL_AMBIGUOUS = frozenset(
    """Georgetown Kingston Victoria Hamilton Wellington Santiago Valletta Monaco Singapore Luxembourg Djibouti
    Kuwait Panama Guatemala Mexico Stanley Plymouth Roseau Castries Road Nassau Andorra Jamestown Praia Male""".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """What a name means: `kind` is state, demonym, capital, seat, organisation, force, group or outlet."""

    kind: str
    code: str | None
    sector: str | None
    name: str
    entity: str | None
    ambiguous: bool = False


class NameHit(NamedTuple):
    """Words `first` to `last` (exclusive) are `name`."""

    first: int
    last: int
    name: Name


class _Entry(NamedTuple):
    tokens: tuple[str, ...]
    name: Name
    from_: str = ""
    to: str = ""

    def holds(self, day: str) -> bool:
        return not day or ((not self.from_ or self.from_ <= day) and (not self.to or day <= self.to))


class Names:
    """All known names, by their first word, longest first."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        found: dict[str, list[_Entry]] = {}
        for e in entries:
            found.setdefault(e.tokens[0], []).append(e)
        self._by_first = {k: tuple(sorted(v, key=_length) if v[1:] else v) for k, v in found.items()}

    def known(self) -> Iterator[tuple[tuple[str, ...], Name]]:
        """Yield every spelling, cut into words, with what it means; of several meanings the newest first."""
        yield from ((e.tokens, e.name) for entries in self._by_first.values() for e in entries)

    def hits(self, words: Sequence[str], on: date | None = None) -> tuple[NameHit, ...]:
        """Return the names in `words`, longest first from left to right, as they held `on` that day.

        Where a name meant different things over time and no day is given, the newest meaning is taken.
        """
        day = on.isoformat() if on else ""
        out: list[NameHit] = []
        by_first, taken = self._by_first, 0
        for i, word in enumerate(words):
            if i < taken or word not in by_first:
                continue
            hit = next(_at(words, i, by_first[word], day), None)
            if hit:
                out.append(hit)
                taken = hit.last
        return tuple(out)


def _length(entry: _Entry) -> int:
    return -len(entry.tokens)


def _at(words: Sequence[str], i: int, entries: Sequence[_Entry], day: str) -> Iterator[NameHit]:
    for e in entries:
        n = len(e.tokens)
        if (n == 1 or tuple(words[i : i + n]) == e.tokens) and e.holds(day):
            yield NameHit(i, i + n, e.name)


def tokens_of(name: str) -> tuple[str, ...]:
    """Return `name` cut as spaCy's English tokenizer cuts it: hyphens between letters and "'s" stand alone."""
    if not _MARK.search(name):
        return tuple(name.split())
    out: list[str] = []
    at = 0
    for m in _PIECE.finditer(name):
        out.append(name[at : m.start()])
        if not m.group().isspace():
            out.append(m.group())
        at = m.end()
    out.append(name[at:])
    return tuple(t for t in out if t)


@cache
def load_names() -> Names:
    """Return the names of the package's tables."""
    entries: list[_Entry] = []
    for name, spellings, from_, to in (*_of_states(), *_of_bodies()):
        for spelling in spellings:
            tokens = tokens_of(
                spelling.removeprefix("the ").removeprefix("The ") if name.kind != "outlet" else spelling
            )
            entries.append(_Entry(tokens, name, from_, to))
            upper = tuple(t.upper() for t in tokens)
            # Headlines in capitals; acronyms are in capitals already, short words would meet other words.
            if upper != tokens and len(spelling) >= 4:
                entries.append(_Entry(upper, name, from_, to))
    # The newest meaning goes first where no day is given.
    return Names(sorted(entries, key=lambda e: e.from_, reverse=True))


Row = tuple[Name, tuple[str, ...], str, str]


def _of_states() -> Iterator[Row]:
    for s in load_states().values():
        entity = f"state:{s.code}"
        yield Name("state", s.code, None, s.name, entity, s.ambiguous), (s.name, *s.names), "", ""
        if s.demonyms:
            yield Name("demonym", s.code, None, s.name, entity), s.demonyms, "", ""
            capitals = tuple(c for c in s.capitals if c.split()[0] not in CAPITAL_AMBIGUOUS and c != s.name)
            if capitals:
                yield Name("capital", s.code, None, s.name, entity), capitals, "", ""
        for seat, sector in s.seats:
            yield Name("seat", s.code, sector, seat, entity), (seat,), "", ""


def _of_bodies() -> Iterator[Row]:
    for file in (
        "organisations.csv",
        "forces.csv",
        "groups.csv",
        "groups_before.csv",
        "groups_more.csv",
        "peoples.csv",
    ):
        for r in rows(file):
            kind = r.get("kind") or "group"
            entity = f"{kind}:{_SLUG.sub('-', r['name'].lower()).strip('-')}"
            name = Name(kind, r["code"] or None, r["sector"], r["name"], entity, r["name"] in _COMMON)
            yield name, (r["name"], *parts(r["aliases"])), r.get("from", ""), r.get("to", "")
