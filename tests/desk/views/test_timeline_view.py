from vedette.desk.filters import Filter
from vedette.desk.views.timeline import spans_of, timeline_view
from vedette.records.incident import Days, Incident
from vedette.store.placed import Span


def span(since, until=None, family="force", count=1):
    return Span(since=since, until=until or since, family=family, count=count)


def test_days_are_counted_by_force_and_other_kinds():
    view = timeline_view(
        [span("2022-09-13", count=3), span("2022-09-13", family="talks"), span("2022-09-14")], Filter(), None, total=5
    )
    assert [(c.start, c.force, c.other) for c in view.columns] == [("2022-09-13", 3, 1), ("2022-09-14", 1, 0)]
    assert view.columns[0].told == "13 September 2022: 3 of force, 1 of other kinds"
    assert view.columns[0].href == "/timeline?from=2022-09-13&to=2022-09-13&by=day"
    assert (view.by, view.drawn, view.spread, view.long) == ("day", 5, 0, 0)


def test_a_night_counts_for_the_day_on_which_it_began_and_a_week_for_none():
    view = timeline_view(
        [span("2022-09-12", "2022-09-13"), span("2022-09-06", "2022-09-13", count=2)], Filter(), "day", total=4
    )
    assert [c.start for c in view.columns] == ["2022-09-12"]
    assert [(r.start, r.end, r.count) for r in view.reaches] == [("2022-09-06", "2022-09-13", 2)]
    assert view.reaches[0].told == "2 incidents on some day of 6–13 September 2022"
    assert (view.spread, view.long) == (2, 1)


def test_a_span_within_one_longer_period_is_in_its_column():
    view = timeline_view([span("2022-09-06", "2022-09-13")], Filter(), "month", total=1)
    assert [(c.start, c.force) for c in view.columns] == [("2022-09-01", 1)]
    assert view.reaches == ()


def test_what_is_too_fine_to_draw_is_drawn_by_longer_periods_and_told():
    spans = [span(f"2022-{month:02}-{day:02}") for month in range(1, 13) for day in range(1, 29)]
    view = timeline_view(spans, Filter(), "day", total=len(spans))
    assert (view.by, view.coarser) == ("week", True)
    assert timeline_view(spans, Filter(), None, total=len(spans)).coarser is False
    assert sum(c.force for c in view.columns) + view.spread == len(spans)


def test_a_column_leads_to_its_days_within_the_period_asked_for():
    asked = Filter(since="2022-09-14", until="2022-09-16", dyad="ARM-AZE")
    view = timeline_view([span("2022-09-15")], asked, "week", total=1)
    assert view.columns[0].href == "/timeline?from=2022-09-14&to=2022-09-16&dyad=ARM-AZE&by=week"


def test_the_choice_of_periods_keeps_the_filter():
    assert dict(timeline_view([], Filter(words="drone"), None, total=0).bys)["week"] == "/timeline?words=drone&by=week"
    assert timeline_view([], Filter(), None, total=0).chart == ""


def test_incidents_are_counted_as_the_store_counts_them():
    def told(first, last):
        days = Days(first=first, last=last)
        return Incident(id="x", family="force", tellings=(), mentions=(), documents=(), origins=1, days=days)

    day, month = told("2022-09-13", "2022-09-13"), told("2022-09-01", "2022-10-02")
    longer = told("2022-09-01", "2022-10-03")
    assert spans_of([day, day, month, longer]) == [span("2022-09-01", "2022-10-02"), span("2022-09-13", count=2)]
