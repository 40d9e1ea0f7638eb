"""`vedette alerts` and `vedette publish` for paper, as they are typed."""

import json

import pytest
from click.testing import CliRunner

from vedette.cli.alerts import alerts
from vedette.cli.publish import publish
from vedette.errors import StopError
from vedette.store.store import Store


@pytest.fixture
def typed(tmp_path, monkeypatch):
    channels = tmp_path / "channels.yaml"
    channels.write_text("editors:\n  webhook: http://127.0.0.1:9/SECRET\n", "utf-8")
    channels.chmod(0o644)
    monkeypatch.setenv("VEDETTE_CHANNELS", str(channels))
    monkeypatch.setenv("VEDETTE_STORE", str(tmp_path / "store.db"))
    Store.open(str(tmp_path / "store.db"), make=True).close()
    return lambda command, *words: CliRunner().invoke(command, words)


def test_a_search_is_saved_listed_run_and_removed(typed):
    made = typed(alerts, "add", "caucasus", "dyad=arm-aze&tier=flash", "--channel", "editors")
    assert made.output == "caucasus  at once  dyad=ARM-AZE&tier=FLASH  → editors\n"
    listed = json.loads(typed(alerts, "list", "--format", "json").output)
    assert (listed[0]["query"], listed[0]["channels"]) == ("dyad=ARM-AZE&tier=FLASH", ["editors"])
    ran = typed(alerts, "run")
    assert ran.exit_code == 0
    assert ran.stdout == ""
    assert "holds secrets and is open to others" in ran.stderr
    assert typed(alerts, "remove", "caucasus").output == "caucasus: removed\n"
    assert typed(alerts, "list").exit_code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dyad=ARM", "--channel", "editors"), "dyad"),
        (("colour=red", "--channel", "editors"), "colour is no field"),
        (("dyad=ARM-AZE", "--channel", "others"), "is not in the file of channels"),
        (("dyad=ARM-AZE",), "has no channel"),
    ],
)
def test_what_is_wrong_is_told(typed, words, told):
    found = typed(alerts, "add", "x", *words)
    assert isinstance(found.exception, StopError)
    assert told in str(found.exception)


def test_a_channel_that_does_not_answer_is_told_without_its_address(typed, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    found = typed(alerts, "test", "editors")
    assert found.exit_code == 1
    assert "cannot be" in found.output
    assert "SECRET" not in found.output


def test_a_situation_report_is_written(typed, tmp_path):
    there = tmp_path / "day.pdf"
    words = ("situation", "--from", "2022-09-13", "--to", "2022-09-13", "--dyad", "ARM-AZE", "-o", str(there))
    assert typed(publish, *words).exit_code == 0
    assert there.read_bytes().startswith(b"%PDF")
    assert typed(publish, "situation", "--from", "2022-09-13", "-o", "-").exit_code == 2
