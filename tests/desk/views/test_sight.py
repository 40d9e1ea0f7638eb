import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.filters import Filter
from vedette.desk.views.sight import CLOSEST, EDGE, Sight, address, read_sight, read_window
from vedette.errors import StopError
from vedette.store.query import Box


def test_the_state_is_written_as_it_is_read():
    told = {"z": "6", "c": "40.1,45.2", "on": "2022-09-13", "off": "1"}
    assert read_sight(told).state() == told
    assert read_sight({}) == Sight()
    assert (
        address(Filter(dyad="ARM-AZE"), read_sight(told)) == "/map?dyad=ARM-AZE&z=6&c=40.1%2C45.2&on=2022-09-13&off=1"
    )


@pytest.mark.parametrize(
    "told",
    [{"z": "six", "c": "1,2"}, {"z": "6"}, {"c": "1,2"}, {"z": "6", "c": "1"}, {"z": "6", "c": "1,2,3"}, {"z": "99", "c": "1,2"},
     {"z": "6", "c": "89,2"}, {"z": "6", "c": "1,181"}, {"z": "nan", "c": "1,2"}, {"z": "1e3", "c": "1,2"}, {"on": "yesterday"}],
)  # fmt: skip
def test_what_means_nothing_is_said(told):
    with pytest.raises(StopError, match=r"map at|day 'yesterday'"):
        read_sight(told)


@given(st.floats(0, CLOSEST), st.floats(-EDGE, EDGE), st.floats(-180, 180))
def test_a_window_is_one_and_lies_around_its_middle(zoom, lat, lon):
    window = Sight(zoom=zoom, lat=lat, lon=lon).window()
    assert window.south <= max(-EDGE, lat) + 1e-6
    assert window.north >= lat - 1e-6
    assert any(b.west - 1e-6 <= (lon + 180) % 360 - 180 <= b.east + 1e-6 for b in window.parts())


def test_a_closer_look_sees_less():
    far, near = (Sight(zoom=z, lat=40, lon=45).window() for z in (5, 7))
    assert far.east - far.west == pytest.approx(4 * (near.east - near.west))
    assert Sight(zoom=0, lat=0, lon=0).window() == Box(-EDGE, -180, EDGE, 180)


def test_the_browsers_own_window_is_read():
    assert read_window({"box": "38,44,41,47"}) == Box(38, 44, 41, 47)
    assert read_window({}) is None
    with pytest.raises(StopError, match="window"):
        read_window({"box": "here"})
