"""Runs over saved searches with channels that only note: one alert an incident, updates in its thread, nothing twice."""

from datetime import UTC, datetime, timedelta

import pytest

from vedette.documents import prepare
from vedette.errors import StopError
from vedette.knowledge.base import load_knowledge
from vedette.publishing.channels import run as running
from vedette.publishing.channels.model import SendError, Webhook
from vedette.publishing.channels.run import DEAD, Tools, run
from vedette.records.document import Document
from vedette.store.audit import entries
from vedette.store.query import Query
from vedette.store.saved import all_saved
from vedette.store.store import Store
from vedette.workflow import judging
from vedette.workflow.add import add_records
from vedette.workflow.assessing import assess
from vedette.workflow.correcting import strike
from vedette.workflow.searches import remove_search, save_search

FIRST = (
    "2022-09-13",
    "Azerbaijani forces shelled Armenian positions near Sotk, Armenia, on 13 September 2022, Armenia said.",
)
SECOND = (
    "2022-09-14",
    "Azerbaijani forces shelled Armenian positions near Sotk, Armenia, on 13 September 2022. Armenia said that 49 Armenian soldiers were killed in it.",
)
OTHER = (
    "2022-09-15",
    "Armenian forces shelled Azerbaijani positions near Kalbajar, Azerbaijan, on 15 September 2022, Azerbaijan said.",
)


class Desk:
    """A store, a clock, and two channels that note what they get."""

    def __init__(self, store, reader):
        self.store, self.reader, self.n = store, reader, 0
        self.sent: list[tuple[str, object]] = []
        self.failing: set[str] = set()
        self.told: list[str] = []
        self.now = datetime(2022, 9, 16, 12, tzinfo=UTC)
        self.channels = {n: Webhook(url=f"https://{n}.example/SECRET") for n in ("a", "b")}

    def add(self, *reports):
        documents = []
        for day, text in reports:
            self.n += 1
            documents.append(prepare(Document.of(text, id=f"r{self.n}", published=day, source=f"Paper {self.n}")))
        add_records(self.store, [(r, "test") for r in self.reader.read_all(documents)])

    def send(self, channel, message):
        name = next(n for n, c in self.channels.items() if c is channel)
        if name in self.failing:
            raise SendError("the web hook answers 503")
        self.sent.append((name, message))
        return ""

    def run(self, **more):
        before = len(self.sent)
        tools = Tools(
            base=load_knowledge(None), channels=self.channels, send=self.send, clock=lambda: self.now,
            read=lambda _: (Query(), ""), link="https://desk.example", tell=self.told.append, **more,
        )  # fmt: skip
        self.done = run(self.store, tools)
        return [(n, m.kind) for n, m in self.sent[before:]]


@pytest.fixture
def desk(reader, tmp_path):
    return Desk(Store.open(str(tmp_path / "store.db"), make=True), reader)


def saved(desk, *channels, every="at once"):
    return save_search(desk.store, "all", "", every=every, channels=channels or ("a",), author="Flavia")


def test_an_incident_is_alerted_once_and_updated_in_its_thread(desk):
    saved(desk)
    desk.add(FIRST)
    assert desk.run() == [("a", "alert")]
    assert desk.run() == []
    desk.add(SECOND)
    assert desk.run() == [("a", "update")]
    (_, first), (_, update) = desk.sent
    assert update.thread == first.id
    assert "for the first time: 49 killed" in update.text
    assert first.title.startswith("FLASH: Armenia and Azerbaijan: use of force at Sotk, 13 September 2022")
    assert "[1]" in first.text
    assert "https://desk.example/incident/" in first.text
    assert desk.run() == []


def test_what_the_store_held_before_is_not_told(desk):
    desk.add(FIRST)
    saved(desk)
    assert desk.run() == []


def test_a_discounting_is_an_update(desk):
    saved(desk)
    desk.add(FIRST)
    desk.run()
    incident = next(i for i, _ in desk.store.incidents(Query(family="force")))
    assess(desk.store, incident.id, "status", "discounted", author="Flavia", why="it was another town")
    assert desk.run() == [("a", "update")]
    assert "It is discounted now" in desk.sent[-1][1].text


