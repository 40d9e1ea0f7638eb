"""Whether the marker reads, and that loading it tells nobody."""

import os
from importlib import util

import pytest

from vedette.errors import StopError
from vedette.reading.marker import COUNTS, STATUSES, TYPES, Marker, wanted
from vedette.records.codebook.loader import load_codebook
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
