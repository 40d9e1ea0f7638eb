"""Documents as JSON: by lines, or as a whole."""

import json

import pytest

from sources.incoming import TEXT, came, write
from vedette.errors import SkipError
from vedette.sources.files.objects import whole


@pytest.mark.parametrize("told", [{"text": TEXT}, [{"text": TEXT}, {"text": TEXT, "id": "b"}]])
def test_objects_as_a_whole_are_documents(tmp_path, told):
    found, skipped = came(write(tmp_path, "a.json", json.dumps(told, indent=1)))
    assert not skipped
    assert len(found) == (1 if isinstance(told, dict) else 2)
    assert found[0].way.endswith("a.json, document 1")
    assert found[0].original is None


def test_what_is_no_document_in_a_list_is_told_with_its_number(tmp_path):
    found, (skip,) = came(write(tmp_path, "a.json", json.dumps([{"text": TEXT}, 5], indent=1)))
    assert len(found) == 1
    assert skip.item.endswith("document 2")


def test_prose_that_begins_with_a_bracket_is_no_json():
    assert whole("[Video] The army left.", "a") is None
    assert whole("The army left.", "a") is None


def test_json_that_breaks_off_is_told():
    with pytest.raises(SkipError, match="not JSON to its end"):
        whole('{"text": "The army', "a")


@pytest.mark.parametrize("field", ["id", "published", "source", "title", "url"])
def test_a_field_that_is_longer_than_any_is_told(tmp_path, field):
    told = write(
        tmp_path, "a.jsonl", json.dumps({"text": TEXT, field: "x7" * 5_000}) + "\n" + json.dumps({"text": TEXT})
    )
    found, (skip,) = came(told)
    assert (len(found), f"has a {field} of 10,000 characters" in str(skip)) == (1, True)


@pytest.mark.parametrize("field", ["id", "source", "byline"])
def test_a_cell_that_is_longer_than_any_is_told(tmp_path, field):
    found, (skip,) = came(write(tmp_path, "a.csv", f"text,{field}\n{TEXT},{'x7' * 5_000}\n{TEXT},short\n"))
    assert (len(found), f"has a {field} of 10,000 characters" in str(skip)) == (1, True)


def test_half_characters_are_none(tmp_path):
    # JSON can write them, no output can.
    told = {"text": f"{TEXT} \ud83d", "title": "\udfff torn", "id": "a\ud800", "warnings": ["w\ud800"]}
    ((arriving,), skipped) = came(write(tmp_path, "a.jsonl", json.dumps(told) + "\n"))
    found = arriving.document
    assert (found.text, found.title, found.id, skipped) == (f"{TEXT} \ufffd", "\ufffd torn", "a\ufffd", [])
    json.dumps(found.to_json(), ensure_ascii=False).encode()