def test_what_is_joined_goes_on_in_the_older_thread_and_what_is_split_off_keeps_its_own(desk):
    saved(desk)
    desk.add(FIRST)
    desk.run()
    desk.now += timedelta(minutes=1)
    desk.add(OTHER)
    desk.run()
    one, two = (i.id for i in desk.store.all_incidents(Query(family="force")))
    joined = judging.join(desk.store, one, [two], author="Jane", evidence="one thing")
    assert desk.run() == [("a", "update")]
    assert desk.sent[-1][1].thread == desk.sent[0][1].id
    judging.undo(desk.store, joined[0].id, author="Jane", evidence="another thing")
    before = len(desk.sent)
    desk.run()
    # Each is known by its own mention: nothing is told as if it were new.
    assert [m.kind for _, m in desk.sent[before:] if m.kind == "alert"] == []
    assert desk.run() == []


def test_what_was_struck_out_is_withdrawn_once(desk):
    saved(desk)
    desk.add(FIRST)
    desk.run()
    incident = next(i for i, _ in desk.store.incidents(Query(family="force")))
    for mention in incident.mentions:
        strike(desk.store, "r1", mention, author="Jane", why="it is a quotation from a novel")
    assert desk.run() == [("a", "update")]
    assert desk.sent[-1][1].title == "Withdrawn: Armenia and Azerbaijan"
    assert desk.sent[-1][1].thread == desk.sent[0][1].id
    assert desk.run() == []


def test_killed_between_sending_and_noting_sends_one_message_again_with_the_same_id(desk, monkeypatch):
    saved(desk)
    desk.add(FIRST, OTHER)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(running, "keep_alerted", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.run()
    assert desk.run() == [("a", "alert"), ("a", "alert")]
    ids = [m.id for _, m in desk.sent]
    assert len(ids) == 3
    assert ids[0] == ids[1] != ids[2]


def test_a_channel_that_fails_gets_it_later_and_the_other_gets_nothing_twice(desk):
    saved(desk, "a", "b")
    desk.add(FIRST)
    desk.failing = {"b"}
    assert desk.run() == [("a", "alert")]
    assert desk.done.failed == 1
    assert desk.run() == []  # it waits
    desk.now += timedelta(seconds=61)
    desk.failing = set()
    assert desk.run() == [("b", "alert")]
    assert desk.run() == []


def test_a_dead_channel_is_told_without_its_address(desk):
    saved(desk)
    desk.add(FIRST)
    desk.failing = {"a"}
    for _ in range(DEAD):
        desk.run()
        desk.now += timedelta(hours=7)
    assert desk.done.dead == ("a",)
    assert "counts as dead" in desk.told[-1]
    with desk.store.reading() as connection:
        kept = str(all_saved(connection)) + str(list(entries(connection)))
    assert "SECRET" not in kept + "".join(desk.told)


def test_many_at_once_are_one_alert_and_one_message_for_the_rest(desk):
    saved(desk)
    desk.add(FIRST, OTHER)
    assert desk.run(most=1) == [("a", "alert"), ("a", "digest")]
    assert desk.run(most=1) == []


def test_a_daily_digest_comes_once_a_day(desk):
    made = saved(desk, every="daily")
    desk.add(OTHER)
    desk.now = datetime.fromisoformat(made.at) + timedelta(days=1)
    assert desk.run() == [("a", "digest")]
    assert "HOW THIS WAS MADE" not in desk.sent[-1][1].text
    assert desk.run() == []
    desk.now += timedelta(days=1)
    assert desk.run() == [("a", "digest")]


def test_never_tells_nothing_and_a_missing_channel_is_told(desk):
    save_search(desk.store, "kept", "", every="never", channels=(), author="Flavia")
    save_search(desk.store, "lost", "", every="at once", channels=("c",), author="Flavia")
    desk.add(FIRST)
    assert desk.run() == []
    assert desk.told == ["lost: channel 'c': is not in the file of channels; add it, or save the search anew"]


def test_searches_are_saved_once_and_removed(desk):
    saved(desk)
    with pytest.raises(StopError, match="saved already"):
        saved(desk)
    remove_search(desk.store, "all", author="Flavia")
    with desk.store.reading() as connection:
        assert all_saved(connection) == []
