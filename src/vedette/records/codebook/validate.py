"""What is wrong with a codebook's file or entry, told so that its author can mend it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from vedette.records.codebook.files import twice
from vedette.records.record import STATUSES

DECIDED = frozenset({"@person", "@state", "@org", "@force", "@armed"})
"""Classes that the coder decides from what a word resolves to, not from a list."""

LONGEST_CUE = 3
"""Words of the longest cue of a mode: the coder looks up sequences of one to three words."""

WHO = ("military", "civilian", "child", "police", "rebel", "other", "unknown")
"""The victims' classes of the casualty record."""

_PREPOSITIONS = """
about above across after against along alongside amid among around as at before behind below beneath beside between
beyond by concerning despite down during for from in inside into near of off on onto out outside over past per
regarding round since than through throughout till to toward towards under until up upon versus via with within
without
"""
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
"""Words that may name the place of an actor or recipient behind a verb, noun or adjective."""

PLACES = {
    "verb": frozenset({"subject", "object", "indirect", "clause", "speaker"}),
    "noun": frozenset({"by", "possessive", "modifier", "light", "speaker"}),
    "adjective": frozenset({"subject", "speaker"}),
}
"""The places of an actor or recipient by part of speech, besides prepositions."""

_NEEDS = {"verb": {"object", "subject", "indirect", "clause"}, "noun": set[str](), "adjective": {"clause"}}
_COMMON = {"lemma", "mode", "roles", "needs", "clause", "strength", "status", "drop"}
_KEYS = {
    "verb": _COMMON | {"object", "not_object", "subject", "not_subject"},
    "noun": _COMMON | {"of", "not_before", "not_after", "generic"},
    "adjective": _COMMON | {"object", "not_object"},
}
_CHOICES = {"clause": ("swallow", "keep"), "strength": ("weak", "strong"), "of": ("recipient", "actor", "none")}
_FLAGS = ("generic", "drop")
_LISTS = ("object", "not_object", "subject", "not_subject", "not_before", "not_after")
_ROLE_FLAGS = ("title", "state", "generic_person", "drop")

TEXT = "a word or sentence"
WORDS = "a list of words"
SHAPES: Mapping[str, Any] = {
    "types": {
        "types": {"*": {"meaning": TEXT, "modes": WORDS}},
        "statuses": {"*": TEXT},
        "sectors": {"*": TEXT},
        "casualties": {"*": TEXT},
        "groups": {"*": WORDS},
    },
    "modes": {"*": {"*": WORDS}},
    **{name: {"*": WORDS} for name in ("classes", "light", "reporting", "status", "modals")},
    "lemmas": {"*": TEXT},
    "roles": {"roles": list},
}
"""What each file holds: mappings down to texts and lists of words; "*" stands for any key."""


