"""What the tests of checks share: a text is read as a caller would read it and compared with the shipped files."""

from collections.abc import Callable

import pytest

from vedette.checking.check import check
from vedette.checking.told import Told
from vedette.documents import prepare
from vedette.knowledge.base import load_knowledge
from vedette.knowledge.entities import load_entities
from vedette.records.check import Check
from vedette.records.document import Document
from vedette.workflow.read import Reader


@pytest.fixture(scope="session")
def checks(reader: Reader) -> Callable[..., tuple[Check, ...]]:
    """Return the checks of a text as of a day; each receipt is proved to be the text's own words."""

    def checking(text: str, on: str = "2022-09-13", *, dated: bool = True) -> tuple[Check, ...]:
        document = prepare(Document.of(text, published=on if dated else None))
        ((document, sentences),) = reader.parser.parse_all([document])
        told = Told(
            reader.spans(document, sentences, reader.marks(sentences)),
            load_knowledge(),
            load_entities(),
            on,
            reader.gazetteer.candidates,
            dated=dated,
        )
        found = check(told)
        assert all(document.text[r.start : r.end] == r.text for c in found for r in c.receipts)
        assert all(c.receipts and c.sentence for c in found)
        return found

    return checking


@pytest.fixture(scope="session")
def verdicts(checks: Callable[..., tuple[Check, ...]]) -> Callable[..., list[str]]:
    """Return the verdicts about one kind of fact in a text, in its order."""

    def told(about: str, text: str, on: str = "2022-09-13", **more: bool) -> list[str]:
        return [c.verdict for c in checks(text, on, **more) if c.about == about]

    return told
