"""Load the codebook from its YAML files, the user's own on top, with every fault told at once."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import yaml

from vedette.errors import StopError
from vedette.records.codebook.model import Codebook, Role, Trigger
from vedette.records.codebook.validate import DECIDED, check_role, check_trigger, check_types

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FILES = ("types", "classes", "modes", "light", "roles", "reporting", "status", "modals")
_NOUN_ACTOR = ("by", "possessive", "modifier", "light")
_NOUN_RECIPIENT = ("on", "against", "of", "at", "to")

Sections = dict[str, Any]
T = TypeVar("T", Trigger, Role)


@cache
def load_codebook(extra: Path | None = None) -> Codebook:
    """Return the shipped codebook, with the files of `extra` (or of VEDETTE_CODEBOOK) added to or over it.

    Raises StopError that lists every fault with its file and entry.
    """
    own = extra or (Path(os.environ["VEDETTE_CODEBOOK"]) if os.environ.get("VEDETTE_CODEBOOK") else None)
    faults: list[str] = []
    book = _load(own, faults)
    if faults:
        raise StopError(f"codebook: {len(faults)} faults; mend them: " + "; ".join(faults))
    return book


def check_codebook(directory: Path | None = None) -> list[str]:
    """Return every fault of the codebook with `directory` on top, a sentence each; none where it is sound."""
    faults: list[str] = []
    if directory is not None and not directory.is_dir():
        return [f"{directory}: is not a directory; name the folder that holds your YAML files"]
    _load(directory, faults)
    return faults


def _load(own: Path | None, faults: list[str]) -> Codebook:
    base = resources.files(__package__)
    parts: Sections = {}
    for name in FILES:
        shipped = _read(base.joinpath(f"{name}.yaml").read_text("utf-8"), f"{name}.yaml", faults)
        added = _own(own, f"{name}.yaml", faults)
        parts[name] = _laid_over(shipped, added)
    types = {t: tuple(x.get("modes") or ()) for t, x in parts["types"]["types"].items()}
    faults += check_types(parts["types"])
    triggers = _triggers(own, types, parts["classes"], faults)
    return _book(parts, types, triggers, faults)


def _read(text: str, name: str, faults: list[str]) -> Any:
    try:
        return yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - a safe loader, in C where it is built
    except yaml.YAMLError as e:
        faults.append(f"{name}: not YAML ({' '.join(str(e).split())}); mend the line it names")
        return {}


def _own(own: Path | None, name: str, faults: list[str]) -> Any:
    path = own / name if own else None
    if path is None or not path.is_file():
        return None
    try:
        return _read(path.read_text("utf-8"), str(path), faults)
    except (OSError, UnicodeDecodeError) as e:
        faults.append(f"{path}: cannot be read ({e}); make it a readable UTF-8 file")
        return None


def _laid_over(shipped: Any, added: Any) -> Any:
    """Return `shipped` with the user's part: mappings merge key by key, lists are joined, the rest is replaced."""
    if added is None:
        return shipped
    if isinstance(shipped, dict) and isinstance(added, dict):
        return {**shipped, **{k: _laid_over(shipped.get(k), v) for k, v in added.items()}}
    if isinstance(shipped, list) and isinstance(added, list):
        return [*added, *shipped]
    return added


def _triggers(own: Path | None, types: Mapping[str, tuple[str, ...]], classes: Any, faults: list[str]) -> list[Trigger]:
    """Return all triggers; a user's entry of the same word, part of speech and type replaces the shipped one."""
    base = resources.files(__package__).joinpath("triggers")
    found: dict[tuple[tuple[str, ...], str, str, str | None, frozenset[str]], Trigger] = {}
    for type_ in types:
        name = f"triggers/{type_}.yaml"
        for where, section in (
            (name, _read(base.joinpath(f"{type_}.yaml").read_text("utf-8"), name, faults)),
            (str(own / name) if own else "", _own(own, name, faults)),
        ):
            replaced = bool(own) and where != name
            for t in _section(type_, section or {}, where, types, classes, faults):
                key = (t.lemma, t.pos, t.type, None, frozenset()) if replaced else (t.lemma, t.pos, t.type, t.mode, t.object)
                if replaced:
                    found = {k: v for k, v in found.items() if k[:3] != key[:3]}
                found[key] = t
    return list(found.values())


