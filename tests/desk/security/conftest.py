"""A desk with people: one of each role, each with a client of their own that is signed in as a browser would."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from starlette.testclient import TestClient

from vedette.records.person import ROLES
from vedette.store.store import Store
from vedette.workflow import people

PASSWORD = "quiet heron over slow water"  # noqa: S105 - of these tests
NAMES = {"reader": "Rita", "analyst": "Anahit", "editor": "Emil", "administrator": "Ada"}


@pytest.fixture(scope="session")
def peopled_file(demo_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example dossier with a person of each role, all with the same password."""
    file = tmp_path_factory.mktemp("people") / "people.db"
    there = Path(str(demo_store.address.file))
    for end in ("", "-wal"):
        if (part := there.with_name(there.name + end)).exists():
            copy(part, file.with_name(file.name + end))
    store = Store.open(str(file))
    for role in ROLES:
        people.take_up(store, people.invite(store, NAMES[role], role, by="Ada").word, PASSWORD)
    store.close()
    return file


@pytest.fixture
def peopled(peopled_file: Path, tmp_path: Path) -> Iterator[Store]:
    """Yield a store of one's own with a person of each role."""
    file = tmp_path / "peopled.db"
    for end in ("", "-wal"):
        if (part := peopled_file.with_name(peopled_file.name + end)).exists():
            copy(part, file.with_name(file.name + end))
    store = Store.open(str(file))
    yield store
    store.close()


@pytest.fixture
def browser_of(client_of: Callable[..., TestClient], peopled: Store) -> Callable[..., TestClient]:
    """Return a maker of clients of one desk, each a browser of its own; with a name, one that is signed in."""
    first = client_of(peopled)

    def made(name: str | None = None, **more: Any) -> TestClient:
        # The first client holds the application; all that follow are other browsers before the same desk.
        client = TestClient(
            first.app, "http://127.0.0.1:8765", headers={"sec-fetch-site": "same-origin"},
            raise_server_exceptions=False, follow_redirects=False, **more,
        )  # fmt: skip
        if name is not None:
            # Not by the form, whose rate is another matter.
            client.cookies.set("vedette-session", people.sign_in(peopled, name, PASSWORD).word)
        return client

    return made


@pytest.fixture
def as_role(browser_of: Callable[..., TestClient]) -> Callable[[str], TestClient]:
    return lambda role: browser_of(NAMES[role])


def word_of(answer: Any) -> str:
    """Return the session's word that an answer lays."""
    return re.search(r"vedette-session=([\w-]+)", answer.headers["set-cookie"])[1]
