"""How the desk is served: to this machine alone or beyond it, by which names, behind which proxy; and who comes in first."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote

from vedette.desk.setup import LOOPBACK
from vedette.errors import StopError

if TYPE_CHECKING:
    from vedette.store.store import Store
    from vedette.workflow.people import Invited

HERE = frozenset({"127.0.0.1", "::1", "localhost"})
"""Addresses that only this machine reaches."""

_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - named to be told apart, not to be served at
_NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where the desk is served. `names` are the hosts that browsers may call it by, `proxies` the addresses of reverse proxies.

    `host` is the address to listen at; `login` asks for a login where none would be needed; `embeds` lets everybody look at
    embeds.
    """

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    login: bool = False
    embeds: bool = False

    @property
    def beyond(self) -> bool:
        """Whether others than this machine reach the address itself."""
        return self.host not in HERE

    @property
    def asks(self) -> bool:
        """Whether everybody signs in, whoever is in the store: also where a name or a proxy leads in from elsewhere."""
        return self.login or self.beyond or bool(self.names or self.proxies)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which browsers may call the desk."""
        if not self.beyond:
            return (*self.names, *LOOPBACK)
        return self.names or (f"[{self.host}]" if ":" in self.host else self.host,)

    @property
    def bare(self) -> bool:
        """Whether what is sent can be read on the way: beyond this machine, and no proxy that could speak TLS."""
        return self.beyond and not self.proxies

    def address(self, host: str, port: int) -> str:
        """Return the address that a browser opens, where the desk listens at `host` and `port`; ends in a slash."""
        if self.names and self.proxies:
            return f"https://{self.names[0]}/"
        name = self.names[0] if self.names and self.beyond else host
        return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def checked(serving: Serving) -> Serving:
    """Return `serving`; StopError with what cannot be served so."""
    if serving.host in _EVERYWHERE and not serving.names:
        raise StopError(
            f"host {serving.host}: is every address of this machine; tell with --name by which names browsers may call it, "
            "as --name desk.example.org, so that no page of the web can lead them here by one of its own"
        )
    for name in serving.names:
        if not _NAME.fullmatch(name):
            raise StopError(f"name {name!r}: is no host name; write it without https:// and port: desk.example.org")
    for proxy in serving.proxies:
        try:
            ip_address(proxy)
        except ValueError as e:
            raise StopError(f"proxy {proxy!r}: is no address; write the one that it calls from: 127.0.0.1") from e
    return serving


def first_link(store: "Store", person: str, address: str) -> "tuple[Invited, str] | None":
    """Return a one-time link for the first administrator, None where an administrator has come in already.

    `person` becomes administrator where the store knows nobody yet. Asked at each start; the link before holds no longer.
    """
    from vedette.workflow import people  # noqa: PLC0415 - not needed for --help

    there = [p for p in people.people(store) if p.role == "administrator" and p.active]
    if any(p.ready for p in there):
        return None
    made = people.invite(store, there[0].name if there else person, "administrator", by=person)
    return made, f"{address}join/{quote(made.word, safe='')}"
