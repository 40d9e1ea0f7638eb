"""Tables of an archive: what is in a record is in its rows, and the words stand where the rows say."""

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vedette.engine.columns import COLUMNS, TABLES
from vedette.engine.tables import document_row, error_row, rows_of, schema_of, table_of, year_of
from vedette.errors import SkipError
from vedette.publishing import dictionary
from vedette.records.document import Document
from vedette.records.parsing import record_of
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Event, Quote, Receipt, Record

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

DATA = Path(__file__).parent.parent / "data"
TEXT = "Ruritania shelled Strelsau overnight, killing at least 4 soldiers, police said."
RURITANIA = Actor(0, 9, "Ruritania", "RUR", "GOV", "rur", "Ruritania")
POLICE = Actor(67, 73, "police", None, "COP")
SHELLED = Event(
    id="e1",
    type="ASSAULT",
    mode="heavy-weapons",
    status="actual",
    trigger=Receipt(10, 17, "shelled"),
    sentence=(0, 79),
    actors=(RURITANIA,),
    claimants=(POLICE, RURITANIA),
    place=PlaceMention(18, 26, "Strelsau", "Strelsau", "RUR", 50.1, 14.4, "settlement", 7),
    time=TimeExpression(27, 36, "overnight", "2022-09-12T20:00+04:00", "2022-09-13", "night"),
    cue=Receipt(74, 78, "said"),
    confidence=0.9,
)
KILLED = Casualty(
    id="c1", event="e1", start=46, end=65, text="at least 4 soldiers", kind="killed", low=4, high=None, approx=False,
    who="military", side=None, claimants=(POLICE,),
)  # fmt: skip
RECORD = Record(
    document=Document.of(TEXT, id="d1", published="2022-09-13", source="Zenda Post"),
    events=(SHELLED,),
    casualties=(KILLED,),
    quotes=(Quote(id="q1", start=0, end=9, text="Ruritania", speakers=(POLICE,)),),
    reader="vedette test",
)


def only(record: Record, table: str) -> dict:
    (row,) = table_of(rows_of(record)[table], table).to_pylist()
    return row


def test_an_event_is_flat_and_its_people_run_alongside():
    row = only(RECORD, "events")
    assert row["from"] == date(2022, 9, 12)
    assert row["from_at"] == datetime(2022, 9, 12, 16, tzinfo=UTC)
    assert (row["to"], row["to_at"], row["month"]) == (date(2022, 9, 13), None, "2022-09")
    assert (row["place"], row["lat"], row["geonames"]) == ("Strelsau", 50.1, 7)
    assert row["claimants"] == ["police", "Ruritania"]
    assert row["claimant_countries"] == [None, "RUR"]
    assert (row["claimant_country"], row["claimant_sector"], row["actor_country"]) == (None, "COP", "RUR")
    assert (row["recipients"], row["recipient_country"]) == ([], None)


def test_a_figure_has_the_month_of_its_event():
    assert only(RECORD, "casualties")["month"] == "2022-09"


def test_the_month_is_that_of_publication_where_no_day_is_told():
    bare = Event(id="e", type="ASSAULT", mode=None, status="actual", trigger=Receipt(0, 1, "R"), sentence=(0, 9))
    record = Record(document=Document.of("R.", published="2021-03-04"), events=(bare,))
    assert only(record, "events")["month"] == "2021-03"
    assert only(Record(document=Document.of("R."), events=(bare,)), "events")["month"] is None


def test_the_record_is_restored_exactly():
    assert record_of(json.loads(only(RECORD, "records")["record"])) == RECORD


def test_the_record_of_a_real_text_is_restored_and_its_words_stand_where_the_rows_say(read):
    text = (DATA / "ukraine-wire.txt").read_text("utf-8")
    record = read(text)
    assert json.loads(only(record, "records")["record"]) == json.loads(json.dumps(record.to_json()))
    found = {t: table_of(rows, t).to_pylist() for t, rows in rows_of(record).items()}
    assert found["events"]
    assert found["casualties"]
    for row in found["events"]:
        assert text[row["start"] : row["end"]] == row["trigger"]
        for role in ("actor", "recipient", "claimant"):
            spans = zip(row[f"{role}_starts"], row[f"{role}_ends"], strict=True)
            assert [text[a:b] for a, b in spans] == row[f"{role}s"]
    for row in (*found["casualties"], *found["quotes"]):
        assert text[row["start"] : row["end"]] == row["text"]


@given(st.text(), st.integers(), st.none() | st.text(max_size=30))
def test_any_text_and_number_goes_into_a_table_and_offsets_stay(text, low, published):
    document = Document.of(text, published=published)
    figure = Casualty(
        id="c", event=None, start=0, end=len(text), text=text, kind="killed", low=low, high=None, approx=False, who="x", side=None
    )  # fmt: skip
    rows = rows_of(Record(document=document, casualties=(figure,)))
    told = {t: table_of(r, t).to_pylist() for t, r in rows.items()}
    assert len(told["documents"][0]["text"]) == len(text)
    assert told["casualties"][0]["low"] == (low if abs(low) < 2**63 or low == -(2**63) else None)
    assert record_of(json.loads(told["records"][0]["record"])).document == document
    assert year_of(published) == "unknown" or year_of(published).isdigit()


def test_the_same_rows_give_the_same_bytes():
    def written() -> bytes:
        out = io.BytesIO()
        pq.write_table(table_of(rows_of(RECORD)["events"], "events"), out, compression="zstd")
        return out.getvalue()

    assert written() == written()


@pytest.mark.parametrize(
    ("published", "year"),
    [
        ("2022-09-13", "2022"),
        ("2022-09-13T00:00Z", "2022"),
        (None, "unknown"),
        ("0007-01-01", "unknown"),
        ("soon", "unknown"),
    ],
)
def test_the_partition_is_the_year_of_publication(published, year):
    assert year_of(published) == year


def test_a_document_that_is_not_read_says_why():
    row = document_row(Document.of("Один два", language="ru"), why="no reader for ru is installed")
    assert (row["read"], row["why"], row["words"], row["reader"]) == (False, "no reader for ru is installed", 2, None)


def test_an_error_names_input_and_item():
    row = error_row(SkipError("a/b.jsonl, byte 17", "is not JSON", "mend the line"), "a/b.jsonl", "item")
    assert (row["input"], row["item"], row["kind"], row["reason"]) == ("a/b.jsonl", "byte 17", "item", "is not JSON")


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_what_it_means(table):
    named = [f for f in schema_of(table) if not f.name.endswith("_at")]
    assert all(f.metadata[b"meaning"] for f in named)
    assert len({c.name for c in COLUMNS[table]}) == len(COLUMNS[table])


@pytest.mark.parametrize("table", ["events", "casualties"])
def test_a_column_of_an_export_has_its_type(table):
    told = {c.name: c.type for c in dictionary.columns_of(table)}
    ours = {c.name: c.type for c in COLUMNS[table]}
    assert len(told.keys() & ours.keys()) > 15
    assert {n: ours[n] for n in told.keys() & ours.keys()} == {n: told[n] for n in told.keys() & ours.keys()}
    # Which texts are copies and which incident an event is of is only known where all reports are held together.
    assert told.keys() - ours.keys() == {"origin", "incident"}


def test_the_schemas_are_as_written_down():
    told = yaml.safe_load((Path(__file__).parent / "schemas.yaml").read_text("utf-8"))
    assert {t: {f.name: str(f.type) for f in schema_of(t)} for t in TABLES} == told
