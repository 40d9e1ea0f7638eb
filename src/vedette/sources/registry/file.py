"""Read a list of sources: YAML that people edit, read strictly, every problem told with its line and its remedy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vedette.records.source import ADDRESS_KINDS, EVERY, Address, Source
from vedette.sources.registry.checks import FIELDS, Known, Wrong, address_of, checked

Node = Any
"""A node of the YAML library, which has no types; it has `id` (the word for its sort), `value` and `start_mark`."""

LARGEST = 2_000_000
"""Characters that a list may have; a thousand sources take a fifth of it."""

DEEPEST = 12
"""Levels that a list may have; an address lies seven deep."""

_NOTHING = "tag:yaml.org,2002:null"
_LIST = "write a list, one source after another, each beginning with - id:"
_ADDRESS = "write each address like - feed: https://example.org/rss"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a list of sources, where, and how to mend it; `warning` where the entry can be used all the same."""

    file: str
    line: int
    entry: str
    cause: str
    remedy: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.entry}: {self.cause}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One source as the list tells it: its first line, and the names of the fields that it tells."""

    source: Source
    line: int
    told: frozenset[str]


@dataclass(slots=True)
class _Reading:
    """One reading of a list: what was found so far."""

    file: str
    known: Known
    problems: list[Problem] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    urls: dict[tuple[str, str], str] = field(default_factory=dict)

    def wrong(self, line: int, entry: str, wrong: Wrong) -> None:
        self.problems.append(Problem(self.file, line, entry, wrong.cause, wrong.remedy, wrong.warning))


def read_entries(text: str, file: str, known: Known) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the sources of a list and all its problems; `file` names it in them.

    A broken entry is left out and told; the others are read. Fields that are left out are those of `Source`.
    """
    reading = _Reading(file, known)
    entries = []
    for node in _nodes(text, reading):
        before = len(reading.problems)
        entry = _entry(node, reading)
        if entry is not None and all(p.warning for p in reading.problems[before:]):
            entries.append(entry)
    return tuple(entries), tuple(reading.problems)


def _nodes(text: str, reading: _Reading) -> Iterator[Node]:
    if len(text) > LARGEST:
        reading.wrong(1, "the list", Wrong(f"is longer than {LARGEST:,} characters", "split it into several files"))
        return
    root = _composed(text, reading)
    if root is None or root.tag == _NOTHING:
        return
    if root.id != "sequence":
        reading.wrong(root.start_mark.line + 1, "the list", Wrong("is no list of sources", _LIST))
        return
    yield from root.value


def _composed(text: str, reading: _Reading) -> Any:
    import yaml  # noqa: PLC0415 - not needed for --help

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        wrong = _odd(yaml.parse(text, loader))
        if wrong is None:
            return yaml.compose(text, loader)
        reading.wrong(1, "the list", wrong)
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        cause = f"is no YAML ({getattr(e, 'problem', None) or 'a character that YAML forbids'})"
        remedy = "mend the indentation, the quotation marks or the colon there"
        reading.wrong(mark.line + 1 if mark else 1, "the list", Wrong(cause, remedy))
    return None


def _odd(events: Iterator[Any]) -> Wrong | None:
    """Return what a list has no need of and could do harm: parts that unfold, and depths at which the library crashes."""
    depth = 0
    for event in events:
        name = type(event).__name__
        if name == "AliasEvent":
            return Wrong("refers to another part of itself (*name)", "write the values out")
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if depth > DEEPEST:
            return Wrong("is nested too deeply", _LIST)
    return None


def _entry(node: Node, reading: _Reading) -> Entry | None:
    line = node.start_mark.line + 1
    if node.id != "mapping":
        reading.wrong(line, "an entry", Wrong("is no source", _LIST))
        return None
    fields = dict(_fields(node, reading))
    name = _name_of(fields, line)
    values: dict[str, Any] = {}
    for key, value in fields.items():
        if key == "addresses":
            values[key] = tuple(_addresses(value, name, reading))
        elif (found := _value(key, value, name, reading)) is not None:
            values[key] = found
    if not _whole(values, fields, name, line, reading):
        return None
    values.setdefault("name", values["id"])
    values.setdefault("every", EVERY)
    return Entry(Source(**values), line, frozenset(fields))


