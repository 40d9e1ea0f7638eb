"""The codebook's entries out of their files: triggers and roles, the user's in place of the shipped ones."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vedette.records.codebook.files import Source, parse, sources, twice
from vedette.records.codebook.forms import forms
from vedette.records.codebook.model import Role, Trigger
from vedette.records.codebook.validate import DECIDED, check_role, check_trigger, lemmas

Classes = Mapping[str, Iterable[str]]
Word = tuple[tuple[str, ...], str, str]
"""What a user's entry stands in place of: lemma, part of speech and type."""

_POS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
_KEYS = frozenset({"type", *_POS})
_PLACES = {
    "verb": (("subject",), ("object",)),
    "noun": (("by", "possessive", "modifier", "light"), ("on", "against", "of", "at", "to")),
    "adjective": (("subject",), ("to", "of", "by", "with", "at", "for")),
}
"""Where actor and recipient stand if an entry does not tell."""


def read_triggers(
    own: Path | None, types: Mapping[str, tuple[str, ...]], classes: Classes, faults: list[str]
) -> list[Trigger]:
    """Return the triggers of all types; a user's entry stands in place of all shipped ones of its word and type."""
    found: list[Trigger] = []
    for type_, modes in types.items():
        for source in sources(f"triggers/{type_}.yaml", own, faults):
            new, words = _file(source, type_, modes, classes, faults)
            if source.own:
                found = [t for t in found if (t.lemma, t.pos, t.type) not in words]
            found += new
    return found


def _file(
    source: Source, type_: str, modes: tuple[str, ...], classes: Classes, faults: list[str]
) -> tuple[list[Trigger], set[Word]]:
    """Return the triggers of one file and the words that it tells something of, also those that it only drops."""
    told = parse(source, faults, _KEYS)
    if told and told.get("type") != type_:
        faults.append(f"{source.name}: type is {told.get('type')!r}; write 'type: {type_}' or rename the file")
    found: list[Trigger] = []
    words: set[Word] = set()
    for key, pos in _POS.items():
        for entry, lemma in _entries(told.get(key), source, pos, faults):
            bad = check_trigger(entry, pos, type_, modes, classes)
            faults += [f"{source.name}: {pos} {lemma}: {b}" for b in bad]
            if not bad:
                made = list(_triggers(type_, pos, entry, classes))
                words |= {(t.lemma, t.pos, t.type) for t in made}
                found += [] if entry.get("drop") else made
    told_twice = twice(str(t) for t in map(_key, found))
    faults += [f"{source.name}: {x} stands twice with the same conditions; drop one" for x in told_twice]
    return found, words


def _entries(told: Any, source: Source, kind: str, faults: list[str]) -> Iterator[tuple[Any, str]]:
    """Yield the entries of one list, a bare word as an entry, each with the words to call it by."""
    if told is not None and not isinstance(told, list):
        faults.append(f"{source.name}: {kind} entries are no list; write '- {{lemma: word}}' lines")
        return
    for n, e in enumerate(told or (), 1):
        entry = {"lemma": e} if isinstance(e, str) else e
        names = lemmas(entry) if isinstance(entry, dict) else ()
        yield entry, ", ".join(map(repr, names[:3])) + " …" * (len(names) > 3) or f"number {n}"


def _key(t: Trigger) -> str:
    parts = (t.object, t.subject, t.needs, t.not_before, t.not_after)
    told = " ".join(str(sorted(p)) for p in parts if p)
    return f"{t.pos} {' '.join(t.lemma)!r}{' with ' + told if told else ''}"


def _triggers(type_: str, pos: str, e: Mapping[str, Any], classes: Classes) -> Iterator[Trigger]:
    roles = e.get("roles") or {}
    actor, recipient = _PLACES[pos]
    frame: dict[str, Any] = {
        "mode": e.get("mode"),
        "actor": _words(roles["actor"]) if "actor" in roles else actor,
        "recipient": _words(roles["recipient"]) if "recipient" in roles else recipient,
        "of": None if e.get("of") in (None, "none") else e["of"],
        "needs": frozenset(_words(e.get("needs"))),
        "swallow": e.get("clause") == "swallow",
        "weak": e.get("strength") == "weak",
        "generic": e.get("generic") is True,
        "status": e.get("status"),
    }
    for key in ("object", "not_object", "subject", "not_subject", "not_before", "not_after"):
        if key in e:
            frame[key] = _expanded(_words(e[key]), classes)
    for lemma in lemmas(e):
        for words in forms(lemma):
            yield Trigger(words, pos, type_, **frame)


def _words(told: Any) -> tuple[str, ...]:
    return () if told is None else (told,) if isinstance(told, str) else tuple(told)


def _expanded(words: Iterable[str], classes: Classes) -> frozenset[str]:
    """Return a constraint's lemmas, classes of nouns replaced by their members; the coder's own classes stay."""
    out: set[str] = set()
    for w in words:
        out.update(classes[w[1:]] if w.startswith("@") and w not in DECIDED else (w,))
    return frozenset(out)


def read_roles(
    files: Iterable[tuple[Source, dict[str, Any]]], sectors: Mapping[str, str], faults: list[str]
) -> list[Role]:
    """Return the roles; a user's entry stands in place of the shipped one of its word."""
    found: dict[tuple[str, ...], Role] = {}
    for source, told in files:
        made: list[tuple[bool, Role]] = []
        for entry, lemma in _entries(told.get("roles"), source, "role", faults):
            bad = check_role(entry, sectors)
            faults += [f"{source.name}: role {lemma}: {b}" for b in bad]
            made += [] if bad else [(entry.get("drop") is True, r) for r in _roles(entry)]
        faults += [
            f"{source.name}: role {x!r} stands twice; drop one" for x in twice(" ".join(r.lemma) for _, r in made)
        ]
        for drop, role in made:
            found.pop(role.lemma, None)
            if not drop:
                found[role.lemma] = role
    return list(found.values())


def _roles(e: Mapping[str, Any]) -> Iterator[Role]:
    flags = {k: bool(e.get(k)) for k in ("title", "state", "generic_person")}
    for lemma in lemmas(e):
        for words in forms(lemma):
            yield Role(words, e.get("sector", ""), e.get("who"), **flags)
