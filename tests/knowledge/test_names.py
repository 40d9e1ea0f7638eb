from datetime import date
from itertools import combinations

import pytest

from vedette.knowledge.names import load_names, tokens_of
from vedette.knowledge.states import load_states, state_named
from vedette.knowledge.tables import parts, rows


def hits(text, on=None):
    words = text.split()
    return [(" ".join(words[h.first : h.last]), h.name.kind, h.name.code) for h in load_names().hits(words, on)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the United Nations Security Council met", ("United Nations Security Council", "organisation", "UNO")),
        ("Armenian troops", ("Armenian", "demonym", "ARM")),
        (
            "the Collective Security Treaty Organization said",
            ("Collective Security Treaty Organization", "organisation", "IGO"),
        ),
        ("al - Qaeda fighters", ("al - Qaeda", "group", "IMG")),
        ("the Kremlin said", ("Kremlin", "seat", "RUS")),
        ("ARMENIA APPEALS", ("ARMENIA", "state", "ARM")),
        ("the U.S. embassy", ("U.S.", "state", "USA")),
    ],
)
def test_the_longest_name_is_found(text, expected):
    assert expected in hits(text)


@pytest.mark.parametrize("text", ["they told us to go", "it is here", "who said so", "the turkey and the china"])
def test_common_words_are_no_names(text):
    assert hits(text) == []


def test_a_group_means_what_it_was_on_the_day():
    (old,) = [h.name for h in load_names().hits(["Taliban"], date(2015, 1, 1))]
    (new,) = [h.name for h in load_names().hits(["Taliban"], date(2022, 1, 1))]
    assert (old.sector, new.sector) == ("REB", "GOV")


def test_names_are_cut_as_the_parser_cuts_them(parser):
    nlp = parser._nlp
    for name in (
        "al-Qaeda",
        "Lord's Resistance Army",
        "U.S. Central Command",
        "Al-Shabaab",
        "Palestinian Islamic Jihad",
        "RFE/RL",
    ):
        told = [t.text for t in nlp.make_doc(f"The {name} said")][1:-1]
        assert list(tokens_of(name)) == told


def test_states_are_known_by_all_their_names():
    assert state_named("the United States") == "USA"
    assert state_named("UK") == "GBR"
    assert state_named("us") is None
    assert state_named("Ruritania") is None
    assert all(len(code) == 3 for code in load_states())


def test_codes_and_sectors_are_those_of_the_codebook():
    known = set(load_states()) | {"UNO", "EUR", "IGO", "NGO", "IMG"}
    for file in ("organisations.csv", "forces.csv", "groups.csv", "groups_before.csv", "groups_more.csv"):
        for r in rows(file):
            assert r["code"] in known, r
            assert len(r["sector"]) == 3


def test_dated_rows_begin_before_they_end():
    for file in (
        "groups.csv",
        "groups_before.csv",
        "groups_more.csv",
        "offices.csv",
        "people.csv",
        "people_before.csv",
        "people_others.csv",
    ):
        for r in rows(file):
            if r["from"] and r["to"]:
                n = min(len(r["from"]), len(r["to"]))
                assert r["from"][:n] <= r["to"][:n], r


def test_no_name_means_two_states():
    told: dict[str, str] = {}
    for r in rows("states.csv"):
        for name in (r["name"], *parts(r["aliases"]), *parts(r["demonyms"])):
            assert told.setdefault(name, r["code"]) == r["code"], name


@pytest.mark.parametrize(
    ("text", "on", "code", "sector"),
    [
        ("the EPLF", date(1988, 5, 1), "ETH", "REB"),
        ("the EPLF", date(1994, 5, 1), "ERI", "GOV"),
        ("FRELIMO", date(1974, 1, 1), "MOZ", "REB"),
        ("FRELIMO", date(1986, 1, 1), "MOZ", "GOV"),
        ("RENAMO", date(1986, 1, 1), "MOZ", "REB"),
        ("RENAMO", date(1996, 1, 1), "MOZ", "PTY"),
        ("the Sandinist People's Army", date(1986, 1, 1), "NIC", "MIL"),
        ("the Cinchoneros", date(1989, 1, 1), "HND", "REB"),
        ("Sinn Fein", date(1990, 1, 1), "GBR", "PTY"),
        ("Hezb-i-Islami", date(1988, 1, 1), "AFG", "REB"),
        ("the Rwandan Patriotic Front", date(1992, 1, 1), "RWA", "REB"),
        ("the Rwandan Patriotic Front", date(1995, 1, 1), "RWA", "GOV"),
        ("APRA", date(1988, 1, 1), "PER", "PTY"),
        ("COPREFA", date(1989, 1, 1), "SLV", "MIL"),
        ("UMOPAR", date(1989, 1, 1), "BOL", "COP"),
        ("the KPNLF", date(1985, 1, 1), "KHM", "REB"),
        ("the MQM", date(1990, 1, 1), "PAK", "OPP"),
        ("UNPROFOR", date(1993, 1, 1), "UNO", "MIL"),
        ("the GSDF", date(2015, 1, 1), "JPN", "MIL"),
        ("Boeing", date(2015, 1, 1), "USA", "BUS"),
        ("Viv Ansanm", date(2024, 5, 1), "HTI", "CRM"),
    ],
)
def test_groups_of_then_and_now_mean_what_they_were(text, on, code, sector):
    words = list(tokens_of(text))
    assert [(h.name.code, h.name.sector) for h in load_names().hits(words, on)] == [(code, sector)]


def test_one_day_tells_one_meaning():
    spellings = {}
    for file in ("groups_before.csv", "groups_more.csv"):
        for r in rows(file):
            for spelling in (r["name"], *parts(r["aliases"])):
                spellings.setdefault(spelling, []).append(r)
    for spelling, told in spellings.items():
        for a, b in combinations(told, 2):
            apart = (a["to"] or "9999") <= (b["from"] or "0") or (b["to"] or "9999") <= (a["from"] or "0")
            same = (a["code"], a["sector"]) == (b["code"], b["sector"])
            later = a["from"] != b["from"]  # the newer row is taken
            assert apart or same or later, spelling


def test_spellings_are_cut_where_the_parser_cuts_them():
    for file in ("groups_before.csv", "groups_more.csv"):
        for r in rows(file):
            for spelling in (r["name"], *parts(r["aliases"])):
                assert not set(spelling) & set(',()!"'), spelling
