"""What the desk stands on, and how a page reaches it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

    from vedette.knowledge.base import Knowledge
    from vedette.sources.registry.registry import Registry
    from vedette.store.store import Store

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names by which a browser on this machine calls it; any other Host is refused, which stops DNS rebinding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A page in the menu: its name, its address, the key that goes there after `g`, its place in the order (tens)."""

    name: str
    path: str
    key: str
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What every page works with: the open store, the knowledge base, the sources, and who is at the desk.

    `person` is the name that judgements carry; `hosts` the names by which browsers may call the desk; `demo` tells that
    the store is the example dossier.
    """

    store: "Store"
    knowledge: "Knowledge"
    registry: "Registry"
    person: str
    hosts: tuple[str, ...] = LOOPBACK
    demo: bool = False


def current(request: "Request") -> Setup:
    """Return what the page that answers `request` works with."""
    found: Setup = request.app.state.setup
    return found
