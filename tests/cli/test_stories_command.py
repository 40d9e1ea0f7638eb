"""`vedette stories` does what the desk does, with the same refusals and exits."""

import json

import pytest
from click.testing import CliRunner

from desk.make_reports import agency, armenia, azerbaijan
from vedette.cli import cli
from vedette.errors import StopError
from vedette.store.store import Store
from vedette.workflow.add import add_records


@pytest.fixture
def store(tmp_path, monkeypatch):
    file = tmp_path / "a.db"
    made = Store.open(str(file), make=True)
    add_records(made, [(armenia(), None), (azerbaijan(), None), (agency(), None)])
    made.close()
    monkeypatch.setenv("VEDETTE_STORE", str(file))
    return file


def run(*told, **more):
    found = CliRunner().invoke(cli, ["stories", *told], **more)
    if isinstance(found.exception, StopError):
        return 2, str(found.exception)
    return found.exit_code, found.output


@pytest.fixture
def story(store):
    code, told = run("draft", "aa01" * 5, "--author", "Jane", "--format", "json")
    assert code == 0, told
    return json.loads(told)["id"]


def test_there_is_none_at_first(store):
    assert run("list")[0] == 1


def test_a_draft_is_listed_and_shown_in_every_form(story):
    code, told = run("list", "--state", "draft")
    assert (code, told[:8]) == (0, story[:8])
    assert "0 grave" not in told
    assert run("list", "--category", "Diplomacy")[0] == 1
    for form, begins in (
        ("markdown", "# Armenia and Azerbaijan"), ("text", "DRAFT"), ("html", "<h1>"), ("telegram", "DRAFT"), ("email", "Subject: FLASH"),
    ):  # fmt: skip
        assert run("show", story[:8], "--format", form)[1].startswith(begins), form
    assert run("show", story, "--format", "telegram", "--link", "https://example.org/x")[1].endswith(
        "https://example.org/x\n"
    )
    assert json.loads(run("show", story, "--format", "json")[1])["latest"]["number"] == 1
    assert "<script>" not in run("show", story, "--format", "html")[1]


def test_a_story_is_edited_published_corrected_and_retracted(story, tmp_path):
    file = tmp_path / "body.md"
    file.write_text("At least 77 men fell.[^c1]\n", "utf-8")
    code, told = run("edit", story, "--body", str(file), "--headline", "Other", "--author", "Bob")
    assert code == 0
    assert "1 fault, 1 grave" in told
    assert "figure: At least 77" in run("show", story)[1]
    code, told = run("publish", story, "--author", "Bob")
    assert code == 2
    assert "write why it goes out so" in told
    assert run("publish", story, "--author", "Bob", "--why", "told us")[0] == 0
    assert "write for its readers" in run("edit", story, "--headline", "New")[1]
    assert run("edit", story, "--body", "-", "--note", "the count", input="It happened.[^c1]\n")[0] == 0
    assert "somebody wrote" not in run("publish", story)[1]
    assert "since you looked" in run("edit", story, "--headline", "Late", "--seen", "1", "--note", "x")[1]
    assert run("retract", story)[0] == 2
    assert "retracted" in run("retract", story, "--why", "it did not happen")[1]
    for form in ("markdown", "html", "text"):
        told = run("show", story, "--format", form)[1]
        assert "it did not happen" in told
        assert "It happened" not in told


def test_second_eyes_embargo_and_hold(story, monkeypatch):
    monkeypatch.setenv("VEDETTE_SECOND_EYES", "on")
    assert "somebody else must approve" in run("publish", story, "--author", "Jane")[1]
    assert run("approve", story, "--author", "Jane")[0] == 2
    assert run("approve", story, "--author", "Flavia")[0] == 0
    assert "due 2098-12-31T20:00Z" in run("publish", story, "--author", "Jane", "--at", "2099-01-01T00:00+04:00")[1]
    assert run("show", story, "--format", "telegram")[1].startswith("EMBARGOED until 2098-12-31 20:00 UTC.")
    assert "draft" in run("hold", story)[1]
    assert run("hold", story)[0] == 2
