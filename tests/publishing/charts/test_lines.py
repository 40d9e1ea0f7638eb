"""The chart of figures: one line a claimant, every point with its claimant and its words, nothing of others' run."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from vedette.publishing.charts.lines import HEIGHT, WIDTH, Dot, Trace, render_lines


def dot(day="2022-09-13", low=49, high=49, approx=False, figure="49 killed", href="/report/d#c-1"):
    return Dot(day=day, low=low, high=high, approx=approx, figure=figure, href=href)


def trace(claimant, *dots, tone=0):
    return Trace(claimant=claimant, tone=tone, dots=dots)


def parsed(svg):
    return ET.fromstring(str(svg).replace("\u0000", ""))  # noqa: S314 - our own picture


def drawn(*traces, label="Armenia: killed"):
    return parsed(render_lines(traces, label=label))


def ends(svg):
    return [float(p.get("points").split()[-1].split(",")[1]) for p in svg.iter("polyline")]


def test_every_claimant_has_his_own_line_and_his_name_beside_his_last_figure():
    svg = drawn(
        trace("Armenia", dot("2022-09-13"), dot("2022-09-14", 105, 105)),
        trace("Azerbaijan", dot("2022-09-15", 71, None), tone=1),
    )
    names = ["".join(t.itertext()) for t in svg.iter("text") if t.get("class") == "name"]
    assert names == ["ArmeniaArmenia 105", "AzerbaijanAzerbaijan ≥71"]
    assert len(list(svg.iter("polyline"))) == 2
    assert svg.get("aria-label") == "Armenia: killed"


def test_every_point_leads_to_its_words_and_says_claimant_figure_and_day():
    svg = drawn(trace("Armenia", dot(), dot("2022-09-14", href="/report/e?claim=2#c-2")))
    links = [(a.get("href"), a.get("aria-label")) for a in svg.iter("a")]
    assert links == [
        ("/report/d#c-1", "Armenia: 49 killed, 2022-09-13"),
        ("/report/e?claim=2#c-2", "Armenia: 49 killed, 2022-09-14"),
    ]


def test_a_higher_figure_stands_higher_and_no_point_leaves_the_picture():
    low, high = ends(drawn(trace("A", dot()), trace("B", dot(low=431, high=431))))
    assert 0 < high < low < HEIGHT


def test_one_figure_is_no_line():
    assert render_lines([trace("Armenia", dot())], label="x") == ""
    assert render_lines([], label="x") == ""


def test_bounds_are_bars_and_open_ones_arrows():
    bars = [
        p.get("d") for p in drawn(trace("A", dot(low=5, high=9), dot(low=5, high=None), dot(low=None, high=9))).iter("path")
        if p.get("class") == "bar"
    ]  # fmt: skip
    assert ["m-3,4" in d or "m-3,-4" in d for d in bars] == [False, True, True]


HOSTILE = st.text(alphabet=st.sampled_from("<>\"'&;/ax=\u202e\u0000"), max_size=12)


@given(HOSTILE, HOSTILE, st.integers(0, 10**9), st.one_of(st.none(), st.integers(0, 10**9)), st.dates())
def test_no_word_leaves_its_place(claimant, words, low, high, day):
    told = dot(day.isoformat(), low, high, figure=words, href="/report/" + words)
    svg = parsed(render_lines([trace(claimant, told, dot())], label=words))
    assert {e.tag for e in svg.iter()} <= {"svg", "g", "path", "polyline", "text", "tspan", "title", "a"}
    assert not any(k.startswith("on") or k == "style" for e in svg.iter() for k in e.attrib)
    for p in svg.iter("polyline"):
        assert all(0 <= float(n) <= WIDTH for xy in p.get("points").split() for n in xy.split(","))
