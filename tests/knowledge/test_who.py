from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.knowledge.entities import load_entities
from vedette.knowledge.gazetteer import Place
from vedette.knowledge.who import nearest, who

DAY = date(2022, 9, 13)


def first(name, on=DAY, **more):
    found = who(name, on, **more)
    return (found[0].id, found[0].holds) if found else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Akar", "wikidata:Q17045790"),
        ("Hulusi Akar", "wikidata:Q17045790"),
        ("Turkish Defense Minister Akar", "wikidata:Q17045790"),
        ("Armenian Prime Minister", "wikidata:Q7035479"),
        ("Prime Minister of Armenia", "wikidata:Q7035479"),
        ("the Armenian prime minister", "wikidata:Q7035479"),
        ("Secretary of State Blinken", "wikidata:Q7821917"),
        ("U.S. Secretary of State", "wikidata:Q7821917"),
        ("Russian foreign minister", "wikidata:Q58217"),
        ("CENTCOM", "force:u-s-central-command"),
        ("us central command", "force:u-s-central-command"),
        ("Islamic Revolutionary Guard Corps", "force:islamic-revolutionary-guard-corps"),
        ("Houthis", "group:houthis"),
        ("102nd Military Base", "base:base-102-gyumri"),
        ("Minsk II", "agreement:minsk-2"),
        ("Rio Treaty", "alliance:rio-1947"),
        ("Falklands War", "war:falklands-1982"),
        ("Armenia", "state:ARM"),
    ],
)  # fmt: skip
def test_a_name_leads_to_its_stable_id(name, expected):
    assert expected in {a.id for a in who(name, DAY)}
    assert who(name, DAY)[0].holds in ("yes", "no", "perhaps")


def test_an_office_follows_the_day():
    assert first("U.S. Secretary of State", date(2015, 6, 1))[0] != first("U.S. Secretary of State")[0]
    assert [a.name for a in who("U.S. Secretary of State", date(2015, 6, 1))] == ["John Kerry"]


def test_an_office_of_one_body_is_not_anothers():
    assert [a.name for a in who("NATO Secretary General", DAY)] == ["Jens Stoltenberg"]


def test_who_held_the_office_no_longer_is_told_so():
    (found,) = [a for a in who("Akar", date(2024, 1, 1)) if a.name == "Hulusi Akar"]
    assert found.holds == "no"
    assert "until 2023-06-03" in found.reason


def test_an_office_open_at_the_snapshot_is_not_certain_years_later(tmp_path):
    (tmp_path / "offices.csv").write_text(
        "code,office,rank,person,wikidata,from,to\nPCN,Premier,head-of-government,Ann Openend,Q1,2021-01-01,\n"
    )
    (now,) = who("Openend", date(2022, 8, 1), folder=tmp_path)
    (later,) = who("Openend", date(2026, 8, 1), folder=tmp_path)
    assert (now.holds, later.holds) == ("yes", "perhaps")
    assert "2022-08" in later.reason


def test_a_group_means_what_it_was_on_the_day():
    found = who("Taliban", date(2015, 1, 1))
    assert [a.holds for a in found if a.kind == "group"] == ["yes"]


def test_two_who_bear_the_name_are_both_told_with_reasons():
    found = [a for a in who("Lavrov", DAY) if a.holds != "no"]
    assert len(found) >= 2
    assert found[0].id == "wikidata:Q58217"
    assert all(a.reason for a in found)


def test_a_date_leads_to_the_agreement_of_that_day():
    assert [a.id for a in who("the statement of 9 November 2020", DAY)] == ["agreement:statement-2020-11-09"]
    assert {a.id for a in who("January 11 and November 26, 2021", DAY)} == {
        "agreement:statement-2021-01-11",
        "agreement:statement-2021-11-26",
    }


def test_a_name_told_short_lists_all_that_it_may_mean():
    found = {a.id for a in who("the trilateral statement", DAY)}
    assert {
        "agreement:statement-2020-11-09",
        "agreement:statement-2021-01-11",
        "agreement:statement-2021-11-26",
    } <= found


def test_places_come_from_whoever_knows_them():
    sotk = Place(616041, "Sotk", "ARM", 40.2, 45.87, 1000, "settlement")
    (found,) = who("Sotk", DAY, places=lambda name: [sotk] if name == "Sotk" else [])
    assert (found.id, found.kind) == ("geonames:616041", "place")


def test_nothing_is_nothing_and_near_names_are_offered():
    assert who("Zzyzx Nobody", DAY) == ()
    assert "Falklands War" in nearest("Falkland War")


def test_names_in_a_text_are_found_longest_first_and_need_their_capitals():
    text = "The North Atlantic Treaty binds; nato in small letters does not, and a rio is a river. NATO met."
    found = [(text[n.start : n.end], n.entity.kind) for n in load_entities().in_text(text)]
    assert ("North Atlantic Treaty", "alliance") in found
    assert ("NATO", "alliance") in found
    assert not any(words in ("nato", "rio") for words, _ in found)


def test_every_id_is_stable_text_without_spaces():
    for entity in load_entities().by_id.values():
        assert " " not in entity.id
        assert entity.id.startswith(f"{entity.kind}:")


@pytest.mark.parametrize(
    ("name", "day", "place", "holds"),
    [
        ("Nur-Sultan", date(2021, 5, 1), "Astana", "yes"),
        ("Nur-Sultan", date(2023, 5, 1), "Astana", "no"),
        ("Artyomovsk", date(2010, 5, 1), "Bakhmut", "yes"),
        ("Zaire", date(1990, 1, 1), "Democratic Republic of the Congo", "yes"),
    ],
)
def test_a_former_name_of_a_place_is_told_with_its_days(name, day, place, holds):
    found = next(a for a in who(name, day) if a.kind == "placename")
    assert found.what.startswith(f"former name of {place}")
    assert found.holds == holds


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    "Armenian",
                    "Prime",
                    "Minister",
                    "of",
                    "the",
                    "Akar",
                    "NATO",
                    "'s",
                    "-",
                    "former",
                    "King",
                    "U.S.",
                    ",",
                    "President",
                    "Ali",
                ]
            ),
            max_size=7,
        ).map(" ".join),
    ),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_any_question_has_an_answer_or_none(name, on):
    order = {"yes": 0, "perhaps": 1, "no": 2}
    found = who(name, on)
    assert [order[a.holds] for a in found] == sorted(order[a.holds] for a in found)
    assert all(a.id and a.name and a.reason for a in found)
