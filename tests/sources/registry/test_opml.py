"""OPML: subscriptions come in as sources and go out again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import SkipError
from vedette.records.source import Address, Source
from vedette.sources.registry import opml
from vedette.sources.registry.opml import read_opml, write_opml


def document(body):
    return (
        f'<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>{body}</body></opml>'.encode()
    )


FEED = '<outline type="rss" text="Gazette" xmlUrl="https://gazette.example/rss"/>'


def test_nested_outlines_are_sources_with_their_folders():
    found = read_opml(
        document(
            '<outline text="Europe"><outline title="Press &amp; agencies">'
            '<outline text="short" title="Strelsau &amp;amp; Zenda" xmlUrl="https://www.gazette.example/rss?format=xml"'
            ' htmlUrl="https://www.gazette.example/" language="en-GB" category="/diplomacy"/></outline>'
            '<outline XMLURL="http://zenda.example/atom.xml"/></outline>'
        )
    )
    assert [(s.id, s.name, s.language, s.note) for s in found] == [
        ("gazette-example", "Strelsau & Zenda", "en", "Europe / Press & agencies; /diplomacy"),
        ("zenda-example", "zenda.example", None, "Europe"),
    ]
    assert found[0].addresses == (Address(kind="feed", url="https://www.gazette.example/rss?format=xml"),)


def test_each_address_is_one_source():
    again = FEED.replace("Gazette", "Twice").replace("/rss", "/rss?utm_source=reader")
    other = FEED.replace("/rss", "/world")
    found = read_opml(document(FEED + again + other), taken={"gazette-example"})
    assert [s.name for s in found] == ["Gazette", "Gazette"]
    assert len({s.id for s in found} | {"gazette-example"}) == 3


def test_outlines_without_a_feed_are_left_out():
    found = read_opml(
        document(
            '<outline text="x" xmlUrl="javascript:alert(1)"/><outline xmlUrl="file:///etc/hostname"/><!-- c -->' + FEED
        )
    )
    assert len(found) == 1


def test_no_credentials_are_kept():
    (source,) = read_opml(document(FEED.replace("https://", "https://reader:secret@")))
    assert "secret" not in repr(source)


def test_a_feed_may_hold_feeds():
    nested = FEED.replace("/>", f">{FEED.replace('/rss', '/world')}</outline>")
    assert [s.note for s in read_opml(document(nested))] == [None, None]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b"<rss></rss>", "is no OPML"),
        (b"hello", "is no OPML"),
        (b"<opml><body>", "broken XML"),
        (document("<outline>"), r"broken XML \(line 1\)"),
        (document(""), "lists no feed"),
        (b"<opml>" + b"<outline>" * 5000, "broken XML"),
    ],
)
def test_what_is_no_opml_is_refused_with_a_remedy(data, cause):
    with pytest.raises(SkipError, match=cause) as caught:
        read_opml(data, "mine.opml")
    assert caught.value.item == "mine.opml"
    assert caught.value.remedy


def test_too_many_feeds_are_refused(monkeypatch):
    monkeypatch.setattr(opml, "MOST", 1)
    with pytest.raises(SkipError, match="more than 1 feeds"):
        read_opml(document(FEED + FEED.replace("/rss", "/world")))


def test_entities_never_expand():
    data = document(FEED.replace("Gazette", "A &amp;x; B")).replace(
        b"<opml", b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml', 1
    )
    assert read_opml(data)[0].name == "A &x; B"
    with pytest.raises(SkipError, match="broken XML"):
        read_opml(data.replace(b"&amp;x;", b"&x;"))


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30).filter(
    lambda name: "<" not in name and "&" not in name
)
SOURCES = st.builds(
    lambda n, name, language, note: Source(
        id=f"feed-{n}",
        name=name,
        addresses=(Address(kind="feed", url=f"https://feed-{n}.example/rss?a=1&b={n}"),),
        language=language,
        note=note,
    ),
    st.integers(1, 10**6),
    NAMES,
    st.sampled_from([None, "en", "ru"]),
    st.none() | NAMES,
)


@given(st.lists(SOURCES, min_size=1, max_size=5, unique_by=lambda s: s.id))
def test_what_opml_can_carry_comes_back(sources):
    def carried(source):
        return source.name, source.addresses, source.language, source.note

    assert list(map(carried, read_opml(write_opml(sources)))) == list(map(carried, sources))


def test_only_feeds_are_written():
    both = Source(
        id="a",
        name="A\x00 <b>",
        addresses=(Address(kind="list", url="https://a.example/"), Address(kind="feed", url="https://a.example/rss")),
        note="two\nlines",
    )
    written = write_opml([both])
    assert written.count(b"<outline") == 1
    assert b'text="A &lt;b&gt;"' in written
    assert b'category="two lines"' in written


PIECES = st.sampled_from(
    ["<outline>", "</outline>", FEED, '<outline xmlUrl="http://["/>', "&x;", "<body>", "</body>", "\x00", "<!--", "words", "<?pi?>", "<x/>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_any_file_is_sources_or_refused(pieces):
    try:
        assert read_opml(document("".join(pieces)))
    except SkipError as e:
        assert e.remedy
