"""A release is made again byte for byte, in another folder and another time zone; it appears whole or not at all."""

import hashlib
import json
import os
import time
import zipfile

import pytest
import yaml
from make_stores import filled, one_more, opened

from vedette.errors import StopError
from vedette.publishing.crosswalks.whole import wholes
from vedette.publishing.datasets import DATASETS, rows
from vedette.publishing.release import ROOT, Plan, write_release
from vedette.publishing.stamp import stamp_of
from vedette.store.query import Query

FORMS = ("jsonl", "csv", "geojson", "stix")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = filled(tmp_path_factory.mktemp("release"), range(12))
    yield made
    made.close()


def release(store, folder, *, words=True, **more):
    plan = Plan(**{"tables": DATASETS, "forms": FORMS, **more})
    stamp = stamp_of(store, plan.tables, {"dyad": "ARM-AZE"}, words=words).to_json()

    def found(what):
        return rows(store, what, Query(), words=words)

    return write_release(folder, plan, stamp, found, wholes(store, Query()))


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def zone(monkeypatch):
    def there(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield there
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("forms", [FORMS, ("csv", "parquet")], ids="-".join)
def test_it_is_made_again_byte_for_byte(store, tmp_path, zone, forms):
    if "parquet" in forms:
        pytest.importorskip("pyarrow")
    zone("Pacific/Kiritimati")
    release(store, tmp_path / "one", forms=forms)
    zone("America/Los_Angeles")
    mask = os.umask(0o077)
    try:
        release(store, tmp_path / "elsewhere" / "another", forms=forms)
    finally:
        os.umask(mask)
    assert files(tmp_path / "one") == files(tmp_path / "elsewhere" / "another")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "elsewhere" / "another.zip").read_bytes()


def test_all_of_it_stands_in_the_folder_the_sums_and_the_archive(store, tmp_path):
    counts = release(store, tmp_path / "r")
    found = files(tmp_path / "r")
    assert set(found) == {
        "README.md", "CITATION.cff", "LICENSE.md", "SHA256SUMS", "stamp.json", "dictionary.md", "dictionary.json",
        *(f"tables/{what}.{form}" for what in DATASETS for form in ("csv", "jsonl")), "tables/incidents.stix.json",
        "tables/events.geojson", "tables/incidents.geojson",
        *(f"crosswalks/{n}.csv" for n in ("acled_events", "acled_inter", "acled_vague", "cameo_actors", "cameo_events", "cameo_scale", "plover", "precision")),
    }  # fmt: skip
    sums = dict(reversed(line.split("  ")) for line in found["SHA256SUMS"].decode().splitlines())
    assert sums == {n: hashlib.sha256(b).hexdigest() for n, b in found.items() if n != "SHA256SUMS"}
    with zipfile.ZipFile(tmp_path / "r.zip") as packed:
        assert packed.testzip() is None
        assert {i.filename: packed.read(i) for i in packed.infolist()} == {f"{ROOT}/{n}": b for n, b in found.items()}
        assert {i.date_time for i in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(counts) == set(DATASETS)
    assert all(f"| {what} | {count} |" in found["README.md"].decode() for what, count in counts.items())
    assert len(found["tables/events.jsonl"].splitlines()) == counts["events"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r", "r.zip"]


def test_stamp_and_citation_tell_its_version(store, tmp_path):
    release(store, tmp_path / "r", tables=("events",), forms=("csv",), title='Border: "events"', author="R. Rassendyll")
    found = files(tmp_path / "r")
    stamp = json.loads(found["stamp.json"])
    assert stamp["asked"] == {"dyad": "ARM-AZE"}
    cited = yaml.safe_load(found["CITATION.cff"])
    assert (cited["cff-version"], cited["type"], cited["title"]) == ("1.2.0", "dataset", 'Border: "events"')
    assert cited["authors"] == [{"name": "R. Rassendyll"}]
    assert cited["version"].endswith(stamp["id"][:12])
    assert "crosswalks" not in found["README.md"].decode()
    assert [n for n in found if n.startswith("tables/")] == ["tables/events.csv"]


def test_a_store_that_was_added_to_gives_another(tmp_path):
    own = filled(tmp_path, range(3))
    release(own, tmp_path / "a", forms=("csv",))
    one_more(own)
    release(own, tmp_path / "b", forms=("csv",))
    own.close()
    assert (tmp_path / "a.zip").read_bytes() != (tmp_path / "b.zip").read_bytes()


def test_without_words_no_file_has_one(store, tmp_path):
    release(store, tmp_path / "r", words=False)
    told = b"\n".join(b for n, b in files(tmp_path / "r").items() if n.startswith("tables/"))
    assert b"The army of Ruritania" not in told
    assert b"at least 12 civilians" not in told
    assert b"without the words" in files(tmp_path / "r")["README.md"]


def test_both_databases_give_the_same_bytes(tmp_path, databases):
    for name, where in (("a", str(tmp_path / "store.db")), ("b", databases())):
        made = opened(where, range(8))
        release(made, tmp_path / name, forms=("csv",))
        made.close()
    assert files(tmp_path / "a") == files(tmp_path / "b")


@pytest.mark.parametrize("there", ["folder", "file", "archive"])
def test_nothing_that_is_there_is_written_over(store, tmp_path, there):
    kept = {"folder": tmp_path / "r" / "mine.txt", "file": tmp_path / "r", "archive": tmp_path / "r.zip"}[there]
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("mine")
    with pytest.raises(StopError, match="is there already"):
        release(store, tmp_path / "r")
    assert kept.read_text() == "mine"


def test_what_breaks_off_leaves_nothing(store, tmp_path):
    def broken(what):
        yield from rows(store, what, Query())
        raise StopError("store: went away; try again")

    with pytest.raises(StopError, match="went away"):
        write_release(
            tmp_path / "r",
            Plan(tables=("events",), forms=("csv",)),
            stamp_of(store, ("events",), {}).to_json(),
            broken,
            (),
        )
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_taken(store, tmp_path):
    (tmp_path / "r").mkdir()
    release(store, tmp_path / "r", tables=("events",), forms=("csv",))
    assert (tmp_path / "r" / "tables" / "events.csv").exists()
