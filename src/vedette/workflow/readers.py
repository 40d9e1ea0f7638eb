"""Which reader reads which language: English by the usual one, others through a translator or by a reader of their own."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from vedette.documents.language import ENGLISH, code_of, language_of
from vedette.errors import SkipError, StopError
from vedette.reading.russian.library import installed
from vedette.reading.translation import Argos, Translator
from vedette.reading.translation_endpoint import Endpoint
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.workflow.read import Reader, reader_version
from vedette.workflow.russian import RussianReader, russian_version
from vedette.workflow.translated import Reads, Skip, TranslatedReader, translated_version

RUSSIAN = "ru"
OFF = frozenset({"", "off", "none"})


@dataclass(frozen=True, slots=True)
class Choice:
    """How a language is read: `version` names the reader; None where there is none, and `reason` then says why."""

    language: str
    version: str | None
    reason: str = ""


def translator_told() -> Translator | None:
    """Return the translator that VEDETTE_TRANSLATOR names: argos, an address, or none.

    Raises StopError where it names something else, or something that is not installed.
    """
    told = os.environ.get("VEDETTE_TRANSLATOR", "").strip()
    if told.lower() in OFF:
        return None
    return _translator(
        told, os.environ.get("VEDETTE_TRANSLATOR_MODEL", ""), os.environ.get("VEDETTE_TRANSLATOR_KEY") or None
    )


@cache
def _translator(told: str, model: str, key: str | None) -> Translator:
    return Argos() if told.lower() == "argos" else Endpoint(told, model, key)


def choice_for(language: str) -> Choice:
    """Return how a language is read, without loading anything heavy; raises StopError where the translator's set-up is broken."""
    language = code_of(language)
    if language == ENGLISH:
        return Choice(language, reader_version())
    translator = translator_told()
    if translator is not None:
        try:
            translator.check(language)
        except StopError as e:
            return Choice(language, None, str(e))
        return Choice(language, translated_version(translator, reader_version()))
    if language == RUSSIAN:
        if installed():
            return Choice(language, russian_version())
        return Choice(
            language,
            None,
            "no reader for ru is installed; run 'pip install vedette[russian]' or set VEDETTE_TRANSLATOR",
        )
    return Choice(language, None, f"no reader for {language} is installed; set VEDETTE_TRANSLATOR")


def reader_for(language: str) -> tuple[Reads | None, str]:
    """Return the loaded reader of a language, or None with the reason why there is none."""
    choice = choice_for(language)
    return (None, choice.reason) if choice.version is None else (Readers().of(language), "")


def versions_wanted(languages: Iterable[str] = ()) -> dict[str, str]:
    """Return the version that reads each language: English, Russian, and those of `languages` that can be read.

    `languages` may be written as documents have them ("en-GB"); they are keys as they are written.
    """
    told = {code: choice_for(code).version for code in dict.fromkeys((ENGLISH, RUSSIAN, *languages))}
    return {code: version for code, version in told.items() if version is not None}


class Readers:
    """All readers of one process, each loaded when it is first needed; holds the languages that it can read.

    A document that cannot be read is told to `on_skip`, or raised as SkipError where there is none; the others go on.
    """

    def __init__(self, *, english: Callable[[], Reads] | None = None, on_skip: Skip | None = None) -> None:
        self._on_skip = on_skip
        self._english = english or Reader.load
        self._loaded: dict[str, Reads] = {}
        self._choices: dict[str, Choice] = {}

    @property
    def version(self) -> str:
        """Return the version of the reader of English."""
        return reader_version()

    def __contains__(self, language: object) -> bool:
        """Tell whether documents in a language (an ISO 639-1 code) can be read."""
        return isinstance(language, str) and self.choice(language).version is not None

    def choice(self, language: str) -> Choice:
        """Return how a language is read."""
        language = code_of(language)
        if language not in self._choices:
            self._choices[language] = choice_for(language)
        return self._choices[language]

    def version_for(self, document: Document) -> str | None:
        """Return the version that a document's reading is kept under; None where it cannot be read."""
        return self.choice(language_of(document)).version

    def can_read(self, document: Document) -> bool:
        """Tell whether a document's language is read here."""
        return self.version_for(document) is not None

    def why_not(self, document: Document) -> str:
        """Return why a document cannot be read, "" where it can."""
        return self.choice(language_of(document)).reason

    def of(self, language: str) -> Reads:
        """Return the reader of a language, loaded; raises StopError where there is none or its set-up is broken."""
        language, choice = code_of(language), self.choice(language)
        if choice.version is None:
            raise StopError(f"documents in {language}: {choice.reason}")
        if language not in self._loaded:
            self._loaded[language] = self._load(language)
        return self._loaded[language]

    def _load(self, language: str) -> Reads:
        if language == ENGLISH:
            return self._english()
        translator = translator_told()
        if translator is None:
            return RussianReader.load()
        return TranslatedReader(lambda: self.of(ENGLISH), translator, reader_version())

    def read(self, document: Document) -> Record:
        """Return the record of one prepared document; raises SkipError where it cannot be read."""
        if not self.can_read(document):
            raise self._refused(document)
        return next(iter(self.of(language_of(document)).read_all([document])))

    def read_all(self, documents: Iterable[Document], on_skip: Skip | None = None) -> Iterator[Record]:
        """Yield the record of each prepared document, in order, whatever their languages; holds a small batch at a time."""
        told = on_skip or self._on_skip
        for language, run in groupby(documents, language_of):
            yield from self._read_run(language, run, told)

    def _read_run(self, language: str, run: Iterable[Document], on_skip: Skip | None) -> Iterator[Record]:
        """Yield the records of documents in one language."""
        if language not in self:
            for document in run:
                _tell(self._refused(document), on_skip)
            return
        reader = self.of(language)
        if isinstance(reader, TranslatedReader):
            yield from reader.read_all(run, on_skip)
        else:
            yield from reader.read_all(run)

    def _refused(self, document: Document) -> SkipError:
        cause, _, remedy = self.why_not(document).partition("; ")
        return SkipError(document.id, cause, remedy or "hand in a translation")


def _tell(error: SkipError, on_skip: Skip | None) -> None:
    if on_skip is None:
        raise error
    on_skip(error)
