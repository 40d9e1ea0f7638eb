"""Hostile and broken reports: the API sends what they say as data, and nothing in them stops an answer."""

import csv
import io
from dataclasses import replace

import pytest

from desk.make_reports import EVIL, armenia, azerbaijan
from vedette.desk.api.shared import sendable
from vedette.workflow.add import add_records

API = "/api/v1"
HALF = "\ud800\x00 half"


@pytest.fixture
def hostile(client_of, empty_store):
    """Return a client on two reports: one with scripts and formulas for names, one with half a surrogate pair everywhere."""
    evil = armenia()
    formula = replace(evil, document=replace(evil.document, title="=cmd()", source="@SUM(A1)"))
    broken = azerbaijan()
    document = replace(broken.document, title=HALF, source=HALF, text=broken.document.text + HALF)
    events = tuple(replace(e, trigger=replace(e.trigger, text=HALF)) for e in broken.events)
    add_records(empty_store, [(formula, "test"), (replace(broken, document=document, events=events), "test")])
    return client_of(empty_store)


@pytest.mark.parametrize(
    "address",
    ["events", "figures", "incidents", "documents", "sentences?words=Jermuk", "contacts?from=2022-01-01", "ledger?side=ARM",
     "positions?from=2022-01-01", "map", "flareups", "status"],
)  # fmt: skip
def test_no_text_stops_an_answer(hostile, address):
    answer = hostile.get(f"{API}/{address}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_words_arrive_as_they_are_but_for_halves(hostile):
    told = {e["document"]: e for e in hostile.get(f"{API}/events").json()["items"]}
    assert EVIL in hostile.get(f"{API}/documents/one%2Fof%3Ftwo").json()["document"]["text"]
    assert told["two"]["trigger"]["text"] == HALF.replace("\ud800", "\ufffd")


def test_a_document_whose_id_has_slashes_is_found_with_what_belongs_to_it(hostile):
    assert hostile.get(f"{API}/documents/one/of%3Ftwo").json()["document"]["id"] == "one/of?two"
    assert len(hostile.get(f"{API}/documents/one/of%3Ftwo/record").json()["events"]) == 1


def test_no_cell_of_a_file_is_a_formula(hostile):
    text = hostile.get(f"{API}/events?format=csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {r["source"] for r in rows} == {"'@SUM(A1)", HALF.replace("\ud800", "?")}
    assert hostile.get(f"{API}/events?format=geojson").json()["features"]


@pytest.mark.parametrize("page", ["/contacts?from=2022-01-01", "/positions?from=2022-01-01", "/obligations", "/api"])
def test_no_page_runs_what_a_report_says(hostile, page):
    answer = hostile.get(page)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text


def test_what_can_be_sent_keeps_its_form():
    assert sendable({"a": ["x\udfffy", ("é",), 1, None]}) == {"a": ["x\ufffdy", ["é"], 1, None]}
