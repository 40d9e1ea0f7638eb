"""What one document tells of one thing."""

from dataclasses import replace

from make_mentions import mention, source

from vedette.incidents.tellings import tellings
from vedette.records.incident import DIFFERENT, Judgement


def _groups(*mentions, judgements=()):
    return [len(t.members) for t in tellings(mentions, judgements)]


def test_the_attack_goes_on_with_what_was_told_before():
    first = mention(who=["AZE"], whom=["ARM"], where="Sotk", when="2022-09-13")
    again = mention(whom=["ARM"], n=1)
    found = tellings([first, again])
    assert [t.members for t in found] == [(first.id, again.id)]
    assert found[0].joins[0].evidence == "goes on with what was told before, without another place"
    assert found[0].days.first == "2022-09-13"


def test_another_place_another_day_and_other_victims_are_another_thing():
    first = mention(whom=["ARM"], where="Sotk", when="2022-09-13")
    assert _groups(first, mention(whom=["ARM"], where="Jermuk", n=1)) == [1, 1]
    assert _groups(first, mention(whom=["ARM"], where="Sotk", when="2022-09-14", n=1)) == [1, 1]
    assert _groups(first, mention(whom=["AZE"], where="Sotk", n=1)) == [1, 1]


def test_a_headline_takes_the_place_that_follows():
    assert _groups(mention(whom=["ARM"]), mention(whom=["ARM"], where="Sotk", when="2022-09-13", n=1)) == [2]
    assert _groups(mention(where="Syunik Province"), mention(where="Jermuk", n=1)) == [2]


def test_returned_fire_is_of_the_same_exchange():
    first = mention(who=["AZE"], whom=["ARM"], where="Sotk")
    assert _groups(first, mention(who=["ARM"], n=1)) == [2]
    assert _groups(first, mention(who=["ARM"], where="Dashkasan", n=1)) == [1, 1]


def test_what_was_told_before_in_the_year_is_not_today():
    assert _groups(mention(where="Sotk"), mention(where="Sotk", status="historical", n=1)) == [1, 1]
    assert _groups(mention(where="Sotk", status="hypothetical")) == []


def test_a_sum_over_a_period_is_no_part_of_one_attack():
    assert _groups(mention(where="Sotk", whom=["ARM"]), mention(whom=["ARM"], n=1, total=True)) == [1, 1]


def test_a_denial_is_told_of_the_same_thing():
    assert _groups(mention(who=["AZE"], where="Sotk"), mention(who=["AZE"], where="Sotk", status="negated", n=1)) == [2]


def test_a_person_can_split_what_the_rules_joined():
    one, two = mention(where="Sotk"), mention(where="Sotk", n=1)
    apart = Judgement.of(DIFFERENT, [one.id], [two.id], author="Ani", at="2022-10-01T00:00:00Z")
    assert _groups(one, two) == [2]
    assert _groups(one, two, judgements=[apart]) == [1, 1]


def test_the_organisation_is_the_one_that_is_named():
    meets, held = mention("CONSULT", ["IGO/GOV"]), mention("CONSULT", ["IGO/GOV:CSTO"], n=1)
    assert [sorted(t.doers) for t in tellings([meets, held])] == [["IGO:csto"]]


def test_the_place_that_was_hit_is_the_place():
    hit = mention(who=["RUS"], when="2025-06-10", at=source("a", "2025-06-10"))
    named = hit.event.actors[0].__class__(5, 12, "Kharkiv", "RUS", "CVL", None, "Kharkiv")
    found = tellings([replace(hit, event=replace(hit.event, recipients=(named,)))])[0]
    assert (found.place.name, found.place.country) == ("Kharkiv", None)
