"""The pages on people: links shown once, the rules of passwords told, buttons that a role may not use not shown."""

import html
import re

import pytest
from sqlalchemy import text

from desk.make_people import NAMES, PASSWORD
from vedette.store import schema_people
from vedette.workflow import people

BUTTONS = {
    "/incident/66da2661": ("analyst", ["Take out what is ticked", "Join: they are one", "Confirm", 'action="/incident/[0-9a-f]+/undo"']),
    "/correct?document=sept2022-06-wire": ("analyst", ["Add an act", "Add a figure"]),
    "/report?document=sept2022-06-wire": ("analyst", ["Correct it"]),
    "/sources/tass": ("editor", ["Grade it"]),
}  # fmt: skip


def link_of(answer):
    return re.search(r"http://127\.0\.0\.1:8765(/join/[\w-]+)", answer.text)[1]


def test_an_invitation_is_shown_once_taken_up_once_and_leads_in(browser_of, peopled):
    ada = browser_of("Ada")
    answer = ada.post("/people", data={"name": "Nare O'Hara", "role": "reader"})
    assert answer.status_code == 200, answer.text
    link = link_of(answer)
    assert link not in ada.get("/people").text
    nare = browser_of()
    for _ in range(2):
        form = nare.get(link)
        assert "Welcome, Nare O&#39;Hara" in form.text
        assert form.text.count('autocomplete="new-password"') == 2
        assert 'autocomplete="username" readonly' in form.text
    for password, again, told in (
        ("tiny-w0rd", "tiny-w0rd", "12 to 1000"),
        (PASSWORD, f"{PASSWORD}!", "differ"),
        ("password1234", "password1234", "first that are guessed"),
    ):
        refused = nare.post(link, data={"password": password, "again": again})
        assert refused.status_code == 422
        assert told in html.unescape(refused.text)
        assert password not in refused.text
    done = nare.post(link, data={"password": PASSWORD, "again": PASSWORD})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert "Nare O&#39;Hara" in nare.get("/account").text
    assert browser_of().get(link).status_code == 404
    assert browser_of().post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 404


def test_a_new_link_is_for_whoever_forgot_the_password(browser_of):
    link = link_of(browser_of("Ada").post("/people", data={"name": "Emil", "role": "editor"}))
    before, client = browser_of("Emil"), browser_of()
    assert "A new password, Emil" in client.get(link).text
    new = "seven grey geese at dawn"
    assert client.post(link, data={"password": new, "again": new}).status_code == 303
    assert before.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("path", "told", "sentence"),
    [
        ("/people", {"name": "<script>", "role": "reader"}, "take letters"),
        ("/people", {"name": "Nare", "role": "king"}, "role 'king': is none"),
        ("/people", {"name": "anahit", "role": "reader"}, "looks like 'Anahit'"),
        ("/people/role", {"name": "Ada", "role": "reader"}, "last active administrator"),
        ("/people/deactivate", {"name": "Ada"}, "last active administrator"),
        ("/people/activate", {"name": "Rita"}, "is active already"),
        ("/people/role", {"name": "Nobody", "role": "reader"}, "is none"),
    ],
)
def test_what_cannot_be_done_with_people_is_told_on_their_page(browser_of, path, told, sentence):
    answer = browser_of("Ada").post(path, data=told)
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert "Invite somebody" in answer.text


def test_whoever_is_alone_begins_with_themselves(client_of, own_store):
    client = client_of(own_store)
    assert "Nobody signs in here" in client.get("/account").text
    page = client.get("/people").text
    assert "Become administrator" in page
    assert "Invite somebody" not in page
    refused = client.post("/people", data={"name": "Nare", "role": "reader"})
    assert refused.status_code == 422
    assert not people.has_people(own_store)
    link = client.post("/people/begin").headers["location"]
    assert client.get("/").headers["location"] == "/sign-in"
    assert client.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert "Rudolf" in client.get("/people").text
    assert client.post("/people/begin").headers["location"] == "/people"
    assert [(p.name, p.role) for p in people.people(own_store)] == [("Rudolf", "administrator")]


