from datetime import date

import pytest

from vedette.errors import StopError
from vedette.knowledge.base import load_knowledge
from vedette.knowledge.offices import holders
from vedette.knowledge.tables import overlaid, rows

TERRITORIES = "id,name,aliases,claimed_by,controlled_by,from,to,status,source,checked,note\n"


def test_the_users_row_stands_in_the_place_of_ours_and_new_ones_follow(tmp_path):
    before = [r["id"] for r in overlaid("alliances.csv", None)]
    head = "id,name,aliases,kind,signed,in_force,ended,end_kind,text_place,source,checked,note\n"
    mine = f"{head}nato-1949,My name,,defence,1949-04-04,,,,,my desk,,\nmine-1,New pact,,defence,2030-01-01,,,,,my desk,,\n"
    (tmp_path / "alliances.csv").write_text(mine)
    after = overlaid("alliances.csv", tmp_path)
    assert [r["id"] for r in after] == [*before, "mine-1"]
    assert next(r for r in after if r["id"] == "nato-1949")["name"] == "My name"


def test_who_controls_a_disputed_territory_may_be_overridden(tmp_path):
    shipped = next(r for r in overlaid("territories.csv", None) if "Crimea" in r["name"] and not r["to"])
    assert shipped["controlled_by"] == "RUS"
    told = f"{shipped['id']},Crimea,,UKR,UKR,2014-02-27,,our map,the desk,,"
    (tmp_path / "territories.csv").write_text(TERRITORIES + told + "\n")
    spells = [t for t in load_knowledge(tmp_path).territories if t.id == shipped["id"]]
    assert [t.controlled_by for t in spells] == [("UKR",)]


def test_columns_may_be_left_out(tmp_path):
    (tmp_path / "people.csv").write_text(
        "code,office,rank,person,from\nARM,President,head-of-state,Ann Example,2030-01-01\n"
    )
    (found,) = holders("Example", on=None, folder=tmp_path)
    assert (found.person, found.from_, found.to, found.entity) == ("Ann Example", "2030-01-01", "", None)


def test_the_environment_names_the_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("VEDETTE_KNOWLEDGE", str(tmp_path))
    (tmp_path / "zones.csv").write_text(
        "abbreviation,offset,name,season,regions,source\nXXT,+01:00,Example Time,all,Europe/Paris,desk\n"
    )
    assert "XXT" in {r["abbreviation"] for r in rows("zones.csv")}
    assert "XXT" in {z.abbreviation for z in load_knowledge().zones}


def test_a_broken_row_names_its_line(tmp_path):
    (tmp_path / "zones.csv").write_text("# mine\nabbreviation,offset\nXXT\n")
    with pytest.raises(StopError, match=r"zones\.csv, line 3: 1 fields instead of 2; mend the row"):
        overlaid("zones.csv", tmp_path)


def test_a_folder_that_is_none_says_so(tmp_path):
    with pytest.raises(StopError, match="is not a directory"):
        overlaid("zones.csv", tmp_path / "nothing")


def test_a_person_of_several_spellings_is_one_person(tmp_path):
    (tmp_path / "people_before.csv").write_text(
        "code,office,rank,person,wikidata,from,to\nTUV,Premier,other,Ann Oldname|Anne Oldname,,1980-01-01,1985\n"
    )
    (tmp_path / "people_others.csv").write_text(
        "code,sector,rank,person,aliases,from,to,what\nTUV,REB,leader,Bob Rebel,Robert Rebel,1980,1990,leader of a band\n"
    )
    found = holders("Oldname", on=date(1982, 1, 1), folder=tmp_path)
    assert {h.person for h in found} == {"Ann Oldname", "Anne Oldname"}
    assert {h.id for h in found} == {"person:ann-oldname"}
    rebels = holders("Rebel", on=date(1982, 1, 1), folder=tmp_path)
    assert {(h.sector, h.rank, h.id) for h in rebels} == {("REB", "leader", "person:bob-rebel")}


def test_a_bare_surname_means_those_of_about_that_day(tmp_path):
    (tmp_path / "people.csv").write_text(
        "code,office,rank,person,from,to\nTUV,Premier,other,Ann Oldname,1980-01-01,1985-01-01\n"
    )
    assert holders("Oldname", on=date(1989, 1, 1), folder=tmp_path)
    assert not holders("Oldname", on=date(2010, 1, 1), folder=tmp_path)
    assert holders("Oldname", on=date(2010, 1, 1), folder=tmp_path, ever=True)
    assert holders("Oldname", on=date(2010, 1, 1), given="Ann", folder=tmp_path)
