"""What the openers of containers share: what one thing in hand is called, and how they open what lies in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import BinaryIO, Self

from vedette.errors import SkipError
from vedette.records.arriving import Arriving, Original
from vedette.sources.files import limits

Skip = Callable[[SkipError], None]
STDIN = "standard input"
"""How standard input is named in messages and ways."""


def now() -> str:
    """Return the time as ISO in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing to open, and what is known of it from outside.

    `name` is how messages and the way call it, `url` its address where it has one, `charset` and `kind` (a media type)
    what its server or its mail tells of it, `published` the day that its container tells. `at` is the time of getting
    (ISO, UTC), `depth` the number of containers around it.
    """

    name: str
    at: str
    url: str | None = None
    charset: str | None = None
    kind: str | None = None
    published: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    depth: int = 0

    def inside(self, name: str, *, kind: str | None = None, published: str | None = None) -> Self:
        """Return the piece for what lies in this one under `name`; SkipError where that is nested too deeply."""
        found = f"{self.name}!/{name}"
        if self.depth >= limits.NESTING:
            raise SkipError(
                found, f"lies in more than {limits.NESTING} containers", "take it out and hand it in itself"
            )
        return replace(
            self,
            name=found,
            url=None,
            charset=None,
            kind=kind,
            published=published or self.published,
            status=None,
            headers=(),
            depth=self.depth + 1,
        )

    def original(self, data: bytes, kind: str | None = None) -> Original:
        """Return `data` as the original of this piece."""
        told = self.kind or kind
        return Original(
            uri=self.url or self.name, data=data, at=self.at, kind=told, status=self.status, headers=self.headers
        )


@dataclass(slots=True)
class Budget:
    """What may still be unpacked out of one input: archives in archives draw on the same."""

    members: int = limits.ZIP_MEMBERS
    size: int = limits.ZIP_UNPACKED

    def take(self, size: int, name: str) -> None:
        """Take one member of `size` bytes; SkipError, named for the container, where that is too much."""
        self.members -= 1
        self.size -= size
        if self.members < 0:
            raise SkipError(name, f"holds more than {limits.ZIP_MEMBERS:,} files", "unpack it and hand in the folder")
        if self.size < 0:
            raise SkipError(
                name,
                f"unpacks to more than {limits.ZIP_UNPACKED // limits.MB:,} MB",
                "unpack it and hand in the folder",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How one input is opened: where skips are told, which columns of tables mean what, and the opener of members."""

    on_skip: Skip
    open: "Callable[[BinaryIO, Piece, Desk], Iterator[Arriving]]"
    columns: Mapping[str, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)

    def opened(self, handle: BinaryIO, piece: Piece) -> Iterator[Arriving]:
        """Yield what a member of a container holds; where it cannot be used, that is told and the others go on."""
        try:
            yield from self.open(handle, piece, self)
        except SkipError as e:
            self.on_skip(e)
        except RecursionError:
            self.on_skip(SkipError(piece.name, "is nested too deeply", "hand in its text as a text file"))


def held(handle: BinaryIO, name: str, most: int = limits.TEXT) -> bytes:
    """Return all bytes of `handle`; SkipError where there are more than `most`."""
    data = handle.read(most + 1)
    if len(data) > most:
        raise SkipError(
            name, f"is larger than {most // limits.MB} MB", "split it, or hand in its documents as JSON Lines"
        )
    return data
