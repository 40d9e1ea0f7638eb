"""What an archive comes to is what a store comes to that was given the same reports, one by one."""

from random import Random

from engine.reconciling.worlds import archive, judged, partitioned, world, written
from vedette.engine.reconciling.written import read_rows
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.asking import ledger_of_incident
from vedette.workflow.reconcile import judge


def test_tables_are_what_a_store_tells(tmp_path):
    records = world(11, 150)
    judgements = [j for seed in range(6) for j in judged(seed, records)]
    store = Store.open(str(tmp_path / "store.db"), make=True)
    for r in Random(5).sample(records, len(records)):
        add_records(store, [(r, "test")])
    with store.writing() as connection:
        for j in judgements:
            judge(connection, j)
    incidents = list(store.all_incidents(Query(limit=500)))
    expected = written(tmp_path / "expected", ((i, ledger_of_incident(store, i)) for i in incidents))
    store.close()
    found = partitioned(tmp_path / "out", archive(tmp_path / "records", records), judgements, partitions=5)
    assert len(judgements) > 5
    assert found["incidents"] == expected["incidents"]
    # A rule's judgement is named by the two that it joins: a store keeps the reason that was found first, as reports came in.
    assert _named(tmp_path / "out") == _named(tmp_path / "expected")
    assert {**found, "judgements": ()} == {**expected, "judgements": ()}


def _named(folder):
    return sorted((row["id"], row["incident"], row["left"], row["right"]) for row in read_rows(folder, "judgements"))
