from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.documents import prepare
from vedette.documents.datelines import heading_day, opening_day
from vedette.documents.metadata import name_published, year_hint
from vedette.records.document import Document


@pytest.mark.parametrize(
    ("text", "known", "published"),
    [
        ("Title\n\nOn the night of September 13, 2022, clashes took place on the border.", {}, "2022-09-13"),
        ("San Salvador, 5 Dec 88 (Radio) -- [Text] The army reported clashes.", {}, "1988-12-05"),
        ("The army moved.", {"published": "2020-01-02"}, "2020-01-02"),
        ("The army moved on Tuesday.", {}, None),
        ("The war of 1994 is remembered.", {}, None),
        ("The army moved.", {"url": "https://example.org/2015/11/24/report.html"}, "2015-11-24"),
    ],
)
def test_the_day_of_publication_is_told_or_open(text, known, published):
    assert prepare(Document.of(text, **known)).published == published


def test_an_address_with_year_and_month_gives_a_year():
    document = Document.of("It happened on 3 November.", url="https://www.example.gov/ps/2015/11/249498.htm")
    assert year_hint(document) == 2015
    assert prepare(document).published is None


def test_a_files_name_may_tell_the_day():
    assert name_published("report-2022-09-13.txt")[0] == "2022-09-13"
    assert name_published("report-13.txt") is None


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("GRAPHIC: Footage of the attack\n\nText of it.", ("graphic",)),
        ("Warning: graphic content\n\nText of it.", ("graphic",)),
        ("A graphic shows the numbers\n\nText of it.", ()),
    ],
)
def test_warnings(text, warnings):
    assert prepare(Document.of(text)).warnings == warnings


@pytest.mark.parametrize(
    "heading",
    [
        "MINISTRY OF DEFENCE — Press release — 13 September 2022\n\n",
        "Ministry of Defence | 13.09.2022\n\n",
        "Press release No. 114, Baku, 13 September 2022\n\n",
        "Statement by the Foreign Ministry, September 13, 2022\n\n",
        "Yerevan, 13 September 2022\n\n",
        "13.09.2022 10:15\n\n",
        "13/09/2022, 10:15 UTC\n\n",
        "[Tuesday, 13 September 2022]\n\n",
        "Sep 13, 2022 / 10:15 AM EDT\n\n",
        "Yerevan, September 13, 2022 — ",
        "YEREVAN, September 13, 2022. ",
        "(Yerevan, 13 September 2022) – ",
        "Geneva (13 September 2022) – ",
        "13 September 2022 – ",
        "13.09.2022 10:15 ",
    ],
)
def test_a_texts_own_heading_tells_its_day(heading):
    assert prepare(Document.of(f"{heading}Azerbaijani units opened fire at Sotk.")).published == "2022-09-13"


@pytest.mark.parametrize(
    "heading",
    [
        "09/10/2022 10:15",
        "31.02.2022 10:15",
        "Statement on the anniversary of 9 November 2020",
        "Agreement signed in Moscow, 9 November 2020",
        "Two killed at Sotk, 13 September 2022",
        "Ministry of Defence — Order 13.09.2022-7",
    ],
)
def test_what_a_heading_is_about_or_leaves_open_is_not_its_day(heading):
    assert prepare(Document.of(f"{heading}\n\nAzerbaijani units opened fire at Sotk.")).published is None


@given(st.text(alphabet="0123456789./-: ,()[]–—|TZSeptMay", max_size=200))
def test_any_heading_is_read_or_left(heading):
    assert heading_day(heading) is None or isinstance(heading_day(heading), date)
    assert opening_day(heading) is None or isinstance(opening_day(heading), date)
