"""Every column of every table stands in the dictionary, and what the tables hold is what it says."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from vedette.publishing import dictionary as found
from vedette.publishing.dictionary import DATASET, TYPES, column, columns_of, dictionary, markdown
from vedette.publishing.tables import COLUMNS

GUARD = Path(__file__).parent / "dataset_columns.json"


def fits(value, told):
    """Tell whether a value is of the column's type, and one of its values where it has some."""
    if value is None:
        return True
    if told.type == "texts":
        # A party may be written with a group behind its country; the words themselves are free.
        return isinstance(value, list) and all(v is None or _one(v, told) for v in value)
    return _one(value, told)


def _one(value, told):
    if told.allowed and str(value) not in told.allowed:
        return False
    if told.type in ("day", "time", "moment"):
        return isinstance(value, str) and bool(
            datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        )
    kinds = {"whole": int, "real": (int, float), "truth": bool}
    return isinstance(value, kinds.get(told.type, str)) and (told.type == "truth" or not isinstance(value, bool))


@pytest.mark.parametrize("what", COLUMNS)
def test_every_column_has_its_entry_with_type_meaning_and_example(what):
    names = [c.name for c in columns_of(what)]
    assert names == list(COLUMNS[what])
    for told in columns_of(what):
        assert told.type in TYPES, told.name
        assert len(told.meaning) >= len("Its year"), told.name
        example = [told.example] if told.type == "texts" else told.example
        assert fits(example, told), (what, told.name, told.example)
        assert (
            told.type not in ("whole", "real")
            or told.unit
            or told.allowed
            or told.name in ("GeoNames ID", "interaction")
        )


def test_no_entry_is_left_over():
    file = yaml.safe_load(Path(found.__file__).with_name("dictionary.yaml").read_text("utf-8"))
    assert set(file["tables"]) == set(COLUMNS)
    for what, told in file["tables"].items():
        assert set(told["columns"]) <= set(COLUMNS[what]), what
    assert set(file["shared"]) <= {name for names in COLUMNS.values() for name in names}


def test_a_column_that_there_is_not_is_told():
    with pytest.raises(KeyError):
        column("events", "colour")


def test_the_version_rises_with_the_columns():
    """A changed set of columns or types needs another version of the data sets, and the file beside this test its entry."""
    told = {what: {c.name: c.type for c in columns_of(what)} for what in COLUMNS}
    assert json.loads(GUARD.read_text("utf-8")) == {DATASET: told}


def test_markdown_and_json_tell_every_column():
    page = "\n".join(markdown())
    told = dictionary()["tables"]
    for what, names in COLUMNS.items():
        assert f"\n## {what}\n" in page
        assert [c["name"] for c in told[what]["columns"]] == list(names)
        assert all(f"| `{name}` |" in page for name in names)
    assert page.count("\n| `") == sum(map(len, COLUMNS.values()))
