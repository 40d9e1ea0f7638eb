"""The reader of Russian from text to record; texts are invented."""

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.documents import prepare
from vedette.errors import StopError
from vedette.reading.russian import library
from vedette.records.document import Document
from vedette.records.parsing import record_of
from vedette.scoring.languages import measure

natasha = pytest.importorskip("natasha")

ROOT = Path(__file__).parent.parent.parent
SENTENCES = [
    "При обстреле Бахмута погибли двое мирных жителей, сообщил мэр.",
    "«Нас было семеро, — рассказал лётчик. — Троих ранило».",
    "По данным Генштаба ВСУ, в плен взяты до 12 российских солдат.",
    "Никто не пострадал.",
    "Об этом заявили в МИД Турции.",
    "В Ереване арестован министр.",
]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("measure_russian", ROOT / "tools" / "measure_russian.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FLOORS = {
    False: {"count": 0.95, "count with claimants": 0.9, "quote with speaker": 0.95, "name": 0.85},
    True: {"count": 0.85, "count with claimants": 0.85, "quote with speaker": 0.7, "name": 0.8},
}


@pytest.mark.parametrize("aside", [False, True])
def test_measures_stay_above_their_floors(russian, tool, aside):
    told = [t for t in tool.coded() if t["aside"] is aside]
    found = measure(told, tool.read(russian, told))
    assert {n: found[n]["f1"] for n, floor in FLOORS[aside].items() if found[n]["f1"] < floor} == {}


def read(russian, text):
    return russian.read(prepare(Document.of(text, language="ru")))


def test_a_count_has_its_side_its_people_and_who_says_so(russian):
    (c,) = read(russian, SENTENCES[2]).casualties
    assert (c.kind, c.low, c.high, c.who, c.side) == ("captured", None, 12, "military", "RUS")
    assert [(a.text, a.country, a.sector) for a in c.claimants] == [("Генштаба ВСУ", "UKR", "MIL")]
    assert c.cue.text == "По данным"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Трое жителей, включая двоих детей, были убиты.", [("killed", 3, "civilian"), ("killed", 2, "child")]),
        ("В больнице скончались двое пострадавших.", [("killed", 2, "unknown")]),
        ("Суд арестовал троих обвиняемых.", [("captured", 3, "unknown")]),
        ("Убиты и ранены 20 военных.", [("casualties", 20, "military")]),
        ("Взрыв унёс жизни 44 человек, 14 человек спасены.", [("killed", 44, "unknown")]),
        ("Пострадавших нет.", [("injured", 0, "unknown")]),
        ("Убит водитель.", [("killed", 1, "civilian")]),
        ("Погибли рыбаки.", [("killed", None, "civilian")]),
        ("Уничтожены пять танков.", []),
    ],
)
def test_what_befell_whom(russian, text, told):
    assert [(c.kind, c.low, c.who) for c in read(russian, text).casualties] == told


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("Погибли трое рыбаков, сообщил мэр Одессы.", ("мэр Одессы", "UKR", "GOV"), "сообщил"),
        ("По данным полиции Пакистана, погибли трое рыбаков.", ("полиции Пакистана", "PAK", "COP"), "По данным"),
        ("Погибли трое рыбаков, говорится в заявлении МИД Ирана.", ("МИД Ирана", "IRN", "GOV"), "говорится"),
        ("Погибли трое рыбаков, сообщили в ЦАХАЛ.", ("ЦАХАЛ", "ISR", "MIL"), "сообщили"),
        ("Газета со ссылкой на ООН пишет, что погибли трое рыбаков.", ("ООН", "UNO", "GOV"), "со ссылкой"),
    ],
)
def test_whose_claim_a_figure_is(russian, text, speaker, cue):
    (c,) = read(russian, text).casualties
    assert [(a.text, a.country, a.sector) for a in c.claimants] == [speaker]
    assert c.cue.text == cue


def test_who_is_told_in_the_next_sentence_says_so(russian):
    record = read(russian, "Погибли трое рыбаков. Об этом заявили в МИД Турции.")
    assert [[(a.text, a.country) for a in c.claimants] for c in record.casualties] == [[("МИД Турции", "TUR")]]


def test_no_side_is_guessed(russian):
    assert [c.side for c in read(russian, "Минобороны Армении сообщило о 12 погибших солдатах.").casualties] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Министр пообещал убить двух зайцев.",
        "Двое рабочих не пострадали.",
        "Разрушены 12 домов, пострадали пять школ.",
        "12 мая 2023 года в 14:30 прошёл парад.",
        "На стадионе собрались 12 тысяч зрителей.",
    ],
)
def test_what_befell_nobody_is_no_count(russian, text):
    assert read(russian, text).casualties == ()


def test_a_place_has_coordinates_only_where_one_is_meant(russian):
    record = read(russian, "Встреча прошла в Ереване. В Донецке и в России ждут ответа. Село Александровка горит.")
    told = {m.name: (m.country, m.lat is not None, m.precision) for m in record.mentions}
    assert told["Ереван"] == ("ARM", True, "settlement")
    assert told["Россия"] == ("RUS", False, "country")
    assert told["Александровка"][1] is False


def test_a_record_of_russian_tells_no_events_and_comes_back_whole(russian):
    record = read(russian, " ".join(SENTENCES))
    assert record.events == ()
    assert record.mentions
    assert record_of(json.loads(json.dumps(record.to_json()))).to_json() == record.to_json()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*SENTENCES, "\n\n", "???", "«", "12 12 12", "сообщил", "по данным"]), max_size=8))
def test_every_receipt_is_its_slice_of_the_text(russian, parts):
    text = " ".join(parts)
    record = russian.read(Document.of(text))
    people = [a for c in record.casualties for a in c.claimants] + [a for q in record.quotes for a in q.speakers]
    cues = [x.cue for x in (*record.casualties, *record.quotes) if x.cue]
    for x in (*record.casualties, *record.quotes, *record.mentions, *people, *cues):
        assert text[x.start : x.end] == x.text
    assert russian.read(Document.of(text)) == record


def test_a_reader_that_is_not_installed_says_what_to_do(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "natasha", None)
    with pytest.raises(StopError, match=r"natasha cannot be loaded.*vedette\[russian\]"):
        library.Library.load()
