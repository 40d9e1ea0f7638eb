"""Measuring: pairs within a sentence, sides, figures, bands of confidence, and what is wrong with codings."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import StopError
from vedette.scoring.gold import load_gold
from vedette.scoring.measures import score
from vedette.scoring.pairing import Sentences, kilometres, paired, sides

TEXT = "Ruritania shelled Strelsau. Graustark condemned the attack."


def event(type_, start, end, actors=(), recipients=(), **more):
    return {
        "type": type_,
        "status": "actual",
        "trigger": {"start": start, "end": end, "text": TEXT[start:end]},
        "actors": [{"country": c} for c in actors],
        "recipients": [{"country": c} for c in recipients],
        **more,
    }


def coded(tmp_path, *events, **more):
    near = {
        "near": "Ruritania shelled",
        "trigger": "shelled",
        "type": "ASSAULT",
        "status": "actual",
        "actors": [{"country": "RUS"}],
    }
    line = {"id": "a", "text": TEXT, "events": [near, *events], **more}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line) + "\n")
    return path


def measured(path, *events, **more):
    return score(load_gold(path), {"a": {"events": list(events), **more}}).to_json()


def test_a_right_event_counts_for_type_and_sides(tmp_path):
    found = measured(coded(tmp_path), event("ASSAULT", 10, 17, ["RUS"]))
    assert found["measures"]["event type"]["f1"] == found["measures"]["event dyad"]["f1"] == 1.0


def test_wrong_sides_count_for_the_type_alone(tmp_path):
    found = measured(coded(tmp_path), event("ASSAULT", 10, 17, ["GRC"]))
    assert (found["measures"]["event type"]["f1"], found["measures"]["event dyad"]["f1"]) == (1.0, 0.0)


def test_another_sentence_is_no_answer(tmp_path):
    found = measured(coded(tmp_path), event("ASSAULT", 52, 58, ["RUS"]))
    assert found["measures"]["event type"]["hit"] == 0


def test_one_record_answers_one_coding():
    gold = [{"type": "X", "start": 0}, {"type": "X", "start": 5}]
    pairs = paired(
        gold, [{"type": "X", "start": 4}], lambda _: 0, lambda _a, _b: True, lambda g, p: -abs(g["start"] - p["start"])
    )
    assert pairs == [({"type": "X", "start": 5}, {"type": "X", "start": 4})]


def test_the_participants_of_a_meeting_are_one_set():
    one = {"type": "CONSULT", "actors": [{"country": "A"}], "recipients": [{"country": "B"}]}
    other = {"type": "CONSULT", "actors": [{"country": "B"}, {"country": "A"}], "recipients": []}
    assert sides(one) == sides(other)


def test_confidence_is_told_by_bands(tmp_path):
    found = measured(
        coded(tmp_path), event("ASSAULT", 10, 17, ["RUS"], confidence=0.85), event("SUPPORT", 38, 47, confidence=0.85)
    )
    band = next(b for b in found["calibration"] if b["of"])
    assert (band["from"], band["share"], band["of"]) == (0.8, 0.5, 2)


def test_figures_need_their_bounds_and_their_claimant(tmp_path):
    told = {
        "near": "Strelsau",
        "text": "Strelsau",
        "kind": "killed",
        "low": 5,
        "high": 5,
        "side": "RUS",
        "claimants": [{"country": "RUS"}],
    }
    given_ = {"start": 18, "kind": "killed", "low": 5, "high": 5, "side": "RUS", "claimants": []}
    found = measured(coded(tmp_path, casualties=[told]), casualties=[given_])["measures"]
    assert (found["casualty"]["hit"], found["casualty with claimant"]["hit"]) == (1, 0)


def test_a_text_without_a_record_is_told(tmp_path):
    assert score(load_gold(coded(tmp_path)), {}).unread == ["a"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            '{"id": "a", "text": "x x", "events": [{"near": "x", "trigger": "x", "type": "ASSAULT", "status": "actual"}]}',
            "stands 2 times",
        ),
        (
            '{"id": "a", "text": "x", "events": [{"near": "x", "trigger": "x", "type": "WAR", "status": "actual"}]}',
            "'WAR' is not in the codebook",
        ),
        (
            '{"id": "a", "text": "x", "events": [{"near": "x", "trigger": "y", "type": "ASSAULT", "status": "actual"}]}',
            "is not inside near",
        ),
        ("{", "is no JSON"),
        ("", "none in it"),
    ],
)
def test_faulty_codings_are_named(tmp_path, line, said):
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(StopError, match=said):
        load_gold(path)


def test_a_folder_holds_texts_and_codings_apart(tmp_path):
    for name, content in (("docs", {"id": "a", "text": TEXT}), ("gold", {"doc": "a", "events": []})):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text(json.dumps(content))
    assert [c.id for c in load_gold(tmp_path)] == ["a"]


def test_abbreviations_end_no_sentence():
    at = Sentences("Gen. Votel met U.S. Marines. They left.").at
    assert (at(0), at(15), at(30)) == (0, 0, 1)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Ab. \n!?”", max_size=80))
def test_sentence_numbers_never_fall(text):
    numbers = [Sentences(text).at(k) for k in range(len(text))]
    assert numbers == sorted(numbers)


def test_distances_are_those_of_the_map():
    assert kilometres({"lat": 40.18, "lon": 44.51}, {"lat": 40.41, "lon": 49.87}) == pytest.approx(455, abs=5)
