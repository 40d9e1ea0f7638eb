"""A store of each kind with one administrator, and Argon2 at its cheapest: what it costs is tested once, by itself."""

from datetime import UTC, datetime

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from vedette.store.audit import entries
from vedette.store.store import Store
from vedette.workflow.people import invite, passwords, take_up

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
WORD = "a horse beside the staple"


@pytest.fixture
def cheap(monkeypatch):
    """Hash at the least cost that Argon2 allows."""
    cheapest = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(passwords, "_argon2", lambda: cheapest)
    passwords._stand_in.cache_clear()
    yield
    passwords._stand_in.cache_clear()


@pytest.fixture
def store(where, cheap):
    made = Store.open(where, make=True)
    joined(made, "Jane", "administrator")
    yield made
    made.close()


def joined(store, name, role, password=WORD):
    """Invite a person and take the invitation up."""
    return take_up(store, invite(store, name, role, by="root").word, password)


def noted(store, count=1):
    """Return author, action and object of the last entries, the newest first."""
    with store.reading() as connection:
        return [(e.author, e.action, e.object) for e in entries(connection, limit=count)]
