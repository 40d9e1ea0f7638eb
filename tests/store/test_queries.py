"""Every query finds what a plain look through everything finds, on both databases, page by page."""

import pytest

from store.make import COUNTRIES, PLACES, TYPES, entry
from vedette.errors import StopError
from vedette.records.record import Casualty, Event
from vedette.store.entry import parties_of, period_of
from vedette.store.query import Box, Query
from vedette.store.store import Store
from vedette.store.writing import add_all

ENTRIES = [entry(n) for n in range(150)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request, tmp_path_factory, databases):
    where = str(tmp_path_factory.mktemp("q") / "store.db") if request.param == "sqlite" else databases()
    made = Store.open(where, make=True)
    with made.writing() as connection:
        add_all(connection, ENTRIES)
    yield made
    made.close()


def everything(of):
    for e in ENTRIES:
        events = {x.id: x for x in e.record.events}
        for claim in e.record.events if of is Event else e.record.casualties:
            yield claim, claim if of is Event else events.get(claim.event), e.record.document


def holds(q: Query, claim: Event | Casualty, event: Event | None, document) -> bool:
    doers = set(parties_of(event.actors)) if event else set()
    sufferers = set(parties_of(event.recipients)) if event else set()
    if isinstance(claim, Casualty) and claim.side:
        sufferers.add(claim.side)
    period = period_of(event, document.published)
    at = claim.trigger.start if isinstance(claim, Event) else claim.start
    sentence = next(document.text[s:e] for s, e in SPANS[document.id] if s <= at < e)
    tests = [
        q.since is None or period.until >= q.since,
        q.until is None or period.since <= q.until,
        (q.since is None and q.until is None) or period.since,
        q.actor is None or q.actor in doers | sufferers,
        q.doer is None or q.doer in doers,
        q.dyad is None or any(a in doers and b in sufferers for a, b in (q.dyad, q.dyad[::-1])),
        q.claimant is None or q.claimant in set(parties_of(claim.claimants)),
        q.source is None or q.source == document.source,
        q.document is None or q.document == document.id,
        q.words is None or all(w in sentence.lower().replace("ğ", "g") for w in q.words.split()),
        q.box is None or (event and event.place and event.place.lat is not None and inside(q.box, event.place)),
    ]
    for name, of in (("type", event), ("status", event), ("kind", claim), ("side", claim)):
        wanted = getattr(q, name)
        tests.append(wanted is None or (of is not None and getattr(of, name) == wanted))
    return all(tests)


def inside(box: Box, place) -> bool:
    return any(b.south <= place.lat <= b.north and b.west <= place.lon <= b.east for b in box.parts())


SPANS = {e.record.document.id: e.sentences for e in ENTRIES}

ASKED = [
    {},
    {"since": "2022-06-10", "until": "2022-06-20"},
    {"since": "2022-11-01"},
    {"until": "2022-02-01"},
    {"actor": "ARM"},
    {"actor": "ARM/MIL"},
    {"actor": "entity-AZE"},
    {"doer": "AZE", "type": "ASSAULT"},
    {"dyad": ("ARM", "AZE")},
    {"dyad": ("AZE", "ARM"), "since": "2022-03-01", "until": "2022-09-30"},
    {"type": "CONSULT"},
    {"type": "ACCUSE", "status": "negated"},
    {"claimant": "RUS"},
    {"claimant": "RUS", "actor": "TUR"},
    {"source": "Zenda Post", "type": "AID"},
    {"status": "historical", "since": "2022-05-01"},
    {"box": Box(39, 45, 41, 46)},
    {"box": Box(30, 40, 60, 60), "since": "2022-04-01", "until": "2022-08-01"},
    {"box": Box(-20, 178, -10, -170)},
    {"box": Box(-90, -180, 90, 180), "type": "AID"},
    {"words": "agdam"},
    {"words": "drone village", "actor": "USA"},
    {"document": "doc-7"},
    {"kind": "killed", "side": "AZE"},
]


