"""Over a hundred questions, written by hand, answered from the files: who was bound, who held the office, who held the ground."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from vedette.checking.clocks import is_kept
from vedette.knowledge.base import load_knowledge
from vedette.knowledge.dates import Holds, holds
from vedette.knowledge.entities import load_entities
from vedette.knowledge.facts import held
from vedette.knowledge.obligations import obligations, parties
from vedette.knowledge.who import who

FILE = Path(__file__).with_name("questions.csv")


def questions():
    lines = [line for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines))


def facts(name, kind):
    entities = load_entities()
    named = [e for e in entities.named(name) if e.kind == kind] or [
        e for i, e in entities.by_id.items() if i == f"{kind}:{name}"
    ]
    assert named, name
    return [f for e in named for f in e.facts]


def bound(q):
    found = obligations(q["subject"], q["object"], q["on"], load_knowledge())
    return {d.bound for d in found.for_attacked if d.obligation in ("defence", "assistance")}


def members(q):
    found = [{p.spell.party for p in parties(a.id, q["on"], load_knowledge())} for a in facts(q["subject"], "alliance")]
    return max(found, key=len)


def yes(state):
    return "no" if state is Holds.NO else "yes"


def answer(q):
    match q["kind"]:
        case "member":
            return "yes" if q["object"] in members(q) else "no"
        case "count":
            return str(len(members(q)))
        case "office":
            return next(a.name for a in who(q["subject"], date.fromisoformat(q["on"])) if a.holds != "no")
        case "force":
            found = [
                e
                for k in ("agreement", "alliance")
                for e in load_entities().by_id.values()
                if e.kind == k and (e.id == f"{k}:{q['subject']}" or e in load_entities().named(q["subject"]))
            ]
            (fact,) = [f for e in found for f in e.facts]
            return yes(holds(getattr(fact, "signed", "") or fact.date, fact.ended, q["on"]))
        case "where":
            return next(
                f.place
                for f in facts(q["subject"], "base")
                if f.host == q["object"] and held(f, q["on"]) is not Holds.NO
            )
        case "there":
            return "yes" if any(held(f, q["on"]) is not Holds.NO for f in facts(q["subject"], "base")) else "no"
        case "held":
            now = [t.controlled_by for t in facts(q["subject"], "territory") if held(t, q["on"]) is not Holds.NO]
            return "|".join(dict.fromkeys(c for codes in now for c in codes))
        case "war":
            return "yes" if any(held(f, q["on"]) is not Holds.NO for f in facts(q["subject"], "war")) else "no"
        case "chair":
            base = load_knowledge()
            return next(
                o.chair
                for o in base.organs
                if o.organisation == q["subject"]
                and o.organ == q["object"]
                and o.chair
                and held(o, q["on"]) is Holds.YES
            )
        case "zone":
            return (
                "yes"
                if any(is_kept(z, q["on"]) for z in load_knowledge().zones if z.abbreviation == q["subject"])
                else "no"
            )
        case "outlet":
            return next(getattr(f, "country", "") or f.code for f in facts(q["subject"], "outlet"))
    raise AssertionError(q["kind"])


@pytest.mark.parametrize("q", questions(), ids=lambda q: q["question"])
def test_the_files_answer(q):
    if q["kind"] == "bound":
        found = bound(q)
        for state in q["answer"].split("|"):
            assert (state.removeprefix("!") in found) is not state.startswith("!"), (state, sorted(found))
    elif q["kind"] == "where":
        assert q["answer"] in answer(q)
    else:
        assert answer(q) == q["answer"]


def test_there_are_a_hundred_and_they_ask_of_everything():
    kinds = Counter(q["kind"] for q in questions())
    assert kinds.total() >= 100
    assert set(kinds) == {
        "bound",
        "member",
        "count",
        "office",
        "force",
        "where",
        "there",
        "held",
        "war",
        "chair",
        "zone",
        "outlet",
    }
    assert len({q["question"] for q in questions()}) == kinds.total()
