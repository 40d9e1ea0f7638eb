"""How the desk is served: who is asked to sign in, by which names it may be called, and the first one-time link."""

import pytest

from desk.make_people import PASSWORD
from vedette.desk.serving import Serving, checked, first_link
from vedette.desk.setup import LOOPBACK
from vedette.errors import StopError
from vedette.workflow import people

NAME = ("desk.example.org",)


@pytest.mark.parametrize(
    ("serving", "asks", "hosts", "bare"),
    [
        (Serving(), False, LOOPBACK, False),
        (Serving(host="::1"), False, LOOPBACK, False),
        (Serving(login=True), True, LOOPBACK, False),
        (Serving(names=NAME), True, (*NAME, *LOOPBACK), False),
        (Serving(proxies=("127.0.0.1",)), True, LOOPBACK, False),
        (Serving(host="192.0.2.4"), True, ("192.0.2.4",), True),
        (Serving(host="2001:db8::4"), True, ("[2001:db8::4]",), True),
        (Serving(host="0.0.0.0", names=NAME), True, NAME, True),  # noqa: S104
        (Serving(host="0.0.0.0", names=NAME, proxies=("192.0.2.1",)), True, NAME, False),  # noqa: S104
    ],
)
def test_what_follows_from_where_it_is_served(serving, asks, hosts, bare):
    assert (serving.asks, serving.hosts, serving.bare) == (asks, hosts, bare)
    assert checked(serving) is serving


@pytest.mark.parametrize(
    ("serving", "address"),
    [
        (Serving(), "http://127.0.0.1:8765/"),
        (Serving(names=NAME), "http://127.0.0.1:8765/"),
        (Serving(names=NAME, proxies=("127.0.0.1",)), "https://desk.example.org/"),
        (Serving(host="0.0.0.0", names=NAME), "http://desk.example.org:8765/"),  # noqa: S104
    ],
)
def test_the_address_is_one_that_a_browser_can_open(serving, address):
    assert serving.address("127.0.0.1", 8765) == address
    assert Serving(host="::1").address("::1", 8765) == "http://[::1]:8765/"


@pytest.mark.parametrize(
    "name", ["", "*", "*.example.org", "a b", "desk.example.org:443", "-a.org", "a/b", "a" * 260, "a..b"]
)
def test_a_name_is_a_host_and_nothing_else(name):
    with pytest.raises(StopError, match="is no host name"):
        checked(Serving(names=(name,)))


def test_the_first_link_is_of_whoever_was_named_and_ends_when_somebody_has_come_in(empty_store):
    made, link = first_link(empty_store, "Ada", "https://desk.example.org/")
    assert link == f"https://desk.example.org/join/{made.word}"
    assert (made.person.name, made.person.role) == ("Ada", "administrator")
    again, _ = first_link(empty_store, "Somebody", "https://desk.example.org/")
    assert again.person.name == "Ada"
    people.take_up(empty_store, again.word, PASSWORD)
    assert first_link(empty_store, "Ada", "https://desk.example.org/") is None
