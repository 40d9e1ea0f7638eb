"""The commands on sources, as a user types them."""

import getpass
import json

import pytest
from click.testing import CliRunner

from vedette.cli import cli
from vedette.records.listing import Item
from vedette.records.source import Try
from vedette.records.watching import Watched
from vedette.store.audit import entries
from vedette.store.listed import Outcome, due_items, merge_items, settle
from vedette.store.store import Store
from vedette.store.watching import add_tries, save_watched

LIST = """# Mine, with remarks
- id: alpha
  name: Alpha
  country: ARM
  kind: agency
  addresses:
    - feed: https://alpha.example/rss  # moved in May
- id: beta
  country: GEO
  kind: official
  addresses:
    - feed: https://beta.example/rss
"""


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.delenv("VEDETTE_KNOWLEDGE", raising=False)
    monkeypatch.setenv("VEDETTE_SOURCES", str(tmp_path / "sources.yaml"))
    monkeypatch.setenv("VEDETTE_STORE", str(tmp_path / "store.db"))
    (tmp_path / "sources.yaml").write_text(LIST)

    def running(*args):
        return CliRunner().invoke(cli, ["sources", *map(str, args)])

    return running


@pytest.fixture
def watched(run, tmp_path):
    """Fill a store as watching would: alpha answers, beta has never done so."""
    store = Store.open(str(tmp_path / "store.db"), make=True)
    whole = {"etag": None, "modified": None, "print": None, "next_at": None, "gone": False}
    alpha, beta = "https://alpha.example/rss", "https://beta.example/rss"
    at = "2026-11-28T10:00:00+00:00"
    good = {"tried": at, "succeeded": at, "newest": at, "items": 3, "failures": 0, "why": None}
    bad = {"tried": at, "succeeded": None, "newest": None, "items": 0, "failures": 30, "why": "refused the connection"}
    with store.writing() as connection:
        save_watched(connection, [Watched(source="alpha", address=alpha, **whole, **good)])
        save_watched(connection, [Watched(source="beta", address=beta, **whole, **bad)])
        add_tries(connection, [Try(source="beta", address=beta, at=at, outcome="failed", why="refused the connection")])
        merge_items(
            connection, "alpha", [Item(key="https://alpha.example/1", url="https://alpha.example/1", print="p")], at
        )
        (pending,) = due_items(connection, at, 9, each=9)
        settle(connection, Outcome(pending=pending, why="answers 410; it is gone"), at)
    store.close()
    return run


def text(tmp_path):
    return (tmp_path / "sources.yaml").read_text()


def test_without_a_store_nothing_was_looked_at_yet(run, tmp_path):
    result = run("list")
    assert result.exit_code == 0
    assert "alpha  Alpha  ARM      agency    -      15m    -             0      never" in result.stdout
    assert "never: It has not been looked at yet" in result.stderr
    assert not (tmp_path / "store.db").exists()


def test_items_that_were_given_up_are_told_with_their_reason(watched):
    told = json.loads(watched("show", "alpha", "--format", "json").stdout)
    assert told["given_up"] == [
        {"item": "https://alpha.example/1", "first_seen": "2026-11-28T10:00:00+00:00", "why": "answers 410; it is gone"}
    ]
    assert "given up https://alpha.example/1: answers 410; it is gone" in watched("show", "alpha").stdout


def test_what_watching_found_is_listed_and_a_dead_source_can_stop_a_script(watched):
    rows = {r["id"]: r for r in json.loads(watched("list", "--format", "json").stdout)}
    assert (rows["beta"]["state"], rows["beta"]["why"]) == ("dead", "refused the connection")
    assert rows["alpha"]["succeeded"] == "2026-11-28T10:00:00+00:00"
    assert watched("list").exit_code == 0
    assert watched("list", "--strict").exit_code == 1
    assert watched("list", "--strict", "--country", "arm").exit_code == 0


def test_filters_choose_and_all_must_hold(watched):
    def ids(*args):
        return [r["id"] for r in json.loads(watched("list", "--format", "json", *args).stdout)]

    assert ids("--country", "geo") == ids("--kind", "official") == ids("--state", "dead") == ["beta"]
    assert ids("--country", "GEO", "--kind", "agency") == []


def test_a_source_is_shown_with_its_tries_and_reasons(watched):
    result = watched("show", "beta")
    assert result.exit_code == 0
    assert "dead: It has not answered for a week" in result.stdout
    assert "failed https://beta.example/rss: refused the connection" in result.stdout
    told = json.loads(watched("show", "beta", "--format", "json", "--tries", "0").stdout)
    assert (told["origins"]["country"], told["origins"]["every"], told["line"], told["tries"]) == (
        "list",
        "default",
        8,
        [],
    )


