"""A real scheduler and real workers on loopback: whoever dies, comes or comes back, the output is that of a local run."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import pytest
from click.testing import CliRunner

from engine.made import lines_of
from engine.out import files, sorted_rows
from vedette.cli.bulk import bulk
from vedette.engine.bulk import prepared, run
from vedette.engine.dask import Dask
from vedette.engine.local import Local
from vedette.errors import StopError

pytest.importorskip("distributed")

SHARDS, EACH = 18, 4


class Cluster:
    """A scheduler at a port of its own, and workers: processes as a user starts them."""

    def __init__(self, folder):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.folder, self.address = folder, f"tcp://127.0.0.1:{self.port}"
        self.processes = []
        self.scheduler = self.start_scheduler()

    def start(self, *command):
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        log = (self.folder / "log.txt").open("ab")
        told = [sys.executable, "-m", *command, "--no-dashboard"]
        process = subprocess.Popen(told, env=env, stdout=log, stderr=log, cwd=self.folder)  # noqa: S603 - our own
        self.processes.append(process)
        return process

    def start_scheduler(self):
        return self.start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port))

    def start_worker(self):
        # Without a nanny: what dies stays dead, as a machine does.
        return self.start("distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny")

    def close(self):
        for process in self.processes:
            with suppress(psutil.NoSuchProcess):
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    yield made
    made.close()


def job(path, out):
    size = -(-path.stat().st_size // SHARDS)
    return prepared([str(path)], str(out), on_skip=pytest.fail, reader="engine.fake:fake", shard_size=size)


def slow_lines(path):
    count = SHARDS * EACH
    more = dict.fromkeys(range(count), "SLOW ") | {17: "CRASH ", 71: "LATER "}
    return lines_of(path, count, more=more)


def test_workers_that_die_and_join_change_nothing(cluster, tmp_path):
    path = slow_lines(tmp_path / "a.jsonl")
    first = cluster.start_worker()
    done, notes = [], []

    def on_done(receipt):
        done.append(receipt)
        if len(done) == 2:
            cluster.start_worker()
        if len(done) == 8:
            first.send_signal(signal.SIGKILL)
            cluster.start_worker()

    summary = run(job(path, tmp_path / "out"), Dask(cluster.address), on_note=notes.append, on_done=on_done)
    assert (summary.complete, summary.totals["errors"], summary.totals["documents"]) == (True, 2, SHARDS * EACH)
    assert first.poll() == -signal.SIGKILL
    run(job(path, tmp_path / "local"), Local(1))
    assert sorted_rows(tmp_path / "out") == sorted_rows(tmp_path / "local")
    assert files(tmp_path / "out") == files(tmp_path / "local")
    assert (tmp_path / "out" / "manifest.json").read_bytes() == (tmp_path / "local" / "manifest.json").read_bytes()
    assert len({n["shard"] for n in notes if "shard" in n}) > SHARDS // 2


def test_a_scheduler_that_is_killed_and_comes_back_changes_nothing(cluster, tmp_path):
    path = slow_lines(tmp_path / "a.jsonl")
    cluster.start_worker()
    done, notes = [], []

    def on_done(receipt):
        done.append(receipt)
        if len(done) == 6:
            cluster.scheduler.send_signal(signal.SIGKILL)
            cluster.scheduler.wait()
            time.sleep(1)
            cluster.scheduler = cluster.start_scheduler()
            # Workers end with their scheduler; whatever supervises them starts them anew.
            cluster.start_worker()
            cluster.start_worker()

    summary = run(job(path, tmp_path / "out"), Dask(cluster.address), on_note=notes.append, on_done=on_done)
    assert summary.complete
    assert len(done) == len({r.shard for r in done}) == SHARDS
    assert [n for n in notes if n.get("scheduler") == "lost"]
    run(job(path, tmp_path / "local"), Local(1))
    assert sorted_rows(tmp_path / "out") == sorted_rows(tmp_path / "local")
    assert files(tmp_path / "out") == files(tmp_path / "local")


def half(task, tell):
    if task == 3:
        raise ValueError("three is odd")
    return task / 2


def stop(task, tell):
    raise StopError("no language model is installed")


def test_any_function_and_what_stops(cluster):
    cluster.start_worker()
    found = {o.task: (o.result, o.failed) for o in Dask(cluster.address).run(half, range(6))}
    assert found == {n: (n / 2, None) if n != 3 else (None, "three is odd (ValueError)") for n in range(6)}
    with pytest.raises(StopError, match="no language model"):
        list(Dask(cluster.address).run(stop, [1]))


def test_without_a_scheduler_it_stops(monkeypatch):
    monkeypatch.setattr("vedette.engine.dask.FIRST", 2.0)
    with pytest.raises(StopError, match="does not answer within 2 seconds"):
        list(Dask("tcp://127.0.0.1:9").run(half, [1]))


def test_the_real_reader_reads_the_same_on_a_cluster(cluster, tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 6)
    cluster.start_worker()
    told = [str(path), "--out", str(tmp_path / "out"), "--shard-size", "800", "--format", "json"]
    result = CliRunner().invoke(bulk, [*told, "--engine", "dask", "--scheduler", cluster.address])
    assert (result.exit_code, '"failed": []' in result.output) == (0, True), result.output
    again = CliRunner().invoke(
        bulk, [str(path), "--out", str(tmp_path / "local"), "--shard-size", "800", "--workers", "1"]
    )
    assert again.exit_code == 0
    assert sorted_rows(tmp_path / "out") == sorted_rows(tmp_path / "local")
    assert files(tmp_path / "out") == files(tmp_path / "local")
    assert b'"ASSAULT"' in sorted_rows(tmp_path / "out")
