"""What is counted by place and day is what a plain look through every incident finds, on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.make import record
from vedette.errors import StopError
from vedette.store import incidents, mentioned
from vedette.store.entry import WIDE
from vedette.store.incidents import incidents_page
from vedette.store.placed import (
    ACROSS,
    NARROWEST,
    WORLD,
    Ground,
    Place,
    among,
    cells,
    count,
    extent,
    newest,
    spans,
    step_of,
    stops,
    unplaced,
)
from vedette.store.query import Box, Query
from vedette.store.store import Store
from vedette.workflow.add import add_records

ASKED = [
    {},
    {"since": "2022-06-10", "until": "2022-09-20"},
    {"until": "2022-03-01"},
    {"actor": "ARM"},
    {"dyad": ("AZE", "ARM")},
    {"family": "force", "origins": 2},
    {"box": Box(38, 44, 41, 47)},
    {"box": Box(-20, 170, 45, 47)},
]
"""What is asked of the incident itself."""
OF_EVENTS = [
    {"type": "ASSAULT"},
    {"type": "ACCUSE", "status": "negated"},
    {"claimant": "RUS"},
    {"source": "Zenda Post", "claimant": "ARM/MIL"},
    {"words": "convoy night"},
    {"words": "drone", "type": "CONSULT"},
    {"actor": "ARM/MIL"},
    {"doer": "AZE", "type": "ASSAULT"},
]
"""What is asked of one of its events."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request, tmp_path_factory, databases):
    where = str(tmp_path_factory.mktemp("p") / "store.db") if request.param == "sqlite" else databases()
    made = Store.open(where, make=True)
    add_records(made, [(record(n), "a file") for n in range(90)])
    # A better reading of one, so that claims of the older one must not count.
    add_records(made, [(record(5, reader="reader 2"), "a file")])
    yield made
    made.close()


@pytest.fixture
def ask(store):
    with store.reading() as connection:
        yield lambda of, *told, **more: of(connection, *told, **more)


def all_of(store, told):
    """Return the incidents that hold by a look at each."""
    wanted = (
        {f.incident for f in store.all_events(Query(**told))}
        if set(told) & set("type claimant source words doer".split()) or told == {"actor": "ARM/MIL"}
        else None
    )
    q = Query(**told) if wanted is None else Query()
    return [i for i in store.all_incidents(q) if wanted is None or i.id in wanted]


def over_a_month(incident):
    first, last = date.fromisoformat(incident.days.first), date.fromisoformat(incident.days.last)
    return last - first > WIDE


def placed(incident):
    return incident.place is not None and incident.place.lat is not None


@pytest.mark.parametrize("told", [*ASKED, *OF_EVENTS])
def test_counts_are_those_of_a_look_at_each(store, ask, told):
    found = all_of(store, told)
    q = Query(**told)
    assert found
    assert ask(count, q) == len(found)
    assert sum(c.count for c in ask(cells, q)) == sum(map(placed, found))
    assert sum(c.force for c in ask(cells, q)) == sum(i.family == "force" for i in found if placed(i))
    assert sum(u.count for u in ask(unplaced, q)) == (0 if q.box else sum(not placed(i) for i in found))


@pytest.mark.parametrize("told", [*ASKED, *OF_EVENTS])
def test_a_list_gives_each_once_the_latest_first_page_by_page(store, ask, told):
    page, found = Query(**told, limit=3), []
    while got := ask(newest, page):
        found += got
        page = Query(**told, limit=3, after=got[-1][1])
    assert {i.id for i, _ in found} == {i.id for i in all_of(store, told)}
    assert len(found) == len({i.id for i, _ in found})
    days = [i.days.first if i.days else "" for i, _ in found]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("told", OF_EVENTS)
def test_counts_and_lists_are_the_same_where_many_events_fit(store, ask, told, monkeypatch):
    q = Query(**told, limit=5_000)
    few = ask(cells, q), ask(unplaced, q), ask(count, q), ask(spans, q), ask(newest, q)
    monkeypatch.setattr(mentioned, "FEW", 0)
    assert (ask(cells, q), ask(unplaced, q), ask(count, q), ask(spans, q), ask(newest, q)) == few
    ids = {i.id for i, _ in few[-1]}
    assert ask(among, q, ids) == ids


