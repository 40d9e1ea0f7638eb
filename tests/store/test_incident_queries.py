"""Incidents by what their mentions tell, in both orders, against a plain look through everything, on both databases."""

import re
from dataclasses import replace

import pytest

from store.make import entry
from vedette.store import mentioned
from vedette.store.entry import parties_of
from vedette.store.mentioned import is_involved
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.writing import add_all
from vedette.workflow.reconcile import reconcile

ENTRIES = [entry(n, close=True) for n in range(60)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request, tmp_path_factory, databases):
    where = str(tmp_path_factory.mktemp("i") / "store.db") if request.param == "sqlite" else databases()
    made = Store.open(where, make=True)
    with made.writing() as connection:
        add_all(connection, ENTRIES)
        records = [e.record for e in ENTRIES]
        reconcile(connection, records, new={r.document.id for r in records}, at="2026-01-01T00:00:00Z")
    yield made
    made.close()


EVENTS = {e.id: (e, x.record) for x in ENTRIES for e in x.record.events}


def mention_meets(q: Query, id_: str) -> bool:
    e, record = EVENTS[id_]
    text = record.document.text[slice(*e.sentence)].lower()
    figures = [c for c in record.casualties if c.event == id_]
    return all(
        (
            q.type is None or e.type == q.type,
            q.status is None or e.status == q.status,
            q.source is None or record.document.source == q.source,
            q.document is None or record.document.id == q.document,
            q.confidence <= e.confidence,
            q.claimant is None or q.claimant in set(parties_of(e.claimants)),
            q.doer is None or q.doer in set(parties_of(e.actors)),
            q.actor is None or is_involved(q.actor) or q.actor in set(parties_of((*e.actors, *e.recipients))),
            q.words is None or all(re.search(rf"\b{w}\b", text) for w in q.words.split()),
            (q.kind is None and q.side is None)
            or any(q.kind in (None, c.kind) and q.side in (None, c.side) for c in figures),
        )
    )


ASKED = [
    {"type": "CONSULT"},
    {"type": "ASSAULT", "status": "negated"},
    {"source": "Zenda Post", "words": "shelled"},
    {"claimant": "RUS", "dyad": ("ARM", "AZE")},
    {"words": "drone -village"},
    {"actor": "ARM/MIL"},
    {"actor": "ARM", "doer": "AZE"},
    {"actor": "entity-AZE"},
    {"kind": "killed"},
    {"side": "ARM", "source": "Hentzau Gazette"},
    {"document": "doc-7"},
    {"confidence": 0.5, "since": "2022-09-11", "until": "2022-09-11"},
    {"words": "!"},
]


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize("few", [0, 2_000])
def test_an_incident_is_found_by_what_one_mention_tells(store, asked, few, monkeypatch):
    monkeypatch.setattr(mentioned, "FEW", few)
    q = Query(**asked)
    own = {n: asked[n] for n in ("since", "until", "dyad") if n in asked}
    own |= {"actor": asked["actor"]} if is_involved(asked.get("actor")) else {}
    words = (q.words or "").partition(" -")
    wanted = set()
    for i in store.all_incidents(Query(**own)):
        plain = replace(q, words=words[0] or None)
        met = [m for m in i.mentions if mention_meets(plain, m)]
        if words[2]:
            met = [m for m in met if not mention_meets(Query(words=words[2]), m)]
        if met and q.words != "!":
            wanted.add(i.id)
    assert {i.id for i in store.all_incidents(replace(q, limit=7))} == wanted


def test_newest_first_is_the_same_list_turned_round_page_by_page(store):
    for own in ({}, {"dyad": ("ARM", "AZE")}, {"since": "2022-09-10"}, {"type": "ASSAULT"}):
        first = [i.id for i in store.all_incidents(Query(**own, limit=1_000))]
        assert len(first) > 5
        assert [i.id for i in store.all_incidents(Query(**own, limit=3, newest=True))] == first[::-1]


@pytest.mark.parametrize(
    "own", [{}, {"dyad": ("ARM", "AZE")}, {"words": "shelled"}, {"actor": "ARM", "until": "2022-09-30"}]
)
def test_events_and_figures_come_newest_first_too(store, own):
    for ask in (store.all_events, store.all_figures):
        first = [f.claim.id for f in ask(Query(**own, limit=1_000))]
        assert [f.claim.id for f in ask(Query(**own, limit=3, newest=True))] == first[::-1]


@pytest.mark.parametrize(
    ("party", "kept"),
    [
        ("ARM", True),
        ("COD/armed:m23", True),
        ("?/armed:x", True),
        ("IGO:osce", True),
        ("ARM/MIL", False),
        ("wikidata:Q1", False),
        ("Hamas", False),
    ],
)
def test_which_parties_an_incident_keeps(party, kept):
    assert is_involved(party) is kept
