"""What the desk's tests share: the example dossier in a store, read once, and a browser-like client on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.make_people import NAMES, PASSWORD
from vedette.desk.app import make_app
from vedette.desk.setup import Setup
from vedette.knowledge.base import load_knowledge
from vedette.records.person import ROLES
from vedette.sources.registry.registry import load_registry
from vedette.store.store import Store
from vedette.workflow import people


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield the example dossier; whoever writes takes `own_store`."""
    store = Store.open(str(_filled(tmp_path_factory.mktemp("desk") / "demo.db")))
    yield store
    store.close()


def _filled(file: Any) -> Any:
    from vedette.desk.demo import fill_demo  # noqa: PLC0415 - reading takes seconds, and not every test does

    fill_demo(file, lambda _: None)
    return file


@pytest.fixture
def own_store(demo_store: Store, tmp_path: Any) -> Iterator[Store]:
    """Yield a copy of the example dossier that a test may write to."""
    file = tmp_path / "own.db"
    there = Path(str(demo_store.address.file))
    for end in ("", "-wal"):
        if (part := there.with_name(there.name + end)).exists():
            copy(part, file.with_name(file.name + end))
    store = Store.open(str(file))
    yield store
    store.close()


@pytest.fixture
def empty_store(tmp_path: Any) -> Iterator[Store]:
    store = Store.open(str(tmp_path / "empty.db"), make=True)
    yield store
    store.close()


@pytest.fixture(scope="session")
def setup() -> Callable[..., Setup]:
    knowledge = load_knowledge()
    whole = Setup(
        store=None,  # type: ignore[arg-type] - told by the test
        knowledge=knowledge,
        registry=load_registry(None, knowledge),
        person="Rudolf",
        demo=True,
    )
    return lambda store, **more: replace(whole, store=store, **more)


@pytest.fixture(scope="session")
def client_of(setup: Callable[..., Setup]) -> Callable[..., TestClient]:
    """Return a maker of clients on a store; a POST of theirs comes from the desk's own pages."""

    def made(store: Store, **more: Any) -> TestClient:
        app = make_app(setup(store, **more))
        headers = {"sec-fetch-site": "same-origin"}
        return TestClient(
            app, "http://127.0.0.1:8765", headers=headers, raise_server_exceptions=False, follow_redirects=False
        )

    return made


@pytest.fixture(scope="session")
def client(client_of: Callable[..., TestClient], demo_store: Store) -> TestClient:
    return client_of(demo_store)


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
