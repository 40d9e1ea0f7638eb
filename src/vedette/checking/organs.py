"""Stated organs of organisations: is there a council of that name?"""

import re
from collections.abc import Iterator, Mapping, Sequence

from vedette.checking.told import Told
from vedette.knowledge.dates import Holds
from vedette.knowledge.describe import state_name
from vedette.knowledge.entities import Named, words_of
from vedette.knowledge.facts import Body, Organ, held
from vedette.records.check import Check
from vedette.records.reading import Sentence

_ORGAN = re.compile(
    r"\b(?!The\b|An?\b)((?:(?:[A-Z][\w’'-]+|of|and)\s+){1,5}(?:Council|Committee|Assembly|Commission|Secretariat|Headquarters|Court|Parliament|Board))\b"
)
_HEADS = frozenset("council committee assembly commission secretariat headquarters court parliament board".split())


def check_organs(told: Told) -> Iterator[Check]:
    """Yield the check of every organ that the text gives to an organisation."""
    for s in told.reading.sentences:
        seen: set[tuple[int, int]] = set()
        for body in _bodies(told, s):
            for m in _ORGAN.finditer(told.text, s.start, s.end):
                taken = any(a < m.end(1) and m.start(1) < b for a, b in seen)
                check = None if taken else _organ(told, s, body, m)
                if check is not None:
                    seen.add(m.span(1))
                    yield check
        for n in told.named(s, "organ"):
            if not any(a < n.end and n.start < b for a, b in seen) and is_whole(told, s, n):
                yield _known(told, n.entity.facts[0].organisation, (n.start, n.end), n.entity.facts)


def is_whole(told: Told, s: Sentence, n: Named) -> bool:
    """Tell an organ's own name from a part of a longer one, and from a plain word for some other body's."""
    longer = any(
        m.start(1) < n.start < m.end(1) or m.start(1) <= n.start < n.end < m.end(1)
        for m in _ORGAN.finditer(told.text, s.start, s.end)
    )
    mine = any(x.entity.name == n.entity.facts[0].organisation for x in told.names)
    return not longer and (mine or len(words_of(told.text[n.start : n.end])) > 2)


def _bodies(told: Told, s: Sentence) -> tuple[Named, ...]:
    """Return the organisations of `s` whose organs are known, and the one told last before where there is none."""
    known = {o.organisation for o in told.base.organs}
    inside = [n for n in told.named(s, "organisation") if n.entity.name in known]
    if inside:
        return tuple(inside)
    before = told.focus(s, s.start, "organisation")
    return (before,) if before and before.entity.name in known else ()


def _organs(told: Told, body: str) -> Mapping[str, list[Organ]]:
    out: dict[str, list[Organ]] = {}
    for o in told.base.organs:
        if o.organisation == body:
            out.setdefault(o.organ, []).append(o)
    return out


def _bare(name: str, body: Body) -> tuple[str, ...]:
    """Return the words of an organ's name without those of its organisation: "CSTO Permanent Council"."""
    words = tuple(w for w, _, _ in words_of(name) if w != "s")
    for told in sorted((body.name, *body.aliases), key=len, reverse=True):
        key = tuple(w for w, _, _ in words_of(told))
        if key and words[: len(key)] == key and len(words) > len(key):
            return words[len(key) :]
    return words


def _organ(told: Told, s: Sentence, body: Named, m: re.Match[str]) -> Check | None:
    whose = body.entity.facts[0]
    words = _bare(m.group(1), whose)
    found = _organs(told, body.entity.name)
    for rows in found.values():
        if any(_bare(n, whose) == words for n in (rows[0].organ, *rows[0].aliases)):
            return _known(told, body.entity.name, m.span(1), rows)
    # Another body's council, a state's court: only a name of our own organisation's kind can be a wrong one.
    if _is_anothers(told, s, body, m) or len(words) < 2:
        return None
    alike = [o for o, rows in found.items() if _shared(words, o, rows[0], whose)]
    if not alike:
        if not _is_owned(told, body, m):
            return None
        sentence = f"no “{' '.join(m.group(1).split())}” of {body.entity.name} is known; known are: {'; '.join(found)}"
        return told.check("organ", "unknown", [(m.start(), m.end())], sentence, [(body.entity.id, whose)])
    names = "; ".join(f"{o} ({rows[0].level})" for o, rows in found.items() if o in alike)
    sentence = f"{body.entity.name} has no “{' '.join(m.group(1).split())}”; what is nearest: {names}"
    return told.check(
        "organ",
        "contradicted",
        [(m.start(), m.end())],
        sentence,
        [(organ_id(r), r) for o in alike for r in found[o][:1]],
    )


def _known(told: Told, body: str, span: tuple[int, int], rows: Sequence[Organ]) -> Check:
    now = [o for o in rows if not told.on or held(o, told.on) is not Holds.NO]
    o = (now or list(rows))[0]
    chair = f", led by {state_name(o.chair)}" if o.chair and now else ""
    sentence = f"{o.organ} is an organ of {body}{f' ({o.level})' if o.level else ''}{chair}"
    return told.check("organ", "supported", [span], sentence, [(organ_id(o), o)])


def _shared(words: tuple[str, ...], organ: str, row: Organ, body: Body) -> bool:
    """Tell a name that shares its head word and another, or its head word alone where the other is one word."""
    return any(
        words[-1] == known[-1] and words[-1] in _HEADS and (set(words[:-1]) & set(known[:-1]) or len(known) == 2)
        for n in (organ, *row.aliases)
        if (known := _bare(n, body))
    )


def _is_anothers(told: Told, s: Sentence, body: Named, m: re.Match[str]) -> bool:
    """Tell an organ that another body of the text owns: named so itself, or behind a state or another organisation."""
    if _is_owned(told, body, m):
        return False
    exact = [n for n in told.names if n.start <= m.start(1) and n.end >= m.end(1)]
    if any(
        n.entity.id != body.entity.id and n.entity.kind in ("organisation", "organ", "state", "force") for n in exact
    ):
        return True
    if any(
        m.start(1) <= n.start < m.end(1) and n.entity.kind == "organisation" for n in told.names if n.end - n.start < 8
    ):
        return True
    head = told.text[max(s.start, m.start() - 24) : m.start()].rstrip()
    if head.endswith(("’s", "'s", "'", "’")) or re.search(r"(?:\b[A-Z][\w.]+)$", head):
        owner = next((n for n in told.names if n.end >= m.start() - 4 and n.end <= m.start()), None)
        return owner is None or owner.entity.name != body.entity.name
    after = told.text[m.end() : m.end() + 8].lower()
    return after.startswith(" of ") and not any(
        n.start - m.end() < 9 and n.start > m.end() and n.entity.name == body.entity.name for n in told.names
    )


def _is_owned(told: Told, body: Named, m: re.Match[str]) -> bool:
    """Tell an organ that the text gives to `body` in so many words: "NATO's Council", "the Council of NATO"."""
    if len(_bare(m.group(1), body.entity.facts[0])) < len(words_of(m.group(1))):
        return True
    mine = [n for n in told.names if n.entity.id == body.entity.id]
    before = any(
        told.text[n.end : m.start(1)].strip() in ("'s", "’s") for n in mine if n.end <= m.start(1) <= n.end + 4
    )
    return before or any(
        told.text[m.end(1) : n.start].strip().lower() in ("of", "of the") for n in mine if m.end(1) < n.start
    )


def organ_id(o: Organ) -> str:
    """Return the stable id of an organ."""
    return f"organ:{'-'.join(w for w, _, _ in words_of(o.organisation))}:{'-'.join(w for w, _, _ in words_of(o.organ))}"
