"""A draft says nothing without a citation, every citation gives its very words, and hostile words stay words."""

import re
from contextlib import closing
from dataclasses import replace

import pytest

from desk.make_reports import EVIL, agency, armenia, azerbaijan
from vedette.knowledge.base import load_knowledge
from vedette.publishing.drafting.draft import draft
from vedette.publishing.drafting.support import faults, sentences
from vedette.records.story import Content
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.assessing import assess
from vedette.workflow.drafting import material_for
from vedette.workflow.stories import LONGEST_HEADLINE

MARK = re.compile(r"\[\^(c\d+)\]")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = Store.open(str(tmp_path_factory.mktemp("draft") / "a.db"), make=True)
    add_records(store, [(armenia(), None), (azerbaijan(), None), (agency(), None)])
    yield store
    store.close()


@pytest.fixture(scope="module")
def material(store):
    incident = max((i for i, _ in store.incidents(Query())), key=lambda i: len(i.mentions))
    return material_for(store, load_knowledge(), incident)


@pytest.fixture(scope="module")
def content(material):
    return draft(material)


def test_what_a_person_assessed_is_told_as_theirs_beside_the_rule(tmp_path):
    made = Store.open(str(tmp_path / "a.db"), make=True)
    add_records(made, [(armenia(), None), (azerbaijan(), None), (agency(), None)])
    incident = max((i for i, _ in made.incidents(Query())), key=lambda i: len(i.mentions))
    rule = material_for(made, load_knowledge(), incident)
    assert rule.urgency.tier != "ROUTINE"
    assess(made, incident.id, "status", "discounted", author="Ani", why="an old film")
    by_hand = material_for(made, load_knowledge(), incident)
    assert (by_hand.grade.status, by_hand.urgency.tier) == ("discounted", "ROUTINE")
    told = section(draft(by_hand), "What is established")
    assert "It is discounted, as Ani assessed it (an old film); by rule it is" in told
    assert draft(by_hand).tier == "ROUTINE"
    made.close()


def section(content, heading):
    return content.body.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def test_every_sentence_has_its_citations_and_bears_itself_out(content):
    assert faults(content) == ()
    ids = {c.id for c in content.citations}
    for start, end in sentences(content.body):
        marks = set(MARK.findall(content.body[start:end]))
        assert marks, content.body[start:end]
        assert marks <= ids


def test_every_citation_of_words_gives_the_words_of_its_document(content, material):
    cited = [c for c in content.citations if c.kind == "words"]
    assert cited
    for c in cited:
        text = material.documents[c.document].text
        assert " ".join(text[c.start : c.end].split()) == c.text


def test_every_citation_is_used(content):
    drawn = re.findall(r'href="#(c\d+)"', "".join(p.svg for p in content.pictures))
    assert {c.id for c in content.citations} == {*MARK.findall(content.body), *drawn}


def test_the_head_says_who_gives_the_figure(content):
    assert content.headline == "Armenia and Azerbaijan: use of force at Jermuk; Armenia says 49 killed"
    assert (content.category, content.tier, content.day, content.dyad) == ("Conflict", "FLASH", "2022-09-13", "ARM-AZE")
    assert content.countries == ("ARM", "AZE")


def test_a_headline_with_a_place_of_endless_name_is_cut(material):
    far = replace(material.incident, place=replace(material.incident.place, name="Llan fair " * 60))
    told = draft(replace(material, incident=far)).headline
    assert len(told) <= LONGEST_HEADLINE
    assert told.endswith("…")


def test_both_sides_stand_apart(content):
    told = section(content, "What each side says")
    assert "### Armenia: says so" in told
    assert "### Azerbaijan: denies it" in told
    assert "Azerbaijan is on record with a denial: “Azerbaijan denied that it shelled Jermuk" in told


def test_figures_stand_by_claimant_and_are_never_added_up(content):
    told = section(content, "Figures, by who gives them")
    assert "Armenia said that 49 military personnel were killed" in told
    assert "Azerbaijan said that 20 military personnel were killed" in told
    assert "contested" in told
    assert "69" not in content.body


def test_who_is_bound_and_what_went_before_are_told_with_their_source(content):
    assert "defence of Armenia by Article 4 of the Collective Security Treaty" in section(
        content, "Who is bound by treaty"
    )
    background = section(content, "Background")
    assert "Second Nagorno-Karabakh War" in background
    facts = [c for c in content.citations if c.kind == "fact"]
    assert all(c.title for c in facts)


def test_a_story_knows_no_future(content):
    # The contingent was withdrawn in 2024, of which nobody could know on the day.
    assert "2024" not in content.body


def test_hostile_words_are_escaped(tmp_path):
    told = agency()
    told = replace(told, document=replace(told.document, source=f"Wire {EVIL} [x](javascript:alert(1))"))
    with closing(Store.open(str(tmp_path / "evil.db"), make=True)) as store:
        add_records(store, [(told, None)])
        ((incident, _),) = store.incidents(Query())
        body = draft(material_for(store, load_knowledge(), incident)).body
    assert "\\<script\\>" in body
    assert "\\[x\\](javascript" in body
    assert not re.search(r"(?<!\\)<", body)


def test_the_map_pins_only_places_that_are_told(content):
    (picture,) = [p for p in content.pictures if p.kind == "map"]
    assert "Jermuk" in picture.alt
    assert picture.svg.startswith("<svg")


def test_the_same_material_gives_the_same_draft_and_survives_storing(content, material):
    assert draft(material) == content
    assert Content.of(content.to_json()) == content


def test_a_chart_shows_who_gives_which_figure_and_leads_to_its_words(content):
    (chart,) = [p for p in content.pictures if p.kind == "chart"]
    assert chart.alt.startswith("Armenia: killed, by who gives the figure. ")
    assert "49 on 13 September 2022" in chart.alt
    assert "20 on 13 September 2022" in chart.alt
    by_id = {c.id: c for c in content.citations}
    assert {by_id[m].numbers for m in re.findall(r'href="#(c\d+)"', chart.svg)} == {(49,), (20,)}
    assert EVIL not in chart.svg
