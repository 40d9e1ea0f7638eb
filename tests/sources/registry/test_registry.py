"""The registry: which list is in force, what the outlets fill in, and how each source stands."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vedette.errors import StopError
from vedette.knowledge.base import load_knowledge
from vedette.knowledge.facts import Outlet
from vedette.records.source import Address, Grade, Source, SourceState
from vedette.settings import sources_file
from vedette.sources.registry.outlets import Outlets, filled, place_of
from vedette.sources.registry.registry import STATES, Unwatched, load_registry, registry_of, shipped_text, state_of
from vedette.sources.registry.table import rows_of

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
MINE = "- id: mine\n  addresses:\n    - feed: https://example.org/rss\n"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.delenv("VEDETTE_SOURCES", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def ago(**time):
    return (NOW - timedelta(**time)).isoformat()


def outlet(**told):
    usual = {
        "id": "o",
        "name": "O",
        "aliases": (),
        "country": "ARM",
        "url": "https://o.am",
        "ownership": "private",
        "control": "",
        "party_to": (),
        "source": "",
        "note": "",
    }
    return Outlet(**{**usual, **told})


def source(url="https://o.am/rss", kind="feed", **told):
    return Source(**{"id": "s", "name": "S", "addresses": (Address(kind=kind, url=url),), **told})


def test_the_named_file_comes_first_then_the_users_then_the_shipped_list(monkeypatch, tmp_path):
    assert load_registry().path is None
    usual = tmp_path / "config" / "vedette" / "sources.yaml"
    usual.parent.mkdir(parents=True)
    usual.write_text(MINE)
    assert load_registry().path == usual
    named = tmp_path / "named.yaml"
    named.write_text(MINE.replace("mine", "named"))
    monkeypatch.setenv("VEDETTE_SOURCES", str(named))
    assert [r.source.id for r in load_registry().sources] == ["named"]
    assert load_registry(usual).sources[0].source.id == "mine"


def test_a_named_file_that_is_not_there_is_an_error_and_not_the_shipped_list(monkeypatch, tmp_path):
    monkeypatch.setenv("VEDETTE_SOURCES", str(tmp_path / "none.yaml"))
    with pytest.raises(StopError, match="there is no such file; 'vedette sources add' makes it"):
        load_registry()


def test_a_list_of_another_encoding_or_a_folder_is_told(tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"- id: caf\xe9\n")
    with pytest.raises(StopError, match="save it as UTF-8"):
        load_registry(tmp_path / "latin.yaml")
    with pytest.raises(StopError, match="cannot be read"):
        load_registry(tmp_path)


def test_the_place_of_a_list_to_be_made(monkeypatch, tmp_path):
    assert sources_file() is None
    assert sources_file(make=True) == tmp_path / "config" / "vedette" / "sources.yaml"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert sources_file(make=True) == Path.home() / ".config" / "vedette" / "sources.yaml"


def test_the_shipped_list_is_sound_large_and_balanced():
    registry = load_registry()
    assert registry.problems == ()
    assert len(registry.sources) >= 75
    kinds = Counter(r.source.kind for r in registry.sources)
    assert min(kinds[k] for k in ("official", "agency", "newspaper", "broadcaster")) >= 25
    wars = Counter(w for r in registry.sources for w in r.source.party_to if r.source.country in ("RUS", "UKR"))
    assert wars["ukraine-2022"] >= 6
    for sides in (("RUS", "UKR"), ("ARM", "AZE"), ("ISR", "PSE"), ("IND", "PAK"), ("CHN", "TWN"), ("USA", "IRN")):
        assert {r.source.country for r in registry.sources} >= set(sides)
    assert "None of these addresses was fetched" in shipped_text()


def test_a_source_is_found_by_its_id_and_a_near_miss_is_told():
    registry = load_registry()
    assert registry.get("un-news").source.name == "UN News"
    with pytest.raises(StopError, match="did you mean un-news"):
        registry.get("un-newz")


def test_outlets_fill_in_what_the_list_leaves_out_and_it_is_told_from_where():
    outlets = Outlets.of([outlet(control="O Ltd", party_to=("w",))])
    found, origins = filled(source(owner="Ani", country="GEO"), {"id", "addresses", "owner", "country"}, outlets)
    assert (found.country, found.owner, found.control, found.party_to) == ("GEO", "Ani", "O Ltd", ("w",))
    assert (found.outlet, found.name) == ("o", "O")
    assert origins["country"] == origins["owner"] == "list"
    assert origins["control"] == origins["party_to"] == origins["name"] == "outlet o"
    assert origins["every"] == "default"


def test_the_outlet_named_in_the_list_goes_before_the_host():
    outlets = Outlets.of([outlet(), outlet(id="p", url="https://p.az", country="AZE", note="owner: P; merged")])
    found, origins = filled(source(outlet="p"), {"outlet", "name"}, outlets)
    assert (found.country, found.owner, found.name) == ("AZE", "P", "S")
    assert origins["outlet"] == "list"


def test_several_outlets_of_one_site_fill_in_only_what_they_agree_on():
    outlets = Outlets.of([outlet(ownership="state"), outlet(id="p", ownership="private")])
    found, origins = filled(source(), {"name"}, outlets)
    assert (found.country, found.owner, found.outlet) == ("ARM", None, None)
    assert (origins["country"], origins["owner"]) == ("2 outlets of o.am", "default")


@pytest.mark.parametrize(
    ("url", "kind", "known"),
    [
        ("https://rss.o.am/x", "feed", True),
        ("https://www.o.am/x", "feed", True),
        ("https://o.am.example.org/x", "feed", False),
        ("https://notO.am/x", "feed", False),
        ("Channel", "telegram", False),
        ("/srv/o.am", "folder", False),
    ],
)
def test_the_host_decides_whose_an_address_is(url, kind, known):
    found, _ = filled(source(url, kind), set(), Outlets.of([outlet()]))
    assert (found.outlet == "o") is known


def test_no_publisher_owns_what_is_open_to_everybody():
    outlets = Outlets.of([outlet(id="uk", url="https://www.gov.uk"), outlet(id="tg", url="https://t.me/rybar")])
    assert filled(source("https://police.gov.uk/rss"), set(), outlets)[0].outlet is None
    assert filled(source("https://www.gov.uk/rss"), set(), outlets)[0].outlet == "uk"
    assert filled(source("Rybar", "telegram"), set(), outlets)[0].outlet == "tg"
    assert filled(source("https://t.me/other"), set(), outlets)[0].outlet is None
    assert place_of("http://[broken") == ""


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, "never"),
        ({}, "never"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1), "items": 9, "newest": ago(hours=2)}, "ok"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=2), "items": 9, "newest": ago(hours=2), "failures": 1}, "ok"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=2), "items": 9, "failures": 2}, "failing"),
        ({"tried": ago(hours=1), "failures": 1}, "failing"),
        ({"tried": ago(hours=1), "failures": 20}, "dead"),
        ({"tried": ago(hours=1), "succeeded": ago(days=8), "items": 9, "failures": 1}, "dead"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1), "items": 9, "gone": True}, "dead"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1)}, "empty"),
        ({"tried": ago(days=4), "succeeded": ago(days=4), "items": 9, "newest": ago(days=4)}, "unwatched"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1), "items": 9, "newest": ago(days=4), "gap": 3600}, "stale"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1), "items": 9, "newest": ago(days=2), "gap": 3600}, "ok"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1), "items": 9, "newest": ago(days=4), "gap": 86_400}, "ok"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1), "items": 9, "newest": ago(days=6), "gap": 86_400}, "stale"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1), "items": 9, "newest": ago(days=13)}, "ok"),
        ({"tried": ago(hours=1), "succeeded": ago(hours=1), "items": 9, "newest": ago(days=15)}, "stale"),
    ],
)
def test_how_a_source_stands(told, expected):
    state = None if told is None else SourceState(source="s", **told)
    assert state_of(source(), state, NOW) == expected
    assert state_of(source(paused=True), state, NOW) == "paused"
    assert expected in STATES


class Watched(Unwatched):
    def states(self):
        failing = SourceState(
            source="mine", tried=ago(hours=1), succeeded=ago(days=9), items=3, failures=4, why="refused"
        )
        return {"mine": failing, "no longer listed": failing}

    def grades(self, source=None):  # noqa: ARG002 - the protocol's signature
        first = Grade(source="mine", grade="B", why="w", author="a", at=ago(days=2))
        return (first, Grade(source="mine", grade="C", why="w", author="a", at=ago(days=1)))


def test_a_row_shows_the_last_grade_and_why_it_fails():
    registry = registry_of(MINE, None, load_knowledge())
    (row,) = rows_of(registry, Watched(), NOW)
    assert (row.id, row.grade, row.state, row.failures, row.why) == ("mine", "C", "dead", 4, "refused")
    (row,) = rows_of(registry, Unwatched(), NOW)
    assert (row.grade, row.state, row.succeeded) == ("", "never", None)
