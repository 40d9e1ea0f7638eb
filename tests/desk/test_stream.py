"""Listeners and the one thread that looks for them; the store is a fake."""

import asyncio
import json
from threading import active_count
from threading import enumerate as threads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.filters import Filter
from vedette.desk.stream import FullError, Pulse
from vedette.desk.stream_news import Batch, Wish, event
from vedette.errors import StopError
from vedette.store.news import Mark
from vedette.store.told_since import Moment

ALL, ARM = Filter(), Filter(actor="ARM")
PATIENCE = 5


def at(n):
    return Moment(Mark(n, 0), n)


class Told:
    """A store in which something happens when the test says so."""

    def __init__(self):
        self.here, self.asked, self.fault = at(1), [], None

    def __call__(self, wishes):
        if self.fault:
            raise self.fault
        self.asked.append(set(wishes))
        behind = (w for w in wishes if w.since != self.here)
        return {w: Batch(f"{w.asked.actor or 'all'} {self.here.document}".encode(), self.here) for w in behind}


def heard(listener):
    async def next_():
        listener.taken = True
        return await asyncio.wait_for(listener.queue.get(), PATIENCE)

    return next_()


def run(story):
    """Run a story over a fake store; the thread must have gone when nobody listens any more."""
    told = Told()
    pulse = Pulse(told, pace=0.02, most=3)
    try:
        asyncio.run(story(pulse, told))
    finally:
        # A story that failed must not fail the next one.
        pulse._ending = lambda: True
    for _ in range(100):
        if not any(t.name == "stream" for t in threads()):
            break
        asyncio.run(asyncio.sleep(0.02))
    assert not any(t.name == "stream" for t in threads())
    return told


def test_whoever_comes_is_told_where_the_store_stands_and_then_what_is_new():
    async def story(pulse, told):
        one = pulse.join(ALL, None)
        assert await heard(one) == b"all 1"
        told.here = at(2)
        assert await heard(one) == b"all 2"
        pulse.leave(one)

    run(story)


def test_whoever_was_away_is_told_from_there_at_once():
    async def story(pulse, told):
        told.here = at(9)
        pulse._pace = 60  # the look comes with the listener, not with the clock
        one = pulse.join(ALL, at(3))
        assert await heard(one) == b"all 9"
        assert one.wish.since == at(9)
        pulse.leave(one)

    run(story)


def test_one_thread_looks_for_all_and_once_for_those_that_want_the_same():
    async def story(pulse, told):
        before = active_count()
        listeners = [pulse.join(ALL, at(0)), pulse.join(ALL, at(0)), pulse.join(ARM, at(0))]
        assert [await heard(x) for x in listeners] == [b"all 1", b"all 1", b"ARM 1"]
        assert active_count() == before + 1
        for x in listeners:
            x.taken = True
        await asyncio.sleep(0.2)
        assert told.asked[-1] == {Wish(ALL, at(1)), Wish(ARM, at(1))}
        for x in listeners:
            pulse.leave(x)

    run(story)


def test_no_more_than_may_be():
    async def story(pulse, told):
        listeners = [pulse.join(ALL, None) for _ in range(3)]
        with pytest.raises(FullError):
            pulse.join(ALL, None)
        pulse.leave(listeners[0])
        listeners[0] = pulse.join(ALL, None)
        assert len(pulse) == 3
        for x in listeners:
            pulse.leave(x)

    run(story)


def test_a_slow_listener_gets_one_batch_and_is_told_later_from_where_it_stands():
    async def story(pulse, told):
        slow = pulse.join(ALL, at(0))
        for n in range(2, 8):
            told.here = at(n)
            await asyncio.sleep(0.03)
        assert slow.queue.qsize() == 1
        first = await heard(slow)
        last = await heard(slow)
        assert first < last == b"all 7"
        pulse.leave(slow)

    run(story)


def test_a_store_that_fails_is_told_once_and_so_is_its_return(capsys):
    async def story(pulse, told):
        one = pulse.join(ALL, None)
        await heard(one)
        told.fault = StopError("store a.db: cannot be read; look at it")
        lost = await heard(one)
        assert lost.startswith(b"event: lost\n")
        assert b"cannot be read" in lost
        one.taken = True
        await asyncio.sleep(0.1)
        assert one.queue.empty()
        told.fault, told.here = None, at(5)
        back = await heard(one)
        assert back.startswith(b"event: back\n")
        assert back.endswith(b"all 5")
        told.fault = ValueError("a fault of ours")
        assert b"a fault of ours" not in await heard(one)
        pulse.leave(one)

    run(story)
    assert "a fault of ours" in capsys.readouterr().err


def test_all_end_with_the_server():
    ending = []

    async def story():
        pulse = Pulse(Told(), pace=60, ending=lambda: bool(ending))
        listeners = [pulse.join(ALL, at(1)), pulse.join(ALL, at(1))]
        ending.append(True)
        assert [await heard(x) for x in listeners] == [None, None]
        assert len(pulse) == 0

    asyncio.run(story())


@given(st.text(max_size=40))
def test_no_text_ends_an_event_or_begins_another(text):
    sent = event("incident", {"headline": text}, "1.2-3").decode()
    assert sent.endswith("\n\n")
    lines = sent[:-2].split("\n")
    assert [line.partition(":")[0] for line in lines] == ["id", "event", "data"]
    assert "\r" not in sent
    back = json.loads(lines[2].removeprefix("data: "))["headline"]
    assert back == text.encode("utf-8", "replace").decode()


def test_wishes_are_the_same_where_filter_and_moment_are():
    assert Wish(ALL, at(1)) == Wish(Filter(), at(1)) != Wish(ARM, at(1))
