"""A whole site: only what is published goes out, every link leads somewhere, every page is valid, nothing is asked for elsewhere."""

import json
import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import html5lib
import pytest
from html5lib.constants import E

from publishing.site.make_stories import CITED, CONTENT, NOW, PUBLISH, RETRACT, add, at, hostile, story
from vedette.errors import StopError
from vedette.publishing.site.config import SiteConfig, Sponsor

SECRET, REPLACED, GRAPHIC, TAKEN_BACK = "Xsecretdraft", "Xnewerdraft", "Xgraphicwords", "Xtakenback"
FEEDS = ("feed.xml", "rss.xml", "feed.json")


def texts(root):
    return {
        str(p.relative_to(root)): p.read_text("utf-8")
        for p in root.rglob("*")
        if p.suffix in {".html", ".xml", ".js", ".json", ".txt", ".css", ".svg"}
    }


def pages(root):
    return {name: told for name, told in texts(root).items() if name.endswith(".html")}


def parsed(told):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(told)
    return tree, [E[code] % data for _, code, data in parser.errors]


def holding(root, word):
    return {name for name, told in texts(root).items() if word in told and not name.startswith(".")}


@pytest.fixture
def many(store):
    """Fill the store with stories of every kind."""
    graphic = replace(
        CONTENT, headline="Shelling of a square", body=f"{GRAPHIC} one.[^c1]\n", warnings=("graphic",), category="Humanitarian",
        citations=(replace(CITED, text=f"{GRAPHIC} two"),),
    )  # fmt: skip
    gone = replace(CONTENT, headline="Gone", body=f"{TAKEN_BACK}.\n", citations=(replace(CITED, text=TAKEN_BACK),))
    newer = replace(CONTENT, headline=REPLACED, body=f"{REPLACED}\n")
    add(
        store,
        story("plain", 1),
        story("draft", 2, content=replace(CONTENT, headline=SECRET, body=f"{SECRET}\n"), decisions=[], author=SECRET),
        story("scheduled", 3, content=replace(CONTENT, headline="Due later"), decisions=[(1, PUBLISH, 3, {"due": at(20)})]),
        story("newer", 4, contents=(newer,)),
        story("gone", 5, content=gone, decisions=[(1, PUBLISH, 5), (1, RETRACT, 6, {"why": "It was of 2014."})]),
        story("graphic", 6, content=graphic),
        story("corrected", 7, contents=(replace(CONTENT, headline="Put right"),), notes=("A name was wrong.",), decisions=[(1, PUBLISH, 7), (2, PUBLISH, 8)]),
        story("hostile", 8, content=hostile(), author='<b>Evil</b> "'),
        *(story(f"more {n}", 9, content=replace(CONTENT, headline=f"More {n}", category="Diplomacy")) for n in range(45)),
    )  # fmt: skip
    return store


def test_the_files_that_a_site_has(publish, root, many):
    publish()
    there = {str(p.relative_to(root)) for p in root.iterdir() if p.is_file()}
    assert {
        "index.html",
        *FEEDS,
        "sitemap.xml",
        "robots.txt",
        "search.html",
        "corrections.html",
        "methodology.html",
    } <= there


def test_neither_a_draft_nor_a_newer_version_nor_what_is_not_due_is_in_any_file(publish, root, many):
    publish(now=at(19))
    for word in (SECRET, REPLACED, "Due later"):
        assert holding(root, word) == set()
    assert SECRET not in (root / ".vedette-site.json").read_text()
    publish(now=at(20))
    assert "index.html" in holding(root, "Due later")


def test_a_retracted_story_keeps_its_page_with_the_reason_and_without_its_text(publish, root, many):
    publish()
    assert holding(root, TAKEN_BACK) == set()
    (page,) = (n for n, told in pages(root).items() if "This story is retracted" in told)
    assert "It was of 2014." in pages(root)[page]
    assert "It was of 2014." in pages(root)["corrections.html"]
    entries = {e.title: e for e in feedparser.parse((root / "categories/conflict/feed.xml").read_bytes()).entries}
    assert "It was of 2014." in entries["Retracted: Gone"].summary
    assert "content" not in entries["Retracted: Gone"]


