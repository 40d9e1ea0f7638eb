"""The words of an actor: a noun's phrase, as its receipt shows it."""

from vedette.coding.roles import person_span
from vedette.coding.syntax import conjuncts, kids, noun_phrase
from vedette.records.reading import Sentence


def extent(s: Sentence, i: int) -> tuple[int, int]:
    """Return the offsets of the noun phrase at `i`, with the "of …" that belongs to it."""
    first, last = noun_phrase(s, i)
    last = max(last, _of_end(s, i, 3))
    if s.words[i].entity == "PERSON":
        a, b = person_span(s, i)
        first, last = min(first, a), max(last, b)
    while first < last and s.words[first].dep == "punct":
        first += 1
    return s.words[first].start, s.words[last].end


def _of_end(s: Sentence, i: int, depth: int) -> int:
    """Return the last word of the chain "units of the Armed Forces of X" that begins at `i`."""
    last = i
    for p in kids(s, i, "prep") if depth else ():
        if p == i + 1 and s.words[p].lower == "of":
            for o in kids(s, p, "pobj"):
                inner = conjuncts(s, o)
                last = max(last, inner[-1], *(_of_end(s, k, depth - 1) for k in inner))
    return last
