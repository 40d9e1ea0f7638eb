"""A message, and the channels that take one. Secrets are in no representation, so that they reach no log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vedette.errors import VedetteError

ALERT, UPDATE, DIGEST, TEST = "alert", "update", "digest", "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent: `id` is the same whenever the same is sent again, `thread` the id of the message that it answers to.

    `kind` is alert, update, digest or test; `data` is what a web hook gets beside the words.
    """

    id: str
    kind: str
    title: str
    text: str
    html: str
    thread: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that takes JSON. `allow` are hosts of the user's own network that may be dialled."""

    url: str = field(repr=False)
    secret: str = field(default="", repr=False)
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """A mail server. `tls` is starttls, tls or none; `sender` and `to` are addresses."""

    host: str
    port: int
    tls: str
    sender: str
    to: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apprise:
    """An address of the Apprise library, which reaches messengers and telephones."""

    url: str = field(repr=False)


Channel = Webhook | Smtp | Apprise


class SendError(VedetteError):
    """A channel did not take a message; `lasting` tells that trying again at once is of no use. Holds no secret."""

    def __init__(self, told: str, *, lasting: bool = False) -> None:
        super().__init__(told)
        self.lasting = lasting
