"""Whether the marker reads, and that loading it tells nobody."""

import os
from importlib import util

import pytest

from vedette.documents import prepare
from vedette.errors import StopError
from vedette.reading.marker import COUNTS, STATUSES, TYPES, Marker, wanted
from vedette.reading.parse import Parser
from vedette.records.codebook.loader import load_codebook
from vedette.records.document import Document
from vedette.records.record import CASUALTY_KINDS
from vedette.records.record import STATUSES as RECORDED


def test_what_the_weights_tell_apart_is_what_records_know():
    book = load_codebook()
    assert set(STATUSES) == set(RECORDED)
    assert set(COUNTS) == {"O", *CASUALTY_KINDS}
    assert {"O", *(t.type for found in book.verbs.values() for t in found)} <= set(TYPES)


def test_the_marker_is_left_out_where_it_is_told_to(monkeypatch):
    monkeypatch.setenv("VEDETTE_MARKER", "off")
    assert not wanted()


def test_an_unknown_setting_is_an_error(monkeypatch):
    monkeypatch.setenv("VEDETTE_MARKER", "perhaps")
    with pytest.raises(StopError, match="VEDETTE_MARKER"):
        wanted()


def test_a_marker_asked_for_that_is_not_installed_is_an_error(monkeypatch):
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    monkeypatch.delenv("VEDETTE_MARKER", raising=False)
    assert not wanted()
    monkeypatch.setenv("VEDETTE_MARKER", "on")
    with pytest.raises(StopError, match="pip install"):
        wanted()


def test_the_runtime_is_loaded_with_its_telemetry_off(monkeypatch):
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    Marker.load()
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"


def test_a_sentence_longer_than_a_window_is_marked_as_far_as_it_reaches():
    text = "Azerbaijan shelled Goris " + "and Sotk " * 400 + "."
    (told,) = Parser().parse_all([prepare(Document.of(text, id="long"))])
    marks = Marker.load().marks(told[1])
    assert any(mark.types and mark.types[0][0] == "ASSAULT" for mark in marks.values())
    assert all(link.word < 400 for mark in marks.values() for link in mark.links)


def test_a_text_that_tells_nothing_has_no_links():
    (told,) = Parser().parse_all([prepare(Document.of("Hm.", id="short"))])
    assert all(not mark.links for mark in Marker.load().marks(told[1]).values())
