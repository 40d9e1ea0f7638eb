"""What speaks with Telegram, with a fake client in its place."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from vedette.errors import FetchError, SkipError, StopError
from vedette.sources.listings.telegram_client import TelethonChannels, channels_of
from vedette.sources.listings.telegram_live import Keys, read_channel

AT = datetime(2026, 9, 1, 10, tzinfo=UTC)
KEYS = Keys(api_id=4711471, api_hash="secret-hash", session=Path("secret-session"))


class FakeClient:
    """Answers as Telethon does; `error` is raised where messages are asked for."""

    def __init__(self, *messages, signed_in=True, broadcast=True, error=None):
        self.messages, self.signed_in, self.broadcast, self.error = messages, signed_in, broadcast, error
        self.asked, self.connected = [], False

    async def connect(self):
        self.connected = True

    async def disconnect(self):
        self.connected = False

    async def is_user_authorized(self):
        return self.signed_in

    async def get_entity(self, name):
        self.asked.append(name)
        if isinstance(self.error, ValueError):
            raise self.error
        return SimpleNamespace(broadcast=self.broadcast, title="General Staff")

    async def iter_messages(self, entity, limit):
        assert entity.broadcast
        if self.error:
            raise self.error
        for message in self.messages[:limit]:
            yield message


def message(number, text="Words.", **more):
    return SimpleNamespace(id=number, date=AT, message=text, **more)


def latest(client):
    return TelethonChannels(KEYS, make=lambda _: client).latest("ruritania_staff", 10)


def test_messages_come_as_they_are_told():
    client = FakeClient(
        message(1, edit_date=AT, post_author="Sapt"),
        message(2, edit_date=AT, edit_hide=True),
        message(3, None),
        message(
            4,
            fwd_from=SimpleNamespace(from_name="Nobody"),
            forward=SimpleNamespace(chat=SimpleNamespace(title="Zenda")),
        ),
        message(5, fwd_from=SimpleNamespace(from_name="A reader")),
        message(6, fwd_from=SimpleNamespace(from_name=None)),
    )
    title, found = latest(client)
    assert title == "General Staff"
    assert [m.edited for m in found[:2]] == [AT, None]
    assert found[0].author == "Sapt"
    assert found[2].text == ""
    assert [m.forwarded for m in found[3:]] == ["Zenda", "A reader", "another channel"]
    assert client.asked == ["@ruritania_staff"]
    assert not client.connected


def test_marks_become_html():
    types = pytest.importorskip("telethon.tl.types")
    marked = message(1, "A < B\nbold", entities=[types.MessageEntityBold(offset=6, length=4)])
    assert latest(FakeClient(marked))[1][0].html == "A &lt; B\n<strong>bold</strong>"
    listing = read_channel(
        "ruritania_staff",
        TelethonChannels(KEYS, make=lambda _: FakeClient(marked)),
        now=datetime(2026, 11, 29, tzinfo=UTC),
    )
    assert listing.items[0].html == "A &lt; B<br><strong>bold</strong>"


def error(name, **more):
    return type(name, (Exception,), more)("secret words that were sent")


@pytest.mark.parametrize(
    ("client", "kind", "told"),
    [
        (FakeClient(signed_in=False), StopError, "not signed in"),
        (FakeClient(broadcast=False), SkipError, "not a channel"),
        (FakeClient(error=ValueError("secret")), FetchError, "nobody has this name"),
        (FakeClient(error=error("ChannelPrivateError")), FetchError, "ChannelPrivateError"),
        (FakeClient(error=error("FloodWaitError", seconds=77)), FetchError, "wait 77 s"),
        (FakeClient(error=error("AuthKeyUnregisteredError")), StopError, "refuses the session"),
        (FakeClient(error=TimeoutError()), FetchError, "does not answer"),
        (FakeClient(error=error("OperationalError")), FetchError, "OperationalError"),
    ],
)
def test_what_fails_is_told_without_secrets(client, kind, told):
    with pytest.raises(kind, match=told) as caught:
        latest(client)
    assert "secret" not in str(caught.value)
    assert not client.connected


def test_a_wait_is_handed_on():
    with pytest.raises(FetchError) as caught:
        latest(FakeClient(error=error("FloodWaitError", seconds=77)))
    assert (caught.value.retry_after, caught.value.lasting) == (77.0, False)


def environ(session):
    return {
        "VEDETTE_TELEGRAM_API_ID": "4711471",
        "VEDETTE_TELEGRAM_API_HASH": "hash",
        "VEDETTE_TELEGRAM_SESSION": str(session),
    }


def test_without_a_session_the_way_to_one_is_told(tmp_path):
    pytest.importorskip("telethon")
    with pytest.raises(StopError, match="sign in once with: vedette sources sign-in"):
        channels_of(environ(tmp_path / "none"))
    (tmp_path / "mine.session").touch()
    assert channels_of(environ(tmp_path / "mine"))


def test_without_the_library_the_way_to_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "telethon", None)
    with pytest.raises(StopError, match=r"pip install .vedette\[telegram\]"):
        channels_of(environ(tmp_path))
