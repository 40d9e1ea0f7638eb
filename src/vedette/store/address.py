"""Which store: a file (SQLite) or the address of a PostgreSQL database."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from vedette.errors import StopError


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is. `file` is None for PostgreSQL; `shown` names it in messages, without a password."""

    url: URL
    file: Path | None
    shown: str

    @classmethod
    def of(cls, told: str) -> Self:
        """Return the address told as a file's name or as `postgresql://user@host/database`.

        Raises StopError where it is an address of anything else.
        """
        if "://" not in told:
            path = Path(told).expanduser()
            return cls(URL.create("sqlite", database=str(path)), path, str(path))
        try:
            url = make_url(told)
        except (ArgumentError, ValueError) as e:
            raise StopError(
                f"store {told.partition('@')[2] or '(address)'}: is no address; "
                "write a file's name, or postgresql://user@host/database"
            ) from e
        if url.drivername == "sqlite":
            return cls(url, Path(url.database or ""), str(url.database))
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise StopError(
                f"store {url.drivername}: no such kind of store; write a file's name, or postgresql://user@host/database"
            )
        return cls(url.set(drivername="postgresql+psycopg"), None, url.render_as_string(hide_password=True))