def _name_of(fields: Mapping[str, Node], line: int) -> str:
    told = fields.get("id") or fields.get("name")
    return f"entry {told.value[:60]!r}" if told is not None and told.id == "scalar" else f"the entry in line {line}"


def _fields(node: Node, reading: _Reading) -> Iterator[tuple[str, Node]]:
    """Yield the fields of an entry that tell something: "country:" with nothing behind it tells nothing."""
    seen: set[str] = set()
    entry = f"the entry in line {node.start_mark.line + 1}"
    for key, value in node.value:
        line, name = key.start_mark.line + 1, str(key.value)[:60]
        if name not in FIELDS:
            reading.wrong(line, entry, Wrong(f"{name!r} is no field", f"use {', '.join(FIELDS)}"))
        elif name in seen:
            reading.wrong(line, entry, Wrong(f"{name!r} is told twice", "keep one of the two"))
        elif value.tag != _NOTHING:
            yield name, value
        seen.add(name)


def _whole(values: Mapping[str, Any], fields: Mapping[str, Node], name: str, line: int, reading: _Reading) -> bool:
    """Tell whether an entry has what it needs; what it lacks is a problem, unless it was told as broken already."""
    if "id" not in fields:
        reading.wrong(line, name, Wrong("has no id", "give it one, like id: un-news"))
    if "addresses" not in fields:
        reading.wrong(
            line, name, Wrong("has no addresses", "add addresses:, and below it - feed: https://example.org/rss")
        )
    elif not values["addresses"]:
        reading.wrong(line, name, Wrong("has no address that can be used", _ADDRESS))
    if "id" not in values or not values.get("addresses"):
        return False
    if values["id"] in reading.ids:
        cause = f"the id stands in line {reading.ids[values['id']]} already"
        reading.wrong(line, name, Wrong(cause, "give it an id of its own"))
        return False
    reading.ids[values["id"]] = line
    return True


def _value(key: str, node: Node, name: str, reading: _Reading) -> Any:
    line = node.start_mark.line + 1
    if key == "party_to":
        items = node.value if node.id == "sequence" else [node]
        found = [_value("war", item, name, reading) for item in items]
        return tuple(f for f in found if f is not None)
    if node.id != "scalar":
        reading.wrong(line, name, Wrong(f"{key} holds more than one value", f"write one value behind {key}:"))
        return None
    value = checked(key, node.value.strip(), reading.known)
    if isinstance(value, Wrong):
        reading.wrong(line, name, value)
        return None
    return value


def _addresses(node: Node, name: str, reading: _Reading) -> Iterator[Address]:
    if node.id != "sequence":
        reading.wrong(node.start_mark.line + 1, name, Wrong("addresses is no list", _ADDRESS))
        return
    for item in node.value:
        line = item.start_mark.line + 1
        pairs = item.value if item.id == "mapping" else []
        told = {str(k.value): v.value.strip() for k, v in pairs if v.id == "scalar"}
        if not told or len(told) != len(pairs) or len(told.keys() & set(ADDRESS_KINDS)) != 1:
            cause = f"an address is not told by one of {', '.join(ADDRESS_KINDS)}"
            reading.wrong(line, name, Wrong(cause, _ADDRESS))
            continue
        yield from _address(told, line, name, reading)


def _address(told: Mapping[str, str], line: int, name: str, reading: _Reading) -> Iterator[Address]:
    found, wrongs = address_of(told)
    for wrong in wrongs:
        reading.wrong(line, name, wrong)
    if found is None:
        return
    other = reading.urls.setdefault((found.kind, found.url), name)
    if other != name:
        reading.wrong(line, name, Wrong(f"its address stands at {other} too", "keep it at one of them", warning=True))
    yield found
