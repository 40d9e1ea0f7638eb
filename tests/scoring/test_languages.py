from vedette.records.document import Document
from vedette.records.record import Actor, Casualty, Named, Quote, Record
from vedette.scoring.languages import measure

KEY = {
    "casualties": [{"kind": "killed", "low": 2, "high": 2, "who": "unknown", "side": None, "claimants": ["ARM.GOV"]}],
    "quotes": [{"text": "да", "speaker": "ARM.GOV"}],
    "names": [{"kind": "place", "name": "Орёл"}],
}
ACTOR = Actor(0, 1, "x", "ARM", "GOV")


def record(**told):
    casualty = {"id": "c", "event": None, "start": 0, "end": 1, "text": "x", "kind": "killed", "low": 2, "high": 2}
    casualty |= {"approx": False, "who": "unknown", "side": None, "claimants": (ACTOR,)}
    quote = Quote(id="q", start=0, end=1, text="да", speakers=(ACTOR,))
    name = Named(start=0, end=1, text="x", kind="place", name="Орел")
    return Record(
        document=Document.of("x"), casualties=(Casualty(**casualty | told),), quotes=(quote,), mentions=(name,)
    )


def test_what_is_told_as_in_the_key_is_right():
    assert {m["f1"] for m in measure([KEY], [record()]).values()} == {1.0}


def test_each_measure_tells_its_own_fault():
    found = measure([KEY], [record(side="ARM")])
    assert found["count with side"]["hit"] == 0
    assert found["count"]["hit"] == found["count with who"]["hit"] == found["count with claimants"]["hit"] == 1
    assert measure([KEY], [record(low=3)])["count"]["hit"] == 0
    assert measure([KEY, KEY], [record(), Record(document=Document.of("y"))])["count"]["recall"] == 0.5
