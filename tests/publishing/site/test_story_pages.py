"""What stands behind a story: hashes of originals, checks as reviews, incidents with their ledger, saved searches, pictures."""

import json
from dataclasses import dataclass, replace

import pytest
from markupsafe import Markup

from desk.make_reports import EVIL, agency, armenia, azerbaijan, warned
from publishing.site.make_stories import CITED, CONTENT, add, story
from publishing.site.test_build import holding, pages, parsed
from publishing.site.test_model import head
from vedette.knowledge.base import load_knowledge
from vedette.publishing.drafting.draft import draft
from vedette.publishing.site.config import SiteConfig
from vedette.publishing.site.model import Card, item_of, standing
from vedette.publishing.site.pictures import drawer, picture_svg
from vedette.publishing.site.story_pages import dated, sources_of
from vedette.records.arriving import Kept, Original
from vedette.records.check import Check
from vedette.records.record import Receipt
from vedette.records.story import PUBLISH, RETRACT
from vedette.store.originals import add_originals
from vedette.store.query import Query
from vedette.store.schema_stories import saved
from vedette.workflow.add import add_records
from vedette.workflow.drafting import material_for
from vedette.workflow.stories import Deciding, decide, take_up

SITE = SiteConfig(title="Wire", address="https://wire.example/")
LATER = "2100-01-01T00:00:00.000000Z"


@dataclass(frozen=True)
class FakeChecked:
    record: object
    checks: tuple


@pytest.fixture
def reported(store):
    """Fill the store with reports and a story on what most of them tell, and one on what is behind the gate."""
    add_records(store, [(armenia(), None), (azerbaijan(), None), (agency(), None), (warned(), None)])
    by_size = sorted((i for i, _ in store.incidents(Query())), key=lambda i: -len(i.mentions))
    for i in by_size:
        material = material_for(store, load_knowledge(), i)
        content = draft(material)
        made = take_up(store, {"mention": material.mentions[0].claim.id}, content, author="Ann Field")
        decide(store, made.id, Deciding(kind=PUBLISH), author="Chief", seen=1)
    return store


def contradicting(documents):
    for d in documents:
        receipt = Receipt(0, 10, d.text[:10])
        made = Check(
            document=d.id,
            about="war",
            verdict="contradicted",
            receipts=(receipt,),
            sentence=f"It was not. {EVIL}",
            source="Treaty",
        )
        yield FakeChecked(type("R", (), {"document": d})(), (made,))


def graph(root, name):
    (data,) = (e.text for e in parsed(pages(root)[name])[0].iter("script") if e.get("type") == "application/ld+json")
    return json.loads(data)["@graph"]


def of(root, word):
    return next(n for n, told in pages(root).items() if n.startswith("stories/") and word in told and "opened" not in n)


def test_a_check_that_contradicts_is_told_and_is_a_review(publish, root, reported):
    publish(site=SITE, checker=contradicting, now=LATER)
    name = of(root, "by what is known: It was not.")
    reviews = [x for x in graph(root, name) if x["@type"] == "ClaimReview"]
    assert reviews
    assert reviews[0]["reviewRating"] == {
        "@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Contradicted",
    }  # fmt: skip
    assert reviews[0]["url"].startswith("https://wire.example/stories/")


def test_a_text_is_compared_once(publish, reported):
    looked = []

    def checker(documents):
        looked.extend(d.id for d in documents)
        return contradicting(documents)

    publish(site=SITE, checker=checker, now=LATER)
    assert looked
    looked.clear()
    done = publish(site=SITE, checker=checker, now=LATER)
    assert (looked, done.written) == ([], ())


def test_the_hash_of_the_archived_original_stands_with_its_citation(publish, root, reported):
    with reported.writing() as connection:
        original = Original(
            uri="https://zenda.example/", kind="text/html", status=200, at="2026-01-01T00:00:00Z", data=b"as it came"
        )
        hashed = original.hash
        kept = Kept(file="a.warc.gz", offset=0, length=1, hash=hashed)
        add_originals(connection, [(armenia().document.id, original, kept)], "2026-01-01T00:00:00Z")
    publish(now=LATER)
    assert f"SHA-256 of the archived original <code>{hashed}</code>" in pages(root)[of(root, hashed)]


def test_an_incident_has_each_version_and_the_chart(publish, root, reported):
    publish(now=LATER)
    told = next(t for n, t in pages(root).items() if n.startswith("incidents/") and "denies it" in t)
    assert "Armenia" in told
    assert '<svg class="lines"' in told
    assert 'href="#g0-' in told
    assert "<script>alert" not in told
    assert any(n.endswith("ledger.html") for n in pages(root))


