"""A release: every table in every form, the dictionary, README, citation and checksums, in a folder and one archive.

The same store asked the same gives the same bytes, wherever and whenever: files stand in a fixed order, the archive has no times,
users or hosts, and no text has a date of its making. (Compression follows the zlib and the pyarrow that are installed.) Each table
is read from the store once, into a file of JSON Lines of which the other forms are made.
"""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.errors import StopError
from vedette.publishing.crosswalks.columns import CROSSWALKS
from vedette.publishing.crosswalks.mapped import mapping_files
from vedette.publishing.crosswalks.whole import Whole
from vedette.publishing.dictionary import dictionary, markdown
from vedette.publishing.forms import blocks, has_form
from vedette.publishing.release_texts import RIGHTS, citation, readme
from vedette.publishing.stix import stix_blocks

ROOT = "vedette-data"
"""The folder inside the archive."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP archive can tell; it stands for every file's."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What goes into a release: tables, forms (those of `forms.FORMS`, and stix), its title and who makes it."""

    tables: Sequence[str]
    forms: Sequence[str]
    title: str = "Events, claims and figures out of reports"
    author: str | None = None


def write_release(
    folder: Path, plan: Plan, stamp: Mapping[str, Any], rows: Callable[[str], Iterable[Row]], wholes: Iterable[Whole]
) -> dict[str, int]:
    """Write a release to `folder`, which is new or empty, and its archive beside it (FOLDER.zip); returns rows by table.

    `rows` gives the rows of a table, `wholes` the incidents for STIX. Both appear whole or not at all. Raises StopError
    where something is in the way.
    """
    with _made(folder) as (part, archive):
        (part / "tables").mkdir()
        counts = {what: _write_table(part / "tables", what, plan.forms, rows(what), stamp) for what in plan.tables}
        if "stix" in plan.forms:
            _write(part / "tables" / "incidents.stix.json", (b.encode() for b in stix_blocks(wholes, stamp)))
        if set(plan.tables) & set(CROSSWALKS):
            _write_mappings(part / "crosswalks")
        _write_texts(part, plan, stamp, counts)
        names = _names(part)
        sums = (f"{_sha256(part / name)}  {name}\n".encode() for name in names)
        _write(part / "SHA256SUMS", sums)
        _zip(part, archive)
    return counts


def _write_table(folder: Path, what: str, forms: Sequence[str], rows: Iterable[Row], stamp: Mapping[str, Any]) -> int:
    """Write a table in each form; returns how many rows it has."""
    spool, count = folder / f"{what}.jsonl", 0
    with spool.open("wb") as out:
        for block in blocks(rows, what, "jsonl", stamp):
            out.write(block)
            count += 1
    for form in forms:
        if form not in ("jsonl", "stix") and has_form(what, form):
            _write(folder / f"{what}.{form}", blocks(_spooled(spool), what, form, stamp))
    if "jsonl" not in forms:
        spool.unlink()
    return count


def _write_mappings(folder: Path) -> None:
    """Write the mapping tables of the crosswalks, so that their rules go with what is made by them."""
    folder.mkdir()
    for name, text in mapping_files():
        _write(folder / name, [text.encode()])


def _spooled(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _write_texts(part: Path, plan: Plan, stamp: Mapping[str, Any], counts: Mapping[str, int]) -> None:
    texts = {
        "stamp.json": _json(stamp),
        "dictionary.json": _json(dictionary()),
        "dictionary.md": "\n".join(markdown()) + "\n",
        "LICENSE.md": RIGHTS,
        "CITATION.cff": citation(plan.title, plan.author, stamp),
        "README.md": "",
    }
    files = sorted({*_names(part), *texts, "SHA256SUMS"})
    texts["README.md"] = readme(plan.title, counts, files, stamp)
    for name, text in texts.items():
        _write(part / name, [text.encode()])


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _names(folder: Path) -> list[str]:
    """Return the files of a folder, by their paths in it, in the order of their code points."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _write(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as out:
        out.writelines(parts)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _zip(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for name in _names(folder):
            told = zipfile.ZipInfo(f"{ROOT}/{name}", date_time=_EPOCH)
            told.compress_type, told.create_system, told.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            size = (folder / name).stat().st_size
            with (folder / name).open("rb") as file, out.open(told, "w", force_zip64=size > 2**31) as entry:
                shutil.copyfileobj(file, entry, 1 << 20)


@contextmanager
def _made(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Give a folder and an archive to write, which take their names when the block ends, or go when it breaks off."""
    folder = folder.absolute()
    archive = folder.with_name(f"{folder.name}.zip")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StopError(f"release {folder}: is there already and not empty; name a new folder")
    if archive.exists():
        raise StopError(f"release {archive}: is there already; name another folder")
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    packed = part.with_suffix(".zip.part")
    try:
        part.mkdir(parents=True)
        yield part, packed
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
        packed.rename(archive)
    except OSError as e:
        raise StopError(f"release {folder}: cannot be written ({e.strerror}); name a folder where you may write") from e
    finally:
        shutil.rmtree(part, ignore_errors=True)
        packed.unlink(missing_ok=True)
