"""The page of a report: its words and its record lead to each other, foreign texts beside their English, facts below."""

from dataclasses import replace

import pytest
from lxml import html
from sqlalchemy import insert

from desk.make_reports import EVIL, azerbaijan, dossier, russian, warned
from vedette.desk.views.facts import facts_of
from vedette.desk.views.receipts import report_href
from vedette.desk.views.report import claims_of, report_view
from vedette.records.arriving import Kept, Original
from vedette.store.documents import serials_of
from vedette.store.originals import add_originals
from vedette.store.schema_watching import version
from vedette.store.standing import Standing
from vedette.store.store import Store
from vedette.workflow.add import add_records

NOON = "2022-09-13T12:00:00Z"


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "store.db"), make=True)
    add_records(made, [(r, "a file <i>") for r in dossier()])
    yield made
    made.close()


@pytest.fixture
def desk(client_of, store):
    return client_of(store)


def page(desk, address):
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words(element):
    return " ".join(element.text_content().split())


def view(record, **more):
    standing = Standing(document=record.document, arrivals=(), readings=(), originals=(), changes=())
    return report_view(record, facts_of(standing), {}, **more)


def lines_of(found):
    return [x for _, lines in found.groups for x in lines]


@pytest.mark.parametrize("record", [r for r in dossier() if r.document.id != "ru"], ids=lambda r: r.document.id)
def test_every_claim_has_an_anchor_and_a_line_and_each_leads_to_the_other(record):
    found = view(record)
    anchors = [a for p in found.pieces for a in p.anchors]
    assert len(anchors) == len(set(anchors))
    claims = {*(e.id for e in record.events), *(c.id for c in record.casualties), *(q.id for q in record.quotes)}
    assert claims <= set(anchors)
    lines = lines_of(found)
    assert claims == {c for x in lines for c in x.claims}
    assert {x.anchor for x in lines} <= set(anchors)
    assert {i for p in found.pieces for i in p.lines} <= {x.id for x in lines}
    assert "".join(p.text for p in found.pieces) == record.document.text


def test_what_is_told_twice_is_one_line_with_both_claims():
    record = azerbaijan()
    again = replace(record.events[0], id="ff" * 10, trigger=replace(record.events[0].trigger, start=0, end=10))
    folded = replace(record, events=(*record.events, again))
    assert claims_of(folded)["d1-e1"] == (record.events[0].id, "ff" * 10)
    chosen = view(folded, claim="ff" * 10)
    assert [x.id for x in lines_of(chosen) if x.chosen] == ["d1-e1"]
    assert any(p.chosen for p in chosen.pieces)


def test_words_and_lines_are_links_without_a_script(desk):
    tree = page(desk, "/report/two")
    ids = set(tree.xpath("//@id"))
    inside = [h[1:] for h in tree.xpath('//div[@class="both"]//a/@href') if h.startswith("#")]
    assert inside
    assert set(inside) <= ids
    assert "Armenia: 20 killed, military" in words(tree.xpath('//section[@class="record"]')[0])
    (link,) = {h for h in tree.xpath("//main//a/@href") if h.startswith("/incident/")}
    assert desk.get(link).status_code == 200


def test_a_foreign_text_stands_beside_its_english_and_its_names_are_listed(desk):
    tree = page(desk, "/report/ru")
    pair = [words(cell) for cell in tree.xpath('//table[@class="pairs"]/tbody/tr[1]/td')]
    assert pair == ["Азербайджан обстрелял Джермук.", "Azerbaijan shelled Jermuk."]
    assert tree.xpath('//div[@id="text"]/@lang') == ["ru"]
    record = words(tree.xpath('//section[@class="record"]')[0])
    assert "Named, not coded 1 Джермук place, Armenia" in record
    assert tree.xpath('//div[@id="text"]//a[@data-lines="d1-n1"]')[0].text == "Джермук"
    assert view(russian()).translated_by == "a translator"


def test_a_text_with_a_warning_is_not_in_the_page_before_the_gate_is_opened(desk):
    shut = desk.get("/report/doc?claim=e1").text
    for told in ("Strelsau", "killing at least", "We will not give way", "Border town"):
        assert told not in shut
    assert "Report with a warning: graphic" in shut
    desk.post("/gate", data={"choice": "open", "back": "/report/doc"})
    assert "We will not give way" in desk.get("/report/doc").text
    assert view(warned(), gated=True).pieces == ()


