"""Contacts, positions and ledgers as rows: each with the words it rests on and who says them."""

from dataclasses import replace

from publishing.make_records import record
from vedette.incidents.figures import figures_of
from vedette.incidents.ledger import ledger
from vedette.publishing import tables_relations as rows
from vedette.publishing.tables import COLUMNS, cells, flat
from vedette.records.incident import Source
from vedette.records.ledger import Contact, Position, Told
from vedette.records.record import Actor, Receipt

AT = Source(document="d1", source="Zenda Post", published="2022-09-13", origin="d1")
BY = (Actor(0, 3, "officials", "ARM", "GOV"), Actor(5, 9, "sources", None, None))


def told(event, words, claimants=()):
    return Told(event=event, at=AT, trigger=Receipt(4, 4 + len(words), words), claimants=claimants)


CONTACT = Contact(
    kind="called", who=("ARM",), whom=("RUS", "FRA"), day="2022-09-13", place=None, told=(told("e1", "called", BY), told("e2", "phoned")),
    said=(told("e3", "asked"),),
)  # fmt: skip
POSITION = Position(who="KAZ", stance="silent", whom=None, first=None, last=None, told=())


def test_a_contact_is_a_row_for_each_receipt():
    found = [cells(row, "contacts") for row in rows.by_receipt(rows.contacts([CONTACT]))]
    assert [(r["id"], r["event"], r["part"]) for r in found] == [
        ("e1", "e1", "told"),
        ("e1", "e2", "told"),
        ("e1", "e3", "said"),
    ]
    first = found[0]
    assert tuple(first) == COLUMNS["contacts"]
    assert (first["document"], first["start"], first["end"], first["words"]) == ("d1", 4, 10, "called")
    assert (first["claimants"], first["claimant_countries"]) == (["officials", "sources"], ["ARM", None])
    assert (first["who"], first["whom"]) == (["ARM"], ["RUS", "FRA"])


def test_a_spreadsheet_gets_one_value_a_cell():
    (row, *_) = rows.by_receipt(rows.contacts([CONTACT]))
    assert flat(row, "contacts")["claimants"] == "officials; sources"
    assert flat(row, "contacts")["claimant_countries"] == "ARM; "


def test_who_is_silent_is_a_row_without_a_receipt():
    (row,) = rows.by_receipt(
        rows.positions(
            [
                POSITION,
            ]
        )
    )
    found = cells(row, "positions")
    assert found["id"] == "KAZ.silent."
    assert (found["document"], found["words"], found["claimants"]) == (None, None, [])


def test_the_order_of_contacts_is_kept():
    later = replace(CONTACT, told=(told("e9", "met"),), said=())
    assert [r["id"] for r in rows.by_receipt(rows.contacts([later, CONTACT]))] == ["e9", "e1", "e1", "e1"]


def test_a_ledger_is_a_row_a_figure_with_its_claimant():
    figures = tuple(figures_of(record(), {}))
    found = [cells(row, "ledger") for row in rows.ledger(ledger(figures))]
    assert {r["id"] for r in found} >= {f.id for f in figures} > set()
    for row in found:
        assert row["party"]
        assert (row["document"], row["words"]) == (
            record().document.id,
            record().document.text[row["start"] : row["end"]],
        )
