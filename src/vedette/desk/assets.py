"""The desk's own files, and the stamp that lets browsers keep them for good."""

import hashlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"


@cache
def stamp() -> str:
    """Return eight digits that change with any file under `static`."""
    whole = hashlib.sha256()
    for file in sorted(f for f in STATIC.rglob("*") if f.is_file()):
        whole.update(file.relative_to(STATIC).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:8]


def static(name: str) -> str:
    """Return the address of a file under `static`."""
    return f"/static/{stamp()}/{name}"
