"""Exports: whole, streamed, no formula for a spreadsheet, and no place that nobody told."""

import csv
import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.publishing.csv_safe import BLOCK, csv_blocks, safe
from vedette.publishing.geojson import feature_of, geojson_blocks
from vedette.publishing.tables import COLUMNS, flat
from vedette.store.query import Query

API = "/api/v1"
RISKY = "=+-@＝＋－＠"


def incident(n=0, **more):
    place = {"name": "Sotk", "country": "ARM", "lat": 40.2, "lon": 45.87, "precision": "settlement", "geonames": None}
    told = {"id": f"i{n}", "family": "force", "mode": None, "doers": ["AZE"], "sufferers": [], "place": place}
    days = {"from": "2022-09-13", "to": "2022-09-13", "day_told": True, "clock": None, "first_told": None}
    return {**told, **days, "origins": 1, "documents": ["d"], "mentions": ["m"], "judgements": [], **more}


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(st.text(max_size=30))
def test_no_field_is_a_formula(text):
    shown = safe(text)
    assert not shown.lstrip().startswith(tuple(RISKY))
    assert not shown.startswith(("\t", "\r", "\n"))
    assert shown in (text, f"'{text}")


def test_numbers_stay_numbers():
    assert safe(-5.2) == -5.2
    assert safe(None) is None


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_a_file_is_read_back_as_it_was(names):
    rows = [incident(n, family=name) for n, name in enumerate(names)]
    found = read("".join(csv_blocks((flat(r, "incidents") for r in rows), COLUMNS["incidents"])))
    assert [r["family"].removeprefix("'") for r in found] == [n.removeprefix("'") for n in names]


def test_a_separator_inside_a_field_parts_nothing():
    text = "".join(csv_blocks([flat(incident(documents=['a";=cmd()', "=1+1"]), "incidents")], COLUMNS["incidents"]))
    assert '"a"";=cmd(); =1+1"' in text


def test_a_long_file_comes_in_blocks():
    blocks = list(csv_blocks((flat(incident(n), "incidents") for n in range(BLOCK * 2 + 1)), COLUMNS["incidents"]))
    assert len(blocks) == 3
    assert len(read("".join(blocks))) == BLOCK * 2 + 1


def test_only_what_has_a_place_is_a_feature():
    nowhere = incident(1, place=None)
    country = incident(2, place={**incident()["place"], "lat": None, "lon": None, "precision": "country"})
    told = json.loads("".join(geojson_blocks([incident(), nowhere, country], "incidents")))
    assert [f["id"] for f in told["features"]] == ["i0"]
    assert told["features"][0]["geometry"]["coordinates"] == [45.87, 40.2]
    assert told["left_out"] == 2
    assert feature_of(nowhere, "incidents") is None


def test_features_of_several_blocks_are_one_collection():
    told = json.loads("".join(geojson_blocks((incident(n) for n in range(BLOCK * 2 + 1)), "incidents")))
    assert len(told["features"]) == BLOCK * 2 + 1


def test_a_feature_keeps_its_words_as_they_are():
    assert feature_of(incident(family="=x"), "incidents")["properties"]["family"] == "=x"


def test_every_incident_of_the_filter_is_exported(client, demo_store):
    answer = client.get(f"{API}/incidents?format=csv&actor=ARM")
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'filename="incidents.csv"' in answer.headers["content-disposition"]
    found = read(answer.content.decode())
    assert tuple(found[0]) == COLUMNS["incidents"]
    assert {r["id"] for r in found} == {i.id for i in demo_store.all_incidents(Query(actor="ARM"))}


def test_events_and_figures_are_exported(client, demo_store):
    for name, table, found in (
        ("events", "events", demo_store.all_events(Query())),
        ("figures", "casualties", demo_store.all_figures(Query())),
    ):
        rows = read(client.get(f"{API}/{name}?format=csv").content.decode())
        assert tuple(rows[0]) == COLUMNS[table]
        assert [r["id"] for r in rows] == [f.claim.id for f in found]