def test_words_behind_the_gate_are_on_the_opened_page_alone(publish, root, many):
    publish()
    (opened,) = holding(root, GRAPHIC)
    assert opened.endswith("-opened.html")
    told = pages(root)[opened]
    assert '<meta name="robots" content="noindex">' in told
    closed = pages(root)[opened.replace("-opened", "")]
    assert "GRAPHIC:" in closed
    assert opened.rpartition("/")[2] in closed
    assert opened not in (root / "sitemap.xml").read_text()


def test_corrections_are_told_on_the_story_and_on_one_page(publish, root, many):
    publish()
    held = holding(root, "A name was wrong.")
    assert "corrections.html" in held
    assert [n for n in held if n.startswith("stories/")] != []


def test_every_page_is_valid_and_has_its_policy(publish, root, many):
    publish(site=SiteConfig(title="The <Wire>", address="https://wire.example/", about="Words.", contact="a@b.example"))
    for name, told in pages(root).items():
        tree, faults = parsed(told)
        assert (name, faults) == (name, [])
        policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
        assert policy.startswith("default-src 'none'; script-src 'self'")
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert (name, len(ids)) == (name, len(set(ids)))
        assert len(list(tree.iter("h1"))) == 1
        assert [e.tag for e in tree.iter() if any(k.startswith("on") or k == "style" for k in e.attrib)] == []
        scripts = [e for e in tree.iter("script") if e.get("type") != "application/ld+json"]
        assert all(e.get("src") and not e.text for e in scripts)


def test_every_link_leads_somewhere_and_nothing_is_asked_for_elsewhere(publish, root, many):
    publish()
    told = pages(root)
    ids = {name: {e.get("id") for e in parsed(text)[0].iter() if e.get("id")} for name, text in told.items()}
    for name, text in told.items():
        for e in parsed(text)[0].iter():
            address = e.get("href") or e.get("src")
            if not address:
                continue
            parts = urlsplit(address)
            if parts.scheme:
                assert e.tag == "a"
                assert parts.scheme in ("https", "http", "mailto")
                continue
            there = (root / name).parent / unquote(parts.path) if parts.path else root / name
            assert there.resolve().is_file(), (name, address)
            if parts.fragment and there.suffix == ".html":
                assert parts.fragment in ids[str(there.resolve().relative_to(root.resolve()))], (name, address)


def test_hostile_words_stay_words_and_turn_nothing_round(publish, root, many):
    publish(site=SiteConfig(title="Wire", address="https://wire.example/"))
    for name, told in texts(root).items():
        assert "\u202e" not in told, name
        # A title in JSON is text and no HTML.
        assert "<script>alert" not in told or name.endswith(".json"), name
    for name in FEEDS[:2]:
        for path in root.rglob(name):
            assert not feedparser.parse(path.read_bytes()).bozo
            ET.parse(path)  # noqa: S314 - our own
    for item in json.loads((root / "categories/conflict/feed.json").read_text("utf-8"))["items"]:
        assert "<script" not in item.get("content_html", "")
    assert "[U+202E]" in (root / "feed.xml").read_text("utf-8")


def test_one_change_writes_few_files_and_nothing_else_is_touched(publish, root, many, store):
    publish()
    again = publish()
    assert (again.written, again.same, again.removed) == ((), 0, ())
    before = {p: p.stat().st_mtime_ns for p in root.rglob("*.html")}
    add(store, story("one more", 12, content=replace(CONTENT, headline="One more", category="Security")))
    done = publish()
    stories = [p for p in done.written if p.startswith("stories/")]
    # The new one, and the one before it in its category where that had none beside it.
    assert 1 <= len(stories) <= 2
    changed = {str(p.relative_to(root)) for p, at_ in before.items() if p.stat().st_mtime_ns != at_}
    assert changed <= set(done.written)
    assert {"index.html", "feed.xml", "categories/security/index.html", "categories/security/feed.xml"} <= set(
        done.written
    )
    assert "categories/humanitarian/index.html" not in done.written


