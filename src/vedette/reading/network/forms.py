"""Part of speech and lemma of a word with its tag and label, asked of spaCy once and then remembered.

spaCy's rules for them look at one word at a time, but for one ("there are") that is kept and seven of colloquial English
("let us" told short, "gon na") that are left out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

LONGEST = 40_000
"""Words with their tags that are remembered; then it begins anew, so that memory stays steady."""

EXPLETIVE = "expl"
"""The label of "there" in "there are": the verb behind it is no auxiliary."""

Form = tuple[str, str, str, bool]
"""A word, its tag, its label where a rule asks for it, and whether an expletive stands before it."""


class Forms:
    """Remembers what the attribute ruler and the lemmatizer of `nlp` say of a word. One a process."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._pipes = [p for name, p in nlp.pipeline if name in ("attribute_ruler", "lemmatizer")]
        self._labels = _labels(nlp.get_pipe("attribute_ruler").patterns if nlp.has_pipe("attribute_ruler") else [])
        self._known: dict[Form, tuple[str, str]] = {}

    def of(self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str]) -> list[tuple[str, str]]:
        """Return part of speech and lemma (lower case) of each word."""
        told = zip(words, tags, deps, ["", *deps[:-1]], strict=True)
        asked = [(w, t, d if d in self._labels else "", before == EXPLETIVE) for w, t, d, before in told]
        missing = dict.fromkeys(a for a in asked if a not in self._known)
        if len(self._known) + len(missing) > LONGEST:
            self._known.clear()
            missing = dict.fromkeys(asked)
        if missing:
            self._learn(list(missing))
        return [self._known[a] for a in asked]

    def _learn(self, forms: Sequence[Form]) -> None:
        found: Iterable[Any] = [self._doc(*form) for form in forms]
        for pipe in self._pipes:
            found = pipe.pipe(found, batch_size=256)
        for form, doc in zip(forms, found, strict=True):
            self._known[form] = (doc[-1].pos_, doc[-1].lemma_.lower())

    def _doc(self, word: str, tag: str, dep: str, behind: bool) -> Any:
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy; the model has loaded it by now

        words, tags, deps = [word], [tag], [dep or "dep"]
        if behind:
            words, tags, deps = ["there", *words], ["EX", *tags], [EXPLETIVE, *deps]
        last = [len(words) - 1] * len(words)
        return Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=last)


def _labels(patterns: Sequence[dict[str, Any]]) -> frozenset[str]:
    """Return the dependency labels that rules ask for."""
    told = [t["DEP"] for p in patterns for pattern in p["patterns"] for t in pattern if "DEP" in t]
    asked = [v for d in told for v in ([d] if isinstance(d, str) else d.values())]
    return frozenset(x for v in asked for x in ([v] if isinstance(v, str) else v))
