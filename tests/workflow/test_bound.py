"""Who is bound by treaty in an incident, from reports to the lines that `vedette incidents show` prints."""

from vedette.documents import prepare
from vedette.knowledge.base import load_knowledge
from vedette.publishing.bound import bound_lines
from vedette.records.document import Document
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.bound import bound_in

REPORTS = (
    ("2022-09-13", "Azerbaijani forces shelled Armenian positions near Sotk, Armenia, on Tuesday."),
    ("2022-09-14", "Russia urged Azerbaijan to keep the ceasefire on Wednesday."),
)


def made(reader, tmp_path, reports=REPORTS):
    store = Store.open(str(tmp_path / "store.db"), make=True)
    documents = [prepare(Document.of(text, id=f"r{n}", published=day)) for n, (day, text) in enumerate(reports)]
    add_records(store, [(record, "test") for record in reader.read_all(documents)])
    return store


def force(store):
    return next(i for i, _ in store.incidents(Query(family="force")))


def test_an_attack_of_one_state_on_another_tells_who_is_bound_and_what_they_said(reader, tmp_path):
    store = made(reader, tmp_path)
    (bound,) = bound_in(store, force(store), load_knowledge(None))
    assert (bound.provided.attacker, bound.provided.attacked) == ("AZE", "ARM")
    assert {"RUS", "KAZ"} <= {d.bound for d in bound.provided.for_attacked}
    assert "TUR" in {d.bound for d in bound.provided.for_attacker}
    assert [s.type for s in bound.said["RUS"]] == ["REQUEST"]
    assert bound.said["KAZ"] == ()
    lines = "\n".join(bound_lines(bound))
    assert "Article 4" in lines
    assert "no legal verdict" in lines
    assert "Kazakhstan since: nothing on record" in lines


def test_what_is_said_is_a_receipt(reader, tmp_path):
    store = made(reader, tmp_path)
    (bound,) = bound_in(store, force(store), load_knowledge(None))
    (said,) = bound.said["RUS"]
    assert REPORTS[1][1][said.start : said.end] == said.text


def test_a_state_that_nobody_is_bound_to_is_told_plainly(reader, tmp_path):
    store = made(reader, tmp_path, (("1999-03-01", "Sudanese forces shelled Bhutanese positions on Monday."),))
    told = bound_in(store, force(store), load_knowledge(None))
    assert all("none found" in "\n".join(bound_lines(b)) for b in told if not b.provided.found())


def test_an_armed_group_is_no_state(reader, tmp_path):
    store = made(reader, tmp_path, (("2016-03-01", "Boko Haram fighters shelled Nigerian positions on Tuesday."),))
    assert bound_in(store, force(store), load_knowledge(None)) == ()
