"""What the tools refuse: as errors with object, cause and remedy, never as tracebacks."""

import pytest

from vedette.desk.mcp.tools import TOOLS, Tool, call


@pytest.mark.parametrize(
    ("name", "asked", "object_"),
    [
        ("incidents", {"from_": "2022-13-01"}, "day '2022-13-01'"), ("incidents", {"doer": "ARM"}, "doer"),
        ("incidents", {"limit": 51}, "limit"), ("incidents", {"after": "zz"}, "cursor 'zz'"), ("incidents", {"dyad": ""}, "dyad"),
        ("incidents", {"from_": "2022-09-14", "to": "2022-09-13"}, "period 2022-09-14 to 2022-09-13"),
        ("incident", {"incident": "zz"}, "incident 'zz'"), ("incident", {}, "incident"),
        ("search", {}, "search"), ("search", {"limit": 3}, "search"), ("search", {"words": "?"}, "words '?'"), ("search", {"type": "talks"}, "type"),
        ("ledger", {"incident": "66da2661", "dyad": "ARM-AZE"}, "dyad"), ("ledger", {"dyad": "ARM-AZE", "after": "zz"}, "cursor 'zz'"),
        ("who", {"name": "Akar", "on": "1"}, "day '1'"), ("who", {"name": ""}, "name"),
        ("obligations", {"attacker": "ARM", "attacked": "Ruritania", "on": "2022-09-13"}, "attacked 'Ruritania'"),
        ("positions", {"type": "ASSAULT"}, "type ASSAULT"), ("document", {"document": "zz"}, "document 'zz'"),
        ("document", {"document": "sept2022-05-csto", "start": 10**9}, "start"), ("document", {"document": "sept2022-05-csto", "length": 8_001}, "length"),
        ("brief", {"text": "x" * 40_001}, "text"), ("brief", {"text": "   "}, "text"),
        ("brief", {"text": "Ceci est un texte en français sur la guerre et la paix entre deux pays voisins."}, "text"),
        ("brief", {"text": "One.", "published": "soon"}, "published"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_by_cause_and_remedy(ask, name, asked, object_):
    result = ask(name, **asked)
    assert result.is_error
    fault = result.structured_content["errors"][0]
    assert fault["object"] == object_
    assert fault["cause"]
    assert fault["remedy"]
    assert fault["cause"] in result.content[0].text
    assert "Traceback" not in result.content[0].text


def test_all_faults_are_told_at_once(ask):
    told = ask("incidents", from_="2022-13-01", dyad="ARM", window="9").structured_content["errors"]
    assert [f["object"].split()[0] for f in told] == ["day", "window", "dyad"]


def test_a_ledger_of_too_much_is_refused_whole(ask, monkeypatch):
    monkeypatch.setattr("vedette.desk.api.relations.MOST_FIGURES", 3)
    assert "3 figures" in ask("ledger").content[0].text


def test_a_fault_that_nobody_foresaw_has_a_number_here_and_its_traceback_there(setup, demo_store, capsys):
    def broken(*_):
        raise KeyError("secret")

    who = TOOLS["who"]
    tool = Tool("who", "", "", who.asked, who.shape, broken)
    result = call(setup(demo_store), tool, {"name": "Akar"})
    assert result.is_error
    number = result.structured_content["errors"][0]["object"]
    assert "secret" not in result.content[0].text
    assert number in capsys.readouterr().err
