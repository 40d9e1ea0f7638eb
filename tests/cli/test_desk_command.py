"""`vedette desk`: what it refuses, what it tells, and that it answers."""

import json
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner

from vedette.cli import cli
from vedette.cli.desk import _listening
from vedette.errors import StopError
from vedette.store.store import Store
from vedette.workflow import people


def run(*words):
    return CliRunner().invoke(cli, ["desk", *words])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--host", "0.0.0.0"], "--name desk.example.org"),  # noqa: S104 - refused
        (["--host", "::"], "--name desk.example.org"),
        (["--name", "https://desk.example.org"], "is no host name"),
        (["--name", "*"], "is no host name"),
        (["--proxy", "nginx"], "is no address"),
        (["--proxy", "*"], "is no address"),
    ],
)
def test_what_would_let_in_anybody_is_refused(words, told):
    raised = run(*words).exception
    assert isinstance(raised, StopError)
    assert told in str(raised)


def test_options_that_do_not_go_together_are_told(tmp_path: Path):
    assert run("--fresh").exit_code == 2
    assert run("--demo", "--store", str(tmp_path / "own.db")).exit_code == 2


def test_a_store_that_is_not_there_stops_it(tmp_path: Path):
    assert isinstance(run("--store", str(tmp_path / "none.db"), "--port", "0", "--no-browser").exception, StopError)


def test_a_port_that_is_taken_is_told_and_the_usual_one_gives_way():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StopError, match="cannot be had"):
            _listening("127.0.0.1", port)
    with _listening("127.0.0.1", None) as one, _listening("127.0.0.1", None) as two:
        assert one.getsockname()[1] != two.getsockname()[1]


@contextmanager
def served(where, *words):
    """Serve the store at `where`, and yield what the command tells and what it says on standard error once it has ended."""
    command = [
        sys.executable,
        "-m",
        "vedette",
        "desk",
        "--store",
        where,
        "--port",
        "0",
        "--no-browser",
        "--format",
        "json",
    ]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        told, errors = {}, []
        try:
            told |= json.loads(process.stdout.readline())
            yield told, errors
        finally:
            process.terminate()
            errors.append(process.stderr.read())


@pytest.fixture
def where(tmp_path: Path):
    there = str(tmp_path / "own.db")
    Store.open(there, make=True).close()
    return there


def test_it_tells_where_it_is_and_answers_there(where):
    with served(where) as (told, errors):
        answer = httpx2.get(told["address"], timeout=30)
    assert answer.status_code == 200
    assert "The store is empty" in answer.text
    assert "server" not in answer.headers
    assert set(told) == {"address", "store"}
    assert errors == [""]


def test_a_login_begins_with_a_one_time_link_at_each_start_until_it_is_taken_up(where):
    links = []
    for _ in range(2):
        with served(where, "--login", "--person", "Ada") as (told, errors):
            assert httpx2.get(told["address"], timeout=30).headers["location"] == "/sign-in"
            assert "Welcome, Ada" in httpx2.get(told["invitation"], timeout=30).text
        links.append(told["invitation"].rpartition("/")[2])
        assert f"one-time link for Ada, administrator: {told['invitation']}" in errors[0]
    store = Store.open(where)
    assert people.invited(store, links[0]) is None
    people.take_up(store, links[1], "quiet heron over slow water")
    store.close()
    # From now on it asks without being told to.
    with served(where) as (told, errors):
        assert httpx2.get(told["address"], timeout=30).headers["location"] == "/sign-in"
    assert set(told) == {"address", "store"}
    assert errors == [""]


@pytest.mark.parametrize(
    ("proxy", "cookie"), [("127.0.0.1", "__Host-vedette-session="), ("192.0.2.1", "vedette-session=")]
)
def test_only_the_proxy_that_was_named_is_believed(where, proxy, cookie):
    headers = {"host": "desk.example.org", "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    with served(where, "--name", "desk.example.org", "--proxy", proxy, "--person", "Ada") as (told, _):
        assert told["address"] == "https://desk.example.org/"
        assert told["invitation"].startswith("https://desk.example.org/join/")
        word, password = told["invitation"].rpartition("/")[2], "quiet heron over slow water"
        answer = httpx2.post(
            f"http://{told['listens']}/join/{word}",
            data={"password": password, "again": password},
            headers={**headers, "sec-fetch-site": "same-origin"},
            timeout=30,
        )
    assert answer.status_code == 303
    laid = answer.headers["set-cookie"]
    assert laid.startswith(cookie)
    assert ("Secure" in laid) == cookie.startswith("__Host-")
    assert "HttpOnly" in laid
    assert "SameSite=lax" in laid


def test_without_tls_beyond_this_machine_it_warns(where):
    with served(where, "--host", "0.0.0.0", "--name", "desk.example.org", "--person", "Ada") as (told, errors):  # noqa: S104
        assert told["address"].startswith("http://desk.example.org:")
    assert "warning: without TLS" in errors[0]
