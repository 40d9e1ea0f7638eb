"""A store that is saved out of a damaged file keeps its stories, what was decided on them, and its saved searches."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from store.make import record
from store.test_salvage import changed
from vedette.errors import StopError
from vedette.records.story import PUBLISH, RETRACT, Citation, Content
from vedette.store.address import Address
from vedette.store.schema_stories import alerted, saved
from vedette.store.store import Store
from vedette.workflow.add import add_records, now
from vedette.workflow.repair import save
from vedette.workflow.stories import Deciding, all_stories, decide, rewrite, story_of, take_up

CONTENT = Content(headline="Force", body="So.[^c1]\n", citations=(Citation(id="c1", text="so\x00", numbers=(3,)),))
SEARCH = {"serial": 1, "name": "Armenia", "query": "?actor=ARM", "every": "daily", "channels": '["mail"]'}
LOOKED = '{"moment":"9.9.9-9","pending":["aa"]}'
TOLD = {"saved": 1, "mention": "aa", "at": "t", "updated": "t", "thread": "{}", "print": "{}"}


@pytest.fixture
def path(tmp_path):
    """A store with a story of two versions, the first of them out, one that was retracted, and a saved search."""
    file = tmp_path / "store.db"
    store = Store.open(str(file), make=True)
    add_records(store, [(record(n, close=True), f"file {n}") for n in range(2)])
    first = take_up(store, {"mention": "aa"}, CONTENT, author="Jane")
    decide(store, first.id, Deciding(kind=PUBLISH), author="Jane", seen=1)
    rewrite(store, first.id, replace(CONTENT, headline="Second"), author="Jane", seen=1, why="better")
    other = take_up(store, {"mention": "bb"}, CONTENT, author="Jane")
    decide(store, other.id, Deciding(kind=PUBLISH), author="Jane", seen=1)
    decide(store, other.id, Deciding(kind=RETRACT, why="wrong"), author="Jane", seen=1)
    with store.writing() as connection:
        connection.execute(insert(saved), [{**SEARCH, "author": "Jane", "at": "t", "looked": LOOKED}])
        connection.execute(insert(alerted), [TOLD])
    store.close()
    return file


def stories(file):
    """Return the stories of a store by the incident's mention that they are about."""
    store = Store.open(str(file))
    with store.reading() as connection:
        found = {s.about["mention"]: s for s in all_stories(connection)}
    store.close()
    return found


def mended(file):
    save(Address.of(str(file)))
    return stories(file)


def test_stories_and_searches_stand_as_before(path):
    before = stories(path)
    assert mended(path) == before
    store = Store.open(str(path))
    with store.reading() as connection:
        assert [(r.name, r.looked) for r in connection.execute(select(saved))] == [("Armenia", '{"pending":["aa"]}')]
        assert [r.mention for r in connection.execute(select(alerted))] == ["aa"]
    # What is carried is what is gone on from.
    assert rewrite(store, before["aa"].id, replace(CONTENT, headline="3"), author="Bob", seen=2, why="so").number == 3
    store.close()


def test_a_version_that_is_lost_takes_its_publication_with_it(path):
    changed(path, "UPDATE story_version SET body = '{' WHERE serial = 1")
    found = mended(path)["aa"]
    assert [v.number for v in found.versions] == [2]
    assert found.standing(now()).state == "draft"


def test_a_story_without_a_readable_version_is_lost(path):
    changed(path, "UPDATE story_version SET body = '[1]' WHERE story = 1")
    assert set(mended(path)) == {"bb"}


def test_a_decision_that_damage_changed_publishes_nothing(path):
    changed(path, "UPDATE story_decision SET number = 2 WHERE serial = 1")
    assert mended(path)["aa"].decisions == ()


def test_a_retraction_stays_whatever_became_of_its_words(path):
    changed(path, "UPDATE story_decision SET why = 'x' WHERE kind = 'retract'")
    assert mended(path)["bb"].standing(now()).state == "retracted"


def test_a_search_that_is_unreadable_is_lost_with_what_it_told(path):
    changed(path, "UPDATE saved SET looked = '{'")
    mended(path)
    store = Store.open(str(path))
    with store.reading() as connection:
        assert connection.execute(select(saved)).all() == connection.execute(select(alerted)).all() == []
    with pytest.raises(StopError):
        story_of(store, "ffff")
    store.close()
