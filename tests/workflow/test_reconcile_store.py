"""What the store holds after any order of adding is what all reports looked at together come to."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.make import record
from vedette.incidents.copies import copies_of, origins
from vedette.incidents.judged import in_force
from vedette.incidents.reconcile import batch
from vedette.incidents.tellings import tellings
from vedette.records.incident import DIFFERENT, RULES, SAME, UNDONE, Judgement, mentions_of
from vedette.records.record import Record
from vedette.store.judgements import about, of_people
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.reconcile import judge

BOTH = ["sqlite", "postgresql"]


def near(seed: int) -> Record:
    """Return a record of a few days in September, so that events of several documents meet."""
    return record(seed, published=f"2022-09-{10 + seed % 3}", close=True)


def wire(seed: int, of: int) -> Record:
    """Return what another paper makes of a report: the same text, with its own events, a day later or earlier."""
    made = near(of)
    day = f"2022-09-{9 + seed % 5:02}"
    document = replace(made.document, id=f"copy-{seed}-{of}", published=day)
    return replace(
        made,
        document=document,
        events=tuple(replace(e, id=f"{seed}{e.id}"[:20]) for e in made.events),
        casualties=tuple(
            replace(c, id=f"{seed}{c.id}"[:20], event=c.event and f"{seed}{c.event}"[:20]) for c in made.casualties
        ),
    )


def expected(records, judgements=()):
    texts = {r.document.id: (r.document.text, r.document.published) for r in records}
    origin = origins(copies_of(texts))
    told = [t for r in records for t in tellings(mentions_of(r, origin[r.document.id]), judgements)]
    return {(i.id, i.mentions, i.origins) for i in batch(told, judgements)}


def stored(store):
    return {(i.id, i.mentions, i.origins) for i in store.all_incidents(Query(limit=13))}


@pytest.fixture
def empty(request, tmp_path_factory):
    """Make an empty store of a kind; hypothesis asks for one an example."""
    made = []

    def one(kind: str) -> Store:
        where = (
            request.getfixturevalue("databases")()
            if kind == "postgresql"
            else str(tmp_path_factory.mktemp("s") / "store.db")
        )
        made.append(Store.open(where, make=True))
        return made[-1]

    yield one
    for store in made:
        store.close()


def add_in_parts(store, records, size):
    for n in range(0, len(records), size):
        add_records(store, [(r, "a file") for r in records[n : n + size]])


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 12), ("postgresql", 4)])
def test_any_order_comes_to_the_same(empty, kind, examples):
    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=False), st.integers(1, 7))
    def holds(random: Random, size: int):
        seeds = random.sample(range(60), 12)
        records = [near(n) for n in seeds] + [wire(n, of) for n, of in enumerate(seeds[:3])]
        random.shuffle(records)
        store = empty(kind)
        add_in_parts(store, records, size)
        assert stored(store) == expected(records)
        assert any(i.origins < len(i.documents) for i in store.all_incidents(Query())) or not stored(store)

    holds()


@pytest.mark.parametrize("kind", BOTH)
def test_every_merge_is_a_judgement_in_force_and_lost_ones_are_taken_back(empty, kind):
    store = empty(kind)
    records = [near(n) for n in range(25)] + [wire(n, n) for n in range(5)]
    for r in Random(3).sample(records, len(records)):
        add_records(store, [(r, "a file")])
    held = {j.id: j for i in store.all_incidents(Query()) for j in i.judgements}
    assert held
    assert all(j.author == RULES and j.evidence and j.at and 0 < j.score <= 1 for j in held.values())
    with store.reading() as connection:
        mentions = {m for i in store.all_incidents(Query()) for m in i.mentions}
        everything = about(connection, mentions)
    assert {j.id for j in in_force(everything)} == set(held)


@pytest.mark.parametrize("kind", BOTH)
def test_people_are_obeyed_also_later_and_can_take_back(empty, kind):
    store = empty(kind)
    records = [near(n) for n in range(20)]
    add_in_parts(store, records[:15], 5)
    before = stored(store)
    big = max(store.all_incidents(Query()), key=lambda i: len(i.tellings))
    assert len(big.tellings) > 1
    others = [i for i in store.all_incidents(Query()) if i.id != big.id]
    split = Judgement.of(DIFFERENT, big.mentions[:1], big.mentions[-1:], author="Jane", at="2022-10-01T00:00:00Z")
    join = Judgement.of(SAME, others[0].mentions, others[-1].mentions, author="Jane", at="2022-10-02T00:00:00Z")
    for j in (split, join):
        with store.writing() as connection:
            judge(connection, j)
    assert stored(store) == expected(records[:15], [split, join])
    assert stored(store) != before
    add_in_parts(store, records[15:], 2)
    assert stored(store) == expected(records, [split, join])
    for n, j in enumerate((join, split)):
        with store.writing() as connection:
            judge(
                connection,
                Judgement.of(UNDONE, j.left, j.right, author="Joe", at=f"2022-10-0{3 + n}T00:00:00Z", supersedes=j.id),
            )
    assert stored(store) == expected(records)
    with store.reading() as connection:
        assert len(of_people(connection)) == 4


@pytest.mark.parametrize("kind", BOTH)
def test_a_better_reading_replaces_what_is_told_and_keeps_what_was(empty, kind):
    store = empty(kind)
    records = [near(n) for n in range(12)]
    add_in_parts(store, records, 4)
    better = [replace(r, reader="reader 2", events=r.events[1:]) for r in records[:6]]
    add_in_parts(store, better, 3)
    assert stored(store) == expected(better + records[6:])
    first = store.records([r.document.id for r in records], reader="reader 1")
    assert first == records
    assert store.records([better[0].document.id]) == [better[0]]
    dropped = {r.events[0].id for r in records[:6] if r.events}
    assert not dropped & {f.claim.id for f in store.all_events(Query())}
