"""Load the codebook from its YAML files, the user's own on top, with every fault told at once."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from vedette.errors import StopError
from vedette.records.codebook.entries import read_roles, read_triggers
from vedette.records.codebook.files import SECTIONS, Source, parse, sources, strays
from vedette.records.codebook.forms import forms
from vedette.records.codebook.model import Codebook, Role, Trigger
from vedette.records.codebook.validate import SHAPES, check_lists, check_modes, check_shape, check_types

T = TypeVar("T", Trigger, Role)


@cache
def load_codebook(extra: Path | None = None) -> Codebook:
    """Return the shipped codebook, with the files of `extra` (or of VEDETTE_CODEBOOK) added to or over it.

    Raises StopError that lists every fault with its file and entry.
    """
    named = os.environ.get("VEDETTE_CODEBOOK")
    faults: list[str] = []
    book = _load(extra or (Path(named) if named else None), faults)
    if book is None:
        raise StopError(f"codebook: {len(faults)} fault{'s' * (len(faults) > 1)}; mend: " + "; ".join(faults))
    return book


def check_codebook(directory: Path | None = None) -> list[str]:
    """Return every fault of the codebook with `directory` on top, a sentence each; none where it is sound."""
    faults: list[str] = []
    _load(directory, faults)
    return faults


def _load(own: Path | None, faults: list[str]) -> Codebook | None:
    """Return the codebook, or None where `faults` were found."""
    read = {name: _read(name, own, faults) for name in SECTIONS}
    parts = {name: _joined(files) for name, files in read.items() if name != "roles"}
    types = {t: tuple(x.get("modes") or ()) for t, x in parts["types"]["types"].items()}
    faults += check_types(parts["types"])
    faults += strays(own, tuple(types))
    for source, told in read["modes"]:
        faults += check_modes(told, types, source.name)
    triggers = read_triggers(own, types, parts["classes"], faults)
    roles = read_roles(read["roles"], parts["types"]["sectors"], faults)
    light = _light(told for _, told in read["light"])
    return None if faults else _book(parts, types, triggers, roles, light)


def _read(name: str, own: Path | None, faults: list[str]) -> list[tuple[Source, dict[str, Any]]]:
    """Return the shipped and the user's file `name` as they stand, each {} where its shape is wrong."""
    out = []
    for source in sources(f"{name}.yaml", own, faults):
        told = parse(source, faults, SECTIONS[name])
        bad = list(check_shape(told, SHAPES[name], source.name))
        if not bad and SHAPES[name] == SHAPES["classes"]:
            bad = list(check_lists(told, source.name, apart=name == "light"))
        faults += bad
        out.append((source, {} if bad else told))
    return out


def _joined(files: Iterable[tuple[Source, dict[str, Any]]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for _, told in files:
        out = _laid_over(out, told)
    return out


def _laid_over(shipped: Any, added: Any) -> Any:
    """Return `shipped` with the user's part: mappings merge key by key, lists are joined, the rest is replaced."""
    if isinstance(shipped, dict) and isinstance(added, dict):
        return {**shipped, **{k: _laid_over(shipped.get(k), v) for k, v in added.items()}}
    if isinstance(shipped, list) and isinstance(added, list):
        return list(dict.fromkeys([*added, *shipped]))
    return added


def _book(
    parts: Mapping[str, Any],
    types: Mapping[str, tuple[str, ...]],
    triggers: Iterable[Trigger],
    roles: Iterable[Role],
    light: Mapping[str, str],
) -> Codebook:
    told, reporting = parts["types"], parts["reporting"]
    by_pos: dict[str, list[Trigger]] = {"verb": [], "noun": [], "adjective": []}
    for t in triggers:
        by_pos[t.pos].append(t)
    return Codebook(
        types=types,
        meanings={t: x.get("meaning", "") for t, x in told["types"].items()},
        statuses=told["statuses"],
        sectors=told["sectors"],
        casualty_kinds=told["casualties"],
        groups={t: g for g, members in told["groups"].items() for t in members},
        verbs=_with_misread(_indexed(by_pos["verb"], lambda t: t.lemma[0]), parts["lemmas"]),
        nouns=_indexed(by_pos["noun"], lambda t: t.lemma[-1]),
        adjectives=_indexed(by_pos["adjective"], lambda t: t.lemma[0]),
        roles=_with_singulars(_indexed(roles, lambda r: r.lemma[-1])),
        light={**light, **{wrong: light[v] for wrong, v in parts["lemmas"].items() if v in light}},
        reporting=frozenset(reporting["verbs"]),
        reporting_adverbs=frozenset(reporting["adverbs"]),
        quoting=frozenset(reporting["quoting"]),
        modals={k: tuple(v) for k, v in parts["modals"].items()},
        modes={t: tuple((m, _cues(phrases)) for m, phrases in x.items()) for t, x in parts["modes"].items()},
        classes={k: frozenset(v) for k, v in parts["classes"].items()},
        cues={k: frozenset(v) for k, v in parts["status"].items()},
    )


def _cues(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the word sequences of a mode's cues; the coder looks for them with punctuation left out."""
    found = (tuple(w for w in words if w != "-") for p in phrases for words in forms(p))
    return tuple(dict.fromkeys(found))


def _light(files: Iterable[dict[str, Iterable[str]]]) -> dict[str, str]:
    """Return whose the subject of each light verb is; a later file's word on a verb goes before an earlier one's."""
    return {verb: whose for told in files for whose, verbs in told.items() for verb in verbs}


def _indexed(entries: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    """Return `entries` by their key word, the longest expressions and the most constrained first."""
    out: dict[str, list[T]] = {}
    for e in entries:
        out.setdefault(key(e), []).append(e)
    return {k: tuple(sorted(v, key=_rank)) for k, v in out.items()}


def _with_misread(
    verbs: Mapping[str, tuple[Trigger, ...]], lemmas: Mapping[str, str]
) -> dict[str, tuple[Trigger, ...]]:
    """Return `verbs` with each verb also under the lemma that the lemmatizer wrongly gives its inflected forms."""
    added = {wrong: verbs.get(wrong, ()) + verbs[right] for wrong, right in lemmas.items() if right in verbs}
    return {**verbs, **{k: tuple(sorted(v, key=_rank)) for k, v in added.items()}}


def _with_singulars(roles: Mapping[str, tuple[Role, ...]]) -> dict[str, tuple[Role, ...]]:
    """Return `roles` with those of the singular also under a plural that "house of representatives" has made a key."""
    out = dict(roles)
    for plural in roles:
        singular = plural[:-3] + "y" if plural.endswith("ies") else plural[:-1] if plural.endswith("s") else ""
        if singular in roles:
            out[plural] = tuple(sorted(roles[plural] + roles[singular], key=_rank))
    return out


def _rank(e: Trigger | Role) -> tuple[int, int]:
    constraints = len(e.needs) + bool(e.object) + bool(e.subject) if isinstance(e, Trigger) else 0
    return (-len(e.lemma), -constraints)