def _section(
    type_: str, section: Any, where: str, types: Mapping[str, tuple[str, ...]], classes: Any, faults: list[str]
) -> Iterable[Trigger]:
    for key, pos in (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective")):
        for entry in section.get(key) or ():
            entry = {"lemma": entry} if isinstance(entry, str) else entry  # noqa: PLW2901 - a bare word is an entry
            bad = check_trigger(entry, pos, type_, types[type_], classes)
            if bad:
                faults += [f"{where}: {pos} {entry.get('lemma')!r}: {b}" for b in bad]
            else:
                yield _trigger(type_, pos, entry, classes)


def _trigger(type_: str, pos: str, e: Mapping[str, Any], classes: Mapping[str, Iterable[str]]) -> Trigger:
    roles = e.get("roles") or {}
    default = {"verb": (("subject",), ("object",)), "noun": (_NOUN_ACTOR, _NOUN_RECIPIENT)}.get(
        pos, (("subject",), ("to", "of", "by", "with", "at", "for"))
    )
    return Trigger(
        lemma=tuple(str(e["lemma"]).split()),
        pos=pos,
        type=type_,
        mode=e.get("mode"),
        actor=_words(roles.get("actor"), default[0]),
        recipient=_words(roles.get("recipient"), default[1]),
        of=None if e.get("of") in (None, "none") else e["of"],
        object=_expanded(e.get("object"), classes),
        not_object=_expanded(e.get("not_object"), classes),
        subject=_expanded(e.get("subject"), classes),
        not_subject=_expanded(e.get("not_subject"), classes),
        needs=frozenset(e.get("needs") or ()),
        swallow=e.get("clause") == "swallow",
        weak=e.get("strength") == "weak",
        generic=bool(e.get("generic")),
        status=e.get("status"),
        not_before=_expanded(e.get("not_before"), classes),
        not_after=_expanded(e.get("not_after"), classes),
    )


def _words(given: Any, default: tuple[str, ...]) -> tuple[str, ...]:
    return default if given is None else (given,) if isinstance(given, str) else tuple(given)


def _expanded(words: Any, classes: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return a constraint's lemmas, classes of nouns replaced by their members; the coder's own classes stay."""
    out: set[str] = set()
    for w in (words,) if isinstance(words, str) else words or ():
        out.update(classes[w[1:]] if w.startswith("@") and w not in DECIDED else (w,))
    return frozenset(out)


def _book(parts: Sections, types: Mapping[str, tuple[str, ...]], triggers: list[Trigger], faults: list[str]) -> Codebook:
    told = parts["types"]
    for e in parts["roles"].get("roles") or ():
        faults += [f"roles.yaml: {e.get('lemma') if isinstance(e, dict) else e!r}: {b}" for b in check_role(e, told["sectors"])]
    roles = [] if faults else [_role(e) for e in parts["roles"]["roles"]]
    by_pos = {pos: [t for t in triggers if t.pos == pos] for pos in ("verb", "noun", "adjective")}
    reporting = parts["reporting"]
    return Codebook(
        types=types,
        meanings={t: x["meaning"] for t, x in told["types"].items()},
        statuses=told["statuses"],
        sectors=told["sectors"],
        groups={t: g for g, members in told["groups"].items() for t in members},
        verbs=_indexed(by_pos["verb"], lambda t: t.lemma[0]),
        nouns=_indexed(by_pos["noun"], lambda t: t.lemma[-1]),
        adjectives=_indexed(by_pos["adjective"], lambda t: t.lemma[0]),
        roles=_indexed(roles, lambda r: r.lemma[-1]),
        light={v: role for role, verbs in parts["light"].items() for v in verbs},
        reporting=frozenset(reporting.get("verbs") or ()),
        reporting_adverbs=frozenset(reporting.get("adverbs") or ()),
        quoting=frozenset(reporting.get("quoting") or ()),
        modals={k: tuple(v) for k, v in parts["modals"].items()},
        modes={t: tuple((m, tuple(tuple(p.split()) for p in phrases)) for m, phrases in x.items()) for t, x in parts["modes"].items()},
        classes={k: frozenset(v) for k, v in parts["classes"].items()},
        cues={k: frozenset(v) for k, v in parts["status"].items()},
    )


def _role(e: Mapping[str, Any]) -> Role:
    return Role(
        tuple(str(e["lemma"]).split()), e["sector"], e.get("who"), bool(e.get("title")), bool(e.get("state")), bool(e.get("generic_person"))
    )


def _indexed(entries: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    """Return `entries` by their key word, the longest expressions and the most constrained first."""
    out: dict[str, list[T]] = {}
    for e in entries:
        out.setdefault(key(e), []).append(e)
    return {k: tuple(sorted(v, key=_rank)) for k, v in out.items()}


def _rank(e: Trigger | Role) -> tuple[int, int]:
    constraints = len(e.needs) + bool(e.object) + bool(e.subject) if isinstance(e, Trigger) else 0
    return (-len(e.lemma), -constraints)
