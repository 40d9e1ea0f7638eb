"""The example dossier, read by the real reader, put together and laid out as a ledger."""

import json
from importlib.resources import files

import pytest

from vedette.documents import prepare
from vedette.incidents.figures import figures_of
from vedette.incidents.ledger import ledger
from vedette.incidents.reconcile import batch
from vedette.incidents.tellings import tellings
from vedette.records.document import Document
from vedette.records.incident import mentions_of


@pytest.fixture(scope="module")
def records(reader):
    text = (files("vedette.examples") / "september-2022.jsonl").read_text("utf-8")
    told = [json.loads(line) for line in text.splitlines()]
    documents = [Document.of(d["text"], **{k: d[k] for k in ("id", "source", "title", "published")}) for d in told]
    return list(reader.read_all(prepare(d) for d in documents))


@pytest.fixture(scope="module")
def found(records):
    return batch(t for r in records for t in tellings(mentions_of(r)))


@pytest.fixture(scope="module")
def book(records, found):
    of = {m: i.id for i in found for m in i.mentions}
    return ledger((f for r in records for f in figures_of(r, of)), dyad=("ARM", "AZE"))


def _killed(book, side, party):
    lines = [x for x in book.lines if (x.kind, x.side, x.party) == ("killed", side, party)]
    return [(f.as_of, f.casualty.low) for x in lines for f in x.figures if f.casualty.low and not f.increase]


def test_armenias_own_account(book):
    told = _killed(book, "ARM", "ARM")
    assert [n for _, n in told if n in (49, 105, 135)] == [49, 49, 105, 105, 135]
    assert {("2022-09-13", 49), ("2022-09-14", 105), ("2022-09-16", 135)} <= set(told)


def test_azerbaijans_own_account(book):
    told = _killed(book, "AZE", "AZE")
    assert [n for _, n in told] == [50, 71, 77, 79, 80]
    assert {("2022-09-14", 50), ("2022-09-15", 71), ("2022-12-05", 80)} <= set(told)


def test_202_killed_or_missing_is_armenias_word(book):
    # Whose dead they are is for the reader to tell; who says so, and that it stands with no other's, is tested here.
    lines = [x for x in book.lines if any(f.casualty.low == 202 for f in x.figures)]
    assert [x.party for x in lines] == ["ARM"]


def test_neither_account_is_mixed_with_the_other_and_each_figure_has_its_receipt(book, records):
    texts = {r.document.id: r.document.text for r in records}
    for line in book.lines:
        assert len({(f.casualty.side, f.casualty.kind) for f in line.figures}) == 1
        for f in line.figures:
            assert texts[f.at.document][f.casualty.start : f.casualty.end] == f.casualty.text
    assert not {n for _, n in _killed(book, "ARM", "ARM")} & {50, 71, 77, 79, 80}


def test_the_two_ceasefires_are_two(found):
    september = [i for i in found if i.mode == "ceasefire" and i.days and i.days.first.startswith("2022")]
    assert [i.days.first for i in september] == ["2022-09-13", "2022-09-14"]
    assert september[0].days.clock == "2022-09-13T06:00:00+00:00"  # 09:00 in Moscow
    assert all(i.doers >= {"ARM", "AZE"} for i in september)
