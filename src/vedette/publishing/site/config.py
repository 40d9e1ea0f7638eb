"""What a site is called, where it will stand, and what its editors choose for it; read from YAML and from options."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from vedette.errors import StopError
from vedette.publishing.story_marks import is_safe_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Somebody who pays for a slot: his `name`, a `link` to him, and a `text` of his."""

    name: str
    link: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """A site's own settings.

    `address` is where it will stand, with its last slash ("" where that is not known: links are then relative). `authority`
    is the name in the ids of feeds. `about` is Markdown. `authors` tell who somebody is, by his name as stories have it.
    `searches` are names of saved searches that get a feed: their names become public. `sponsors` are none unless told.
    """

    title: str = "Vedette"
    address: str = ""
    description: str = "Conflict and diplomacy: every sentence with its source."
    language: str = "en"
    authority: str = ""
    about: str = ""
    contact: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    searches: tuple[str, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()

    @property
    def tag(self) -> str:
        """Return the name in `tag:` ids: the one told, else the address's host."""
        return self.authority or (urlsplit(self.address).hostname if self.address else None) or "vedette.invalid"


_KEYS = tuple(f.name for f in fields(SiteConfig))


def load_config(file: Path | None, **told: str | None) -> SiteConfig:
    """Return the configuration of a YAML file, with what is `told` beside it going before. StopError says what is wrong."""
    read = _read(file) if file else {}
    if unknown := sorted(set(map(str, read)) - set(_KEYS)):
        raise StopError(f"{file}: {', '.join(unknown)} is not known; it may have {', '.join(_KEYS)}")
    known: dict[str, Any] = {name: _value(name, value, file) for name, value in read.items()}
    known |= {name: value for name, value in told.items() if value is not None}
    made = SiteConfig(**known)
    return replace(made, address=_address(made.address))


def _read(file: Path) -> Mapping[str, Any]:
    try:
        read = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as e:
        raise StopError(
            f"{file}: cannot be read ({' '.join(str(e).split())}); write YAML like 'title: Our desk'"
        ) from e
    if read is not None and not isinstance(read, dict):
        raise StopError(f"{file}: has no names with values; write YAML like 'title: Our desk'")
    return read or {}


def _value(name: str, value: Any, file: Path | None) -> Any:
    if name == "authors" and isinstance(value, dict):
        return tuple((str(k), str(v)) for k, v in value.items())
    if name == "searches" and isinstance(value, list):
        return tuple(map(str, value))
    if name == "sponsors" and isinstance(value, list):
        return tuple(_sponsor(v, file) for v in value)
    if name in ("authors", "searches", "sponsors") or not isinstance(value, str | int | float):
        want = {"authors": "a name and a text each", "searches": "a list", "sponsors": "a list"}.get(name, "a text")
        raise StopError(f"{file}: {name} is to be {want}; docs/publishing.md has an example")
    return str(value)


def _sponsor(told: Any, file: Path | None) -> Sponsor:
    known = tuple(f.name for f in fields(Sponsor))
    if not isinstance(told, dict) or "name" not in told or set(told) - set(known):
        raise StopError(f"{file}: a sponsor has {', '.join(known)}; docs/publishing.md has an example")
    made = Sponsor(**{k: str(v) for k, v in told.items()})
    if made.link and not is_safe_link(made.link):
        raise StopError(f"{file}: sponsor {made.name}: {made.link} is no link; write it like https://example.org/")
    return made


def _address(told: str) -> str:
    if not told:
        return ""
    try:
        parts = urlsplit(told)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        right = False
    if not right or any(c.isspace() or c in "\"'<>" for c in told):
        raise StopError(f"address {told!r}: is none; write where the site will stand, like https://example.org/news/")
    return f"{told.rstrip('/')}/"
