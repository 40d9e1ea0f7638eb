"""Every data set out of a store: rows that fit the dictionary, in every form, without words where asked, a page at a time."""

import csv
import io
import json
from dataclasses import replace

import pytest
from make_records import record as border_town
from make_stores import filled
from test_dictionary import fits

from store.make import record
from vedette.publishing import datasets
from vedette.publishing.crosswalks import whole
from vedette.publishing.datasets import BY_INCIDENT, DATASETS, rows, spread, without_words
from vedette.publishing.dictionary import columns_of
from vedette.publishing.forms import blocks, has_form
from vedette.publishing.parquet import schema_of
from vedette.publishing.tables import COLUMNS, cells
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records

STAMP = {"id": "s", "dataset": "1.0.0"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = filled(tmp_path_factory.mktemp("sets"))
    yield made
    made.close()


@pytest.mark.parametrize("what", DATASETS)
def test_every_value_is_what_the_dictionary_says(store, what):
    found = [cells(row, what) for row in spread(rows(store, what, Query()), what)]
    assert found
    for row in found:
        for told in columns_of(what):
            assert fits(row[told.name], told), (what, told.name, row[told.name])


@pytest.mark.parametrize("what", DATASETS)
def test_every_form_has_the_same_rows(store, what):
    pq = pytest.importorskip("pyarrow.parquet")
    table = list(spread(rows(store, what, Query()), what))
    lines = b"".join(blocks(rows(store, what, Query()), what, "jsonl", STAMP)).decode().splitlines()
    assert [json.loads(line) for line in lines] == json.loads(json.dumps(list(rows(store, what, Query()))))
    text = b"".join(blocks(rows(store, what, Query()), what, "csv", STAMP)).decode()
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(read) == len(table)
    assert tuple(read[0]) == COLUMNS[what]
    parquet = pq.read_table(io.BytesIO(b"".join(blocks(rows(store, what, Query()), what, "parquet", STAMP))))
    assert parquet.num_rows == len(table)
    assert json.loads(parquet.schema.metadata[b"vedette.stamp"]) == STAMP
    assert parquet.schema.field(COLUMNS[what][1]).metadata[b"meaning"]


@pytest.mark.parametrize("what", DATASETS)
def test_duckdb_reads_csv_and_parquet_alike(store, what, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    for form in ("csv", "parquet"):
        (tmp_path / f"t.{form}").write_bytes(b"".join(blocks(rows(store, what, Query()), what, form, STAMP)))
    key = COLUMNS[what][0]
    asked = f'SELECT "{key}" FROM {{}} ORDER BY ALL'  # noqa: S608 - a column of ours
    of_csv = duckdb.sql(asked.format(f"read_csv('{tmp_path}/t.csv', all_varchar=true)")).fetchall()
    of_parquet = duckdb.sql(asked.format(f"read_parquet('{tmp_path}/t.parquet')")).fetchall()
    assert of_csv == of_parquet != []


@pytest.mark.parametrize("what", DATASETS)
def test_pandas_reads_every_form_alike(store, what):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    form = {
        f: io.BytesIO(b"".join(blocks(rows(store, what, Query()), what, f, STAMP))) for f in ("csv", "parquet", "jsonl")
    }
    key = COLUMNS[what][0]
    of_csv = pandas.read_csv(form["csv"], dtype=str, keep_default_na=False)
    of_parquet = pandas.read_parquet(form["parquet"])
    # Parquet keeps lists and moments whole, which CSV spreads over columns.
    assert list(of_csv.columns) == list(COLUMNS[what])
    assert list(of_csv[key]) == [str(v) for v in of_parquet[key]] != []
    assert len(pandas.read_json(form["jsonl"], lines=True)) == len(list(rows(store, what, Query())))


@pytest.mark.parametrize("what", DATASETS)
def test_pyarrow_reads_the_csv_with_the_dictionarys_types(store, what):
    pa_csv = pytest.importorskip("pyarrow.csv")
    text = b"".join(blocks(rows(store, what, Query()), what, "csv", STAMP))
    kinds = {c.name: c.type for c in columns_of(what)}
    numbers = {n: schema_of(what).field(n).type for n, kind in kinds.items() if kind in ("whole", "real", "day")}
    options = pa_csv.ConvertOptions(column_types=numbers, strings_can_be_null=True, quoted_strings_can_be_null=True)
    table = pa_csv.read_csv(io.BytesIO(text), convert_options=options)
    assert table.column_names == list(COLUMNS[what])
    assert {n: table.schema.field(n).type for n in numbers} == numbers


@pytest.mark.parametrize("what", DATASETS)
def test_without_words_no_mention_of_a_text_is_left(store, what):
    told = list(rows(store, what, Query(), words=False))
    assert len(told) == len(list(rows(store, what, Query())))
    found = json.dumps(told, ensure_ascii=False)
    for words in ("shelled", "The army of Ruritania", "at least 12 civilians", "the government of Hentzau"):
        assert words not in found
    flat = [cells(row, what) for row in spread(told, what)]
    assert all(tuple(row) == COLUMNS[what] for row in flat)


def test_words_go_wherever_they_stand_and_nothing_else_does():
    row = {
        "id": "e",
        "cue": "said",
        "claimant": "officials",
        "place": {"name": "Sotk", "text": "Sotk", "reason": "“Sotk” is told"},
        "documents": ["d"],
    }
    row |= {
        "actors": [{"text": "they", "country": "ARM"}],
        "told": [{"text": "met", "claimants": [{"text": "he", "country": None}]}],
    }
    assert without_words(row) == {
        "id": "e", "cue": None, "claimant": None, "place": {"name": "Sotk", "text": None, "reason": None}, "documents": ["d"],
        "actors": [{"text": None, "country": "ARM"}], "told": [{"text": None, "claimants": [{"text": None, "country": None}]}],
    }  # fmt: skip


def test_a_denied_attack_is_no_row_of_another_data_set(store):
    statuses = {e["status"] for e in rows(store, "events", Query())}
    assert {"negated", "actual"} <= statuses
    assert {r["status"] for r in rows(store, "cameo", Query())} <= {"actual", "historical"}
    assert {r["status"] for r in rows(store, "cameo", Query(status="negated"))} == {"negated"}
    assert "negated" not in {r["status"] for r in rows(store, "plover", Query())}


def test_incidents_are_held_a_page_at_a_time(store, monkeypatch):
    held = []
    monkeypatch.setattr(whole, "PAGE", 2)
    kept = whole._wholes

    def counted(store, part):
        held.append(len(part))
        yield from kept(store, part)

    monkeypatch.setattr(whole, "_wholes", counted)
    found = whole.wholes(store, Query())
    next(found)
    assert held == [2]
    assert len(list(found)) + 1 == len(list(rows(store, "incidents", Query())))


def test_geojson_is_for_what_has_a_place():
    assert [w for w in DATASETS if has_form(w, "geojson")] == ["events", "incidents"]
    assert set(DATASETS) >= BY_INCIDENT
    assert set(datasets.OF_EVENTS) | set(datasets.OF_INCIDENTS) | set(datasets.OWN) == set(DATASETS)


@pytest.mark.parametrize("what", DATASETS)
def test_no_cell_is_a_formula_whatever_a_publisher_is_called(what, tmp_path):
    hostile = [replace(r, document=replace(r.document, source="=HYPERLINK(1)")) for r in (record(1), border_town())]
    made = Store.open(str(tmp_path / "store.db"), make=True)
    add_records(made, [(r, "test") for r in hostile])
    text = b"".join(blocks(rows(made, what, Query()), what, "csv", STAMP)).decode()
    made.close()
    cells_ = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert what in ("contacts", "incidents") or any("HYPERLINK" in c for c in cells_)
    assert not [c for c in cells_ if c.lstrip().startswith(("=", "+", "@")) or (c[:1] == "-" and not _is_number(c))]


def _is_number(told):
    try:
        float(told)
    except ValueError:
        return False
    return True
