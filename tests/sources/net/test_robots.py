"""robots.txt: what it closes, for how long it is believed, and what its failures mean."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import FetchError
from vedette.sources.net.guard import NONE_ALLOWED, allowed, target_of
from vedette.sources.net.robots import AGAIN, DAY, LARGEST, SLOWEST, Robots, parsed

CLOSED = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: other\nDisallow: /\n"


class Web:
    """Hosts with a robots.txt each: bytes, or how the asking fails."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.now = 1000.0

    def ask(self, target, _allow):
        self.asked.append(target.url)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def robots(self) -> Robots:
        return Robots(self.ask, clock=lambda: self.now)


def failed(kind="status", status=None, **told) -> FetchError:
    return FetchError("robots", "answers so", "try again", kind=kind, status=status, **told)


def check(robots, url="https://a.org/x", allow=NONE_ALLOWED):
    return robots.check(target_of(url, url), url, allow)


def test_what_is_closed_is_not_fetched_and_the_delay_is_told():
    web = Web(CLOSED)
    robots = web.robots()
    assert check(robots, "https://a.org/news?x=1") == 7.0
    with pytest.raises(FetchError, match=r"^https://a.org/private/a: is closed by the robots.txt") as e:
        check(robots, "https://a.org/private/a")
    assert (e.value.kind, e.value.lasting) == ("robots", True)
    assert web.asked == ["https://a.org/robots.txt"]


def test_a_rule_for_vedette_outweighs_the_one_for_all():
    web = Web(b"User-agent: *\nDisallow: /\n\nUser-agent: Vedette\nAllow: /\nRequest-rate: 1/5\n")
    assert check(web.robots()) == 5.0


def test_no_delay_is_longer_than_a_minute():
    assert check(Web(b"User-agent: *\nCrawl-delay: 86400\n").robots()) == SLOWEST
    assert check(Web(b"User-agent: *\nRequest-rate: 1/9999999m\n").robots()) == SLOWEST


def test_each_origin_has_its_own_and_it_holds_for_a_day():
    web = Web(CLOSED)
    robots = web.robots()
    for url in ("https://a.org/1", "https://a.org/2", "http://a.org/1", "https://a.org:8443/1", "https://b.org/1"):
        check(robots, url)
    assert len(web.asked) == 4
    web.now += DAY + 1
    check(robots, "https://a.org/1")
    assert len(web.asked) == 5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_where_there_is_none_all_is_open(status):
    web = Web(failed(kind="gone" if status == 410 else "status", status=status))
    robots = web.robots()
    assert check(robots) is None
    assert check(robots, "https://a.org/y") is None
    assert len(web.asked) == 1


@pytest.mark.parametrize("answer", [failed(status=500), failed(status=503), failed("timeout"), failed("redirects")])
def test_what_cannot_be_had_closes_all_for_a_while(answer):
    web = Web(answer, b"")
    robots = web.robots()
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots\.txt cannot be had") as e:
            check(robots)
    assert (e.value.kind, e.value.lasting, e.value.retry_after) == ("robots", False, AGAIN)
    assert len(web.asked) == 1
    web.now += AGAIN + 1
    assert check(robots) is None


def test_a_server_that_asks_to_wait_is_not_asked_before():
    web = Web(failed(status=503, retry_after=5000.0))
    with pytest.raises(FetchError) as e:
        check(web.robots())
    assert e.value.retry_after == 5000.0


@pytest.mark.parametrize("kind", ["name", "refused", "private", "tls"])
def test_a_host_that_cannot_be_reached_is_told_as_such(kind):
    with pytest.raises(FetchError) as e:
        check(Web(failed(kind)).robots())
    assert e.value.kind == kind


def test_rules_that_were_had_hold_on_while_they_cannot_be_had_anew():
    web = Web(CLOSED, failed(status=500))
    robots = web.robots()
    check(robots)
    web.now += DAY + 1
    assert check(robots) == 7.0
    with pytest.raises(FetchError, match="is closed by"):
        check(robots, "https://a.org/private")
    assert len(web.asked) == 2


def test_being_called_off_is_not_remembered():
    web = Web(failed("stopped"), b"")
    robots = web.robots()
    with pytest.raises(FetchError):
        check(robots)
    assert check(robots) is None


def test_the_file_itself_may_always_be_fetched():
    assert check(Web(b"User-agent: *\nDisallow: /\n").robots(), "https://a.org/robots.txt") is None


def test_an_allowed_host_is_not_judged_by_what_a_stranger_may():
    web = Web(failed("private"), b"")
    robots = web.robots()
    with pytest.raises(FetchError):
        check(robots, allow=NONE_ALLOWED)
    assert check(robots, allow=allowed(["a.org"])) is None


def test_many_threads_ask_once():
    web, began = Web(CLOSED), threading.Barrier(5)
    robots = web.robots()

    def work():
        began.wait(10)
        check(robots)

    threads = [threading.Thread(target=work) for _ in range(5)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(10)
    assert len(web.asked) == 1


def test_what_comes_after_the_limit_is_passed_over():
    rules = parsed(b"#" * LARGEST + b"\nUser-agent: *\nDisallow: /\n")
    assert rules.can_fetch("https://a.org/x", "vedette")


@given(st.binary(max_size=400))
def test_any_bytes_are_rules_or_none(data):
    rules = parsed(b"User-agent: *\n" + data)
    assert rules.can_fetch("https://a.org/x", "vedette") in (True, False)


def test_oldest_hosts_are_forgotten(monkeypatch):
    monkeypatch.setattr("vedette.sources.net.robots.MOST", 2)
    web = Web(b"")
    robots = web.robots()
    for name in ("a", "b", "c", "a"):
        check(robots, f"https://{name}.org/")
    assert len(web.asked) == 4
