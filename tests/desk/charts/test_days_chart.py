import re
from xml.etree import ElementTree as ET

from vedette.desk.charts.days import MOST_LANES, Column, Reach, lanes_left, periods_drawn, render_days


def column(start, force=1, other=0, told="t"):
    return Column(start=start, force=force, other=other, told=told, href="/timeline")


def reach(start, end, count=1):
    return Reach(start=start, end=end, count=count, told="some day", href="/timeline")


def drawn(chart, name):
    found = ET.fromstring(chart).iter("rect")  # noqa: S314 - our own picture
    return [r.attrib for r in found if r.get("class") == name]


def test_nothing_draws_nothing():
    assert render_days((), (), "day") == ""


def test_heights_are_in_proportion_and_stand_on_one_another():
    chart = render_days([column("2022-09-13", 4, 4), column("2022-09-14", 2, 0)], (), "day")
    force, other = drawn(chart, "force"), drawn(chart, "other")
    assert float(force[0]["height"]) == 2 * float(force[1]["height"]) == float(other[0]["height"])
    assert float(other[0]["y"]) + float(other[0]["height"]) == float(force[0]["y"])


def test_a_long_stretch_of_nothing_is_folded_and_says_so():
    columns = [column("2020-11-09"), column("2022-09-13"), column("2022-09-14")]
    assert periods_drawn(columns, (), "day") == 3
    chart = render_days(columns, (), "day")
    assert "nothing from 10 November 2020 to 12 September 2022" in chart
    first, second, third = (float(r["x"]) for r in drawn(chart, "force"))
    assert third - second < second - first


def test_a_short_stretch_of_nothing_is_drawn_to_scale():
    columns = [column("2022-09-01"), column("2022-09-05"), column("2022-09-06")]
    assert periods_drawn(columns, (), "day") == 6
    first, second, third = (float(r["x"]) for r in drawn(render_days(columns, (), "day"), "force"))
    assert abs((second - first) - 4 * (third - second)) < 0.3


def test_what_is_only_known_within_days_lies_below_from_the_first_to_the_last():
    chart = render_days(
        [column("2022-09-13")], [reach("2022-09-06", "2022-09-13"), reach("2022-09-07", "2022-09-20")], "day"
    )
    bars = drawn(chart, "reach")
    assert float(bars[0]["y"]) < float(bars[1]["y"])
    assert float(bars[0]["x"]) < float(drawn(chart, "force")[0]["x"]) < float(bars[0]["x"]) + float(bars[0]["width"])


def test_what_finds_no_lane_is_counted():
    reaches = [reach("2022-09-01", "2022-09-09", n + 1) for n in range(MOST_LANES + 2)]
    assert lanes_left(reaches) == (MOST_LANES + 1) + (MOST_LANES + 2)
    assert len(drawn(render_days((), reaches, "day"), "reach")) == MOST_LANES


def test_texts_and_addresses_are_escaped():
    hostile = Column(start="2022-09-13", force=1, other=0, told="<b>&\"'", href='/x?a="><script>')
    chart = render_days([hostile], (), "day")
    assert "<script" not in chart
    assert "<b>" not in chart
    ET.fromstring(chart)  # noqa: S314


def test_nothing_reaches_over_the_edge():
    columns = [column(f"{year}-01-01") for year in range(1900, 2022)]
    chart = render_days(columns, (), "year")
    wide = float(re.search(r'viewBox="0 0 (\d+)', chart).group(1))
    assert all(float(r["x"]) + float(r["width"]) <= wide for r in drawn(chart, "force"))
