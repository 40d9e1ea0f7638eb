"""Search: sentences by their words, the words marked. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from vedette.desk.views.receipts import Gate, report_href
from vedette.desk.views.shared import Page, Receipt
from vedette.publishing import wording
from vedette.store.dialects import fold
from vedette.store.sentences import Hit

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """A sentence that was found: its words in pieces, each with whether it was asked for (none behind the gate).

    `codes` are the types of the events told in it, `incident` the address of the first one's incident.
    """

    words: tuple[tuple[str, bool], ...]
    receipt: Receipt
    title: str
    codes: tuple[str, ...]
    incident: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was found for the words `asked`; `folded` are they as they are compared, where that differs."""

    hits: Page[HitLine]
    asked: str
    folded: str | None
    older: str | None


def wanted_words(asked: str) -> frozenset[str]:
    """Return the stems of the words that must stand in a sentence, folded; a word with a minus before it is left out."""
    bare = re.sub(r"(?:^|\s)-\S+", " ", fold(asked))
    return frozenset(_stem(w.lower()) for w in _WORD.findall(bare))


def _stem(word: str) -> str:
    """Return about what the index compares: a word without its ending; only for marking, so that a miss marks nothing."""
    for end in ("ing", "ed", "es", "s", "ly", "e"):
        if word.endswith(end) and len(word) - len(end) > 2:
            word = word[: -len(end)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return f"{word[:-1]}i" if word.endswith("y") else word


def marked(text: str, wanted: Collection[str]) -> tuple[tuple[str, bool], ...]:
    """Return `text` in pieces, each with whether it is one of the wanted stems."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for m in _WORD.finditer(text):
        if _stem(fold(m.group()).lower()) in wanted:
            pieces += [(text[at : m.start()], False)] if m.start() > at else []
            pieces.append((m.group(), True))
            at = m.end()
    return (*pieces, (text[at:], False)) if at < len(text) else tuple(pieces)


def hit_line(hit: Hit, wanted: Collection[str], incident_of: Mapping[str, str], gate: Gate) -> HitLine:
    """Return the line of a sentence; `incident_of` tells the incidents of events by id."""
    shown = gate.words(hit.at.document, hit.text)
    source = wording.clean(hit.at.source) if hit.at.source else None
    ids = [str(e["id"]) for e in hit.events]
    first = next((incident_of[i] for i in ids if i in incident_of), None)
    return HitLine(
        words=marked(shown, wanted),
        receipt=Receipt(
            document=hit.at.document,
            start=hit.start,
            end=hit.end,
            words=shown,
            voice=source or "the text’s own words",
            source=source,
            day=hit.at.published[:10] if hit.at.published else None,
            href=report_href(hit.at.document, ids[0] if ids else None),
        ),
        title="" if gate.shuts([hit.at.document]) else wording.clean(hit.title or ""),
        codes=tuple(dict.fromkeys(wording.ACTS.get(str(e["type"]), str(e["type"])) for e in hit.events)),
        incident=f"/incident/{first}" if first else None,
    )
