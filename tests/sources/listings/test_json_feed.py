"""JSON Feed: fields of the wrong type count as not told."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import SkipError
from vedette.sources.listings.feeds import read_feed

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
URL = "https://gazette.example/feed.json"
LONG = "<p>" + "The envoy of Ruritania left the hall without a word. " * 20 + "</p>"


def read(feed):
    return read_feed(json.dumps(feed).encode(), url=URL, kind="application/feed+json", now=NOW)


def feed(*items, **more):
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": list(items), **more}


def test_a_feed_is_read_whole():
    listing = read(
        feed(
            {
                "id": "1",
                "url": "/a?utm_source=feed",
                "title": "Talks <off>",
                "content_html": LONG,
                "summary": "Off.",
                "date_published": "2026-09-01T10:00:00+02:00",
                "date_modified": "2026-09-02T10:00:00Z",
                "authors": [{"name": "Flavia"}, {"name": "Sapt"}],
                "language": "en-GB",
            },
            language="de",
        )
    )
    (item,) = listing.items
    assert item.key == item.url == "https://gazette.example/a"
    assert item.title == "Talks <off>"
    assert (item.published, item.updated) == ("2026-09-01T08:00:00Z", "2026-09-02T10:00:00Z")
    assert (item.byline, item.language, item.whole) == ("Flavia, Sapt", "en", True)
    assert (listing.title, listing.language, listing.problems) == ("Gazette", "de", ())


def test_plain_text_becomes_paragraphs():
    (item,) = read(feed({"id": 7, "content_text": "a < b\nc\n\nd", "author": {"name": "N"}})).items
    assert (item.key, item.html, item.byline) == ("7", "<p>a &lt; b<br>c</p><p>d</p>", "N")


def test_half_characters_can_be_stored():
    data = b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "\\ud800", "title": "\\udfff x"}]}'
    (item,) = read_feed(data, url=URL, now=NOW).items
    assert item.key.encode()
    assert item.title == "? x"


def test_what_is_amiss_is_told():
    listing = read({"items": [{}, 5, {"id": "1"}]})
    assert len(listing.items) == 1
    assert listing.problems == (
        "tells no version of JSON Feed",
        "an item has neither address, id nor title and is left out (2 times)",
    )


@pytest.mark.parametrize("told", [[], {"items": {}}, {"items": None}, 5 * [{}]])
def test_json_that_is_no_feed_is_refused(told):
    with pytest.raises(SkipError, match="no JSON Feed"):
        read(told)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "x"]), inner, max_size=2),
    max_leaves=5,
)
FIELDS = "id url title content_html content_text summary date_published authors author language".split()


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES), max_size=4), VALUES)
def test_any_types_are_read_without_a_fall(items, title):
    listing = read(feed(*items, title=title, home_page_url=title))
    keys = [item.key for item in listing.items]
    assert len(keys) == len(set(keys))
    assert read(feed(*items, title=title, home_page_url=title)) == listing
