"""Processes that add to a store, to be killed or crowded by a test; they start from a clean process, not from pytest's.

A process that is forked out of one with threads can hang on a lock that nobody will open again.
"""

import multiprocessing
import os
import resource
import sys
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from store.make import record
from vedette.errors import StopError
from vedette.store.store import Store
from vedette.workflow.add import add_records

_CONTEXT = multiprocessing.get_context("forkserver")


def _serve() -> None:
    """Start the process out of which the others are forked, with everything imported; it looks along this one's path."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    _CONTEXT.set_forkserver_preload(["store.children"])
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def started(work: Callable[..., None], *args: Any) -> tuple[BaseProcess, Connection]:
    """Start a process that does `work` with a pipe's end and `args`; returns it and our end of the pipe."""
    _serve()
    ours, its = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=work, args=(its, *args))
    process.start()
    its.close()
    return process, ours


def add(pipe: Connection, where: str, seeds: list[int], largest: int | None = None) -> None:
    """Add documents one by one and acknowledge each with its number; a StopError is told and exits 1.

    `largest` bounds the bytes of any file, as a full disk does.
    """
    if largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    store = Store.open(where)
    try:
        for seed in seeds:
            add_records(store, [(record(seed, close=True), f"file {seed}")])
            pipe.send(seed)
    except StopError as e:
        pipe.send(str(e))
        raise SystemExit(1) from e


def told(pipe: Connection) -> list[Any]:
    """Return everything that the process still tells."""
    found = []
    try:
        while True:
            found.append(pipe.recv())
    except (EOFError, OSError):
        return found
