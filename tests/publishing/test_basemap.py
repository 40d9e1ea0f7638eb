import re

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.publishing.basemap import HEIGHT, WIDTH, render_map, view_of
from vedette.publishing.model import Spot


def spot(lat, lon, name="Town"):
    return Spot(
        id="p", name=name, country=None, lat=lat, lon=lon, precision="settlement", lines=(), document=0, receipts=()
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179)), min_size=1, max_size=5))
def test_every_pin_lies_within_the_picture(points):
    spots = [spot(*p) for p in points]
    view = view_of(spots)
    for s in spots:
        x, y = view.project(s.lon, s.lat)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_the_map_shows_the_countries_around():
    page = render_map([spot(40.2, 45.87, "Sotk")])
    assert "<title>Armenia</title>" in page
    assert "<title>Peru</title>" not in page
    assert len(re.findall("<circle", page)) == 1


def test_nothing_to_pin_is_no_map():
    assert render_map([]) == ""
    assert render_map([spot(None, None)]) == ""


def test_a_hostile_name_is_text():
    assert "<script>" not in render_map([spot(1.0, 1.0, "<script>alert(1)</script>")])
