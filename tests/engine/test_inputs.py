"""What a shard gives: documents as every other way in gives them, and one error for each item that is none."""

import bz2
import gzip
import json
import lzma
from datetime import UTC, date, datetime
from io import BytesIO

import fsspec
import pyarrow as pa
import pytest

from engine.made import lines_of, page, pages, parquet, record, text
from vedette.engine.inputs import documents
from vedette.engine.shards import cut, find_inputs
from vedette.sources.files import opening
from vedette.sources.inputs import gather


def read(told, size=None, **how):
    errors = []
    found = [
        a.document
        for shard in cut(find_inputs([str(told)], pytest.fail), "plan", size)
        for a in documents(shard, errors.append, **how)
    ]
    return found, errors


def zstd(data):
    return pa.compress(data, "zstd", asbytes=True)


def test_lines_are_prepared_as_everywhere(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 3)
    found, errors = read(path)
    assert errors == []
    assert found == list(gather([str(path)], stdin=BytesIO(), on_skip=pytest.fail))


def test_pages_are_cleaned_as_everywhere(tmp_path):
    path = pages(tmp_path / "a.warc.gz", 3)
    found, errors = read(path)
    assert errors == []
    assert found == list(gather([str(path)], stdin=BytesIO(), on_skip=pytest.fail))
    assert found[0].url == "https://post.example/2022/09/13/0"


@pytest.mark.parametrize(
    ("end", "pack"),
    [
        ("gz", gzip.compress),
        ("gz", lambda d: gzip.compress(d[:100]) + gzip.compress(d[100:])),
        ("bz2", bz2.compress),
        ("xz", lzma.compress),
        ("zst", zstd),
        ("zst", lambda d: zstd(d[:100]) + zstd(d[100:])),
    ],
)
def test_packed_lines_are_unpacked(tmp_path, end, pack):
    plain = lines_of(tmp_path / "a.jsonl", 30)
    packed = tmp_path / f"b.jsonl.{end}"
    packed.write_bytes(pack(plain.read_bytes()))
    assert read(packed) == (read(plain)[0], [])


@pytest.mark.parametrize(
    ("end", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstd)]
)
def test_what_breaks_off_is_told_and_what_came_before_is_kept(tmp_path, end, pack):
    many = b"".join(
        json.dumps({"text": f"Report {n} " + "".join(chr(97 + (n * k) % 26) for k in range(300))}).encode() + b"\n"
        for n in range(1500)
    )
    path = tmp_path / f"a.jsonl.{end}"
    path.write_bytes(pack(many)[:-2000])
    found, errors = read(path)
    assert errors
    assert "breaks off" in errors[-1].cause
    assert errors[-1].item == str(path)
    assert 0 <= len(found) < 1500


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b'{"title": "no text"}',
        b'{"text": ""}',
        b'{"text": 7}',
        b'["a list"]',
        b"{" * 5000,
        b'{"text": "half',
        b'{"text": "latin \xe9"}',
        json.dumps({"text": "Words.", "source": "s" * 20_000}).encode(),
    ],
)
def test_a_line_that_is_no_document_is_one_error_with_its_byte(tmp_path, line):
    path = tmp_path / "a.jsonl"
    before = json.dumps({"text": text(1)}).encode() + b"\n\n"
    path.write_bytes(before + line + b"\n" + before)
    found, errors = read(path)
    assert len(found) == 2
    assert [e.item for e in errors] == [f"{path}, byte {len(before)}"]


def test_a_line_beyond_all_measure_is_one_error(tmp_path, monkeypatch):
    monkeypatch.setattr("vedette.sources.files.limits.LINE", 1000)
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": text(1)}).encode() + b"\n"
    path.write_bytes(good + json.dumps({"text": "x" * 5000}).encode() + b"\n" + good)
    for size in (None, 700, 1300):
        found, errors = read(path, size)
        assert (len(found), len(errors)) == (2, 1)
        assert "longer than" in errors[0].cause


def test_keys_are_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"maintext": text(1), "outlet": "Zenda Post", "authors": ["A. B.", "C. D."], "text": None})
    )
    found, errors = read(path, columns={"text": "maintext", "source": "outlet", "byline": "authors"})
    assert errors == []
    assert (found[0].text, found[0].source, found[0].byline) == (text(1), "Zenda Post", "A. B.; C. D.")


