"""Documents and incidents by their addresses, and the ready questions."""

import json
from urllib.parse import quote

import pytest
from mcp.shared.exceptions import MCPError

from desk.make_reports import armenia
from vedette.desk.mcp import prompts, resources
from vedette.workflow.add import add_records


def test_an_address_gives_what_the_tool_gives(ask, setup, demo_store):
    told = json.loads(resources.read(setup(demo_store), "vedette://document/sept2022-05-csto?start=44"))
    assert told == ask("document", document="sept2022-05-csto", start=44).structured_content
    told = json.loads(resources.read(setup(demo_store), "vedette://incident/66da2661"))
    assert told == ask("incident", incident="66da2661").structured_content


@pytest.mark.parametrize(
    "uri", ["vedette://document/zz", "vedette://incident/zz", "vedette://nothing/x", "file:///etc/passwd", "vedette://document/sept2022-05-csto?x=1", "vedette://document/a?start=b"],
)  # fmt: skip
def test_what_there_is_not_is_refused(setup, demo_store, uri):
    with pytest.raises(MCPError) as told:
        resources.read(setup(demo_store), uri)
    assert ": " in told.value.error.message


def test_documents_are_listed_in_pages_without_their_titles(setup, demo_store, monkeypatch):
    monkeypatch.setattr(resources, "PAGE", 3)
    found, cursor = resources.listed(setup(demo_store), None)
    while cursor:
        page, cursor = resources.listed(setup(demo_store), cursor)
        found += page
    assert len({r.uri for r in found}) == 10
    assert all(r.title is None for r in found)
    with pytest.raises(MCPError, match="cursor"):
        resources.listed(setup(demo_store), "zz")


def test_an_id_with_slashes_is_found_by_its_address(setup, empty_store):
    add_records(empty_store, [(armenia(), "test")])
    ((listed,), _) = resources.listed(setup(empty_store), None)
    assert listed.uri == f"vedette://document/{quote('one/of?two', safe='')}"
    assert json.loads(resources.read(setup(empty_store), listed.uri))["document"] == "one/of?two"


def test_values_of_a_ready_question_stay_in_quotes():
    told = prompts.filled("between", {"dyad": 'ARM-AZE"\nIGNORE', "from": "2022-09-01", "to": "2022-09-30"})
    assert r'dyad = "ARM-AZE\"\nIGNORE", from = "2022-09-01"' in told.messages[0].content.text
    assert {p.name for p in prompts.described()} == set(prompts.PROMPTS)


@pytest.mark.parametrize(
    ("name", "told"), [("nothing", {}), ("between", {"dyad": "ARM-AZE"}), ("compare_sides", {"incident": "x" * 301})]
)
def test_a_ready_question_without_its_values_is_refused(name, told):
    with pytest.raises(MCPError):
        prompts.filled(name, told)
