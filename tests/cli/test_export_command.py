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
