"""Feeds: RSS and Atom in all their ages, told wrongly, broken and hostile."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import SkipError
from vedette.sources.listings.feeds import read_feed
from vedette.sources.listings.listed import MOST

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
URL = "https://gazette.example/feed"
LONG = "<p>" + "The army of Ruritania crossed the river before dawn. " * 20 + "</p>"


def read(text, **told):
    data = text if isinstance(text, bytes) else text.encode()
    return read_feed(data, **{"url": URL, "now": NOW, **told})


def rss(items, head="", version="2.0"):
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    names += ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    return f'<?xml version="1.0"?><rss version="{version}" {names}><channel>{head}{items}</channel></rss>'


def only(text, **told):
    (item,) = read(text, **told).items
    return item


ITEM = "<item><title>Truce</title><link>https://gazette.example/truce</link></item>"


def test_rss_2_is_read_whole():
    listing = read(
        rss(
            "<item><title>Truce holds &amp;amp; talks go on</title><link>/truce?utm_source=rss#top</link>"
            '<guid isPermaLink="false">4711</guid><pubDate>Tue, 01 Sep 2026 10:00:00 +0200</pubDate>'
            "<dc:creator>Rudolf R.</dc:creator><description>In short.</description>"
            f"<content:encoded><![CDATA[{LONG}]]></content:encoded></item>",
            head="<title>The Strelsau Gazette</title><link>https://gazette.example/</link><language>en-gb</language>"
            "<ttl>30</ttl>",
        )
    )
    (item,) = listing.items
    assert (listing.title, listing.language, listing.every) == ("The Strelsau Gazette", "en", 1800)
    assert item.key == item.url == "https://gazette.example/truce"
    assert item.title == "Truce holds & talks go on"
    assert item.byline == "Rudolf R."
    assert item.published == "2026-09-01T08:00:00Z"
    assert item.updated is None
    assert item.html == LONG
    assert item.whole
    assert listing.problems == ()


def test_atom_is_read_whole():
    listing = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-DE"><title>Gazette</title>'
        '<link href="https://gazette.example/"/><entry xml:lang="fr"><id>tag:gazette.example,2026:1</id>'
        '<title>x &lt; y</title><link rel="edit" href="/edit"/><link href="un"/>'
        "<published>2026-09-01T10:00:00Z</published><updated>2026-09-02T10:00:00+02:00</updated>"
        "<author><name>Flavia</name></author><author><name>Sapt</name></author>"
        f'<summary>court</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{LONG}</div></content>'
        "</entry></feed>"
    )
    (item,) = listing.items
    assert item.key == "https://gazette.example/un"
    assert item.title == "x < y"
    assert (item.published, item.updated) == ("2026-09-01T10:00:00Z", "2026-09-02T08:00:00Z")
    assert item.byline == "Flavia, Sapt"
    assert (listing.language, item.language) == ("de", "fr")
    assert item.whole


def test_rss_1_has_its_date_from_dublin_core():
    item = only(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://gazette.example/"><title>G</title>'
        '</channel><item rdf:about="https://gazette.example/a"><title>Envoy expelled</title>'
        "<link>https://gazette.example/a</link><dc:date>2026-09-01T10:00:00Z</dc:date></item></rdf:RDF>"
    )
    assert (item.key, item.title) == ("https://gazette.example/a", "Envoy expelled")
    assert (item.published, item.updated) == ("2026-09-01T10:00:00Z", None)


def test_rss_of_old_with_its_doctype():
    doctype = '<!DOCTYPE rss PUBLIC "-//X//DTD RSS 0.91//EN" "http://gazette.example/rss-0.91.dtd">'
    item = only(rss(ITEM, version="0.91").replace("<rss", doctype + "<rss"))
    assert item.title == "Truce"


def test_new_guids_list_nothing_anew():
    both = [only(rss(ITEM.replace("<link>", f"<guid isPermaLink='false'>{n}</guid><link>"))) for n in (1, 2)]
    assert both[0] == both[1]


def test_an_edit_shows_in_the_print():
    a, b = only(rss(ITEM)), only(rss(ITEM.replace("Truce", "Truce broken")))
    assert a.key == b.key
    assert a.print != b.print


def entry(n, link="https://gazette.example/live"):
    return (
        f"<item><title>Entry {n}</title><link>{link}#e{n}</link><guid isPermaLink='false'>{n}</guid>"
        f"<pubDate>Tue, 01 Sep 2026 10:0{n}:00 GMT</pubDate><content:encoded><![CDATA[{LONG}]]></content:encoded></item>"
    )


def test_the_entries_of_a_live_blog_are_one_page():
    item = only(rss(entry(1) + entry(2)))
    assert item.title == "Entry 2"
    assert not item.whole  # the page holds more than this entry
    assert item.print != only(rss(entry(1) + entry(2) + entry(3))).print


def test_items_that_all_link_to_the_front_page_are_not_one():
    items = rss(
        entry(1, "https://gazette.example/") + entry(2, "https://gazette.example/"),
        head="<link>https://gazette.example/</link>",
    )
    assert [(i.key, i.url) for i in read(items).items] == [("1", None), ("2", None)]


def test_an_item_with_a_title_alone_is_known_by_it():
    first, second = read(rss("<item><title>Alarm in Zenda</title></item><item><title>All clear</title></item>")).items
    assert first.key != second.key
    assert first.url is None


def test_an_item_of_nothing_is_told():
    listing = read(rss("<item><category>x</category></item>" + ITEM))
    assert len(listing.items) == 1
    assert "neither address, id nor title" in listing.problems[0]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("&lt;b&gt;W&lt;/b&gt;ar &amp;mdash; again", "War — again"),
        ("<![CDATA[A<br>B]]>", "A B"),
        ("  two\n lines ", "two lines"),
        ("5 &lt; 6", "5 < 6"),
        ("x" * 1001, None),
    ],
)
def test_titles_are_plain_text(written, title):
    assert only(rss(ITEM.replace("Truce", written))).title == title


@pytest.mark.parametrize(
    ("author", "byline"),
    [("a@gazette.example (Nora N.)", "Nora N."), ("a@gazette.example", None), ("Nora N.", "Nora N.")],
)
def test_no_mail_address_is_a_byline(author, byline):
    assert only(rss(ITEM.replace("<link>", f"<author>{author}</author><link>"))).byline == byline


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("01.09.2026", "2026-09-01"),
        ("09/10/2026", None),
        ("2026-09-01T10:00:00", None),
        ("Tue, 01 Dec 2026 10:00:00 GMT", None),
        ("Sun, 29 Nov 2026 12:30:00 GMT", "2026-11-29T12:30:00Z"),
    ],
)
def test_dates_are_right_or_none_and_told(told, published):
    listing = read(rss(ITEM.replace("<link>", f"<pubDate>{told}</pubDate><link>")))
    assert listing.items[0].published == published
    assert bool(listing.problems) == (published is None)


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (LONG, True),
        ("<p>Short.</p>", False),
        (LONG[:-4] + " …</p>", False),
        (LONG + '<a href="/a">Read more</a>', False),
    ],
)
def test_a_teaser_is_not_whole(content, whole):
    item = ITEM.replace("<link>", f"<content:encoded><![CDATA[{content}]]></content:encoded><link>")
    assert only(rss(item)).whole is whole


def test_content_no_longer_than_the_summary_is_not_whole():
    told = f"<description><![CDATA[{LONG}]]></description><content:encoded><![CDATA[{LONG}]]></content:encoded>"
    assert only(rss(ITEM.replace("<link>", told + "<link>"))).whole is True  # one text told twice
    longer = told.replace("<description><![CDATA[", "<description><![CDATA[Before. ")
    assert only(rss(ITEM.replace("<link>", longer + "<link>"))).whole is False


@pytest.mark.parametrize(
    ("head", "every"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<ttl>0</ttl>", None),
        ("<ttl>often</ttl>", None),
        ("<ttl>9999999</ttl>", 7 * 86_400),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 900),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86_400),
    ],
)
def test_how_often_a_publisher_asks_to_be_looked_at(head, every):
    assert read(rss(ITEM, head=head)).every == every


def test_broken_xml_gives_what_can_be_read():
    listing = read(rss(ITEM + "<item><title>Riot & fire</title><link>https://gazette.example/riot</link>"))
    assert [item.title for item in listing.items] == ["Truce", "Riot & fire"]
    assert "broken XML (line 1)" in listing.problems[0]


def test_a_charset_told_wrongly_does_no_harm():
    assert only(rss(ITEM.replace("Truce", "Größe")).encode("latin-1"), charset="iso-8859-1").title == "Größe"
    assert only(rss(ITEM.replace("Truce", "Größe")), charset="iso-8859-1").title == "Größe"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b" " * 20, "is empty"),
        (b"<rss>" + b"x" * (11 * 1024 * 1024), "more than"),
        (b"<rss><channel>" + b"<item/>" * 500_000, "500,000 tags"),
        (b"\x00\x01\x02", "binary"),
        (b"Service unavailable", "is no feed"),
        (b"<urlset></urlset>", "sitemap"),
        (b"<opml></opml>", "OPML"),
        (b"<svg></svg>", "root <svg>"),
        (b"<rss><channel><item", "no items to be read"),
        (b'{"version": "1"}', "no JSON Feed"),
        (b"{", "broken JSON"),
        (b"[" * 100_000, "broken JSON"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_remedy(data, cause):
    with pytest.raises(SkipError, match=cause) as caught:
        read(data)
    assert caught.value.item == URL
    assert caught.value.remedy


def test_a_page_names_its_feeds():
    page = '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>'
    with pytest.raises(SkipError, match=r"HTML page, not a feed; watch https://gazette\.example/rss\.xml"):
        read(page)
    with pytest.raises(SkipError, match='kind "list"'):
        read("<html><body>no feeds</body></html>")


def test_an_empty_feed_is_told():
    listing = read(rss(""))
    assert listing.items == ()
    assert "lists nothing" in listing.problems[0]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "subset",
    [
        f'<!ENTITY l0 "lol">{LAUGHS}',
        '<!ENTITY l9 SYSTEM "file:///etc/hostname">',
        '<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;',
        f'<!ENTITY l9 "{"x" * 5000}">',
        '<!ENTITY l9 "<b>">',
    ],
)
@pytest.mark.parametrize("tail", ["", "<broken>"])
def test_entities_never_expand(subset, tail):
    text = rss(ITEM.replace("Truce", "A &l9; B") + tail).replace("<rss", f"<!DOCTYPE rss [{subset}]><rss", 1)
    item = only(text)
    assert item.title == "A &l9; B"


def test_entities_out_of_place_are_refused():
    with pytest.raises(SkipError):
        read('<!ELEMENT x><!ENTITY l9 "xxxxxxxxx"><rss><item><title>&l9;</title></item></rss>')


def test_the_newest_of_very_many_are_kept():
    hours = [f"{n // 60 % 24:02}:{n % 60:02}" for n in range(MOST + 10)]
    days = [n // 1440 + 1 for n in range(MOST + 10)]
    items = "".join(
        f"<item><link>https://gazette.example/{n}</link><pubDate>{days[n]:02} Sep 2026 {hours[n]}:00 GMT</pubDate></item>"
        for n in range(MOST + 10)
    )
    listing = read(rss(items))
    assert len(listing.items) == MOST
    assert listing.items[0].key.endswith("/10")  # the oldest ten are gone, the order is the feed's
    assert "the newest 2,000 are kept" in listing.problems[0]


def test_problems_are_told_once_and_within_a_bound():
    items = "".join(f"<item><link>https://gazette.example/{n}</link><pubDate>{n}</pubDate></item>" for n in range(50))
    assert read(rss(items)).problems == ("a date of no one reading is left out (50 times, such as '0')",)


PIECES = st.sampled_from(
    [
        "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<guid>", "</guid>",
        "https://gazette.example/a", "/b#c", "<![CDATA[", "]]>", "&lt;", "&#55296;", "&#x110000;", "&nbsp;", "<pubDate>", "</pubDate>",
        "2026-09-01T10:00:00Z", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<link href='x'/>",
        "<content type='application/octet-stream'>", "</content>", "<description>", "</description>", "</rss>", "<media:x>", "\x00", "<!--", "-->",
        "<source>", "<image>", "<author>", "a@b.example (N)", "<!DOCTYPE rss [", "<!ENTITY x 'y'>", "]>", "&x;", "\ud800",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.booleans())
def test_whatever_is_fetched_is_a_listing_or_refused(pieces, framed):
    text = ("<rss><channel>" if framed else "") + "".join(pieces)
    data = text.encode("utf-8", "surrogatepass")
    try:
        listing = read(data)
    except SkipError:
        return
    keys = [item.key for item in listing.items]
    assert len(keys) == len(set(keys))
    assert all(isinstance(item.print, str) and item.key.encode() for item in listing.items)
    assert read(data) == listing


@given(st.binary(max_size=400), st.none() | st.text(max_size=10))
def test_arbitrary_bytes_are_refused(data, charset):
    try:
        read(data, charset=charset)
    except SkipError as e:
        assert e.remedy


def test_a_name_built_to_be_searched_for_ever_is_cut():
    # feedparser looks for a mail address from each of its letters on: this one would take hours.
    author = f"<author>{'a.a' * 1_000_000}</author>"
    feed = f"<rss version='2.0'><channel><item><link>https://gazette.example/1</link>{author}</item></channel></rss>"
    assert len(read_feed(feed.encode(), url="https://gazette.example/feed", now=NOW).items) == 1
