from vedette.publishing.relations import contact_json, contact_lines, flareup_lines, position_json, position_lines
from vedette.records.incident import Source
from vedette.records.ledger import Contact, FlareUp, Position, Told
from vedette.records.record import Receipt


def told(n=0):
    at = Source(document=f"d{n}", source="Wire", published="2025-10-14")
    return Told(event=f"e{n}", at=at, trigger=Receipt(3, 9, "called"), claimants=())


CALL = Contact(
    kind="called", who=("TUR",), whom=("FRA",), day="2025-10-14", place=None, told=(told(),), said=(told(1),)
)


def test_a_contact_says_who_called_whom_and_what_was_said():
    assert list(contact_lines(CALL)) == [
        "2025-10-14: Turkey called France",
        "    “called” Wire 2025-10-14 [d0:3–9]",
        "    said beside it:",
        "    “called” Wire 2025-10-14 [d1:3–9]",
    ]
    assert contact_json(CALL)["said"][0]["document"] == "d1"
    assert (contact_json(CALL)["who"], contact_json(CALL)["whom"]) == (["TUR"], ["FRA"])


def test_a_contact_of_nobody_named_on_no_day_is_still_told():
    bare = Contact(kind="met", who=(), whom=(), day=None, place="Vienna", told=())
    assert list(contact_lines(bare)) == ["day not told: somebody not named met in Vienna"]


def test_many_receipts_are_counted_not_listed():
    many = Position(
        who="FRA", stance="supports", whom="ARM", first="2022-09-13", last="2022-09-15", told=tuple(map(told, range(5)))
    )
    lines = list(position_lines(many))
    assert lines[0] == "France supports Armenia (2022-09-13 to 2022-09-15)"
    assert lines[-1] == "    and 2 more"
    assert len(position_json(many)["told"]) == 5


def test_who_is_silent_though_bound():
    quiet = Position(who="KAZ", stance="silent", whom=None, first=None, last=None)
    assert list(position_lines(quiet)) == ["Kazakhstan silent, though bound"]


def test_a_flare_up_is_told_with_its_number_and_its_beginning():
    f = FlareUp(
        of=("ARM", "AZE"), first="2022-09-13", last="2022-09-14", peak="2022-09-13", observed=6, expected=0.2, p=1e-6, alpha=0.001,
        past_days=90, cause="0123456789", reason="6 incidents on 2022-09-13",
    )  # fmt: skip
    assert list(flareup_lines(f)) == [
        "Armenia and Azerbaijan: 2022-09-13 to 2022-09-14",
        "    6 incidents on 2022-09-13",
        "    it begins with incident 01234567",
    ]
