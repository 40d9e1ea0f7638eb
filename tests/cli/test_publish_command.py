"""`vedette publish site` writes a site and says what it did; what it cannot do it says with a remedy."""

import json

import pytest
from click.testing import CliRunner

from publishing.site.make_stories import add, story
from vedette.cli import cli
from vedette.errors import StopError
from vedette.store.store import Store


@pytest.fixture
def db(tmp_path):
    store = Store.open(str(tmp_path / "a.db"), make=True)
    add(store, story("a"))
    store.close()
    return str(tmp_path / "a.db")


def run(*words):
    return CliRunner().invoke(cli, ["publish", "site", *map(str, words)], catch_exceptions=False)


def test_a_site_is_written_and_told(tmp_path, db):
    told = run(tmp_path / "s", "--store", db, "--pictures", "0", "--title", "Our desk")
    assert told.exit_code == 0
    assert "1 story" in told.output
    assert "Our desk" in (tmp_path / "s/index.html").read_text()
    again = json.loads(
        run(tmp_path / "s", "--store", db, "--pictures", "0", "--title", "Our desk", "--format", "json").output
    )
    assert (again["stories"], again["written"], again["removed"], again["left"]) == (1, 0, 0, [])


def test_a_folder_of_yours_is_refused(tmp_path, db):
    with pytest.raises(StopError, match="is not empty and holds no site of ours"):
        run(tmp_path, "--store", db)


def test_a_wrong_setting_is_told(tmp_path, db):
    (tmp_path / "s.yaml").write_text("titel: x")
    with pytest.raises(StopError, match="titel is not known"):
        run(tmp_path / "s", "--store", db, "--config", tmp_path / "s.yaml")
