import pytest

from vedette.errors import StopError
from vedette.knowledge.coverage import KINDS, coverage, unlisted
from vedette.knowledge.schema import TABLES
from vedette.knowledge.validate import check_knowledge

HEADS = {file: ",".join(c.name for c in t.columns) for file, t in TABLES.items()}


def faults(folder, file, *lines, head=None):
    (folder / file).write_text("\n".join([head or HEADS[file], *lines]) + "\n")
    return [(f.line, f.cause, f.remedy) for f in check_knowledge(folder)]


def test_the_shipped_files_are_sound():
    assert [str(f) for f in check_knowledge()] == []


def test_every_file_is_counted():
    assert unlisted() == ()
    assert [c.kind for c in coverage()] == list(KINDS)


def test_a_sound_row_of_ones_own_has_no_fault(tmp_path):
    assert (
        faults(
            tmp_path,
            "wars.csv",
            "x-war,Example war,The war|Other war,2001-02,2002,ARM|AZE,Sotk,https://example.org/a,,",
        )
        == []
    )


@pytest.mark.parametrize(
    ("file", "row", "cause", "remedy"),
    [
        ("wars.csv", "w,War,,2001-13,,ARM,,desk,,", "from '2001-13' is no ISO date", "1999-04-20"),
        ("wars.csv", "w,War,,2002,2001,ARM,,desk,,", "to 2001 lies before from 2002", "mend one of the two dates"),
        ("wars.csv", "w,War,,2001,,XYZ,,desk,,", "parties 'XYZ' is neither a state's code nor a body's name", "states.csv"),
        ("wars.csv", "w,War,,2001,,ARM,,,,", "source is empty", "name a public page or text"),
        ("wars.csv", "w,,,2001,,ARM,,desk,,", "name is empty", "fill it in"),
        ("wars.csv", "w,War,,2001,,ARM,,https://x,,", "source 'https://x' is a broken address", "write it in full"),
        ("members.csv", "no-such-pact,ARM,2001,,signed,,,desk,,", "alliance 'no-such-pact' is no id of alliances.csv", "add the row there"),
        ("members.csv", "nato-1949,ARM,2001,,joined,,,desk,,", "event 'joined' is none of the words allowed", "use one of signed"),
        ("members.csv", "nato-1949,ARM,2001,,signed,,in 1994,desk,,", "", ""),
        ("members.csv", "nato-1949,ARM,2001,,signed,,soon,desk,,", "other_dates 'soon' is no label with an ISO date", "write it like"),
        ("bases.csv", "b,Base,,base,RUS,ARM,Gyumri,,,many,,desk,,", "strength 'many' is no number or range", "1900-2000"),
        ("bases.csv", "b,Base,,base,RUS,Armenia,Gyumri,,,,,desk,,", "host 'Armenia' is no known code", "ISO 3166"),
        ("zones.csv", "XXT,5,Example,all,Europe/Paris,desk", "offset '5' is no offset from UTC", "-05:00"),
        ("zones.csv", "XXT,+01:00,Example,all,Europe/Nowhere,desk", "regions 'Europe/Nowhere' is no region", "America/New_York"),
        ("outlets.csv", "o,Outlet,,ARM,example.org,,,,desk,", "url 'example.org' is no http or https address", "https://"),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_its_remedy(tmp_path, file, row, cause, remedy):
    found = faults(tmp_path, file, row)
    if not cause:
        assert found == []
        return
    ((line, told, mend),) = found
    assert line == 2
    assert cause in told
    assert remedy in mend


def test_a_row_that_stands_twice_is_told_with_both_lines(tmp_path):
    row = "w,War,,2001,,ARM,,desk,,"
    ((line, cause, _),) = faults(tmp_path, "wars.csv", row, "# a note", row)
    assert (line, cause) == (4, "id 'w' stands in line 2 already")


def test_two_spells_that_end_otherwise_are_no_duplicate(tmp_path):
    rows = ("nato-1949,ARM,2001,2002,left,,,desk,,", "nato-1949,ARM,2001,2003,left,,,desk,,")
    assert faults(tmp_path, "members.csv", *rows) == []


def test_a_users_row_may_refer_to_the_users_own(tmp_path):
    (tmp_path / "alliances.csv").write_text(HEADS["alliances.csv"] + "\nmine,Mine,,defence,2001,,,,,desk,,\n")
    assert faults(tmp_path, "members.csv", "mine,ARM,2001,,signed,,,desk,,") == []


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "has no header"),
        ("id,name,colour\n", "column 'colour' is not known"),
        ("id,name\n", "column 'source' is missing"),
        (HEADS["wars.csv"] + "\nw,War\n", "2 fields instead of 10"),
        (HEADS["wars.csv"] + '\nw,"War,,2001,,ARM,,desk,,\n', "2 fields instead of 10"),
    ],
)
def test_a_file_of_another_form_is_told(tmp_path, text, cause):
    (tmp_path / "wars.csv").write_text(text)
    assert any(cause in f.cause for f in check_knowledge(tmp_path))


def test_a_file_of_another_name_is_told(tmp_path):
    (tmp_path / "war.csv").write_text("id\n")
    (found,) = check_knowledge(tmp_path)
    assert "no file of the knowledge base has this name" in found.cause


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "wars.csv").write_bytes(b"\xff\xfe\x00id")
    (found,) = check_knowledge(tmp_path)
    assert found.cause == "cannot be read as UTF-8 text"


def test_a_folder_that_is_none_stops(tmp_path):
    with pytest.raises(StopError, match="is not a directory"):
        check_knowledge(tmp_path / "nothing")
