"""The words of a lemma as the parser cuts them: "co-operate" also as "co - operate", "Lt. Col." as "Lt . Col ."."""

import re

_WHOLE = frozenset("adm. dr. gen. gov. hon. mr. mrs. ms. prof. rep. rev. sen. sr. st.".split())
"""Abbreviations that the English tokenizer of spaCy keeps in one piece; it cuts the full stop off all others."""

_CUTS = re.compile(r"(?<=[^\W\d_])(-)(?=[^\W\d_])|('s|’s)$|(?<=[^\W\d_])(\.)$")


def forms(lemma: str) -> tuple[tuple[str, ...], ...]:
    """Return the word sequences that `lemma` may come as: cut at its spaces, and as the tokenizer cuts it further.

    The tokenizer cuts at hyphens between letters, before a possessive and before an abbreviation's full stop.
    """
    plain = tuple(lemma.split())
    cut = tuple(piece for word in plain for piece in _pieces(word))
    return (plain,) if cut == plain else (plain, cut)


def _pieces(word: str) -> list[str]:
    return [word] if word.lower() in _WHOLE else [p for p in _CUTS.split(word) if p]
