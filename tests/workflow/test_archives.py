"""Whether the originals of a store stand in its archive."""

import pytest

from store.watching import hold
from vedette.records.arriving import Original
from vedette.sources.archive.archive import Archive
from vedette.store.originals import add_originals
from vedette.store.store import Store
from vedette.workflow.archives import archive_of, known_to, missing_originals

NOON = "2026-11-29T12:00:00Z"


@pytest.fixture
def store(where, tmp_path, monkeypatch):
    monkeypatch.setenv("VEDETTE_ARCHIVE", str(tmp_path / "archive"))
    made = Store.open(where, make=True)
    with Archive(archive_of(made), known_to(made)) as archive, made.writing() as connection:
        for n in range(3):
            document = hold(connection, f"Report {n}.")
            o = Original(uri=f"report {n}", data=f"Report {n}.".encode(), at=NOON)
            kept = archive.put(o)
            archive.sync()
            add_originals(connection, [(document, o, kept)], NOON)
    yield made
    made.close()


def test_a_whole_archive_has_no_faults(store):
    assert list(missing_originals(store)) == list(missing_originals(store, bytes_too=True)) == []


def test_bytes_that_are_not_those_that_were_kept_are_told(store):
    (file,) = archive_of(store).iterdir()
    data = bytearray(file.read_bytes())
    data[-40] ^= 255
    file.write_bytes(data)
    assert list(missing_originals(store)) == []
    (fault,) = missing_originals(store, bytes_too=True)
    assert (fault.kind, file.name in fault.item) == ("original", True)


def test_a_file_that_is_cut_or_gone_is_told(store):
    (file,) = archive_of(store).iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    (fault,) = missing_originals(store)
    assert "ends before byte" in fault.what
    file.unlink()
    assert len(list(missing_originals(store))) == 3