def test_what_is_known_fills_in(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Ruritania shelled Strelsau."}))
    found, _ = read(path, known={"published": "2022-09-13", "source": "Zenda Post"})
    assert (found[0].published, found[0].source) == ("2022-09-13", "Zenda Post")


def test_parquet_has_usual_names_and_types(tmp_path):
    path = parquet(
        tmp_path / "a.parquet",
        0,
        maintext=pa.array([text(0), text(1), None, ""], pa.large_string()),
        authors=[["A. B.", "C. D."], [], None, None],
        date_publish=pa.array([datetime(2022, 9, 13, 4, tzinfo=UTC), None, None, None]),
    )
    found, errors = read(path)
    assert [d.text for d in found] == [text(0), text(1)]
    assert (found[0].byline, found[0].published[:16]) == ("A. B.; C. D.", "2022-09-13T04:00")
    assert [e.item for e in errors] == [f"{path}, row 2", f"{path}, row 3"]


def test_parquet_days_and_told_columns(tmp_path):
    path = parquet(tmp_path / "a.parquet", 0, words=[text(0)], day=pa.array([date(2022, 9, 13)]))
    found, errors = read(path, columns={"text": "words", "published": "day"})
    assert (errors, found[0].published) == ([], "2022-09-13")


def test_parquet_without_a_text_is_one_error(tmp_path):
    path = parquet(tmp_path / "a.parquet", 0, headline=["A"], price=[1])
    found, errors = read(path)
    assert found == []
    assert [(e.item, e.remedy) for e in errors] == [(str(path), "tell it: --columns text=NAME")]


@pytest.mark.parametrize("data", [b"PAR1 but no more", b"PAR1", b"\x00" * 400])
def test_parquet_that_is_broken_is_one_error(tmp_path, data):
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    found, errors = read(path)
    assert found == []
    assert [e.item for e in errors] == [str(path)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet", "a.warc.gz"])
def test_an_empty_file_is_one_error(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"")
    found, errors = read(path)
    assert found == []
    assert [(e.item, e.cause) for e in errors] == [(str(path), "is empty")]


@pytest.mark.parametrize("size", [None, 500, 1500])
def test_a_truncated_archive_gives_what_is_whole_and_one_error(tmp_path, size):
    path = pages(tmp_path / "a.warc.gz", 6)
    path.write_bytes(path.read_bytes()[:-120])
    found, errors = read(path, size)
    assert len(found) == 5
    assert len(errors) == 1


@pytest.mark.parametrize("size", [None, 500, 1500])
def test_a_broken_record_costs_no_other(tmp_path, size):
    whole = [gzip.compress(record(n, page(n)), mtime=0) for n in range(6)]
    whole[2] = whole[2][:200] + b"\x00" * 60 + whole[2][260:]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(whole))
    found, errors = read(path, size)
    assert len(found) == 5
    assert len(errors) == 1


HOSTILE = {
    1: "<div>" * 30_000 + text(1),
    2: "<p>" + "&#x0;&lt;script&gt;" * 500 + "</p>",
    3: "<![CDATA[" + "]]>" * 1000,
    4: "<table>" * 2000 + "<tr><td>x",
    5: "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1") * 100,
}


def test_hostile_pages_cost_no_other(tmp_path):
    path = pages(tmp_path / "a.warc.gz", 8, bodies=HOSTILE)
    found, errors = read(path)
    urls = {d.url.rpartition("/")[2] for d in found}
    assert {"0", "6", "7"} <= urls
    assert len(found) + len(errors) >= 8 - 1


def test_a_page_on_which_the_cleaner_fails_is_one_error(tmp_path, monkeypatch):
    clean = opening.clean_page

    def failing(html, **known):
        if "Report 1 " in html:
            raise ZeroDivisionError("no such page")
        return clean(html, **known)

    monkeypatch.setattr(opening, "clean_page", failing)
    found, errors = read(pages(tmp_path / "a.warc.gz", 3))
    assert len(found) == 2
    assert ["no such page" in e.cause for e in errors] == [True]


def test_other_file_systems_are_read_by_their_address(tmp_path):
    fs = fsspec.filesystem("memory")
    plain = lines_of(tmp_path / "a.jsonl", 20)
    fs.pipe("/news/2022/a.jsonl", plain.read_bytes())
    fs.pipe("/news/2022/b.warc.gz", pages(tmp_path / "b.warc.gz", 3).read_bytes())
    fs.pipe("/news/2022/c.parquet", parquet(tmp_path / "c.parquet", 12).read_bytes())
    try:
        found, errors = read("memory://news/2022", 900)
        assert errors == []
        assert [len(d.text) for d in found[:20]] == [len(d.text) for d in read(plain)[0]]
        assert len(found) == 35
        assert len(read("memory://news/*/*.jsonl")[0]) == 20
    finally:
        fs.rm("/news", recursive=True)
