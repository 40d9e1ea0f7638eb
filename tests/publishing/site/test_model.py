"""What readers see of a story and are told of its changes, by what was decided on it."""

from dataclasses import replace

from publishing.site.make_stories import CONTENT, EVIL, HOLD, NOW, PUBLISH, RETRACT, at, story
from vedette.publishing.site.model import Card, item_of, notes, released, standing
from vedette.store.published import Head, Note


def head(s):
    versions = tuple(Note(v.number, v.author, v.at, v.note) for v in s.versions)
    return Head(serial=1, id=s.id, about=s.about, versions=versions, decisions=s.decisions)


def item(s, now=NOW):
    stands = standing(head(s), now)
    return item_of(stands, Card.of(stands.out, s.version(stands.out).content))


def test_a_draft_and_one_that_is_only_approved_are_not_out():
    assert standing(head(story("a", decisions=[])), NOW) is None
    assert standing(head(story("a", decisions=[(1, "approve", 1)])), NOW) is None


def test_what_is_scheduled_is_out_when_it_is_due():
    s = head(story("a", 1, decisions=[(1, PUBLISH, 1, {"due": at(20)})]))
    assert standing(s, at(19)) is None
    assert standing(s, at(20)).first == at(20)


def test_the_version_that_is_out_is_the_published_one_and_not_the_newest():
    s = story("a", contents=(CONTENT,))
    assert standing(head(s), NOW).out == 1


def test_notes_of_every_version_since_the_one_before_are_told_at_publication():
    s = story(
        "a", contents=(CONTENT, CONTENT), notes=("A name.", "A count."), decisions=[(1, PUBLISH, 1), (3, PUBLISH, 2)]
    )
    assert [(n.kind, n.text, n.at) for n in notes(head(s), NOW)] == [
        ("Correction", "A name.", at(2, 10)),
        ("Correction", "A count.", at(2, 10)),
    ]
    assert notes(head(s), at(1, 23)) == []


def test_a_publication_that_was_held_back_was_never_out():
    s = story("a", contents=(CONTENT,), decisions=[(1, PUBLISH, 1), (2, PUBLISH, 2, {"due": at(20)}), (2, HOLD, 3)])
    assert released(s.decisions, NOW) == [(1, at(1, 9))]


def test_a_retraction_says_why_and_a_later_publication_brings_it_back():
    gone = item(story("a", decisions=[(1, PUBLISH, 1), (1, RETRACT, 2, {"why": f"It was of 2014. {EVIL}"})]))
    assert gone.retracted
    assert gone.why.startswith("It was of 2014.")
    back = item(
        story("a", contents=(CONTENT,), decisions=[(1, PUBLISH, 1), (1, RETRACT, 2, {"why": "w"}), (2, PUBLISH, 3)])
    )
    assert not back.retracted


def test_the_warning_stands_before_the_headline_once():
    warned = replace(CONTENT, warnings=("graphic",))
    assert item(story("a", content=warned)).title == f"GRAPHIC: {CONTENT.headline}"
    assert item(story("b", content=replace(warned, headline="GRAPHIC: It"))).title == "GRAPHIC: It"
    assert item(story("a", content=warned)).card.summary == ""


def test_a_card_comes_back_as_it_was():
    card = Card.of(1, CONTENT)
    assert Card.read(card.to_json()) == card
    assert card.summary == "The town was shelled, the ministry said."
    assert card.documents == ("doc-1",)
