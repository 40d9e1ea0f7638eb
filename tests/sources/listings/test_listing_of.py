"""What stands at an address is read by its kind, and by its bytes where the kind is wrong."""

import gzip
from datetime import UTC, datetime

import pytest

from vedette.errors import SkipError
from vedette.records.source import Address
from vedette.sources.listings.listing_of import address_url, listing_of

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
URL = "https://gazette.example/x"

FEED = b"<rss version='2.0'><channel><item><link>https://gazette.example/a</link></item></channel></rss>"
JSON = b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "https://gazette.example/a"}]}'
SITEMAP = b"<urlset><url><loc>https://gazette.example/a</loc></url></urlset>"
PAGE = b"<html><title>Links</title><a href='/a'>The only link on this page</a></html>"
CHANNEL = b"<div data-post='gazette/1'><div class='js-message_text'>Words.</div></div>"


def read(kind, data, *, url=URL, pattern="", at=URL):
    return listing_of(Address(kind=kind, url=at, pattern=pattern), data, url=url, now=NOW)


@pytest.mark.parametrize(
    ("kind", "data", "key"),
    [
        ("feed", FEED, "https://gazette.example/a"),
        ("feed", JSON, "https://gazette.example/a"),
        ("sitemap", SITEMAP, "https://gazette.example/a"),
        ("sitemap", gzip.compress(SITEMAP), "https://gazette.example/a"),
        ("telegram", CHANNEL, "https://t.me/gazette/1"),
    ],
)
def test_each_kind_is_read(kind, data, key):
    listing = read(kind, data)
    assert [item.key for item in listing.items] == [key]
    assert listing.problems == ()


def test_a_list_is_read_by_its_pattern():
    assert [item.key for item in read("list", PAGE, pattern="/a$").items] == ["https://gazette.example/a"]


@pytest.mark.parametrize(
    ("kind", "data", "found"),
    [
        ("list", FEED, "feed"),
        ("sitemap", FEED, "feed"),
        ("telegram", JSON, "feed"),
        ("feed", SITEMAP, "sitemap"),
        ("list", SITEMAP, "sitemap"),
    ],
)
def test_a_wrong_kind_is_told_and_read_all_the_same(kind, data, found):
    listing = read(kind, data)
    assert [item.key for item in listing.items] == ["https://gazette.example/a"]
    assert listing.problems[0] == f'is a {found}, not a {kind}; give its address the kind "{found}"'


@pytest.mark.parametrize(
    ("kind", "data", "cause"),
    [
        ("feed", PAGE, "HTML page"),
        ("sitemap", PAGE, "HTML page"),
        ("telegram", PAGE, "no messages"),
        ("feed", b"", "is empty"),
        ("folder", FEED, "is a folder"),
        ("nonsense", FEED, "which is none"),
    ],
)
def test_what_cannot_be_read_is_refused(kind, data, cause):
    with pytest.raises(SkipError, match=cause) as caught:
        read(kind, data)
    assert caught.value.remedy


def test_a_pattern_holds_for_feeds_too():
    assert len(read("feed", FEED, pattern="/a$").items) == 1
    listing = read("feed", FEED, pattern="/b$")
    assert listing.items == ()
    assert "none of its 1 items matches" in listing.problems[0]
    with pytest.raises(SkipError, match="no regular expression"):
        read("feed", FEED, pattern="(")


def test_a_page_is_its_own_item_under_the_address_of_the_registry():
    (item,) = read("page", PAGE, url="https://gazette.example/moved?nonce=7").items
    assert item.key == item.url == URL
    assert item.title == "Links"


def test_a_page_changes_with_its_words_and_not_with_its_marks():
    one = read("page", b"<p>Toll: 5</p><script>nonce=1</script>").items[0].print
    same = read("page", b"<p id=x>Toll: 5</p><script>nonce=2</script>").items[0].print
    other = read("page", b"<p>Toll: 6</p><script>nonce=1</script>").items[0].print
    assert one == same != other


def test_a_page_with_control_characters_is_read():
    (item,) = read("page", b"<p>Toll<script>x</script>\x01 5</p><title>T\x02</title>").items
    assert item.title == "T"


def test_a_page_that_is_no_markup_is_known_by_its_bytes():
    assert read("page", b"%PDF-1").items[0].print != read("page", b"%PDF-2").items[0].print


def test_a_channel_is_fetched_at_its_preview():
    assert address_url(Address(kind="telegram", url="gazette")) == "https://t.me/s/gazette"
    assert address_url(Address(kind="feed", url=URL)) == URL
