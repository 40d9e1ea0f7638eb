"""Golden pairs: short reports written for these tests, and beside each what is read out of it.

A pair changes on purpose only. `VEDETTE_GOLDEN=write pytest tests/test_golden.py` writes them anew; read the difference.
"""

import json
import os
from pathlib import Path

import pytest

TEXTS = sorted((Path(__file__).parent / "data").glob("*.txt"))


def who(actors):
    return [f"{a.country or '---'} {a.sector}" for a in actors]


def told(record):
    """Return what a coder would compare: events, casualties and quotes in the order of the text."""
    events = [
        {
            "trigger": e.trigger.text,
            "type": e.type,
            "mode": e.mode,
            "status": e.status,
            "actors": who(e.actors),
            "recipients": who(e.recipients),
            "claimants": who(e.claimants),
            "place": e.place.name if e.place else None,
            "time": [e.time.from_, e.time.to] if e.time else None,
        }
        for e in record.events
    ]
    casualties = [
        {"kind": c.kind, "low": c.low, "high": c.high, "side": c.side, "who": c.who, "claimants": who(c.claimants)}
        for c in record.casualties
    ]
    quotes = [{"text": q.text, "speakers": who(q.speakers)} for q in record.quotes]
    return {"events": events, "casualties": casualties, "quotes": quotes}


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_a_report_reads_as_its_golden_pair(read, path):
    found = told(read(path.read_text("utf-8"), published=None))
    golden = path.with_suffix(".json")
    if os.environ.get("VEDETTE_GOLDEN") == "write":
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(golden.read_text("utf-8"))


def test_nothing_is_read_out_of_sport_film_and_figures_of_speech():
    pair = json.loads((Path(__file__).parent / "data" / "hard-negatives.json").read_text("utf-8"))
    assert pair == {"events": [], "casualties": [], "quotes": []}
