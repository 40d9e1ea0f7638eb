"""Claims as people write them: every wrong field is told at once, and what passes stands in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import StopError
from vedette.records.correction import EVENT, FIGURE, KINDS
from vedette.records.document import Document
from vedette.records.parsing import casualty_of, event_of
from vedette.workflow.claimed import claim_from

TEXT = "Azerbaijan shelled Goris on Tuesday, killing at least 49 soldiers, Armenia said."
DOCUMENT = Document.of(TEXT, id="d")


def at(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


SIDE = {**at("Azerbaijan"), "country": "AZE", "sector": "MIL"}
ACT = {"type": "ASSAULT", "mode": "heavy-weapons", "trigger": at("shelled"), "actors": [SIDE]}
COUNT = {**at("at least 49 soldiers"), "kind": "killed", "low": 49, "who": "military", "side": "ARM"}


def made(kind, told, before=None):
    return claim_from(DOCUMENT, kind, told, before, name="a" * 20, sentence=(0, len(TEXT)))


def test_a_new_claim_has_every_field_of_the_record_format():
    event = event_of(made(EVENT, ACT))
    assert (event.id, event.trigger.text, event.sentence, event.status) == (
        "a" * 20,
        "shelled",
        (0, len(TEXT)),
        "actual",
    )
    assert (event.actors[0].text, event.actors[0].country, event.actors[0].entity) == ("Azerbaijan", "AZE", None)
    figure = casualty_of(made(FIGURE, COUNT))
    assert (figure.text, figure.low, figure.high, figure.scope) == ("at least 49 soldiers", 49, None, "incident")


def test_only_what_is_told_changes_and_what_is_as_it_was_is_not_looked_at():
    before = made(EVENT, ACT) | {"quoted": True, "confidence": 0.2, "actors": [{**SIDE, "country": "QQQ", "text": "x"}]}
    after = made(EVENT, {"type": "AID", "mode": None, "actors": before["actors"]}, before)
    assert after == {**before, "type": "AID", "mode": None, "confidence": 1.0}
    moved = made(EVENT, {"recipients": before["actors"], "actors": []}, before)
    assert moved["recipients"] == before["actors"]


def test_places_and_times_are_completed():
    place = {**at("Goris"), "country": "arm", "lat": 39.5, "lon": 46, "precision": "settlement"}
    event = event_of(
        made(EVENT, {**ACT, "place": place, "time": {**at("on Tuesday"), "from": "2022-09-13", "to": "2022-09-13"}})
    )
    assert (event.place.name, event.place.country, event.place.lon, event.place.reason) == (
        "Goris",
        "ARM",
        46.0,
        "told by a person",
    )
    assert (event.time.from_, event.time.precision, event.time.text) == ("2022-09-13", "day", "on Tuesday")


def test_every_fault_is_told_at_once():
    with pytest.raises(StopError) as error:
        made(EVENT, {"type": "WAR", "status": "maybe", "actors": "x", "place": {"start": 0, "end": 0}, "id": "x"})
    said = str(error.value)
    assert said.startswith("event in document d: ")
    for part in (
        "id: is no field",
        "type: 'WAR' is none of",
        "status: 'maybe'",
        "actors: is no list",
        "place: characters",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("kind", "told", "match"),
    [
        (EVENT, {}, "trigger: is missing"),
        (EVENT, {"trigger": at("shelled"), "actors": [SIDE]}, "type: is missing"),
        (EVENT, {**ACT, "mode": "phone"}, "mode: 'phone' is none of ASSAULT's"),
        (EVENT, {**ACT, "actors": []}, "neither actor, recipient nor place"),
        (EVENT, {**ACT, "actors": [{**SIDE, "country": "ARN"}]}, r"ARN is no country's code; did you mean .*ARM"),
        (EVENT, {**ACT, "actors": [{**SIDE, "text": "Baku"}]}, "'Baku' does not stand at 0"),
        (EVENT, {**ACT, "actors": [SIDE] * 21}, "no list of up to 20"),
        (EVENT, {**ACT, "trigger": {"start": 5, "end": 4}}, "are no words"),
        (EVENT, {**ACT, "trigger": {"start": True, "end": 4}}, "no place in the text"),
        (EVENT, {**ACT, "trigger": {"start": 0, "end": 9999}}, "no place in the text; it has"),
        (EVENT, {**ACT, "place": {**at("Goris"), "lat": 39.5}}, "one coordinate"),
        (EVENT, {**ACT, "place": {**at("Goris"), "lat": float("nan"), "lon": 1}}, "no coordinate"),
        (EVENT, {**ACT, "place": {**at("Goris"), "lat": 1, "lon": 1, "precision": "country"}}, "has no coordinates"),
        (EVENT, {**ACT, "time": {**at("on Tuesday"), "from": "Tuesday", "to": None}}, "no ISO date"),
        (EVENT, {**ACT, "time": {**at("on Tuesday"), "from": "2022-09-14", "to": "2022-09-13"}}, "is after"),
        (FIGURE, {"kind": "killed", "low": 1}, "tell the words of the count"),
        (FIGURE, {**at("49"), "low": 1}, "kind: is missing"),
        (FIGURE, {**COUNT, "low": None}, "neither it nor high"),
        (FIGURE, {**COUNT, "high": 4}, "low: 49 is more than high"),
        (FIGURE, {**COUNT, "low": -1}, "no count of people"),
        (FIGURE, {**COUNT, "low": True}, "no count of people"),
        (FIGURE, {**COUNT, "approx": "yes"}, "neither true nor false"),
        (FIGURE, {**COUNT, "who": "elves"}, "'elves' is none of"),
        (FIGURE, {**COUNT, "end": 0}, "end before they begin"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_field(kind, told, match):
    with pytest.raises(StopError, match=match):
        made(kind, told)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["start", "end", "country", "sector", "from", "lat"]), x),
    max_leaves=8,
)  # fmt: skip


@given(
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from([*ACT, *COUNT, "time", "place", "claimants"]), JSON),
    st.booleans(),
)
def test_whatever_is_told_is_a_claim_or_a_fault(kind, told, over):
    base = ACT if kind == EVENT else COUNT
    fields = {n: v for n, v in told.items() if n in (*base, "time", "place", "claimants")}
    try:
        found = made(kind, {**base, **fields} if over else fields, made(kind, base) if over else None)
    except StopError:
        return
    if kind == EVENT:
        event = event_of(found)
        spans = [event.trigger, *event.actors, *event.claimants, *filter(None, (event.place, event.time))]
    else:
        spans = [casualty_of(found), *casualty_of(found).claimants]
    assert all(TEXT[s.start : s.end] == s.text for s in spans)
