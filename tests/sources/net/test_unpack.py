"""Packed bodies, honest and not."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import FetchError
from vedette.sources.net.unpack import MEMBERS, STEP, Unpacker, unpacked


def through(encoding: str, data: bytes, *, size: int = 1000) -> bytes:
    stream, found = Unpacker(encoding, "it"), b""
    for start in range(0, len(data), size):
        found += b"".join(stream.feed(data[start : start + size]))
    stream.finish()
    return found


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=3000), st.integers(1, 400))
def test_what_was_packed_comes_out_however_it_is_cut(data, size):
    assert through("gzip", gzip.compress(data), size=size) == data
    assert through("X-GZip", gzip.compress(data) + gzip.compress(data), size=size) == data + data
    assert through("deflate", zlib.compress(data), size=size) == data
    assert through("deflate", raw_deflate(data), size=size) == data
    assert through("identity", data, size=size) == data


@given(st.binary(max_size=300))
def test_any_bytes_end_in_bytes_or_a_clear_error(data):
    for encoding in ("gzip", "deflate"):
        try:
            through(encoding, data)
        except FetchError as e:
            assert e.kind in ("broken", "bomb")


def test_a_bomb_is_left_early_and_in_small_steps():
    bomb, had = gzip.compress(b"\0" * 100_000_000), []
    with pytest.raises(FetchError, match="as bombs do") as e:
        had.extend(len(piece) for piece in Unpacker("gzip", "it").feed(bomb))
    assert e.value.kind == "bomb"
    assert max(had) <= STEP
    assert sum(had) < 25_000_000


def test_a_short_page_of_one_letter_is_no_bomb():
    assert through("gzip", gzip.compress(b"a" * 500_000)) == b"a" * 500_000


def test_thousands_of_empty_members_are_a_bomb():
    with pytest.raises(FetchError) as e:
        through("gzip", gzip.compress(b"") * (MEMBERS + 1), size=100_000)
    assert e.value.kind == "bomb"


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, deflate", "x" * 500])
def test_packings_that_were_not_asked_for_are_refused(encoding):
    with pytest.raises(FetchError, match="was not asked for") as e:
        Unpacker(encoding, "it")
    assert e.value.kind == "type"


@pytest.mark.parametrize("data", [gzip.compress(b"abc" * 99)[:-3], gzip.compress(b"abc" * 99)[:20], b"\x1f", b"<html>"])
def test_what_is_cut_or_damaged_is_broken(data):
    with pytest.raises(FetchError, match="cannot be unpacked") as e:
        through("gzip", data)
    assert e.value.kind == "broken"


def test_padding_after_the_end_is_passed_over():
    assert through("gzip", gzip.compress(b"abc") + b"\0" * 50) == b"abc"
    assert through("deflate", zlib.compress(b"abc") + b"\0" * 50) == b"abc"


def test_nothing_is_nothing():
    assert through("gzip", b"") == b""


def test_a_packed_file_is_bounded_too():
    assert unpacked(gzip.compress(b"<urlset/>"), item="it", largest=100) == b"<urlset/>"
    with pytest.raises(FetchError) as e:
        unpacked(gzip.compress(b"a" * 101), item="it", largest=100)
    assert e.value.kind == "large"
