"""Embeds: claimant beside each figure, links to the desk, no cookie, no form, no script; gated texts never; who may look."""

import re
from html import unescape

import pytest

from desk.make_reports import EVIL, armenia, azerbaijan, warned
from vedette.desk.filters import Filter
from vedette.desk.security.rates import A_MINUTE, FRAME
from vedette.desk.views.embed import asked_in_words
from vedette.store.query import Query
from vedette.workflow.add import add_records

LEDGER = "/embed/ledger?dyad=ARM-AZE&from=2022-09-01&to=2022-12-31"
MAP = "/embed/map?dyad=ARM-AZE"


@pytest.fixture(scope="module")
def most(demo_store):
    return max((i for i, _ in demo_store.incidents(Query(limit=500))), key=lambda i: (len(i.mentions), i.id))


@pytest.fixture
def embeds(most):
    return [f"/embed/incident/{most.id}", LEDGER, MAP, "/embed/map", "/embed/ledger", "/embed/map?tier=FLASH"]


def test_an_embed_is_a_page_that_may_be_framed_and_does_nothing(client, embeds):
    for address in embeds:
        answer = client.get(address)
        assert answer.status_code == 200, address
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors *" in policy
        assert "script-src" not in policy
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "set-cookie" not in answer.headers
        assert not re.search(r"<(?:script|form|input|button|iframe|img)\b|\sstyle=|\son\w+=", answer.text)
        assert '<base target="_blank">' in answer.text
        assert "Open at the desk" in answer.text


def test_every_link_leads_to_the_desk_and_is_there(client, embeds):
    for address in embeds:
        links = {unescape(h) for h in re.findall(r'href="([^"]+)"', client.get(address).text)}
        assert links
        for link in links:
            assert link.startswith("/"), link
            assert client.get(link.partition("#")[0]).status_code in (200, 302), link


def test_pins_open_in_a_window_of_their_own(client):
    pins = re.findall(r"<a [^>]*data-line[^>]*>", client.get(MAP).text)
    assert pins
    assert all('target="_blank" rel="noopener"' in pin and 'href="/' in pin for pin in pins)


def test_each_figure_has_its_claimant_and_receipt(client, most):
    told = client.get(f"/embed/incident/{most.id}").text
    tolls = re.findall(r'<li class="toll[^"]*">(.*?)</li>', told, re.DOTALL)
    assert tolls
    assert all('class="says"' in t and 'class="receipt"' in t for t in tolls)
    rows = re.findall(r"<tr data-row.*?</tr>", client.get(LEDGER).text, re.DOTALL)
    assert rows
    assert all('<th scope="row" class="says">' in r and 'class="receipt"' in r for r in rows)


def test_publishers_are_named(client):
    told = client.get(LEDGER).text
    assert "Told by <a" in told
    assert "Example daily newspaper" in told.partition("<footer>")[2]


@pytest.mark.parametrize(
    ("theme", "mark"), [("light", ' data-theme="light"'), ("dark", ' data-theme="dark"'), ("red", ""), ("", "")]
)
def test_light_and_dark_by_the_address(client, theme, mark):
    assert f'<html lang="en"{mark}>' in client.get(f"{MAP}&theme={theme}").text


def test_the_style_sheet_can_be_loaded_by_a_frame_without_an_origin(client):
    (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', client.get(MAP).text)
    answer = client.get(style)
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/embed/style/00000000.css").headers["cache-control"] == "no-store"


def test_no_cookie_opens_the_gate(client_of, own_store):
    add_records(own_store, [(warned(), "a file")])
    client = client_of(own_store)
    record = warned()
    incident = own_store.incident(record.events[0].id)
    text = record.document.text
    # Who says so is told; what is said is not.
    words = [text[n : n + 30] for n in range(0, len(text) - 30, 5)]
    assert words
    client.cookies.set("vedette-gate", "open")
    addresses = [
        f"/embed/incident/{incident.id}",
        "/embed/map",
        *(f"/embed/ledger?actor={p}" for p in incident.parties),
    ]
    for address in addresses:
        told = unescape(client.get(address).text)
        assert [w for w in words if w in told] == []
        assert (record.document.title or text) not in told


def test_what_a_hostile_report_says_is_words(client_of, own_store):
    add_records(own_store, [(armenia(), "a file"), (azerbaijan(), "a file")])
    client = client_of(own_store)
    incident = own_store.incident("aa01" * 5)
    for address in (
        f"/embed/incident/{incident.id}",
        "/embed/ledger?dyad=ARM-AZE&from=2022-09-01",
        "/embed/map?dyad=ARM-AZE",
    ):
        told = client.get(address).text
        assert EVIL not in told
        assert "<script" not in told
        assert "&lt;script&gt;" in told


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/embed/incident/zzzz", 404, "is none"),
        ("/embed/map?dyad=XX", 422, "dyad"),
        ("/embed/ledger?from=2022-13-01", 422, "2022-13-01"),
        ("/embed/nothing", 404, "no embed"),
        ("/embed/incident/", 404, "no embed"),
    ],
)
def test_what_cannot_be_shown_says_so_in_the_frame(client, address, status, told):
    answer = client.get(address)
    assert answer.status_code == status
    assert told in answer.text
    assert "<form" not in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


def test_the_beginning_of_an_id_leads_to_the_embed(client, most):
    answer = client.get(f"/embed/incident/{most.id[:10]}?theme=dark")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/embed/incident/{most.id}?theme=dark")


def test_what_is_asked_is_told_in_words():
    asked = Filter(dyad="ARM-AZE", since="2022-09-13", words="shelled", claimant="ARM")
    assert asked_in_words(asked) == "ARM–AZE, from 13 September 2022, “shelled”, said by ARM"
    assert asked_in_words(Filter()) == ""


def test_with_a_login_embeds_are_for_those_who_signed_in(client_of, demo_store):
    client = client_of(demo_store, login=True)
    for address in (MAP, LEDGER, "/embed/nothing"):
        answer = client.get(address)
        assert answer.status_code == 401
        assert "map" not in answer.text
    assert client.get("/").status_code == 303


def test_where_the_administrator_says_so_everybody_looks_at_embeds_and_at_nothing_else(client_of, demo_store):
    client = client_of(demo_store, login=True, embeds=True)
    assert client.get(MAP).status_code == client.get(LEDGER).status_code == 200
    assert client.post(MAP).status_code in (303, 401, 403)
    for address in ("/", "/map", "/embed", "/embedded/map", "/embed/../map", "/api/v1/incidents"):
        assert client.get(address).status_code in (303, 401, 404), address
        assert "incident" not in client.get(address).text.lower().replace("/api/v1/incidents", "")


def test_strangers_may_not_look_without_end(client_of, demo_store):
    client = client_of(demo_store, login=True, embeds=True)
    told = [client.get("/embed/ledger").status_code for _ in range(A_MINUTE[FRAME] + 1)]
    assert told[0] == 200
    assert told[-1] == 429
