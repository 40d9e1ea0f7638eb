"""Parquet: types as they are meant, nothing made up, and files that others read."""

import builtins
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import StopError
from vedette.publishing.parquet import ROWS, parquet_blocks, schema_of
from vedette.publishing.tables import COLUMNS
from vedette.records.moments import day_of, moment_of

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

DAYS = {"from": "2022-09-13", "to": "2022-09-13T00:05+04:00", "day_told": True, "clock": "2022-09-12T20:05:00+00:00"}
PLACE = {"name": "Sotk", "country": "ARM", "lat": 40.2, "lon": 45.87, "precision": "settlement", "geonames": None}


def incident(n=0, **more):
    told = {"id": f"i{n}", "family": "force", "mode": None, "doers": ["AZE"], "sufferers": [], "place": PLACE, **DAYS}
    return {
        **told,
        "first_told": "2022-09-13",
        "origins": 2,
        "documents": ["d", "e"],
        "mentions": ["m"],
        "judgements": [],
        **more,
    }


def read(rows, what, **more):
    return pq.read_table(io.BytesIO(b"".join(parquet_blocks(rows, what, **more))))


def test_days_are_dates_counts_whole_numbers_and_several_lists():
    schema = schema_of("incidents")
    assert schema.field("from").type == pa.date32()
    assert schema.field("from_at").type == pa.timestamp("us", tz="UTC")
    assert schema.field("origins").type == pa.int64()
    assert schema.field("lat").type == pa.float64()
    assert schema.field("documents").type == pa.list_(pa.string())
    figures = schema_of("casualties")
    assert {figures.field(n).type for n in ("low", "high", "start", "end")} == {pa.int64()}
    assert figures.field("claimants").type == pa.list_(pa.string())
    assert figures.field("origin").type == pa.string()


@pytest.mark.parametrize("what", COLUMNS)
def test_every_column_of_a_table_is_there_in_its_order(what):
    names = schema_of(what).names
    assert tuple(n for n in names if not n.endswith("_at")) == COLUMNS[what]
    assert read([], what).schema.names == names


def test_a_row_is_read_back_as_it_was():
    (row,) = read([incident()], "incidents").to_pylist()
    assert (row["from"], row["from_at"]) == (date(2022, 9, 13), None)
    assert (row["to"], row["to_at"]) == (date(2022, 9, 13), datetime(2022, 9, 12, 20, 5, tzinfo=UTC))
    assert row["clock"] == datetime(2022, 9, 12, 20, 5, tzinfo=UTC)
    assert (row["doers"], row["sufferers"], row["documents"]) == (["AZE"], [], ["d", "e"])
    assert (row["origins"], row["lat"], row["day_told"]) == (2, 40.2, True)


def test_what_is_not_told_stays_empty():
    (row,) = read(
        [incident(place=None, **dict.fromkeys(("from", "to", "clock", "first_told")))], "incidents"
    ).to_pylist()
    assert {row[n] for n in ("place", "lat", "lon", "from", "to", "clock", "first_told")} == {None}


def test_a_table_comes_a_row_group_at_a_time_and_is_compressed():
    blocks = list(parquet_blocks((incident(n) for n in range(25)), "incidents", group=10))
    assert len(blocks) == 4
    file = pq.ParquetFile(io.BytesIO(b"".join(blocks)))
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [10, 10, 5]
    assert {file.metadata.row_group(0).column(n).compression for n in range(3)} == {"ZSTD"}
    assert file.schema_arrow.metadata[b"vedette"] == b"incidents"


def test_no_more_rows_are_taken_than_a_group_holds():
    taken = []

    def rows():
        for n in range(1_000_000):
            taken.append(n)
            yield incident(n)

    blocks = parquet_blocks(rows(), "incidents")
    next(blocks)
    assert len(taken) == ROWS
    blocks.close()


def test_a_file_that_breaks_off_is_no_file():
    blocks = list(parquet_blocks((incident(n) for n in range(3)), "incidents", group=1))
    with pytest.raises(pa.ArrowInvalid):
        pq.read_table(io.BytesIO(b"".join(blocks[:-1])))


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=4))
def test_any_text_can_be_written(texts):
    found = read([incident(family=t, documents=texts) for t in texts], "incidents")
    clean = [t.encode("utf-8", "replace").decode() for t in texts]
    assert found["family"].to_pylist() == clean
    assert found["documents"].to_pylist() == [clean] * len(texts)


def test_a_number_that_no_column_holds_is_left_out():
    figure = {"id": "c", "low": 10**30, "high": 5, "claimants": [{"text": "officials", "country": None}]}
    (row,) = read([figure], "casualties").to_pylist()
    assert (row["low"], row["high"]) == (None, 5)
    assert (row["claimants"], row["claimant_countries"]) == (["officials"], [None])


@given(st.text(max_size=30) | st.none())
def test_anything_that_is_no_day_is_none(told):
    assert day_of(told) is None or str(day_of(told))
    assert moment_of(told) is None or moment_of(told).tzinfo is UTC


@given(st.dates())
def test_a_day_is_that_day_and_no_moment(day):
    assert day_of(day.isoformat()) == day
    assert moment_of(day.isoformat()) is None


def test_a_clock_time_without_an_offset_is_no_moment():
    assert moment_of("2022-09-13T10:00") is None
    assert moment_of("0001-01-01T00:00+12:00") is None


def test_another_reader_reads_it_and_counts_by_it(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    file = tmp_path / "incidents.parquet"
    file.write_bytes(b"".join(parquet_blocks((incident(n, origins=n) for n in range(5)), "incidents", group=2)))
    asked = "SELECT sum(origins), max(\"from\"), count(*) FILTER (list_contains(doers, 'AZE')) FROM read_parquet(?)"
    assert duckdb.execute(asked, [str(file)]).fetchone() == (10, date(2022, 9, 13), 5)


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch):
    found = builtins.__import__

    def missing(name, *args, **known):
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return found(name, *args, **known)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(StopError, match=r"pip install vedette\[parquet\]"):
        next(parquet_blocks([], "incidents"))
