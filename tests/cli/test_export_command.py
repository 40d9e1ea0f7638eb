"""`vedette export` as Parquet and GeoJSON, and of contacts, on the example dossier."""

import csv
import json
from io import StringIO

import pytest

from cli.test_store_commands import lines, run


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "store.db"
    assert run("add", "--demo", "--store", path).exit_code == 0
    return str(path)


@pytest.fixture
def demo(filled, monkeypatch):
    monkeypatch.setenv("VEDETTE_STORE", filled)


@pytest.mark.parametrize("what", ["events", "claims", "casualties", "incidents", "contacts"])
def test_everything_can_be_exported_as_parquet(demo, tmp_path, what):
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out.parquet"
    assert run("export", what, "--format", "parquet", "--output", out).exit_code == 0
    key = "claim" if what == "claims" else "id"
    told = [row[key] for row in parquet.read_table(out).to_pylist()]
    rows = [row[key] for row in lines(run("export", what))]
    assert list(dict.fromkeys(told)) == list(dict.fromkeys(rows)) != []
    assert run("export", what, "--format", "parquet").stdout_bytes == out.read_bytes()


def test_contacts_are_exported_with_a_row_a_receipt(demo):
    whole = lines(run("export", "contacts", "--actor", "RUS"))
    table = list(csv.DictReader(StringIO(run("export", "contacts", "--actor", "RUS", "--format", "csv").stdout)))
    assert [r["id"] for r in table] == [c["id"] for c in whole for _ in (*c["told"], *c["said"])]
    assert all(r["document"] and r["words"] for r in table)
    assert run("export", "contacts", "--side", "ARM").exit_code == 2


def test_what_has_a_place_is_exported_as_geojson(demo):
    for what in ("events", "incidents"):
        told = json.loads(run("export", what, "--format", "geojson").stdout)
        assert len(told["features"]) + told["left_out"] == len(lines(run("export", what)))
        assert all(len(f["geometry"]["coordinates"]) == 2 for f in told["features"])
    assert "no place of their own" in run("export", "casualties", "--format", "geojson").stderr


def test_gold_is_json_lines_alone(demo):
    assert "leave other options out" in run("export", "gold", "--format", "parquet").stderr


def test_no_terminal_is_filled_with_parquet(demo, monkeypatch):
    from vedette.cli import export  # noqa: PLC0415 - the module, not the command

    class Terminal:
        @staticmethod
        def isatty():
            return True

    monkeypatch.setattr(export, "sys", type("sys", (), {"stdout": Terminal}))
    result = run("export", "events", "--format", "parquet")
    assert result.exit_code == 2
    assert "--output" in result.stderr


@pytest.mark.parametrize("what", ["cameo", "plover", "acled"])
def test_the_columns_of_other_data_sets(demo, what):
    from vedette.publishing.tables import COLUMNS  # noqa: PLC0415

    table = list(csv.reader(StringIO(run("export", what, "--format", "csv").stdout)))
    assert tuple(table[0]) == COLUMNS[what]
    assert len(table) == len(lines(run("export", what))) + 1 > 1


def test_nothing_in_another_data_set_is_told(demo):
    result = run("export", "ucdp", "--from", "1999-01-01", "--to", "1999-01-02")
    assert result.exit_code == 1
    assert "nothing to export" in result.stderr


def test_stix_is_one_bundle(demo, tmp_path):
    out = tmp_path / "bundle.json"
    assert run("export", "incidents", "--format", "stix", "--output", out).exit_code == 0
    made = json.loads(out.read_text())
    assert made["type"] == "bundle"
    assert sum(o["type"] == "incident" for o in made["objects"]) == len(lines(run("export", "incidents")))


def test_the_stamp_stands_beside_the_file(demo, tmp_path):
    out = tmp_path / "events.csv"
    assert run("export", "events", "--type", "ASSAULT", "--format", "csv", "--output", out, "--stamp").exit_code == 0
    told = json.loads((tmp_path / "events.csv.stamp.json").read_text())
    assert (told["asked"], list(told["columns"])) == ({"type": "ASSAULT"}, ["events"])


def test_without_words_claims_keep_their_place(demo):
    rows = lines(run("export", "claims", "--without-words"))
    assert {(r["words"], r["claimant"], r["cue"]) for r in rows} == {(None, None, None)}
    assert all(r["end"] > r["start"] and r["document"] for r in rows)
    assert {r["claimant_country"] for r in rows} == {r["claimant_country"] for r in lines(run("export", "claims"))}


def test_the_dictionary_as_markdown_and_json():
    assert run("export", "dictionary").stdout.startswith("# Data dictionary")
    assert set(json.loads(run("export", "dictionary", "--format", "json").stdout)["tables"]) >= {"events", "ucdp"}


def test_a_release_is_a_folder_and_an_archive(demo, tmp_path):
    result = run(
        "export", "release", tmp_path / "r", "--dyad", "ARM-AZE", "--tables", "acled,events", "--forms", "csv,stix"
    )
    assert result.exit_code == 0
    assert {p.name for p in (tmp_path / "r" / "tables").iterdir()} == {"events.csv", "acled.csv", "incidents.stix.json"}
    assert (tmp_path / "r.zip").exists()
    assert json.loads((tmp_path / "r" / "stamp.json").read_text())["asked"] == {"dyad": "ARM-AZE"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("events", "--format", "stix"), "export incidents"),
        (("events", "--format", "markdown"), "is for the dictionary"),
        (("events", "folder"), "is for a release alone"),
        (("events", "--title", "x"), "--title is for a release alone"),
        (("events", "--stamp"), "name it with --output"),
        (("dictionary", "--actor", "ARM"), "leave other options out"),
        (("gold", "--without-words"), "leave other options out"),
        (("release",), "name the FOLDER"),
        (("release", "r", "--type", "ASSAULT"), "--type does not choose in every table"),
        (("release", "r", "--format", "csv"), "--forms"),
        (("release", "r", "--tables", "events,colours"), "--tables 'colours' is none of"),
        (("acled", "--status", "actual"), "chooses no incidents"),
        (("cameo", "--side", "ARM"), "choose figures"),
    ],
)
def test_what_does_not_go_together_is_told(demo, asked, said):
    result = run("export", *asked)
    assert result.exit_code == 2
    assert said in result.stderr
