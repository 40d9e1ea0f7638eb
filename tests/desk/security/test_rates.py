"""How often something may be done: counted by name, address and person, and told with the seconds to wait."""

import pytest

from desk.make_people import NAMES, PASSWORD
from vedette.desk.security import rates
from vedette.desk.security.rates import (
    A_MINUTE,
    CHANGE,
    GENEROUS,
    JOIN,
    READ,
    SIGN_IN,
    SIGN_IN_FROM,
    Rates,
    kind_of,
    network_of,
)
from vedette.workflow import people


def test_so_many_pass_in_a_minute_and_the_next_one_waits():
    counted = Rates()
    assert [counted.wait(SIGN_IN, "anahit") for _ in range(A_MINUTE[SIGN_IN])] == [0] * 5
    assert 1 <= counted.wait(SIGN_IN, "anahit") <= 60
    assert counted.wait(SIGN_IN, "emil") == 0
    assert counted.wait(SIGN_IN_FROM, "anahit") == 0


def test_after_a_minute_it_goes_on(monkeypatch):
    now = [1_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    monkeypatch.setattr(rates, "time", lambda: now[0])
    counted = Rates()
    for _ in range(5):
        counted.wait(SIGN_IN, "anahit")
    assert counted.wait(SIGN_IN, "anahit")
    now[0] += 120
    assert counted.wait(SIGN_IN, "anahit") == 0


def test_keys_that_are_over_are_let_go(monkeypatch):
    monkeypatch.setattr(rates, "MOST", 20)
    counted = Rates()
    for i in range(30):
        counted.wait(SIGN_IN, f"n{i}")
    assert len(counted._held.events) == 30
    for key in counted._held.events:
        counted._held.events[key] = []
    counted.wait(SIGN_IN, "anahit")
    assert len(counted._held.events) == 1


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [("GET", "/", None), ("POST", "/seen", CHANGE), ("GET", "/api/v1/events", READ), ("POST", "/api/v1/people", CHANGE),
     ("POST", "/mcp", READ), ("GET", "/mcp", READ), ("DELETE", "/x", CHANGE), ("GET", "/api", None)],
)  # fmt: skip
def test_what_is_counted(method, path, kind):
    assert kind_of(method, path) == kind


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("192.0.2.1", "192.0.2.2", False), ("2001:db8::1", "2001:db8::ffff:1", True), ("2001:db8::1", "2001:db8:0:1::1", False),
     ("::ffff:192.0.2.1", "192.0.2.1", True), ("fe80::1%eth0", "fe80::2", True), ("testclient", "testclient", True)],
)  # fmt: skip
def test_what_counts_as_one_address(one, other, same):
    assert (network_of(one) == network_of(other)) == same


def tried(client, name, password="wrong"):  # noqa: S107 - of these tests
    return client.post("/sign-in", data={"name": name, "password": password})


def test_a_name_is_tried_five_times_a_minute_from_wherever(browser_of):
    answers = [tried(browser_of(client=(f"192.0.2.{i}", 1)), " Anahit ") for i in range(6)]
    assert [a.status_code for a in answers] == [422] * 5 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert "wait" in answers[-1].text
    # The right password does not get around it, another name does.
    assert tried(browser_of(client=("192.0.2.9", 1)), "anahit", PASSWORD).status_code == 429
    assert tried(browser_of(client=("192.0.2.9", 1)), "Emil", PASSWORD).status_code == 303


def test_an_address_tries_twenty_times_a_minute_whatever_it_claims_to_be(browser_of, monkeypatch):
    monkeypatch.setattr(people, "sign_in", refuse)
    client = browser_of()
    answers = [
        client.post("/sign-in", data={"name": f"n{i}"}, headers={"x-forwarded-for": f"192.0.2.{i}"}) for i in range(21)
    ]
    assert [a.status_code for a in answers] == [422] * 20 + [429]
    assert tried(browser_of(client=("192.0.2.9", 1)), "n").status_code == 422


def refuse(*_, **__):
    raise people.SignInError


def test_links_are_tried_twenty_times_from_an_address_and_five_times_each(browser_of, peopled):
    word = people.invite(peopled, "Nare", "reader", by="Ada").word
    other = browser_of(client=("192.0.2.9", 1))
    short = [other.post(f"/join/{word}", data={"password": "a", "again": "a"}).status_code for _ in range(6)]
    assert short == [422] * 5 + [429]
    client = browser_of()
    assert [client.get(f"/join/{'A' * 43}").status_code for _ in range(21)] == [404] * 20 + [429]
    assert A_MINUTE[JOIN] == 5


def test_a_found_desk_is_no_place_to_guess_a_password(browser_of):
    client = browser_of("Anahit")
    told = {"old": "wrong", "new": "seven grey geese at dawn", "again": "seven grey geese at dawn"}
    answers = [client.post("/account/password", data=told).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_person_changes_and_programs_read_so_often(browser_of, peopled, monkeypatch):
    monkeypatch.setitem(A_MINUTE, CHANGE, 3)
    monkeypatch.setitem(A_MINUTE, READ, 4)
    client = browser_of(NAMES["analyst"])
    assert [client.post("/seen", data={"told": "x"}).status_code for _ in range(4)] == [303] * 3 + [429]
    assert browser_of("Emil").post("/seen", data={"told": "x"}).status_code == 303
    answers = [client.get("/api/v1/me") for _ in range(5)]
    assert [a.status_code for a in answers] == [200] * 4 + [429]
    assert answers[-1].json()["errors"][0]["cause"].startswith("reading by programs: ")
    assert int(answers[-1].headers["retry-after"]) >= 1
    # The person's tokens are counted for themselves; pages are not counted.
    token, _ = people.make_token(peopled, "Anahit", "test", "reader", days=1, by="Anahit")
    assert browser_of().get("/api/v1/me", headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert client.get("/account").status_code == 200


def test_whoever_is_alone_may_far_more_often(client_of, own_store, monkeypatch):
    monkeypatch.setitem(A_MINUTE, CHANGE, 1)
    client = client_of(own_store)
    assert {client.post("/seen", data={"told": "x"}).status_code for _ in range(GENEROUS)} == {303}
    assert client.post("/seen", data={"told": "x"}).status_code == 429