def test_facts_originals_and_versions_are_told(desk, store):
    other = replace(azerbaijan(), document=replace(azerbaijan().document, id="two-b", text="It said 25 soldiers were killed."), events=(), casualties=())  # fmt: skip
    add_records(store, [(other, "a feed")])
    original = Original(uri="https://example.org/<b>", data=b"bytes", at=NOON, kind="text/html")
    kept = Kept(file="2022-09.warc.gz", offset=120, length=5, hash=original.hash)
    with store.writing() as connection:
        add_originals(connection, [("two", original, kept)], NOON)
        serials = serials_of(connection, ["two", "two-b"])
        connection.execute(insert(version), [
            {"serial": 1, "source": "hentzau", "item": "i", "document": serials["two"], "before": None, "at": NOON},
            {"serial": 2, "source": "hentzau", "item": "i", "document": serials["two-b"], "before": serials["two"], "at": NOON},
        ])  # fmt: skip
    tree = page(desk, "/report/two")
    told = words(tree.xpath("//main")[0])
    assert "a file <i> 20" in told
    assert "reader 1 20" in told
    assert "2022-09.warc.gz, 5 bytes at 120, text/html" in told
    assert original.hash in told
    assert [words(e) for e in tree.xpath("//del | //ins")][-1].endswith("said 25")
    assert page(desk, "/report/two-b").xpath('//a[@href="/report/two"]')


def test_a_copy_leads_to_what_it_copies(desk, store):
    text = " ".join(
        f"The government of Hentzau said in part {n} of its long statement that talks go on." for n in range(12)
    )
    first, second = (
        replace(azerbaijan(), document=replace(azerbaijan().document, id=i, text=text, published=f"2022-09-1{n}"), events=(), casualties=())
        for n, i in enumerate(("first", "second"))
    )  # fmt: skip
    add_records(store, [(first, "a"), (second, "a")])
    assert page(desk, "/report/second").xpath('//main//a[@href="/report/first"]/text()') == ["Hentzau Gazette"]


def test_an_unsafe_address_is_words_and_no_link(desk):
    tree = page(desk, "/report/one/of%3Ftwo")
    assert "javascript:alert(1)" in words(tree.xpath('//dl[@class="facts"]')[0])
    assert page(desk, "/report/two").xpath('//a[@href="https://example.org/two"]/@rel')
    assert EVIL.split('"')[0] in words(tree.xpath("//h1")[0])


@pytest.mark.parametrize("address", ["/report/none", "/report?document=none", "/report/..%2f..%2fetc%2fpasswd", "/report?document="])  # fmt: skip
def test_a_document_that_is_not_there_is_told(desk, address):
    answer = desk.get(address)
    assert answer.status_code == 404
    assert "there is none" in answer.text


def test_the_beginning_of_an_id_leads_to_the_report(desk):
    answer = desk.get("/report/thre")
    assert (answer.status_code, answer.headers["location"]) == (302, "/report/three")


@pytest.mark.parametrize("id_", ["a/../b", "//x", "a?b#c", "ü/ü", "a b", "\ud800", ".", 'x"onload'])
def test_every_id_has_an_address_that_leads_to_it(client_of, tmp_path, id_):
    store = Store.open(str(tmp_path / "odd.db"), make=True)
    add_records(store, [(replace(azerbaijan(), document=replace(azerbaijan().document, id=id_)), "a file")])
    href = report_href(id_, "aa02" * 5)
    assert '"' not in href.partition("#")[0]
    answer = client_of(store).get(href)
    store.close()
    # A lone surrogate is written in no address.
    assert answer.status_code == (404 if id_ == "\ud800" else 200), href


def test_checks_are_made_when_they_are_asked_for(desk, monkeypatch):
    from vedette.desk.pages import report  # noqa: PLC0415 - what is replaced is the page's own name
    from vedette.records.check import Check  # noqa: PLC0415
    from vedette.records.record import Receipt  # noqa: PLC0415

    asked = []

    def checks(document, reader):
        asked.append((document.id, reader))
        at = Receipt(0, 10, "Azerbaijan")
        return (
            Check(document=document.id, about="war", verdict="contradicted", receipts=(at,), sentence="the war was in 2020 <b>", source="a table"),
            Check(document=document.id, about="place", verdict="supported", receipts=(at,), sentence="it is so"),
        )  # fmt: skip

    monkeypatch.setattr(report, "checks_of", checks)
    assert "Compare now" in desk.get("/report/two").text
    assert asked == []
    told = words(page(desk, "/report/two?show=checks").xpath('//section[@id="checks"]')[0])
    assert "contradicted war Azerbaijan 0–10 the war was in 2020 <b>." in told
    assert "1 plain fact is simply so" in told
    assert asked == [("two", "reader 1")]
    desk.get("/report/doc?show=checks")
    assert len(asked) == 1
