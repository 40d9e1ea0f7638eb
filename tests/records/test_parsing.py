"""A record that is written and read back is the same record."""

import json
from dataclasses import replace

import pytest

from vedette.records.parsing import event_of, record_of
from vedette.records.record import Record


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
