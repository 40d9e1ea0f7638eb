"""Fetching one item: its page or the feed's own words, what fails, and that a feed cannot name files."""

import pytest

from vedette.records.listing import Item
from vedette.records.source import Address
from vedette.records.watching import Pending
from vedette.workflow.watching.take import take
from workflow.watching.fakes import Clock, Network, page, source, tools

URL = "https://example.org/1"
WHOLE = "<p>Ruritanian troops shelled Zenda.</p><p>Nobody was hurt, the police said, and the road is open again.</p>"


@pytest.fixture
def network():
    return Network()


def pending(held=False, tries=0, looks=0, etag=None, **known):
    told = {"key": URL, "url": URL, "print": "17-4", "title": "Report 1", **known}
    return Pending(source="post", item=Item(**told), held=held, tries=tries, looks=looks, first_seen="x", etag=etag)


def taken(network, item, **known):
    return take(source(**known), item, tools(network, Clock()))


def test_a_page_becomes_a_document_of_its_source_with_its_bytes(network):
    network.put(URL, page(1), etag='"1"')
    found = taken(network, pending(published="2026-11-29T10:00:00Z"))
    (arriving,) = found.arriving
    d = arriving.document
    assert (d.source, d.url, d.title, d.published) == ("Zenda Post", URL, "Report 1", "2026-11-29T10:00:00Z")
    assert d.text.startswith("Report 1\n\nRuritanian troops shelled")
    assert (arriving.original.data, arriving.original.status, arriving.way) == (page(1).encode(), 200, "watch post")
    assert (found.outcome.etag, found.outcome.next_at) == ('"1"', "2026-11-29T13:00:00Z")


def test_a_whole_text_in_the_feed_is_taken_without_asking_for_the_page(network):
    found = taken(network, pending(html=WHOLE, whole=True))
    (arriving,) = found.arriving
    assert arriving.document.text == (
        "Report 1\n\nRuritanian troops shelled Zenda.\n\nNobody was hurt, the police said, and the road is open again."
    )
    assert network.asked == []
    assert found.outcome.next_at is None
    assert arriving.original.data == WHOLE.encode()


@pytest.mark.parametrize(
    ("content", "known", "asked"),
    [
        ("auto", {"html": WHOLE, "whole": False}, 1),
        ("auto", {"html": None}, 1),
        ("feed", {"html": WHOLE, "whole": False}, 0),
        ("page", {"html": WHOLE, "whole": True}, 1),
        ("page", {"html": WHOLE, "whole": True, "url": None}, 0),
    ],
)
def test_the_registry_says_where_the_text_is_taken_from(network, content, known, asked):
    network.put(URL, page(1))
    assert len(taken(network, pending(**known), content=content).arriving) == 1
    assert len(network.asked) == asked


def test_a_page_that_has_not_changed_gives_nothing_new_and_is_looked_at_more_seldom(network):
    network.put(URL, page(1), etag='"1"')
    waits = []
    for looks in range(5):
        found = taken(network, pending(held=True, looks=looks, etag='"1"'))
        assert (found.arriving, found.outcome.changed, found.outcome.why) == ((), False, None)
        waits.append(found.outcome.next_at)
    assert waits[0] == "2026-11-29T17:00:00Z"
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])


def test_a_failing_page_is_tried_again_and_given_up(network):
    network.fail(URL, status=503, retry_after=600.0)
    found = taken(network, pending())
    assert (found.outcome.why, found.outcome.next_at) == ("answers 503; try again later", "2026-11-29T12:10:00Z")
    assert taken(network, pending(tries=6)).outcome.next_at is None
    network.fail(URL, status=451, lasting=True)
    assert taken(network, pending()).outcome.next_at is None


def test_the_feeds_words_are_kept_where_the_page_cannot_be_had(network):
    network.fail(URL, status=403, lasting=True)
    found = taken(network, pending(html=WHOLE))
    (arriving,) = found.arriving
    assert "Nobody was hurt" in arriving.document.text
    assert arriving.way == "watch post: the feed's words only, its page answers 403; try again later"
    assert found.outcome.why is None
    assert taken(network, pending(html="<p>Short.</p>")).outcome.why is not None
    # What is held already is not replaced by less.
    assert taken(network, pending(html=WHOLE, held=True)).arriving == ()


def test_a_page_without_an_article_is_tried_twice_more(network):
    network.put(URL, "<html><body><nav>Home</nav></body></html>")
    assert taken(network, pending()).outcome.next_at is not None
    assert taken(network, pending(tries=1)).outcome.next_at is not None
    assert taken(network, pending(tries=2)).outcome.next_at is None


def test_a_feed_cannot_name_a_file_of_this_machine(network, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("The password is swordfish, and nobody may ever read this file in full.")
    found = taken(network, pending(key=str(secret), url=None))
    assert found.arriving == ()
    # A feed's prints are hashes; so it cannot list what lies in a folder that its own source watches either.
    both = source(Address(kind="folder", url=str(tmp_path)), Address(kind="feed", url="https://example.org/feed"))
    named = pending(key=str(secret), url=None, print="a" * 32)
    assert take(both, named, tools(network, Clock())).arriving == ()
    watched = source(Address(kind="folder", url=str(tmp_path / "other")))
    assert (
        take(watched, pending(key=f"{tmp_path}/other/../secret.txt", url=None), tools(network, Clock())).arriving == ()
    )


def test_a_file_of_a_watched_folder_may_hold_many_documents(network, tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text(
        '{"text": "Ruritanian troops shelled Zenda."}\n{"text": "They stopped on Monday morning."}\nbroken\n'
    )
    src = source(Address(kind="folder", url=str(tmp_path)))
    found = take(src, pending(key=str(path), url=None, title=None), tools(network, Clock()))
    assert [a.document.text for a in found.arriving] == [
        "Ruritanian troops shelled Zenda.",
        "They stopped on Monday morning.",
    ]
    assert found.outcome.why is None
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    assert "is empty" in take(src, pending(key=str(empty), url=None), tools(network, Clock())).outcome.why


def test_a_fault_of_our_own_is_told(network, monkeypatch):
    network.put(URL, page(1))
    monkeypatch.setattr("vedette.workflow.watching.take.prepare", lambda _: 1 / 0)
    assert "ZeroDivisionError" in taken(network, pending()).outcome.why


def test_the_language_is_told_for_each_document(network):
    russian = "Войска Руритании обстреляли город Зенда в воскресенье, сообщила полиция города. Никто не пострадал."
    network.put(URL, f"<html><body><article><p>{russian}</p><p>{russian[::-1]}</p></article></body></html>")
    assert taken(network, pending(language="en")).arriving[0].document.language == "ru"
