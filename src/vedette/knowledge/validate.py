"""Check the knowledge files: every fault with its file, its line, the cause and the remedy."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from zoneinfo import available_timezones

from vedette.errors import StopError
from vedette.knowledge.dates import first_day, is_date, last_day
from vedette.knowledge.schema import TABLES, Column, Table
from vedette.knowledge.tables import Line, own_lines, package_lines, parsed, parts

BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG"})
"""Codes of the codebook that are no state's."""

_OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d")
_RANGE = re.compile(r"\d+(?:-\d+)?")
_DATED = re.compile(r"[^|\d][^|]*? (\S+)")
_URL = re.compile(r"https?://[^\s/]+\.[^\s]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line of a file, and how to mend it."""

    file: str
    line: int
    cause: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.cause}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a field may refer to: the codes of states, the names of bodies and groups, the ids of each file."""

    states: frozenset[str]
    bodies: frozenset[str]
    ids: Mapping[str, frozenset[str]]


def check_knowledge(folder: Path | None = None) -> tuple[Fault, ...]:
    """Return the faults of the package's files, or of the user's in `folder`, which may refer to the package's rows.

    Raises StopError where the folder is none.
    """
    if folder is not None and not folder.is_dir():
        raise StopError(f"knowledge {folder}: is not a directory; name the folder that holds your CSV files")
    known = _known(folder)
    files = sorted(TABLES) if folder is None else sorted(p.name for p in folder.glob("*.csv"))
    return tuple(f for file in files for f in _of_file(file, folder, known))


def shipped_files() -> frozenset[str]:
    """Return the names of the package's data files."""
    return frozenset(f.name for f in (resources.files("vedette.knowledge") / "data").iterdir())


def _known(folder: Path | None) -> _Known:
    def column(file: str, name: str) -> frozenset[str]:
        lines: list[Line] = []
        # A broken file is told where it is checked itself.
        with suppress(StopError):
            lines += package_lines(file)
        with suppress(StopError):
            lines += own_lines(file, folder)
        return frozenset(x.fields.get(name, "") for x in lines)

    refs = {a for t in TABLES.values() for c in t.columns if c.kind == "ref" for a in c.among}
    return _Known(
        column("states.csv", "code"),
        column("organisations.csv", "name") | column("groups.csv", "name"),
        {file: column(file, "id") for file in refs},
    )


def _of_file(file: str, folder: Path | None, known: _Known) -> Iterator[Fault]:
    if file not in TABLES:
        if file not in shipped_files():
            yield Fault(
                file, 1, "no file of the knowledge base has this name", f"use one of {', '.join(sorted(TABLES))}"
            )
        return
    table = TABLES[file]
    text = _text(file, folder)
    if text is None:
        yield Fault(file, 1, "cannot be read as UTF-8 text", "save it as UTF-8")
        return
    faulty = list(_of_form(table, text))
    yield from faulty
    if not faulty:
        yield from _of_rows(table, list(parsed(text, file)), known)


def _text(file: str, folder: Path | None) -> str | None:
    try:
        if folder is not None:
            return (folder / file).read_text("utf-8-sig")
        found = resources.files("vedette.knowledge") / "data" / file
        return found.read_text("utf-8") if found.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return None


