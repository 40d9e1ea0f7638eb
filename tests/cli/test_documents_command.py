"""`vedette documents`: what was watched, its bytes, and what was changed in silence, as people ask for it."""

import json

import pytest
from click.testing import CliRunner

from vedette.cli import cli
from vedette.store.store import Store
from workflow.watching.fakes import page
from workflow.watching.servers import Watch, serving


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """Watch an article that is changed after two hours; returns a caller of the command line and the article's address."""
    monkeypatch.delenv("VEDETTE_ALLOW_HOSTS")
    monkeypatch.setenv("VEDETTE_STORE", str(tmp_path / "store.db"))
    store = Store.open(str(tmp_path / "store.db"), make=True)
    with serving() as site:
        watch = Watch(store, ("feed", site.url("/feed")))
        site.feed("/1")
        site.put(
            "/1", page(1, text="Ruritanian troops killed three men in the town of Zenda on Sunday, the police said.")
        )
        watch.once()
        site.put(
            "/1", page(1, text="Ruritanian troops killed nine men in the town of Zenda on Sunday, the police said.")
        )
        watch.clock.forward(hours=2)
        watch.once()
        url = site.url("/1")
    store.close()
    return (lambda *told: CliRunner().invoke(cli, ("documents", *told))), url


def test_the_words_that_were_changed_are_shown(watched):
    called, url = watched
    done = called("changes")
    assert done.exit_code == 0
    assert "[-three-]" in done.stdout
    assert "{+nine+}" in done.stdout
    assert url in done.stdout
    (change,) = json.loads(called("changes", "--format", "json", "--source", "post").stdout)
    assert (change["source"], change["item"]) == ("post", url)
    assert called("changes", "--document", change["after"], "--format", "jsonl").stdout.count("\n") == 1
    assert called("changes", "--source", "other").exit_code == 1
    assert called("changes", "--since", "2027-01-01").exit_code == 1


def test_a_document_is_shown_with_all_that_is_known_of_it(watched):
    called, url = watched
    documents = json.loads(called("list", "--format", "json").stdout)
    assert [(d["url"], d["source"], d["read"]) for d in documents] == [(url, "Zenda Post", True)] * 2
    shown = json.loads(called("show", documents[0]["id"], "--text", "--format", "json").stdout)
    assert "killed three men" in shown["text"]
    assert [a["way"] for a in shown["arrivals"]] == ["watch post"]
    assert [o["uri"] for o in shown["originals"]] == [url]
    assert len(shown["changes"]) == 1
    text = called("show", documents[1]["id"][:12]).stdout
    assert "watch post" in text
    assert "changed" in text


def test_the_bytes_come_as_they_came(watched, tmp_path):
    called, _ = watched
    first, second = (d["id"] for d in json.loads(called("list", "--format", "json").stdout))
    assert b"killed three men" in called("original", first).stdout_bytes
    assert called("original", second, "--output", str(tmp_path / "page.html")).exit_code == 0
    assert b"killed nine men" in (tmp_path / "page.html").read_bytes()
    for path in (tmp_path / "store.db.archive").glob("*.warc.gz"):
        path.write_bytes(b"\0" * path.stat().st_size)
    done = called("original", first)
    assert done.exit_code not in (0, 1) or "damaged" in str(done.exception)


def test_what_is_not_there_is_told(watched):
    called, _ = watched
    for told in (("show", "ffff"), ("original", "ffff"), ("changes", "--document", "ffff")):
        done = called(*told)
        assert done.exit_code != 0
        assert "there is none" in done.stderr + str(done.exception)
    assert called("list", "--language", "xx").exit_code == 1
    assert called("list", "--after", "x").exit_code == 2
