"""What stands before every page where people sign in: origins, hosts, paths, lengths; and how modes change."""

from urllib.parse import unquote

import anyio
import pytest

from desk.make_people import PASSWORD
from vedette.desk.app import LARGEST
from vedette.desk.security import door
from vedette.desk.security.door import Door
from vedette.workflow import people

ADMINISTRATING = ["/people", "/people/role", "/people/deactivate", "/account/tokens", "/account/password", "/sign-out", "/sign-in", "/gate"]  # fmt: skip


@pytest.mark.parametrize("path", ADMINISTRATING)
@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"}, {"origin": "null"},
     {"origin": "https://evil.example"}, {"origin": "http://127.0.0.1:9999"}, {"referer": "http://127.0.0.1:8765/"}],
)  # fmt: skip
def test_a_change_from_elsewhere_is_refused_whoever_is_signed_in(browser_of, headers, path):
    client = browser_of("Ada")
    del client.headers["sec-fetch-site"]
    answer = client.post(path, data={"name": "Rita", "role": "editor"}, headers=headers)
    assert answer.status_code == 403
    assert "comes from another page" in answer.text
    assert client.get("/account").status_code == 200


def test_an_old_browser_says_by_its_origin_that_it_is_here(browser_of):
    client = browser_of("Ada")
    del client.headers["sec-fetch-site"]
    assert client.post("/gate", data={"choice": "open"}, headers={"origin": "http://127.0.0.1:8765"}).status_code == 303


async def raw(app, path, word):
    """Return the status and the body of what is answered to a path that no client makes tidy."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def keep(message):
        sent.append(message)

    headers = [(b"host", b"127.0.0.1:8765"), (b"cookie", f"vedette-session={word}".encode())]
    scope = {"type": "http", "method": "GET", "scheme": "http", "server": ("127.0.0.1", 8765), "client": ("127.0.0.1", 1), "headers": headers}  # fmt: skip
    asked = {
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "http_version": "1.1",
    }
    await app({**scope, **asked}, receive, keep)
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent)


@pytest.mark.parametrize(
    "path",
    ["/static/../people", "/static/%2e%2e/people", "/static/..%2fpeople", "/static/%2e%2e%2fpeople", "/static/..\\people",
     "/static/%5c..%5cpeople", "/static/../../app.py", "/static/../app.py", "/static//etc/passwd", "/static/%00", "/join/../people",
     "/join/..%2fpeople", "/join/%2e%2e%2f%2e%2e%2fpeople", "//people", "/./people", "/sign-in/../people", "/sign-in%2f..%2fpeople",
     "/PEOPLE", "/people%2f", "/people;a=b", "/people%20", "/%70eople", "/static", "/static%2f..%2fpeople", "people", ""],
)  # fmt: skip
@pytest.mark.parametrize("name", [None, "Rita"])
def test_no_path_leads_around_the_door(browser_of, peopled, name, path):
    word = people.sign_in(peopled, name, PASSWORD).word if name else ""
    status, body = anyio.run(raw, browser_of().app, path, word)
    assert status in (303, 307, 403, 404)
    assert b"Invite somebody" not in body
    assert b"def " not in body


def test_a_host_that_was_not_named_is_refused_before_anything_is_asked(browser_of):
    client = browser_of("Ada")
    for host in ("evil.example", "127.0.0.1.evil.example", "", "desk.example.org"):
        assert client.get("/people", headers={"host": host}).status_code == 400


def test_what_is_too_long_is_refused(browser_of):
    client = browser_of()
    large = {"name": "A", "password": "x" * (LARGEST + 1)}
    assert client.post("/sign-in", data=large).status_code == 413
    assert client.get("/sign-in?next=/" + "a" * 9_000).status_code == 414
    assert client.get("/sign-in", headers={"x-long": "a" * 40_000}).status_code == 431
    assert client.get("/sign-in", headers={"cookie": "vedette-session=" + "a" * 20_000}).status_code == 200
    assert client.post("/sign-in", data={"name": "a" * 5_000, "password": "b" * 5_000}).status_code == 422


def test_a_body_is_not_read_from_somebody_who_may_not_send_it(browser_of):
    assert browser_of().post("/people", data={"name": "x" * 100_000}).status_code == 401
    assert (
        browser_of("Rita")
        .post("/people", content=b"\xff" * 1_000, headers={"content-type": "application/json"})
        .status_code
        == 403
    )


def test_whoever_may_less_is_told_what_it_takes(browser_of):
    page = browser_of("Rita").get("/people")
    assert page.status_code == 403
    assert "takes an administrator, and Rita is a reader here" in page.text
    assert 'aria-label="Pages"' in page.text
    answer = browser_of("Rita").get("/api/v1/audit")
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["remedy"] == "ask an administrator"


def test_the_desk_is_open_to_whoever_is_alone_until_somebody_is_invited(client_of, own_store):
    client = client_of(own_store)
    assert client.get("/").status_code == 200
    assert client.get("/people").status_code == 200
    people.invite(own_store, "Ada", "administrator", by="Rudolf")
    assert client.get("/").headers["location"] == "/sign-in"
    assert client.post("/seen", data={"told": "1.1"}).status_code == 401


def test_a_login_can_be_asked_for_before_anybody_is_there(client_of, empty_store):
    client = client_of(empty_store, login=True)
    assert client.get("/").headers["location"] == "/sign-in"
    assert client.get("/people").status_code == 303


def test_where_the_store_cannot_be_asked_nobody_comes_in(browser_of, peopled):
    client = browser_of("Ada")
    peopled.close()
    file = peopled.address.file
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    for path in ("/", "/people", "/api/v1/me", "/sign-in"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.get("/static/desk.css").status_code == 200


async def drive(peopled, setup, word, after):
    """Return what a stream of three parts sends to whoever has `word`, where `after` is done behind the first."""
    sent = []

    async def stream(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for part in (b"one", b"two", b"three"):
            await send({"type": "http.response.body", "body": part, "more_body": True})
            if part == b"one":
                await anyio.to_thread.run_sync(after)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def keep(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/api/v1/stream", "query_string": b"", "scheme": "http", "server": ("127.0.0.1", 80),
        "headers": [(b"cookie", f"vedette-session={word}".encode()), (b"host", b"127.0.0.1")],
    }  # fmt: skip
    await Door(stream, setup(peopled), problem=None)({**scope, "app": Fake()}, None, keep)
    return [m["body"] for m in sent if m["type"] == "http.response.body"], sent[-1].get("more_body", False)


class Fake:
    """An application that counts nothing."""

    class state:  # noqa: N801 - Starlette's name
        class rates:  # noqa: N801
            @staticmethod
            def wait(*_, **__):
                return 0


def test_a_stream_ends_for_whoever_is_shut_out(peopled, setup, monkeypatch):
    monkeypatch.setattr(door, "AGAIN", 0.0)
    word = people.sign_in(peopled, "Anahit", PASSWORD).word
    told, more = anyio.run(drive, peopled, setup, word, lambda: None)
    assert (told, more) == ([b"one", b"two", b"three", b""], False)
    told, more = anyio.run(drive, peopled, setup, word, lambda: people.deactivate(peopled, "Anahit", by="Ada"))
    assert (told, more) == ([b"one", b""], False)
