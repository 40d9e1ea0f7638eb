"""What the desk stands on, and how a page reaches it."""

from dataclasses import dataclass, replace
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

    `person` is the name that judgements carry, `role` what that person may do, and `signed` tells that the person signed in
    or came by a token; in the desk's own set-up, `person` is who sits at it alone. `login` tells that nobody comes in without
    signing in, even where the store knows nobody yet; `hosts` are the names by which browsers may call the desk; `demo`
    tells that the store is the example dossier; `embeds` that everybody may look at embeds, also without signing in.
    """

    store: "Store"
    knowledge: "Knowledge"
    registry: "Registry"
    person: str
    hosts: tuple[str, ...] = LOOPBACK
    demo: bool = False
    embeds: bool = False
    login: bool = False
    role: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever a request comes from: the name and role of a person, both "" where nobody is known.

    `way` is how: `alone` on this machine, by a `session`, by a `token`, or `none`.
    """

    name: str = ""
    role: str = ""
    way: str = "none"


NOBODY = Visitor()


def visitor_of(request: "Request") -> Visitor:
    """Return whoever `request` comes from, as `security/door.py` found out; nobody where it never came that far."""
    found: Visitor = getattr(request.state, "visitor", NOBODY)
    return found


def current(request: "Request") -> Setup:
    """Return what the page that answers `request` works with: `person` and `role` are those of whoever is there."""
    found: Setup = request.app.state.setup
    visitor = visitor_of(request)
    return replace(found, person=visitor.name, role=visitor.role, signed=visitor.way in ("session", "token"))
