import dataclasses

import pytest

from vedette.records.document import Document, Passage, Span, passages_of


def test_a_document_given_no_id_takes_the_hash_of_its_content():
    assert Document.of("text").id == Document.of("text").id
    assert Document.of("text").id != Document.of("text", url="https://example.org/a").id


def test_a_given_id_is_kept():
    assert Document.of("text", id="own").id == "own"


def test_a_document_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Document.of("text").text = "other"


def test_only_what_is_not_the_article_goes_unread():
    kinds = ("title", "repeated", "furniture", "author", "dateline")
    document = Document.of("x" * 9, passages=tuple(Passage(i, i + 1, k, "why") for i, k in enumerate(kinds)))
    assert [p.kind for p in document.unread()] == ["repeated", "furniture", "author"]


def test_passages_survive_json():
    document = Document.of("abc", passages=(Passage(0, 1, "title", "the first line"),), warnings=("graphic",))
    out = document.to_json()
    assert passages_of(out["passages"]) == document.passages
    assert out["warnings"] == ["graphic"]


def test_a_span_slices_and_holds():
    assert Span(1, 3).slice("abcd") == "bc"
    assert Span(1, 3).holds(2)
    assert not Span(1, 3).holds(3)
