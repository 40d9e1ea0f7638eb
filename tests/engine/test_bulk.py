"""Whole runs: what is finished stays, what has changed is noticed, and the manifest tells all of it."""

import hashlib
import json

import pytest

from engine.made import lines_of
from engine.out import files, rows
from vedette.engine.bulk import prepared, run
from vedette.engine.columns import TABLES
from vedette.engine.local import Local
from vedette.errors import StopError


def job(path, out, **told):
    told.setdefault("shard_size", 1500)
    return prepared([str(path)], str(out), on_skip=pytest.fail, reader="engine.fake:fake", **told)


def manifest_of(out):
    return json.loads((out / "manifest.json").read_text("utf-8"))


def test_the_manifest_tells_every_file_with_its_hash_and_rows(tmp_path):
    summary = run(job(lines_of(tmp_path / "a.jsonl", 20), tmp_path / "out"), Local(1))
    told = manifest_of(tmp_path / "out")
    assert told["complete"]
    assert told["totals"] == summary.totals
    assert list(told["tables"]) == sorted(TABLES)
    listed = {f["path"]: f for t in told["tables"].values() for f in t["files"]}
    there = files(tmp_path / "out")
    assert {p: (f["sha256"], f["bytes"]) for p, f in listed.items()} == {
        p: (hashlib.sha256(d).hexdigest(), len(d)) for p, d in there.items()
    }
    for table in TABLES:
        assert told["tables"][table]["rows"] == len(rows(tmp_path / "out", table)) if table in told["totals"] else True
    assert told["tables"]["documents"]["rows"] == told["totals"]["documents"] == 20


def test_the_same_input_gives_the_same_bytes_of_everything_but_receipts(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 20)
    for name in ("one", "two"):
        run(job(path, tmp_path / name), Local(1))
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert (tmp_path / "one" / "manifest.json").read_bytes() == (tmp_path / "two" / "manifest.json").read_bytes()


def test_a_second_run_does_nothing(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 20)
    first = run(job(path, tmp_path / "out"), Local(1))
    again = job(path, tmp_path / "out")
    assert again.todo == []
    second = run(again, Local(1))
    assert (second.done, second.kept, second.totals) == (0, first.done, first.totals)


def test_an_archive_grows_by_further_inputs(tmp_path):
    run(job(lines_of(tmp_path / "a.jsonl", 20), tmp_path / "out"), Local(1))
    summary = run(job(lines_of(tmp_path / "b.jsonl", 5, start=20), tmp_path / "out"), Local(1))
    assert (summary.totals["documents"], summary.kept) == (25, 0)
    assert {s["input"] for s in manifest_of(tmp_path / "out")["shards"]} == {
        str(tmp_path / "a.jsonl"),
        str(tmp_path / "b.jsonl"),
    }


@pytest.mark.parametrize("changed", ["input", "cut", "reader"])
def test_what_was_read_otherwise_is_not_mixed_with_what_is_read_now(tmp_path, monkeypatch, changed):
    path = lines_of(tmp_path / "a.jsonl", 20)
    run(job(path, tmp_path / "out"), Local(1))
    size = 1499 if changed == "cut" else 1500
    if changed == "input":
        lines_of(path, 19)
    if changed == "reader":
        monkeypatch.setattr("engine.fake.Fake.version", "fake 2")
    with pytest.raises(StopError, match="--replace"):
        job(path, tmp_path / "out", shard_size=size)
    run(job(path, tmp_path / "out", shard_size=size, replace=True), Local(1))
    run(job(path, tmp_path / "fresh", shard_size=size), Local(1))
    assert files(tmp_path / "out") == files(tmp_path / "fresh")
    assert manifest_of(tmp_path / "out") == manifest_of(tmp_path / "fresh")


def test_the_output_is_no_input_of_its_own(tmp_path):
    lines_of(tmp_path / "a.jsonl", 20)
    run(job(tmp_path, tmp_path / "out"), Local(1))
    assert job(tmp_path, tmp_path / "out").todo == []


def failing(shard, tell, *, plan):
    raise ValueError("no luck")


def test_a_run_in_part_has_a_manifest_that_says_so(tmp_path, monkeypatch):
    path = lines_of(tmp_path / "a.jsonl", 20)
    with monkeypatch.context() as patch:
        patch.setattr("vedette.engine.bulk.work", failing)
        summary = run(job(path, tmp_path / "out"), Local(1))
    assert {reason for _, reason in summary.failed} == {"no luck (ValueError)"}
    told = manifest_of(tmp_path / "out")
    assert (told["complete"], len(told["missing"])) == (False, len(summary.failed))
    assert run(job(path, tmp_path / "out"), Local(1)).complete
    assert manifest_of(tmp_path / "out")["complete"]


def test_a_run_that_is_stopped_has_a_manifest_too(tmp_path):
    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(job(lines_of(tmp_path / "a.jsonl", 20), tmp_path / "out"), Local(1), on_done=stop)
    told = manifest_of(tmp_path / "out")
    assert not told["complete"]
    assert len(told["shards"]) == 1