def check_shape(value: Any, shape: Any, where: str) -> Iterator[str]:
    """Yield a fault for each part of `value` that is not as `shape` has it."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{where}: is no mapping; write 'key: value' lines"
            return
        for key, inner in value.items():
            if key in shape or "*" in shape:
                yield from check_shape(inner, shape.get(key, shape.get("*")), f"{where}: {key}")
            else:
                yield f"{where}: key {key!r} is not known; use one of {', '.join(shape)}"
    elif shape is TEXT and not isinstance(value, str):
        yield f"{where}: is no text; write {TEXT}"
    elif shape is WORDS and not _is_words(value):
        yield f"{where}: is not {WORDS}; write [word, word]"
    elif shape is list and not isinstance(value, list):
        yield f"{where}: is no list; write '- {{lemma: word, …}}' lines"


def check_trigger(e: Any, pos: str, type_: str, modes: Iterable[str], classes: Container[str]) -> list[str]:
    """Return every fault of the trigger entry `e` as a sentence."""
    if not isinstance(e, dict) or not lemmas(e):
        return ["has no lemma; write 'lemma: word' or 'lemma: [word, other word]'"]
    bad = [
        f"key {k!r} has no meaning for a {pos}; use one of {', '.join(sorted(_KEYS[pos]))}"
        for k in e
        if k not in _KEYS[pos]
    ]
    bad += _capitals(e)
    bad += _mode_fault(e.get("mode"), type_, modes)
    bad += _choices(e, {**_CHOICES, "status": STATUSES})
    bad += _flags(e, _FLAGS)
    bad += _places(e, pos)
    for key in _LISTS:
        bad += _word_list(e.get(key), key, classes)
    return bad


def check_role(e: Any, sectors: Container[str]) -> list[str]:
    """Return every fault of the role entry `e` as a sentence."""
    if not isinstance(e, dict) or not lemmas(e):
        return ["has no lemma; write 'lemma: word' or 'lemma: [word, other word]'"]
    keys = {"lemma", "sector", "who", *_ROLE_FLAGS}
    bad = [f"key {k!r} is not known; use one of {', '.join(sorted(keys))}" for k in e if k not in keys]
    if e.get("sector") not in sectors and not e.get("drop"):
        bad.append(f"sector {e.get('sector')!r} is not known; use one of those in types.yaml")
    return bad + _capitals(e) + _choices(e, {"who": WHO}) + _flags(e, _ROLE_FLAGS)


def check_types(told: Mapping[str, Any]) -> list[str]:
    """Return every fault of types.yaml: each type must stand in exactly one group of the brief."""
    types = told.get("types") or {}
    grouped = [t for members in (told.get("groups") or {}).values() for t in members]
    bad = [
        f"types.yaml: type {t} stands in {grouped.count(t)} groups; put it in exactly one"
        for t in types
        if grouped.count(t) != 1
    ]
    return bad + [
        f"types.yaml: group member {t} is no type; add it to types or drop it" for t in grouped if t not in types
    ]


def check_modes(
    told: Mapping[str, Mapping[str, list[str]]], types: Mapping[str, tuple[str, ...]], where: str
) -> Iterator[str]:
    """Yield the faults of a modes.yaml: unknown types and modes, cues told twice or too long to be met."""
    for type_, cues in told.items():
        if type_ not in types:
            yield f"{where}: {type_} is no type; use one of {', '.join(types)}"
            continue
        for mode, phrases in cues.items():
            yield from (f"{where}: {type_}: {b}" for b in _mode_fault(mode, type_, types[type_]))
            yield from (f"{where}: {type_}: {mode}: cue {p!r} stands twice; drop one" for p in twice(phrases))
            long = (p for p in phrases if len(p.split()) > LONGEST_CUE)
            yield from (
                f"{where}: {type_}: {mode}: cue {p!r} is longer than {LONGEST_CUE} words; shorten it" for p in long
            )


def check_lists(told: Mapping[str, list[str]], where: str, *, apart: bool) -> Iterator[str]:
    """Yield the words that stand twice in one list, or, where the lists are to be `apart`, in two of them."""
    for key, words in told.items():
        yield from (f"{where}: {key}: {w!r} stands twice; drop one" for w in twice(words))
    if apart:
        every = [w for words in told.values() for w in dict.fromkeys(words)]
        yield from (f"{where}: {w!r} stands in two lists; decide for one" for w in twice(every))


def lemmas(e: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words of an entry: one, or several with the same frame; () where none is told."""
    told = e.get("lemma")
    words: list[str] = [told] if isinstance(told, str) else told if isinstance(told, list) and _is_words(told) else []
    return tuple(" ".join(w.split()) for w in words if w.strip())


def _capitals(e: Mapping[str, Any]) -> list[str]:
    return [
        f"lemma {x!r} has capitals; write it in lower case, as words are looked up" for x in lemmas(e) if x != x.lower()
    ]


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(w, str) for w in value)


def _mode_fault(mode: Any, type_: str, modes: Iterable[str]) -> list[str]:
    if mode is None or mode in modes:
        return []
    return [f"mode {mode!r} is none of {type_}'s; use one of {', '.join(modes) or 'none'}"]


def _choices(e: Mapping[str, Any], choices: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [
        f"{key} {e[key]!r} is not known; use one of {', '.join(allowed)}"
        for key, allowed in choices.items()
        if e.get(key) is not None and e[key] not in allowed
    ]


def _flags(e: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    return [
        f"{k} {e[k]!r} is neither true nor false; write one of them"
        for k in keys
        if k in e and not isinstance(e[k], bool)
    ]


def _places(e: Mapping[str, Any], pos: str) -> Iterator[str]:
    """Yield the faults of an entry's roles and needs: unknown sides, places that the part of speech does not have."""
    roles = e.get("roles")
    if roles is not None and not isinstance(roles, dict):
        yield "roles are no mapping; write 'roles: {actor: [subject], recipient: [object]}'"
        roles = None
    for side, places in (roles or {}).items():
        if side not in ("actor", "recipient"):
            yield f"role {side!r} is not known; use actor or recipient"
        yield from _unknown_places(places, f"roles: {side}", PLACES[pos] | PREPOSITIONS)
    if e.get("needs") is not None:
        yield from _unknown_places(e["needs"], "needs", PREPOSITIONS | _NEEDS[pos])


def _unknown_places(told: Any, key: str, allowed: frozenset[str]) -> Iterator[str]:
    if not isinstance(told, str) and not _is_words(told):
        yield f"{key} is not {WORDS}; write [place, place]"
        return
    for p in (told,) if isinstance(told, str) else told:
        if p not in allowed:
            names = ", ".join(sorted(allowed - PREPOSITIONS))
            yield f"{key}: place {p!r} is not known; use a preposition{' or ' + names if names else ''}"


def _word_list(told: Any, key: str, classes: Container[str]) -> Iterator[str]:
    if told is None:
        return
    if not isinstance(told, str) and not _is_words(told):
        yield f"{key} is not {WORDS}; write [word, word]"
        return
    for w in (told,) if isinstance(told, str) else told:
        if w.startswith("@") and w not in DECIDED and w[1:] not in classes:
            yield f"class {w} in {key} is not known; add it to classes.yaml"
