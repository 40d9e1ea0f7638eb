"""Windows are looked up by the squares that they touch, and by nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.store.entry import cell_of
from vedette.store.query import MOST_CELLS, MOST_REGIONS, Box

LAT, LON = st.floats(-90, 90), st.floats(-180, 180)


@given(LAT, LON, st.floats(0, 12), st.floats(0, 12), st.floats(0, 1), st.floats(0, 1))
def test_every_point_of_a_window_lies_in_a_square_of_it(south, west, high, wide, up, across):
    north, east = min(90, south + high), west + wide
    east = east - 360 if east > 180 else east
    box = Box(south, west, north, east)
    found = box.squares()
    lat = min(north, south + up * (north - south))
    lon = west + across * wide
    lon = lon - 360 if lon > 180 else lon
    if found is None:
        return
    column, squares = found
    assert cell_of(lat, lon)[0 if column == "cell" else 1] in squares
    assert len(squares) <= (MOST_CELLS if column == "cell" else MOST_REGIONS)


def test_small_windows_go_by_degrees_and_the_world_by_none():
    assert Box(40, 45, 40.5, 46.2).squares() == ("cell", tuple(130 * 360 + c for c in (225, 226)))
    assert Box(-10, 170, 10, -170).squares()[0] == "region"
    assert Box(-90, -180, 90, 180).squares() is None
