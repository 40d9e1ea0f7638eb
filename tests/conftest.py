"""What the tests share: one language model and one reader for the whole run."""

from collections.abc import Callable

import pytest
from hypothesis import settings

from databases import databases, postgres, where  # noqa: F401 - fixtures
from vedette.documents import prepare
from vedette.reading.parse import Parser
from vedette.records.document import Document
from vedette.records.reading import Sentence
from vedette.records.record import Event, Record
from vedette.workflow.read import Reader

# How long an example takes is no matter of a test: other work on the machine would fail it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _own_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests fetch from servers on this machine, which nothing else may."""
    monkeypatch.setenv("VEDETTE_ALLOW_HOSTS", "127.0.0.1,localhost")


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="session")
def parser(reader: Reader) -> Parser:
    return reader.parser


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[[str], tuple[Sentence, ...]]:
    return lambda text: parser.parse(Document.of(text))


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Record]:
    """Read a text as a caller would; published on 13 September 2022 unless told."""

    def reading(text: str, **known: str) -> Record:
        known.setdefault("published", "2022-09-13")
        return reader.read(prepare(Document.of(text, **known)))

    return reading


@pytest.fixture(scope="session")
def one_event(read: Callable[..., Record]) -> Callable[..., Event]:
    """Read a sentence and return its only event of the type asked for."""

    def found(text: str, type_: str, **known: str) -> Event:
        events = [e for e in read(text, **known).events if e.type == type_]
        assert len(events) == 1, [(e.type, e.trigger.text) for e in read(text, **known).events]
        return events[0]

    return found


@pytest.fixture(scope="session")
def russian():
    """Return the reader of Russian, where natasha is installed."""
    pytest.importorskip("natasha")
    from vedette.workflow.russian import RussianReader  # noqa: PLC0415 - not every run has natasha

    return RussianReader.load()
