"""Each tool over the example dossier: what it answers is as it says, and every receipt gives the very words."""

import pytest

from desk.mcp.told import receipts
from vedette.desk.mcp.texts import NOTE, QUOTED
from vedette.desk.mcp.tools import TOOLS
from vedette.store.query import Query
from vedette.workflow.assessing import assess, state_of

CALLS = [
    ("search", {"words": "ceasefire"}),
    ("search", {"dyad": "ARM-AZE", "type": "ASSAULT"}),
    ("search", {"words": "Jermuk", "actor": "Azerbaijan"}),
    ("search", {"document": "sept2022-05-csto"}),
    ("incidents", {"dyad": "ARM-AZE", "from_": "2022-09-01", "type": "force"}),
    ("incident", {"incident": "66da2661"}),
    ("ledger", {"dyad": "ARM-AZE", "from_": "2022-09-01"}),
    ("ledger", {"incident": "66da2661"}),
    ("contacts", {"from_": "2022-01-01"}),
    ("positions", {"from_": "2022-01-01"}),
    ("document", {"document": "sept2022-05-csto"}),
    ("document", {"document": "sept2022-05-csto", "start": 44, "length": 7}),
    ("obligations", {"attacker": "Azerbaijan", "attacked": "ARM", "on": "2022-09-13"}),
]

REPORT = (
    "Azerbaijan's Defense Ministry said Armenian forces shelled its positions near Lachin, killing two soldiers. "
    "“We never shot,” Armenia's Defense Ministry said."
)


@pytest.fixture(scope="module")
def texts(demo_store):
    ids = {f.at.document for f in demo_store.all_events(Query())}
    return {r.document.id: r.document.text for r in demo_store.records(sorted(ids))}


@pytest.mark.parametrize(("name", "asked"), CALLS)
def test_every_receipt_gives_the_very_words(ask, texts, name, asked):
    result = ask(name, **asked)
    assert not result.is_error, result.content
    found = list(receipts(result.structured_content))
    assert found
    for document, start, end, words in found:
        assert texts[document][start:end] == words != ""


@pytest.mark.parametrize(("name", "asked"), [*CALLS, ("who", {"name": "Akar", "on": "2022-09-13"})])
def test_every_answer_says_how_it_is_to_be_taken_and_comes_as_text_too(ask, name, asked):
    result = ask(name, **asked)
    told = result.structured_content
    assert (told["note"], told["quoted"]) == (NOTE, list(QUOTED))
    (content,) = result.content
    assert content.text.startswith(f"{name}: {NOTE}")
    for x in told.get("items", ()):
        assert str(x.get("id", x.get("start"))) in content.text


def test_all_tools_only_look(ask):
    for tool in TOOLS.values():
        hints = tool.described.annotations
        assert (hints.read_only_hint, hints.destructive_hint) == (True, False)
        assert tool.described.input_schema["additionalProperties"] is False
        assert tool.described.output_schema["type"] == "object"


def test_sentences_found_by_words_have_publisher_and_incident(ask):
    items = ask("search", words="ceasefire").structured_content["items"]
    assert all("ceasefire" in s["text"].lower() and s["source"] for s in items)
    assert any(a["incident"] for s in items for a in s["acts"])


def test_sentences_found_by_a_filter_tell_what_was_asked(ask):
    items = ask("search", dyad="ARM-AZE", type="ASSAULT").structured_content["items"]
    assert {a["type"] for s in items for a in s["acts"]} == {"ASSAULT"}


def test_an_incident_has_versions_and_figures_by_claimant(ask):
    told = ask("incident", incident="66da2661").structured_content
    assert {v["party"] for v in told["versions"]} >= {"ARM", "AZE"}
    assert told["incident"]["mentions"] == len(told["items"]) == 4
    known = {f["id"] for f in told["figures"]}
    assert {f for v in told["versions"] for f in v["figures"]} <= known


