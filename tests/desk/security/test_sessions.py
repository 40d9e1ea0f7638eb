"""Sessions: fresh at each sign-in, ended for good, never taken up from outside; nothing tells who is known."""

import re

import pytest

from desk.make_people import NAMES, PASSWORD, word_of
from vedette.desk.security.rates import Rates
from vedette.workflow import people

COOKIE = "vedette-session"
EVIL = "\"><script>alert(1)</script><b o='"


def sign_in(client, name="Anahit", password=PASSWORD, **more):
    return client.post("/sign-in", data={"name": name, "password": password, **more})


def is_in(client, word):
    client.cookies.clear()
    client.cookies.set(COOKIE, word)
    return client.get("/account").status_code == 200


def test_nobody_comes_in_without_signing_in(browser_of):
    client = browser_of()
    answer = client.get("/search?words=killed&from=2022-09-01")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/sign-in?next=/search%3Fwords%3Dkilled%26from%3D2022-09-01",
    )
    form = client.get(answer.headers["location"]).text
    assert 'name="next" value="/search?words=killed&amp;from=2022-09-01"' in form
    assert 'aria-label="Pages"' not in form
    answer = sign_in(client, next="/search?words=killed&from=2022-09-01")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?words=killed&from=2022-09-01")
    assert client.get("/account").status_code == 200
    assert client.get("/sign-in").headers["location"] == "/"


