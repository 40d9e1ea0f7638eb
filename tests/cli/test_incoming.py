"""Folders, tables and originals as a user meets them."""

import json
import sqlite3
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from vedette.cli import cli
from vedette.sources.archive.archive import Archive

TEXT = "Azerbaijani troops shelled the village of Sotk overnight, the Armenian Defense Ministry said."


def run(*args, stdin=None):
    return CliRunner().invoke(cli, [str(a) for a in args], input=stdin)


@pytest.mark.parametrize("told", ["text", "nonsense=a", "text="])
def test_columns_that_are_none_are_a_usage_error(told):
    result = run("read", "a.csv", "--columns", told)
    assert result.exit_code == 2
    assert "--columns" in result.stderr


def test_a_folder_is_read_and_a_table_by_its_columns(tmp_path):
    (tmp_path / "b.csv").write_text(f"story;when;who\n{TEXT};2022-09-13;Zenda Post\n")
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("c.txt", TEXT)
    result = run("read", tmp_path, "--columns", "text=story, published=when,source=who")
    assert result.exit_code == 0, result.output
    first, second = (json.loads(line)["document"] for line in result.stdout.splitlines())
    assert (first["published"], first["source"]) == (None, None)
    assert (second["published"], second["source"]) == ("2022-09-13", "Zenda Post")


def test_what_is_added_keeps_its_original_beside_the_store(tmp_path, monkeypatch):
    monkeypatch.delenv("VEDETTE_ARCHIVE", raising=False)
    (tmp_path / "report.txt").write_text(TEXT)
    store = tmp_path / "a.db"
    result = run("add", tmp_path / "report.txt", "--store", store)
    assert result.exit_code == 0, result.output
    with sqlite3.connect(store) as connection:
        assert connection.execute("select count(*) from document").fetchone() == (1,)
    walk = Archive(tmp_path / "a.db.archive").check()
    assert walk.sound
    assert walk.records == 2