def test_grades_are_kept_one_after_another(run):
    assert run("grade", "alpha", "b", "--why", "names its sources", "--author", "Ani").exit_code == 0
    assert run("grade", "alpha", "C", "--why", "took a fake for true", "--author", "Bo").exit_code == 0
    told = json.loads(run("show", "alpha", "--format", "json").stdout)["grades"]
    assert [(g["grade"], g["author"], g["why"]) for g in told] == [
        ("B", "Ani", "names its sources"),
        ("C", "Bo", "took a fake for true"),
    ]
    assert json.loads(run("list", "--format", "json").stdout)[0]["grade"] == "C"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("show", "alpah"), "did you mean alpha"),
        (("grade", "nobody", "A", "--why", "x", "--author", "y"), "is not in"),
        (("grade", "alpha", "A", "--why", " ", "--author", "y"), "must say something"),
        (("grade", "alpha", "G", "--why", "x", "--author", "y"), "Invalid value"),
        (("remove", "nobody"), "is not in the list"),
        (("add", "nonsense"), "no http or https address"),
        (("add", "https://c.example/rss", "--country", "XX"), "is no known code"),
        (("add", "https://c.example/rss", "--id", "alpha"), "is in the list already"),
        (("add", "https://c.example/rss", "https://d.example/rss", "--id", "c"), "one URL at a time"),
        (("import", "none.opml"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(run, tmp_path, args, told):
    result = run(*args)
    assert result.exit_code != 0
    assert told in (result.stderr + str(result.exception))
    assert text(tmp_path) == LIST


def test_sources_are_added_paused_resumed_and_removed_and_comments_stay(run, tmp_path):
    assert run("add", "https://c.example/feed", "https://t.me/some_channel", "--country", "geo").exit_code == 0
    added = text(tmp_path)
    assert added.startswith(LIST)
    assert "country: GEO" in added
    assert "telegram: some_channel" in added
    assert run("pause", "alpha").exit_code == 0
    assert [r["id"] for r in json.loads(run("list", "--state", "paused", "--format", "json").stdout)] == ["alpha"]
    assert run("resume", "alpha").exit_code == 0
    assert run("list", "--state", "paused", "--format", "json").stdout == "[]\n"
    assert run("remove", "some-channel").exit_code == 0
    assert "some_channel" not in text(tmp_path)
    assert "# moved in May" in text(tmp_path)


@pytest.mark.parametrize(("args", "least", "most"), [((), 76, 10_000), (("--empty",), 1, 1)])
def test_a_new_list_begins_with_the_shipped_sources_or_with_nothing(run, tmp_path, args, least, most):
    path = tmp_path / "config" / "new.yaml"
    assert run("add", "https://c.example/rss", "--sources", path, *args).exit_code == 0
    count = len(json.loads(run("list", "--sources", path, "--format", "json").stdout))
    assert least <= count <= most


def test_a_list_is_checked_and_every_problem_told(run, tmp_path):
    assert run("check").exit_code == 0
    (tmp_path / "sources.yaml").write_text(
        LIST + "- id: c\n  every: x\n- id: alpha\n  addresses: [{feed: 'https://x.y'}]\n"
    )
    result = run("check")
    assert result.exit_code == 1
    assert "line 14, entry 'c': every 'x' is no interval; write it like 15m, 2h or 1d" in result.stdout
    assert len(json.loads(run("check", "--format", "json").stdout)["problems"]) == 3
    assert "2 sources" in result.stderr
    assert run("list").exit_code == 0


def test_the_list_is_exported_as_it_is_and_filled_up(run, tmp_path):
    assert run("export", "--format", "yaml").stdout == LIST
    assert run("export", "--format", "json", "-o", tmp_path / "out.json").exit_code == 0
    assert json.loads((tmp_path / "out.json").read_text())[1]["name"] == "beta"


def test_what_is_exported_as_opml_is_imported_again(run, tmp_path):
    opml, new = tmp_path / "out.opml", tmp_path / "new.yaml"
    assert run("export", "--format", "opml", "-o", opml).exit_code == 0
    assert run("import", opml, "--empty", "--sources", new).exit_code == 0
    urls = [s["addresses"][0]["url"] for s in json.loads(run("export", "--format", "json", "--sources", new).stdout)]
    assert urls == ["https://alpha.example/rss", "https://beta.example/rss"]
    before = new.read_text()
    result = run("import", opml, "--sources", new)
    assert "0 sources added" in result.stderr
    assert new.read_text() == before


def test_a_broken_opml_is_told_in_one_line(run, tmp_path):
    (tmp_path / "broken.opml").write_text("<opml")
    result = run("import", tmp_path / "broken.opml")
    assert "broken.opml: is broken XML (line 1)" in str(result.exception)
    assert text(tmp_path) == LIST


def test_what_is_done_to_the_list_is_noted_in_the_store_where_there_is_one(run, tmp_path):
    assert run("pause", "alpha").exit_code == 0
    assert not (tmp_path / "store.db").exists()
    assert run("grade", "alpha", "B", "--why", "names its sources", "--author", "Ani").exit_code == 0
    assert run("add", "https://gamma.example/rss", "--id", "gamma").exit_code == 0
    assert run("resume", "alpha").exit_code == 0
    assert run("remove", "gamma").exit_code == 0
    assert run("remove", "gamma").exit_code != 0
    store = Store.open(str(tmp_path / "store.db"))
    with store.reading() as connection:
        noted = [(e.author, e.action, e.object) for e in entries(connection)[::-1]]
    store.close()
    me = getpass.getuser()
    assert noted == [
        ("Ani", "source graded", "source alpha"),
        (me, "source added", "source gamma"),
        (me, "source resumed", "source alpha"),
        (me, "source removed", "source gamma"),
    ]
