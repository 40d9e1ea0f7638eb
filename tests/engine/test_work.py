"""The function over a shard: whole or not at all, again without harm, and no text costs another."""

import hashlib
import json
from io import BytesIO
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest

from engine.fake import Fake
from engine.made import lines_of, text
from engine.out import files, rows
from vedette.engine import work as working
from vedette.engine.executors import silent
from vedette.engine.reading import Gated, reader_of
from vedette.engine.receipts import Receipt, all_kept
from vedette.engine.shards import cut, find_inputs
from vedette.engine.storage import place_of
from vedette.engine.trail import Trail
from vedette.engine.work import Plan, read_batch, work
from vedette.engine.writing import Writing
from vedette.errors import SkipError, StopError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.records.parsing import record_of
from vedette.records.record import Record
from vedette.sources.inputs import gather

GOLD = Path(__file__).parent.parent / "gold" / "reports.jsonl"


def plan(out, **told):
    return Plan(out=str(out), version="fake 1", reader="engine.fake:fake", **told)


def shards_of(path, size=None):
    return cut(find_inputs([str(path)], pytest.fail), "plan", size)


def test_a_shard_gives_its_files_by_year_and_a_receipt(tmp_path):
    (shard,) = shards_of(lines_of(tmp_path / "a.jsonl", 10))
    notes = []
    receipt = work(shard, notes.append, plan=plan(tmp_path / "out"))
    told = files(tmp_path / "out")
    assert {f.path: f.sha256 for f in receipt.files} == {p: hashlib.sha256(d).hexdigest() for p, d in told.items()}
    assert {p.split("/")[1] for p in told} == {f"year={2018 + n}" for n in range(5)}
    assert receipt.counts["documents"] == receipt.counts["read"] == receipt.counts["events"] == 10
    assert [r["document"] for r in rows(tmp_path / "out", "documents")] == [
        f"d{n}" for y in range(5) for n in (y, y + 5)
    ]
    assert Receipt.of((tmp_path / "out" / "_shards" / f"{shard.id}.json").read_bytes()) == receipt
    assert notes[-1] == {"shard": shard.id, "documents": 10, "words": receipt.counts["words"], "errors": 0}
    assert not list((tmp_path / "out" / "_shards").rglob("*.parquet"))


def test_a_finished_shard_is_left_as_it_is(tmp_path):
    (shard,) = shards_of(lines_of(tmp_path / "a.jsonl", 10))
    first = work(shard, silent, plan=plan(tmp_path / "out"))
    times = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.*")}
    assert work(shard, silent, plan=plan(tmp_path / "out")) == first
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.*")} == times


@pytest.mark.parametrize("lost", ["receipt", "file", "half a file", "half a receipt"])
def test_what_is_not_whole_is_read_again_and_gives_the_same(tmp_path, lost):
    (shard,) = shards_of(lines_of(tmp_path / "a.jsonl", 10))
    receipt = work(shard, silent, plan=plan(tmp_path / "out"))
    before = files(tmp_path / "out")
    part, proof = tmp_path / "out" / receipt.files[0].path, tmp_path / "out" / "_shards" / f"{shard.id}.json"
    whole = part if "file" in lost else proof
    whole.write_bytes(whole.read_bytes()[:40]) if "half" in lost else whole.unlink()
    assert shard.id not in all_kept(place_of(str(tmp_path / "out")))
    work(shard, silent, plan=plan(tmp_path / "out"))
    assert files(tmp_path / "out") == before
    assert shard.id in all_kept(place_of(str(tmp_path / "out")))


