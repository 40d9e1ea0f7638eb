"""A watch that the system kills at any moment: afterwards everything is there exactly once."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from vedette.sources.archive.archive import Archive
from vedette.store.check import check_all
from vedette.store.originals import originals_of
from vedette.store.standing import documents_page
from vedette.store.store import Store
from vedette.workflow.archives import archive_of
from workflow.watching.fakes import page
from workflow.watching.servers import serving

ITEMS = 30
TIMES = 6
"""Of each database: starting a process takes the most of the time."""

SOURCES = """
- id: post
  name: Zenda Post
  every: 1m
  addresses:
    - feed: {url}
"""

WATCH = """
import sys
from vedette.store.store import Store
from vedette.workflow.watching.setup import Wanted, Watching
from pathlib import Path
store = Store.open(sys.argv[1], make=True)
print("open", flush=True)
with Watching(store, Wanted(sources=Path(sys.argv[2]), allow=["127.0.0.1"], delay=0.0), lambda note: print(note.what, flush=True)) as w:
    w.watcher(None).once(everything=True)
print("done", flush=True)
"""


@pytest.fixture
def site():
    with serving() as made:
        for n in range(ITEMS):
            made.put(f"/{n}", page(n))
        made.feed(*(f"/{n}" for n in range(ITEMS)))
        yield made


def watching(where, sources):
    # The tests' own folders are on the path of the process, so that it imports what this one does.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WATCH, where, str(sources)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603 - our own


def test_whenever_it_is_killed_all_is_held_once(where, site, tmp_path, monkeypatch):
    monkeypatch.setenv("VEDETTE_ARCHIVE", str(tmp_path / "archive"))
    sources = tmp_path / "sources.yaml"
    sources.write_text(SOURCES.format(url=site.url("/feed")))
    chance = random.Random(7)
    for _ in range(TIMES):
        process = watching(where, sources)
        # It is killed a moment after one of its lines, so that every step is hit, however slow the machine is.
        for _ in range(chance.randrange(1, 9)):
            process.stdout.readline()
        time.sleep(chance.random() / 100)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    last = watching(where, sources)
    assert last.communicate()[0].endswith("done\n")
    store = Store.open(where)
    try:
        with store.reading() as connection:
            documents = [d for _, d, _ in documents_page(connection, limit=1000)]
            assert sorted(d.url for d in documents) == sorted(site.url(f"/{n}") for n in range(ITEMS))
            assert list(check_all(connection)) == []
            originals = [originals_of(connection, d.id) for d in documents]
        assert [len(o) for o in originals] == [1] * ITEMS
        archive = Archive(archive_of(store))
        for document, (original,) in zip(documents, originals, strict=True):
            assert document.title.encode() in archive.get(original.kept).data
        assert archive.check().sound
    finally:
        store.close()
