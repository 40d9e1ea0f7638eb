"""What the palette offers: what explains every word first, every address one of the desk's own."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.filters import read_filter
from vedette.desk.views.meant import meant_by
from vedette.desk.views.palette import MOST, Ground, Suggestion, suggestions

NAMES = "Now Map Timeline Ledger Contacts Positions Obligations Sources Search".split()
PAGES = tuple((n, "/" if n == "Now" else f"/{n.lower()}", n[0].lower()) for n in NAMES)
GROUND = Ground(
    pages=PAGES,
    sources=(("armenpress", "Armenpress"), ("xinhua", "Xinhua"), ("arm-mod", "Ministry of Defence of Armenia")),
    publishers=("Armenian Wire", "Zenda Post"),
    known=frozenset({"ARM", "AZE", "RUS"}),
    newest=date(2022, 12, 5),
)


def first(words, ground=GROUND):
    return suggestions(words, ground)[0]


@pytest.mark.parametrize(
    ("words", "label", "href"),
    [
        ("led", "Ledger", "/ledger"),
        ("contacts of Armenia", "Contacts of Armenia", "/contacts?actor=ARM"),
        ("russian positions", "Positions of Russia", "/positions?actor=RUS"),
        ("ARM-AZE ledger", "Ledger: Armenia and Azerbaijan", "/ledger?dyad=ARM-AZE"),
        ("armenia azer", "Ledger: Armenia and Azerbaijan", "/ledger?dyad=ARM-AZE"),
        ("map azerbaijan armenia", "Map: Azerbaijan and Armenia", "/map?dyad=AZE-ARM"),
        ("13 Sep 2022", "Incidents of 13 September 2022", "/?from=2022-09-13&to=2022-09-13"),
        ("last week", "Incidents of the 7 days up to 5 December 2022", "/?from=2022-11-29&to=2022-12-05"),
        ("calls of russia sep 2022", "Contacts of Russia", "/contacts?from=2022-09-01&to=2022-09-30&actor=RUS"),
        ("united st", "Incidents of United States", "/?actor=USA"),
        ("xin", "Xinhua", "/sources/xinhua"),
        ("zenda", "Incidents told by Zenda Post", "/?source=Zenda+Post"),
        ("shelled village", "Sentences with “shelled village”", "/search?words=shelled+village"),
        (
            "obligations azerbaijan armenia 13 sep 2022",
            "Who is bound if Azerbaijan attacked Armenia?",
            "/obligations?attacker=AZE&attacked=ARM&on=2022-09-13",
        ),
    ],
)
def test_the_likeliest_is_first(words, label, href):
    found = first(words)
    assert (found.label, found.href) == (label, href)


def test_no_words_list_the_pages_with_their_keys():
    assert [(s.label, s.key) for s in suggestions("  ", GROUND)] == [(n, k) for n, _, k in PAGES]


def test_what_the_store_tells_of_goes_before_other_states():
    assert first("a", GROUND).kind != "party"
    assert first("ar").label == "Incidents of Armenia"
    assert meant_by("ar", {}, None, {"ARG"}).begun[0] == "ARG"
    assert meant_by("ar", {}, None, {"ARM"}).begun[0] == "ARM"


def test_what_is_named_by_its_id_is_first_and_what_was_found_before_the_words():
    incident = Suggestion(kind="incident", label="Force", detail="", href="/incident/aa")
    report = Suggestion(kind="report", label="A report", detail="", href="/report/x")
    ground = Ground(pages=PAGES, named=(incident,), found=(report,))
    found = suggestions("aa01", ground)
    assert found[0] == incident
    assert [s.kind for s in found[-2:]] == ["report", "words"]


def test_a_party_that_is_named_as_a_page_leaves_the_page():
    assert meant_by("ledger", {"Ledger": "/ledger"}, None).page == "/ledger"
    assert meant_by("led", {"Ledger": "/ledger"}, None).page is None


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from("arm azerbaijan contacts ledger of 2022 last week ARM-AZE map uni sep 13".split())
        ).map(" ".join),
    )
)
def test_every_address_is_the_desks_own_and_asks_what_can_be_asked(words):
    found = suggestions(words, GROUND)
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    for s in found:
        assert s.label
        assert s.href.startswith("/")
        assert not s.href.startswith("//")
        if s.kind in ("party", "dyad", "period"):
            path, query = urlsplit(s.href).path, dict(parse_qsl(urlsplit(s.href).query))
            assert path in {p for _, p, _ in PAGES}
            assert read_filter(query)[1] == {}