@pytest.mark.parametrize("after", range(6))
def test_stopped_while_publishing_it_has_no_receipt_and_comes_out_the_same(tmp_path, monkeypatch, after):
    (shard,) = shards_of(lines_of(tmp_path / "a.jsonl", 4))
    work(shard, silent, plan=plan(tmp_path / "whole"))
    moved = []
    usual = type(place_of(str(tmp_path))).publish

    def failing(self, file, path):
        if len(moved) == after:
            raise KeyboardInterrupt
        moved.append(path)
        usual(self, file, path)

    with monkeypatch.context() as patch:
        patch.setattr(type(place_of(str(tmp_path))), "publish", failing)
        with pytest.raises(KeyboardInterrupt):
            work(shard, silent, plan=plan(tmp_path / "out"))
    assert not list((tmp_path / "out").rglob("*.json"))
    work(shard, silent, plan=plan(tmp_path / "out"))
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_a_text_on_which_the_reader_fails_is_a_row_and_costs_no_other(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 10, more={3: "CRASH ", 5: "LATER "})
    with path.open("a") as f:
        f.write(
            "no json\n" + json.dumps({"id": "ru", "text": "Рота солдат вошла в город рано утром.", "language": "ru"})
        )
    (shard,) = shards_of(path)
    receipt = work(shard, silent, plan=plan(tmp_path / "out"))
    assert {n: receipt.counts[n] for n in ("documents", "read", "unread", "errors")} == {
        "documents": 11, "read": 8, "unread": 3, "errors": 3,
    }  # fmt: skip
    errors = {(r["kind"], r["document"]): r for r in rows(tmp_path / "out", "errors")}
    assert errors.keys() == {("reading", "d3"), ("reading", "d5"), ("item", None)}
    assert "cannot read" in errors["reading", "d3"]["reason"]
    assert errors["reading", "d3"]["item"].startswith("byte ")
    why = {r["document"]: r["why"] for r in rows(tmp_path / "out", "documents") if not r["read"]}
    assert why == {
        "d3": errors["reading", "d3"]["reason"],
        "d5": "cannot be translated just now",
        "ru": "no reader for ru is installed",
    }
    assert {r["document"] for r in rows(tmp_path / "out", "records")} == {f"d{n}" for n in range(10)} - {"d3", "d5"}


def test_records_are_restored_out_of_the_table(tmp_path):
    (shard,) = shards_of(lines_of(tmp_path / "a.jsonl", 3))
    work(shard, silent, plan=plan(tmp_path / "out"))
    records = [record_of(json.loads(r["record"])) for r in rows(tmp_path / "out", "records")]
    assert [r.document.text for r in records] == [text(n) for n in range(3)]
    assert all(r.events[0].trigger.text == r.document.text[slice(*r.events[0].sentence)].split()[0] for r in records)


def test_what_was_begun_and_not_ended_is_read_text_by_text_and_gives_the_same(tmp_path):
    (shard,) = shards_of(lines_of(tmp_path / "a.jsonl", 10, more={3: "CRASH "}))
    work(shard, silent, plan=plan(tmp_path / "out"))
    place = place_of(str(tmp_path / "again"))
    Trail.begin(place, shard.id).hold(f"{tmp_path / 'a.jsonl'}, byte 0")
    assert not Trail.begin(place, "another").careful
    assert Trail.begin(place, shard.id).careful
    work(shard, silent, plan=plan(tmp_path / "again"))
    assert files(tmp_path / "again") == files(tmp_path / "out")
    assert not Trail.begin(place, shard.id).careful


@pytest.mark.parametrize(("ends", "barred"), [(1, False), (2, True), (3, True)])
def test_a_text_is_left_out_when_its_shard_ended_on_it_twice(tmp_path, ends, barred):
    place = place_of(str(tmp_path))
    for _ in range(ends):
        Trail.begin(place, "s").hold("a, byte 7")
    trail = Trail.begin(place, "s")
    assert trail.barred("a, byte 7") is barred
    assert not trail.barred("a, byte 8")


def test_a_trail_that_is_broken_is_one(tmp_path):
    place = place_of(str(tmp_path))
    place.put("_shards/s.begun", b"half a tr")
    assert Trail.begin(place, "s").careful


def test_the_real_readers_records_are_those_of_reading_alone(tmp_path, reader):
    path = tmp_path / "a.jsonl"
    told = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()[:12]]
    path.write_text("\n".join(json.dumps({k: t[k] for k in ("id", "text", "published")}) for t in told))
    usual = "vedette.engine.reading:readers"
    real = Plan(out=str(tmp_path / "out"), version=reader_of(usual).version)
    for shard in shards_of(path, 3000):
        work(shard, silent, plan=real)
    found = {r["document"]: json.loads(r["record"]) for r in rows(tmp_path / "out", "records")}
    documents = gather([str(path)], stdin=BytesIO(), on_skip=pytest.fail)
    assert found == {d.id: json.loads(json.dumps(reader.read(d).to_json())) for d in documents}
    assert sum(len(r["events"]) for r in found.values()) > 20


