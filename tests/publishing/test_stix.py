"""STIX: valid by the reference library, ids that follow from the content, nothing that refers to nowhere."""

import json

import pytest

from publishing.crosswalks.make_wholes import ARM, actor, event, figure, whole
from vedette.publishing.stix import objects, stix_blocks, when

TOLD = whole(
    event(sufferers=(ARM,), claimants=(actor("ARM", "GOV", text="the ministry"),)), figures=(figure(49, by="ARM"),)
)
DENIED = whole(
    event(sufferers=(ARM,)), event(sufferers=(ARM,), status="negated", id_="e2", claimants=(actor("AZE", "GOV"),))
)


def bundle(*found):
    return json.loads("".join(stix_blocks(found, {"id": "s"})))


def test_the_reference_library_takes_it():
    stix2 = pytest.importorskip("stix2")
    made = stix2.parse(json.dumps(bundle(TOLD, DENIED)), allow_custom=False)
    assert {o["type"] for o in made.objects} == {
        "identity", "incident", "location", "note", "opinion", "relationship", "report",
    }  # fmt: skip


def test_every_reference_leads_to_an_object_of_the_bundle():
    made = bundle(TOLD)["objects"]
    ids = {o["id"] for o in made}
    assert len(ids) == len(made)
    refs = {o[n] for o in made for n in ("created_by_ref", "source_ref", "target_ref") if n in o}
    assert refs | {r for o in made for r in o.get("object_refs", ())} <= ids


def test_what_several_incidents_share_stands_once():
    made = bundle(TOLD, TOLD)["objects"]
    assert sum(o["type"] == "location" for o in made) == 1
    assert sum(o["type"] == "identity" for o in made) == 3


def test_figures_and_versions_have_their_claimant_and_receipt():
    made = list(objects(TOLD))
    (note,) = (o for o in made if o["type"] == "note")
    assert note["authors"] == ["Armenia"]
    assert note["content"] == "killed, military, side ARM: 49; report d1, characters 20 to 30"
    (said,) = (o for o in made if o["type"] == "opinion")
    assert (said["opinion"], said["authors"], said["explanation"]) == ("agree", ["Armenia"], "says it, by d1 (10-17)")
    assert "disagree" in {o.get("opinion") for o in objects(DENIED)}


def test_no_word_of_a_text_stands_in_it():
    assert "shelled" not in json.dumps(bundle(TOLD, DENIED))
    assert "the ministry" not in json.dumps(bundle(TOLD))


def test_the_same_store_gives_the_same_bytes():
    assert "".join(stix_blocks([TOLD], {"id": "s"})) == "".join(stix_blocks([TOLD], {"id": "s"}))
    assert bundle(TOLD)["id"] != json.loads("".join(stix_blocks([TOLD], {"id": "t"})))["id"]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("2022-09-13", "2022-09-13T00:00:00.000Z"),
        ("2022-09-13T04:30:00+04:00", "2022-09-13T00:30:00.000Z"),
        ("2022-09-13T04:30", "2022-09-13T00:00:00.000Z"),
        (None, "1970-01-01T00:00:00.000Z"),
    ],
)
def test_times_are_in_utc_to_the_millisecond(told, shown):
    assert when(told) == shown


def test_what_has_no_place_has_no_location():
    assert not [
        o for o in objects(whole(place=None)) if o["type"] == "location" or o.get("relationship_type") == "located-at"
    ]
    assert list(stix_blocks([], {"id": "s"}))[-1] == "\n]}\n"
