"""What partitions come to is what the embedded way comes to, whatever the partitions, and however often it is broken off."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.reconciling.worlds import archive, embedded, judged, partitioned, tables, world
from vedette.engine.local import Local
from vedette.engine.reconciling.plan import planned
from vedette.engine.reconciling.run import reconcile, tidy
from vedette.engine.reconciling.shards import records_in
from vedette.errors import StopError
from vedette.records.incident import SAME, Judgement


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    count=st.integers(1, 40),
    partitions=st.sampled_from([1, 2, 3, 8]),
    documents=st.sampled_from([3, 10, 100]),
    people=st.booleans(),
)
def test_whatever_the_partitions_the_tables_are_those_of_the_embedded_way(
    tmp_path_factory, seed, count, partitions, documents, people
):
    folder, records = tmp_path_factory.mktemp("world"), world(seed, count)
    judgements = judged(seed, records) if people else []
    paths = archive(folder / "records", records)
    found = partitioned(folder / "out", paths, judgements, partitions=partitions, documents=documents)
    expected = embedded(folder / "expected", records, judgements, order=seed)
    assert found["incidents"] == expected["incidents"]
    assert found == expected
    shutil.rmtree(folder)


def test_the_worlds_have_what_is_hard_about_them(tmp_path):
    records = world(3, 300)
    found = partitioned(tmp_path / "out", archive(tmp_path / "records", records), partitions=4, documents=50)
    evidence = " ".join(found["judgements"])
    for reason in (
        "word for word",
        "one side the same",
        "later without a day",
        "which one may lie in the other",
        "told in the same sentence",
    ):
        assert reason in evidence, reason
    assert any(
        "'change': 'up'" in row or "'change': 'wider'" in row or "'change': 'down'" in row for row in found["ledger"]
    )
    assert any("contested" in row for row in found["standings"])
    assert any("says and denies" in row for row in found["versions"]) or any(
        "'denies'" in row for row in found["versions"]
    )
    origins = json.loads((tmp_path / "out/work/receipts/origins/00000.json").read_text())
    assert origins["copies"] > 20


def test_processes_come_to_the_same_as_one(tmp_path):
    records = world(7, 120)
    paths = archive(tmp_path / "records", records)
    alone = partitioned(tmp_path / "one", paths, partitions=5)
    assert partitioned(tmp_path / "two", paths, partitions=3, executor=Local(2)) == alone
    assert alone == embedded(tmp_path / "expected", records)


class BrokenOffError(Exception):
    pass


class Breaking(Local):
    """Breaks off after some tasks, the last of them done but not answered for."""

    def __init__(self, after):
        super().__init__(1)
        self.after = after

    def run(self, function, tasks, *, on_note=None):
        for outcome in super().run(function, tasks, on_note=on_note):
            self.after -= 1
            if self.after < 0:
                raise BrokenOffError
            yield outcome


def bytes_of(folder: Path):
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("part-*.parquet")
    }


@pytest.mark.parametrize("after", [0, 3, 11, 25, 40])
def test_what_is_broken_off_and_run_again_gives_the_same_bytes(tmp_path, after, monkeypatch):
    monkeypatch.setattr("vedette.engine.reconciling.plan.now", lambda: "2026-01-01T00:00:00Z")
    paths = archive(tmp_path / "records", world(3, 60))
    partitioned(tmp_path / "whole", paths, partitions=4)
    plan = planned(paths, tmp_path / "out", partitions=4, documents=10)
    with pytest.raises(BrokenOffError):
        reconcile(plan, Breaking(after))
    # Whoever is killed leaves a file half written, and may have written one without its receipt.
    (tmp_path / "out/incidents").mkdir(parents=True, exist_ok=True)
    (tmp_path / "out/incidents/part-00000.part").write_bytes(b"PAR1")
    again = reconcile(planned(paths, tmp_path / "out", partitions=4, documents=10), Local(1))
    assert sum(s.ran for s in again) < sum(s.tasks for s in again) or after == 0
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")


def test_a_run_that_is_killed_and_begun_again_gives_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr("vedette.engine.reconciling.plan.now", lambda: "2026-01-01T00:00:00Z")
    archive(tmp_path / "archive" / "records", world(3, 200))
    paths = records_in(tmp_path / "archive")
    for name in ("whole", "killed"):
        planned(paths, tmp_path / name, partitions=6)
    command = [sys.executable, "-m", "vedette", "reconcile", str(tmp_path / "archive"), "--keep"]
    killed, whole = [*command, "--out", str(tmp_path / "killed")], [*command, "--out", str(tmp_path / "whole")]
    running = subprocess.Popen([*killed, "--workers", "2"], stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    receipts = tmp_path / "killed" / "work" / "receipts"
    until = time.monotonic() + 120
    while len(list(receipts.rglob("*.json"))) < 9 and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    running.kill()
    assert running.wait() == -signal.SIGKILL
    done = len(list(receipts.rglob("*.json")))
    for again in (killed, whole):
        subprocess.run([*again, "--workers", "1"], check=True, capture_output=True)  # noqa: S603
    assert 9 <= done < len(list(receipts.rglob("*.json")))
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "whole")


def test_a_task_that_fails_stops_the_run_and_keeps_the_others(tmp_path):
    paths = archive(tmp_path / "records", world(3, 30))
    plan = planned(paths, tmp_path / "out", partitions=2, documents=10)
    held = paths[-1].read_bytes()
    paths[-1].write_bytes(b"\x00" * len(held))
    with pytest.raises(StopError, match=r"tell: 1 of \d+ tasks failed .*run the same again"):
        reconcile(plan, Local(1))
    paths[-1].write_bytes(held)
    assert reconcile(plan, Local(1))[0].ran == 1


def test_other_records_or_rules_need_another_folder(tmp_path):
    records = world(3, 30)
    paths = archive(tmp_path / "records", records)
    planned(paths, tmp_path / "out")
    with pytest.raises(StopError, match="holds a reconciling of other records"):
        planned(paths[:-1], tmp_path / "out")
    with pytest.raises(StopError, match="name a new folder"):
        planned(paths, tmp_path / "out", [Judgement.of(SAME, ["a"], ["b"], author="Ani", at="2022-10-01T00:00:00Z")])


def test_a_document_that_stands_twice_counts_once(tmp_path):
    records = world(5, 40)
    once = partitioned(tmp_path / "once", archive(tmp_path / "records", records), partitions=2)
    twice = archive(tmp_path / "more", [*records, *records[10:20]])
    assert partitioned(tmp_path / "twice", twice, partitions=2) == once


def test_nothing_comes_to_nothing(tmp_path):
    assert not any(partitioned(tmp_path / "out", archive(tmp_path / "records", []), partitions=2).values())
    silent = [r for r in world(5, 60) if not r.events]
    assert silent
    assert not any(partitioned(tmp_path / "silent", archive(tmp_path / "more", silent), partitions=2).values())


def test_tables_stay_when_what_lay_between_is_removed(tmp_path):
    paths = archive(tmp_path / "records", world(5, 30))
    before = partitioned(tmp_path / "out", paths, partitions=2)
    tidy(planned(paths, tmp_path / "out", partitions=2, documents=10))
    assert tables(tmp_path / "out") == before
    assert not list((tmp_path / "out").rglob("*.arrow"))
