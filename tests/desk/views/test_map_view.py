from dataclasses import replace

import pytest

from vedette.desk.filters import Filter
from vedette.desk.views.map import bounds_of, days_of, lands_of, off_of, picture_of, pins_of
from vedette.desk.views.sight import Sight
from vedette.records.incident import Incident
from vedette.records.reading import PlaceMention
from vedette.store.placed import Cell, Unplaced
from vedette.store.query import Box

GORIS = Box(39.51, 46.34, 39.51, 46.34)


def cell(precision="settlement", count=1, name="Goris", box=GORIS):
    place = PlaceMention(0, 5, "x", name, "ARM", box.south, box.west, precision)
    one = Incident(
        id="66da2661d0c4722c3617", family="force", tellings=(), mentions=(), documents=(), origins=1, place=place
    )
    return Cell(count=count, force=1, lat=box.south, lon=box.west, box=box, one=one)


FAR = Cell(count=12, force=7, lat=40.0, lon=46.0, box=Box(39.5, 45.5, 40.5, 46.5))


def pin(c, asked=Filter(), sight=Sight()):  # noqa: B008 - frozen
    return pins_of([c], asked, sight)[0]


@pytest.mark.parametrize(
    ("precision", "shape", "radius"),
    [("settlement", "point", None), ("facility", "point", None), ("district", "disc", 15), ("region", "disc", 60),
     ("area", "disc", 60), ("country", "disc", 60), ("something new", "disc", 60)],
)  # fmt: skip
def test_a_place_is_drawn_as_precisely_as_it_is_told(precision, shape, radius):
    found = pin(cell(precision))
    assert (found.shape, found.radius_km) == (shape, radius)


def test_one_incident_leads_to_its_page_and_is_named():
    found = pin(cell())
    assert (found.label, found.href) == ("Goris, Armenia", "/incident/66da2661d0c4722c3617")
    assert pin(cell("region")).label == "Goris, Armenia (somewhere in a region)"


def test_several_at_one_place_lead_to_their_list_and_keep_filter_and_day():
    found = pin(cell(count=3), Filter(dyad="ARM-AZE"), Sight(zoom=6, lat=1, lon=2, on="2022-09-13", off=True))
    assert found.label == "Goris, Armenia: 3 incidents, 1 of force"
    assert found.box is None
    assert found.href == "/map?window=39.5%2C46.33%2C39.52%2C46.35&dyad=ARM-AZE&z=6&c=1%2C2&on=2022-09-13"


def test_a_cluster_tells_its_number_and_its_extent():
    found = pin(FAR)
    assert (found.shape, found.count, found.box) == ("cluster", 12, (39.5, 45.5, 40.5, 46.5))
    assert found.label == "12 incidents in this part, 7 of force"


def test_a_state_is_shaded_where_no_nearer_place_is_told():
    told = [
        Unplaced(precision="country", country="ARM", count=3),
        Unplaced(precision="country", country="no country", count=2),
        Unplaced(precision="border", country="ARM", count=1),
        Unplaced(precision=None, country=None, count=15),
    ]
    assert [(x.code, x.count, x.label) for x in lands_of(told)] == [
        ("ARM", 3, "Armenia: 3 incidents told only as somewhere in this state")
    ]
    off = off_of(told, Filter(), Sight())
    assert off.count == 21
    assert off.lines == (
        "15 where no place was told",
        "5 told only as somewhere in a state",
        "1 told only as somewhere along a border",
    )
    assert off.href == "/map?off=1"


def test_the_slider_steps_from_one_day_with_incidents_to_the_next():
    stops = ("2022-09-12", "2022-09-13", "2022-11-28")
    every = days_of(stops, Filter(), Sight())
    assert (every.told, every.before, every.after) == ("all days", "/map?on=2022-11-28", None)
    one = days_of(stops, Filter(), Sight(on="2022-09-13"))
    assert (one.before, one.after, one.every) == ("/map?on=2022-09-12", "/map?on=2022-11-28", "/map")
    between = days_of(stops, Filter(), Sight(on="2022-10-01"))
    assert (between.before, between.after) == ("/map?on=2022-09-13", "/map?on=2022-11-28")
    assert days_of((), Filter(), Sight()).before is None


def test_the_picture_names_places_escapes_them_and_leads_to_the_list():
    hostile = pin(cell(name="<script>alert(1)</script>"))
    told = picture_of([pin(FAR), hostile], {hostile.id: "i-66da26616a13"})
    assert "<script" not in told
    assert "12 incidents" in told
    assert 'href="#i-66da26616a13"' in told
    assert 'href="#places"' in told
    assert picture_of([], {}) == ""


def test_the_picture_tells_how_many_are_at_one_place():
    told = picture_of([pin(cell(count=3)), pin(cell(name="Jermuk", box=Box(39.84, 45.67, 39.84, 45.67)))], {})
    assert ">Goris: 3</text>" in told
    assert ">Jermuk</text>" in told


def test_the_map_opens_around_every_place_and_never_too_close():
    south, west, north, east = bounds_of(Box(39.5, 46, 39.5, 46))
    assert (north - south, east - west) == (3, 3)
    assert bounds_of(Box(-89, -180, 89, 180)) == (-85, -180, 85, 180)
    assert bounds_of(None) is None


def test_a_pin_without_a_place_of_its_own_is_a_cluster():
    assert pin(replace(FAR, count=1)).shape == "cluster"
