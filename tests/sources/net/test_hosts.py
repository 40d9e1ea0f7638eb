"""How hard one host is asked, on a clock that stands until somebody sleeps."""

import threading

import pytest

from vedette.errors import FetchError
from vedette.sources.net import hosts as turns
from vedette.sources.net.hosts import Hosts


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float, stop: threading.Event | None) -> bool:
        self.slept.append(seconds)
        self.now += seconds
        return stop is not None and stop.is_set()


def made(clock: Clock, **told) -> Hosts:
    return Hosts(clock=clock.time, sleep=clock.sleep, **told)


def test_between_two_starts_lies_the_delay():
    clock = Clock()
    hosts = made(clock, delay=2.0)
    for _ in range(3):
        with hosts.turn("a.org", item="it"):
            clock.now += 0.5
    assert clock.slept == [1.5, 1.5]


def test_hosts_do_not_wait_for_each_other():
    clock = Clock()
    hosts = made(clock, delay=5.0)
    for host in ("a.org", "b.org", "c.org"):
        with hosts.turn(host, item="it"):
            pass
    assert clock.slept == []


def test_the_longer_of_both_delays_holds():
    clock = Clock()
    hosts = made(clock, delay=1.0)
    for delay in (30.0, 0.1, None):
        with hosts.turn("a.org", item="it", delay=delay):
            pass
    assert clock.slept == [30.0, 1.0]


def test_only_so_many_run_at_a_time():
    hosts, running, most, lock = Hosts(per_host=2, delay=0.0), [0], [0], threading.Lock()
    full = threading.Barrier(2)

    def work():
        with hosts.turn("a.org", item="it"):
            with lock:
                running[0] += 1
                most[0] = max(most[0], running[0])
            full.wait(10)
            with lock:
                running[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(20)
    assert most[0] == 2


def test_what_waits_for_its_delay_can_be_called_off():
    hosts, stop = Hosts(delay=1000.0), threading.Event()
    with hosts.turn("a.org", item="it"):
        pass
    threading.Timer(0.05, stop.set).start()
    with pytest.raises(FetchError, match="called off") as e, hosts.turn("a.org", item="it", stop=stop):
        pass
    assert e.value.kind == "stopped"


def test_what_waits_for_a_free_turn_can_be_called_off(monkeypatch):
    monkeypatch.setattr(turns, "LOOK", 0.01)
    hosts, stop = Hosts(per_host=1, delay=0.0), threading.Event()
    with hosts.turn("a.org", item="first"):
        threading.Timer(0.05, stop.set).start()
        with pytest.raises(FetchError, match="second"), hosts.turn("a.org", item="second", stop=stop):
            pass
    with hosts.turn("a.org", item="third"):
        assert hosts._hosts["a.org"].running == 1


def test_a_failure_gives_the_turn_back():
    hosts = Hosts(per_host=1, delay=0.0)
    for _ in range(3):
        with pytest.raises(ValueError), hosts.turn("a.org", item="it"):
            raise ValueError
    assert hosts._hosts["a.org"].running == 0


def test_idle_hosts_are_forgotten(monkeypatch):
    monkeypatch.setattr(turns, "MOST", 3)
    clock = Clock()
    hosts = made(clock, delay=1.0)
    with hosts.turn("busy.org", item="it"):
        for n in range(10):
            clock.now += 5
            with hosts.turn(f"{n}.org", item="it"):
                pass
        assert len(hosts._hosts) <= 4
        assert "busy.org" in hosts._hosts
