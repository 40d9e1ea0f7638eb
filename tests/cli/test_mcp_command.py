"""`vedette mcp`: what it refuses before it answers anybody."""

import importlib.util
import socket

import pytest
from click.testing import CliRunner

from vedette.cli import cli
from vedette.cli.mcp import called
from vedette.errors import StopError
from vedette.store.store import Store


@pytest.fixture
def run(tmp_path):
    file = tmp_path / "s.db"
    Store.open(str(file), make=True).close()
    return lambda *told: CliRunner().invoke(cli, ["mcp", "--store", str(file), *told])


def test_without_its_package_it_says_which_install_mends_it(run, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "mcp" else found(name, *more))
    error = run().exception
    assert isinstance(error, StopError)
    assert "pip install" in str(error)


def test_beyond_this_machine_it_serves_nobody_while_nobody_is_known(run):
    error = run("--http", "--host", "0.0.0.0").exception  # noqa: S104
    assert isinstance(error, StopError)
    assert "vedette people invite" in str(error)


def test_a_port_that_is_taken_is_told(run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        error = run("--http", "--port", str(other.getsockname()[1])).exception
    assert isinstance(error, StopError)
    assert "name another with --port" in str(error)


@pytest.mark.parametrize("told", [("--port", "1"), ("--host", "::1"), ("--name", "x")])
def test_options_of_http_go_with_it_alone(run, told):
    assert "go with --http alone" in run(*told).output


def test_a_demo_has_a_store_of_its_own(run):
    assert "leave --store out" in run("--demo").output


def test_a_missing_store_is_told(tmp_path):
    error = CliRunner().invoke(cli, ["mcp", "--store", str(tmp_path / "none.db")]).exception
    assert "vedette add" in str(error)


@pytest.mark.parametrize(
    ("host", "names", "found"),
    [
        ("127.0.0.1", (), ("127.0.0.1:9", "localhost:9", "[::1]:9")),
        ("192.0.2.4", (), ("192.0.2.4:9",)),
        (
            "0.0.0.0",  # noqa: S104
            ("a.example", "b.example:443"),
            ("127.0.0.1:9", "localhost:9", "[::1]:9", "a.example", "a.example:9", "b.example:443"),
        ),
    ],
)
def test_it_is_called_by_its_own_names_and_those_told(host, names, found):
    assert called(host, 9, names) == found
