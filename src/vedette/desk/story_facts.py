"""Facts that a story states, held against the knowledge base: the body is read as a document, once for each wording.

Reading takes seconds and the language model, so that a page asks for it where it is wanted, and shows it from then on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.desk.checked import checks_of, known_checks
from vedette.publishing import wording
from vedette.publishing.drafting.support import marks_of, sentences
from vedette.records.check import Check
from vedette.records.document import Document
from vedette.records.ids import content_id
from vedette.records.story import FACT, Content

READER = "story"
CONTRADICTED, IMPRECISE = "contradicted", "imprecise"

FAR = 300
"""Characters within which the words of one stated fact are marked as one."""

_NOT_WORDS = re.compile(r"\[\^[\w-]+\]|^\s{0,3}#{1,6}(?=\s)|^\s{0,3}[-*+](?=\s)|[*_`]+|\\(?=[^\w\s])", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A fact that a story states: characters `start` to `end` of the body, the verdict, what is known, and where that stands."""

    start: int
    end: int
    words: str
    verdict: str
    sentence: str
    source: str


def document_of(content: Content) -> Document:
    """Return the body as a document to read, as of its day; what is no word of it is blank, so that offsets are the body's."""
    text = _NOT_WORDS.sub(lambda m: " " * len(m.group()), content.body)
    return Document.of(text, id=content_id("story body", text, content.day), published=content.day, language="en")


def stated_in(content: Content, *, look: bool = False) -> tuple[Stated, ...] | None:
    """Return the facts that are not borne out by what is known, the contradicted first; None where nobody has looked yet.

    With `look`, it is looked now; StopError where the set-up is broken.
    """
    document = document_of(content)
    checks = checks_of(document, READER) if look else known_checks(document, READER)
    if checks is None:
        return None
    known = list(_from_the_base(content))
    found = [_stated(c, document.text) for c in checks if c.verdict in (CONTRADICTED, IMPRECISE)]
    found = [s for s in found if s.verdict == CONTRADICTED or not any(a <= s.start < b for a, b in known)]
    return tuple(sorted(found, key=lambda s: (s.verdict != CONTRADICTED, s.start)))


def _from_the_base(content: Content) -> Iterator[tuple[int, int]]:
    """Yield the sentences that cite the knowledge base itself: they are not to be told that they are less exact than it is."""
    facts = {c.id for c in content.citations if c.kind == FACT}
    for start, end in sentences(content.body):
        if facts.intersection(marks_of(content.body[start:end])):
            yield start, end


def contradicted_in(content: Content) -> tuple[str, ...]:
    """Return the words of facts that are known to be contradicted, as far as anybody has looked."""
    return tuple(s.words for s in stated_in(content) or () if s.verdict == CONTRADICTED)


def _stated(c: Check, text: str) -> Stated:
    """Return a check with the stretch of the text that its words span; of words far apart, the first alone."""
    start, end = min(r.start for r in c.receipts), max(r.end for r in c.receipts)
    if end - start > FAR or "\n" in text[start:end]:
        end = min(c.receipts, key=lambda r: r.start).end
    return Stated(
        start=start,
        end=end,
        words=wording.clean(text[start:end]),
        verdict=c.verdict,
        sentence=wording.clean(c.sentence),
        source="; checked against ".join(x for x in (c.source, c.checked) if x),
    )
