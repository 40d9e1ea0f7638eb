"""`vedette reconcile`: an archive's tables in, the tables of its incidents out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.reconciling.worlds import archive, embedded, tables, world
from vedette.cli import cli
from vedette.engine.reconciling.written import read_rows
from vedette.errors import StopError
from vedette.records.incident import SAME, Judgement


def run(*args):
    return CliRunner().invoke(cli, ["reconcile", *map(str, args)], catch_exceptions=False)


@pytest.fixture
def made(tmp_path):
    records = world(4, 40)
    archive(tmp_path / "archive" / "records" / "published=2022", records)
    return records


def test_an_archive_comes_to_the_tables_of_the_embedded_way(tmp_path, made):
    found = run(tmp_path / "archive", "--out", tmp_path / "out", "--workers", 2, "--partitions", 3, "--format", "json")
    told = json.loads(found.stdout)
    assert found.exit_code == 0
    assert tables(tmp_path / "out") == embedded(tmp_path / "expected", made)
    assert told["documents"] == 40
    assert told["claims"] == sum(len(r.events) + len(r.casualties) for r in made)
    assert told["tables"]["incidents"] == len(tables(tmp_path / "out")["incidents"])
    assert "cluster: 1 of 1 tasks" in found.stderr
    assert not list((tmp_path / "out").rglob("*.arrow"))


def test_what_is_done_is_not_done_again(tmp_path, made):
    run(tmp_path / "archive", "--out", tmp_path / "out", "--workers", 1, "--keep")
    assert list((tmp_path / "out").rglob("*.arrow"))
    again = run(tmp_path / "archive", "--out", tmp_path / "out", "--workers", 1)
    assert "40 documents" in again.stdout
    assert "tasks" not in again.stderr


def test_people_s_judgements_bind(tmp_path, made):
    ids = sorted(e.id for r in made for e in r.events if e.status == "actual")[:2]
    judgement = Judgement.of(SAME, ids[:1], ids[1:], author="Ani", at="2022-10-01T00:00:00Z", evidence="one convoy")
    (tmp_path / "people.jsonl").write_text(json.dumps(judgement.to_json()) + "\n")
    run(tmp_path / "archive", "--out", tmp_path / "out", "--workers", 1, "--judgements", tmp_path / "people.jsonl")
    joined = [row["mentions"] for row in read_rows(tmp_path / "out", "incidents") if ids[0] in row["mentions"]]
    assert ids[1] in joined[0]
    assert any(row["author"] == "Ani" for row in read_rows(tmp_path / "out", "judgements"))


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--engine", "dask"], "go together"),
        (["--engine", "dask", "--scheduler", "tcp://here:1", "--workers", "2"], "is for this machine"),
        (["--judgements", "broken.jsonl"], "line 1: is no judgement"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path, made, args, told, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("broken.jsonl").write_text('{"id": "x"}\n')
    found = run("archive", "--out", "out", *args)
    assert found.exit_code == 2
    assert told in found.stderr


def test_a_folder_without_records_and_an_archive_that_is_not_complete_are_refused(tmp_path, made):
    (tmp_path / "empty").mkdir()
    with pytest.raises(StopError, match="has no records"):
        run(tmp_path / "empty", "--out", tmp_path / "out")
    (tmp_path / "archive" / "manifest.json").write_text(json.dumps({"complete": False, "tables": {}}))
    with pytest.raises(StopError, match="is not complete"):
        run(tmp_path / "archive", "--out", tmp_path / "out")
