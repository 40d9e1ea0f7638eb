"""Views of contacts, positions, obligations and the API's reference, from records written by hand."""

from vedette.desk.charts.matrix import MOST
from vedette.desk.views.contacts import FIRST, contacts_view, cursor_of, newest_first, pairs_of
from vedette.desk.views.contacts import MOST as MOST_RECEIPTS
from vedette.desk.views.obligations import NOTE, Asked, obligations_view
from vedette.desk.views.positions import positions_view
from vedette.desk.views.receipts import Gate
from vedette.desk.views.reference import reference_view
from vedette.knowledge.base import load_knowledge
from vedette.knowledge.obligations import obligations
from vedette.knowledge.stances import Stance
from vedette.records.incident import Source
from vedette.records.ledger import Contact, Position, Told
from vedette.records.record import Actor, Receipt
from vedette.workflow.bound import Bound


def told(n=0, claimants=()):
    at = Source(document=f"d{n}", source="Wire", published="2025-10-14T10:00:00Z")
    return Told(event=f"e{n}", at=at, trigger=Receipt(3, 9, "called"), claimants=claimants)


def contact(n, day="2025-10-14", who=("TUR",), whom=("FRA",), kind="called"):
    return Contact(kind=kind, who=who, whom=whom, day=day, place="Vienna", told=(told(n),), said=(told(n + 100),))


def href(a, b):
    return f"/contacts?dyad={a}-{b}"


def view(found, **more):
    return contacts_view(found, found, href, Gate(), **{"looked_at": None, **more})


def test_a_contact_leads_to_its_words():
    (line,) = view([contact(1)]).lines
    assert (line.headline, line.day, line.place) == ("Turkey called France", "2025-10-14", "Vienna")
    assert line.told[0].href == "/report/d1?claim=e1#c-e1"
    assert (line.told[0].voice, line.told[0].source, line.told[0].day) == ("Wire", "Wire", "2025-10-14")
    assert line.said[0].href == "/report/d101?claim=e101#c-e101"


def test_the_latest_comes_first_and_what_has_no_day_last():
    found = newest_first([contact(1, day=None), contact(2, day="2025-01-01"), contact(3), contact(4)])
    assert [c.told[0].event for c in found] == ["e4", "e3", "e2", "e1"]
    assert cursor_of(found[-1]) == ".e1"


def test_the_matrix_counts_by_country_and_links_both_ways():
    rows = view(
        [contact(1), contact(2, who=("FRA",), whom=("TUR",)), contact(3, who=("COD/armed:m23",), whom=("FRA",))]
    ).rows
    by = {r.code: r for r in rows}
    assert [c and c.count for c in by["FRA"].cells] == [None, 2, 1]
    assert by["TUR"].cells[0].href == "/contacts?dyad=TUR-FRA"
    assert by["FRA"].cells[1].told == "France and Turkey: 2"


def test_who_is_not_known_is_in_no_matrix():
    assert pairs_of(contact(1, who=("?/armed:m23",))) == []
    assert view([contact(1, who=(), whom=())]).rows == ()
    assert view([contact(1, who=(), whom=())]).lines[0].headline == "somebody not named called"
    assert view([contact(1, who=("RUS",), whom=("ARM", "AZE"), kind="mediated")]).lines[0].headline == (
        "Russia mediated between Armenia and Azerbaijan"
    )


def test_a_contact_that_everybody_tells_holds_its_line():
    many = Contact(
        kind="met",
        who=("FRA", "TUR"),
        whom=(),
        day=None,
        place=None,
        said=(),
        told=tuple(map(told, range(FIRST + MOST_RECEIPTS + 4))),
    )
    (line,) = view([many]).lines
    assert (len(line.told), line.more) == (FIRST + MOST_RECEIPTS, 4)


def test_small_parties_are_left_to_the_list():
    many = [contact(n, whom=(f"X{n:02}",)) for n in range(MOST + 4)]
    shown = view(many)
    assert len(shown.rows) == MOST
    assert shown.left_out == 5


