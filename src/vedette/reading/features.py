"""What the marker is told of a word besides its text: what it is, what the codebook lists it as, and how it hangs together.

A small model with little to learn from does better on what the rules know already: names, roles, the codebook's triggers, and
the path between two words in the parse.
"""

from collections.abc import Iterator, Sequence

from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence, Word

LONGEST = 4
"""Steps of a path from which on only its last two are told."""

_JOINING = frozenset({"conj", "appos"})
_SAME = {"agent": "prep", "dative": "iobj", "nmod": "compound", "npadvmod": "obl", "quantmod": "nummod"}


def kinds(s: Sentence) -> tuple[str, ...]:
    """Return what each word is: the kind of a known name, a role, a named entity's label, or its part of speech."""
    named = {m.first: m.kind for m in s.mentions}
    return tuple(named.get(w.i) or _role(w) or w.entity or w.pos for w in s.words)


def _role(w: Word) -> str:
    """Return the sector of the role that a noun names by itself, "" where it names none."""
    roles = load_codebook().roles.get(w.lemma, ()) if w.pos == "NOUN" else ()
    alone = next((r for r in roles if len(r.lemma) == 1), None)
    return f"role {alone.sector}" if alone else ""


def listed(s: Sentence) -> tuple[str, ...]:
    """Return the event types as which the codebook lists each word, by its part of speech; "" where it does not."""
    book = load_codebook()
    out = []
    for w in s.words:
        entries = book.verbs if w.pos in ("VERB", "AUX") else book.adjectives if w.pos == "ADJ" else book.nouns
        found = entries.get(w.lemma, ()) or entries.get(w.lower, ())
        types = sorted({t.type for t in found})
        out.append(f"{' '.join(types)} {w.pos}" if types else "")
    return tuple(out)


def paths(heads: Sequence[int], deps: Sequence[str], words: Sequence[str], at: int) -> tuple[str, ...]:
    """Return for each word of a sentence its path in the parse from word `at`: "^dobj v nsubj" is its verb's subject.

    Lists count as their first member; a preposition is told by its word. "far" where the path has more than `LONGEST` steps.
    """
    return paths_from(climbs(heads, deps, words), at)


Climb = tuple[tuple[int, str], ...]
"""A word and those above it, each with the step that leads up from it."""


def climbs(heads: Sequence[int], deps: Sequence[str], words: Sequence[str]) -> tuple[Climb, ...]:
    """Return the way up from each word of a sentence; many paths of one sentence are made of them."""
    return tuple(tuple(_up(heads, deps, words, i)) for i in range(len(heads)))


def paths_from(ways: Sequence[Climb], at: int) -> tuple[str, ...]:
    """Return what `paths` does, by the ways up from every word."""
    above = ways[at]
    place = {k: n for n, (k, _) in enumerate(above)}
    up = [f"^{step}" for _, step in above]
    return tuple(_path(way, up, place) for way in ways)


def _up(heads: Sequence[int], deps: Sequence[str], words: Sequence[str], i: int) -> Iterator[tuple[int, str]]:
    """Yield word `i` and those above it, each with the step that leads up from it; lists' members count as the first."""
    seen = set()
    while i not in seen:
        seen.add(i)
        while deps[i] in _JOINING and heads[i] != i and heads[i] not in seen:
            i = heads[i]
            seen.add(i)
        step = _SAME.get(deps[i], deps[i])
        yield i, f"{step} {words[i]}" if step == "prep" else step
        if heads[i] == i:
            return
        i = heads[i]


def _path(way: Climb, up: Sequence[str], place: dict[int, int]) -> str:
    for n, (k, _) in enumerate(way):
        steps = place.get(k)
        if steps is not None:
            if steps + n > LONGEST:
                return "far"
            return " ".join([*up[:steps], *(step for _, step in reversed(way[:n]))]) or "self"
    return "apart"
