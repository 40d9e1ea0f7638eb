import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.knowledge.base import Knowledge
from vedette.knowledge.dates import is_date
from vedette.knowledge.states import load_states
from vedette.publishing.basemap import Patch, countries, patches_seen, render_map
from vedette.publishing.disputed import areas_of, lines, on_day, shapes, told_of
from vedette.publishing.model import Spot

AREAS = areas_of(Knowledge().territories)
DAYS = st.dates().map(lambda d: d.isoformat())


def spot():
    known = {"country": None, "precision": "", "lines": (), "document": 0, "receipts": ()}
    return Spot(id="a", name="Simferopol", lat=44.95, lon=34.1, **known)


def test_every_row_is_of_a_territory_or_tells_all_of_its_own():
    text = resources.files("vedette.publishing").joinpath("mapdata", "disputed.csv").read_text("utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith(("#", "id,"))]
    assert len(rows) == len(AREAS) == len({a.facts.id for a in AREAS})
    assert all(a.facts.name and a.facts.claimed_by and a.facts.controlled_by for a in AREAS)
    assert all(re.match(r"https://\S+", a.facts.source) for a in AREAS)
    assert all(is_date(d) for a in AREAS for d in (a.facts.from_, a.facts.to) if d)
    codes = {c for a in AREAS for c in a.facts.claimed_by if re.fullmatch("[A-Z]{3}", c)}
    assert codes <= load_states().keys()


@given(DAYS)
def test_on_a_day_each_territory_stands_once_and_is_disputed(day):
    found = on_day(AREAS, day)
    assert len({a.facts.name for a in found}) == len(found)
    assert all(len(a.facts.claimed_by) > 1 or set(a.facts.claimed_by) != set(a.facts.controlled_by) for a in found)


def test_what_is_settled_is_not_disputed():
    names = {a.facts.name for a in on_day(AREAS, "2024-06-01")}
    assert "Nagorno-Karabakh" not in names
    assert "Crimea" in names


def test_of_two_spells_that_meet_on_a_day_the_later_one_holds():
    assert {a.facts.id for a in on_day(AREAS, "2020-11-10")} >= {"nagorno-karabakh-2020"}
    assert {a.facts.id for a in on_day(AREAS, "1982-06-14")} >= {"falklands"}


@pytest.mark.parametrize(
    ("key", "box"),
    [
        ("outline:crimea", (32, 44, 37, 47)),
        ("part:Palestine@34.4,31.4", (34, 31, 35, 32)),
        ("country:Kosovo", (19, 41, 23, 44)),
    ],
)
def test_shapes_lie_where_they_should(key, box):
    west, south, east, north = box
    assert all(west < s.west < s.east < east and south < s.south < s.north < north for s in shapes()[key])


def test_a_ring_stays_around_its_middle():
    ring = shapes()["ring:46.75,39.85,32"][0]
    assert (ring.west + ring.east) / 2 == pytest.approx(46.75, abs=0.01)
    assert (ring.north - ring.south) / 2 * 111.2 == pytest.approx(32, abs=0.5)


def test_lines_run_between_two_countries_of_the_base_map():
    names = {name for name, _ in countries()}
    assert all(set(x.between) <= names and len(x.points) > 1 for x in lines())
    assert {x.key for x in lines() if x.key} <= shapes().keys()
    assert {way for x in lines() for way in x.views.values()} == {"border", "dashed", "none"}


def test_the_picture_draws_areas_and_escapes_what_is_told_of_them():
    told = render_map([spot()], [Patch("<b>Crimea</b>", "dashed", shapes()["outline:crimea"])])
    assert told.count('class="disputed"') == 1
    assert "<title>&lt;b&gt;Crimea&lt;/b&gt;</title>" in told
    assert 'class="disputed"' not in render_map([spot()])
    far = Patch("far", "none", shapes()["outline:kurils"])
    assert 'class="disputed"' not in render_map([spot()], [far])


def test_who_claims_and_holds_is_told_in_a_clause():
    found = {a.facts.id: told_of(a, "2025-06-01") for a in AREAS}
    assert found["golan-heights"].startswith("claimed by Syria and Israel; held by Israel, since 10 June 1967: ")
    assert found["afrin-2018"].startswith("claimed by Syria; held, perhaps by Turkey, from 18 March 2018 to 2025: ")
    assert found["dokdo"] == "claimed by South Korea and Japan; held by South Korea, since 1954: held by South Korea"


def test_only_what_the_window_shows_is_told_beside_it():
    patches = [Patch(key, "dashed", shapes()[key]) for key in ("outline:crimea", "outline:kurils", "place:46.2,39.6")]
    assert [p.told for p in patches_seen([spot()], patches)] == ["outline:crimea"]
    assert patches_seen([], patches) == []