def test_addresses_are_whole_where_one_is_told(publish, root, many):
    publish(site=SiteConfig(title="Wire", address="https://wire.example/news/"))
    locs = re.findall(r"<loc>([^<]*)</loc>", (root / "sitemap.xml").read_text())
    assert "https://wire.example/news/index.html" in locs
    assert all((root / loc.removeprefix("https://wire.example/news/")).is_file() for loc in locs)
    assert "Sitemap: https://wire.example/news/sitemap.xml" in (root / "robots.txt").read_text()
    for e in feedparser.parse((root / "categories/conflict/feed.xml").read_bytes()).entries:
        assert (root / e.link.removeprefix("https://wire.example/news/")).is_file()
        assert re.fullmatch(r"tag:wire\.example,2026-06-\d\d:story/[0-9a-f]{20}", e.id)
    assert '<link rel="canonical" href="https://wire.example/news/index.html">' in (root / "index.html").read_text()


def test_machines_read_what_a_story_is(publish, root, many):
    publish(site=SiteConfig(title="Wire", address="https://wire.example/"))
    for name, told in pages(root).items():
        if name.startswith("stories/"):
            (data,) = (e.text for e in parsed(told)[0].iter("script") if e.get("type") == "application/ld+json")
            article = json.loads(data)["@graph"][0]
            assert article["@type"] == "NewsArticle"
            assert {
                "headline",
                "datePublished",
                "dateModified",
                "author",
                "publisher",
                "mainEntityOfPage",
            } <= article.keys()
            assert GRAPHIC not in data or name.endswith("-opened.html")


def test_sponsors_are_off_unless_told_and_then_marked(publish, root, many):
    publish()
    assert holding(root, 'class="sponsor"') == set()
    publish(site=SiteConfig(sponsors=(Sponsor(name="Acme", link="https://acme.example/"),)))
    told = pages(root)["index.html"]
    assert '<p class="label">Sponsor</p>' in told
    assert 'rel="sponsored noopener"' in told


def test_lists_by_category_region_conflict_and_author(publish, root, many):
    publish()
    for name in ("categories/conflict", "regions/western-asia", "conflicts/arm-aze", "authors/ann-field", "archive"):
        found = list(root.glob(f"{name}/index.html"))
        assert found, name
        assert "Armenia and Azerbaijan: shelling at Jermuk" in "".join(
            p.read_text("utf-8") for f in found for p in f.parent.glob("*.html")
        )


def test_a_search_that_is_not_saved_is_told(publish, many):
    with pytest.raises(StopError, match="search 'None such': is not saved"):
        publish(site=SiteConfig(searches=("None such",)))


def test_an_empty_store_makes_an_empty_site(publish, root):
    publish()
    assert "Nothing is published yet." in (root / "index.html").read_text()
    assert not feedparser.parse((root / "feed.xml").read_bytes()).bozo


def test_two_runs_make_the_same_bytes(publish, root, many, tmp_path):
    publish()
    first = {n: t for n, t in texts(root).items() if not n.startswith(".")}
    for p in sorted(root.rglob("*"), reverse=True):
        p.unlink() if p.is_file() else p.rmdir()
    publish(now=NOW)
    assert {n: t for n, t in texts(root).items() if not n.startswith(".")} == first


def test_a_note_of_an_author_stands_under_his_stories(publish, root, many):
    publish(site=SiteConfig(authors=(("Ann Field", "Former officer."),)))
    assert [n for n in holding(root, "Former officer.") if n.startswith("stories/")]


def test_authors_that_differ_in_capitals_have_each_their_page(publish, root, store):
    add(store, story("a", author="Ann Field"), story("b", author="ann field"))
    publish()
    assert len(list((root / "authors").glob("*/index.html"))) == 2
    assert publish().written == ()
