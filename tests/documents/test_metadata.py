import pytest

from vedette.documents import prepare
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
