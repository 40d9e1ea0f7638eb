"""Near-identical texts: forty papers that print one wire are one origin.

MinHash over shingles of words finds candidates, the shingles themselves decide, and the numbers have a veto: a daily
communiqué with another count is another report, however alike its words are.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from vedette.incidents.cluster import components
from vedette.records.incident import Copies, Link
from vedette.records.moments import day_of

SHINGLE = 4
"""Words in a shingle."""

ALIKE = 0.7
"""Share of all shingles of two texts that they have in common, from which on they are copies."""

INSIDE = 0.9
"""Share of the shorter text's shingles that stand in the longer: a copy that was cut, or got an introduction."""

SHORT = 20
"""Words below which only the very same words make a copy."""

DAYS = 14
"""Days between two publications beyond which the same words are a text printed again, not a copy of the day."""

BAND = 3
"""Numbers of a MinHash that make one key."""

_PERMUTATIONS, _SEED = 96, 20220913
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve dozen dozens".split())


@dataclass(frozen=True)
class Print:
    """The words of a text, as they are compared."""

    words: tuple[str, ...]
    numbers: frozenset[str]

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Return every run of four words; the whole text where it is shorter."""
        words = self.words
        if len(words) <= SHINGLE:
            return frozenset((" ".join(words),))
        return frozenset(map(" ".join, zip(*(words[n:] for n in range(SHINGLE)), strict=False)))

    @cached_property
    def minhash(self) -> tuple[int, ...]:
        """Return the MinHash of the shingles; no numbers where the words are too few for it."""
        if len(self.words) < SHORT:
            return ()
        from rensa import RMinHash  # noqa: PLC0415 - compiled, and only needed here

        minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        minhash.update(list(self.shingles))
        return tuple(minhash.digest())

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return the keys under which copies of the text are found: bands of its MinHash, or its very words if few."""
        if len(self.words) < SHORT:
            return ("t|" + _hash(" ".join(self.words)),) if len(self.words) >= SHINGLE else ()
        bands = (self.minhash[i : i + BAND] for i in range(0, _PERMUTATIONS, BAND))
        return tuple(f"{n}|{_hash(','.join(map(str, band)))}" for n, band in enumerate(bands))


def print_of(text: str) -> Print:
    """Return the print of `text`; case and punctuation do not count."""
    lower = text.lower()
    words = tuple(_WORD.findall(lower))
    return Print(words, _NUMBERS.intersection(words).union(_FIGURE.findall(lower)))


def copied(a: Print, b: Print) -> float:
    """Return how surely one text copies the other (0 to 1), 0.0 where it does not. Symmetrical."""
    if not a.words or not b.words:
        return 0.0
    if min(len(a.words), len(b.words)) < SHORT:
        return 1.0 if a.words == b.words and len(a.words) >= SHINGLE else 0.0
    if not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return 0.0
    common = len(a.shingles & b.shingles)
    alike = common / len(a.shingles | b.shingles)
    inside = common / min(len(a.shingles), len(b.shingles))
    return round(max(alike, inside), 4) if alike >= ALIKE or inside >= INSIDE else 0.0


def of_one_time(a: str | None, b: str | None) -> bool:
    """Tell whether two publications (ISO dates or date-times) are near enough for one to copy the other; unknown ones are."""
    one, two = day_of(a), day_of(b)
    return one is None or two is None or abs((one - two).days) <= DAYS


def groups(published: Mapping[str, str | None], pairs: Iterable[tuple[str, str]]) -> tuple[Copies, ...]:
    """Return the groups that `pairs` of copies tie together, of the documents in `published` (id to publication).

    The origin is the one published first, by id where several were; a document without copies is its own origin.
    """
    ties = [Link(a, b, 1.0, "") for a, b in pairs]
    found = (sorted(c, key=lambda i: (published[i] or "9999", i)) for c in components(published, ties))
    return tuple(sorted((Copies(c[0], tuple(c[1:])) for c in found), key=lambda c: c.origin))


def copies_of(texts: Mapping[str, tuple[str, str | None]]) -> tuple[Copies, ...]:
    """Return the groups of copies among `texts` (id to text and publication), all compared at once."""
    prints = {i: print_of(text) for i, (text, _) in texts.items()}
    by_key: dict[str, list[str]] = {}
    for i in sorted(prints):
        for k in prints[i].keys:
            by_key.setdefault(k, []).append(i)
    near = {(a, b) for same in by_key.values() for n, a in enumerate(same) for b in same[n + 1 :]}
    pairs = [(a, b) for a, b in sorted(near) if of_one_time(texts[a][1], texts[b][1]) and copied(prints[a], prints[b])]
    return groups({i: published for i, (_, published) in texts.items()}, pairs)


def origins(found: Collection[Copies]) -> dict[str, str]:
    """Return the origin of each document."""
    return {i: c.origin for c in found for i in (c.origin, *c.copies)}


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
