"""What comes in: a document with the bytes that it was taken out of, and the way by which it came."""

from dataclasses import dataclass
from hashlib import sha256

from vedette.records.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Bytes as they came, before anything was decoded or cleaned.

    `uri` is the address that answered, or the name of the file (`archive.zip!/report.pdf` for a member). `kind` is the media
    type as told ("text/html"), `at` the time of getting (ISO, UTC), `status` and `headers` those of an HTTP answer.
    """

    uri: str
    data: bytes
    at: str
    kind: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def hash(self) -> str:
        """Return the SHA-256 of the bytes, in hex digits."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where an original stands: file of the archive folder, offset and length of its record there, hash of its bytes."""

    file: str
    offset: int
    length: int
    hash: str


@dataclass(frozen=True, slots=True)
class Arriving:
    """A prepared document and the way it came: the input as it was named.

    `original` is None where there are no bytes of its own (a line of JSON Lines, the example dossier).
    """

    document: Document
    way: str
    original: Original | None = None
