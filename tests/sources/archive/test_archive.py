"""The archive of originals: what is put comes back, nothing secret is written, damage is told with its place."""

import gzip
from datetime import UTC, datetime

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.errors import SkipError, StopError
from vedette.records.arriving import Kept, Original
from vedette.settings import archive_dir
from vedette.sources.archive.archive import Archive
from vedette.sources.files import limits

AT = "2022-09-13T10:00:00Z"
PAGE = Original(
    uri="https://user:secret@news.example/a?b=c#d",
    data=b"<p>report</p>",
    at=AT,
    kind="text/html",
    status=200,
    headers=(
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Set-Cookie", "session=secret"),
        ("Authorization", "Basic secret"),
    ),
)


def of(data, uri="report.txt", **known):
    return Original(uri=uri, data=data, at=AT, **known)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000), st.text(min_size=1, max_size=60), st.sampled_from([None, 200, 404]))
def test_whatever_is_put_comes_back(tmp_path, data, uri, status):
    with Archive(tmp_path) as archive:
        original = of(data, uri, kind="text/plain", status=status)
        kept = archive.put(original)
        archive.sync()
        back = archive.get(kept)
    assert (back.data, back.at, back.kind, back.status) == (data, AT, "text/plain", status)
    assert back.hash == original.hash == kept.hash
    if not uri.startswith(("http:", "https:")):
        assert back.uri == uri


def test_its_files_are_standard_and_hold_one_member_a_record(tmp_path):
    with Archive(tmp_path) as archive:
        kept = [archive.put(PAGE), archive.put(of(b"plain text", "my report (1).txt"))]
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for place in kept:
        assert gzip.decompress(whole[place.offset : place.offset + place.length]).startswith(b"WARC/1.1\r\n")
    with path.open("rb") as handle:
        found = [(r.headers.get("WARC-Type"), r.headers.get("WARC-Target-URI")) for r in ArchiveIterator(handle)]
    assert found == [
        ("warcinfo", None),
        ("response", "https://news.example/a?b=c#d"),
        ("resource", "file:my%20report%20(1).txt"),
    ]


def test_no_secret_is_written(tmp_path):
    with Archive(tmp_path) as archive:
        kept = archive.put(PAGE)
    (path,) = tmp_path.iterdir()
    assert b"secret" not in gzip.decompress(path.read_bytes())
    with Archive(tmp_path) as archive:
        back = archive.get(kept)
    assert back.headers == (("Content-Type", "text/html; charset=utf-8"),)


def test_a_hostile_header_cannot_end_its_field(tmp_path):
    original = of(b"x", "http://a/\r\nWARC-Type: fake", status=200, headers=(("X\r\nY: 1\r\n\r\nZ", "a\r\nb: c"),))
    with Archive(tmp_path) as archive:
        back = archive.get(archive.put(original))
    assert back.data == b"x"
    assert len(back.headers) == 1


def test_the_same_bytes_are_kept_once(tmp_path):
    store: dict[str, Kept] = {}
    with Archive(tmp_path, store.get) as archive:
        first = archive.put(of(b"same"))
        assert archive.put(of(b"same", "copy.txt")) == first
        archive.sync()
        store[first.hash] = first
        assert archive.put(of(b"same", "again.txt")) == first
    with Archive(tmp_path, store.get) as later:
        assert later.put(of(b"same")) == first
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_of_its_own_for_each_writer_and_a_new_one_when_full(tmp_path, monkeypatch):
    with Archive(tmp_path) as one, Archive(tmp_path) as other:
        files = {one.put(of(b"a")).file, other.put(of(b"b")).file}
        monkeypatch.setattr(limits, "ARCHIVE_FILE", 10)
        files.add(one.put(of(b"c")).file)
    assert len(files) == 3
    day = datetime.now(UTC).strftime("%Y%m")
    assert all(name.startswith(f"vedette-{day}") and name.endswith(".warc.gz") for name in files)


