"""Fill up what a list of sources leaves out from the outlets of the knowledge base, and tell from where each came."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlsplit

from vedette.knowledge.facts import Outlet
from vedette.records.source import Address, Source

SHARED = frozenset({
    "t.me", "telegram.me", "facebook.com", "x.com", "twitter.com", "youtube.com", "vk.com", "feedburner.com",
    "feeds.feedburner.com", "medium.com", "substack.com", "blogspot.com", "wordpress.com", "news.google.com",
})  # fmt: skip
"""Hosts that carry many publishers; an address there belongs to a publisher by its first part of the path."""

_SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "mil", "net", "nic", "org"})
_FILLED = ("country", "owner", "control", "party_to")


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets of the knowledge base by id and by the place of their site."""

    by_id: Mapping[str, Outlet]
    by_place: Mapping[str, tuple[Outlet, ...]]

    @classmethod
    def of(cls, outlets: Iterable[Outlet]) -> Self:
        """Return the outlets, arranged for looking up."""
        by_id = {o.id: o for o in outlets}
        by_place: dict[str, list[Outlet]] = {}
        for o in by_id.values():
            if place := place_of(o.url):
                by_place.setdefault(place, []).append(o)
        return cls(by_id, {k: tuple(v) for k, v in by_place.items()})

    def at(self, addresses: Sequence[Address]) -> tuple[Outlet, ...]:
        """Return the outlets whose site holds the first of `addresses` that belongs to any; several may share a site."""
        for address in addresses:
            for place in _places(address):
                if place in self.by_place:
                    return self.by_place[place]
        return ()


def place_of(url: str) -> str:
    """Return the host of an address without "www.", on shared hosts with the first part of its path; "" for none."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host not in SHARED:
        return host
    path = [p for p in parts.path.split("/") if p and p != "s"]
    return f"{host}/{path[0].lower()}" if path else ""


def _places(address: Address) -> Iterable[str]:
    """Yield where an address may belong: its host, then the hosts above it, but none that is open to everybody."""
    if address.kind == "folder":
        return
    place = f"t.me/{address.url.lower()}" if address.kind == "telegram" else place_of(address.url)
    yield place
    labels = place.split(".")
    while "/" not in place and len(labels) > 2:
        labels = labels[1:]
        # gov.uk holds every office of a country, and co.za everybody; neither is one publisher.
        if len(labels) == 2 and labels[0] in _SECOND_LEVELS:
            return
        yield ".".join(labels)


def filled(source: Source, told: Collection[str], outlets: Outlets) -> tuple[Source, Mapping[str, str]]:
    """Return a source with what its list leaves out, and where each field came from; `told` are the fields of the list.

    The outlet is the one that `outlet` names, else the one whose site holds an address. Where several outlets share that
    site, only what they agree on is taken.
    """
    origins = {name: "list" if name in told else "default" for name in Source.__dataclass_fields__}
    named = outlets.by_id.get(source.outlet or "")
    found = outlets.at(source.addresses) if named is None else (named,)
    if not found:
        return source, origins
    name = f"outlet {found[0].id}" if len(found) == 1 else f"{len(found)} outlets of {place_of(found[0].url)}"
    changes: dict[str, Any] = {}
    for field in _FILLED:
        values = {_value(o, field) for o in found}
        if field not in told and len(values) == 1 and (value := values.pop()):
            changes[field], origins[field] = value, name
    if len(found) == 1:
        changes["outlet"] = found[0].id
        origins["outlet"] = "list" if "outlet" in told else name
        if "name" not in told:
            changes["name"], origins["name"] = found[0].name, name
    return replace(source, **changes), origins


def _value(outlet: Outlet, field: str) -> Any:
    if field == "owner":
        named = outlet.note.removeprefix("owner: ") if outlet.note.startswith("owner: ") else ""
        return named.partition(";")[0].strip() or outlet.ownership
    return getattr(outlet, field)
