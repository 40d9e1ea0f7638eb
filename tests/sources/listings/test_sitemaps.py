"""Sitemaps: pages, news, indexes, plain lists, packed and broken."""

import gzip
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import SkipError
from vedette.sources.listings import sitemaps
from vedette.sources.listings.sitemaps import read_sitemap

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
URL = "https://ministry.example/sitemap.xml"
NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def read(text, **told):
    return read_sitemap(text if isinstance(text, bytes) else text.encode(), **{"url": URL, "now": NOW, **told})


def urlset(*entries):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMES}>{"".join(f"<url>{e}</url>" for e in entries)}</urlset>'
    )


LOC = "<loc>https://ministry.example/press/1</loc>"


def test_pages_are_items():
    (item,) = read(urlset(LOC + "<lastmod>2026-09-01T10:00:00+02:00</lastmod><priority>0.5</priority>")).items
    assert item.key == item.url == "https://ministry.example/press/1"
    assert (item.published, item.updated, item.html) == (None, "2026-09-01T08:00:00Z", None)


def test_a_change_of_lastmod_shows_in_the_print():
    prints = [read(urlset(LOC + f"<lastmod>2026-09-0{n}</lastmod>")).items[0].print for n in (1, 2)]
    assert prints[0] != prints[1]


def test_news_tell_title_date_and_language():
    news = (
        "<image:image><image:loc>https://ministry.example/x.png</image:loc><image:title>A flag</image:title></image:image>"
        "<news:news><news:publication><news:name>Gazette</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2026-09-01</news:publication_date><news:title>Envoy &amp; host meet</news:title></news:news>"
    )
    (item,) = read(urlset(LOC + news)).items
    assert (item.title, item.published, item.language) == ("Envoy & host meet", "2026-09-01", "en")
    assert item.url == "https://ministry.example/press/1"


def test_an_index_names_its_parts_newest_first():
    parts = [("a", "2026-09-01"), ("b", "2026-09-03"), ("c", "2026-09-02"), ("d", "")]
    told = "".join(f"<sitemap><loc>/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>" for name, day in parts)
    listing = read(f"<sitemapindex {NAMES}>{told}<sitemap><loc>{URL}</loc></sitemap></sitemapindex>")
    assert listing.items == ()
    assert listing.more == tuple(f"https://ministry.example/{name}.xml" for name in "bcad")


def test_a_list_of_addresses_is_a_sitemap():
    listing = read("https://ministry.example/1\nhttps://ministry.example/2\n\nnonsense\n")
    assert [item.key[-2:] for item in listing.items] == ["/1", "/2"]
    assert "'nonsense'" in listing.problems[0]


def test_a_packed_sitemap_is_unpacked():
    assert len(read(gzip.compress(urlset(LOC).encode())).items) == 1


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(sitemaps, "UNPACKED", 1000)
    with pytest.raises(SkipError, match="unpacks to more than"):
        read(gzip.compress(b" " * 100_000))


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b"\x1f\x8b\x07\x00nonsense", "cannot be unpacked"),
        (gzip.compress(urlset(LOC).encode())[:-12], "breaks off"),
        (gzip.compress(b""), "is empty"),
        (b"<!doctype html><html></html>", "an HTML page"),
        (b"<rss></rss>", "root <rss>"),
        (b"Not found", "is no sitemap"),
    ],
)
def test_what_is_no_sitemap_is_refused_with_a_remedy(data, cause):
    with pytest.raises(SkipError, match=cause) as caught:
        read(data)
    assert caught.value.remedy


def test_broken_xml_gives_what_can_be_read():
    listing = read(urlset(LOC).replace("</urlset>", "<url><loc>https://ministry.example/press/2</loc>"))
    assert len(listing.items) == 2
    assert "broken XML (line 1)" in listing.problems[0]


def test_entries_without_an_http_address_are_told():
    listing = read(urlset("<loc>javascript:alert(1)</loc>", "<loc></loc>", LOC))
    assert len(listing.items) == 1
    assert "(2 times, such as 'javascript:alert(1)')" in listing.problems[0]


def test_more_entries_than_allowed_are_told(monkeypatch):
    monkeypatch.setattr(sitemaps, "ENTRIES", 2)
    listing = read(urlset(*(f"<loc>https://ministry.example/{n}</loc>" for n in range(3))))
    assert len(listing.items) == 2
    assert "lists 3 addresses" in listing.problems[0]


def test_entities_never_expand():
    text = urlset("<loc>https://ministry.example/&x;</loc>").replace(
        "<urlset", '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset'
    )
    assert [item.key for item in read(text).items] == ["https://ministry.example/"]


PIECES = st.sampled_from(
    ["<url>", "</url>", "<loc>", "</loc>", "https://a.example/", "x", "<lastmod>", "2026", "</urlset>", "&x;", "&#xD800;", "\x00", "<sitemap>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=15), st.sampled_from(["<urlset>", "<sitemapindex>", ""]), st.booleans())
def test_whatever_is_fetched_is_a_listing_or_refused(pieces, root, packed):
    data = (root + "".join(pieces)).encode()
    try:
        listing = read(zlib.compress(data, wbits=31) if packed else data)
    except SkipError:
        return
    keys = [item.key for item in listing.items]
    assert len(keys) == len(set(keys))