def test_the_account_of_nobody_is_changed_where_nobody_signs_in(client_of, own_store):
    client = client_of(own_store)
    for path in ("/account/password", "/account/tokens", "/account/sessions/end"):
        assert client.post(path).status_code == 422
    assert client.post("/account/tokens/revoke", data={"serial": 1}).status_code == 422
    assert client.post("/sign-in", data={"name": "Rudolf"}).headers["location"] == "/"
    assert client.get("/sign-in").headers["location"] == "/"


def test_a_token_is_shown_once(browser_of, peopled):
    client = browser_of("Anahit")
    answer = client.post("/account/tokens", data={"called": "export", "role": "reader", "days": "90"})
    (word,) = re.findall(r"vdt_[\w-]{43}", answer.text)
    assert people.person_by_token(peopled, word).role == "reader"
    page = client.get("/account").text
    assert "export" in page
    assert "vdt_A" not in page
    assert word not in page


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"called": "", "role": "reader", "days": "30"}, "what it is for"),
        ({"called": "x", "role": "editor", "days": "30"}, "take a lesser one"),
        ({"called": "x", "role": "reader", "days": "31"}, "none to choose"),
        ({"called": "x", "role": "", "days": "none"}, "is none"),
    ],
)
def test_a_token_that_cannot_be_made_keeps_what_was_typed(browser_of, peopled, told, sentence):
    answer = browser_of("Anahit").post("/account/tokens", data=told)
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert people.tokens_of(peopled, "Anahit") == ()


def test_a_wrong_old_password_changes_nothing(browser_of, peopled):
    client, new = browser_of("Anahit"), "seven grey geese at dawn"
    for told in ({"old": "wrong", "new": new, "again": new}, {"old": PASSWORD, "new": new, "again": "other"}):
        answer = client.post("/account/password", data=told)
        assert answer.status_code == 422
        assert "set-cookie" not in answer.headers
    assert people.sign_in(peopled, "Anahit", PASSWORD)
    assert client.get("/account").status_code == 200


def test_the_audit_log_is_filtered_paged_and_says_whether_it_is_whole(browser_of, peopled, monkeypatch):
    monkeypatch.setattr("vedette.desk.pages.audit.A_PAGE", 2)
    ada = browser_of("Ada")
    page = ada.get("/audit").text
    assert "chain whole" in page
    assert page.count("<tr data-row") == 2
    older = html.unescape(re.search(r'class="onward"><a href="([^"]+)"', page)[1])
    assert ada.get(older).text.count("<tr data-row") == 2
    only = ada.get("/audit?person=Rita&action=invitation taken up").text
    assert only.count("<tr data-row") == 1
    assert "Nothing is noted so." in ada.get("/audit?person=Nobody").text
    assert ada.get("/audit?after=x").status_code == 422
    with peopled.writing() as connection:
        # Whoever may write the file itself can take the guard away; the chain tells it.
        connection.execute(text(f"DROP TRIGGER {_guard(connection)}"))
        connection.execute(
            schema_people.audit.update().where(schema_people.audit.c.serial == 3).values(author="Mallory")
        )
    broken = ada.get("/audit").text
    assert "The chain is broken" in broken
    assert "entry 3 is not the one that was noted" in broken


def _guard(connection):
    """Return the trigger that keeps entries from being changed."""
    told = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit' AND sql LIKE '%UPDATE%'"
    return connection.execute(text(told)).scalar_one()


@pytest.mark.parametrize("path", BUTTONS)
def test_a_button_is_shown_to_those_who_may_use_it(as_role, peopled, path):
    needed, buttons = BUTTONS[path]
    path, roles = path.replace("66da2661", peopled.incident("66da2661").id), list(NAMES)
    for role in roles:
        page = as_role(role).get(path)
        assert page.status_code == 200
        shown = [bool(re.search(b, page.text)) for b in buttons]
        assert shown == [roles.index(role) >= roles.index(needed)] * len(buttons), role
    assert f"takes {'an' if needed[0] in 'ae' else 'a'} {needed}" in as_role("reader").get(
        path
    ).text or path.startswith("/report")


def test_the_tabs_show_what_the_role_may_open(as_role):
    assert 'href="/people"' in as_role("administrator").get("/account").text
    for role in ("reader", "analyst", "editor"):
        page = as_role(role).get("/account").text
        assert 'href="/people"' not in page
        assert 'href="/audit"' not in page
