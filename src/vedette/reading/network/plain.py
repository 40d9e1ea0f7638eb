"""The same by spaCy's own pipeline, for models that `network` does not know."""

from collections.abc import Sequence
from typing import Any

from vedette.reading.network.lines import Line, Parsed


class Plain:
    """A spaCy pipeline as it comes. One a process."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp

    def parse(self, lines: Sequence[Line]) -> list[Parsed]:
        """Return what each word of each line is."""
        return [_parsed(doc) for doc in self._nlp.pipe([self._doc(line) for line in lines], batch_size=128)]

    def _doc(self, line: Line) -> Any:
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy; the model has loaded it by now

        doc: Any = Doc(self._nlp.vocab, words=list(line.words), spaces=list(line.spaces))
        for k, start in enumerate(line.starts):
            doc[k].is_sent_start = k == 0 or start
        return doc


def _parsed(doc: Any) -> Parsed:
    return Parsed(
        tuple(t.tag_ for t in doc),
        tuple(t.pos_ for t in doc),
        tuple(t.lemma_.lower() for t in doc),
        tuple(t.head.i for t in doc),
        tuple(t.dep_ for t in doc),
        tuple(t.ent_type_ for t in doc),
        tuple(t.ent_iob_ == "I" for t in doc),
    )