def test_what_the_gate_holds_back_is_not_read_and_says_so(tmp_path):
    path = tmp_path / "a.jsonl"
    cake = (
        "Beat the butter with the sugar, add the eggs one by one, and bake the cake for forty minutes until golden. "
        * 6
    )
    path.write_text("\n".join(json.dumps({"id": i, "text": t}) for i, t in (("cake", cake), ("war", text(1)))))
    (shard,) = shards_of(path)
    version = Gated(Fake()).version
    assert version.startswith("fake 1; gate ")
    gated = Plan(out=str(tmp_path / "out"), version=version, reader="engine.fake:fake", gate=True)
    assert gated.key != plan(tmp_path / "out").key
    receipt = work(shard, silent, plan=gated)
    assert {n: receipt.counts[n] for n in ("read", "unread", "held")} == {"read": 1, "unread": 1, "held": 1}
    assert {r["document"]: r["why"] for r in rows(tmp_path / "out", "documents")} == {"cake": "gate", "war": None}
    assert [r["document"] for r in rows(tmp_path / "out", "records")] == ["war"]


def test_another_reader_than_the_plans_stops(tmp_path):
    (shard,) = shards_of(lines_of(tmp_path / "a.jsonl", 3))
    with pytest.raises(StopError, match="'fake 1' where the plan has 'fake 2'"):
        work(shard, silent, plan=Plan(out=str(tmp_path / "out"), version="fake 2", reader="engine.fake:fake"))


def test_an_object_store_holds_the_same_bytes(tmp_path):
    (shard,) = shards_of(lines_of(tmp_path / "a.jsonl", 10))
    here = work(shard, silent, plan=plan(tmp_path / "out"))
    fs = fsspec.filesystem("memory")
    try:
        there = work(shard, silent, plan=plan("memory://archive/out"))
        assert there.files == here.files
        assert {p: fs.cat(f"/archive/out/{p}") for p in files(tmp_path / "out")} == files(tmp_path / "out")
        assert all_kept(place_of("memory://archive/out")) == {shard.id: there}
        assert work(shard, silent, plan=plan("memory://archive/out")) == there
        fs.rm(f"/archive/out/{there.files[0].path}")
        assert all_kept(place_of("memory://archive/out")) == {}
    finally:
        fs.rm("/archive", recursive=True)


def test_batches_are_bounded_by_texts_and_characters(monkeypatch):
    monkeypatch.setattr(working, "BATCH", 3)
    monkeypatch.setattr(working, "CHARACTERS", 100)
    told = [Arriving(Document.of("x" * n), "w") for n in (10, 10, 10, 10, 95, 10, 200)]
    assert [[len(a.document.text) for a in b] for b in working.batches(told)] == [[10, 10, 10], [10, 95], [10, 200]]


class Odd:
    """Gives too few records for several documents, none for some, and says nothing."""

    version = "odd"

    def why_not(self, _):
        return ""

    def read_all(self, documents, _):
        for document in list(documents)[:1]:
            if "nothing" not in document.text:
                yield Record(document=document)


def test_records_are_never_taken_for_another_documents():
    batch = [Arriving(Document.of(t), t) for t in ("a", "nothing", "c")]
    found = [f for _, f in read_batch(Odd(), batch)]
    assert found[0].document.text == "a"
    assert isinstance(found[1], SkipError)
    assert found[2].document.text == "c"


def test_many_years_do_not_need_many_open_files(tmp_path, monkeypatch):
    monkeypatch.setattr("vedette.engine.writing.OPEN", 3)
    monkeypatch.setattr("vedette.engine.writing.ROWS", 2)
    writing = Writing(tmp_path, "s")
    for n in range(40):
        writing.add("errors", str(1990 + n % 5), [{"input": str(n)}])
        assert len(writing._open) <= 3
    told = writing.close()
    assert sum(f.rows for f in told) == 40
    found = sorted(
        int(r["input"]) for f in told for r in pq.read_table(tmp_path / f.path, partitioning=None).to_pylist()
    )
    assert found == list(range(40))


def test_what_is_held_does_not_grow_with_the_shard(tmp_path, monkeypatch):
    monkeypatch.setattr("vedette.engine.writing.HELD", 10_000)
    writing = Writing(tmp_path, "s")
    most = 0
    for n in range(300):
        writing.add("documents", str(1900 + n % 30), [{"document": str(n), "text": "x" * 500}])
        most = max(most, sum(map(len, writing._rows.values())))
    writing.close()
    assert most <= 10_000 // 500