def test_a_half_written_end_harms_nothing_and_is_told(tmp_path):
    with Archive(tmp_path) as archive:
        first, second = archive.put(of(b"first")), archive.put(of(b"second" * 100))
    path = tmp_path / second.file
    path.write_bytes(path.read_bytes()[:-20])
    with Archive(tmp_path) as archive:
        assert archive.get(first).data == b"first"
        assert archive.put(of(b"third")).file != first.file
        archive.sync()
        walk = archive.check()
    assert walk.sound
    assert walk.files == 2
    assert walk.records == 4
    assert [str(second.offset) in e.item.replace(",", "") for e in walk.half] == [True]


@pytest.mark.parametrize("at", [0, 60, -5])
def test_damage_is_told_with_file_and_offset_and_the_rest_still_checked(tmp_path, at):
    with Archive(tmp_path) as archive:
        first, second, third = (archive.put(of(n * 300, n.decode())) for n in (b"one", b"two", b"six"))
    path = tmp_path / second.file
    data = bytearray(path.read_bytes())
    data[second.offset + at if at >= 0 else third.offset + at] ^= 0x55
    path.write_bytes(bytes(data))
    with Archive(tmp_path) as archive:
        with pytest.raises(SkipError) as e:
            archive.get(second)
        assert second.file in e.value.item
        assert str(second.offset) in e.value.item
        assert archive.get(first).data == b"one" * 300
        assert archive.get(third).data == b"six" * 300
        walk = archive.check()
    assert not walk.sound
    assert walk.records == 3


def test_what_is_missing_or_no_name_is_told(tmp_path):
    archive = Archive(tmp_path)
    for name in ("none.warc.gz", "../outside.warc.gz", ""):
        with pytest.raises(SkipError) as e:
            archive.get(Kept(file=name, offset=0, length=10, hash="0"))
        assert e.value.remedy
    assert archive.check().files == 0


def test_other_bytes_at_the_place_are_refused(tmp_path):
    with Archive(tmp_path) as archive:
        kept = archive.put(of(b"a"))
        with pytest.raises(SkipError, match="other bytes"):
            archive.get(Kept(file=kept.file, offset=kept.offset, length=kept.length, hash="0" * 64))


def test_a_folder_that_cannot_be_written_stops_the_run(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StopError, match="cannot be written"):
        Archive(tmp_path / "file" / "archive").put(of(b"a"))


class _Full:
    """A file on a full disk: half of what is written arrives."""

    def __init__(self, handle):
        self.handle = handle

    def write(self, data):
        self.handle.write(data[: len(data) // 2])
        self.handle.flush()
        raise OSError(28, "No space left on device")

    def __getattr__(self, name):
        return getattr(self.handle, name)


def test_a_record_that_could_not_be_written_whole_is_taken_back(tmp_path):
    archive = Archive(tmp_path)
    first = archive.put(of(b"first"))
    archive._handle = _Full(archive._handle)
    with pytest.raises(StopError, match="No space"):
        archive.put(of(b"second" * 1000))
    assert archive.get(first).data == b"first"
    walk = archive.check()
    assert (walk.records, walk.half, walk.damaged) == (2, (), ())
    assert archive.get(archive.put(of(b"third"))).data == b"third"
    archive.close()


@pytest.mark.parametrize(
    ("store", "folder"),
    [
        ("/data/a.db", "/data/a.db.archive"),
        ("sqlite:////data/a.db", "/data/a.db.archive"),
        ("postgresql://me@host/db", "/home/data/vedette/archive"),
    ],
)
def test_the_archive_stands_beside_its_store(monkeypatch, store, folder):
    monkeypatch.delenv("VEDETTE_ARCHIVE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/home/data")
    assert str(archive_dir(store)) == folder
    monkeypatch.setenv("VEDETTE_ARCHIVE", "/elsewhere")
    assert str(archive_dir(store)) == "/elsewhere"
