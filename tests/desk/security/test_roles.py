"""Forced browsing: every route of the desk, called by every role, lets in those that its role lets in, and nobody else."""

import re

import pytest
from fastapi.routing import iter_route_contexts
from hypothesis import given
from hypothesis import strategies as st

from desk.make_people import NAMES
from vedette.desk.security.rates import Rates
from vedette.desk.security.roles import ADMINISTRATOR, ANALYST, EDITOR, OPEN, READER, RULES, may, needed
from vedette.records.person import ROLES

OPEN_ROUTES = {("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/sign-out"), ("GET", "/join/{word}"), ("POST", "/join/{word}"), ("POST", "/theme")}  # fmt: skip
OWN = {("POST", "/gate"), ("POST", "/seen"), ("POST", "/map/look"), ("POST", "/account/password"), ("POST", "/account/sessions/end"), ("POST", "/account/tokens"), ("POST", "/account/tokens/revoke")}  # fmt: skip
FOR_ADMINISTRATORS = ("/people", "/audit", "/api/v1/people", "/api/v1/audit")
FOR_EDITORS = ("/decide/", "/api/v1/stories/", "/sources", "/publish", "/api/v1/sources", "/api/v1/publish")
DRAFTS = {("PUT", "/api/v1/stories/{story}/versions")}
READ_BY_POST = {("POST", "/mcp")}


def expected(method, path):
    """Return the role that this test, and not the code, gives to a route."""
    told = "GET" if method in ("HEAD", "OPTIONS") else method
    if (told, path) in OPEN_ROUTES:
        return OPEN
    if path.startswith(FOR_ADMINISTRATORS):
        return ADMINISTRATOR
    if (told, path) in OWN | READ_BY_POST or told == "GET":
        return READER
    return EDITOR if path.startswith(FOR_EDITORS) and (told, path) not in DRAFTS else ANALYST


def routes(app):
    """Return every method and address of the desk, but for its files."""
    return sorted(
        {
            (method, route.path)
            for route in iter_route_contexts(app.routes)
            if not (route.path or "").startswith("/static")
            for method in (route.methods or ())
        }
    )


def filled(path):
    return re.sub(r"\{(\w+)(?::path)?\}", "x", path)


def test_every_route_needs_the_role_that_this_table_gives_it(browser_of):
    app = browser_of().app
    assert len(routes(app)) > 50
    wrong = {(m, p): needed(m, filled(p)) for m, p in routes(app) if needed(m, filled(p)) != expected(m, p)}
    assert wrong == {}


@pytest.mark.parametrize("role", [None, *ROLES])
def test_forced_browsing_leads_nowhere(browser_of, role):
    client, wrong = browser_of(role and NAMES[role]), []
    for method, path in routes(client.app):
        # What would end this session itself, or begin another; the stream has no end (test_streams.py).
        if path in ("/sign-in", "/sign-out", "/people/begin", "/api/v1/stream"):
            continue
        client.app.state.rates = Rates()
        answer = client.request(method, filled(path))
        inside = may(role or "", expected(method, path))
        refused = answer.status_code in (401, 403) or answer.headers.get("location", "").startswith("/sign-in")
        if inside == refused:
            wrong.append((method, path, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "get", "BREW"])
def test_what_is_there_for_nobody_is_open_to_nobody(browser_of, method):
    answer = browser_of().request(method, "/nothing-of-that-name")
    assert answer.status_code in (303, 401)


@given(st.text("/.abcpeolinstgj-%", max_size=40), st.sampled_from(["GET", "POST", "PUT", "DELETE"]))
def test_only_what_a_rule_opens_is_open(path, method):
    opened = ("/static/", "/join/"), ("/sign-in", "/sign-in/", "/sign-out", "/sign-out/", "/theme", "/theme/")
    if needed(method, f"/{path}") == OPEN:
        assert f"/{path}".startswith(opened[0]) or f"/{path}" in opened[1]


@given(st.sampled_from(ROLES), st.sampled_from(ROLES))
def test_each_role_may_what_those_before_it_may(role, asked):
    assert may(role, asked) == (ROLES.index(role) >= ROLES.index(asked))
    assert not may("", asked)
    assert not may("root", asked)


def test_no_rule_is_shadowed_by_one_before_it():
    assert len({(methods, path) for methods, path, _ in RULES}) == len(RULES)
