"""Alerts out of `vedette watch`: sent after a round in which something was read, and no channel stops the watcher."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from vedette.cli import alerting, cli
from vedette.cli.alerting import AfterReading
from vedette.documents import prepare
from vedette.knowledge.base import load_knowledge
from vedette.publishing.channels import send as sending
from vedette.publishing.channels.model import SendError, Webhook
from vedette.publishing.channels.run import Tools
from vedette.records.document import Document
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.watch_lock import alerting_alone
from vedette.workflow.add import add_records
from vedette.workflow.searches import save_search
from workflow.watching.servers import serving

TEXT = "Azerbaijani forces shelled Armenian positions near Sotk, Armenia, on 13 September 2022, Armenia said."


class Channel:
    """A channel that notes what it gets, or fails as it is told to."""

    def __init__(self):
        self.sent, self.fails = [], None

    def __call__(self, _, message):
        if self.fails:
            raise self.fails
        self.sent.append(message.kind)
        return ""


@pytest.fixture
def channel():
    return Channel()


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "store.db"), make=True)
    yield made
    made.close()


@pytest.fixture
def notes():
    return []


@pytest.fixture
def after(store, channel, notes):
    def tools(*, link, tell):
        return Tools(
            base=load_knowledge(), channels={"a": Webhook(url="https://a.example/SECRET")}, send=channel,
            clock=lambda: datetime(2022, 9, 16, tzinfo=UTC), read=lambda _: (Query(), ""), link=link, tell=tell,
        )  # fmt: skip

    return AfterReading(store, notes.append, tools, link="https://desk.example")


def add(store, reader, n):
    document = prepare(Document.of(TEXT.replace("Sotk", f"Village {n}"), id=f"r{n}", published="2022-09-13"))
    add_records(store, [(r, "test") for r in reader.read_all([document])])


def told(notes):
    found = [(n.what, n.count) for n in notes]
    notes.clear()
    return found


def test_what_was_read_is_told_once(store, reader, after, channel, notes):
    after()
    save_search(store, "all", "", every="at once", channels=["a"], author="Ada")
    add(store, reader, 1)
    after()
    after()
    assert channel.sent == ["alert"]
    assert told(notes) == [("alerted", 1)]


@pytest.mark.parametrize("fault", [SendError("the web hook answers 503"), RuntimeError("https://a.example/SECRET")])
def test_a_channel_that_fails_is_told_once_and_stops_nothing(store, reader, after, channel, notes, fault):
    save_search(store, "all", "", every="at once", channels=["a"], author="Ada")
    channel.fails = fault
    add(store, reader, 1)
    after()
    assert [n.what for n in notes] == ["alerts"]
    assert "SECRET" not in notes[0].told
    channel.fails = None
    add(store, reader, 2)
    notes.clear()
    after()
    assert "failed" not in dict(told(notes))


def test_while_another_process_sends_it_says_so_once(store, reader, after, channel, notes):
    save_search(store, "all", "", every="at once", channels=["a"], author="Ada")
    add(store, reader, 1)
    with alerting_alone(store):
        after()
        after()
    assert told(notes) == [("alerts", 0)]
    after()
    assert channel.sent == ["alert"]


def test_searches_that_tell_nothing_open_no_channel(store, notes):
    save_search(store, "kept", "", every="never", channels=[], author="Ada")
    AfterReading(store, notes.append, lambda **_: pytest.fail("opened"))()
    assert notes == []


@pytest.mark.parametrize(("more", "sent"), [((), ["alert"]), (("--no-alerts",), []), (("--no-read",), [])])
def test_watch_sends_what_its_round_read(tmp_path, monkeypatch, channel, more, sent):
    (tmp_path / "channels.yaml").write_text("a:\n  webhook: https://a.example/x\n", "utf-8")
    for name, value in (("STORE", "store.db"), ("SOURCES", "sources.yaml"), ("CHANNELS", "channels.yaml")):
        monkeypatch.setenv(f"VEDETTE_{name}", str(tmp_path / value))
    monkeypatch.setattr(sending, "send", channel)
    store = Store.open(str(tmp_path / "store.db"), make=True)
    save_search(store, "all", "", every="at once", channels=["a"], author="Ada")
    store.close()
    item = {"id": "1", "title": "Shelling", "content_text": f"{TEXT} " * 6, "date_published": "2022-09-13T10:00:00Z"}
    with serving() as site:
        body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]})
        site.put("/feed", body, kind="application/json")
        sources = f"- id: s\n  name: S\n  language: en\n  addresses:\n    - feed: {site.url('/feed')}\n"
        (tmp_path / "sources.yaml").write_text(sources, "utf-8")
        words = ("watch", "--once", "--all", "--allow-host", "127.0.0.1", "--delay", "0", "--format", "json", *more)
        done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert channel.sent == sent
    assert [json.loads(line)["count"] for line in done.stdout.splitlines() if '"alerted"' in line] == [1] * len(sent)


def test_kinds_are_counted_in_words():
    assert alerting.sent_words({"update": 2, "alert": 1}) == "1 alert, 2 updates"
    assert alerting.sent_words({}) == ""
