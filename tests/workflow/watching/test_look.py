"""One look at an address: what it lists, what it is asked by the next time, and what failures come to."""

import os
from dataclasses import replace

import pytest

from vedette.errors import StopError
from vedette.records.source import Address
from vedette.sources.listings.telegram_live import Message
from vedette.workflow.watching.look import look
from workflow.watching.fakes import FEED, START, Clock, Network, feed, source, tools


@pytest.fixture
def network():
    return Network()


def looked(network, before=None, src=None, clock=None):
    src = src or source()
    return look(src, src.addresses[0], before, tools(network, clock or Clock()))


def test_a_feed_is_read_and_asked_by_its_marks_the_next_time(network):
    network.put(FEED, feed(1, 2), kind="application/rss+xml", etag='"1"')
    first = looked(network)
    assert [i.title for i in first.items] == ["Report 1", "Report 2"]
    assert (first.tried.outcome, first.tried.items, first.watched.etag, first.watched.items) == ("ok", 2, '"1"', 2)
    assert first.watched.next_at == "2026-11-29T12:15:00Z"
    again = looked(network, first.watched)
    assert (again.tried.outcome, again.items, again.watched.etag, again.watched.items) == ("unchanged", (), '"1"', 2)


def test_a_server_without_marks_that_sends_the_same_again_is_unchanged(network):
    network.put(FEED, feed(1))
    first = looked(network)
    assert looked(network, first.watched).tried.outcome == "unchanged"
    network.put(FEED, feed(2, 1))
    assert len(looked(network, first.watched).items) == 2


def test_failures_are_told_and_waits_double_until_it_answers_again(network):
    network.fail(FEED)
    state, waits = None, []
    for _ in range(4):
        found = looked(network, state)
        state = found.watched
        waits.append(state.next_at[11:16])
        assert (found.tried.outcome, found.tried.why) == ("failed", "answers 500; try again later")
    assert waits == ["12:30", "13:00", "14:00", "16:00"]
    assert (state.failures, state.succeeded) == (4, None)
    network.put(FEED, feed(1))
    found = looked(network, state)
    assert (found.watched.failures, found.watched.why, found.watched.succeeded) == (0, None, "2026-11-29T12:00:00Z")


def test_a_server_that_asks_to_wait_is_waited_for(network):
    network.fail(FEED, status=429, retry_after=7_200.0)
    assert looked(network).watched.next_at == "2026-11-29T14:00:00Z"


def test_an_address_that_is_gone_is_asked_once_a_week(network):
    network.fail(FEED, kind="gone", status=410, lasting=True)
    state = looked(network).watched
    assert (state.gone, state.next_at) == (True, "2026-12-06T12:00:00Z")
    network.put(FEED, feed(1))
    assert not looked(network, state).watched.gone


def test_a_listing_that_cannot_be_read_keeps_no_marks(network):
    network.put(FEED, "no feed at all", kind="text/plain", etag='"broken"')
    found = looked(network)
    assert found.tried.outcome == "failed"
    assert (found.watched.etag, found.watched.print) == (None, None)


def test_an_address_that_moved_for_good_is_told(network):
    network.put(FEED, feed(1))
    network.answers[FEED] = replace(network.answers[FEED], moved="https://example.org/new")
    assert "has moved to https://example.org/new for good" in looked(network).tried.why


def test_a_fault_of_our_own_is_told_and_does_not_end_the_watch(network, monkeypatch):
    network.put(FEED, feed(1))
    monkeypatch.setattr("vedette.workflow.watching.look.listing_of", lambda *_, **__: 1 / 0)
    assert "cannot be used (ZeroDivisionError" in looked(network).tried.why


def test_the_parts_of_a_sitemap_are_read_and_a_part_that_fails_is_told(network):
    root = "https://example.org/sitemap.xml"
    parts = [f"https://example.org/part{n}.xml" for n in range(2)]
    listed = "".join(f"<sitemap><loc>{p}</loc></sitemap>" for p in parts)
    network.put(
        root,
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>',
        kind="text/xml",
    )
    network.put(
        parts[0],
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/9</loc></url></urlset>',
    )
    found = looked(network, src=source(Address(kind="sitemap", url=root)))
    assert [i.url for i in found.items] == ["https://example.org/9"]
    assert "part1.xml" in found.tried.why


def test_a_folder_lists_its_files_once_they_have_settled(network, tmp_path):
    old, fresh = tmp_path / "old.txt", tmp_path / "fresh.txt"
    for path in (old, fresh, tmp_path / "other.dat"):
        path.write_text("words")
        os.utime(path, (START.timestamp() - 60,) * 2)
    os.utime(fresh, (START.timestamp() - 1,) * 2)
    src = source(Address(kind="folder", url=str(tmp_path), pattern=r"\.txt$"))
    assert [i.key for i in looked(network, src=src).items] == [str(old)]
    clock = Clock()
    clock.forward(seconds=10)
    assert [i.key for i in looked(network, src=src, clock=clock).items] == [str(fresh), str(old)]
    assert looked(network, src=source(Address(kind="folder", url="/nowhere"))).tried.outcome == "failed"


class FakeChannels:
    """Telegram's own interface, as far as a look uses it."""

    def __init__(self, fault=None):
        self.fault = fault

    def latest(self, channel, limit):
        if self.fault:
            raise self.fault
        return "Zenda news", [
            Message(number=7, at=START, text=f"Shells fell on Zenda, {channel} says, {limit} at most.")
        ]


def test_a_channel_is_read_through_telegrams_own_interface_where_there_are_keys(network):
    address = Address(kind="telegram", url="zenda")
    known = tools(network, Clock())
    found = look(source(address), address, None, replace(known, channels=FakeChannels()))
    assert [i.key for i in found.items] == ["https://t.me/zenda/7"]
    assert network.asked == []
    fault = StopError("telegram cannot be read: the session is not signed in; sign in with: vedette sources sign-in")
    failed = look(source(address), address, None, replace(known, channels=FakeChannels(fault)))
    assert failed.tried.why.endswith("not signed in; sign in with: vedette sources sign-in")
    look(source(address), address, None, known)
    assert network.asked == ["https://t.me/s/zenda"]