def test_words_behind_the_gate_stay_there():
    page = contacts_view([contact(1)], [contact(1)], href, Gate(frozenset({"d1"})), looked_at=9)
    assert page.lines[0].told[0].words == ""
    assert page.looked_at == 9


def test_positions_stand_by_who_takes_them():
    minister = Actor(0, 1, "the ministry", "ARM", "GOV")
    many = Position(
        who="ARM", stance="blames", whom="AZE", first="2022-09-13", last="2022-09-15",
        told=tuple(told(n, (minister,)) for n in range(FIRST + MOST_RECEIPTS + 2)),
    )  # fmt: skip
    other = Position(who="ARM", stance="asks", whom=None, first=None, last=None, told=(told(),))
    quiet = Position(who="KAZ", stance="silent", whom=None, first=None, last=None)
    page = positions_view([other, many, quiet], [other, many], Gate(), looked_at=None)
    (group,) = page.groups
    assert (group.who, [(x.stance, x.whom) for x in group.lines]) == (
        "Armenia",
        [("asks", ""), ("blames", "Azerbaijan")],
    )
    assert (page.silent, page.count) == (("Kazakhstan",), 2)
    assert group.lines[1].more == 2
    assert group.lines[1].receipts[0].document == f"d{FIRST + MOST_RECEIPTS + 1}"
    assert "the ministry" in group.lines[1].receipts[0].voice


def test_obligations_name_states_and_group_what_binds_alike():
    provided = obligations("AZE", "ARM", "2022-09-13", load_knowledge(None))
    words = Stance(
        party="RUS", day="2022-09-14", type="REQUEST", mode=None, status="actual", text="Russia urged a ceasefire.",
        document="d1", event="e1", start=0, end=25, claimed_by=(),
    )  # fmt: skip
    page = obligations_view(Asked(), Bound(provided, {"KAZ": (), "RUS": (words,)}), (), Gate())
    helped, helping, _ = page.sides
    assert helped.duties[0].bound == "Belarus, Kazakhstan, Kyrgyzstan, Russia and Tajikistan"
    assert any("Kyrgyzstan and Tajikistan are also bound to Azerbaijan: " in x for x in helped.duties[0].conflicts)
    assert helping.duties[0].bound == "Turkey"
    assert any(
        x.startswith("Azerbaijan was a party to Collective Security Treaty until 1999-04-20") for x in page.lapsed
    )
    assert [(party, len(said)) for party, said in page.said] == [("Kazakhstan", 0), ("Russia", 1)]
    assert page.said[1][1][0].receipt.href == "/report/d1?claim=e1#c-e1"
    assert page.positions == "from=2022-09-13&bound=KAZ&bound=RUS"
    assert page.note == NOTE


def test_where_nobody_is_bound_it_is_said():
    provided = obligations("BTN", "SDN", "1999-03-01", load_knowledge(None))
    page = obligations_view(Asked(), Bound(provided, {}), (), Gate())
    assert any("No known treaty" in side.none for side in page.sides if not side.duties)
    assert page.positions == ""


def test_the_reference_tells_forms_and_what_is_needed():
    asked = [
        {"name": "on", "in": "query", "required": True, "schema": {"type": "string", "examples": ["2022-09-13"]}},
        {"name": "state", "in": "query", "schema": {"anyOf": [{"enum": ["ok", "dead"]}, {"type": "null"}]}},
        {"name": "limit", "in": "query", "schema": {"type": "integer"}, "description": "Items at most."},
    ]
    paths = {"/b": {"get": {"tags": ["t"], "description": "B.", "parameters": asked}}, "/a": {"get": {"summary": "A"}}}
    page = reference_view({"info": {"description": "About."}, "paths": paths})
    (_, (a,)), (_, (b,)) = page.groups
    assert (a.path, a.href, b.href) == ("/a", "/a", "")
    assert [(v.name, v.form, v.needed) for v in b.values] == [
        ("on", "like 2022-09-13", True), ("state", "ok | dead", False), ("limit", "integer", False)
    ]  # fmt: skip
