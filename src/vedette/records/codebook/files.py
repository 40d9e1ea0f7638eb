"""The codebook's YAML files as plain values: the shipped ones, and a user's directory of the same names beside them.

Only `true`, `false` and `null` have a meaning of their own here: YAML 1.1 would read the preposition `on` and the
adverb `no` as truth values, and dates and numbers are never meant in a word list.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

SECTIONS: dict[str, frozenset[str] | None] = {
    "types": frozenset({"types", "statuses", "sectors", "casualties", "groups"}),
    "classes": None,
    "modes": None,
    "light": frozenset({"actor", "recipient", "none"}),
    "roles": frozenset({"roles"}),
    "reporting": frozenset({"verbs", "quoting", "adverbs"}),
    "status": None,
    "modals": frozenset({"verbs", "adjectives"}),
    "lemmas": None,
}
"""The files of the codebook with the keys that each may have at its top; None where the keys are the user's to name."""


class Source(NamedTuple):
    """One YAML file: what to call it in a fault, its text, and whether it is the user's own."""

    name: str
    text: str
    own: bool


def sources(name: str, own: Path | None, faults: list[str]) -> Iterator[Source]:
    """Yield the shipped file `name` ("roles.yaml", "triggers/AID.yaml") and then the user's, each where it exists."""
    shipped = _shipped(name)
    if shipped.is_file():
        yield Source(name, shipped.read_text("utf-8"), own=False)
    path = own / name if own else None
    if path is not None and path.is_file():
        try:
            yield Source(str(path), path.read_text("utf-8"), own=True)
        except (OSError, UnicodeDecodeError) as e:
            faults.append(f"{path}: cannot be read ({e}); make it a readable UTF-8 file")


def _shipped(name: str) -> Traversable:
    return resources.files(__package__).joinpath(*name.split("/"))


def parse(source: Source, faults: list[str], keys: frozenset[str] | None = None) -> dict[str, Any]:
    """Return the mapping that a file holds; {} with a fault where it is none. Only `keys` may stand at its top."""
    try:
        found = _compose(source.text)
    except (yaml.YAMLError, RecursionError) as e:
        faults.append(f"{source.name}: not YAML ({' '.join(str(e).split())}); mend the line it names")
        return {}
    if found is None:
        return {}
    if not isinstance(found, dict):
        faults.append(f"{source.name}: holds no mapping; write 'key: value' lines as in the shipped file")
        return {}
    unknown = [k for k in found if keys is not None and k not in keys]
    faults += [f"{source.name}: key {k!r} is not known; use one of {', '.join(sorted(keys or ()))}" for k in unknown]
    return {str(k): v for k, v in found.items() if k not in unknown}


def strays(own: Path | None, types: Iterable[str]) -> list[str]:
    """Return a fault for each YAML file of the user's directory that is none of the codebook's."""
    if own is None:
        return []
    if not own.is_dir():
        return [f"{own}: is not a directory; name the folder that holds your YAML files"]
    known = [f"{name}.yaml" for name in SECTIONS]
    of_types = [f"triggers/{t}.yaml" for t in types]
    found = sorted({*own.glob("*.y*ml"), *own.glob("*/*.y*ml")})
    return [
        f"{p}: is no file of the codebook; rename it to one of {', '.join(known if p.parent == own else of_types)}"
        for p in found
        if p.relative_to(own).as_posix() not in (*known, *of_types)
    ]


_TRUTHS = {"true": True, "false": False, "null": None, "~": None, "": None}


def _compose(text: str) -> Any:
    """Return the values of a YAML text: mappings, lists, and texts, but for `true`, `false` and `null` unquoted."""
    loader = _composer()(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    return None if root is None else _value(root, {})


def _value(node: Any, known: dict[int, Any]) -> Any:
    """Return what `node` stands for; `known` holds the values of nodes that an alias may name again."""
    if isinstance(node, yaml.ScalarNode):
        return _TRUTHS.get(node.value, node.value) if node.style in (None, "", "plain") else node.value
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = None
    made: Any
    if isinstance(node, yaml.SequenceNode):
        made = [_value(n, known) for n in node.value]
    else:
        made = {str(k.value): _value(v, known) for k, v in node.value}
        if len(made) < len(node.value):
            names = [str(k.value) for k, _ in node.value]
            raise yaml.MarkedYAMLError(problem=f"key {twice(names)[0]!r} stands twice", problem_mark=node.start_mark)
    known[id(node)] = made
    return made


@cache
def _composer() -> Any:
    """Return the YAML parser, in C where it is built. Nothing is ever constructed from a tag: values are texts."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return type("CodebookComposer", (base,), {"resolve": lambda *_: "tag:yaml.org,2002:str"})


def twice(words: Iterable[str]) -> list[str]:
    """Return the words that stand more than once, in order."""
    seen: set[str] = set()
    out: list[str] = []
    for w in words:
        if w in seen:
            out.append(w)
        seen.add(w)
    return out