def test_a_part_that_the_script_asks_for_leads_the_whole_page_to_the_sign_in(browser_of):
    answer = browser_of().get("/map?part=list", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in?next=/map%3Fpart%3Dlist")


def test_what_was_typed_is_not_lost_by_being_led_away(browser_of):
    answer = browser_of().post("/incident/66da2661/split", data={"why": "another day"})
    assert answer.status_code == 401
    assert "your browser keeps what you typed" in answer.text


def test_the_cookie_is_for_the_desk_alone(browser_of):
    laid = sign_in(browser_of()).headers["set-cookie"]
    assert laid.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(laid.split("; "))
    assert "Secure" not in laid
    assert "Domain" not in laid


def test_by_https_it_is_secure_and_no_other_counts(browser_of, peopled):
    client = browser_of()
    client.base_url = "https://127.0.0.1:8765"
    laid = sign_in(client).headers["set-cookie"]
    assert laid.startswith(f"__Host-{COOKIE}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Secure"} <= set(laid.split("; "))
    client.cookies.clear()
    client.cookies.set(COOKIE, people.sign_in(peopled, "Anahit", PASSWORD).word)
    assert client.get("/account").status_code == 303


def test_a_word_from_outside_is_never_taken_up(browser_of):
    client, fixed = browser_of(), "A" * 43
    client.cookies.set(COOKIE, fixed)
    fresh = word_of(sign_in(client))
    assert fresh != fixed
    assert is_in(client, fresh)
    assert not is_in(client, fixed)


def test_each_sign_in_has_a_word_of_its_own_and_ends_the_one_before(browser_of):
    client = browser_of()
    first = word_of(sign_in(client))
    second = word_of(sign_in(client))
    assert first != second
    assert is_in(client, second)
    assert not is_in(client, first)


def test_a_session_that_the_attacker_laid_ends_when_somebody_signs_in_over_it(browser_of, peopled):
    laid = people.sign_in(peopled, "Rita", PASSWORD).word
    client = browser_of()
    client.cookies.set(COOKIE, laid)
    assert is_in(client, word_of(sign_in(client)))
    assert not is_in(client, laid)


def test_signing_out_ends_it_for_good(browser_of):
    client = browser_of()
    word = word_of(sign_in(client))
    answer = client.post("/sign-out")
    assert answer.headers["location"] == "/sign-in"
    assert re.search(rf'{COOKIE}=""; .*Max-Age=0', answer.headers["set-cookie"])
    assert client.get("/account").status_code == 303
    assert not is_in(client, word)


def test_another_session_can_be_ended(browser_of, peopled):
    here, there = browser_of("Anahit"), browser_of("Anahit")
    (other,) = [s.id for s in people.sessions_of(peopled, "Anahit") if s.id != people.session_id(here.cookies[COOKIE])]
    assert here.post("/account/sessions/end", data={"id": other}).status_code == 303
    assert there.get("/account").status_code == 303
    assert here.get("/account").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(browser_of, peopled):
    here, there = browser_of("Anahit"), browser_of("Rita")
    other = people.session_id(there.cookies[COOKIE])
    assert here.post("/account/sessions/end", data={"id": other}).status_code == 422
    assert there.get("/account").status_code == 200


def test_a_new_password_ends_every_session_and_gives_a_fresh_word(browser_of, peopled):
    here, there = browser_of("Anahit"), browser_of("Anahit")
    before, new = here.cookies[COOKIE], "seven grey geese at dawn"
    answer = here.post("/account/password", data={"old": PASSWORD, "new": new, "again": new})
    assert answer.status_code == 303, answer.text
    after = word_of(answer)
    assert after != before
    assert "The new password holds" in here.get(answer.headers["location"]).text
    assert there.get("/account").status_code == 303
    assert not is_in(here, before)
    assert sign_in(browser_of()).status_code == 422
    assert sign_in(browser_of(), password=new).status_code == 303


def test_another_role_is_another_session(browser_of):
    client, ada = browser_of("Anahit"), browser_of("Ada")
    assert ada.post("/people/role", data={"name": "Anahit", "role": "reader"}).status_code == 303
    assert client.get("/account").status_code == 303


def test_whoever_is_shut_out_is_out_at_once(browser_of, peopled):
    client, ada = browser_of("Anahit"), browser_of("Ada")
    token, _ = people.make_token(peopled, "Anahit", "export", "reader", days=None, by="Anahit")
    by_token = {"authorization": f"Bearer {token}"}
    assert client.get("/").status_code == 200
    assert browser_of().get("/api/v1/me", headers=by_token).status_code == 200
    assert ada.post("/people/deactivate", data={"name": "Anahit"}).status_code == 303
    assert client.get("/").status_code == 303
    assert browser_of().get("/api/v1/me", headers=by_token).status_code == 401
    assert sign_in(browser_of()).status_code == 422


def test_nothing_tells_whether_a_name_is_known(browser_of, peopled):
    people.invite(peopled, "Nare", "reader", by="Ada")
    people.deactivate(peopled, "Rita", by="Ada")
    told = set()
    for name, password in (("Anahit", "wrong"), ("Nobody", PASSWORD), ("Rita", PASSWORD), ("Nare", ""), ("nobody", "")):
        client = browser_of()
        client.app.state.rates = Rates()
        answer = sign_in(client, name, password)
        assert "set-cookie" not in answer.headers
        told.add((answer.status_code, answer.text.replace(f'value="{name}"', "")))
    assert len(told) == 1


def test_names_in_errors_are_words(browser_of):
    answer = sign_in(browser_of(), EVIL, next=f"/{EVIL}")
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_what_somebody_tried_is_words_in_the_audit_log_and_in_the_account(browser_of, peopled):
    sign_in(browser_of(), EVIL)
    people.make_token(peopled, "Ada", EVIL, "reader", days=30, by="Ada")
    people.sign_in(peopled, "Ada", PASSWORD, agent=EVIL)
    ada = browser_of("Ada")
    for path in ("/audit", "/account", "/audit?person=<script>alert(1)</script>&action=<script>alert(1)</script>"):
        answer = ada.get(path)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    "next_",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
     "/\r\nset-cookie: a=b", "javascript:alert(1)", "", " //evil.example", "/sign-in", "/sign-in?next=//evil.example",
     "/sign-out", "/join/abc", "\x00/", "/\x7f", "evil.example", "///evil.example", "/\u2028/evil"],
)  # fmt: skip
def test_after_signing_in_nobody_is_led_elsewhere(browser_of, next_):
    answer = sign_in(browser_of(), next=next_)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser_of(NAMES["reader"]).get("/sign-in", params={"next": next_}).headers["location"] == "/"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_does_not_hold_tells_nothing(browser_of, method):
    answer = browser_of().request(method, "/join/" + "A" * 43)
    assert answer.status_code == 404
    assert "does not hold any longer" in answer.text
    assert browser_of().request(method, "/join/" + "A" * 2_000).status_code == 404
