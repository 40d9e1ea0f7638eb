import json

from vedette.records.document import Document
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Doubt, Event, Quote, Receipt, Record

TEXT = "Ruritania shelled Strelsau overnight, killing two."


def whole_record() -> Record:
    actor = Actor(0, 9, "Ruritania", "RUR", "MIL", "state:RUR", "Ruritania")
    event = Event(
        id="e1",
        type="ASSAULT",
        mode="heavy-weapons",
        status="actual",
        trigger=Receipt(10, 17, "shelled"),
        sentence=(0, 50),
        actors=(actor,),
        place=PlaceMention(18, 26, "Strelsau", "Strelsau", "RUR", 50.1, 14.4, "settlement", 1, "the only one"),
        time=TimeExpression(27, 36, "overnight", "2022-09-12", "2022-09-13", "night"),
        confidence=0.8,
    )
    casualty = Casualty(
        id="c1", event="e1", start=38, end=49, text="killing two", kind="killed", low=2, high=2, approx=False,
        who="unknown", side="RUR", claimants=(actor,),
    )  # fmt: skip
    return Record(
        document=Document.of(TEXT, id="d1"),
        events=(event,),
        casualties=(casualty,),
        quotes=(Quote(id="q1", start=0, end=9, text="Ruritania", speakers=(actor,)),),
        doubts=(Doubt(start=18, end=26, text="Strelsau", about="place", reason="two places bear the name"),),
        reader="test",
    )


def test_a_record_is_json_with_the_names_of_the_format():
    out = json.loads(json.dumps(whole_record().to_json()))
    assert set(out) >= {"document", "events", "casualties", "quotes"}
    assert set(out["events"][0]) >= {
        "id", "type", "mode", "status", "trigger", "sentence", "actors", "recipients", "place", "time", "claimants",
        "cue", "quoted", "confidence",
    }  # fmt: skip
    assert set(out["casualties"][0]) >= {
        "id", "event", "start", "end", "text", "kind", "low", "high", "approx", "who", "side", "scope", "claimants",
    }  # fmt: skip
    assert set(out["events"][0]["place"]) >= {"name", "country", "lat", "lon", "precision", "geonames"}
    assert set(out["events"][0]["time"]) >= {"from", "to", "precision"}
    assert set(out["quotes"][0]) >= {"start", "end", "text", "speakers", "cue"}


def test_every_field_has_its_words_in_the_text():
    out = whole_record().to_json()
    event = out["events"][0]
    for part in (event["trigger"], event["place"], event["time"], *event["actors"], *out["casualties"], *out["quotes"]):
        assert TEXT[part["start"] : part["end"]] == part["text"]


def test_what_is_not_told_is_null_and_not_left_out():
    out = Record(
        document=Document.of("x"),
        events=(
            Event(id="e", type="CONSULT", mode=None, status="actual", trigger=Receipt(0, 1, "x"), sentence=(0, 1)),
        ),
    ).to_json()
    assert out["events"][0]["place"] is None
    assert out["events"][0]["time"] is None
    assert out["events"][0]["cue"] is None
