"""A cluster comes to the same bytes as this machine."""

import pytest

from engine.reconciling.test_run import bytes_of
from engine.reconciling.worlds import archive, partitioned, world
from engine.test_dask import Cluster
from vedette.engine.dask import Dask

pytest.importorskip("distributed")


def test_a_cluster_comes_to_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr("vedette.engine.reconciling.plan.now", lambda: "2026-01-01T00:00:00Z")
    paths = archive(tmp_path / "records", world(6, 60))
    cluster = Cluster(tmp_path)
    try:
        for _ in range(2):
            cluster.start_worker()
        partitioned(tmp_path / "cluster", paths, partitions=3, executor=Dask(cluster.address))
    finally:
        cluster.close()
    partitioned(tmp_path / "here", paths, partitions=3)
    assert bytes_of(tmp_path / "cluster") == bytes_of(tmp_path / "here")
