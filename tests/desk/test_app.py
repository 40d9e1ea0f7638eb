"""What is around every page: hosts, origins, headers, bodies, and how pages are found."""

import pytest

from vedette.desk.app import LARGEST


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"host": "[::1]:8765"}).status_code != 400


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/static/desk.css"])
def test_every_answer_carries_the_policy(client, path):
    told = client.get(path).headers
    assert "default-src 'none'" in told["content-security-policy"]
    assert "unsafe" not in told["content-security-policy"]
    assert told["x-content-type-options"] == "nosniff"


def test_a_page_that_is_not_there_says_so_and_keeps_the_menu(client):
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert 'aria-label="Pages"' in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_change_from_elsewhere_is_refused(client, site):
    assert client.post("/seen", headers={"sec-fetch-site": site}).status_code == 403


def test_a_body_too_large_is_refused(client):
    answer = client.post(
        "/seen", content=b"x" * (LARGEST + 1), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413


def test_an_address_too_long_is_refused(client):
    assert client.get("/?words=" + "a" * 9_000).status_code == 414


def test_files_do_not_lead_out_of_their_folder(client):
    assert client.get("/static/..%2fapp.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


def test_no_two_pages_share_a_key_or_an_address(client):
    menu = client.app.state.menu
    assert len({v.key for v in menu}) == len({v.path for v in menu}) == len({v.name for v in menu}) == len(menu) > 2


def test_a_fault_is_told_by_a_number_and_without_its_trace(client_of, demo_store, capsys):
    client = client_of(demo_store)
    client.app.state.setup = None
    answer = client.get("/api/nothing")
    assert answer.status_code == 404
    assert "error" in answer.json()
