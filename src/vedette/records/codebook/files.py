"""The codebook's YAML files as plain values: the shipped ones, and a user's directory of the same names beside them.

Only `true`, `false` and `null` have a meaning of their own here: YAML 1.1 would read the preposition `on` and the
adverb `no` as truth values, and dates and numbers are never meant in a word list.
"""

import re
from collections.abc import Iterator
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
}
"""The files of the codebook with the keys that each may have at its top; None where the keys are the user's to name."""

OTHERS = frozenset({"casualties.yaml"})
"""Files of a codebook directory that another part of the program reads."""


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
        found = yaml.load(source.text, Loader=_loader())  # noqa: S506 - a subclass of the safe loader
    except yaml.YAMLError as e:
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


def strays(own: Path | None, types: Iterator[str] | tuple[str, ...]) -> list[str]:
    """Return a fault for each file of the user's directory that no part of the codebook reads."""
    if own is None:
        return []
    if not own.is_dir():
        return [f"{own}: is not a directory; name the folder that holds your YAML files"]
    known = {f"{name}.yaml" for name in SECTIONS} | OTHERS
    of_type = {f"{t}.yaml" for t in types}
    found = [*own.glob("*.y*ml"), *own.glob("triggers/*.y*ml")]
    return [
        f"{p}: is no file of the codebook; rename it to one of {', '.join(sorted(of_type if triggers else known))}"
        for p in sorted(found)
        if p.name not in (of_type if (triggers := p.parent != own) else known)
    ]


@cache
def _loader() -> Any:
    """Return the YAML loader: safe, in C where it is built, few words with a meaning, no key twice in a mapping."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def construct_mapping(self: Any, node: Any, deep: bool = False) -> Any:
        names = [key.value for key, _ in node.value]
        if len(set(map(str, names))) < len(names):
            twice = next(n for k, n in enumerate(names) if n in names[:k])
            raise yaml.constructor.ConstructorError(None, None, f"key {twice!r} stands twice", node.start_mark)
        return base.construct_mapping(self, node, deep)

    made: Any = type("CodebookLoader", (base,), {"yaml_implicit_resolvers": {}, "construct_mapping": construct_mapping})
    made.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), ["t", "f"])
    made.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("(?:~|null|)$"), ["~", "n", ""])
    return made