def test_words_of_a_warned_report_stand_on_no_page_of_its_incident(publish, root, reported):
    publish(now=LATER)
    words = warned().document.text[:20]
    assert [n for n in holding(root, words) if not n.endswith("-opened.html")] == []


def test_a_saved_search_has_its_feed_where_it_is_told(publish, root, reported):
    with reported.writing() as connection:
        row = {
            "serial": 1,
            "name": "South Caucasus",
            "query": "dyad=ARM-AZE",
            "every": "never",
            "channels": "[]",
            "author": "a",
            "at": "",
            "looked": "{}",
        }
        connection.execute(saved.insert(), [row])
    publish(now=LATER)
    assert not (root / "searches").exists()
    publish(now=LATER, site=replace(SITE, searches=("South Caucasus",)))
    (feed,) = root.glob("searches/*/feed.json")
    (told,) = (
        i
        for i in json.loads(feed.read_text("utf-8"))["items"]
        if "Jermuk" in i["title"] and "warning" not in i["summary"]
    )
    decide(
        reported, told["id"].rpartition("/")[2], Deciding(kind=RETRACT, why="It was of 2014."), author="Chief", seen=1
    )
    publish(now=LATER, site=replace(SITE, searches=("South Caucasus",)))
    # Who follows the search is told.
    (gone,) = (i for i in json.loads(feed.read_text("utf-8"))["items"] if i["id"] == told["id"])
    assert "It was of 2014." in gone["summary"]


@pytest.mark.skipif(drawer() is None, reason="the extra `site` is not installed")
def test_a_story_has_a_picture_of_1200_by_630(publish, root, store):
    add(store, story("a", content=replace(CONTENT, headline=f"A headline {EVIL} " + "word " * 40, citations=(CITED,))))
    publish(site=SITE, pictures=1)
    (picture,) = root.glob("pictures/*.png")
    made = picture.read_bytes()
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(made[16:20]), int.from_bytes(made[20:24])) == (1200, 630)
    assert f'content="https://wire.example/pictures/{picture.name}"' in pages(root)[of(root, "og:image")]
    # One that was made stays, also where newer ones come.
    assert publish(site=SITE, pictures=0).removed == ()


@pytest.mark.skipif(drawer() is None, reason="the extra `site` is not installed")
@pytest.mark.parametrize("title", ["", "x" * 500, EVIL, "عنوان", "\u202e", "a " * 300])
def test_any_headline_can_be_drawn(title):
    assert drawer()(picture_svg(title, title, title, "FLASH")).startswith(b"\x89PNG")


def test_a_check_stands_with_the_first_citation_alone():
    content = replace(CONTENT, citations=(CITED, replace(CITED, id="c2")))
    check = {
        "id": "k",
        "verdict": "supported",
        "receipts": [{"start": 5, "end": 9, "text": "x"}],
        "sentence": "s",
        "source": "",
    }
    other = {**check, "id": "far", "receipts": [{"start": 90, "end": 99, "text": "x"}]}
    told = [[k["id"] for k in s.checks] for s in sources_of(content, {}, {"doc-1": [check, other]})]
    assert told == [["k"], []]


def test_the_dateline_begins_the_first_paragraph_or_stands_before_a_heading():
    item = item_of(standing(head(story("a")), LATER), Card.of(1, CONTENT))
    assert dated(item, Markup("<p>It.</p>")) == '<p><b class="dateline">JERMUK, Armenia, 1 June 2026</b> — It.</p>'
    assert dated(item, Markup("<h2>It</h2>")).startswith(
        '<p><b class="dateline">JERMUK, Armenia, 1 June 2026</b></p><h2>'
    )


def test_a_story_that_was_drafted_from_a_search_leads_to_each_of_its_incidents(publish, root, store):
    add_records(store, [(armenia(), None), (azerbaijan(), None), (agency(), None)])
    found = [i for i, _ in store.incidents(Query())]
    content = replace(CONTENT, incidents=(*(i.id for i in found), "0" * 20))
    made = take_up(store, {"query": "dyad=ARM-AZE"}, content, author="Ann Field")
    decide(store, made.id, Deciding(kind=PUBLISH), author="Chief", seen=1)
    publish(now=LATER)
    told = pages(root)[of(root, "Behind this story")]
    assert {p.name for p in (root / "incidents").iterdir()} == {f"{i.id[:16]}.html" for i in found}
    assert all(f"incidents/{i.id[:16]}.html" in told for i in found)
