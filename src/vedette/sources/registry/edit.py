"""Change a list of sources as text: entries are added, removed and paused, and every comment stays where it was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from vedette.errors import StopError
from vedette.records.source import Source
from vedette.sources.registry.checks import Known
from vedette.sources.registry.file import read_entries
from vedette.sources.registry.write import source_text


@dataclass(frozen=True, slots=True)
class _Span:
    """Where an entry stands: first and last line (from 0), the column of its fields, and the YAML node itself."""

    first: int
    last: int
    column: int
    node: Any


def added(text: str, sources: Iterable[Source], known: Known) -> str:
    """Return the list with `sources` behind its last entry; raises StopError where one's id is there already."""
    new = tuple(sources)
    there = _ids(text, known)
    for s in new:
        if s.id in there:
            raise StopError(f"source {s.id!r}: is in the list already; choose another id with --id")
    block = "".join(source_text(s) for s in new)
    if text.strip() in ("", "[]"):
        return _proved(text, block, known, lambda before: (*before, *new))
    bare = text if text.endswith("\n") else f"{text}\n"
    return _proved(text, f"{bare}{_indented(block, text)}", known, lambda before: (*before, *new))


def removed(text: str, source: str, known: Known) -> str:
    """Return the list without the entry of this id; comments between entries stay. Raises StopError where there is none."""
    span = _span(text, source)
    lines = text.splitlines(keepends=True)
    changed = "".join([*lines[: span.first], *lines[span.last + 1 :]])
    return _proved(text, changed, known, lambda before: tuple(s for s in before if s.id != source))


def paused(text: str, source: str, known: Known, *, pause: bool) -> str:
    """Return the list with an entry paused, or no longer paused; raises StopError where there is none of this id."""
    span = _span(text, source)
    lines = text.splitlines(keepends=True)
    word = "true" if pause else "false"
    value = next((v for k, v in span.node.value if k.value == "paused"), None)
    if value is None:
        last = lines[span.last]
        lines[span.last] = f"{last if last.endswith(chr(10)) else last + chr(10)}{' ' * span.column}paused: {word}\n"
    else:
        line, begin, end = value.start_mark.line, value.start_mark.column, value.end_mark.column
        space = "" if value.value else " "
        lines[line] = f"{lines[line][:begin]}{space}{word}{lines[line][end:]}"
    after = "".join(lines)
    return _proved(
        text, after, known, lambda before: tuple(replace(s, paused=pause) if s.id == source else s for s in before)
    )


def _ids(text: str, known: Known) -> set[str]:
    return {e.source.id for e in read_entries(text, "the list", known)[0]}


def _proved(before: str, after: str, known: Known, change: Callable[[tuple[Source, ...]], tuple[Source, ...]]) -> str:
    """Return `after` where it reads as it should: text is changed line by line, and a list may be written in odd ways."""
    old, faults = read_entries(before, "the list", known)
    new, more = read_entries(after, "the list", known)
    broken = sum(not p.warning for p in more) > sum(not p.warning for p in faults)
    if broken or tuple(e.source for e in new) != change(tuple(e.source for e in old)):
        raise StopError("sources: the list is written in a way that cannot be changed from here; change it by hand")
    return after


def _span(text: str, source: str) -> _Span:
    for node in _root(text):
        told = {k.value: v.value for k, v in node.value if v.id == "scalar"} if node.id == "mapping" else {}
        if told.get("id") == source:
            if node.flow_style or node.start_mark.column < 1:
                raise StopError(
                    f"source {source!r}: is written in braces; change it by hand, or write it over several lines"
                )
            return _Span(node.start_mark.line, _last_line(node), node.start_mark.column, node)
    raise StopError(f"source {source!r}: is not in the list; 'vedette sources list' tells what is")


def _root(text: str) -> list[Any]:
    import yaml  # noqa: PLC0415 - not needed for --help

    try:
        # This loader counts lines and columns in characters, and is slow to no harm.
        root: Any = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as e:
        raise StopError("sources: the list is no YAML; 'vedette sources check' tells where it is broken") from e
    return root.value if root is not None and root.id == "sequence" and not root.flow_style else []


def _last_line(node: Any) -> int:
    """Return the last line of what a node holds; its own end mark stands behind the comments that follow it."""
    if node.id == "scalar" or node.flow_style:
        return int(node.end_mark.line - (node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line))
    children = [n for pair in node.value for n in pair] if node.id == "mapping" else node.value
    return max(map(_last_line, children), default=node.start_mark.line)


def _indented(block: str, text: str) -> str:
    """Return the block as far in as the entries of the list are."""
    nodes = _root(text)
    line = text.splitlines()[nodes[0].start_mark.line] if nodes else ""
    margin = line[: len(line) - len(line.lstrip())]
    return "".join(f"{margin}{part}" for part in block.splitlines(keepends=True))
