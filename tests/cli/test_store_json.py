"""What `vedette store` writes for other programs."""

import json

import pytest
from click.testing import CliRunner

from store.make import record
from store.test_salvage import KEPT, changed, lost
from vedette.cli import cli
from vedette.store.store import Store
from vedette.workflow.add import add_records


@pytest.fixture
def path(tmp_path):
    """A store of five documents."""
    file = tmp_path / "store.db"
    store = Store.open(str(file), make=True)
    add_records(store, [(record(n, close=True), f"file {n}") for n in range(5)])
    store.close()
    return file


def checked(path):
    result = CliRunner().invoke(cli, ["store", "check", "--store", str(path), "--format", "json"])
    return result.exit_code, json.loads(result.stdout)


def test_a_sound_store_says_so_and_what_was_looked_at(path):
    code, told = checked(path)
    assert (code, told["sound"], told["faults"]) == (0, True, [])
    assert (told["checked"]["documents"], told["checked"]["readings"]) == (5, 5)


def test_a_store_at_fault_says_so_in_one_object(path):
    changed(path, "DELETE FROM origin")
    code, told = checked(path)
    assert (code, told["sound"]) == (1, False)
    assert {f["what"] for f in told["faults"]} == {"was not reconciled"}


def test_documents_that_are_lost_are_at_least_so_many(path):
    changed(path, *lost("> 3", *KEPT))
    result = CliRunner().invoke(cli, ["store", "repair", "--store", str(path)])
    assert result.exit_code == 1
    assert "at least 1 document could not be read at all" in result.stdout
