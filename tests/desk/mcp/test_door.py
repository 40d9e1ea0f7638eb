"""The door of the server over HTTP: by which names it is called, who is let in, and how."""

import pytest
from starlette.testclient import TestClient

from vedette.desk.mcp.door import make_http
from vedette.workflow.people import deactivate, invite, make_token, revoke_token, take_up

ASK = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
TAKES = {"accept": "application/json, text/event-stream"}
HOST = "127.0.0.1:8766"


@pytest.fixture
def opened(setup, own_store):
    def made(*, everybody=False):
        app = make_http(setup(own_store), [HOST], everybody=everybody)
        return TestClient(app, f"http://{HOST}", headers=TAKES)

    return made


@pytest.fixture
def word(own_store):
    """Return a token of the only person that the store knows."""
    asked = invite(own_store, "Antoinette", "administrator", by="Rudolf")
    take_up(own_store, asked.word, "a long enough password")
    return make_token(own_store, "Antoinette", "notebook", "reader", days=30, by="Antoinette")


def bearer(word):
    return {"authorization": f"Bearer {word}"}


def test_whoever_is_on_this_machine_may_ask_while_nobody_is_known(opened):
    with opened() as client:
        answer = client.post("/mcp", json=ASK)
        assert answer.status_code == 200
        assert len(answer.json()["result"]["tools"]) == 10


@pytest.mark.parametrize("version", [{}, {"mcp-protocol-version": "2026-07-28"}])
@pytest.mark.parametrize(
    ("headers", "status"),
    [({"host": "evil.example:8766"}, 421), ({"host": "127.0.0.1:9"}, 421), ({"origin": "http://evil.example"}, 403)],
)
def test_another_name_or_another_page_is_refused(opened, version, headers, status):
    with opened() as client:
        assert client.post("/mcp", json=ASK, headers={**version, **headers}).status_code == status


def test_a_page_of_this_address_may_ask(opened):
    with opened() as client:
        assert client.post("/mcp", json=ASK, headers={"origin": f"http://{HOST}"}).status_code == 200


def test_what_is_no_question_is_refused(opened):
    with opened() as client:
        assert client.get("/mcp").status_code == 405
        assert client.delete("/mcp").status_code == 405
        assert client.get("/").status_code == 404
        assert client.post("/mcp", content=b"x", headers={"content-type": "text/plain"}).status_code == 400
        assert (
            client.post("/mcp", content=b" " * 600_000, headers={"content-type": "application/json"}).status_code == 413
        )


@pytest.mark.parametrize("headers", [{}, bearer("vdt_" + "x" * 43), bearer(""), {"authorization": "Basic eA=="}])
def test_where_people_are_known_a_token_is_needed(opened, word, headers):
    with opened() as client:
        answer = client.post("/mcp", json=ASK, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "Bearer TOKEN" in answer.json()["errors"][0]
        assert client.post("/mcp", json=ASK, headers=bearer(word[0])).status_code == 200


def test_beyond_this_machine_a_token_is_needed_always(opened, own_store):
    with opened(everybody=True) as client:
        assert client.post("/mcp", json=ASK).status_code == 401


def test_a_token_that_was_revoked_or_whose_person_is_gone_lets_nobody_in(opened, own_store, word):
    other = invite(own_store, "Michael", "administrator", by="Antoinette")
    take_up(own_store, other.word, "another long password")
    theirs = make_token(own_store, "Michael", "tower", "reader", days=None, by="Michael")
    with opened() as client:
        revoke_token(own_store, "Antoinette", word[1].serial, by="Antoinette")
        assert client.post("/mcp", json=ASK, headers=bearer(word[0])).status_code == 401
        assert client.post("/mcp", json=ASK, headers=bearer(theirs[0])).status_code == 200
        deactivate(own_store, "Michael", by="Antoinette")
        assert client.post("/mcp", json=ASK, headers=bearer(theirs[0])).status_code == 401


def test_a_store_that_cannot_be_read_lets_nobody_in(opened, own_store):
    with opened() as client:
        own_store.close()
        own_store.address.file.unlink()
        assert client.post("/mcp", json=ASK).status_code in (401, 503)
