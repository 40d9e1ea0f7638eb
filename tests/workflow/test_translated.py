"""Reading through a translation: receipts lie in the original, whatever the English was; texts are invented."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.documents import prepare
from vedette.errors import SkipError
from vedette.records.document import Document
from vedette.records.parsing import record_of
from vedette.workflow.translated import TranslatedReader, in_english, original_sentences

PAIRS = {
    "Российские войска обстреляли Бахмут во вторник, ранив 12 мирных жителей, сообщил губернатор.": (
        "Russian troops shelled Bakhmut on Tuesday, wounding 12 civilians, the governor said."
    ),
    "«Мы не отступим», — заявил министр обороны Украины.": "“We will not retreat,” the Ukrainian defence minister said.",
    "Армения и Азербайджан договорились о перемирии.": "Armenia and Azerbaijan agreed on a ceasefire.",
    "США осудили удар, а Турция и США отозвали послов.": "The US condemned the strike, and Turkey and the US recalled their ambassadors.",
    "Погода хорошая.": "The weather is fine.",
    "В Ереване NATO и 12 послов обсудили помощь.": "NATO and 12 ambassadors discussed aid in Yerevan.",
    "Իրանը դատապարտեց հարվածը։": "Iran condemned the strike.",
    "伊朗谴责了这次袭击。": "Iran condemned the attack.",
}


class Fake:
    """Knows some sentences, and numbers the others."""

    name = "fake 1"

    def check(self, language):
        """Do nothing."""

    def translate(self, sentences, source_language):
        self.language = source_language
        return [PAIRS.get(s, f"Nothing of note happened in the matter of {n}.") for n, s in enumerate(sentences)]


@pytest.fixture(scope="module")
def translated(reader):
    return TranslatedReader(lambda: reader, Fake(), reader.version)


def document(text, language="ru"):
    return prepare(Document.of(text, language=language, published="2022-09-14"))


def receipts(record):
    for e in record.events:
        yield from (e.trigger, *e.actors, *e.recipients, *e.claimants, *(x for x in (e.place, e.time, e.cue) if x))
    for c in (*record.casualties, *record.quotes):
        yield from (c, *((c.cue,) if c.cue else ()), *(c.speakers if hasattr(c, "speakers") else c.claimants))
    yield from record.doubts


def test_a_claim_has_its_receipt_in_the_original(translated):
    text = "Погода хорошая. " + next(iter(PAIRS))
    record = translated.read(document(text))
    (event,) = (e for e in record.events if e.type == "ASSAULT")
    assert text[event.trigger.start : event.trigger.end] == event.trigger.text == next(iter(PAIRS))
    assert event.sentence == (16, len(text))
    assert [(a.country, a.sector, a.name) for a in event.actors] == [("RUS", "MIL", "Russian troops")]
    assert (event.time.from_, event.place.name) == ("2022-09-13", "Bakhmut")
    (figure,) = record.casualties
    assert (figure.low, figure.kind, figure.event) == (12, "injured", event.id)
    assert record.document.text == text
    assert record.document.language == "ru"


def test_the_english_stands_beside_the_original(translated):
    record = translated.read(document("Погода хорошая.\n\nАрмения и Азербайджан договорились о перемирии."))
    assert [(t.start, t.end, t.text) for t in record.translations] == [
        (0, 15, "The weather is fine."),
        (17, 64, "Armenia and Azerbaijan agreed on a ceasefire."),
    ]
    assert record.translated_by == "fake 1"
    assert record.reader.endswith(", translated by fake 1")
    assert record_of(json.loads(json.dumps(record.to_json()))).translations == record.translations


def test_a_name_that_stands_in_both_is_pointed_at(translated):
    text = "В Ереване NATO и 12 послов обсудили помощь."
    found = {(a.text, a.start) for e in translated.read(document(text)).events for a in (*e.actors, *e.recipients)}
    assert ("NATO", text.index("NATO")) in found


def test_a_quotation_is_the_originals(translated):
    (quote,) = translated.read(document("«Мы не отступим», — заявил министр обороны Украины.")).quotes
    assert quote.text == "Мы не отступим"
    assert [(a.country, a.sector) for a in quote.speakers] == [("UKR", "GOV")]


@pytest.mark.parametrize(("text", "language"), [("Իրանը դատապարտեց հարվածը։", "hy"), ("伊朗谴责了这次袭击。", "zh-CN")])
def test_other_scripts_are_cut_and_read(translated, text, language):
    record = translated.read(document(text * 1 + ("" if language == "zh-CN" else " ") + text, language))
    assert [e.type for e in record.events] == ["ACCUSE", "ACCUSE"]
    assert len({e.id for e in record.events}) == 2
    assert translated._translator.language == language[:2]


def test_claims_of_one_sentence_keep_ids_of_their_own(translated):
    record = translated.read(document("США осудили удар, а Турция и США отозвали послов."))
    ids = [e.id for e in record.events]
    assert len(ids) > 1
    assert len(set(ids)) == len(ids)
    known = {*ids, "time", "place"}
    assert all(d.about in known for d in record.doubts)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from([*PAIRS, "Г. Иванов приехал.", "???", "12", "\n", "\n\n", "«", " "]), max_size=8),
    st.sampled_from([" ", "\n", "\n\n", ""]),
)
def test_every_receipt_is_its_slice_of_the_original(translated, parts, between):
    text = between.join(parts)
    record = translated.read(document(text))
    for x in receipts(record):
        assert text[x.start : x.end] == x.text
    for t in record.translations:
        assert text[t.start : t.end].strip() == text[t.start : t.end] != ""
    assert all(0 <= e.sentence[0] < e.sentence[1] <= len(text) for e in record.events)
    assert translated.read(document(text)) == record


@given(st.text(max_size=200))
def test_sentences_of_any_text_stand_in_order_and_keep_every_word(text):
    spans = original_sentences(Document.of(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.slice(text) for s in spans).split()) == "".join(text.split())


def test_documents_keep_their_order_and_a_faulty_translation_skips_one(reader):
    class Failing(Fake):
        def translate(self, sentences, source_language):
            if "плохо" in sentences[0]:
                raise SkipError("translator", "gave no translation", "try another model")
            return super().translate(sentences, source_language)

    told = []
    failing = TranslatedReader(lambda: reader, Failing(), "v")
    documents = [
        replace(document(t), id=n) for n, t in zip("abc", ("Погода хорошая.", "плохо", "Погода хорошая."), strict=True)
    ]
    assert [r.document.id for r in failing.read_all(documents, told.append)] == ["a", "c"]
    assert [e.item for e in told] == ["b"]
    with pytest.raises(SkipError, match="b: cannot be translated"):
        list(failing.read_all(documents))


def test_a_translator_that_loses_count_is_no_translator():
    class Short(Fake):
        def translate(self, sentences, source_language):
            return super().translate(sentences[1:], source_language)

    with pytest.raises(SkipError, match="sentence for sentence"):
        in_english(document("Погода хорошая."), Short())
