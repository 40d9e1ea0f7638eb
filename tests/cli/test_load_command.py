"""`vedette load`: what it prints and how it exits."""

import json

import pytest
from click.testing import CliRunner

from engine.made import lines_of
from vedette.cli.load import load
from vedette.engine.bulk import prepared, run
from vedette.engine.local import Local


@pytest.fixture
def archive(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 6)
    run(prepared([str(path)], str(tmp_path / "out"), on_skip=pytest.fail, reader="engine.fake:fake"), Local(1))
    return tmp_path / "out"


def called(archive, *told):
    store = archive.parent / "s.db"
    return CliRunner().invoke(load, [str(archive), "--store", str(store), *told], catch_exceptions=False)


def test_it_tells_what_was_stored(archive):
    result = called(archive)
    assert (result.exit_code, result.stdout) == (0, "6 added; 6 events, 0 figures\n")
    told = json.loads(called(archive, "--format", "json").stdout)
    assert (told["there"], told["new"], told["complete"]) == (6, 0, True)


def test_an_archive_that_is_not_complete_is_loaded_and_told(archive):
    manifest = json.loads((archive / "manifest.json").read_text("utf-8"))
    (archive / "manifest.json").write_text(json.dumps({**manifest, "complete": False}))
    result = called(archive)
    assert result.exit_code == 1
    assert "6 added" in result.stdout
    assert "not complete" in result.stderr
