"""A story on several incidents says nothing without a citation, and each incident has its section."""

import re
from contextlib import closing

import pytest

from store.make import record
from vedette.errors import StopError
from vedette.knowledge.base import load_knowledge
from vedette.publishing.drafting.several import MOST, draft_of
from vedette.publishing.drafting.support import faults, marks_of
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.drafting import material_for


@pytest.fixture(scope="module")
def materials(tmp_path_factory):
    with closing(Store.open(str(tmp_path_factory.mktemp("several") / "a.db"), make=True)) as store:
        add_records(store, [(record(n, close=False), None) for n in range(3)])
        base = load_knowledge()
        return [material_for(store, base, i) for i, _ in store.incidents(Query(limit=8))]


def test_every_incident_has_its_section_and_every_sentence_its_citation(materials):
    assert len(materials) > 1
    made = draft_of(materials)
    assert faults(made) == ()
    assert set(made.incidents) == {m.incident.id for m in materials}
    sections = re.findall(r"^## (.*)$", made.body, re.MULTILINE)
    assert sum(", " in s and ": " in s for s in sections) == len(materials)
    assert not re.search(r"^#{5,}", made.body, re.MULTILINE)
    assert set(marks_of(made.body)) <= {c.id for c in made.citations}


def test_the_order_of_the_incidents_does_not_matter(materials):
    assert draft_of(materials) == draft_of(materials[::-1])


def test_one_incident_is_the_story_on_it_and_too_many_are_none(materials):
    assert draft_of(materials[:1]).incidents == (materials[0].incident.id,)
    for wrong in ([], materials[:1] * (MOST + 1)):
        with pytest.raises(StopError, match="choose 1 to"):
            draft_of(wrong)
