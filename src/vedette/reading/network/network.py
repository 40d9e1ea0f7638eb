"""The whole model: from lines of words to what each word is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from vedette.reading.network.arcs import Arcs
from vedette.reading.network.encoder import Encoder, Floats, Ints
from vedette.reading.network.entities import Entities
from vedette.reading.network.forms import Forms
from vedette.reading.network.lines import Line, Parsed
from vedette.reading.threads import one_thread

REMEMBERED = 20_000
"""Words whose embedding is kept, 400 bytes each for either encoder; then it begins anew, so that memory stays steady."""


@dataclass(slots=True)
class _Embedded:
    """Embeddings of the words met so far, by word and whether a space follows: one array for each encoder."""

    encoders: tuple[Encoder, Encoder]
    vocab: Any
    known: dict[tuple[str, bool], int]
    arrays: list[Floats]

    def rows(self, words: Sequence[tuple[str, bool]]) -> Ints:
        """Return the row of each word in both arrays, embedding those that are new."""
        missing = [w for w in dict.fromkeys(words) if w not in self.known]
        if len(self.known) + len(missing) > REMEMBERED:
            self.known.clear()
            self.arrays = []
            missing = list(dict.fromkeys(words))
        if missing:
            self._learn(missing)
        return np.fromiter((self.known[w] for w in words), dtype=np.intp, count=len(words))

    def _learn(self, missing: Sequence[tuple[str, bool]]) -> None:
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy; the model has loaded it by now

        doc = Doc(self.vocab, words=[w for w, _ in missing], spaces=[s for _, s in missing])
        new = [e.embed.predict([doc])[0] for e in self.encoders]
        first = len(self.known)
        self.arrays = [np.concatenate([a, n]) for a, n in zip(self.arrays, new, strict=True)] if first else new
        self.known.update({w: first + n for n, w in enumerate(missing)})


@dataclass(frozen=True, slots=True)
class Network:
    """The model's tagger, parser and entity recogniser on one pair of encoders. One a process."""

    embedded: _Embedded
    tags: tuple[tuple[str, ...], Floats, Floats]
    arcs: Arcs
    entities: Entities
    forms: Forms

    @classmethod
    def of(cls, nlp: Any) -> Self | None:
        """Return the network of a spaCy pipeline; None where one of its parts is built in another way than those known here."""
        if [n for n, _ in nlp.pipeline if n not in _KNOWN] or not {n for n, _ in nlp.pipeline} >= _KNOWN:
            return None
        own, named = nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.layers[0].layers[0]
        encoders = Encoder.of(own), Encoder.of(named)
        arcs, entities, tags = Arcs.of(nlp.get_pipe("parser")), Entities.of(nlp.get_pipe("ner")), _tags(nlp)
        if encoders[0] is None or encoders[1] is None or arcs is None or entities is None or tags is None:
            return None
        return cls(_Embedded((encoders[0], encoders[1]), nlp.vocab, {}, []), tags, arcs, entities, Forms(nlp))

    def parse(self, lines: Sequence[Line]) -> list[Parsed]:
        """Return what each word of each line is; lines are best given by the hundred."""
        filled = [line for line in lines if line.words]
        if not filled:
            return [_NOTHING for _ in lines]
        with one_thread():
            found = iter(self._parse(filled))
        return [next(found) if line.words else _NOTHING for line in lines]

    def _parse(self, lines: Sequence[Line]) -> list[Parsed]:
        rows = self.embedded.rows([w for line in lines for w in zip(line.words, line.spaces, strict=True)])
        lengths = [len(line.words) for line in lines]
        own, named = (
            e.vectors(a[rows], lengths) for e, a in zip(self.embedded.encoders, self.embedded.arrays, strict=True)
        )
        names, weight, bias = self.tags
        tags = [names[k] for k in (own @ weight + bias).argmax(axis=1).tolist()]
        spans = sentences([line.starts for line in lines])
        heads, deps = self.arcs.find(own, spans)
        labels, inside = self.entities.find(named, [first for first, _, _ in spans])
        words = [w for line in lines for w in line.words]
        forms = self.forms.of(words, tags, deps)
        told = [self.entities.labels[n] if n >= 0 else "" for n in labels.tolist()]
        return _cut(lengths, tags, forms, heads, deps, told, inside.tolist())


_KNOWN = frozenset({"tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"})
_NOTHING = Parsed((), (), (), (), (), (), ())


def sentences(starts: Sequence[Sequence[bool]]) -> list[tuple[int, int, int]]:
    """Return the sentences of lines as first word, last (exclusive) and the end of their line, numbered over all lines."""
    found: list[tuple[int, int, int]] = []
    at = 0
    for line in starts:
        firsts = [k for k, s in enumerate(line) if s or k == 0]
        if not firsts:
            continue
        over = at + len(line)
        found += [(at + a, at + b, over) for a, b in zip(firsts, [*firsts[1:], len(line)], strict=True)]
        at = over
    return found


def _cut(
    lengths: Sequence[int],
    tags: Sequence[str],
    forms: Sequence[tuple[str, str]],
    heads: Sequence[int],
    deps: Sequence[str],
    entities: Sequence[str],
    inside: Sequence[bool],
) -> list[Parsed]:
    """Return the columns of all words cut into lines."""
    out: list[Parsed] = []
    a = 0
    for length in lengths:
        b = a + length
        pos, lemmas = zip(*forms[a:b], strict=True)
        own = tuple(h - a for h in heads[a:b])
        out.append(
            Parsed(tuple(tags[a:b]), pos, lemmas, own, tuple(deps[a:b]), tuple(entities[a:b]), tuple(inside[a:b]))
        )
        a = b
    return out


def _tags(nlp: Any) -> tuple[tuple[str, ...], Floats, Floats] | None:
    """Return the tagger's labels with its weights (width, labels); None where it is built in another way."""
    pipe = nlp.get_pipe("tagger")
    softmax = [n for n in pipe.model.walk() if n.name == "softmax"]
    if len(softmax) != 1 or len(pipe.labels) != softmax[0].get_dim("nO"):
        return None
    return tuple(pipe.labels), np.ascontiguousarray(softmax[0].get_param("W").T), softmax[0].get_param("b")