def _of_form(table: Table, text: str) -> Iterator[Fault]:
    """Yield what is wrong with the header and with the number of fields of each line."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        yield Fault(table.file, 1, "has no header", f"begin it with {','.join(c.name for c in table.columns)}")
        return
    read = list(csv.reader(line for _, line in lines))
    if len(read) != len(lines):
        yield Fault(table.file, 1, "a quotation mark is not closed in its line", "close it; a field spans no lines")
        return
    number, header = lines[0][0], read[0]
    names = {c.name for c in table.columns}
    for extra in (h for h in header if h not in names):
        yield Fault(
            table.file, number, f"column {extra!r} is not known", f"use {', '.join(c.name for c in table.columns)}"
        )
    for c in table.columns:
        if c.needed and c.name not in header:
            yield Fault(table.file, number, f"column {c.name!r} is missing", "add it to the header and to every row")
    for (n, _), fields in zip(lines[1:], read[1:], strict=True):
        if len(fields) != len(header):
            cause = f"{len(fields)} fields instead of {len(header)}"
            yield Fault(table.file, n, cause, "quote a field that holds a comma, and fill up empty ones")


def _of_rows(table: Table, lines: Sequence[Line], known: _Known) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for number, fields in lines:
        faults = [*_of_fields(table, fields, known), *_of_dates(fields)]
        yield from (Fault(table.file, number, cause, remedy) for cause, remedy in faults)
        # Sources differ on when a spell ended; one that begins alike and ends otherwise is no duplicate.
        told_by = (*table.key, "to") if "from" in table.key else table.key
        key = tuple(fields.get(c, "") for c in told_by)
        if key in seen:
            told = ", ".join(f"{c} {v!r}" for c, v in zip(told_by, key, strict=True) if v)
            remedy = "give it an id of its own" if table.key == ("id",) else "keep one of the two rows"
            yield Fault(table.file, number, f"{told} stands in line {seen[key]} already", remedy)
        seen.setdefault(key, number)


def _of_fields(table: Table, fields: Mapping[str, str], known: _Known) -> Iterator[tuple[str, str]]:
    for c in table.columns:
        value = fields.get(c.name, "")
        if not value.strip():
            if c.needed:
                remedy = "name a public page or text" if c.name == "source" else "fill it in"
                yield f"{c.name} is empty", remedy
            continue
        for one in parts(value) if c.many else (value,):
            fault = _of_value(c, one, known)
            if fault:
                yield f"{c.name} {one!r} {fault[0]}", fault[1]


def _of_value(c: Column, value: str, known: _Known) -> tuple[str, str] | None:
    """Return what is wrong with one value of column `c`, and the remedy, or None."""
    match c.kind:
        case "date" if not is_date(value):
            return "is no ISO date", "write it like 1999-04-20, 1999-04 or 1999"
        case "dated" if not ((m := _DATED.fullmatch(value)) and is_date(m[1])):
            return "is no label with an ISO date", "write it like signed 1992-05-15"
        case "state" if value not in known.states | BODIES:
            return "is no known code", "use an ISO 3166 alpha-3 code of states.csv, or UNO, EUR, IGO, NGO, IMG"
        case "party" if value not in known.states | BODIES | known.bodies:
            return (
                "is neither a state's code nor a body's name",
                "use a code of states.csv or a name of organisations.csv or groups.csv",
            )
        case "choice" if value not in c.among:
            return "is none of the words allowed", f"use one of {', '.join(c.among)}"
        case "ref" if all(value not in known.ids[file] for file in c.among):
            return f"is no id of {' or '.join(c.among)}", "add the row there, or mend the id"
        case "range" if not _RANGE.fullmatch(value):
            return "is no number or range", "write it like 1960 or 1900-2000"
        case "offset" if not _OFFSET.fullmatch(value):
            return "is no offset from UTC", "write it like -05:00"
        case "zones" if value not in available_timezones():
            return "is no region of the IANA time zone database", "write it like America/New_York"
        case "url" if not _URL.fullmatch(value):
            return "is no http or https address", "write it in full, like https://example.org"
        case "source" if value.startswith("http") and not _URL.fullmatch(value):
            return "is a broken address", "write it in full, or name the official text"
    return None


def _of_dates(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for a, b in (("from", "to"), ("signed", "ended"), ("in_force", "ended"), ("date", "ended"), ("signed", "in_force")):
        begin, end = fields.get(a, ""), fields.get(b, "")
        if is_date(begin) and is_date(end) and first_day(begin) > last_day(end):
            yield f"{b} {end} lies before {a} {begin}", "mend one of the two dates"
