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


def test_the_network_is_drawn_where_it_is_asked_for(client):
    assert 'viewBox="0 0 760 560"' not in client.get("/contacts?from=2020-01-01").text
    for way in ("network", "ring"):
        told = client.get(f"/contacts?from=2020-01-01&as={way}").text
        assert 'class="ring" viewBox="0 0 760 560"' in told
        assert 'aria-current="true">network' in told


def test_a_tie_stands_beside_its_receipt(client):
    told = client.get("/contacts?from=2020-01-01&as=ties").text
    rows = re.findall(r"<tr data-row>.*?</tr>", told)
    assert rows
    for row in rows:
        assert links(row, "/contacts?from=2020-01-01&dyad=")
        (receipt,) = links(row, "/report/")
        assert client.get(receipt).status_code == 200


def test_a_step_is_chosen_and_left_again_by_its_address(client):
    page = "/contacts?from=2022-01-01&as=network"
    (step,) = links(client.get(page).text, f"{page}&step=week&at=")
    chosen = client.get(step).text
    assert "Who with whom: week of 12 September 2022" in chosen
    assert f"{page}&step=week" in links(chosen, "/contacts")
    none = client.get("/contacts?from=2022-01-01&step=month&at=2021-01-31").text
    assert "Nothing is told of this time." in none
    assert client.get("/contacts?at=yesterday").status_code == 422


def test_the_matrix_is_sorted_as_it_is_asked(client):
    def heads(sort):
        return re.findall(r'<th scope="row">([^<]+)</th>', client.get(f"/contacts?from=2020-01-01&sort={sort}").text)

    assert heads("name") == sorted(heads("name"))
    assert sorted(heads("contacts")) == sorted(heads("near")) == heads("name")


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
    # A stream has no end that could be waited for.
    for at in (a for a in links(told.text, "/api/v1/") if not a.startswith("/api/v1/stream")):
        assert client.get(at).status_code == 200, at
