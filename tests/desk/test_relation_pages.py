"""Contacts, positions and obligations as pages: each line leads to its words, and the address reopens what was seen."""

import re
from html import unescape

import pytest

PAGES = ["/contacts", "/positions", "/obligations"]


def links(text, beginning):
    return [a for a in map(unescape, re.findall(r'href="([^"]+)"', text)) if a.startswith(beginning)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_in_the_menu_and_answers_in_part_too(client, page):
    whole = client.get(page)
    assert whole.status_code == 200
    assert f'href="{page}"' in client.get("/").text
    part = client.get(page, headers={"hx-request": "true"})
    assert "<html" not in part.text
    assert len(part.text) < len(whole.text)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_store_says_what_is_not_there(client_of, empty_store, page):
    answer = client_of(empty_store).get(page)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text


@pytest.mark.parametrize("address", ["/contacts?from=2020-01-01", "/positions?from=2020-01-01"])
def test_every_line_leads_to_its_words(client, address):
    told = client.get(address).text
    lines = told.count("<li data-row")
    found = links(told, "/report/")
    assert 0 < lines <= len(found)
    for at in found:
        assert client.get(at).status_code == 200
        assert f'id="{at.partition("#")[2]}"' in client.get(at).text


def test_the_matrix_counts_and_its_cells_lead_to_the_contacts(client):
    told = client.get("/contacts?from=2020-01-01").text
    cells = links(told, "/contacts?from=2020-01-01&dyad=")
    assert cells
    for cell in cells:
        assert "<li data-row" in client.get(cell).text


def test_the_ring_is_drawn_where_it_is_asked_for(client):
    assert "<svg" not in client.get("/contacts?from=2020-01-01").text
    told = client.get("/contacts?from=2020-01-01&as=ring").text
    assert 'class="ring"' in told
    assert 'aria-current="true">ring' in told


def test_a_page_of_contacts_leads_to_the_next(client):
    first = client.get("/contacts?from=2020-01-01&limit=1").text
    (onward,) = links(first, "/contacts?from=2020-01-01&limit=1&after=")
    second = client.get(onward).text
    ids = [re.findall(r'id="(k-[0-9a-f]+)"', text) for text in (first, second)]
    assert len(ids[0]) == len(ids[1]) == 1
    assert ids[0] != ids[1]


def test_what_is_not_heeded_is_told(client):
    assert "Not heeded here: tier FLASH" in client.get("/contacts?tier=FLASH").text
    assert "Not heeded here" not in client.get("/contacts?actor=ARM").text
    refused = client.get("/positions?type=ASSAULT")
    assert refused.status_code == 422
    assert "takes no position" in refused.text


def test_who_is_silent_though_expected(client):
    told = client.get("/positions?from=2020-01-01&bound=KAZ,arm").text
    assert "Kazakhstan" in told.partition('class="silent"')[2][:200]
    wrong = client.get("/positions?bound=XX")
    assert wrong.status_code == 422
    assert 'value="XX"' in wrong.text


def test_who_is_bound_and_what_they_said(client):
    told = client.get("/obligations?attacker=Azerbaijan&attacked=ARM&on=2022-09-13").text
    assert "If Azerbaijan attacked Armenia" in told
    assert "Article 4" in told
    assert "not a legal verdict" in told
    assert links(told, "/report/")
    (positions,) = links(told, "/positions?")
    assert client.get(positions).status_code == 200


def test_attacks_that_reports_tell_are_offered_and_can_be_asked(client):
    found = links(client.get("/obligations").text, "/obligations?attacker=")
    assert found
    assert all("<h2" in client.get(at).text for at in found)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("attacker=Ruritania&attacked=ARM&on=2022-09-13", "is no state"),
        ("attacker=ARM&attacked=ARM&on=2022-09-13", "name two states"),
        ("attacker=ARM", "attacked: is not told"),
        ("attacker=AZE&attacked=ARM&on=yesterday", "is no ISO date"),
    ],
)
def test_a_wrong_question_keeps_what_was_typed(client, query, told):
    answer = client.get(f"/obligations?{query}")
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{query.partition("=")[2].partition("&")[0]}"' in answer.text


def test_what_is_typed_stays_text(client):
    hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    for address in (f"/obligations?attacker={hostile}", f"/positions?bound={hostile}", f"/contacts?words={hostile}"):
        assert "<script>alert" not in client.get(address).text


def test_the_page_of_the_api_tells_every_address(client):
    told = client.get("/api")
    assert told.status_code == 200
    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        assert path in told.text
    for at in links(told.text, "/api/v1/"):
        assert client.get(at).status_code == 200, at
