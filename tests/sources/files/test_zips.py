"""ZIP archives: their members are opened in memory; bombs and strange names do no harm."""

import os
from io import BytesIO
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

import pytest

from sources.incoming import PAGE, TEXT, came, pdf, write, zipped
from vedette.sources.files import limits


def test_members_are_opened_by_their_kinds(tmp_path):
    inner = zipped([("deep.txt", TEXT)])
    members = [
        ("a.txt", TEXT),
        ("b/c.html", PAGE),
        ("d.pdf", pdf([TEXT])),
        ("e.zip", inner),
        ("f.csv", f"text\n{TEXT}\n"),
    ]
    found, skipped = came(write(tmp_path, "all.zip", zipped(members)))
    assert not skipped
    ways = ["a.txt", "b/c.html", "d.pdf", "e.zip!/deep.txt", "f.csv, line 2"]
    assert [a.way.split("all.zip!/", 1)[1] for a in found] == ways
    assert found[0].original.uri.endswith("all.zip!/a.txt")
    assert found[0].original.data == TEXT.encode()


def test_names_only_name_and_nothing_is_written(tmp_path, monkeypatch):
    inside = tmp_path / "a" / "b"
    names = ["../../x.txt", "/etc/x.txt", "..\\x.txt", "C:\\x.txt", "a/\n/x.txt"]
    path = write(inside, "all.zip", zipped([(name, TEXT) for name in names]))
    monkeypatch.chdir(inside)
    before = sorted(os.walk(tmp_path))
    found, skipped = came(path)
    assert sorted(os.walk(tmp_path)) == before
    assert not skipped
    assert len(found) == len(names)


def test_hidden_members_are_left_out_as_in_folders(tmp_path):
    members = [("__MACOSX/a.txt", TEXT), (".git/b.txt", TEXT), ("c/.d.txt", TEXT), ("e.txt", TEXT)]
    found, skipped = came(write(tmp_path, "all.zip", zipped(members)))
    assert [a.way[-5:] for a in found] == ["e.txt"]
    assert not skipped


def test_a_bomb_is_skipped_and_its_neighbours_are_read(tmp_path):
    members = [("bomb.txt", b"\x20" * (10 * limits.MB)), ("good.txt", TEXT)]
    found, (skip,) = came(write(tmp_path, "all.zip", zipped(members)))
    assert [a.document.text for a in found] == [TEXT]
    assert "as a bomb does" in skip.cause


def test_archives_in_archives_end_somewhere(tmp_path):
    data = zipped([("a.txt", TEXT)])
    for i in range(limits.NESTING + 2):
        data = zipped([(f"{i}.zip", data)])
    found, (skip,) = came(write(tmp_path, "all.zip", data))
    assert not found
    assert "lies in more than" in skip.cause


def test_archives_in_archives_draw_on_one_budget(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "vedette.sources.files.desk.Budget.__init__",
        lambda self: (setattr(self, "members", 4), setattr(self, "size", 10**6))[0],
    )
    inner = zipped([("a.txt", TEXT), ("b.txt", TEXT)])
    found, skipped = came(write(tmp_path, "all.zip", zipped([("1.zip", inner), ("2.zip", inner)])))
    assert len(found) == 2
    assert any("files" in s.cause for s in skipped)


def strange(change, **told):
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        info = ZipInfo("a.txt")
        change(info)
        archive.writestr(info, TEXT, **told)
    return out.getvalue()


def as_link(info):
    info.external_attr = 0o120777 << 16


def locked():
    data = bytearray(zipped([("a.txt", TEXT)]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def broken():
    data = bytearray(zipped([("a.txt", TEXT)]))
    data[40] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (strange(as_link), "is a link"),
        (strange(lambda _: None, compress_type=ZIP_LZMA), "method that is not read"),
        (locked(), "password"),
        (broken(), "is broken in its archive"),
        (zipped([("a.txt", TEXT)])[:-30], "is a broken ZIP archive"),
        (b"PK\x03\x04" + b"\xff" * 200, "is a broken ZIP archive"),
        (zipped([("mimetype", b"x"), ("content.xml", b"x")]), "is an OpenDocument file"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path, data, cause):
    found, (skip,) = came(write(tmp_path, "all.zip", data))
    assert not found
    assert cause in skip.cause
    assert skip.remedy
