"""Tables: columns told and guessed, any delimiter and encoding, rows that cannot be used told by their line."""

import csv
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.incoming import TEXT, came, write
from vedette.sources.files import limits
from vedette.sources.files.tables import looks_like_table

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_whatever_is_written_as_a_table_comes_back(tmp_path, rows, delimiter):
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["text", "title"])
    writer.writerows([(f"{TEXT}\n{text}", title) for text, title in rows])
    found, skipped = came(write(tmp_path, "a.csv", out.getvalue()))
    assert not skipped
    assert [a.document.text for a in found] == [f"{TEXT}\n{text}" for text, _ in rows]
    for arriving, (_, title) in zip(found, rows, strict=True):
        if title.strip():
            assert arriving.document.title == " ".join(title.split())


def test_columns_are_guessed_by_their_usual_names(tmp_path):
    data = f'Headline;Body;Publish Date;Outlet;URL;Key\nArmy leaves;"{TEXT}";13 September 2022;Zenda Post;https://a.example/1;k1\n'
    ((arriving,), skipped) = came(write(tmp_path, "a.csv", data))
    assert not skipped
    document = arriving.document
    assert (document.text, document.title, document.published) == (TEXT, "Army leaves", "2022-09-13")
    assert (document.source, document.url, document.id) == ("Zenda Post", "https://a.example/1", "k1")
    assert arriving.way.endswith("a.csv, line 2")
    assert arriving.original is None


def test_columns_that_are_told_go_before_those_guessed(tmp_path):
    data = f"text,story,date,stamp\nshort,{TEXT},2022-01-01,1663063200\n"
    columns = {"text": "story", "published": "stamp"}
    ((arriving,), skipped) = came(write(tmp_path, "a.csv", data), columns=columns)
    assert not skipped
    assert arriving.document.text == TEXT
    assert arriving.document.published == "2022-09-13T10:00:00+00:00"


def test_a_table_told_by_its_columns_comes_from_standard_input_too():
    ((arriving,), skipped) = came("-", stdin=f"a|b\n{TEXT}|Zenda Post\n".encode(), columns={"text": "a", "source": "b"})
    assert not skipped
    assert (arriving.document.text, arriving.document.source) == (TEXT, "Zenda Post")


@pytest.mark.parametrize(
    ("data", "columns", "cause"),
    [
        ("a,b\n1,2\n", {}, "has no column that is the text (it has a, b)"),
        (f"text,b\n{TEXT},2\n", {"source": "none"}, "has no column 'none'"),
        (b"\x00a\x00,\x00b\n" * 50, {}, "binary"),
        ("text," + "x," * 3000 + "\n", {}, "columns"),
    ],
)
def test_a_table_that_cannot_be_used_is_told(tmp_path, data, columns, cause):
    found, (skip,) = came(write(tmp_path, "a.csv", data), columns=columns)
    assert not found
    assert cause in skip.cause
    assert skip.remedy


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (b"a,b,c,d,e\n", "has 5 cells where the header has 2"),
        (b",Zenda Post\n", "has an empty text"),
        (b"The army\x00 left.,x\n", "holds bytes that are no text"),
        (b"The army \xff left.,x\n", "holds bytes that are no text"),
    ],
)
def test_a_bad_row_among_good_ones_is_told_with_its_line(tmp_path, monkeypatch, row, cause):
    monkeypatch.setattr(limits, "HEAD", 60)  # The encoding is that of the beginning.
    good = TEXT.encode() + b",x\n"
    found, (skip,) = came(write(tmp_path, "a.csv", b"text,source\n" + good + row + good))
    assert len(found) == 2
    assert skip.item.endswith("line 3")
    assert cause in skip.cause


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_encodings_are_found(tmp_path, encoding):
    text = "The Côte d’Ivoire’s army said that the envoy had left. " + "It was quiet. " * 20
    ((arriving,), skipped) = came(write(tmp_path, "a.csv", f"text,source\n{text},x\n".encode(encoding)))
    assert not skipped
    assert arriving.document.text == text


def test_a_long_article_is_one_cell_and_a_runaway_quote_does_not_eat_memory(tmp_path, monkeypatch):
    long = (TEXT + " ") * 3000
    ((arriving,), _) = came(write(tmp_path, "a.csv", f'text,source\n"{long}",x\n'))
    assert arriving.document.text == long
    monkeypatch.setattr(limits, "LINE", 1000)
    data = f'text,source\n"{TEXT},x\n' + f"{TEXT},x\n" * 100
    found, skipped = came(write(tmp_path, "b.csv", data))
    assert skipped
    assert "is no row" in skipped[0].cause
    assert found


def test_columns_that_are_told_leave_other_texts_alone(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "b", f"when|story\n2022-09-13|{TEXT}\n")
    found, skipped = came(tmp_path, columns={"text": "story", "published": "when"})
    assert not skipped
    assert [(a.document.text, a.document.published) for a in found] == [(TEXT, None), (TEXT, "2022-09-13")]


def test_a_date_that_has_two_readings_is_none(tmp_path):
    ((arriving,), _) = came(write(tmp_path, "a.csv", f"text,date\n{TEXT},09/10/2022\n"))
    assert arriving.document.published is None


def test_only_addresses_are_kept_as_such(tmp_path):
    ((arriving,), _) = came(write(tmp_path, "a.csv", f"text,url\n{TEXT},javascript:alert(1)\n"))
    assert arriving.document.url is None


@pytest.mark.parametrize(
    ("head", "table"),
    [
        (b"text,date,source\nThe army,2022,x\n", True),
        (b"\xef\xbb\xbftitle\tbody\nx\ty\n", True),
        (b"Text, date and source of the report are unknown\nThe army left.\n", False),
        (b"The army left, it was said.\n", False),
        (b"text\n", False),
    ],
)
def test_a_table_is_known_by_its_first_line(head, table):
    assert looks_like_table(head) is table
