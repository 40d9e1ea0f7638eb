"""Tokens let programs in, as far as their role goes, and excuse from the origin only where they are what lets in."""

import pytest

from vedette.workflow import people

API = "/api/v1"
FOREIGN = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}


@pytest.fixture
def bearer(peopled):
    def made(name, role, **more):
        return {"authorization": f"Bearer {people.make_token(peopled, name, 'test', role, by=name, **more)[0]}"}

    return lambda name, role, days=None: made(name, role, days=days)


def judging(client, incident, headers):
    state = client.get(f"{API}/incidents/{incident.id}/state", headers=headers).json().get("state", "x" * 9)
    told = {"verdict": "split", "named": [incident.mentions[-1]], "seen": state, "why": "another day"}
    return client.post(f"{API}/incidents/{incident.id}/history", json=told, headers=headers)


@pytest.fixture
def incident(peopled):
    return peopled.incident("66da2661")


@pytest.mark.parametrize(
    "word", ["", "Bearer", "Bearer ", "Bearer vdt_" + "A" * 43, "Basic QTpC", "bearer x", "Bearer " + "a" * 5_000]
)
def test_without_a_token_that_holds_programs_are_told_how(browser_of, word):
    answer = browser_of().get(f"{API}/incidents", headers={"authorization": word} if word else {})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="vedette"'
    (fault,) = answer.json()["errors"]
    assert set(fault) == {"object", "cause", "remedy"}
    assert "Authorization: Bearer" in fault["remedy"]


def test_a_token_says_who_asks(browser_of, bearer):
    for scheme in ("Bearer", "bearer", "BEARER"):
        headers = {"authorization": bearer("Anahit", "reader")["authorization"].replace("Bearer", scheme)}
        assert browser_of().get(f"{API}/me", headers=headers).json() == {
            "name": "Anahit",
            "role": "reader",
            "signed": True,
        }


def test_a_token_of_a_lesser_role_may_do_no_more_than_that(browser_of, bearer, peopled, incident):
    reading, judged = bearer("Anahit", "reader"), bearer("Anahit", "analyst")
    assert judging(browser_of(), incident, reading).status_code == 403
    assert peopled.incident(incident.id).mentions == incident.mentions
    answer = judging(browser_of(), incident, judged)
    assert answer.status_code == 201, answer.text
    assert answer.json()["items"][0]["author"] == "Anahit"


def test_a_token_is_never_more_than_the_person(browser_of, bearer, peopled, incident):
    headers = bearer("Anahit", "analyst")
    people.change_role(peopled, "Anahit", "reader", by="Ada")
    assert browser_of().get(f"{API}/me", headers=headers).json()["role"] == "reader"
    assert judging(browser_of(), incident, headers).status_code == 403


def test_a_token_that_was_revoked_is_none(browser_of, bearer, peopled):
    headers = bearer("Anahit", "reader", 30)
    client = browser_of("Anahit")
    (line,) = people.tokens_of(peopled, "Anahit")
    assert client.post("/account/tokens/revoke", data={"serial": line.serial}).status_code == 303
    assert browser_of().get(f"{API}/me", headers=headers).status_code == 401


@pytest.mark.parametrize("path", ["/", "/search", "/account", "/people", "/audit", "/api"])
def test_pages_take_no_token(browser_of, bearer, path):
    answer = browser_of().get(path, headers=bearer("Ada", "administrator"))
    assert answer.status_code == 303


def test_a_program_needs_no_origin_but_a_browser_does(browser_of, bearer, incident):
    by_token, by_cookie = browser_of(), browser_of("Anahit")
    del by_token.headers["sec-fetch-site"], by_cookie.headers["sec-fetch-site"]
    assert judging(by_cookie, incident, {}).status_code == 403
    assert judging(by_cookie, incident, FOREIGN).status_code == 403
    assert judging(by_cookie, incident, {"origin": "http://127.0.0.1:8765.evil.example"}).status_code == 403
    assert judging(by_token, incident, bearer("Anahit", "analyst")).status_code == 201


@pytest.mark.parametrize("word", ["Bearer x", "Bearer ", "bearer vdt_" + "A" * 43])
def test_a_token_that_is_none_excuses_from_nothing(browser_of, peopled, incident, word):
    client = browser_of("Anahit")
    for headers in ({"authorization": word}, {"authorization": word, **FOREIGN}):
        assert judging(client, incident, headers).status_code in (401, 403)
    assert peopled.incident(incident.id).mentions == incident.mentions


def test_a_token_beside_a_cookie_is_the_one_that_counts(browser_of, bearer, incident):
    client = browser_of("Ada")
    headers = bearer("Rita", "reader")
    assert client.get(f"{API}/me", headers=headers).json()["name"] == "Rita"
    assert judging(client, incident, headers).status_code == 403


@pytest.mark.parametrize("path", ["/seen", f"{API}/incidents/66da2661/history"])
def test_alone_on_this_machine_a_token_excuses_from_nothing(client, path):
    headers = {"authorization": "Bearer vdt_x", **FOREIGN}
    assert client.post(path, headers=headers).status_code == 403
