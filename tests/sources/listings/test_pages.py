"""Pages of links: the articles, not the menus."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import SkipError
from vedette.sources.listings import pages
from vedette.sources.listings.pages import matcher, read_links, shape_of

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
URL = "https://mfa.ruritania.example/en/press/"

PAGE = """<!doctype html><html lang="en-GB"><head><title>Press | Ministry</title></head><body>
<header><a href="/en/the-minister-and-his-deputies">The minister and his deputies</a></header>
<nav><ul><li><a href="/en/press/archive-of-all-years">Archive of all years and months</a></li>
<li><a href="/en/press/how-to-be-accredited-here">How to be accredited here at once</a></li></ul></nav>
<main>
<article><header><time datetime="2026-09-03T09:00:00Z">3 Sep</time>
<h2><a href="statement-on-the-truce">Statement on the truce with Graustark</a></h2></header>
<a href="statement-on-the-truce">Read more</a></article>
<article><p>2 September 2026</p><a href="note-handed-to-the-envoy#text"><h3>Note handed to the envoy of Graustark</h3>
<p>A teaser.</p></a></article>
<article><span>01.09.2026</span><a href="/en/press/call-between-the-ministers?utm_source=home">Call between the two ministers</a></article>
<article><a href="/en/press/visit-of-5-may-2026">Visit announced for 5 May 2026 in Strelsau</a></article>
</main>
<aside><a href="/en/press/most-read-of-all-times">The most read of all the releases</a></aside>
<p><a href="/en/contact">Contact</a> <a href="/en/about">About the ministry and its history</a>
<a href="https://other.example/en/press/a-thing-elsewhere">A thing that stands elsewhere</a>
<a href="/en/press/poster-of-the-day.jpg">Poster of the day in high resolution</a>
<a href="javascript:void(0)">Do nothing at all with this link</a></p>
<footer><a href="/en/press/imprint-and-legal-notice">Imprint and legal notice of this site</a></footer>
</body></html>"""


def read(text, **told):
    data = text if isinstance(text, bytes) else text.encode()
    return read_links(data, **{"url": URL, "now": NOW, **told})


def test_the_articles_are_found_without_a_pattern():
    listing = read(PAGE)
    assert [(item.key.removeprefix(URL), item.title, item.published) for item in listing.items] == [
        ("statement-on-the-truce", "Statement on the truce with Graustark", "2026-09-03T09:00:00Z"),
        ("note-handed-to-the-envoy", "Note handed to the envoy of Graustark", "2026-09-02"),
        ("call-between-the-ministers", "Call between the two ministers", "2026-09-01"),
        ("visit-of-5-may-2026", "Visit announced for 5 May 2026 in Strelsau", None),
    ]
    assert (listing.title, listing.language, listing.problems) == ("Press | Ministry", "en", ())
    assert read(PAGE) == listing


def test_a_pattern_chooses():
    listing = read(PAGE, pattern=r"/en/press/[a-z-]*(?:truce|envoy)")
    assert [item.key.removeprefix(URL) for item in listing.items] == [
        "statement-on-the-truce",
        "note-handed-to-the-envoy",
    ]


def test_a_pattern_that_finds_nothing_is_told():
    listing = read(PAGE, pattern="/ru/")
    assert listing.items == ()
    assert "matches the pattern '/ru/'" in listing.problems[0]


def test_a_broken_pattern_is_refused():
    with pytest.raises(SkipError, match="no regular expression"):
        read(PAGE, pattern="(")


def test_a_page_without_articles_is_told():
    listing = read('<p><a href="/en/a">A</a> <a href="/en/b">B</a></p>')
    assert listing.items == ()
    assert "give the address a pattern" in listing.problems[0]


@pytest.mark.parametrize(
    ("data", "cause"), [(b"", "is empty"), (b"<p>Nothing here", "no page with links"), (b"%PDF-1", "a PDF")]
)
def test_what_is_no_page_is_refused(data, cause):
    with pytest.raises(SkipError, match=cause):
        read(data)


def test_numbered_pages_are_one_group():
    rows = "".join(
        f"<tr><td>{n}.09.2026</td><td><a href='?id={n}'>Release number {n} of the ministry</a></td></tr>"
        for n in (1, 2, 3)
    )
    found = [(item.key, item.published) for item in read(f"<table>{rows}</table>").items]
    assert found == [(f"{URL}?id={n}", f"2026-09-0{n}") for n in (1, 2, 3)]


def test_two_days_beside_a_link_are_none():
    rows = "".join(
        f"<li>1.09.2026 to 2.09.2026 <a href='?id={n}'>Manoeuvres by the river {n}</a></li>" for n in (1, 2, 3)
    )
    assert {item.published for item in read(f"<ul>{rows}</ul>").items} == {None}


def test_a_time_without_a_zone_tells_its_day():
    listing = read(PAGE.replace("09:00:00Z", "09:00"))
    assert (listing.items[0].published, listing.problems) == ("2026-09-03", ())


def test_chinese_headlines_are_headlines():
    rows = "".join(
        f"<li><a href='/en/press/202609/t2026090{n}_1.html'>外交部发言人答记者问</a></li>" for n in (1, 2, 3)
    )
    assert len(read(f"<ul>{rows}</ul>").items) == 3


def test_links_beyond_a_bound_are_told(monkeypatch):
    monkeypatch.setattr(pages, "LINKS", 5)
    listing = read(PAGE)
    assert "more than 5 links" in listing.problems[0]


def test_a_base_is_heeded():
    rows = "".join(f"<a href='a-long-headline-{n}'>A headline of some length {n}</a>" for n in (1, 2, 3))
    items = read(f"<head><base href='/base/'></head><body>{rows}").items
    assert items[0].key == "https://mfa.ruritania.example/base/a-long-headline-1"


def test_a_new_headline_shows_in_the_print():
    a, b = read(PAGE).items[0], read(PAGE.replace("on the truce with", "on the broken truce with")).items[0]
    assert a.key == b.key
    assert a.print != b.print


def test_the_shape_of_an_address():
    assert shape_of("https://a.example/en/2026/09/01/talks-go-on.html") == ("en", "0", "0", "0", "*")
    assert shape_of("https://a.example/news/4711") == ("news", "0")
    assert shape_of("https://a.example/contact?lang=en&id=7") == ("contact", "?id", "?lang")


PIECES = st.sampled_from(
    ["<a href='/x-y-z'>", "</a>", "A headline of some length", "<li>", "<nav>", "</nav>", "1.09.2026", "<time datetime='x'>", "<base href='//['>",
     "<a href=''>", "<h2>", "\x00", "<a href='http://['>", "<!--", "<svg>", "</body>", "<a rel='tag' href='/q'>", "<script>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20), st.sampled_from(["", "x"]))
def test_any_page_is_a_listing_or_refused(pieces, pattern):
    try:
        listing = read("".join(pieces), pattern=pattern)
    except SkipError:
        return
    keys = [item.key for item in listing.items]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("beside", ["word " * 400_000, "<b></b>" * 200_000, " " * 2_000_000])
def test_a_page_built_to_be_read_for_each_of_its_links_is_left_after_a_glance(beside):
    links = '<a href="/news/1">A headline that is long enough</a>' * 5_000
    page = f"<html><body><div><p>{beside}</p>{links}</div></body></html>"
    (item,) = read_links(page.encode(), url=URL, pattern="/news/", now=NOW).items
    assert item.published is None


def test_an_address_that_is_longer_than_any_is_matched_by_no_pattern():
    # The worst pattern that is taken would need hours for the longest address.
    matches = matcher("/.*/.*z", URL)
    assert matches("https://gazette.example/a/b/z")
    assert not matches("https://gazette.example" + "/a" * 1_900)
