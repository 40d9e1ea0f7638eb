"""What may be cited bears out the sentence that is offered with it; what is cited already keeps its mark."""

from contextlib import closing
from dataclasses import replace

import pytest

from desk.make_reports import agency, armenia, azerbaijan
from vedette.errors import StopError
from vedette.knowledge.base import load_knowledge
from vedette.publishing.drafting.citable import citable, described, with_citations
from vedette.publishing.drafting.deciding import decide_on
from vedette.publishing.drafting.draft import draft
from vedette.publishing.drafting.support import faults
from vedette.records.story import HOLD, PUBLISH
from vedette.store.audit import entries
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.drafting import material_for
from vedette.workflow.stories import Deciding, take_up


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with closing(Store.open(str(tmp_path_factory.mktemp("citable") / "a.db"), make=True)) as store:
        add_records(store, [(armenia(), None), (azerbaijan(), None), (agency(), None)])
        yield store


@pytest.fixture(scope="module")
def material(store):
    incident = max((i for i, _ in store.incidents(Query())), key=lambda i: len(i.mentions))
    return material_for(store, load_knowledge(), incident)


@pytest.fixture(scope="module")
def content(material):
    return replace(draft(material), body="Nothing yet.\n", citations=draft(material).citations[:1])


def test_every_sentence_that_is_offered_is_borne_out(material, content):
    choices = citable([material], content)
    assert {x.kind for x in choices} == {"mention", "figure"}
    for x in choices:
        made = replace(with_citations(content, choices, [x.citation.claim]), body=x.sentence)
        assert faults(made) == (), x.sentence
        assert described(x)


def test_what_is_cited_keeps_its_mark_and_is_not_cited_twice(material, content):
    choices = citable([material], content)
    (old,) = [x for x in choices if x.cited]
    assert old.citation == content.citations[0]
    ids = [x.citation.id for x in choices]
    assert len(ids) == len(set(ids))
    assert with_citations(content, choices, [old.citation.claim]) == content
    new = next(x for x in choices if not x.cited)
    assert with_citations(content, choices, [new.citation.claim] * 2).citations == (*content.citations, new.citation)


def test_a_claim_of_elsewhere_is_refused(material, content):
    with pytest.raises(StopError, match="none of the story's incidents"):
        with_citations(content, citable([material], content), ["ffff"])


def test_grave_faults_go_out_with_a_reason_alone_and_the_log_keeps_it(store, content):
    wrong = replace(content, body="At least 77 soldiers were killed.[^c1]\n")
    made = take_up(store, {"mention": "aa"}, wrong, author="Jane")
    with pytest.raises(StopError, match=r"1 grave fault .“At least 77”.; mend them, or write why"):
        decide_on(store, made.id, Deciding(kind=PUBLISH), author="Jane", seen=1)
    with pytest.raises(StopError, match="nothing to hold back"):
        decide_on(store, made.id, Deciding(kind=HOLD), author="Jane", seen=1)
    decide_on(store, made.id, Deciding(kind=PUBLISH, why="the ministry told us"), author="Jane", seen=1)
    with store.reading() as connection:
        last = entries(connection)[0]
    assert "the ministry told us" in str(last)


def test_a_contradicted_fact_needs_a_reason_too(store, content):
    right = replace(content, body="It happened.[^c1]\n")
    made = take_up(store, {"mention": "aa"}, right, author="Jane")
    with pytest.raises(StopError, match=r"1 grave fault .“Article 5”"):
        decide_on(store, made.id, Deciding(kind=PUBLISH), author="Jane", seen=1, contradicted=["Article 5"])
    assert decide_on(store, made.id, Deciding(kind=PUBLISH), author="Jane", seen=1).kind == PUBLISH
