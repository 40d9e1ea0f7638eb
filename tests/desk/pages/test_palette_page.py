"""The palette's page, its endpoint, and the choice of light or dark."""

import re
from html import unescape
from time import perf_counter

import pytest

from desk.make_reports import armenia, warned
from vedette.desk.suggesting import suggested
from vedette.workflow.add import add_records

SUGGEST = "/api/v1/suggest"


def told(client, words):
    return client.get(SUGGEST, params={"q": words}).json()["items"]


@pytest.mark.parametrize(
    "words",
    [
        "contacts of Armenia",
        "ARM-AZE ledger",
        "13 Sep 2022",
        "last week",
        "killed",
        "xin",
        "obligations AZE ARM 13 sep 2022",
    ],
)
def test_every_suggestion_leads_to_a_page(client, words):
    found = told(client, words)
    assert found
    for s in found:
        assert client.get(s["href"]).status_code == 200, s


def test_an_incident_and_a_report_are_found_by_their_ids_and_by_their_words(client):
    line = next(s for s in told(client, "killed") if s["kind"] == "incident")
    id_ = line["href"].rpartition("/")[2]
    assert told(client, id_[:8])[0] == line
    (first, *_) = told(client, "sept2022-06")
    assert (first["kind"], first["href"]) == ("report", "/report/sept2022-06-wire")


@pytest.mark.parametrize("words", ["api", "acc", "peo", "audit"])
def test_pages_outside_of_the_menu_are_found_where_they_may_be_seen(client, setup, demo_store, words):
    (page,) = [s for s in told(client, words) if s["kind"] == "page"]
    assert client.get(page["href"]).status_code == 200
    reader = suggested(setup(demo_store, role="reader"), (), words, gate_open=False)
    assert (page["href"] in {s.href for s in reader}) == (words in ("api", "acc"))


def test_the_page_lists_what_the_endpoint_tells(client):
    page = client.get("/go", params={"q": "contacts of Armenia"}).text
    listed = [unescape(a) for a in re.findall(r'<a class="go" href="([^"]+)"', page)]
    assert listed == [s["href"] for s in told(client, "contacts of Armenia")]
    assert 'value="contacts of Armenia"' in page
    assert 'href="/timeline"' in client.get("/go").text


def test_nothing_typed_is_refused_and_too_much_too(client):
    assert client.get(SUGGEST).status_code == 422
    assert client.get(SUGGEST, params={"q": "a" * 301}).status_code == 422
    assert client.get("/go", params={"q": "%" * 2_000}).status_code == 200


def test_an_empty_store_still_leads_to_pages(client_of, empty_store):
    client = client_of(empty_store)
    assert told(client, "armenia")[0]["href"] == "/?actor=ARM"
    assert told(client, "last week")[-1]["kind"] == "words"


def test_hostile_words_stay_words(client_of, own_store):
    add_records(own_store, [(armenia(), "a file")])
    client = client_of(own_store)
    (report,) = [s for s in told(client, "one/of?two") if s["kind"] == "report"]
    assert client.get(report["href"]).status_code == 200
    assert "<script>alert" not in client.get("/go", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in client.get("/go", params={"q": "one/of?two"}).text


def test_a_title_with_a_warning_stands_behind_the_gate(client_of, own_store):
    add_records(own_store, [(warned(), "a file")])
    client = client_of(own_store)
    (report,) = [s for s in told(client, "doc") if s["href"].startswith("/report/doc")]
    assert report["label"] == "Report with a warning"
    client.post("/gate", data={"choice": "open"})
    (report,) = [s for s in told(client, "doc") if s["href"].startswith("/report/doc")]
    assert report["label"] != "Report with a warning"


def test_it_answers_while_somebody_types(client):
    told(client, "killed")
    began = perf_counter()
    for words in ("killed", "arme", "sept2022", "last week"):
        told(client, words)
    assert perf_counter() - began < 2


def test_light_or_dark_is_kept_and_told_by_the_server(client_of, demo_store):
    client = client_of(demo_store)
    assert "data-theme" not in client.get("/").text.partition("<head")[0]
    answer = client.post("/theme", data={"choice": "dark", "back": "/ledger?dyad=ARM-AZE"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/ledger?dyad=ARM-AZE")
    page = client.get("/").text
    assert '<html lang="en" data-theme="dark">' in page
    assert '<meta name="color-scheme" content="dark">' in page
    assert re.search(r'value="dark"[^>]*aria-pressed="true"', page)
    client.post("/theme", data={"choice": "system"})
    assert "data-theme" not in client.get("/").text.partition("<head")[0]


@pytest.mark.parametrize("back", ["//example.org", "https://example.org", "/\\example.org"])
def test_a_choice_leads_nowhere_else(client, back):
    assert client.post("/theme", data={"choice": "light", "back": back}).headers["location"] == "/"


def test_what_is_no_choice_is_not_kept(client_of, demo_store):
    client = client_of(demo_store)
    client.post("/theme", data={"choice": '"><script>'})
    assert "data-theme" not in client.get("/").text.partition("<head")[0]
