import re

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.publishing.basemap import render_map
from vedette.publishing.geometry import EDGE, HEIGHT, WIDTH, clipped, middle, unrolled, view_of
from vedette.publishing.model import Spot

points = st.tuples(st.floats(-179, 179), st.floats(-80, 80))


def spot(lat, lon, name="Town", lines=()):
    return Spot(
        id="p", name=name, country=None, lat=lat, lon=lon, precision="settlement", lines=lines, document=0, receipts=()
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(points, min_size=1, max_size=5))
def test_every_pin_lies_within_the_picture(told):
    view = view_of(told)
    for p in told:
        x, y = view.project(*p)
        assert -0.001 <= x <= WIDTH + 0.001
        assert -0.001 <= y <= HEIGHT + 0.001


def test_two_places_beside_the_antimeridian_are_neighbours():
    view = view_of([(179.0, -17.0), (-179.0, -17.0)])
    assert view.east - view.west < 10


def test_near_places_make_a_near_map():
    view = view_of([(43.85, 40.79), (45.87, 40.2)])
    assert view.east - view.west < 10


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)), min_size=3, max_size=12))
def test_what_is_clipped_lies_within_the_picture_and_its_edge(ring):
    for x, y in clipped(ring):
        assert -EDGE - 0.001 <= x <= WIDTH + EDGE + 0.001
        assert -EDGE - 0.001 <= y <= HEIGHT + EDGE + 0.001


def test_what_lies_within_stays_as_it_is_and_what_lies_beside_goes():
    square = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)]
    assert clipped(square) == square
    assert clipped([(x + 5000, y) for x, y in square]) == []
    assert middle(square) == ((15.0, 15.0), 100.0)


def test_a_ring_over_the_antimeridian_does_not_jump():
    ring = unrolled([(170.0, 60.0), (180.0, 65.0), (-170.0, 60.0), (-180.0, 55.0), (170.0, 60.0)])
    assert [lon for lon, _ in ring] == [170.0, 180.0, 190.0, 180.0, 170.0]


def test_a_ring_around_the_pole_is_closed_there():
    ring = unrolled([(-180.0, -70.0), (-90.0, -70.0), (0.0, -70.0), (90.0, -70.0), (180.0, -70.0)])
    assert ring[-2:] == [(180.0, -90.0), (-180.0, -90.0)]


def test_the_map_shows_the_countries_around():
    page = render_map([spot(40.2, 45.87, "Sotk")])
    assert "<title>Armenia</title>" in page
    assert "<title>Peru</title>" not in page
    assert len(re.findall("<circle", page)) == 1


def test_a_pin_leads_to_its_lines():
    assert 'href="#p" data-line="p d1-e1 d1-e2"' in render_map([spot(40.2, 45.87, lines=("d1-e1", "d1-e2"))])


def test_names_that_would_lie_on_each_other_are_left_to_the_list():
    crowd = [spot(40.0 + n / 1000, 45.0, f"Village of long name {n}") for n in range(30)]
    page = render_map([*crowd, spot(10.0, 45.0, "Afar")])
    assert len(re.findall("<circle", page)) == 31
    assert len(re.findall('text-anchor="', page)) < 20


def test_nothing_to_pin_is_no_map():
    assert render_map([]) == ""
    assert render_map([spot(None, None)]) == ""


def test_a_hostile_name_is_text():
    assert "<script>" not in render_map([spot(1.0, 1.0, "<script>alert(1)</script>")])


def test_a_view_of_half_the_world_stays_light_and_shows_its_countries():
    told = render_map([spot(-30, -100), spot(58, 133)])
    assert len(told) < 100_000
    assert {"Brazil", "India", "Kenya"} & set(re.findall(r"<title>([^<]+)</title>", told))
