"""Feeds are valid, whatever stands in a story; ids never change, and times are those of versions."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.publishing.feeds import MOST, Entry, Feed, atom, json_feed, newest, rss, tag

ATOM = "{http://www.w3.org/2005/Atom}"

ENTRY = Entry(
    id=tag("example.org", "2026-06-01T08:00:00Z", "story/ab12"),
    title="Shelling at Jermuk",
    url="https://example.org/stories/ab12.html",
    first="2026-06-01T08:00:00.000000Z",
    updated="2026-06-02T09:30:00.000000Z",
    author="Ann Field",
    summary="The town was shelled.",
    html='<p>The town was shelled.<sup><a href="https://example.org/#c1">1</a></sup></p>',
    categories=("Conflict",),
)


def feed(*entries):
    return Feed(
        id=tag("example.org", "2026-01-01", "feed/all"), title="The Wire", description="News", home="https://example.org/index.html",
        folder="https://example.org/", language="en", entries=entries,
    )  # fmt: skip


@pytest.mark.parametrize("form", [atom, rss])
def test_a_reader_of_feeds_finds_everything(form):
    read = feedparser.parse(form(feed(ENTRY)))
    assert not read.bozo
    assert (read.feed.title, read.feed.link) == ("The Wire", "https://example.org/index.html")
    (e,) = read.entries
    assert (e.id, e.title, e.link, e.author) == (
        "tag:example.org,2026-06-01:story/ab12",
        ENTRY.title,
        ENTRY.url,
        "Ann Field",
    )
    assert e.summary == ENTRY.summary
    assert e.published_parsed[:5] == (2026, 6, 1, 8, 0)
    assert e.updated_parsed[:5] == (2026, 6, 2, 9, 30)
    assert "<sup>" in e.content[0].value
    assert [t.term for t in e.tags] == ["Conflict"]


def test_atom_has_what_rfc_4287_requires():
    root = ET.fromstring(atom(feed(ENTRY)))  # noqa: S314 - our own
    for of, names in (
        (root, ("id", "title", "updated")),
        (root.find(f"{ATOM}entry"), ("id", "title", "updated", "author")),
    ):
        assert [n for n in names if len(of.findall(ATOM + n)) != 1] == []
    assert root.find(f"{ATOM}entry/{ATOM}author/{ATOM}name").text == "Ann Field"
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"self", "alternate"}


def test_rss_has_what_its_specification_requires():
    channel = ET.fromstring(rss(feed(ENTRY))).find("channel")  # noqa: S314 - our own
    assert all(channel.find(n).text for n in ("title", "link", "description"))
    assert channel.find("item/guid").get("isPermaLink") == "false"
    assert channel.find("item/pubDate").text == "Mon, 01 Jun 2026 08:00:00 +0000"


def test_json_feed_has_what_its_specification_requires():
    told = json.loads(json_feed(feed(ENTRY, replace(ENTRY, id="b", html=""))))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == "https://example.org/feed.json"
    first, second = told["items"]
    assert (first["id"], first["date_modified"], first["authors"]) == (ENTRY.id, ENTRY.updated, [{"name": "Ann Field"}])
    assert first["content_html"] == ENTRY.html
    assert second["content_text"] == ENTRY.summary


def test_a_feed_without_entries_is_one():
    assert not feedparser.parse(atom(feed())).bozo
    assert not feedparser.parse(rss(feed())).bozo


def test_a_feed_holds_what_changed_last():
    entries = [
        replace(ENTRY, id=f"{n:03}", updated=f"2026-06-02T09:{n % 60:02}:{n // 60:02}Z") for n in range(MOST + 9)
    ]
    kept = newest(entries)
    assert len(kept) == MOST
    assert min(e.updated for e in kept) >= sorted(e.updated for e in entries)[8]


@settings(deadline=None)
@given(st.text() | st.sampled_from(["]]>", "<script>", "&amp;", "\x00\x0b\ud800\ufffe", "\u202e", "<!--", "<![CDATA["]))
def test_no_text_breaks_a_feed(text):
    e = replace(
        ENTRY, title=text, author=text, summary=text, html=text, url=f"https://example.org/{text}", categories=(text,)
    )
    told = replace(feed(e), title=text, description=text)
    for form in (atom, rss):
        root = ET.fromstring(form(told))  # noqa: S314 - our own
        assert root.tag in (f"{ATOM}feed", "rss")
        assert "\u202e" not in form(told).decode()
    assert json.loads(json_feed(told))["items"][0]["id"] == e.id
