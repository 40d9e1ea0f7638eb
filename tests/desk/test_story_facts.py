"""Facts of a story are read out of its words, not out of its Markdown, and are marked where they stand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk import checked
from vedette.desk.story_facts import READER, contradicted_in, document_of, stated_in
from vedette.records.check import Check
from vedette.records.record import Receipt
from vedette.records.story import FACT, Citation, Content

BODY = "## Who is bound\n\n- **Turkey** is a *member* of the CSTO.[^c1]\n"


def content(body=BODY):
    return Content(headline="", body=body, day="2022-09-13")


def told(c, verdict, *words):
    text = document_of(c).text
    receipts = tuple(Receipt(text.index(w), text.index(w) + len(w), w) for w in words)
    return Check(
        document=document_of(c).id, about="membership", verdict=verdict, receipts=receipts, sentence="It was not.", source="s",
        checked="t",
    )  # fmt: skip


def test_nothing_is_known_before_somebody_looked(monkeypatch):
    monkeypatch.setattr(checked, "_found", {})
    assert stated_in(content()) is None
    assert contradicted_in(content()) == ()


def test_a_contradicted_fact_is_marked_over_its_words(monkeypatch):
    c = content()
    found = {(document_of(c).id, READER): (told(c, "supported", "CSTO"), told(c, "contradicted", "Turkey", "member"))}
    monkeypatch.setattr(checked, "_found", found)
    (fact,) = stated_in(c)
    assert BODY[fact.start : fact.end] == "Turkey** is a *member"
    assert (fact.verdict, fact.sentence, fact.source) == ("contradicted", "It was not.", "s; checked against t")
    assert contradicted_in(c) == ("Turkey is a member",)
    assert stated_in(content(BODY + "More.\n")) is None, "other words were not looked at"


def test_a_sentence_that_cites_the_base_itself_is_not_told_to_be_less_exact(monkeypatch):
    c = replace(content("The war of 2020.[^c1] The war of 1994.[^c2]\n"), citations=(Citation(id="c1", kind=FACT),))
    found = (told(c, "imprecise", "2020"), told(c, "imprecise", "1994"), told(c, "contradicted", "war"))
    monkeypatch.setattr(checked, "_found", {(document_of(c).id, READER): found})
    assert [s.words for s in stated_in(c)] == ["war", "1994"]


def test_words_far_apart_are_marked_at_the_first(monkeypatch):
    c = content("Turkey\n\nmember\n")
    monkeypatch.setattr(checked, "_found", {(document_of(c).id, READER): (told(c, "imprecise", "Turkey", "member"),)})
    (fact,) = stated_in(c)
    assert (fact.start, fact.end) == (0, 6)
    assert contradicted_in(c) == ()


@given(st.text("ab#*_-[^c1]\n \\“é🙂", max_size=100))
def test_offsets_are_the_bodys(body):
    text = document_of(content(body)).text
    assert len(text) == len(body)
    assert all(a in (b, " ") for a, b in zip(text, body, strict=True))
