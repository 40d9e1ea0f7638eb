"""A record that is written and read back is the same record."""

import json
from dataclasses import replace

import pytest

from vedette.records.document import Document
from vedette.records.parsing import event_of, record_of
from vedette.records.record import Named, Record, Translated


def test_a_record_comes_back_whole(read):
    record: Record = read(
        "YEREVAN, 13 September 2022 -- “We lost 49 men,” Prime Minister Nikol Pashinyan said. Azerbaijani troops shelled Sotk "
        "overnight, killing at least 12 civilians, the Armenian Defense Ministry reported. He met Blinken in Washington last week."
    )
    assert record.events
    assert record.casualties
    assert record.quotes
    back = record_of(json.loads(json.dumps(record.to_json())))
    assert back.to_json() == record.to_json()
    assert back.casualties == record.casualties
    assert back.document == record.document
    # A time's being background is told by the status and is no part of the format.
    assert [replace(e, time=None) for e in back.events] == [replace(e, time=None) for e in record.events]


def test_a_missing_field_is_named():
    with pytest.raises(KeyError, match="trigger"):
        event_of({"trigger": None})


def test_names_and_translations_come_back_and_are_left_out_where_there_are_none():
    document = Document.of("Бахмут под огнём.", language="ru")
    told = Record(
        document=document,
        mentions=(
            Named(start=0, end=6, text="Бахмут", kind="place", name="Бахмут", country="UKR", precision="settlement"),
        ),
        translations=(Translated(0, 17, "Bakhmut is under fire."),),
        translated_by="test",
    )
    assert record_of(json.loads(json.dumps(told.to_json()))) == told
    assert set(Record(document=document).to_json()) == {
        "document", "events", "casualties", "quotes", "doubts", "reader",
    }  # fmt: skip
