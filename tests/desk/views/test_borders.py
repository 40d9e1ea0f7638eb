import json

import pytest

from vedette.desk.views.borders import borders, disputed_of, lines_of, viewpoints_of
from vedette.desk.views.look import NOBODY
from vedette.knowledge.base import Knowledge
from vedette.publishing.disputed import areas_of, lines
from vedette.store.query import Box

CAUCASUS = Box(38, 40, 44, 48)
AREAS = areas_of(Knowledge().territories)


def line_between(*countries):
    return next(x.id for x in lines() if set(x.between) == set(countries))


def told(day, viewpoint=NOBODY, window=None):
    return {d.id: d for d in disputed_of(AREAS, day, viewpoint, window)}


def test_who_claims_and_who_holds_is_told_as_of_the_day():
    before, between, after = (told(day, window=CAUCASUS) for day in ("2019-01-01", "2022-09-13", "2024-01-01"))
    assert before["nagorno-karabakh-1994"].told.startswith(
        "claimed by Azerbaijan; held by Artsakh and Armenia, from 12 May 1994 to 10 November 2020: "
    )
    assert between["nagorno-karabakh-2020"].extent == "ring"
    assert not any(i.startswith("nagorno-karabakh") for i in after)
    assert {"abkhazia", "south-ossetia"} <= before.keys() & after.keys()


def test_a_window_holds_what_meets_it():
    assert "crimea" not in told("2022-09-13", window=CAUCASUS)
    assert told("2022-09-13", window=Box(-30, 150, -20, 160)) == {}
    assert "kurils" in told("2022-09-13", window=Box(40, 140, 50, -170))


@pytest.mark.parametrize("viewpoint", [NOBODY, "IND", "PAK", "CHN", "RUS", "UKR", "SRB", "AZE"])
def test_a_viewpoint_changes_how_lines_are_drawn_and_never_what_is_told(viewpoint):
    facts = [{k: (d.name, d.told, d.source) for k, d in told("2022-09-13", v).items()} for v in (NOBODY, viewpoint)]
    assert facts[0] == facts[1]
    assert lines_of(AREAS, "2022-09-13", viewpoint).keys() == {x.id for x in lines()}
    assert set(lines_of(AREAS, "2022-09-13", viewpoint).values()) <= {"border", "dashed", "none"}


def test_nobodys_viewpoint_dashes_every_disputed_line():
    assert set(lines_of(AREAS, "2022-09-13", NOBODY).values()) == {"dashed"}
    assert {d.drawn for d in told("2022-09-13").values()} == {"dashed"}


def test_states_draw_lines_as_natural_earth_says_and_others_as_they_claim():
    day = "2022-09-13"
    perekop, kosovo, golan = (
        line_between("Russia", "Ukraine"),
        line_between("Kosovo", "Serbia"),
        line_between("Israel", "Syria"),
    )
    drawn = {v: lines_of(AREAS, day, v) for v in ("RUS", "UKR", "SRB", "KOS", "SYR", "GEO")}
    assert (drawn["RUS"][perekop], drawn["UKR"][perekop]) == ("border", "none")
    assert (drawn["KOS"][kosovo], drawn["SRB"][kosovo], drawn["GEO"][kosovo]) == ("border", "none", "dashed")
    assert drawn["SYR"][golan] == "none"
    assert told(day, "GEO")["abkhazia"].drawn == "none"


def test_the_dated_table_goes_before_the_lines_of_natural_earth():
    perekop = line_between("Russia", "Ukraine")
    assert lines_of(AREAS, "2013-01-01", "RUS")[perekop] == "none"
    assert lines_of(AREAS, "2015-01-01", NOBODY)[perekop] == "dashed"


def test_viewpoints_are_named_and_each_is_offered_once():
    offered = viewpoints_of(AREAS)
    assert dict(offered.drawn)["IND"] == "India"
    assert dict(offered.claimed)["AZE"] == "Azerbaijan"
    assert not {c for c, _ in offered.drawn} & {c for c, _ in offered.claimed}
    assert offered.name(NOBODY) == NOBODY


def test_every_shape_and_line_is_in_one_file():
    features = json.loads(borders())["features"]
    keys = {f["properties"].get("key") for f in features}
    assert {d.key for d in told("2022-09-13").values() if d.extent != "place"} <= keys
    assert {f["properties"].get("line") for f in features} - {None} == {x.id for x in lines()}
    rings = [
        r for f in features if f["geometry"]["type"] == "MultiPolygon" for p in f["geometry"]["coordinates"] for r in p
    ]
    assert all(r[0] == r[-1] and len(r) > 3 for r in rings)
