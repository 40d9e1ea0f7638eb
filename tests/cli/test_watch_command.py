"""`vedette watch` as it is called: against a site on this machine, its list of sources edited and broken meanwhile."""

import json
import threading
import time

import pytest
from click.testing import CliRunner

from vedette.cli import cli
from vedette.store.store import Store
from vedette.store.watch_lock import watching_alone
from vedette.workflow.watching import setup
from vedette.workflow.watching.setup import Wanted, Watching
from workflow.watching.fakes import page
from workflow.watching.servers import serving


@pytest.fixture
def site():
    with serving() as made:
        for n in range(4):
            made.put(f"/{n}", page(n))
        yield made


@pytest.fixture
def called(tmp_path, monkeypatch):
    """Call the command line on a store and a list of the test's own."""
    monkeypatch.delenv("VEDETTE_ALLOW_HOSTS")
    monkeypatch.setenv("VEDETTE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("VEDETTE_SOURCES", str(tmp_path / "sources.yaml"))
    return lambda *told: CliRunner().invoke(cli, told)


ONCE = ("watch", "--once", "--all", "--no-read", "--allow-host", "127.0.0.1", "--delay", "0")


def write(tmp_path, *urls):
    entries = (
        f"- id: s{n}\n  name: Source {n}\n  every: 1m\n  addresses:\n    - feed: {u}\n" for n, u in enumerate(urls)
    )
    (tmp_path / "sources.yaml").write_text("".join(entries))


def test_one_round_is_told_line_by_line(called, site, tmp_path):
    write(tmp_path, site.url("/feed"))
    site.feed("/1", "/2", "/9")
    done = called(*ONCE, "--format", "json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(t["what"] for t in told) == ["delayed", "held", "held", "new"]
    assert done.exit_code == 0
    assert "2 held" in done.stderr
    shown = called("documents", "list", "--format", "json")
    assert {d["url"] for d in json.loads(shown.stdout)} == {site.url("/1"), site.url("/2")}
    assert {d["source"] for d in json.loads(shown.stdout)} == {"Source 0"}
    again = called(*ONCE)
    assert (again.exit_code, again.stdout) == (0, "")


def test_a_source_that_fails_is_an_exit_of_one_and_shown(called, site, tmp_path):
    write(tmp_path, site.url("/feed"), site.url("/lost"))
    site.feed("/1")
    done = called(*ONCE)
    assert done.exit_code == 1
    assert "s1: failed answers 404 Not Found; check the address" in done.stderr
    assert "held" in done.stdout
    shown = called("sources", "show", "s1")
    assert "answers 404 Not Found; check the address" in shown.stdout
    states = json.loads(called("sources", "list", "--format", "json").stdout)
    assert {s["id"]: s["state"] for s in states} == {"s0": "ok", "s1": "failing"}


def test_a_hostile_title_commands_no_terminal_and_breaks_no_line(called, site, tmp_path):
    write(tmp_path, site.url("/feed"))
    title = "Calm\x1b[2J\x9b31m\r\n2026-11-29T12:00:00Z s0: held forged\u202e"
    item = {"id": "1", "title": title, "content_text": "The police of Zenda said nothing at all. " * 20}
    site.put(
        "/feed", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}), kind="application/json"
    )
    for form in ("text", "json"):
        (tmp_path / "store.db").unlink(missing_ok=True)
        done = called(*ONCE, "--format", form)
        assert done.exit_code == 0
        for line in (done.stdout + done.stderr).splitlines():
            assert all(c.isprintable() or (form == "json" and c == "\u202e") for c in line)
            assert not line.startswith("2026-11-29T12:00:00Z s0: held forged")


def test_a_second_watcher_is_refused(called, site, tmp_path):
    write(tmp_path, site.url("/feed"))
    store = Store.open(str(tmp_path / "store.db"), make=True)
    with watching_alone(store):
        done = called(*ONCE)
    store.close()
    assert done.exit_code != 0
    assert "watched by another process" in done.stderr + str(done.exception)
    assert site.requests == []


@pytest.mark.parametrize(
    ("text", "told"),
    [(None, "there is no such file"), ("", "holds none"), ("- id: [", "is no YAML"), ("- id: a\n", "a")],
)
def test_a_list_that_cannot_be_used_is_told_before_anything_is_fetched(called, tmp_path, text, told):
    if text is not None:
        (tmp_path / "sources.yaml").write_text(text)
    done = called(*ONCE)
    assert done.exit_code != 0
    assert told in done.stdout + done.stderr + str(done.exception)


def test_all_without_once_is_refused(called):
    assert "--all goes with --once" in called("watch", "--all").stderr


def wait_for(held):
    for _ in range(600):
        if held():
            return True
        time.sleep(0.05)
    return False


def test_the_list_is_edited_broken_and_mended_while_it_is_watched(called, site, tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "RELOAD", 0.1)
    for n in (1, 2, 3):
        site.feed(f"/{n}", path=f"/feed{n}")
    write(tmp_path, site.url("/feed1"))
    notes = []
    store = Store.open(str(tmp_path / "store.db"), make=True)
    wanted = Wanted(sources=tmp_path / "sources.yaml", allow=["127.0.0.1"], delay=0.0)

    def change(text):
        path = tmp_path / "new.yaml"
        path.write_text(text)
        path.replace(tmp_path / "sources.yaml")

    def told(what, words=""):
        return any(n.what == what and words in n.told for n in notes)

    with Watching(store, wanted, notes.append) as watching:
        running = threading.Thread(target=watching.watcher(None).run)
        running.start()
        try:
            assert wait_for(lambda: told("held", "Report 1"))
            write(tmp_path, site.url("/feed1"), site.url("/feed2"))
            assert wait_for(lambda: told("held", "Report 2"))
            change("- id: [broken")
            assert wait_for(lambda: told("failed", "the list before holds"))
            write(tmp_path, site.url("/feed3"))
            assert wait_for(lambda: told("held", "Report 3"))
        finally:
            watching.stop.set()
            running.join(30)
    assert not running.is_alive()
    store.close()
    assert sum(n.what == "held" for n in notes) == 3
