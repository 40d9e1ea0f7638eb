"""What is wrong with a codebook's entry, told so that its author can mend it."""

from collections.abc import Iterable, Mapping
from typing import Any

DECIDED = frozenset({"@person", "@state", "@org", "@force", "@armed"})
"""Classes that the coder decides from what a word resolves to, not from a list."""

_KEYS = frozenset(
    """lemma mode roles object not_object subject not_subject needs clause strength status of not_before not_after
    generic""".split()
)
_WHO = frozenset({"military", "civilian", "child", "police", "rebel", "other", "unknown"})
_STATUSES = frozenset({"actual", "historical", "future", "hypothetical", "negated"})
_CHOICES = {"clause": {"swallow", "keep"}, "strength": {"weak", "strong"}, "of": {"recipient", "actor", "none"}}


def check_trigger(e: Any, pos: str, type_: str, modes: Iterable[str], classes: Mapping[str, Any]) -> list[str]:
    """Return every fault of the trigger entry `e` as a sentence."""
    if not isinstance(e, dict) or not str(e.get("lemma") or "").strip():
        return ["has no lemma; write 'lemma: word'"]
    bad = [f"key {k!r} is not known; use one of {', '.join(sorted(_KEYS))}" for k in e if k not in _KEYS]
    if e.get("mode") is not None and e["mode"] not in modes:
        bad.append(f"mode {e['mode']!r} is not one of {type_}'s; use one of {', '.join(modes) or 'none'}")
    if e.get("status") is not None and e["status"] not in _STATUSES:
        bad.append(f"status {e['status']!r} is not known; use one of {', '.join(sorted(_STATUSES))}")
    for key, allowed in _CHOICES.items():
        if e.get(key) is not None and e[key] not in allowed:
            bad.append(f"{key} {e[key]!r} is not known; use one of {', '.join(sorted(allowed))}")
    for key in ("object", "not_object", "subject", "not_subject", "not_before", "not_after"):
        words = e.get(key) or ()
        for w in (words,) if isinstance(words, str) else words:
            if str(w).startswith("@") and w not in DECIDED and w[1:] not in classes:
                bad.append(f"class {w} in {key} is not known; add it to classes.yaml")
    if str(e["lemma"]) != str(e["lemma"]).lower() and pos != "noun":
        bad.append("lemma has capitals; write the dictionary form")
    return bad


def check_role(e: Any, sectors: Mapping[str, str]) -> list[str]:
    """Return every fault of the role entry `e` as a sentence."""
    if not isinstance(e, dict) or not e.get("lemma"):
        return ["has no lemma; write 'lemma: word'"]
    bad = []
    if e.get("sector") not in sectors:
        bad.append(f"sector {e.get('sector')!r} is not known; use one of {', '.join(sectors)}")
    if e.get("who") is not None and e["who"] not in _WHO:
        bad.append(f"who {e['who']!r} is not known; use one of {', '.join(sorted(_WHO))}")
    unknown = set(e) - {"lemma", "sector", "who", "title", "state", "generic_person"}
    return bad + [f"key {k!r} is not known" for k in sorted(unknown)]


def check_types(told: Any) -> list[str]:
    """Return every fault of types.yaml: each type must stand in exactly one group of the brief."""
    grouped = [t for members in (told.get("groups") or {}).values() for t in members]
    bad = [f"types.yaml: type {t} stands in {grouped.count(t)} groups; put it in one" for t in told.get("types") or () if grouped.count(t) != 1]
    return bad + [f"types.yaml: group member {t} is no type" for t in grouped if t not in (told.get("types") or ())]
