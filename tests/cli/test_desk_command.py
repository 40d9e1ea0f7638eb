"""`vedette desk`: what it refuses, what it tells, and that it answers."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner

from vedette.cli import cli
from vedette.cli.desk import _listening
from vedette.errors import StopError
from vedette.store.store import Store


def run(*words):
    return CliRunner().invoke(cli, ["desk", *words])


def test_it_serves_this_machine_alone():
    for host in ("0.0.0.0", "192.168.1.4", "example.org"):  # noqa: S104 - refused
        raised = run("--host", host).exception
        assert isinstance(raised, StopError)
        assert "no login yet" in str(raised)


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


def test_it_tells_where_it_is_and_answers_there(tmp_path: Path):
    where = str(tmp_path / "own.db")
    Store.open(where, make=True).close()
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
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:  # noqa: S603 - our own program
        try:
            assert served.stdout is not None
            told = json.loads(served.stdout.readline())
            answer = httpx2.get(told["address"], timeout=30)
        finally:
            served.terminate()
    assert answer.status_code == 200
    assert "The store is empty" in answer.text
    assert "server" not in answer.headers
