"""Documents behind the gate: order, the reason, and that what is passed over says so."""

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from vedette.reading.gate import Decision
from vedette.records.document import Document
from vedette.records.parsing import record_of
from vedette.records.record import Record
from vedette.workflow.gated import BATCH, gated, read_gated


class Words:
    """A gate that lets pass what has the word war in it."""

    def passes(self, document: Document) -> Decision:
        on = "war" in document.text
        return Decision(on, float(on), ("war",) if on else (), "passes: “war”" if on else "held back: no “war”")


def made(*texts: str) -> list[Document]:
    return [Document.of(t, id=f"d{k}") for k, t in enumerate(texts)]


def read(documents: Iterable[Document]) -> Iterator[Record]:
    return (Record(document=d, reader="fake") for d in documents)


def test_each_document_comes_with_its_decision() -> None:
    told = list(gated(made("war", "soup"), Words()))
    assert [g.decision.passes for g in told] == [True, False]
    assert told[0].record is None
    held = told[1].record
    assert held is not None
    assert held.unread == "held back: no “war”"
    assert held.events == ()
    assert held.reader == ""


@given(st.lists(st.booleans(), max_size=3 * BATCH))
def test_records_come_in_order_and_only_what_passes_is_read(passing: list[bool]) -> None:
    documents = made(*("war" if x else "soup" for x in passing))
    records = list(read_gated(documents, Words(), read))
    assert [r.document.id for r in records] == [d.id for d in documents]
    assert [r.unread is None for r in records] == passing
    assert [r.reader == "fake" for r in records] == passing


def test_what_the_reader_leaves_out_stays_out() -> None:
    documents = made("war one", "war two", "soup", "war three")
    records = read_gated(documents, Words(), lambda found: read(d for d in found if d.text != "war two"))
    assert [r.document.text for r in records] == ["war one", "soup", "war three"]


def test_documents_are_not_gathered_before_they_are_read() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Document]:
        k = 0
        while True:
            taken.append(k)
            yield Document.of("war", id=str(k))
            k += 1

    next(read_gated(endless(), Words(), read))
    assert len(taken) <= BATCH


def test_the_reason_is_kept_in_the_records_json() -> None:
    (record,) = read_gated(made("soup"), Words(), read)
    told = record.to_json()
    assert told["unread"] == "held back: no “war”"
    assert record_of(told).unread == record.unread
    assert "unread" not in Record(document=made("war")[0]).to_json()