@pytest.mark.parametrize("told", [*ASKED, *OF_EVENTS])
@pytest.mark.parametrize("window", [Box(38, 44, 41, 47), Box(-30, 170, 45, -170), WORLD])
@pytest.mark.parametrize("newest_first", [True, False])
def test_a_window_holds_the_same_entered_by_place_or_by_days(ask, told, window, newest_first, monkeypatch):
    q, pages = Query(**told, limit=4, newest=newest_first), []
    for narrow in (0.0, 1e9):
        monkeypatch.setattr(incidents, "NARROW", narrow)
        first = ask(incidents_page, q, window=window)
        behind = ask(incidents_page, replace(q, after=first[-1][1]), window=window) if first else []
        pages.append([*first, *behind])
    assert pages[0] == pages[1]


def test_lists_of_a_window_and_of_what_has_no_place(store, ask):
    window, everything = Box(38, 44, 41, 47), Query(limit=5_000)
    inside = {i.id for i, _ in ask(newest, everything, window)}
    assert inside == {i.id for i in all_of(store, {"box": window})}
    assert ask(count, everything, window) == len(inside)
    without = ask(newest, everything, placed=False)
    assert without
    assert not any(placed(i) for i, _ in without)
    assert all(placed(i) for i, _ in ask(newest, everything, placed=True))


def test_cells_of_one_place_name_an_example_and_others_do_not(ask):
    near, far = ask(cells, Query(), Box(38, 44, 41, 47)), ask(cells, Query())
    assert all(c.one and (c.one.place.lat, c.one.place.lon) == (c.box.south, c.box.west) for c in near)
    apart = [c for c in far if c.box.south != c.box.north]
    assert apart
    assert all(c.one is None for c in apart)
    assert [c.count for c in far] == sorted((c.count for c in far), reverse=True)


def test_a_cell_lies_in_the_window_over_the_date_line_too(ask):
    found = ask(cells, Query(), Box(-30, 170, 0, -170))
    assert {round(c.lon) for c in found} == {178}


def test_what_has_no_place_is_told_by_its_precision(ask):
    assert {(u.precision, u.country) for u in ask(unplaced, Query())} == {("border", "ARM"), (None, None)}


def test_spans_and_stops_are_the_days_of_incidents(store, ask):
    days = [(i.days.first, i.days.last, i.family) for i in all_of(store, {}) if i.days and not over_a_month(i)]
    assert {(s.since, s.until, s.family): s.count for s in ask(spans, Query())} == Counter(days)
    begun = sorted({i.days.first for i in all_of(store, {}) if placed(i) and i.days and not over_a_month(i)})
    assert ask(stops, Query(), 5_000) == begun
    assert ask(stops, Query(), 4) == begun[-4:]


def test_the_extent_holds_every_place_and_is_none_without(ask):
    told = ask(extent, Query())
    assert (told.south, told.north) == (-18.14, 40.38)
    assert (told.west, told.east) == (-77.04, 178.44)
    assert ask(extent, Query(family="protest")) is None


@pytest.mark.parametrize("window", [WORLD, Box(38, 44, 41, 47), Box(-20, 170, 20, -170), Box(40, 45, 40, 45)])
def test_a_window_is_counted_by_few_squares(window):
    step = step_of(window)
    wide = sum(b.east - b.west for b in window.parts())
    assert step >= NARROWEST
    assert wide / step <= ACROSS
    assert (window.north - window.south) / step <= ACROSS


@given(
    st.dictionaries(st.tuples(st.integers(-90, 90), st.integers(-180, 180)), st.integers(1, 9), max_size=30),
    st.tuples(st.integers(-90, 90), st.integers(-180, 180), st.integers(-90, 90), st.integers(-180, 180)),
)
def test_squares_hold_every_place_of_the_window_once(told, ends):
    window = Box(min(ends[0], ends[2]), ends[1], max(ends[0], ends[2]), ends[3])
    places = tuple(Place(lat, lon, n, 0, f"{k:x}") for k, ((lat, lon), n) in enumerate(told.items()))
    squares = Ground(places, ()).squares(window)
    held = [p for p in places if any(b.south <= p.lat <= b.north and b.west <= p.lon <= b.east for b in window.parts())]
    assert sorted(p.one for square in squares for p in square) == sorted(p.one for p in held)
    counts = [sum(p.count for p in square) for square in squares]
    assert counts == sorted(counts, reverse=True)
    step = step_of(window)
    for square in squares:
        assert max(p.lat for p in square) - min(p.lat for p in square) < step
        assert max(p.lon for p in square) - min(p.lon for p in square) < step


def test_a_cursor_that_is_none_is_refused(ask):
    with pytest.raises(StopError, match="cursor"):
        ask(newest, Query(after="nothing"))
