"""What keeps the desk answering: while somebody writes to the store for long, and while somebody tries many passwords at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic

import pytest

from desk.make_people import PASSWORD
from vedette.desk.pages import signing
from vedette.workflow import people

SOON = 5.0
"""Seconds; a writer that is waited for takes far longer."""


@pytest.fixture
def written(peopled):
    """Hold the store as a writer does that does not come to an end."""
    with peopled.writing():
        yield peopled


@pytest.fixture
def reader(browser_of, peopled):
    """Return a browser that has looked already, so long ago that its use is to be kept again."""
    client = browser_of("Rita")
    with peopled.writing() as connection:
        before = (datetime.now(UTC) - timedelta(hours=2)).isoformat(timespec="seconds").replace("+00:00", "Z")
        connection.exec_driver_sql("UPDATE session SET used = ?", (before,))
    return client


@pytest.mark.parametrize("path", ["/", "/account", "/map", "/search?words=killed", "/api/v1/incidents", "/embed/map", "/api/v1/stream?after=x"])  # fmt: skip
def test_a_long_writer_holds_up_nobody_who_looks(reader, written, path):
    began = monotonic()
    assert reader.get(path).status_code in (200, 422)
    assert monotonic() - began < SOON


def test_a_long_writer_holds_up_no_token(browser_of, peopled):
    word = people.make_token(peopled, "Rita", "t", "reader", days=1, by="Rita")[0]
    with peopled.writing():
        began = monotonic()
        assert browser_of().get("/api/v1/me", headers={"authorization": f"Bearer {word}"}).status_code == 200
        assert monotonic() - began < SOON


def test_many_who_try_passwords_leave_room_for_those_who_read(browser_of, monkeypatch):
    go, inside = Event(), []

    def waits(*told, **more):
        inside.append(told)
        go.wait(20)
        raise people.SignInError

    client, reader = browser_of(), browser_of("Rita")
    monkeypatch.setattr(signing.people, "sign_in", waits)
    with ThreadPoolExecutor(20) as pool:
        tries = [pool.submit(client.post, "/sign-in", data={"name": f"N{n}", "password": PASSWORD}) for n in range(18)]
        try:
            while len(inside) < signing.AT_ONCE or sum(t.done() for t in tries) < 18 - signing.AT_ONCE:
                assert not go.wait(0.05)
            assert reader.get("/").status_code == 200
        finally:
            go.set()
        codes = [t.result().status_code for t in tries]
    assert len(inside) == signing.AT_ONCE
    assert codes.count(429) == 18 - signing.AT_ONCE
    # And the places are free again.
    assert browser_of().post("/sign-in", data={"name": "Other", "password": "x"}).status_code == 422


@pytest.mark.parametrize(
    "asked",
    ["sentences?words=" + "+".join("abcdefghij" * 14), "sentences?words=%22" + "+".join(["the"] * 70) + "%22", "sentences?words=NEAR(the+of,1000000)",
     "sentences?words=" + "*" * 299, "incidents?words=(((((" + "a" * 200, "map?window=-90,-180,90,180", "positions?from=0001-01-01&" + "&".join(["bound=KAZ"] * 50),
     "contacts?from=0001-01-01", "documents?after=999999999999999999", "suggest?q=" + "+".join(["the"] * 74), "who?name=" + "a" * 300, "flareups?alpha=1",
     "incidents?origins=1000&tier=FLASH", "positions?" + "&".join(["bound=KAZ"] * 51)],
)  # fmt: skip
def test_what_is_made_to_be_dear_is_answered_soon_or_refused(client, asked):
    client.get("/api/v1/flareups")
    began = monotonic()
    assert client.get(f"/api/v1/{asked}").status_code in (200, 422)
    assert monotonic() - began < SOON
