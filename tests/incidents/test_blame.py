from make_mentions import mention, source

from vedette.incidents.blame import blame, campaign_ledger, incident_ledger, versions
from vedette.incidents.reconcile import batch
from vedette.incidents.tellings import tellings


def _said(who, by, status="actual", n=0, document=None):
    at = source(document or f"{by}-{n}", "2022-09-13", publisher=f"paper of {by}")
    claimants = [by] if by else []
    return mention(
        who=[who], whom=["ARM"], where="Sotk", when="2022-09-13", at=at, n=n, status=status, claimants=claimants
    )


def test_blame_is_contested_where_the_blamed_denies():
    line = blame([_said("AZE", "ARM"), _said("AZE", "AZE", "negated", 1)], dyad=("ARM", "AZE"))[0]
    assert (line.doer, [v for v, _ in line.said_by], [v for v, _ in line.denied_by]) == ("AZE", ["ARM"], ["AZE"])
    assert line.words == ("contested", "single source", "one side only")
    assert line.reason == "AZE denies it"
    assert line.said_by[0][1][0].trigger.text == "attack"


def test_blame_is_contested_where_others_name_somebody_else():
    lines = blame([_said("AZE", "ARM"), _said("ARM", "AZE", n=1)], dyad=("ARM", "AZE"))
    assert {x.doer: x.words[0] for x in lines} == {"ARM": "contested", "AZE": "contested"}


def test_who_names_both_does_not_contradict_himself():
    both = mention(who=["ARM", "AZE"], at=source("u"), claimants=["UNO"])
    assert all("contested" not in x.words for x in blame([both]))


def test_admitted_and_corroborated():
    line = blame([_said("AZE", "AZE"), _said("AZE", "UNO", n=1)])[0]
    assert line.words == ("admitted", "corroborated by 2 independent origins")
    assert "admitted" not in blame([_said("AZE", "UNO")])[0].words


def test_blame_of_a_campaign_is_told_incident_by_incident():
    one, two = (
        _said("AZE", "ARM"),
        mention(who=["ARM"], whom=["AZE"], where="Dashkasan", at=source("z"), claimants=["AZE"]),
    )
    found = batch(t for m in (one, two) for t in tellings([m]))
    book = campaign_ledger(found, [one, two], [], dyad=("ARM", "AZE"))
    assert [(b.incident, b.doer, b.words) for b in book.blame] == [
        (i.id, next(iter(i.doers)), ("single source", "one side only")) for i in found
    ]


def test_versions_stand_side_by_side_also_the_silent_one():
    told = [_said("AZE", "ARM"), _said("AZE", "AZE", "negated", 1)]
    found = versions(told, [], dyad=("ARM", "AZE", "RUS"))
    assert [(v.party, v.stance, v.doers) for v in found] == [
        ("ARM", "says", ("AZE",)),
        ("AZE", "denies", ()),
        ("RUS", "silent", ()),
    ]


def test_a_denial_stays_in_the_incident_that_it_denies():
    told = [_said("AZE", "ARM"), _said("AZE", "AZE", "negated", 1), _said("AZE", "", n=2)]
    found = batch(t for m in told for t in tellings([m]))
    assert len(found) == 1
    book = incident_ledger(found[0], told, [])
    assert [v.stance for v in book.versions] == ["says", "denies", "says"]
    assert book.blame[0].words[0] == "contested"
