"""The reader against our own short reports: floors that fall only on purpose (see docs/measurements.md)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from vedette.documents import prepare
from vedette.records.document import Document
from vedette.scoring.gold import load_gold
from vedette.scoring.measures import score

ROOT = Path(__file__).parent.parent

FLOORS = {
    # Our own short reports, which the rules were developed on.
    "tests/gold/reports.jsonl": {
        "event type": 0.85, "event dyad": 0.55, "casualty": 0.62, "casualty with claimant": 0.58, "quote": 0.95,
        "status": 0.96, "claimants": 0.92, "mode": 0.82, "place": 0.70, "time": 0.95,
    },
    # Sentences for each piece of reading, never trained on.
    "corpus/pieces.coded": {
        "event type": 0.71, "event dyad": 0.30, "casualty": 0.44, "casualty with claimant": 0.31, "quote": 0.75,
        "status": 0.94, "claimants": 0.80, "mode": 0.71, "place": 0.50, "time": 0.74,
    },
}  # fmt: skip
RULES_ALONE = {"event type": 0.80, "event dyad": 0.55, "casualty": 0.62, "status": 0.95, "claimants": 0.92}
"""Floors of the rules alone on our own short reports: what is read where the marker is not installed."""


def measured(reader, path):
    gold = load_gold(ROOT / path)
    told = [{k: v for k, v in c.document.items() if v is not None and k != "text"} for c in gold]
    documents = [prepare(Document.of(c.text, **d)) for c, d in zip(gold, told, strict=True)]
    records = {r.document.id: json.loads(json.dumps(r.to_json())) for r in reader.read_all(documents)}
    return score(gold, records).to_json()


@pytest.fixture(scope="module")
def figures(reader):
    return {path: measured(reader, path) for path in FLOORS}


def figure(told, name):
    return told["measures"][name]["f1"] if name in told["measures"] else told["of right types"][name]["share"]


@pytest.mark.parametrize(("path", "name", "floor"), [(p, n, f) for p, of in FLOORS.items() for n, f in of.items()])
def test_measures_stay_above_their_floors(figures, path, name, floor):
    assert figure(figures[path], name) >= floor


def test_the_rules_alone_stay_above_theirs(reader):
    told = measured(replace(reader, marker=None), "tests/gold/reports.jsonl")
    assert {n: figure(told, n) for n, f in RULES_ALONE.items() if figure(told, n) < f} == {}


def test_what_is_stated_is_about_what_is_met(figures):
    bands = [b for b in figures["corpus/pieces.coded"]["calibration"] if b["of"] >= 30 and b["from"] >= 0.7]
    assert len(bands) == 3
    assert all(abs(b["stated"] - b["share"]) <= 0.15 for b in bands)


def test_a_threshold_keeps_what_is_surer(figures):
    shares = [b["share"] for b in figures["corpus/pieces.coded"]["calibration"] if b["of"] >= 30]
    assert shares[-1] == max(shares)
