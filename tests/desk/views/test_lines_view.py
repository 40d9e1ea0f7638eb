"""An incident in a line: nobody is told to have done what each blames on the other, and no figure is added up."""

from dataclasses import replace

from vedette.desk.views.lines import MOST_TOLLS, headline, incident_line
from vedette.desk.views.receipts import Gate
from vedette.incidents.urgency import Urgency, urgency
from vedette.records.incident import Days, Incident, Source
from vedette.records.reading import PlaceMention
from vedette.records.record import Actor, Casualty, Event, Receipt
from vedette.store.claims import Told
from vedette.store.found import Found

GORIS = PlaceMention(0, 5, "Goris", "Goris", "ARM", 39.5, 46.3, "settlement")
SHELLING = Incident(
    id="i", family="force", tellings=("t",), mentions=("m",), documents=("d",), origins=1,
    doers=frozenset({"AZE"}), sufferers=frozenset({"ARM"}), place=GORIS, days=Days(first="2022-09-13", last="2022-09-13"),
)  # fmt: skip
ROUTINE = Urgency(tier="ROUTINE", rule="else", sentence="None.")


def event(type_="ASSAULT", mode=None, status="actual"):
    return Event(id="m", type=type_, mode=mode, status=status, trigger=Receipt(0, 7, "shelled"), sentence=(0, 9))


def figure(low, high, country="ARM", kind="killed", id_="c"):
    who = (Actor(0, 1, "the ministry", country, "GOV"),) if country else ()
    return Casualty(
        id=id_, event="m", start=0, end=2, text="49", kind=kind, low=low, high=high, approx=False, who="military", side="ARM", claimants=who
    )  # fmt: skip


def found(claim, document="d", published="2022-09-13", source="Zenda Post"):
    at = Source(document=document, source=source, published=published)
    return Found(
        claim=claim, body={}, at=at, title=None, sentence=None, incident="i", reader="r", cursor=f"{published}.1"
    )


def line(events=(), figures=(), incident=SHELLING, **more):
    told = Told(tuple(found(e) for e in events or (event(),)), tuple(figures))
    return incident_line(incident, told, ROUTINE, **more)


def test_a_headline_tells_who_did_what_to_whom():
    assert headline(SHELLING, [event()]) == "Azerbaijan used force against Armenia"
    assert headline(replace(SHELLING, doers=frozenset()), [event()]) == "Somebody not named used force against Armenia"
    assert headline(replace(SHELLING, sufferers=frozenset()), [event()]) == "Azerbaijan used force"


def test_where_each_blames_the_other_nobody_is_told_to_have_done_it():
    both = replace(SHELLING, doers=frozenset({"AZE", "ARM"}))
    assert headline(both, [event()]) == "Force between Armenia and Azerbaijan"
    assert headline(replace(SHELLING, doers=frozenset({"ARM"})), [event()]) == "Force involving Armenia"


def test_talks_have_no_doer():
    talks = replace(SHELLING, family="talks")
    assert headline(talks, [event("CONSULT")]) == "Armenia and Azerbaijan met or talked"


def test_many_parties_are_counted_after_three():
    many = replace(SHELLING, doers=frozenset({"AZE", "RUS", "TUR", "GEO", "IRN"}))
    assert "2 others" in headline(many, [event()])


def test_each_claimants_last_figure_stands_alone_and_what_excludes_another_is_contested():
    figures = [
        found(figure(49, 49, id_="a")),
        found(figure(105, 105, id_="b"), "e", "2022-09-14"),
        found(figure(10, 20, "AZE", id_="c"), "f"),
        found(figure(100, None, None, id_="d"), "g"),
    ]
    tolls = line(figures=figures).tolls
    assert {(t.figure, t.contested) for t in tolls} == {("105", True), ("10 to 20", True), ("at least 100", True)}
    assert [t.claimant for t in tolls if t.figure == "at least 100"] == ["Zenda Post"]


def test_what_can_be_true_together_is_not_contested():
    tolls = line(figures=[found(figure(49, 49, id_="a")), found(figure(40, None, "AZE", id_="b"), "e")]).tolls
    assert [t.contested for t in tolls] == [False, False]


def test_a_campaigns_figure_says_that_it_is_one():
    nowhere = replace(SHELLING, place=None)
    assert line(figures=[found(figure(49, 49))], incident=nowhere).tolls[0].kind == "killed in the campaign"


def test_a_line_has_few_figures():
    kinds = ("killed", "injured", "missing", "captured", "displaced")
    assert len(line(figures=[found(figure(1, 1, kind=k, id_=k)) for k in kinds]).tolls) == MOST_TOLLS


def test_words_behind_the_gate_are_left_out():
    shut = line(figures=[found(figure(49, 49))], gate=Gate(frozenset({"d"})))
    assert (shut.receipt.words, shut.tolls[0].receipt.words) == ("", "")
    assert line().receipt.words == "shelled"


def test_the_status_is_actual_where_anybody_tells_it_so():
    assert line([event(status="negated"), event()]).status == "actual"
    assert line([event(status="negated")]).status == "negated"


def test_the_rule_names_whoever_gives_the_figure():
    urgent = urgency(SHELLING, [event()], [figure(49, None)], defended=False)
    assert "The ministry (Armenia): at least 49 killed." in incident_line(SHELLING, Told(), urgent).rule


def test_an_incident_without_claims_days_or_place_has_a_line_all_the_same():
    bare = incident_line(replace(SHELLING, days=None, place=None), Told(), ROUTINE)
    assert (bare.when, bare.where, bare.receipt, bare.day, bare.tolls) == ("day not told", None, None, None, ())
