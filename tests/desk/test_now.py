"""Now, Search and Sources as a browser gets them, on the example dossier."""

import re
from urllib.parse import urlsplit

import pytest

from vedette.store.query import Query
from vedette.workflow.judging import split


def lines(text):
    return re.findall(r'<li class="incident"', text)


@pytest.fixture
def whole(demo_store):
    """Return how many incidents the example dossier has."""
    return sum(1 for _ in demo_store.all_incidents(Query()))


def test_now_shows_every_incident_of_the_demo_with_its_tier_and_its_receipt(client, whole):
    text = client.get("/").text
    assert len(lines(text)) == text.count('class="go"') == whole > 20
    assert "example dossier" in text
    assert "You have not looked before" in text
    assert "No source is watched in a demo" in text
    for href in re.findall(r'class="go" href="([^"]+)"', text):
        assert href.startswith("/incident/")


def test_flash_are_the_few_placed_attacks_on_a_state_with_a_defender(client, whole):
    text = client.get("/?tier=FLASH").text
    assert 0 < len(lines(text)) < whole / 4
    assert "Jermuk" in text
    assert text.count("a third state is bound to defend the attacked") == len(lines(text))
    assert f"Looked through {whole} incidents; there are no more" in text


def test_a_filter_bounds_the_list_and_stays_in_the_bar(client, whole):
    text = client.get("/?dyad=aze-arm&type=force&words=shelling").text
    assert 0 < len(lines(text)) < whole
    assert 'value="AZE-ARM"' in text
    assert 'value="shelling"' in text


@pytest.mark.parametrize("part", ["source=Nobody", "words=unicorn", "claimant=USA&status=future", "from=2030-01-01"])
def test_nothing_found_says_so(client, part):
    text = client.get(f"/?{part}").text
    assert lines(text) == []
    assert "No incident is as asked" in text


def test_pages_follow_one_another_to_the_end_without_a_gap(client, whole):
    seen, address = [], "/?limit=5"
    while address:
        text = client.get(address).text
        seen += re.findall(r'class="go" href="([^"]+)"', text)
        onward = re.search(r'class="onward"><a href="([^"]+)"', text)
        address = onward and onward[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == whole


def test_wrong_values_are_told_beside_their_fields_and_kept(client):
    answer = client.get("/?from=2022-13-01&dyad=ARM-ARX")
    assert answer.status_code == 422
    assert 'value="2022-13-01"' in answer.text
    assert answer.text.count('aria-invalid="true"') == 2


@pytest.mark.parametrize(
    "address", ["/?limit=0", "/?after=x", "/?limit=201", "/sources?state=x", "/sources?state=%3Cb%3E"]
)
def test_what_means_nothing_is_no_fault_of_the_desk(client, address):
    assert client.get(address).status_code in {200, 422}


def test_a_part_is_the_page_without_its_frame(client):
    part = client.get("/", headers={"hx-request": "true"})
    assert "<html" not in part.text
    assert "HX-Request" in part.headers["vary"]
    assert "<html" in client.get("/", headers={"hx-request": "true", "hx-history-restore-request": "true"}).text


def test_what_was_seen_is_remembered_and_what_is_judged_since_is_marked(client_of, own_store):
    client = client_of(own_store)
    mark = re.search(r'name="told" value="([^"]+)"', client.get("/").text)[1]
    answer = client.post("/seen", data={"told": mark, "back": "/?tier=FLASH"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?tier=FLASH")
    assert "Nothing is new" in client.get("/").text
    big = max(own_store.all_incidents(Query()), key=lambda i: len(i.mentions))
    split(own_store, big.id, big.mentions[-1:], author="Rudolf", evidence="another night")
    text = client.get("/").text
    assert 'class="change">judged' in text
    assert "judged by people" in text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "/incident/x"])
def test_seen_leads_nowhere_else(client, back):
    where = client.post("/seen", data={"told": "x", "back": back}).headers["location"]
    assert urlsplit(where)[:3] == ("", "", "/")


def test_an_empty_store_says_how_to_fill_it(client_of, empty_store):
    text = client_of(empty_store).get("/").text
    assert "The store is empty" in text
    assert "vedette add" in text


def test_search_marks_the_words_and_leads_to_them(client):
    text = client.get("/search?words=shelled").text
    assert re.search(r"<mark>shell(?:ed|ing)</mark>", text)
    assert 'href="/report/' in text
    assert "No sentence holds" in client.get("/search?words=unicorn").text
    assert "Write a word above" in client.get("/search").text


def test_search_says_what_it_does_not_heed_and_keeps_it_for_other_pages(client):
    text = client.get("/search?words=shelled&dyad=ARM-AZE").text
    assert "Not heeded here" in text
    assert '<input type="hidden" name="dyad" value="ARM-AZE">' in text
    assert 'name="tier"' not in text


def test_words_of_the_address_stay_words(client):
    told = "<script>alert(1)</script>"
    for page in ("/", "/search"):
        text = client.get(page, params={"words": told, "source": told}).text
        assert "<script>alert" not in text


def test_sources_tell_their_state_and_each_has_a_page(client):
    text = client.get("/sources").text
    hrefs = re.findall(r'<td><a href="(/sources/[^"]+)"', text)
    assert len(hrefs) > 100
    one = client.get(hrefs[0])
    assert one.status_code == 200
    assert "It has not been looked at yet" in one.text
    assert client.get("/sources?state=dead").text.count("<tr data-row") == 0
    assert client.get("/sources/nobody").status_code == 404
