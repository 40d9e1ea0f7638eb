"""The stream as a client gets it: what is new since an id, by the bar's filters, and its end."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from urllib.request import urlopen

import pytest

from desk.make_reports import armenia
from vedette.desk.api.stream import Streamed, pulse_of
from vedette.desk.app import make_app
from vedette.desk.filters import Filter
from vedette.desk.stream import Pulse
from vedette.workflow.add import add_records

STREAM = "/api/v1/stream"
PATIENCE = 20


class Client:
    """A client of the app without a server: it asks, hears events, goes away."""

    def __init__(self, app, query="", headers=()):
        self.scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": STREAM, "raw_path": STREAM.encode(), "root_path": "", "query_string": query.encode(),
            "headers": [(b"host", b"127.0.0.1:8765"), *headers], "client": ("127.0.0.1", 9), "server": ("127.0.0.1", 8765),
        }  # fmt: skip
        self.app, self.sent, self.left = app, asyncio.Queue(), asyncio.Event()

    async def __aenter__(self):
        self.task = asyncio.create_task(self.app(self.scope, self._receive, self.sent.put))
        start = await self.next()
        self.status = start["status"]
        self.headers = {k.decode(): v.decode() for k, v in start["headers"]}
        return self

    async def __aexit__(self, *_):
        self.left.set()
        await asyncio.wait_for(self.task, PATIENCE)

    async def _receive(self):
        if not self.left.is_set() and not getattr(self, "begun", False):
            self.begun = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def next(self):
        return await asyncio.wait_for(self.sent.get(), PATIENCE)

    async def batch(self):
        """Return the events of the next batch, retry and comments left out."""
        while True:
            body = (await self.next())["body"].decode()
            found = [
                dict(line.split(": ", 1) for line in part.split("\n"))
                for part in body.split("\n\n")
                if "event:" in part
            ]
            if found:
                return [(e["event"], json.loads(e["data"]), e.get("id")) for e in found]


@pytest.fixture
def app(setup, own_store):
    return make_app(setup(own_store))


def test_what_comes_is_told_with_its_receipt_and_the_filter_is_heeded(app, own_store):
    async def story():
        async with (
            Client(app) as all_,
            Client(app, "type=talks") as talks,
            Client(app, "tier=FLASH&actor=ARM") as flash,
        ):
            assert all_.status == 200
            assert all_.headers["content-type"].startswith("text/event-stream")
            assert all_.headers["cache-control"] == "no-store"
            assert "content-length" not in all_.headers
            ((name, told, first),) = await all_.batch()
            assert (name, told) == ("document", {"stored": 0, "read": 0, "more": False})
            await talks.batch()
            await flash.batch()
            await asyncio.to_thread(add_records, own_store, [(armenia(), "a file")])
            *incidents, (_, counts, last) = await all_.batch()
            assert counts == {"stored": 1, "read": 1, "more": False}
            assert last != first
            (told,) = (told for _, told, _ in incidents)
            assert told["changes"] == ["new"] or "told by more" in told["changes"]
            assert told["receipt"]["document"] == armenia().document.id
            assert told["href"] == f"/incident/{told['id']}"
            assert [name for name, *_ in await talks.batch()] == ["document"]
            assert {name for name, *_ in await flash.batch()} <= {"incident", "document"}
            return first, told["id"]

    first, incident = asyncio.run(story())

    async def again():
        async with Client(app, headers=[(b"last-event-id", first.encode())]) as back:
            return await back.batch()

    assert [told["id"] for name, told, _ in asyncio.run(again()) if name == "incident"] == [incident]


def test_nobody_is_left_behind_by_those_who_go(app):
    async def story():
        async with Client(app) as one:
            await one.batch()
            pulse = app.state.pulse
            assert len(pulse) == 1
        assert len(pulse) == 0

    asyncio.run(story())


def test_no_connection_to_the_store_is_held_while_nothing_comes(app, own_store, monkeypatch):
    held = []
    reading = type(own_store).reading

    def counted(self):
        from contextlib import contextmanager  # noqa: PLC0415

        @contextmanager
        def one():
            with reading(self) as connection:
                held.append(1)
                yield connection
                held.pop()

        return one()

    monkeypatch.setattr(type(own_store), "reading", counted)

    async def story():
        async with Client(app) as one:
            await one.batch()
            await asyncio.sleep(0.1)
            assert held == []

    asyncio.run(story())


def test_silence_is_broken_by_a_comment():
    async def story():
        sent = asyncio.Queue()
        answer = Streamed(Pulse(lambda _: {}, pace=60), Filter(), None, beat=0.01)
        left = asyncio.Event()

        async def receive():
            await left.wait()
            return {"type": "http.disconnect"}

        task = asyncio.create_task(answer({"type": "http"}, receive, sent.put))
        bodies = [(await sent.get()).get("body") for _ in range(4)]
        assert bodies[1:] == [b"retry: 5000\n\n", b": nothing new\n\n", b": nothing new\n\n"]
        left.set()
        await asyncio.wait_for(task, PATIENCE)

    asyncio.run(story())


def test_more_than_may_listen_are_told_so(app):
    async def story():
        async with Client(app) as one:
            await one.batch()
            app.state.pulse._most = 1
            async with Client(app) as two:
                assert two.status == 503
                assert two.headers["retry-after"] == "60"
                told = json.loads((await two.next())["body"])
                assert told["errors"][0]["object"] == "stream"

    asyncio.run(story())


@pytest.mark.parametrize("query", ["after=no", "dyad=ARM", "tier=LOUD", "words=", "limit=5"])
def test_what_cannot_be_heeded_is_refused(client, query):
    answer = client.get(f"{STREAM}?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["cause"]


def test_one_desk_has_one_pulse(app):
    class Request:
        state = None

    request = Request()
    request.app = app
    assert pulse_of(request) is pulse_of(request)


def test_the_server_ends_soon_although_somebody_listens(own_store, tmp_path):
    file = str(own_store.address.file)
    command = [
        sys.executable,
        "-m",
        "vedette",
        "desk",
        "--store",
        file,
        "--port",
        "0",
        "--no-browser",
        "--format",
        "json",
    ]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ))  # noqa: S603
    try:
        address = json.loads(desk.stdout.readline())["address"].rstrip("/")
        with urlopen(f"{address}{STREAM}", timeout=PATIENCE) as answer:  # noqa: S310 - this machine's own
            assert answer.readline() == b"retry: 5000\n"
            # Stopped before its first look at the store, a desk has nothing to tell: wait until it has told where it stands.
            assert any(line == b"event: document\n" for line in answer)
            desk.send_signal(signal.SIGINT)
            desk.wait(8)
            answer.read()
        assert b"Traceback" not in desk.stderr.read()
    finally:
        if desk.poll() is None:
            desk.kill()
        desk.wait()
