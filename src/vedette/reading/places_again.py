"""Places meant again without their name: "the city", "the airport", "in the country"."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from vedette.reading.places_words import LOOSE, MODIFIERS, SURE, said
from vedette.records.reading import PlaceMention, Sentence, Word

REACH = 2
"""Sentences back in which "the city" looks for the town that it means."""

LOOKED_AT = 60
"""Places looked at, back from the noun; so that long lists cost no more than their length."""

_KINDS = {
    "city": ("settlement",), "town": ("settlement",), "village": ("settlement",), "district": ("district",),
    "neighborhood": ("district",), "neighbourhood": ("district",), "province": ("region",), "governorate": ("region",),
    "region": ("region",), "airport": ("facility",), "airfield": ("facility",), "airbase": ("facility",),
    "base": ("facility",), "dam": ("facility",), "camp": ("facility",), "prison": ("facility",), "site": ("facility",),
    "country": ("country",),
}  # fmt: skip
_PREPOSITIONS = SURE | LOOSE


class _Back(NamedTuple):
    """Words `first` to `last` (exclusive) of a sentence, whose noun refers back."""

    sentence: Sentence
    first: int
    last: int
    noun: str


def told_again(sentences: Sequence[Sentence], found: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Yield the places that a definite noun after a preposition means: the last of its kind told shortly before."""
    in_order = sorted(found, key=lambda p: p.start)
    ends = [p.end for p in in_order]
    for k, s in enumerate(sentences):
        for back in _definite(s):
            start, end = s.words[back.first].start, s.words[back.last - 1].end
            far = back.noun == "country" or "facility" in _KINDS[back.noun]
            since = 0 if far else sentences[max(0, k - REACH)].start
            at = bisect_right(ends, start)
            p = _last(in_order[max(0, at - LOOKED_AT) : at], back.noun, since)
            if p is not None:
                text, reason = said(s.words, back.first, back.last), f"refers back to {p.name}"
                yield replace(p, start=start, end=end, text=text, reason=reason)


def _last(before: Sequence[PlaceMention], noun: str, since: int) -> PlaceMention | None:
    return next((p for p in reversed(before) if p.start >= since and _fits(p, noun)), None)


def _fits(p: PlaceMention, noun: str) -> bool:
    if p.precision not in _KINDS[noun]:
        return noun not in ("city", "town", "village") and p.doubt is not None and p.text.lower().endswith(noun)
    return p.precision != "facility" or noun == "site" or noun in f"{p.name} {p.text}".lower()


def _definite(s: Sentence) -> Iterator[_Back]:
    words = s.words
    for w in words:
        if w.lower in _KINDS and w.i >= 2 and not s.title:
            first = _article(words, w.i)
            if first > 0 and words[first - 1].lower in _PREPOSITIONS and not _goes_on(words, w.i + 1):
                yield _Back(s, first, w.i + 1, w.lower)


def _article(words: Sequence[Word], i: int) -> int:
    """Return the index of "the", "this" or "that" before the noun at `i`, adjectives between; 0 where there is none."""
    k = i - 1
    while (
        k > 0
        and i - k < 3
        and words[k].lower not in ("the", "this", "that")
        and (words[k].pos == "ADJ" or words[k].lower in MODIFIERS)
    ):
        k -= 1
    return k if words[k].lower in ("the", "this", "that") else 0


def _goes_on(words: Sequence[Word], k: int) -> bool:
    """Tell whether a name follows, or the noun is part of a compound ("the city council", "the town of X")."""
    if k >= len(words):
        return False
    after = words[k]
    return (
        after.text[0].isupper()
        or after.lower in ("of", "where", "that", "which", "-", "'s", "’s", "called", "named")
        or after.pos in ("NOUN", "PROPN")
    )
