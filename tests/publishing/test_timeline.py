import re
from dataclasses import replace

import pytest
from make_records import event, record

from vedette.publishing.brief import make_brief
from vedette.publishing.strip import render_strip
from vedette.publishing.timeline import clock, moments


def lines(*days, status="actual"):
    (x,) = [x for x in make_brief([record()]).lines() if x.type == "REQUEST"]
    return [replace(x, id=f"d1-e{n}", day=d, last_day=d, status=status) for n, d in enumerate(days)]


def test_clock_times_stand_by_their_instant_behind_the_bare_day():
    told = lines("2022-09-13T09:00:00+03:00", "2022-09-13T05:30:00-05:00", "2022-09-13", "2022-09-12")
    found = moments(told, "historical")
    assert [(m.first, m.clock) for m in found] == [
        ("2022-09-12", None),
        ("2022-09-13", None),
        ("2022-09-13", "09:00 UTC+03:00"),
        ("2022-09-13", "05:30 UTC−05:00"),
    ]


def test_acts_of_one_time_stand_together_and_those_without_one_nowhere():
    found = moments(lines("2022-09-13", None, "2022-09-13"), "historical")
    assert [m.lines for m in found] == [("d1-e0", "d1-e2")]


def test_background_is_marked():
    assert [m.news for m in moments(lines("1994-01-01", status="historical"), "historical")] == [False]


def test_a_clock_time_without_a_zone_says_so():
    assert clock("2022-09-13T09:00:00") == "09:00, zone not told"
    assert clock("2022-09-13") is None


def test_the_strip_is_to_scale():
    found = moments(lines("2022-09-01", "2022-09-02", "2022-09-11"), "historical")
    at = [float(x) for x in re.findall(r'<rect x="([\d.]+)"', render_strip(found))]
    assert (at[2] - at[0]) / (at[1] - at[0]) == pytest.approx(10, rel=0.01)


def test_one_moment_needs_no_strip():
    assert render_strip(moments(lines("2022-09-01"), "historical")) == ""
    assert render_strip(()) == ""


def test_many_acts_of_many_days_stay_in_the_picture():
    days = [f"{year}-0{month}-1{day}" for year in range(1990, 2022) for month in range(1, 9) for day in range(4)]
    strip = render_strip(moments(lines(*days), "historical"))
    assert all(0 <= float(x) <= 640 for x in re.findall(r'<rect x="([\d.]+)"', strip))
    assert len(re.findall("<text", strip)) <= 8


def test_a_doubt_about_a_time_stands_with_its_act():
    r = record()
    doubted = replace(r.events[0].time, doubt="the hour is not told")
    brief = make_brief([replace(r, events=(replace(r.events[0], time=doubted), event("x", "SUPPORT", "said")))])
    assert brief.lines()[0].time_doubt == "the hour is not told"
