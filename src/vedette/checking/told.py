"""What a text tells, ready to be compared: its reading, the knowledge base's names in it, and small look-ups."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from vedette.knowledge.base import Knowledge
from vedette.knowledge.entities import Entities, Named
from vedette.knowledge.gazetteer import Place
from vedette.records.check import Check
from vedette.records.reading import Mention, Quantity, Reading, Sentence, TimeExpression, Word
from vedette.records.record import Receipt

Places = Callable[[str], Sequence[Place]]
"""Looks a place's name up: `Gazetteer.candidates`."""

_DATED = frozenset({"members", "office", "force", "strength", "control", "leadership"})
"""What is compared as of the text's own day, not of a date that it tells."""

FOCUS = 3
"""Sentences back in which a body counts as the one that "the organisation" or "membership" means."""


class Told:
    """One document to check as of the ISO day `on`; pure look-ups, everything in the text's own offsets.

    `dated` is false where the document's own day is not known: what only was otherwise on `on` then contradicts nothing.
    """

    def __init__(
        self, reading: Reading, base: Knowledge, entities: Entities, on: str, places: Places, *, dated: bool = True
    ) -> None:
        self.dated = dated
        self.reading = reading
        self.text = reading.document.text
        self.base = base
        self.entities = entities
        self.on = on
        self.places = places

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """Return the knowledge base's names in the sentences that are read, in order."""
        return tuple(n for found in self._by_sentence.values() for n in found)

    @cached_property
    def _by_sentence(self) -> Mapping[int, list[Named]]:
        sentences = self.reading.sentences
        starts = [s.start for s in sentences]
        found: dict[int, list[Named]] = {}
        for n in self.entities.in_text(self.text):
            k = bisect_right(starts, n.start) - 1
            if k >= 0 and n.end <= sentences[k].end:
                found.setdefault(sentences[k].index, []).append(n)
        return found

    def named(self, s: Sentence, *kinds: str) -> tuple[Named, ...]:
        """Return the names of these kinds in sentence `s`, in order."""
        return tuple(n for n in self._by_sentence.get(s.index, ()) if n.entity.kind in kinds)

    def focus(self, s: Sentence, at: int, *kinds: str) -> Named | None:
        """Return the name of these kinds told last before offset `at`, in `s` or the sentences just before it."""
        for k in range(s.index, max(-1, s.index - FOCUS - 1), -1):
            found = [n for n in self._by_sentence.get(k, ()) if n.start < at and n.entity.kind in kinds]
            if found:
                return found[-1]
        return None

    def states(self, s: Sentence) -> tuple["StateTold", ...]:
        """Return the states told in `s` by name, people or capital, in order."""
        kinds = ("state", "demonym", "capital")
        return tuple(StateTold(s.words[m.first], m, m.code) for m in s.mentions if m.kind in kinds and m.code)

    def codes(self) -> frozenset[str]:
        """Return the codes of every state that the text tells."""
        return frozenset(x.code for s in self.reading.sentences for x in self.states(s))

    def times(self, s: Sentence) -> tuple[TimeExpression, ...]:
        """Return the times told in `s`, in order."""
        return tuple(t for t in self.reading.times if s.start <= t.start < s.end)

    def quantities(self, s: Sentence) -> tuple[Quantity, ...]:
        """Return the counts told in `s`, in order."""
        return tuple(q for q in self.reading.quantities if s.start <= q.start < s.end)

    def receipt(self, start: int, end: int) -> Receipt:
        """Return the words from `start` to `end` as a receipt."""
        return Receipt(start, end, self.text[start:end])

    def check(
        self,
        about: str,
        verdict: str,
        spans: Iterable[tuple[int, int]],
        sentence: str,
        facts: Iterable[tuple[str, Any]] = (),
    ) -> Check:
        """Return a check; `facts` are pairs of a stable id and the record that was compared."""
        known = list(facts)
        if verdict == "contradicted" and not self.dated and about in _DATED:
            verdict, sentence = "unknown", f"the text's day is not known; as of {self.on}: {sentence}"
        sources = dict.fromkeys(x for _, f in known if (x := getattr(f, "source", "")))
        checked = dict.fromkeys(x for _, f in known if (x := getattr(f, "checked", "")))
        return Check(
            document=self.reading.document.id,
            about=about,
            verdict=verdict,
            receipts=tuple(self.receipt(a, b) for a, b in sorted(set(spans))),
            sentence=sentence,
            facts=tuple(dict.fromkeys(i for i, _ in known)),
            source="; ".join(sources),
            checked="; ".join(checked),
        )


@dataclass(frozen=True, slots=True)
class StateTold:
    """A state told at a word of a sentence."""

    word: Word
    mention: Mention
    code: str


def as_day(t: TimeExpression) -> str:
    """Return the date that a time tells, as far as it goes: "1999", "1999-04", "1999-04-20"; "" where none."""
    if t.from_ is None:
        return ""
    length = {"year": 4, "month": 7}.get(t.precision, 10)
    if t.precision == "span":
        # "Since 1952" and "since April 2004" are spans that begin in a year and in a month; a decade is no date.
        length = 4 if _YEAR.fullmatch(t.text) else 7 if _MONTH.fullmatch(t.text) else 10 if t.to is None else 0
    return t.from_[:length]


_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"[A-Z][a-z]+\.? \d{4}")


def word_at(s: Sentence, offset: int) -> Word | None:
    """Return the word of `s` that holds the character at `offset`."""
    return next((w for w in s.words if w.start <= offset < w.end), None)


def between(text: str, a: int, b: int) -> str:
    """Return the words between two offsets in lower case, single spaced."""
    return " ".join(text[a:b].lower().split())


def under(s: Sentence, i: int) -> Iterator[Word]:
    """Yield the words that stand between word `i` and the root, word `i` first."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        yield s.words[i]
        i = s.words[i].head


def is_denied(s: Sentence, i: int) -> bool:
    """Tell whether the verb or noun at word `i` is denied: "is not a member", "never left"."""
    verb = next((w for w in under(s, i) if w.pos in ("VERB", "AUX")), s.words[i])
    words = {s.words[c].lower for k in (i, verb.i) for c in s.children[k]}
    return bool(words & {"not", "n't", "n’t", "never", "no", "nor", "neither"})


def is_open(s: Sentence, i: int) -> bool:
    """Tell whether what the verb at word `i` tells has not happened: "may leave", "threatens to quit", "if it left"."""
    for w in under(s, i):
        if w.pos not in ("VERB", "AUX"):
            continue
        kids = {s.words[c].lower for c in s.children[w.i]}
        if kids & {"will", "would", "may", "might", "could", "should", "shall", "if", "unless", "ll", "’ll", "'ll"}:
            return True
        if w.i != i and w.lemma in _OPEN:
            return True
    infinitive = any(s.words[c].lower == "to" and s.words[c].tag == "TO" for c in s.children[i])
    return infinitive and s.words[s.words[i].head].lemma not in {"decide", "vote", "choose"}


_OPEN = frozenset("threaten want plan consider wish seek ask call urge intend propose discuss hope apply vow".split())
