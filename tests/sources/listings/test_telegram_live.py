"""Channels through Telegram's interface, with a fake behind the protocol: no keys, no network."""

from datetime import UTC, datetime

import pytest

from vedette.errors import StopError
from vedette.sources.listings.telegram_live import Message, keys_of, read_channel
from vedette.sources.listings.telegram_web import read_preview

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
AT = datetime(2026, 9, 1, 10, 1, tzinfo=UTC)
SECRET = {
    "VEDETTE_TELEGRAM_API_ID": "4711471",
    "VEDETTE_TELEGRAM_API_HASH": "0123456789abcdef-secret",
    "VEDETTE_TELEGRAM_SESSION": "/nowhere/secret.session",
}


class Fake:
    def __init__(self, *messages):
        self.messages = messages

    def latest(self, channel, limit):
        assert channel == "ruritania_staff"
        return "General Staff", self.messages[:limit]


def read(*messages, limit=100):
    return read_channel("ruritania_staff", Fake(*messages), limit=limit, now=NOW)


def test_messages_are_items():
    listing = read(
        Message(number=2, at=AT, text="A < B", edited=datetime(2026, 9, 1, 11, tzinfo=UTC), author="Col. Sapt"),
        Message(number=1, at=AT, text="Two drones.\nShot.", html="Two <b>drones</b>.\nShot.", forwarded="Zenda News"),
        Message(number=0, at=AT, text=" "),
    )
    second, first = listing.items
    assert listing.title == "General Staff"
    assert second.key == "https://t.me/ruritania_staff/2"
    assert second.html == "<p>A &lt; B</p>"
    assert (second.published, second.updated) == ("2026-09-01T10:01:00Z", "2026-09-01T11:00:00Z")
    assert (second.byline, first.byline) == ("Col. Sapt", "forwarded from Zenda News")
    assert first.html == "Two <b>drones</b>.<br>Shot."
    assert first.whole


def test_both_ways_give_the_same_item():
    page = (
        b"<div data-post='ruritania_staff/1'><div class='js-message_text'>Two <b>drones</b>.<br>Shot.</div>"
        b"<time datetime='2026-09-01T10:01:00+00:00'></time></div>"
    )
    html = "Two <b>drones</b>.\nShot."
    web = read_preview(page, url="https://t.me/s/ruritania_staff", now=NOW).items
    assert web == read(Message(number=1, at=AT, text="Two drones.\nShot.", html=html)).items


def test_a_time_to_come_is_left_out_and_told():
    listing = read(Message(number=1, at=datetime(2027, 1, 1, tzinfo=UTC), text="x"))
    assert listing.items[0].published is None
    assert "yet to come" in listing.problems[0]


@pytest.mark.parametrize("missing", sorted(SECRET))
def test_missing_keys_are_named(missing):
    with pytest.raises(StopError, match=f"{missing} not set") as caught:
        keys_of({k: v for k, v in SECRET.items() if k != missing})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("wrong", ["secret", "12secret", "٣", "9" * 20])
def test_a_wrong_id_is_told_without_it(wrong):
    with pytest.raises(StopError, match="is not a number") as caught:
        keys_of({**SECRET, "VEDETTE_TELEGRAM_API_ID": wrong})
    assert wrong not in str(caught.value)


def test_keys_are_not_shown():
    keys = keys_of(SECRET)
    assert keys.api_id == 4711471
    assert repr(keys) == "Keys()"
