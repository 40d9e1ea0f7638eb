"""Stories are written, decided on and never overwritten, on both databases; two editors see each other's change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from vedette.errors import StopError
from vedette.records.story import APPROVE, HOLD, PUBLISH, RETRACT, Citation, Content
from vedette.store.audit import entries, faults
from vedette.store.store import Store
from vedette.workflow.add import now
from vedette.workflow.stories import ChangedError, Deciding, all_stories, decide, rewrite, story_of, take_up

CONTENT = Content(
    headline="Force at Jermuk <b>",
    body="At least 49 soldiers were killed.[^c1]\n",
    category="Conflict",
    tier="FLASH",
    citations=(Citation(id="c1", document="d", start=0, end=4, text="49 men", claimants=("Armenia",), numbers=(49,)),),
)


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


@pytest.fixture
def story(store):
    return take_up(store, {"mention": "aa01"}, CONTENT, author="Jane")


def publish(store, story, seen=1, *, author="Jane", second=False, **told):
    return decide(store, story.id, Deciding(kind=PUBLISH, **told), author=author, seen=seen, second=second)


def state(store, story):
    return story_of(store, story.id[:8]).standing(now("microseconds"))


def later(**by):
    return (datetime.now(UTC) + timedelta(**by)).isoformat()


def test_a_story_is_kept_as_it_was_drafted(store, story):
    assert story_of(store, story.id) == story
    assert state(store, story).state == "draft"


def test_a_rewriting_is_a_further_version_and_the_first_stays(store, story):
    made = rewrite(store, story.id, replace(CONTENT, headline="Other"), author="John", seen=1)
    there = story_of(store, story.id)
    assert (made.number, there.latest, there.version(1).content) == (2, made, CONTENT)


def test_who_saw_an_older_version_is_told_who_wrote_since(store, story):
    rewrite(store, story.id, replace(CONTENT, headline="Other"), author="John", seen=1)
    with pytest.raises(ChangedError, match="John wrote version 2"):
        rewrite(store, story.id, replace(CONTENT, headline="Mine"), author="Jane", seen=1)
    with pytest.raises(ChangedError):
        publish(store, story, seen=1)


def test_what_is_out_is_corrected_in_the_open(store, story):
    publish(store, story)
    assert state(store, story).out == 1
    changed = replace(CONTENT, headline="Force at Sotk")
    with pytest.raises(StopError, match="write for its readers what you corrected"):
        rewrite(store, story.id, changed, author="Jane", seen=1)
    made = rewrite(store, story.id, changed, author="Jane", seen=1, why="the place was wrong")
    # Readers see the old version until the new one is published.
    assert (made.note, state(store, story).out) == ("the place was wrong", 1)
    publish(store, story, seen=2)
    assert state(store, story).out == 2


def test_a_publication_waits_until_it_is_due_and_can_be_held_back(store, story):
    publish(store, story, due=later(hours=2))
    assert state(store, story).state == "scheduled"
    decide(store, story.id, Deciding(kind=HOLD), author="Jane", seen=1)
    assert state(store, story).state == "draft"


def test_a_second_pair_of_eyes(store, story):
    with pytest.raises(StopError, match="somebody else must approve"):
        publish(store, story, second=True)
    with pytest.raises(StopError, match="ask somebody else"):
        decide(store, story.id, Deciding(kind=APPROVE), author="Jane", seen=1)
    decide(store, story.id, Deciding(kind=APPROVE), author="John", seen=1)
    publish(store, story, second=True)
    # An approval holds for the version that was read, not for the next.
    rewrite(store, story.id, replace(CONTENT, headline="Other"), author="Jane", seen=1, why="words")
    with pytest.raises(StopError, match="somebody else must approve"):
        publish(store, story, seen=2, second=True)
    publish(store, story, seen=2, author="John", second=True)


def test_a_retraction_says_why_and_nothing_is_lost(store, story):
    publish(store, story)
    with pytest.raises(StopError, match="write why"):
        decide(store, story.id, Deciding(kind=RETRACT), author="Jane", seen=1)
    decide(store, story.id, Deciding(kind=RETRACT, why="the source was forged"), author="Jane", seen=1)
    there = story_of(store, story.id)
    assert there.standing(now("microseconds")).state == "retracted"
    assert there.versions == story.versions


@pytest.mark.parametrize(
    ("told", "match"),
    [
        (Deciding(kind="shred"), "choose one of"),
        (Deciding(kind=HOLD), "nothing to hold back"),
        (Deciding(kind=RETRACT, why="x"), "has not been published"),
        (Deciding(kind=PUBLISH, due="tomorrow"), "write it like"),
        (Deciding(kind=PUBLISH, due="2030-01-01T00:00"), "has no zone"),
        (Deciding(kind=PUBLISH, due="2000-01-01T00:00Z"), "time to come"),
        (Deciding(kind=APPROVE, due="2990-01-01T00:00Z"), "only a publication"),
        (Deciding(kind=PUBLISH, why="x" * 501), "write up to 500"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_its_reason(store, story, told, match):
    with pytest.raises(StopError, match=match):
        decide(store, story.id, told, author="Jane", seen=1)
    assert story_of(store, story.id).decisions == ()


@pytest.mark.parametrize(
    "wrong",
    [{"headline": " "}, {"body": ""}, {"category": "Gossip"}, {"tier": "HUGE"}, {"body": "x" * 200_001}],
)
def test_content_that_is_none_is_refused(store, wrong):
    with pytest.raises(StopError):
        take_up(store, {}, replace(CONTENT, **wrong), author="Jane")


def test_a_story_that_is_none_is_named(store):
    with pytest.raises(StopError, match="story 'abcd': is none"):
        story_of(store, "abcd")


def test_nothing_of_a_story_can_be_changed_in_the_database(store, story):
    publish(store, story)
    for table in ("story", "story_version", "story_decision"):
        with pytest.raises(Exception, match="append-only"), store.writing() as connection:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - a name of this list


def test_every_step_is_in_the_audit_log(store, story):
    rewrite(store, story.id, replace(CONTENT, headline="Other"), author="John", seen=1)
    publish(store, story, seen=2)
    with store.reading() as connection:
        told = [(e.author, e.action) for e in entries(connection)]
        assert faults(connection) == []
    assert told == [("Jane", "story: publish"), ("John", "story rewritten"), ("Jane", "story drafted")]


def test_all_stories_the_newest_first(store):
    made = [take_up(store, {"n": str(n)}, CONTENT, author="Jane") for n in range(53)]
    with store.reading() as connection:
        assert all_stories(connection) == made[::-1]
