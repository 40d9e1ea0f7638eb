"""Exports: whole, streamed, no formula for a spreadsheet, and no place that nobody told."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.api.exports import BLOCK, csv_blocks, feature_of, geojson_blocks, safe
from vedette.publishing.tables import COLUMNS
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
    found = read("".join(csv_blocks(rows, "incidents")))
    assert [r["family"].removeprefix("'") for r in found] == [n.removeprefix("'") for n in names]


def test_a_separator_inside_a_field_parts_nothing():
    text = "".join(csv_blocks([incident(documents=['a";=cmd()', "=1+1"])], "incidents"))
    assert '"a"";=cmd(); =1+1"' in text


def test_a_long_file_comes_in_blocks():
    blocks = list(csv_blocks((incident(n) for n in range(BLOCK * 2 + 1)), "incidents"))
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
