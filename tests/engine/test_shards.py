"""Cutting: every line, row and record lies in exactly one shard, whatever the size of the parts."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.made import lines_of, pages, parquet
from vedette.engine.inputs import documents
from vedette.engine.shards import cut, find_inputs, kind_of
from vedette.errors import StopError


def texts_in(shards):
    found, errors = [], []
    for shard in shards:
        found += [a.document.text for a in documents(shard, errors.append)]
    return found, errors


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jsonl", ("lines", "")),
        ("A.NDJSON.GZ", ("lines", "gz")),
        ("a.jsonl.zst", ("lines", "zst")),
        ("a.parquet", ("parquet", "")),
        ("CC-NEWS-1.warc.gz", ("warc", "gz")),
        ("a.warc", ("warc", "")),
        ("a.warc.zst", None),
        ("a.parquet.gz", None),
        ("a.csv", None),
    ],
)
def test_the_name_tells_the_kind(name, kind):
    assert kind_of(name) == kind


# The words differ in length and in bytes a character, so that cuts fall inside of characters and right before line ends.
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("aü€\U0001f600 ", min_size=1, max_size=30), min_size=1, max_size=20),
    st.integers(1, 200),
    st.booleans(),
)
def test_every_line_is_read_once_however_lines_are_cut(tmp_path_factory, words, size, last):
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    texts = [f"{n} {w}." for n, w in enumerate(words)]
    data = "\n".join(json.dumps({"text": t}, ensure_ascii=n % 2 == 0) for n, t in enumerate(texts))
    path.write_bytes((data + "\n" * last).encode())
    shards = cut(find_inputs([str(path)], pytest.fail), "plan", size)
    assert len(shards) == -(-path.stat().st_size // size)
    assert texts_in(shards) == (texts, [])


@pytest.mark.parametrize("size", [1, 300, 1000, 5000, 10**6])
def test_every_page_of_an_archive_is_read_once_however_it_is_cut(tmp_path, size):
    path = pages(tmp_path / "a.warc.gz", 9)
    whole, errors = texts_in(cut(find_inputs([str(path)], pytest.fail), "plan", 10**9))
    assert (len(whole), errors) == (9, [])
    assert texts_in(cut(find_inputs([str(path)], pytest.fail), "plan", size)) == (whole, [])


@pytest.mark.parametrize("size", [1, 2000, 10**6])
def test_row_groups_are_cut_in_runs(tmp_path, size):
    path = parquet(tmp_path / "a.parquet", 50, group=7)
    shards = cut(find_inputs([str(path)], pytest.fail), "plan", size)
    texts, errors = texts_in(shards)
    assert errors == []
    assert [t.split()[1] for t in texts] == [str(n) for n in range(50)]
    assert len(shards) == {1: 8, 10**6: 1}.get(size, len(shards))


def test_packed_lines_are_one_shard(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"x" * 10_000_000)
    assert len(cut(find_inputs([str(path)], pytest.fail), "plan")) == 1


def test_the_size_follows_the_input_where_none_is_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 3_000_000)
    assert len(cut(find_inputs([str(path)], pytest.fail), "plan")) == 12


def test_an_id_is_of_the_input_its_state_its_part_and_the_plan(tmp_path):
    path = lines_of(tmp_path / "a.jsonl", 20)

    def ids(plan="plan", size=400):
        return [s.id for s in cut(find_inputs([str(path)], pytest.fail), plan, size)]

    first = ids()
    assert len(set(first)) == len(first) > 2
    assert ids() == first
    assert not set(ids("other")) & set(first)
    assert not set(ids(size=399)) & set(first)
    lines_of(path, 21)
    assert not set(ids()) & set(first)


def test_a_folder_and_a_glob_give_what_is_read_and_tell_the_rest(tmp_path):
    lines_of(tmp_path / "b.jsonl", 1)
    lines_of(tmp_path / "deep" / "a.jsonl", 1)
    (tmp_path / "notes.txt").write_text("no archive")
    told = []
    found = find_inputs([str(tmp_path)], told.append)
    assert [Path(i.name).name for i in found] == ["b.jsonl", "a.jsonl"]
    assert [Path(e.item).name for e in told] == ["notes.txt"]
    assert find_inputs([f"{tmp_path}/**/*.jsonl", str(tmp_path / "b.jsonl")], pytest.fail) == found


@pytest.mark.parametrize("name", ["missing.jsonl", "notes.txt", "*.warc"])
def test_what_is_named_and_not_there_or_not_read_stops(tmp_path, name):
    (tmp_path / "notes.txt").write_text("no archive")
    with pytest.raises(StopError, match="input"):
        find_inputs([str(tmp_path / name)], pytest.fail)


def test_an_address_whose_protocol_is_not_known_stops():
    with pytest.raises(StopError, match="protocol"):
        find_inputs(["nowhere://bucket/a.jsonl"], pytest.fail)


def test_a_password_in_an_address_is_not_shown():
    with pytest.raises(StopError) as e:
        find_inputs(["nowhere://me:secret@bucket/a.jsonl"], pytest.fail)
    assert "secret" not in str(e.value)
