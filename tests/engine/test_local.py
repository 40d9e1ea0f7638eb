"""Processes of this machine: the same as without them, whoever dies."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import psutil
import pytest

from engine.made import lines_of, pages, text
from engine.out import files, rows, sorted_rows
from vedette.engine.bulk import prepared, run
from vedette.engine.local import Local
from vedette.errors import StopError

SIZE = 1500


def job(path, out, **told):
    return prepared([str(path)], str(out), on_skip=pytest.fail, reader="engine.fake:fake", shard_size=SIZE, **told)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return lines_of(tmp_path_factory.mktemp("archive") / "a.jsonl", 40)


@pytest.fixture(scope="module")
def alone(archive, tmp_path_factory):
    out = tmp_path_factory.mktemp("alone")
    assert run(job(archive, out), Local(1)).complete
    return out


def test_two_workers_write_what_one_writes(archive, alone, tmp_path):
    notes = []
    summary = run(job(archive, tmp_path), Local(2), on_note=notes.append)
    assert (summary.complete, summary.totals["documents"]) == (True, 40)
    assert files(tmp_path) == files(alone)
    assert sorted_rows(tmp_path) == sorted_rows(alone)
    assert (tmp_path / "manifest.json").read_bytes() == (alone / "manifest.json").read_bytes()
    assert sum(n["documents"] for n in notes) == 40


def test_a_worker_that_dies_once_costs_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("VEDETTE_TEST_ONCE", str(tmp_path))
    path = lines_of(tmp_path / "a.jsonl", 20, more={9: "DIE-ONCE "})
    notes = []
    summary = run(job(path, tmp_path / "two"), Local(2), on_note=notes.append)
    assert (summary.complete, summary.failed) == (True, ())
    assert {"died": True, "tries": 1} in notes
    run(job(path, tmp_path / "one"), Local(1))
    assert files(tmp_path / "two") == files(tmp_path / "one")
    assert not (tmp_path / "two" / "_shards" / ".part").exists()


def test_a_text_that_kills_its_worker_is_a_row_of_the_errors(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 30, more={9: "DIE-ALWAYS "})
    notes = []
    summary = run(job(path, tmp_path / "out"), Local(2), on_note=notes.append)
    assert (summary.complete, summary.totals["read"], summary.totals["errors"]) == (True, 29, 1)
    assert [n["tries"] for n in notes if "died" in n] == [1, 2, 3]
    ((error,), (document,)) = (
        rows(tmp_path / "out", "errors"),
        [d for d in rows(tmp_path / "out", "documents") if not d["read"]],
    )
    assert (error["document"], error["kind"]) == (document["document"], "reading") == ("d9", "reading")
    assert "ended its process" in error["reason"]
    assert not list((tmp_path / "out" / "_shards").glob("*.begun"))
    plain = lines_of(tmp_path / "b.jsonl", 30)
    run(job(plain, tmp_path / "plain"), Local(1))
    assert len(rows(tmp_path / "plain", "events")) == len(rows(tmp_path / "out", "events")) + 1


def test_a_text_that_is_never_done_is_left_out_and_costs_no_other(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 12, more={9: "HANG "})
    patient = job(path, tmp_path / "out")
    hasty = replace(patient, plan=replace(patient.plan, patience=1.0))
    summary = run(hasty, Local(2))
    assert (summary.complete, summary.totals["read"], summary.totals["errors"]) == (True, 11, 1)
    (error,) = rows(tmp_path / "out", "errors")
    assert (error["document"], error["kind"]) == ("d9", "reading")
    assert "did not end" in error["reason"]


def test_a_page_that_kills_its_worker_while_it_is_cleaned_is_left_out_and_costs_no_other(tmp_path):
    path = pages(tmp_path / "a.warc.gz", 12, bodies={7: f"<p>POISON {text(7)}</p><p>{text(7)}</p>"})
    told = prepared(
        [str(path)], str(tmp_path / "out"), on_skip=pytest.fail, reader="engine.fake:deadly", shard_size=800
    )
    assert len(told.todo) > 1
    summary = run(told, Local(2))
    assert (summary.complete, summary.totals["read"], summary.totals["errors"]) == (True, 11, 1)
    (error,) = rows(tmp_path / "out", "errors")
    assert (error["document"], error["kind"]) == (None, "item")
    assert error["item"].endswith("/7")
    assert "taking it in ended its process" in error["reason"]


def die(task, tell):
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def test_a_task_that_always_kills_its_worker_fails_and_costs_no_other():
    found = {o.task: (o.result, o.failed) for o in Local(2).run(die, range(6))}
    assert found.pop(3) == (None, "its process died 4 times, as one does that runs out of memory or hangs")
    assert found == {n: (n, None) for n in (0, 1, 2, 4, 5)}


def stop(task, tell):
    raise StopError("no language model is installed")


def half(task, tell):
    tell({"half": task})
    if task == 3:
        raise ValueError("three is odd")
    return task / 2


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_error_of_a_worker_ends_the_run(workers):
    with pytest.raises(StopError, match="no language model"):
        list(Local(workers).run(stop, [1, 2, 3]))


@pytest.mark.parametrize("workers", [1, 2])
def test_any_function_over_any_tasks(workers):
    notes = []
    found = {o.task: (o.result, o.failed) for o in Local(workers).run(half, range(6), on_note=notes.append)}
    assert found == {n: (n / 2, None) if n != 3 else (None, "three is odd (ValueError)") for n in range(6)}
    assert sorted(n["half"] for n in notes) == list(range(6))
    assert list(Local(workers).run(half, [])) == []


SCRIPT = """
import sys
from vedette.engine.bulk import prepared, run
from vedette.engine.local import Local
if __name__ == "__main__":
    job = prepared([sys.argv[1]], sys.argv[2], on_skip=print, reader="engine.fake:fake", shard_size=1500)
    run(job, Local(2), on_done=lambda receipt: print("done", flush=True))
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_stopped_in_mid_run_it_leaves_no_process_and_goes_on(tmp_path, sign):
    path = lines_of(tmp_path / "a.jsonl", 30, more=dict.fromkeys(range(30), "SLOW "))
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, script, path, tmp_path / "out"]
    with subprocess.Popen(command, env=env, stdout=-1, stderr=-3) as running:  # noqa: S603 - our own script
        assert running.stdout.readline() == b"done\n"
        children = psutil.Process(running.pid).children(recursive=True)
        running.send_signal(sign)
        running.wait(20)
    gone, alive = psutil.wait_procs(children, timeout=20)
    assert len(gone) >= 2
    assert alive == []
    again = job(path, tmp_path / "out")
    assert 0 < len(again.todo) < len(again.shards)
    assert run(again, Local(1)).complete
    run(job(path, tmp_path / "whole"), Local(1))
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert not (tmp_path / "out" / "_shards" / ".part").exists()


def test_closing_early_ends_what_runs():
    running = Local(2).run(slow, range(8))
    assert next(running).result == "slept"
    workers = [c for c in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(c.cmdline())]
    before = time.monotonic()
    running.close()
    assert time.monotonic() - before < 8
    assert len(workers) == 2
    assert psutil.wait_procs(workers, timeout=1)[1] == []


def slow(task, tell):
    time.sleep(0.1 if task == 0 else 30)
    return "slept"
