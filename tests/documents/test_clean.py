"""Pages: their article as text, and nothing of their markup."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.documents.clean import clean_page
from vedette.errors import SkipError

PARAGRAPH = "The army of the country said on Tuesday that it had withdrawn from the town after three days of fighting. "
PAGE = """<html><head><title>Army withdraws | Example Post</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Army withdraws", "datePublished": "2022-09-13T10:30:00+02:00",
"author": {{"name": "Jane Doe"}}, "publisher": {{"name": "Example Post"}}}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Army withdraws</h1><p>{0}</p><p>{0}</p>{1}</article><footer>Imprint</footer></body></html>"""


def page(inside=""):
    return clean_page(PAGE.format(PARAGRAPH * 2, inside), item="page")


def test_article_and_metadata():
    d = page()
    assert d.title == "Army withdraws"
    assert d.published.startswith("2022-09-13T10:30")
    assert d.source == "Example Post"
    assert d.byline == "Jane Doe"
    assert "\n\n" in d.text
    assert "Home" not in d.text


@pytest.mark.parametrize(
    "inside",
    [
        "<script>steal()</script>",
        "<p onclick='steal()'>More of it.</p>",
        "<a href='javascript:steal()'>link</a>",
        "<style>p{}</style>",
        "<iframe src='//evil'></iframe>",
        "<svg><script>steal()</script></svg>",
        "<!-- steal() -->",
        "<p>unclosed <b>tags <i>everywhere",
        "<object data='x'><embed src='steal()'></object>",
    ],
)
def test_no_markup_or_script_is_left(inside):
    text = page(inside).text
    assert "steal()" not in text
    assert "<" not in text


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<html><body><nav>Home</nav></body></html>",
        "<div>" * 100_000,
        "<html><body>" + "<p>" * 300_000,
        "<" * 10_000,
    ],
)
def test_what_has_no_article_is_skipped_in_bounded_time(markup):
    began = time.monotonic()
    with pytest.raises(SkipError):
        clean_page(markup, item="page")
    assert time.monotonic() - began < 30


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/pabdiv \"'=&;!-", max_size=200))
def test_any_markup_is_a_document_or_a_skip(markup):
    try:
        assert clean_page(f"<html><body>{markup}</body></html>", item="page").text
    except SkipError as e:
        assert e.remedy
