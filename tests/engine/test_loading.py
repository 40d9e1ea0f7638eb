"""An archive loaded into a store is what adding its texts would have stored, once however often it is loaded."""

import json
from importlib import resources

import pytest

from engine.made import lines_of
from vedette.engine.bulk import prepared, run
from vedette.engine.loading import archive_at, load
from vedette.engine.local import Local
from vedette.errors import StopError
from vedette.sources.inputs import gather_arriving
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_documents
from vedette.workflow.readers import Readers


def archived(path, out, reader="engine.fake:fake"):
    run(prepared([str(path)], str(out), on_skip=pytest.fail, reader=reader, shard_size=4_000), Local(1))
    return archive_at(str(out))


def loaded(archive, path, on_skip=pytest.fail):
    store = Store.open(str(path), make=True)
    steps = list(load(store, archive, on_skip))
    return store, steps[-1] if steps else None


def held(store):
    with store.reading() as connection:
        return [i for (i,) in connection.exec_driver_sql("SELECT id FROM document ORDER BY id")]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """The example dossier added, and the same read into an archive, with the true reader."""
    folder = tmp_path_factory.mktemp("dossier")
    data = resources.files("vedette.examples").joinpath("september-2022.jsonl").read_bytes()
    path = folder / "september.jsonl"
    path.write_bytes(data)
    archive = archived(path, folder / "out", "vedette.engine.reading:readers")
    added = Store.open(str(folder / "added.db"), make=True)
    found = gather_arriving([str(path)], stdin=None, on_skip=pytest.fail)
    list(add_documents(added, found, Readers()))
    yield added, archive, folder
    added.close()


def told(store):
    incidents = [i.to_json() for i in store.all_incidents(Query())]
    for i in incidents:
        for j in i["judgements"]:
            j.pop("at", None)
            j.pop("id", None)
    return json.dumps(sorted(incidents, key=lambda i: i["id"]), sort_keys=True, default=str)


def test_loading_stores_what_adding_stores(dossier):
    added, archive, folder = dossier
    store, done = loaded(archive, folder / "loaded.db")
    assert (done.new, done.events) == (10, done.events)
    assert held(store) == held(added)
    assert told(store) == told(added)
    with store.reading() as one, added.reading() as two:
        query = "SELECT d.id, r.reader, r.body FROM reading r JOIN document d ON d.serial = r.document ORDER BY d.id"
        assert [tuple(r) for r in one.exec_driver_sql(query)] == [tuple(r) for r in two.exec_driver_sql(query)]
    store.close()


def test_loading_twice_is_loading_once_and_goes_on_where_it_stopped(tmp_path):
    archive = archived(lines_of(tmp_path / "a.jsonl", 60), tmp_path / "out")
    store = Store.open(str(tmp_path / "s.db"), make=True)
    steps = load(store, archive, pytest.fail)
    first = next(steps)
    steps.close()
    assert 0 < first.documents < 60
    rest = list(load(store, archive, pytest.fail))[-1]
    assert (rest.there, rest.new) == (first.documents, 60 - first.documents)
    again = list(load(store, archive, pytest.fail))[-1]
    assert (again.there, again.new, again.events) == (60, 0, 0)
    store.close()


def test_what_was_not_read_is_stored_unread(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 3)
    text = (
        "Le ministère de la défense a déclaré mardi que ses troupes avaient repoussé une attaque près de la frontière."
    )
    with path.open("a", encoding="utf-8") as f:
        f.write(json.dumps({"id": "fr", "text": text, "published": "2022-09-13", "source": "Poste"}) + "\n")
    store, done = loaded(archived(path, tmp_path / "out"), tmp_path / "s.db")
    assert (done.new, done.unread) == (3, 1)
    with store.reading() as connection:
        row = connection.exec_driver_sql("SELECT language, published, source FROM document WHERE id = 'fr'").one()
    assert tuple(row) == ("fr", "2022-09-13", "Poste")
    store.close()


def test_another_text_under_the_same_id_is_kept_beside_it_and_unread(tmp_path):
    store, _ = loaded(archived(lines_of(tmp_path / "a.jsonl", 2), tmp_path / "one"), tmp_path / "s.db")
    other = archived(lines_of(tmp_path / "b.jsonl", 2, more={0: "Otherwise. "}), tmp_path / "two")
    done = list(load(store, other, pytest.fail))[-1]
    assert (done.new, done.there, done.unread) == (0, 1, 1)
    assert len(held(store)) == 3
    assert any(i.startswith("d0@") for i in held(store))
    store.close()


def test_a_row_without_a_record_is_told_and_the_others_are_stored(tmp_path):
    import pyarrow.parquet as pq  # noqa: PLC0415 - of an extra

    archive = archived(lines_of(tmp_path / "a.jsonl", 5), tmp_path / "out")
    file = tmp_path / "out" / archive.records[0]
    table = pq.read_table(file, partitioning=None)
    texts = table["record"].to_pylist()
    texts[0] = texts[0][: len(texts[0]) // 2]
    pq.write_table(table.set_column(table.column_names.index("record"), table.schema.field("record"), [texts]), file)
    faults = []
    store, done = loaded(archive, tmp_path / "s.db", faults.append)
    assert [f.item.partition(", ")[2] for f in faults] == [f"document {table['document'][0]}"]
    assert done.new == 4
    store.close()


@pytest.mark.parametrize(
    ("manifest", "words"),
    [(None, "has no manifest"), ("{", "is none"), ('{"schema": "9.0", "complete": true, "tables": {}}', "is none"),
     ('{"schema": "9.0", "complete": true, "tables": {"records": {"files": []}, "documents": {"files": []}}}', "version 9.0")],
)  # fmt: skip
def test_what_is_no_archive_is_refused_with_its_remedy(tmp_path, manifest, words):
    if manifest:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(StopError, match=words):
        archive_at(str(tmp_path))


def test_a_broken_file_stops_and_says_so(tmp_path):
    archive = archived(lines_of(tmp_path / "a.jsonl", 3), tmp_path / "out")
    (tmp_path / "out" / archive.records[0]).write_bytes(b"PAR1")
    store = Store.open(str(tmp_path / "s.db"), make=True)
    with pytest.raises(StopError, match="cannot be read"):
        list(load(store, archive, pytest.fail))
    store.close()
