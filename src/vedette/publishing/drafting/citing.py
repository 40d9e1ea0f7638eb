"""Number the citations of a draft as its sentences are made."""

from collections.abc import Iterable, Mapping, Sequence

from vedette.publishing import wording
from vedette.records.document import Document
from vedette.records.incident import Source
from vedette.records.ledger import Figure, Told
from vedette.records.record import Actor, Casualty, Event
from vedette.records.story import FACT, Citation
from vedette.store.found import Found


class Citing:
    """The citations of one draft. Each method returns a footnote mark (`[^c3]`), the same for the same words again."""

    def __init__(self, documents: Mapping[str, Document], sentences: Mapping[str, tuple[int, int]]) -> None:
        self._documents, self._sentences = documents, sentences
        self._found: dict[tuple[object, ...], Citation] = {}

    @property
    def all(self) -> tuple[Citation, ...]:
        """Return every citation, in the order of its first mark."""
        return tuple(self._found.values())

    def event(self, f: Found) -> str:
        """Return the mark of a mention: its whole sentence, so that a reader sees the words in their place."""
        e = f.claim
        if not isinstance(e, Event):
            raise TypeError(f"claim {e.id}: is a figure; only events are mentions")
        return self._words(f.at, e.sentence, f.sentence or e.trigger.text, e.claimants, e.id)

    def figure(self, f: Figure) -> str:
        """Return the mark of a figure, which supports the numbers that it tells."""
        c = f.casualty
        return self._words(f.at, (c.start, c.end), c.text, c.claimants, c.id, numbers_of(c))

    def told(self, told: Iterable[Told], most: int = 3) -> str:
        """Return the marks of what is told, of `most` receipts at most, one a document first."""
        firsts = {t.at.document: t for t in reversed(list(told))}
        picked = sorted(firsts.values(), key=lambda t: (t.at.published or "9999", t.at.document))[:most]
        return "".join(self._words(t.at, self._span(t), t.trigger.text, t.claimants, t.event) for t in picked)

    def sentence(self, t: Told) -> str:
        """Return the words of the whole sentence in which something is told, of the trigger alone where it is not known."""
        d, (start, end) = self._documents.get(t.at.document), self._span(t)
        return d.text[start:end] if d else t.trigger.text

    def words(self, document: str, start: int, end: int, text: str, *, claim: str | None = None) -> str:
        """Return the mark of words of a document of which nothing else is known here."""
        return self._words(Source(document=document), (start, end), text, (), claim)

    def fact(self, text: str, *, source: str, checked: str, numbers: Sequence[int] = ()) -> str:
        """Return the mark of a row of the knowledge base: what it says, where it was taken from, against what it was checked."""
        key = (FACT, text, source)
        if key not in self._found:
            self._found[key] = Citation(
                id=f"c{len(self._found) + 1}",
                kind=FACT,
                text=wording.clean(text),
                source=f"Vedette's knowledge base, checked against {checked}"
                if checked
                else "Vedette's knowledge base",
                url=source if source.startswith(("http://", "https://")) else None,
                title=source or None,
                numbers=tuple(numbers),
            )
        return f"[^{self._found[key].id}]"

    def _span(self, t: Told) -> tuple[int, int]:
        return self._sentences.get(t.event, (t.trigger.start, t.trigger.end))

    def _words(
        self,
        at: Source,
        span: tuple[int, int],
        text: str,
        claimants: Sequence[Actor],
        claim: str | None,
        numbers: Sequence[int] = (),
    ) -> str:
        # One sentence that tells two things is cited once, unless others say the second.
        key = (at.document, span, tuple(a.text for a in claimants), tuple(numbers))
        if key not in self._found:
            d = self._documents.get(at.document)
            whole = d.text[span[0] : span[1]] if d else text
            self._found[key] = Citation(
                id=f"c{len(self._found) + 1}",
                document=at.document,
                start=span[0],
                end=span[1],
                text=wording.clean(whole or text),
                claimants=tuple(dict.fromkeys(wording.claimant(a) for a in claimants)),
                claim=claim,
                source=d.source if d else at.source,
                title=d.title if d else None,
                url=d.url if d else None,
                published=d.published if d else at.published,
                numbers=tuple(numbers),
            )
        return f"[^{self._found[key].id}]"


def numbers_of(c: Casualty) -> tuple[int, ...]:
    """Return the numbers that a figure tells: its bounds."""
    return tuple(sorted({n for n in (c.low, c.high) if n is not None}))
