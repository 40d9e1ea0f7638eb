"""`vedette people`, as an administrator types it."""

import getpass
import json

import pytest
from click.testing import CliRunner

from store.test_salvage import changed
from vedette.cli import cli
from vedette.errors import StopError
from vedette.store.store import Store
from vedette.workflow.people import sign_in, take_up
from workflow.people.conftest import WORD, cheap  # noqa: F401 - a fixture


@pytest.fixture
def path(monkeypatch, tmp_path, cheap):  # noqa: F811
    monkeypatch.setenv("VEDETTE_STORE", str(tmp_path / "store.db"))
    return tmp_path / "store.db"


@pytest.fixture
def run(path):
    def running(*args, code=0):
        result = CliRunner().invoke(cli, [str(a) for a in args])
        if isinstance(result.exception, StopError):
            assert code == 2
            return str(result.exception)
        assert result.exit_code == code, result.output
        return result.stdout

    return running


def told(run, *args):
    return json.loads(run(*args, "--format", "json"))


@pytest.fixture
def jane(run, path):
    """Invite Jane, take the invitation up and sign in twice."""
    word = run("people", "invite", "Jane", "--role", "administrator").strip().removeprefix("/invitation/")
    store = Store.open(str(path))
    take_up(store, word, WORD)
    for agent in ("Firefox \x1b[31m", "Chromium"):
        sign_in(store, "Jane", WORD, agent=agent)
    store.close()


def test_the_first_person_is_invited_into_a_store_that_is_made(run, path):
    assert "there is none yet" in run("people", "list", code=2)
    link = told(run, "people", "invite", "Jane", "--role", "administrator")["link"]
    assert link.startswith("/invitation/")
    assert path.exists()
    assert told(run, "people", "list") == [
        {
            "name": "Jane",
            "role": "administrator",
            "active": True,
            "at": told(run, "people", "list")[0]["at"],
            "ready": False,
        }
    ]


def test_people_are_listed_invited_anew_and_changed(run, jane):
    assert "Jane  administrator  yes     yes" in run("people", "list")
    assert "--role" in CliRunner().invoke(cli, ["people", "invite", "Bob"]).output
    run("people", "invite", "Bob", code=2)
    run("people", "invite", "Bob", "--role", "reader")
    run("people", "invite", " Bob ")
    run("people", "role", "Bob", "editor")
    run("people", "role", "Bob", "owner", code=2)
    run("people", "deactivate", "Bob", "--author", "Kim")
    run("people", "activate", "Bob")
    assert "last active administrator" in run("people", "deactivate", "Jane", code=2)
    assert "is none" in run("people", "activate", "Kim", code=2)
    audit = told(run, "people", "audit")
    assert [(e["author"], e["action"]) for e in audit[:4]] == [
        (getpass.getuser(), "activated"),
        ("Kim", "deactivated"),
        (getpass.getuser(), "role changed"),
        (getpass.getuser(), "invited"),
    ]


def test_sessions_are_listed_and_ended(run, jane):
    found = told(run, "people", "sessions", "Jane")
    assert {s["agent"] for s in found} == {"Firefox \x1b[31m", "Chromium"}
    assert "\x1b" not in run("people", "sessions", "Jane")
    run("people", "end-sessions", "Jane", found[0]["id"])
    assert [s["id"] for s in told(run, "people", "sessions", "Jane")] == [found[1]["id"]]
    run("people", "end-sessions", "Jane")
    assert told(run, "people", "sessions", "Jane") == []
    assert "is none" in run("people", "end-sessions", "Jane", "abc", code=2)


def test_the_log_is_read_by_author_action_and_page(run, jane):
    assert [
        line.split("  ")[2:] for line in run("people", "audit", "--action", "signed in", "--limit", "1").splitlines()
    ]
    mine = told(run, "people", "audit", "--by", "Jane")
    assert [e["action"] for e in mine] == ["signed in", "signed in", "invitation taken up"]
    behind = told(run, "people", "audit", "--after", mine[0]["serial"], "--limit", "1")
    assert behind == mine[1:2]


def test_the_last_hash_is_told_to_be_noted_and_missed_where_the_log_was_cut(run, jane, path):
    serial, noted = run("people", "audit", "--last").split()
    assert told(run, "people", "audit", "--last") == [{"serial": 4, "hash": noted}]
    assert serial == "4"
    run("people", "check", "--noted", noted)
    assert told(run, "people", "check") == {"whole": True, "last": {"serial": 4, "hash": noted}, "faults": []}
    changed(path, "DELETE FROM audit WHERE serial = 4")
    run("people", "check")
    assert "was cut off or made anew" in run("people", "check", "--noted", noted, code=1)


def test_a_broken_chain_is_told_by_both_checks_and_repair_leaves_it(run, jane, path):
    changed(path, "UPDATE audit SET object = 'person Eve' WHERE serial = 2")
    fault = "entry 2 is not the one that was noted"
    assert fault in run("people", "check", code=1)
    found = json.loads(run("store", "check", "--format", "json", code=1))
    assert found["faults"] == [{"kind": "audit", "item": "audit log", "what": fault}]
    assert found["checked"]["entries"] == 4
    assert "built again" in run("store", "repair")
    assert fault in run("people", "check", code=1)
