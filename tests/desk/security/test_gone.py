"""Whoever may not come in any longer sees nothing of the desk: a way in that was ended leads no further than none, on every route."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.make_people import NAMES, PASSWORD
from desk.security.test_roles import filled, routes
from vedette.desk.security.rates import Rates
from vedette.workflow import people

WAYS_IN = ("/sign-in", "/sign-out", "/join/{word}", "/theme", "/api/v1/stream")
"""The stream is told apart: an answer without an end would end no test (test_door.py)."""


def ended(store):
    people.end_session(store, "Emil", people.sessions_of(store, "Emil")[0].id, by="Emil")


def shut_out(store):
    people.deactivate(store, "Emil", by="Ada")


def unused(store):
    past = datetime.now(UTC) - timedelta(hours=13)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE session SET used = ?", (past.strftime("%Y-%m-%dT%H:%M:%SZ"),))


def other_password(store):
    asked = people.invite(store, "Emil", "editor", by="Ada")
    people.take_up(store, asked.word, f"{PASSWORD} again")


def revoked(store):
    for line in people.tokens_of(store, "Emil"):
        people.revoke_token(store, "Emil", line.serial, by="Emil")


def over(store):
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE token SET ends = '2020-01-01T00:00:00Z'")


def walk(client, **headers):
    """Return what was answered with other than a refusal, of all routes."""
    found = []
    for method, path in routes(client.app):
        if path in WAYS_IN:
            continue
        client.app.state.rates = Rates()
        answer = client.request(method, filled(path), headers=headers)
        out = answer.status_code in (401, 403) or answer.headers.get("location", "").startswith("/sign-in")
        if not out or any(name in answer.text for name in NAMES.values()):
            found.append((method, path, answer.status_code))
    return found


@pytest.mark.parametrize("how", [ended, shut_out, unused, other_password])
def test_a_session_that_has_ended_leads_nowhere(browser_of, peopled, how):
    client = browser_of("Emil")
    assert client.get("/").status_code == 200
    how(peopled)
    assert walk(client) == []
    # As a part too, where htmx is led to the sign-in.
    answer = client.get("/", headers={"hx-request": "true"})
    assert (answer.status_code, answer.text) == (401, "")


@pytest.mark.parametrize("how", [revoked, over, shut_out])
def test_a_token_that_has_ended_leads_nowhere(browser_of, peopled, how):
    word = people.make_token(peopled, "Emil", "t", "editor", days=1, by="Emil")[0]
    client = browser_of()
    held = {"authorization": f"Bearer {word}"}
    assert client.get("/api/v1/me", headers=held).status_code == 200
    how(peopled)
    assert walk(client, **held) == []
