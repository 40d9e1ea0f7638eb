"""The mapping tables: every row has its source, means something in the codebook, and stands once."""

from collections import Counter
from datetime import date

import pytest

from vedette.publishing.crosswalks.mapped import by_word, event_row, mapping_files, table
from vedette.publishing.dictionary import codebook_list
from vedette.records.codebook.loader import load_codebook

NAMES = [name.removesuffix(".csv") for name, _ in mapping_files()]
KEYS = ("type", "mode", "sides", "kind", "word", "sector", "precision", "code")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_its_source_and_was_checked_on_a_day_or_not(name):
    for row in table(name):
        assert row["source"]
        assert not row["checked"] or date.fromisoformat(row["checked"])
        assert None not in row.told.values()
        assert None not in row.told


@pytest.mark.parametrize("name", NAMES)
def test_every_row_stands_once(name):
    keys = KEYS[:-1] if name in ("cameo_events", "cameo_actors", "plover") else KEYS
    told = Counter(tuple(row.told[k] for k in keys if k in row.told) for row in table(name))
    assert set(told.values()) == {1}


@pytest.mark.parametrize("name", ["cameo_events", "acled_events"])
def test_types_modes_and_sides_are_those_that_there_are(name):
    types = load_codebook().types
    for row in table(name):
        assert row["mode"] in ("", *types[row["type"]])
        assert row["sides"] in ("", "armed", "civilians")


def test_sectors_statuses_and_precisions_are_those_that_there_are():
    assert set(by_word("acled_inter", None, "sector")) <= codebook_list("sectors")
    assert set(by_word("cameo_actors", "sector")) <= codebook_list("sectors")
    assert set(by_word("cameo_actors", "country")) <= codebook_list("countries")
    assert set(by_word("plover", "status")) <= codebook_list("statuses")
    assert set(by_word("plover", "sector")) <= codebook_list("sectors")
    assert set(by_word("plover", "mode")) <= codebook_list("modes")


def test_the_narrowest_row_holds():
    assert event_row("acled_events", "ASSAULT", "torture", "armed")["event_type"] == "Battles"
    assert event_row("acled_events", "ASSAULT", "torture", "")["event_type"] == "Violence against civilians"
    assert event_row("acled_events", "ASSAULT", "firearms", "civilians")["sub_event_type"] == "Attack"
    assert event_row("acled_events", "CONSULT", None, "") is None