@pytest.mark.parametrize("asked", [a for a in ASKED if "side" not in a], ids=str)
def test_events_are_those_that_hold(store, asked):
    q = Query(**asked, limit=7)
    wanted = {c.id for c, event, document in everything(Event) if holds(q, c, event, document)}
    found = [f.claim.id for f in store.all_events(q)]
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert wanted or asked.keys() & {"box"}


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_figures_are_those_that_hold(store, asked):
    q = Query(**asked, limit=7)
    wanted = {c.id for c, event, document in everything(Casualty) if holds(q, c, event, document)}
    found = [f.claim.id for f in store.all_figures(q)]
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_a_claim_comes_back_whole_and_in_order(store):
    found = list(store.all_events(Query(limit=11)))
    by_id = {e.id: e for entry in ENTRIES for e in entry.record.events}
    assert all(f.claim == by_id[f.claim.id] for f in found)
    days = [f.cursor.partition(".")[0] for f in found]
    assert days == sorted(days)
    assert all(f.sentence and f.claim.trigger.text in f.sentence for f in found)


def test_a_record_comes_back_whole(store):
    wanted = [e.record for e in ENTRIES[:20]]
    assert store.records([r.document.id for r in wanted]) == wanted


def test_sentences_hold_the_words(store):
    for words in ("village", "shelled village", '"shelled village"', "shell", "agdam -village", "Ağdam"):
        found, after = [], None
        while page := store.sentences(Query(words=words, limit=5, after=after)):
            found += page
            after = page[-1].cursor
        assert found, words
        assert all(matches(words, h.text) for h in found)
        assert len(found) == sum(matches(words, e.record.document.text[s:t]) for e in ENTRIES for s, t in e.sentences)
        assert len({(h.at.document, h.start) for h in found}) == len(found)


def matches(words: str, sentence: str) -> bool:
    plain = sentence.lower().replace("ğ", "g")
    words = words.lower().replace("ğ", "g")
    if words.startswith('"'):
        return words.strip('"') in plain
    return all((w[1:] not in plain) if w.startswith("-") else w in plain for w in words.split())


@pytest.mark.parametrize(
    "words", ["", "   ", '"', "()", "AND", "NEAR(x y)", "a:b", "x* OR", "-", "'; DROP", "-only", "\x00", "\ud800"]
)
def test_no_words_are_syntax(store, words):
    assert isinstance(store.sentences(Query(words=words)), tuple)
    assert isinstance(store.events(Query(words=words, actor="ARM")), tuple)


def test_a_sentence_search_can_be_narrowed(store):
    found = store.sentences(
        Query(words="village", source="Zenda Post", since="2022-03-01", until="2022-10-01", limit=500)
    )
    wanted = {e.record.document.id for e in ENTRIES if e.record.document.source == "Zenda Post"}
    assert found
    assert {h.at.document for h in found} <= wanted
    assert all("2022-03-01" <= h.at.published[:10] <= "2022-10-01" for h in found)


def test_what_is_asked_wrongly_is_told():
    for asked in ({"since": "13/09/2022"}, {"since": "2022-09-14", "until": "2022-09-13"}):
        with pytest.raises(StopError, match=r"write it like|ends before"):
            Query(**asked)
    with pytest.raises(StopError, match="south below north"):
        Box(50, 0, 40, 10)
    with pytest.raises(StopError, match="cursor"):
        _ = Query(after="x").key


def test_events_are_not_asked_for_what_only_figures_have(store):
    for asked in ({"side": "ARM"}, {"kind": "killed"}):
        with pytest.raises(StopError, match="ask for figures"):
            store.events(Query(**asked))


def test_the_made_up_records_reach_every_case():
    assert {c.type for c, _, _ in everything(Event)} == set(TYPES)
    assert any(period_of(e, d.published).wide for c, e, d in everything(Event))
    assert any(period_of(e, d.published).since == "" for c, e, d in everything(Event))
    assert len(COUNTRIES) < len(PLACES)
