"""A situation report: what comes first by the rules, every sentence with its citation, what others wrote as words."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from vedette.documents import prepare
from vedette.knowledge.base import load_knowledge
from vedette.publishing.paper.model import Grid, Heading, Text, plain
from vedette.publishing.paper.write import written
from vedette.publishing.situation.report import counts_of, paper_of, report_of, short_of
from vedette.records.document import Document
from vedette.records.ledger import FlareUp
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.assessing import assess
from vedette.workflow.situation import situation_of

HOSTILE = "Zenda #eval(1) $x$ \\ <w:t> Post"
REPORTS = (
    (
        "2022-09-13",
        "Azerbaijani forces shelled Armenian positions near Sotk, Armenia, on Tuesday. Armenia said 49 soldiers were killed.",
    ),
    (
        "2022-09-14",
        "Russia urged Azerbaijan to keep the ceasefire on Wednesday. Azerbaijan said that 50 Azerbaijani soldiers were killed.",
    ),
    ("2022-11-20", "Ruritanian troops shelled the town of Zenda, police said."),
)
NOW = "2026-01-01T00:00:00Z"
PERIOD = Query(since="2022-09-12", until="2022-09-16")


@pytest.fixture(scope="module")
def store(reader, tmp_path_factory):
    store = Store.open(str(tmp_path_factory.mktemp("s") / "store.db"), make=True)
    documents = [
        prepare(Document.of(text, id=f"r{n}", published=day, source=HOSTILE, warnings=("graphic",) if n == 1 else ()))
        for n, (day, text) in enumerate(REPORTS)
    ]
    add_records(store, [(record, "test") for record in reader.read_all(documents)])
    return store


@pytest.fixture(scope="module")
def situation(store):
    return situation_of(store, load_knowledge(None), PERIOD)


def test_only_the_period_is_told_and_the_most_urgent_comes_first(situation):
    tiers = [h.urgency.tier for h in situation.happened]
    assert tiers == sorted(tiers)  # FLASH, PRIORITY, ROUTINE is also the order of their letters
    assert "Ruritan" not in str(report_of(situation, NOW))
    assert counts_of(situation).endswith("told by 2 texts of 2 independent origins")


def test_every_sentence_on_the_world_has_its_citation(situation):
    paper = paper_of(report_of(situation, NOW))
    known = {n.id for n in paper.notes}
    section = ""
    for b in paper.blocks:
        if isinstance(b, Heading):
            section = plain(b.spans)
        elif (
            isinstance(b, Text) and section != "How this was made" and not plain(b.spans).startswith("Nothing is added")
        ):
            assert {s.cite for s in b.spans if s.cite}, plain(b.spans)
        if isinstance(b, Grid):
            assert all(row[-1] and all(s.cite in known for s in row[-1]) for row in b.rows)
    assert known


def test_figures_stand_by_who_gives_them(situation):
    grids = [b for b in paper_of(report_of(situation, NOW)).blocks if isinstance(b, Grid)]
    told = {g.caption.partition(" (")[0]: [tuple(plain(c) for c in row[:2]) for row in g.rows] for g in grids}
    assert told["Armenia: killed"] == [("Armenia", "49, military")]
    assert told["Azerbaijan: killed"] == [("Azerbaijan", "50, military")]


def test_as_pdf_the_warning_comes_first_and_hostile_words_are_words(situation):
    packed = written(paper_of(report_of(situation, NOW)), "pdf")
    told = " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(packed)).pages).split())
    assert told.startswith("GRAPHIC")
    assert "Zenda #eval(1) $x$ \\ <w:t> Post" in told
    for number in range(1, len(paper_of(report_of(situation, NOW)).notes) + 1):
        assert f"[{number}]" in told
    assert packed == written(paper_of(report_of(situation, NOW)), "pdf")


def test_markdown_has_a_note_for_every_mark(situation):
    told = written(paper_of(report_of(situation, NOW)), "markdown").decode()
    marks, notes = set(re.findall(r"\[\^(c\d+)\](?!:)", told)), set(re.findall(r"^\[\^(c\d+)\]:", told, re.MULTILINE))
    assert marks == notes


def test_a_flareup_is_told_with_the_incident_at_its_beginning_or_not_at_all(situation):
    force = next(h.incident for h in situation.happened if h.incident.family == "force")
    flare = FlareUp(
        of=("ARM", "AZE"), first="2022-09-13", last="2022-09-14", peak="2022-09-13", observed=7, expected=0.24, p=1e-6, alpha=0.001,
        past_days=90, cause=force.id, reason="",
    )  # fmt: skip
    found = replace(situation, flareups=(flare, replace(flare, of=("FRA", "DEU"), cause=None)))
    told = written(paper_of(report_of(found, NOW)), "markdown").decode()
    line = "**Armenia and Azerbaijan**, 13–14 September 2022: 7 incidents on 13 September 2022, where its past of 90 days explains 0.2 a day"
    assert re.search(re.escape(line) + r"\.(\[\^c\d+\])+ It begins with this: .*\[\^c\d+\]", told)
    assert "Germany" not in told


def test_the_short_form_keeps_the_sources_of_what_it_tells_and_no_others(situation):
    whole = paper_of(report_of(situation, NOW))
    short = short_of(whole)
    cites = {s.cite for b in short.blocks for s in b.spans if s.cite}
    assert {n.id for n in short.notes} == cites
    assert 0 < len(short.notes) < len(whole.notes)


def test_every_field_of_the_bar_can_be_asked(store):
    asked = Query(since="2022-09-01", until="2022-09-30", family="force", origins=1, actor="ARM", words="shelled")
    assert situation_of(store, load_knowledge(None), asked).happened
    assert (
        situation_of(
            store,
            load_knowledge(None),
            Query(since="2022-09-01", until="2022-09-30", type="ASSAULT", status="actual", claimant="ARM"),
        ).more
        is False
    )


def test_nothing_happened_says_so(store):
    found = situation_of(store, load_knowledge(None), Query(since="1999-01-01", until="1999-01-02"))
    paper = paper_of(report_of(found, NOW))
    assert plain(paper.blocks[0].spans) == "Nothing that the store holds happened in this period."


def test_what_a_person_discounted_comes_last(store):
    before = situation_of(store, load_knowledge(None), PERIOD)
    first = before.happened[0].incident
    assess(store, first.id, "status", "discounted", author="Flavia", why="it was another town")
    after = situation_of(store, load_knowledge(None), PERIOD)
    assert after.happened[-1].incident.id == first.id
    assert "Discounted by Flavia: it was another town" in written(paper_of(report_of(after, NOW)), "markdown").decode()
