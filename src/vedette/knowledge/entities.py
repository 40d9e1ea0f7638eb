"""Every named thing of the knowledge base under its stable id, found by any of its names in a text or a question."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from vedette.knowledge.base import Knowledge, load_knowledge
from vedette.knowledge.facts import slug
from vedette.knowledge.offices import folded
from vedette.knowledge.states import load_states
from vedette.settings import knowledge_dir

_WORD = re.compile(r"[^\W_]+")
_LINKS = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing: its stable `id`, its `kind`, its usual name, and the facts told of it (one a spell)."""

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    facts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An entity's name at characters `start` to `end` of a text."""

    start: int
    end: int
    entity: Entity


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words of `text` without case and accents, each with its offsets."""
    return [(folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


class Entities:
    """All entities of a knowledge base, by id and by the words of their names."""

    def __init__(self, base: Knowledge) -> None:
        self.by_id: Mapping[str, Entity] = {e.id: e for e in _merged(_all(base))}

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[tuple[tuple[str, ...], str, Entity], ...]]:
        found: dict[str, list[tuple[tuple[str, ...], str, Entity]]] = {}
        for e in self.by_id.values():
            for name in dict.fromkeys((e.name, *e.names)):
                key = _key(name)
                if key:
                    found.setdefault(key[0], []).append((key, name, e))
        return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in found.items()}

    @cached_property
    def long_names(self) -> tuple[tuple[Entity, tuple[frozenset[str], ...]], ...]:
        """Return the things whose names are long and seldom told in full, each with the words of its names."""
        kinds = ("agreement", "alliance", "war", "base")
        every = (e for e in self.by_id.values() if e.kind in kinds)
        return tuple((e, tuple(frozenset(_key(n)) for n in (e.name, *e.names))) for e in every)

    def named(self, name: str) -> tuple[Entity, ...]:
        """Return the entities that bear `name`, whatever its case, accents and joints."""
        key = _key(name)
        found = (e for k, _, e in self._by_first.get(key[0], ()) if k == key) if key else ()
        return tuple({e.id: e for e in found}.values())

    def in_text(self, text: str) -> tuple[Named, ...]:
        """Return the names in `text`, the longest first from left to right; one word alone needs its capitals."""
        words = words_of(text)
        out: list[Named] = []
        taken = 0
        for i, (word, start, _) in enumerate(words):
            if i < taken:
                continue
            hits = [(k, e) for k, name, e in self._by_first.get(word, ()) if _stands(words, i, k, name, text)]
            longest = max((len(k) for k, _ in hits), default=0)
            for e in {e.id: e for k, e in hits if len(k) == longest}.values():
                out.append(Named(start, words[i + longest - 1][2], e))
                taken = i + longest
        return tuple(out)


def _key(name: str) -> tuple[str, ...]:
    words = tuple(w for w, _, _ in words_of(name))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _stands(words: list[tuple[str, int, int]], i: int, key: tuple[str, ...], name: str, text: str) -> bool:
    if tuple(w for w, _, _ in words[i : i + len(key)]) != key:
        return False
    told = text[words[i][1] : words[i + len(key) - 1][2]]
    # "NATO" is not "nato"; "Rio" is a name, "rio" is not; a sentence is not split inside a name.
    capitals = sum(c.isupper() for c in told)
    return (
        capitals > 0
        and (len(name) > 4 or not name.isupper() or _LINKS.sub("", told) == _LINKS.sub("", name))
        and "\n\n" not in told
    )


def _merged(found: Iterable[Entity]) -> Iterator[Entity]:
    """Yield each entity once, the spells of one id gathered."""
    out: dict[str, Entity] = {}
    for e in found:
        old = out.get(e.id)
        out[e.id] = (
            e
            if old is None
            else Entity(e.id, e.kind, old.name, tuple(dict.fromkeys((*old.names, *e.names))), (*old.facts, *e.facts))
        )
    yield from out.values()


def _all(base: Knowledge) -> Iterator[Entity]:
    for s in load_states().values():
        yield Entity(f"state:{s.code}", "state", s.name, s.names, (s,))
    for b in base.bodies:
        yield Entity(b.id, b.kind, b.name, b.aliases, (b,))
    for kind, facts in (
        ("alliance", base.alliances.values()),
        ("agreement", base.agreements),
        ("war", base.wars),
        ("base", base.bases),
        ("territory", base.territories),
        ("outlet", base.outlets),
        ("placename", base.placenames),
    ):
        for f in facts:
            yield Entity(f"{kind}:{f.id}", kind, f.name, f.aliases, (f,))
    for o in base.organs:
        yield Entity(f"organ:{slug(o.organisation)}:{slug(o.organ)}", "organ", o.organ, o.aliases, (o,))


def load_entities(folder: Path | None = None) -> Entities:
    """Return the entities of the knowledge base with the user's files of `folder`, once a folder and process."""
    return _loaded(folder or knowledge_dir())


@cache
def _loaded(folder: Path | None) -> Entities:
    return Entities(load_knowledge(folder))
