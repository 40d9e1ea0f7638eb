"""natasha behind our own records: sentences by razdel, words and names by slovnet, dictionary forms by pymorphy2.

Everything lies inside the packages; nothing is downloaded.
"""

import inspect
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from importlib import metadata, util
from typing import Any, Self

from vedette.errors import StopError
from vedette.reading.russian.words import Name
from vedette.reading.sentences import LONGEST, paragraphs
from vedette.records.document import Document
from vedette.records.reading import Sentence, Word

KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation"}
REMEDY = "run 'pip install vedette[russian]'"


def installed() -> str | None:
    """Return natasha's version, None where it is not installed."""
    if util.find_spec("natasha") is None:
        return None
    try:
        return metadata.version("natasha")
    except metadata.PackageNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class Library:
    """The models of natasha. One a process; loading takes about a second and 100 MB."""

    segmenter: Any
    morph: Any
    syntax: Any
    names: Any
    vocabulary: Any

    @classmethod
    def load(cls) -> Self:
        """Return the loaded models; raises StopError where natasha is missing or cannot be loaded."""
        try:
            # Imported here: the models take a second to load, and only Russian texts need them.
            import natasha  # noqa: PLC0415

            vocabulary = _vocabulary()
            embedding = natasha.NewsEmbedding()
            return cls(
                natasha.Segmenter(),
                natasha.NewsMorphTagger(embedding),
                natasha.NewsSyntaxParser(embedding),
                natasha.NewsNERTagger(embedding),
                vocabulary,
            )
        except (ImportError, OSError, AttributeError, ValueError) as e:
            raise StopError(f"reader of Russian: natasha cannot be loaded ({e}); {REMEDY}") from e

    def parse(self, document: Document) -> tuple[tuple[Sentence, ...], tuple[Name, ...]]:
        """Return the sentences of what is read of `document` and the names in them."""
        sentences: list[Sentence] = []
        names: list[Name] = []
        for number, paragraph in enumerate(paragraphs(document)):
            for start, end in _pieces(document.text, paragraph.start, paragraph.end):
                with _one_thread():
                    doc = self._doc(document.text[start:end])
                names += [Name(start + s.start, start + s.stop, KINDS[s.type], _spaced(s.normal)) for s in doc.spans]
                for s in doc.sents:
                    sentences.append(_sentence(s, start, len(sentences), number, title=paragraph.title))
        return tuple(sentences), tuple(names)

    def _doc(self, text: str) -> Any:
        from natasha import Doc  # noqa: PLC0415 - loaded with the library

        doc = Doc(text)
        doc.segment(self.segmenter)
        doc.tag_morph(self.morph)
        doc.parse_syntax(self.syntax)
        doc.tag_ner(self.names)
        for token in doc.tokens:
            token.lemmatize(self.vocabulary)
        for span in doc.spans:
            span.normalize(self.vocabulary)
        return doc


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - optional, as the marker is

    return ThreadpoolController()


def _one_thread() -> AbstractContextManager[Any]:
    """Hold numpy to one thread where that can be told: over matrices so small, more threads take twice the time."""
    if util.find_spec("threadpoolctl") is None:
        return nullcontext()
    limited: AbstractContextManager[Any] = _threads().limit(limits=1)
    return limited


def _vocabulary() -> Any:
    """Return natasha's vocabulary of word forms, on Pythons that pymorphy2 0.9.1 does not know either.

    It finds its dictionary by pkg_resources, which setuptools has dropped, and copies its parts by inspect.getargspec,
    which Python 3.11 has dropped; both are done here for this one class, and nothing of Python's is changed.
    """
    import pymorphy2_dicts_ru  # type: ignore[import-untyped] # noqa: PLC0415 - only Russian texts need it
    from natasha.morph.vocab import MorphForm, MorphVocab  # noqa: PLC0415
    from pymorphy2.analyzer import MorphAnalyzer  # noqa: PLC0415
    from pymorphy2.units.base import BaseAnalyzerUnit  # noqa: PLC0415

    BaseAnalyzerUnit._get_param_names = classmethod(_parameters)  # noqa: SLF001

    class Vocabulary(MorphVocab):  # type: ignore[misc] # the library tells no types
        def __init__(self) -> None:
            MorphAnalyzer.__init__(self, path=pymorphy2_dicts_ru.get_path(), result_type=MorphForm)

    return Vocabulary()


def _parameters(unit: Any) -> list[str]:
    """Return the names of a part's own parameters, as pymorphy2 asks for them."""
    if unit.__init__ is object.__init__:
        return []
    return sorted(list(inspect.signature(unit.__init__).parameters)[1:])


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of at most 4,000 characters, cut at a space: hostile text has no full stops."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _sentence(sent: Any, offset: int, index: int, paragraph: int, *, title: bool) -> Sentence:
    spans = [(s.start, s.stop, s.type) for s in sent.spans]
    words = tuple(_word(k, t, offset, spans) for k, t in enumerate(sent.tokens))
    children: list[list[int]] = [[] for _ in words]
    for w in words:
        if w.head != w.i:
            children[w.head].append(w.i)
    return Sentence(
        index=index,
        start=offset + sent.start,
        end=offset + sent.stop,
        paragraph=paragraph,
        title=title,
        words=words,
        children=tuple(map(tuple, children)),
    )


def _word(k: int, token: Any, offset: int, spans: list[tuple[int, int, str]]) -> Word:
    feats = token.feats or {}
    entity = next(((s, kind) for s, e, kind in spans if s <= token.start < e), None)
    head = int(token.head_id.rpartition("_")[2]) - 1
    return Word(
        i=k,
        start=offset + token.start,
        end=offset + token.stop,
        text=token.text,
        lower=token.text.lower().replace("ё", "е"),
        lemma=(token.lemma or token.text).lower().replace("ё", "е"),
        pos=token.pos,
        tag=f"{feats.get('Case', '')}|{feats.get('Number', '')}",
        dep=token.rel,
        head=head if head >= 0 else k,
        entity=entity[1] if entity else "",
        inside=bool(entity and entity[0] != token.start),
    )