def test_the_map_of_events_holds_receipts(client):
    answer = client.get(f"{API}/events?format=geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    told = answer.json()
    assert told["left_out"] > 0
    for f in told["features"]:
        assert {"document", "start", "end", "trigger", "precision"} <= set(f["properties"])


def test_a_fault_of_the_filter_is_told_and_not_a_broken_file(client):
    answer = client.get(f"{API}/events?format=csv&window=5")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["object"] == "window '5'"


@pytest.fixture(scope="module")
def parquet():
    return pytest.importorskip("pyarrow.parquet")


@pytest.mark.parametrize(
    ("address", "table"),
    [
        ("incidents", "incidents"),
        ("incidents?dyad=ARM-AZE&from=2022-09-13", "incidents"),
        ("incidents?tier=PRIORITY", "incidents"),
        ("events?type=ASSAULT", "events"),
        ("figures", "casualties"),
        ("sentences?words=killed", "sentences"),
        ("contacts?from=2020-01-01", "contacts"),
        ("positions?from=2020-01-01&bound=KAZ", "positions"),
        ("ledger?dyad=ARM-AZE&from=2022-09-01", "ledger"),
    ],
)
def test_csv_and_parquet_hold_the_same_rows(client, parquet, address, table):
    mark = "&" if "?" in address else "?"
    sheet = read(client.get(f"{API}/{address}{mark}format=csv").content.decode())
    answer = client.get(f"{API}/{address}{mark}format=parquet")
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert f'filename="{table}.parquet"' in answer.headers["content-disposition"]
    found = parquet.read_table(io.BytesIO(answer.content)).to_pylist()
    assert tuple(sheet[0]) == COLUMNS[table]
    key = next(n for n in ("id", "document") if n in COLUMNS[table])
    assert [r[key] for r in sheet] == [r[key] for r in found]
    assert len(found) > 0


def test_every_row_of_a_figure_says_who_says_so_and_where(client, parquet):
    for address in ("figures", "ledger?dyad=ARM-AZE&from=2022-09-01", "contacts?from=2020-01-01"):
        mark = "&" if "?" in address else "?"
        content = client.get(f"{API}/{address}{mark}format=parquet").content
        for row in parquet.read_table(io.BytesIO(content)).to_pylist():
            assert row["document"]
            assert 0 <= row["start"] < row["end"]
            assert row["claimants"] or row["source"]


def test_files_of_a_tier_hold_what_its_pages_hold(client):
    for tier in ("FLASH", "PRIORITY", "ROUTINE"):
        rows = read(client.get(f"{API}/incidents?tier={tier}&format=csv").content.decode())
        ids, address = [], f"{API}/incidents?tier={tier}&limit=3"
        while address:
            answer = client.get(address)
            ids += [i["id"] for i in answer.json()["items"]]
            link = answer.headers.get("link")
            address = link and link[1 : link.index(">")]
        assert ids == [r["id"] for r in rows]


@pytest.mark.parametrize(
    "address", ["figures", "contacts", "positions", "sentences?words=killed", "ledger?dyad=ARM-AZE"]
)
def test_what_has_no_place_of_its_own_is_no_geojson(client, address):
    assert client.get(f"{API}/{address}{'&' if '?' in address else '?'}format=geojson").status_code == 422


@pytest.mark.parametrize("address", ["incidents", "contacts", "positions", "sentences?words=killed"])
def test_a_file_has_no_pages(client, address):
    answer = client.get(f"{API}/{address}{'&' if '?' in address else '?'}format=parquet&limit=5")
    assert answer.status_code == 422
    assert "all that is found" in answer.json()["errors"][0]["cause"]


def test_a_file_of_a_part_of_the_claims_is_refused(client, monkeypatch):
    monkeypatch.setattr("vedette.desk.api.relations.MOST_IN_FILE", 1)
    answer = client.get(f"{API}/contacts?from=2020-01-01&format=csv")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["remedy"] == "ask for a shorter period"


def test_without_pyarrow_the_api_says_so(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = client.get(f"{API}/events?format=parquet")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["remedy"] == "run 'pip install vedette[parquet]'"
