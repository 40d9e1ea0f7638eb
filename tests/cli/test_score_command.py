"""`vedette score` and the threshold of confidence, from the outside."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from vedette.cli import cli

GOLD = Path(__file__).parents[1] / "gold" / "reports.jsonl"


def run(*words):
    return CliRunner().invoke(cli, words)


def test_records_are_compared_with_codings(tmp_path):
    records = tmp_path / "records.jsonl"
    lines = [json.loads(x) for x in GOLD.read_text("utf-8").splitlines()]
    records.write_text("".join(json.dumps({"document": {"id": x["id"]}, "events": []}) + "\n" for x in lines))
    result = run("score", str(GOLD), "--records", str(records), "--format", "json", "--errors", "2")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["measures"]["event type"]["recall"], len(told["errors"])) == (0, 0.0, 2)


def test_a_floor_that_is_not_met_exits_with_1(tmp_path):
    records = tmp_path / "records.jsonl"
    records.write_text("")
    assert run("score", str(GOLD), "--records", str(records), "--floor", "0.5").exit_code == 1


@pytest.mark.parametrize("content", ["{", "[]", '{"document": 3}'])
def test_what_is_no_record_is_named_by_its_line(tmp_path, content):
    records = tmp_path / "records.jsonl"
    records.write_text(content + "\n")
    result = run("score", str(GOLD), "--records", str(records))
    assert "line 1" in str(result.exception)


def test_a_threshold_leaves_less_confident_events_out():
    text = "Germany provided weapons to Ukraine. A possible attack on Kherson worries the mayor."
    every = run_read(text, "0")
    sure = run_read(text, "0.9")
    assert {e["id"] for e in sure["events"]} < {e["id"] for e in every["events"]}
    assert all(e["confidence"] >= 0.9 for e in sure["events"])


def run_read(text, confidence):
    result = CliRunner().invoke(cli, ["read", "-", "--min-confidence", confidence], input=text)
    return json.loads(result.stdout)


def test_registers_are_told_apart(tmp_path):
    gold = tmp_path / "texts.coded"
    block = "=== {0} | {1} | 2020-01-01\nChad attacked Niger.\n---\nE Chad [attacked] Niger | ASSAULT | A Chad=TCD.MIL | R Niger=NER.MIL\n"
    gold.write_text(block.format("a", "wire") + block.format("b", "radio"), "utf-8")
    event = {
        "type": "ASSAULT",
        "trigger": {"start": 5, "end": 13},
        "actors": [{"country": "TCD"}],
        "recipients": [{"country": "NER"}],
    }
    records = tmp_path / "records.jsonl"
    records.write_text(
        json.dumps({"document": {"id": "a"}, "events": [event]}) + "\n" + json.dumps({"document": {"id": "b"}}) + "\n"
    )
    told = json.loads(run("score", str(gold), "--records", str(records), "--by-register", "--format", "json").stdout)
    f1 = {r: s["measures"]["event dyad"]["f1"] for r, s in told["registers"].items()}
    assert f1 == {"radio": 0.0, "wire": 1.0}
    shown = run("score", str(gold), "--records", str(records), "--by-register").stdout
    assert "wire" in shown
    assert "1.00 of 1" in shown
