"""The user's channels, read from the YAML file that `VEDETTE_CHANNELS` names. What is wrong is told without the values."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from vedette.errors import StopError
from vedette.publishing.channels.model import Apprise, Channel, Smtp, Webhook
from vedette.sources.net.guard import allowed

_KINDS = ("webhook", "smtp", "apprise")
_TLS = {"starttls": 587, "tls": 465, "none": 25}
_SMTP = {"host", "port", "tls", "from", "to", "user", "password"}


def channels_file() -> Path | None:
    """Return the file that `VEDETTE_CHANNELS` names, None where it names none."""
    named = os.environ.get("VEDETTE_CHANNELS")
    return Path(named) if named else None


def load_channels(path: Path | None) -> dict[str, Channel]:
    """Return the channels by their names; StopError where the file cannot be read, or one is told wrongly."""
    if path is None:
        raise StopError("channels: no file is named; set VEDETTE_CHANNELS to a YAML file (docs/alerts.md)")
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as e:
        raise StopError(f"channels {path}: cannot be read ({type(e).__name__}); check the file") from None
    except yaml.YAMLError as e:
        # The library's words would quote the line, and a secret with it.
        line = getattr(getattr(e, "problem_mark", None), "line", -1) + 1
        raise StopError(f"channels {path}: is no YAML (line {line}); mend it") from None
    if not isinstance(told, dict) or not told:
        raise StopError(f"channels {path}: names no channel; write NAME, and below it webhook, smtp or apprise")
    return {str(name): _channel(str(name), value) for name, value in told.items()}


def is_open(path: Path) -> bool:
    """Tell whether others than its owner may read the file with the secrets."""
    try:
        return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False


def _channel(name: str, told: Any) -> Channel:
    kinds = [k for k in _KINDS if isinstance(told, dict) and k in told]
    if len(kinds) != 1:
        raise StopError(f"channel {name!r}: is none; write exactly one of {', '.join(_KINDS)} below it")
    value = told[kinds[0]]
    if kinds[0] == "apprise":
        return Apprise(url=_words(name, "apprise", value))
    if kinds[0] == "webhook":
        allow = told.get("allow", [])
        if not isinstance(allow, list):
            raise StopError(f"channel {name!r}: allow is no list; write one host below another")
        allowed(map(str, allow))
        secret = _words(name, "secret", told["secret"]) if "secret" in told else ""
        return Webhook(url=_words(name, "webhook", value), secret=secret, allow=tuple(map(str, allow)))
    return _smtp(name, value)


def _smtp(name: str, told: Any) -> Smtp:
    if not isinstance(told, dict) or not {"host", "from", "to"} <= told.keys():
        raise StopError(f"channel {name!r}: smtp needs host, from and to")
    if unknown := sorted(map(str, told.keys() - _SMTP)):
        raise StopError(f"channel {name!r}: {unknown[0]} is not known; smtp has {', '.join(sorted(_SMTP))}")
    tls = str(told.get("tls", "starttls")).lower()
    # YAML reads a bare "no" as false.
    tls = "none" if tls in ("false", "no") else tls
    if tls not in _TLS:
        raise StopError(f"channel {name!r}: tls is none of {', '.join(_TLS)}")
    to = told["to"] if isinstance(told["to"], list) else [told["to"]]
    addresses = [_address(name, x) for x in (told["from"], *to)]
    if tls == "none" and told.get("password"):
        raise StopError(f"channel {name!r}: would send a password in the clear; use tls or starttls")
    return Smtp(
        host=_words(name, "host", told["host"]),
        port=_port(name, told.get("port", _TLS[tls])),
        tls=tls,
        sender=addresses[0],
        to=tuple(addresses[1:]),
        user=str(told.get("user", "")),
        password=str(told.get("password", "")),
    )


def _port(name: str, told: Any) -> int:
    if not isinstance(told, int) or not 0 < told < 65536:
        raise StopError(f"channel {name!r}: port is none; write a number from 1 to 65535")
    return told


def _address(name: str, told: Any) -> str:
    text = _words(name, "address", told)
    if "@" not in text or any(c.isspace() or not c.isprintable() or c in "<>,;" for c in text):
        raise StopError(f"channel {name!r}: an address is none; write it like desk@example.org, without a name")
    return text


def _words(name: str, what: str, told: Any) -> str:
    if not isinstance(told, str) or not told.strip():
        raise StopError(f"channel {name!r}: {what} is missing, or no text")
    return told.strip()


def chosen(channels: Mapping[str, Channel], names: tuple[str, ...]) -> dict[str, Channel]:
    """Return the channels of these names; StopError for a name that the file does not have."""
    if unknown := next((n for n in names if n not in channels), None):
        raise StopError(f"channel {unknown!r}: is not in the file of channels; it has {', '.join(sorted(channels))}")
    return {n: channels[n] for n in names}