def test_an_incident_is_weighed_by_the_rule_and_by_whoever_assessed_it(ask, tools_on, own_store):
    word = ask("incident", incident="66da2661").structured_content["assessment"]["status"]
    assert (word["value"], word["by"], word["author"]) == ("contested", "rule", None)
    assert "Armenia" in word["reason"]
    there = own_store.incident("66da2661")
    assess(
        own_store, there.id, "status", "confirmed", author="Flavia", why="seen on film", seen=state_of(own_store, there)
    )
    word = tools_on(own_store)("incident", incident="66da2661").structured_content["assessment"]["status"]
    assert (word["value"], word["by"], word["rule"]) == ("confirmed", "hand", "contested")
    assert (word["author"], word["why"]) == ("Flavia", "seen on film")


def test_a_ledger_has_one_line_a_claimant_and_dates(ask):
    items = ask("ledger", dyad="ARM-AZE", from_="2022-09-01").structured_content["items"]
    assert len({(x["reach"], x["side"], x["kind"], x["party"], x["own_voice"], x["part"]) for x in items}) == len(items)
    assert all(f["as_of"] for x in items for f in x["figures"])


def test_states_that_one_article_binds_stand_together(ask):
    told = ask("obligations", attacker="RUS", attacked="Poland", on="2022-09-13").structured_content
    group = next(g for g in told["for_attacked"] if g["article"] == "5" and len(g["bound"]) > 20)
    assert {"DEU", "USA"} <= set(group["bound"])
    assert next(b["since"] for b in group["since"] if b["state"] == "BEL") == "1999-03-12"  # Poland came then


def test_a_long_text_comes_in_parts_that_give_the_whole(ask, texts):
    parts, start = [], 0
    while start is not None:
        told = ask("document", document="sept2022-09-daily", start=start, length=100).structured_content
        parts.append(told["text"])
        start = told["next"]
    assert "".join(parts) == texts["sept2022-09-daily"]
    assert len(parts) > 3


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("search", {"words": "Armenia"}), ("incidents", {}), ("ledger", {"dyad": "ARM-AZE"}), ("contacts", {"from_": "2022-01-01"}),
        ("positions", {"from_": "2022-01-01"}), ("incident", {"incident": "66da2661"}), ("brief", {"text": REPORT}),
    ],
)  # fmt: skip
def test_pages_follow_one_another_and_lose_nothing(ask, name, asked):
    def key(x):
        return x.get("id") or (x["document"], x["start"])

    whole = [key(x) for x in ask(name, **asked, limit=50).structured_content["items"]]
    found, after = [], {}
    while len(found) < 12:
        told = ask(name, **asked, **after, limit=1).structured_content
        found += [key(x) for x in told["items"]]
        if told["next"] is None:
            break
        after = {"after": told["next"]}
    assert found == whole[: len(found)]
    assert len(found) == min(len(whole), 12) > 1


def test_a_brief_has_receipts_in_the_text_that_was_handed_in(ask):
    told = ask("brief", text=REPORT, published="2022-09-13").structured_content
    found = list(receipts({**told, "document": None, "items": [{"receipts": x["receipts"]} for x in told["items"]]}))
    assert {x["part"] for x in told["items"]} >= {"bottom line", "act", "figure", "quotation"}
    assert len(found) > 10
    assert all(REPORT[start:end] == words for _, start, end, words in found)
    figure = next(x for x in told["items"] if x["part"] == "figure")
    assert figure["claimants"] == ["Azerbaijan's Defense Ministry"]


def test_nothing_of_a_brief_is_stored(ask, demo_store):
    before = len(list(demo_store.all_events(Query())))
    told = ask("brief", text=REPORT).structured_content
    assert len(list(demo_store.all_events(Query()))) == before
    assert ask("document", document=told["document"]).is_error


def test_null_is_taken_for_what_was_left_out(ask):
    assert not ask("incidents", dyad=None, limit=2, after=None).is_error
