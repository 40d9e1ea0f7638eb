"""`vedette bulk`: what it prints, how it exits, and what it refuses."""

import json

import pytest
from click.testing import CliRunner

from engine.fake import Fake
from engine.made import lines_of
from engine.out import rows
from vedette.cli.bulk import Size, bulk


@pytest.fixture
def ran(monkeypatch):
    monkeypatch.setattr("vedette.engine.reading.readers", Fake)
    monkeypatch.setattr("vedette.engine.reading.reader_of", lambda *_: Fake())
    monkeypatch.setattr("vedette.engine.bulk.reader_of", lambda *_: Fake())
    return lambda *told: CliRunner().invoke(bulk, [str(t) for t in told], catch_exceptions=False)


def test_it_sums_up_on_standard_output_and_tells_progress_on_the_other(ran, tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 12, more={4: "CRASH "})
    result = ran(path, "--out", tmp_path / "out", "--workers", 1)
    assert result.exit_code == 0
    assert "12 documents, 11 read, 1 unread" in result.stdout
    assert "1 errors; 1 shards done, 0 kept, 0 failed" in result.stdout
    assert "1 of 1 shards, 12 documents" in result.stderr
    again = ran(path, "--out", tmp_path / "out", "--workers", 1, "--format", "json")
    told = json.loads(again.stdout)
    assert (told["done"], told["kept"], told["complete"], told["totals"]["documents"]) == (0, 1, True, 12)
    assert again.stderr == ""


def test_columns_and_what_is_known_are_told(ran, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "Ruritania shelled Strelsau."}')
    result = ran(path, "--out", tmp_path / "out", "--workers", 1, "--columns", "text=body", "--source", "Zenda Post")
    assert result.exit_code == 0
    ((row,),) = [rows(tmp_path / "out", "documents")]
    assert (row["text"], row["source"]) == ("Ruritania shelled Strelsau.", "Zenda Post")


def test_a_failed_shard_is_told_and_exits_1(ran, tmp_path, monkeypatch):
    def failing(shard, tell, *, plan):
        raise ValueError("no luck")

    monkeypatch.setattr("vedette.engine.bulk.work", failing)
    path = lines_of(tmp_path / "a.jsonl", 2)
    result = ran(path, "--out", tmp_path / "out", "--workers", 1)
    assert result.exit_code == 1
    assert f"of {path}: no luck (ValueError); run the command again" in result.stderr
    assert "1 failed" in result.stdout


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        (["--engine", "dask"], "go together"),
        (["--scheduler", "tcp://h:1"], "go together"),
        (["--engine", "dask", "--scheduler", "tcp://h:1", "--workers", "2"], "--workers is for this machine"),
        (["--shard-size", "many"], "is no size"),
        (["--shard-size", "0"], "is no size"),
        (["--columns", "text"], "tells no column"),
        (["--published", "soon"], "is no ISO date"),
    ],
)
def test_what_cannot_be_meant_is_refused(ran, tmp_path, told, cause):
    result = ran(lines_of(tmp_path / "a.jsonl", 2), "--out", tmp_path / "out", *told)
    assert result.exit_code == 2
    assert cause in " ".join(result.stderr.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("told", "size"), [("7", 7), ("16M", 16 * 2**20), ("16 MiB", 16 * 2**20), ("2g", 2**31), ("1kb", 1024)]
)
def test_sizes(told, size):
    assert Size().convert(told, None, None) == size
