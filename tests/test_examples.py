"""The example dossier says that it was written, and holds the facts as they conflicted."""

import json
from importlib import resources


def dossier():
    text = resources.files("vedette.examples").joinpath("september-2022.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_at_least_eight_reports_of_different_sources():
    found = dossier()
    assert len(found) >= 8
    assert len({d["source"] for d in found}) == len(found)
    assert len({d["id"] for d in found}) == len(found)


def test_every_report_says_that_it_was_written_and_where_its_facts_come_from():
    for d in dossier():
        assert "written for Vedette" in d["source"]
        assert "Written for this example" in d["note"]
        assert d["facts"]


def test_the_figures_conflict_as_they_did():
    text = " ".join(d["text"] for d in dossier())
    for figure in ("49", "105", "135", "50", "71", "77", "79", "431", "282", "2,750"):
        assert f" {figure} " in text
