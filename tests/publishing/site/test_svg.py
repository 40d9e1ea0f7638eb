"""Drawings lose what runs and what loads."""

from xml.etree import ElementTree as ET

import pytest

from publishing.site.make_stories import hostile
from vedette.publishing.charts.lines import Dot, Trace, render_lines
from vedette.publishing.site.svg import drawing


def test_nothing_that_runs_or_loads_comes_through():
    told = drawing(hostile().pictures[0].svg, {"c1"})
    for word in (
        "script",
        "onload",
        "onclick",
        "javascript",
        "elsewhere",
        "style",
        "image",
        "use",
        "foreignObject",
        "href",
    ):
        assert word not in told
    assert '<path d="M0 0"' in told


def test_links_to_citations_stay_and_others_become_groups():
    svg = '<svg><a href="#c1" aria-label="x"><circle r="1"/></a><a href="#p1" aria-label="y"><circle r="2"/></a></svg>'
    root = ET.fromstring(drawing(svg, {"c1"}))  # noqa: S314 - our own
    assert [(e.tag, e.get("href")) for e in root] == [("a", "#c1"), ("g", None)]


def test_a_chart_stays_as_it_was_drawn():
    dots = tuple(Dot(day=f"2022-09-{d}", low=d, high=d, approx=False, figure=str(d), href="#c1") for d in (13, 14))
    svg = render_lines([Trace(claimant="Armenia", tone=0, dots=dots)], label="killed")
    assert drawing(str(svg), {"c1"}).count("<a ") == 2


@pytest.mark.parametrize(
    "svg",
    ["", "<p>x</p>", "<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "<svg>" + "x" * 2_000_001 + "</svg>"],
)
def test_what_is_no_drawing_is_left_out(svg):
    assert drawing(svg, ()) == ""
