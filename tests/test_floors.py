"""The reader against our own short reports: floors that fall only on purpose (see docs/measurements.md)."""

import json
from pathlib import Path

import pytest

from vedette.documents import prepare
from vedette.records.document import Document
from vedette.scoring.gold import load_gold
from vedette.scoring.measures import score

GOLD = Path(__file__).parent / "gold" / "reports.jsonl"

FLOORS = {"event type": 0.80, "event dyad": 0.51, "casualty": 0.62, "casualty with claimant": 0.56, "quote": 0.95}
SHARES = {"status": 0.95, "claimants": 0.88, "mode": 0.84, "place": 0.62, "time": 0.90}


@pytest.fixture(scope="module")
def measured(reader):
    gold = load_gold(GOLD)
    told = [{k: v for k, v in c.document.items() if v is not None and k != "text"} for c in gold]
    documents = [prepare(Document.of(c.text, **d)) for c, d in zip(gold, told, strict=True)]
    records = {r.document.id: json.loads(json.dumps(r.to_json())) for r in reader.read_all(documents)}
    return score(gold, records).to_json()


@pytest.mark.parametrize(("measure", "floor"), FLOORS.items())
def test_measures_stay_above_their_floors(measured, measure, floor):
    assert measured["measures"][measure]["f1"] >= floor


@pytest.mark.parametrize(("field", "floor"), SHARES.items())
def test_fields_of_right_types_stay_above_their_floors(measured, field, floor):
    assert measured["of right types"][field]["share"] >= floor


def test_what_is_stated_is_about_what_is_met(measured):
    bands = [b for b in measured["calibration"] if b["of"] >= 20]
    assert bands
    assert all(abs(b["stated"] - b["share"]) <= 0.15 for b in bands)
