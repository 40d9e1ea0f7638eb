"""The outcome depends on the reports, not on the order in which they came."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from make_mentions import PLACES, mention, source, time

from vedette.incidents.blocking import profile_keys
from vedette.incidents.compare import compare
from vedette.incidents.reconcile import add, batch
from vedette.incidents.shelf import Shelf
from vedette.incidents.tellings import tellings
from vedette.records.incident import DIFFERENT, SAME, UNDONE, Judgement

DAY = date(2022, 9, 10)


def _iso(n):
    return (DAY + timedelta(n)).isoformat()


WHEN = st.one_of(
    st.none(),
    st.integers(0, 4).map(lambda n: time(_iso(n))),
    st.integers(0, 3).map(lambda n: time(_iso(n), _iso(n + 1), "night")),
    st.sampled_from([time("2022-09-01", "2022-09-30", "month"), time("2022-01-01", "2022-12-31", "year")]),
    st.sampled_from([time(f"2022-09-12T{h:02d}:00:00+04:00", None, "clock") for h in (0, 5, 9, 20)]),
)
PARTY = st.sampled_from(["ARM", "AZE", "COD/REB", "COD/REB:M23", "UGA/REB:M23", "?/UAF"])


OFTEN = [
    {"whom": ["ARM"], "where": "Sotk", "when": "2022-09-11"},
    {"whom": ["ARM"], "where": "Sotk", "when": "2022-09-11", "mode": "drone"},
    {"whom": ["ARM"], "where": "Sotk", "when": time("2022-09-11", "2022-09-12", "night")},
    {"whom": ["ARM"], "where": "Sotk", "when": "2022-09-13"},
    {"whom": ["ARM"], "where": "Sotk", "words": "w1"},
]
"""What many reports tell alike: the stories that many papers have."""


@st.composite
def told(draw, at, n):
    if draw(st.booleans()):
        return mention("ASSAULT", at=at, n=n, **draw(st.sampled_from(OFTEN)))
    return mention(
        draw(st.sampled_from(["ASSAULT", "ASSAULT", "ASSAULT", "CONSULT", "AGREE", "RETREAT", "ACCUSE"])),
        who=draw(st.lists(PARTY, max_size=2)),
        whom=draw(st.lists(PARTY, max_size=1)),
        where=draw(st.sampled_from([None, *PLACES])),
        when=draw(WHEN),
        at=at,
        n=n,
        mode=draw(st.sampled_from([None, None, "drone", "firearms", "ceasefire"])),
        status=draw(st.sampled_from(["actual", "actual", "actual", "negated", "historical"])),
        words=draw(st.sampled_from(["", "", "w1"])),
    )


@st.composite
def reports(draw):
    out = []
    for d in range(draw(st.integers(2, 9))):
        published = draw(st.one_of(st.none(), st.integers(0, 12).map(_iso)))
        at = source(f"d{d}", published)
        out.append([draw(told(at, n)) for n in range(draw(st.integers(1, 3)))])
    return out


@st.composite
def judged(draw, documents):
    ids = [m.id for d in documents for m in d]
    out = []
    for n in range(draw(st.integers(0, 3))):
        left, right = (
            draw(st.sets(st.sampled_from(ids), min_size=1, max_size=2)),
            draw(st.sets(st.sampled_from(ids), min_size=1, max_size=2)),
        )
        verdict = draw(st.sampled_from([SAME, DIFFERENT]))
        if verdict == DIFFERENT:
            right -= left
        out.append(Judgement.of(verdict, left, right, author="An analyst", at=f"2022-10-0{n + 1}T00:00:00Z"))
    return out


def _one_by_one(documents, judgements=()):
    shelf = Shelf()
    for d in documents:
        new = tellings(d, judgements)
        shelf.apply(new, add(new, shelf, judgements))
    return shelf


@settings(max_examples=300, deadline=None)
@given(reports(), st.data())
def test_any_order_of_arrival_comes_to_what_all_together_come_to(documents, data):
    judgements = data.draw(judged(documents))
    all_together = batch((t for d in documents for t in tellings(d, judgements)), judgements)
    shuffled = data.draw(st.permutations(documents))
    assert batch((t for d in shuffled for t in tellings(d, judgements)), judgements) == all_together
    assert _one_by_one(shuffled, judgements).incidents == all_together


@settings(max_examples=100, deadline=None)
@given(reports(), st.data())
def test_judging_afterwards_comes_to_the_same_and_an_undo_brings_back_what_was(documents, data):
    shelf = _one_by_one(documents)
    before = shelf.incidents
    judgements = data.draw(judged(documents))
    for n in range(len(judgements)):
        _judge(shelf, documents, judgements[: n + 1])
    assert shelf.incidents == batch((t for d in documents for t in tellings(d, judgements)), judgements)
    undone = [
        Judgement.of(UNDONE, j.left, j.right, author="Another", at="2022-11-01T00:00:00Z", supersedes=j.id)
        for j in judgements
    ]
    for n in range(len(undone)):
        _judge(shelf, documents, [*judgements, *undone[: n + 1]])
    assert shelf.incidents == before


def _judge(shelf, documents, judgements):
    about = {*judgements[-1].left, *judgements[-1].right}
    old = {t.id: t for t in shelf.of_mentions({m.id for d in documents for m in d})}
    now = {t.id: t for d in documents for t in tellings(d, judgements)}
    gone, new = [t for i, t in old.items() if i not in now], [t for i, t in now.items() if i not in old]
    shelf.apply(new, add(new, shelf, judgements, gone=gone, about=about), gone)


@settings(max_examples=500, deadline=None)
@given(reports())
def test_whatever_is_linked_shares_a_key_and_links_are_symmetrical(documents):
    found = [t for d in documents for t in tellings(d)]
    for a in found:
        for b in found:
            link = compare(a, b)
            assert compare(b, a) == link
            assert link is None or profile_keys(a) & profile_keys(b), (a, b, link)


@settings(max_examples=100, deadline=None)
@given(reports())
def test_every_mention_is_in_one_incident_and_every_merge_has_its_reason(documents):
    found = batch(t for d in documents for t in tellings(d))
    mentions = [m for i in found for m in i.mentions]
    assert sorted(mentions) == sorted(m.id for d in documents for m in d)
    for i in found:
        assert len(i.judgements) == len(i.mentions) - 1
        assert all(j.evidence and 0 < j.score <= 1 for j in i.judgements)
