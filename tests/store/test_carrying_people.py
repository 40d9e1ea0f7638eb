"""A store that is saved out of a damaged file keeps its people, their ways in, and the audit log as it stood."""

import pytest

from store.make import record
from store.test_salvage import changed
from vedette.store.address import Address
from vedette.store.audit import entries, faults
from vedette.store.check import check_all
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.people import (
    invite,
    invited,
    keep_for,
    kept_for,
    make_token,
    people,
    person_by_session,
    person_by_token,
    sign_in,
)
from vedette.workflow.repair import save
from workflow.people.conftest import WORD, cheap, joined  # noqa: F401 - a fixture


@pytest.fixture
def path(tmp_path, cheap):  # noqa: F811
    """A store with two people, three ways in, and a log of six entries."""
    file = tmp_path / "store.db"
    store = Store.open(str(file), make=True)
    add_records(store, [(record(n, close=True), f"file {n}") for n in range(3)])
    joined(store, "Jane", "administrator")
    keep_for(store, "Jane", "seen", "doc-1")
    (file.parent / "words").write_text(
        "\n".join((
            sign_in(store, "Jane", WORD).word,
            make_token(store, "Jane", "script", "reader", days=None, by="Jane")[0],
            invite(store, "Bob", "editor", by="Jane").word,
        ))
    )  # fmt: skip
    store.close()
    return file


def saved(file):
    save(Address.of(str(file)))
    return Store.open(str(file))


def test_everybody_comes_in_as_before(path):
    store = saved(path)
    session, token, invitation = (path.parent / "words").read_text().split()
    assert [(p.name, p.role, p.ready) for p in people(store)] == [
        ("Bob", "editor", False),
        ("Jane", "administrator", True),
    ]
    assert person_by_session(store, session).name == "Jane"
    assert person_by_token(store, token).role == "reader"
    assert invited(store, invitation).name == "Bob"
    assert kept_for(store, "Jane") == {"seen": "doc-1"}
    assert sign_in(store, "Jane", WORD)
    with store.reading() as connection:
        assert faults(connection) == []
        assert list(check_all(connection)) == []
    store.close()


def test_a_broken_chain_is_kept_and_told_not_mended(path):
    changed(path, "UPDATE audit SET author = 'Eve' WHERE serial = 2", "DELETE FROM audit WHERE serial = 4")
    store = saved(path)
    with store.reading() as connection:
        assert [e.author for e in entries(connection)] == ["Jane", "Jane", "Eve", "root"]
        told = faults(connection)
        assert told == ["entry 2 is not the one that was noted", "entry 4 is left out"]
        assert [f.what for f in check_all(connection)] == told
    sign_in(store, "Jane", WORD)
    with store.reading() as connection:
        assert faults(connection) == told
    store.close()


def test_the_ways_in_of_a_lost_person_are_lost_too(path):
    changed(path, "DELETE FROM person WHERE name = 'Jane'")
    store = saved(path)
    session, token, invitation = (path.parent / "words").read_text().split()
    assert [p.name for p in people(store)] == ["Bob"]
    assert person_by_session(store, session) is person_by_token(store, token) is None
    assert invited(store, invitation).name == "Bob"
    with store.reading() as connection:
        assert list(check_all(connection)) == []
    store.close()


def test_what_damage_made_unreadable_lets_nobody_in_and_stops_nothing(path):
    changed(
        path, "UPDATE session SET ends = 'x' || ends", "UPDATE token SET used = 'never'", "UPDATE person SET kept = '{'"
    )
    store = saved(path)
    session, token, invitation = (path.parent / "words").read_text().split()
    assert person_by_session(store, session) is person_by_token(store, token) is None
    assert invited(store, invitation).name == "Bob"
    assert kept_for(store, "Jane") == {}
    store.close()
