"""What is written by partition is read back by partition, and equal rows give equal bytes."""

import numpy as np
import pyarrow as pa

from vedette.engine.reconciling.spill import Spill, dealt, read_part

COLUMNS = {"number": "int32", "text": "string"}


def _spill(rows, partitions=3):
    spill = Spill(COLUMNS, partitions)
    for n, text in rows:
        spill.put(n % partitions, n, text)
    return spill


def test_each_partition_is_read_alone_from_all_files(tmp_path):
    paths = [tmp_path / "a.arrow", tmp_path / "b.arrow"]
    assert _spill([(0, "x"), (3, "y"), (1, "z")]).write(paths[0]) == 3
    assert _spill([(6, "w")]).write(paths[1]) == 1
    found = [(n, batch.to_pylist()) for n, batch in read_part(paths, 0)]
    assert found == [(0, [{"number": 0, "text": "x"}, {"number": 3, "text": "y"}]), (1, [{"number": 6, "text": "w"}])]
    assert [b.to_pylist() for _, b in read_part(paths, 1)] == [[{"number": 1, "text": "z"}]]
    assert not list(read_part(paths, 2))


def test_equal_rows_give_equal_bytes_and_nothing_half_written_stays(tmp_path):
    rows = [(n, f"text {n % 7}" * 30) for n in range(500)]
    for name in ("a", "b"):
        _spill(rows).write(tmp_path / f"{name}.arrow")
    assert (tmp_path / "a.arrow").read_bytes() == (tmp_path / "b.arrow").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.arrow", "b.arrow"]


def test_rows_are_dealt_to_bins_in_their_order():
    batch = pa.record_batch([pa.array([5, 6, 7, 8])], names=["n"])
    found = [b["n"].to_pylist() for b in dealt(batch, np.array([2, 0, 2, 0]), 3)]
    assert found == [[6, 8], [], [5, 7]]
