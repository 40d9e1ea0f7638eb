"""What is around every page: hosts, origins, headers, bodies, and how pages are found."""

import re
from pathlib import Path

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


def test_a_fault_is_told_by_a_number_without_its_trace_and_under_the_policy(client_of, demo_store, capsys, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr("vedette.desk.pages.now.page_of_incidents", fail)
    answer = client_of(demo_store).get("/")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    number = re.search(r"fault ([0-9a-f]{8})", answer.text)[1]
    assert "secret words" not in answer.text
    told = capsys.readouterr().err
    assert number in told
    assert "ZeroDivisionError: secret words" in told


def test_a_store_that_cannot_be_read_is_told_with_503(client_of, own_store):
    client = client_of(own_store)
    own_store.close()
    for end in ("", "-wal", "-shm"):
        Path(f"{own_store.address.file}{end}").unlink(missing_ok=True)
    answer = client.get("/")
    assert answer.status_code == 503
    assert "The store cannot be read now" in answer.text


def test_the_api_answers_faults_with_an_object(client):
    answer = client.get("/api/nothing")
    assert answer.status_code == 404
    (fault,) = answer.json()["errors"]
    assert set(fault) == {"object", "cause", "remedy"}
    assert fault["cause"]
