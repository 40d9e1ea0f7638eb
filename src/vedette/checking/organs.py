"""Stated organs of organisations, and who is told to lead them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from vedette.checking.told import Told
from vedette.knowledge.dates import Holds
from vedette.knowledge.describe import state_name
from vedette.knowledge.entities import Named, words_of
from vedette.knowledge.facts import Body, Organ, held
from vedette.knowledge.obligations import parties
from vedette.knowledge.offices import folded, holdings
from vedette.records.check import Check
from vedette.records.reading import Sentence

_ORGAN = re.compile(
    r"\b((?:(?:[A-Z][\w’'-]+|of|and)\s+){1,5}(?:Council|Committee|Assembly|Commission|Secretariat|Headquarters|Court|Parliament|Board))\b"
)
_LED = re.compile(r"\b(?:led|headed|chaired|run|presided over|dominated)\s+by\s+(?:the\s+)?", re.IGNORECASE)
_HEADS = frozenset("council committee assembly commission secretariat headquarters court parliament board".split())


def check_organs(told: Told) -> Iterator[Check]:
    """Yield the check of every organ that the text gives to an organisation, and of who is told to lead one."""
    for s in told.reading.sentences:
        seen: set[tuple[int, int]] = set()
        for body in _bodies(told, s):
            for m in _ORGAN.finditer(told.text, s.start, s.end):
                check = None if (m.start(), m.end()) in seen else _organ(told, s, body, m)
                if check is not None:
                    seen.add((m.start(), m.end()))
                    yield check
            yield from _leader(told, s, body)


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
    words = tuple(w for w, _, _ in words_of(name))
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
            return _known(told, body, m, rows)
    # Another body's council, a state's court: only a name of our own organisation's kind can be a wrong one.
    if _is_anothers(told, s, body, m) or len(words) < 2:
        return None
    alike = [o for o, rows in found.items() if _shared(words, o, rows[0], whose)]
    if not alike:
        return None
    names = "; ".join(f"{o} ({rows[0].level})" for o, rows in found.items() if o in alike)
    sentence = f"{body.entity.name} has no “{' '.join(m.group(1).split())}”; what is nearest: {names}"
    return told.check(
        "organ", "contradicted", [(m.start(), m.end())], sentence, [(_id(r), r) for o in alike for r in found[o][:1]]
    )


def _known(told: Told, body: Named, m: re.Match[str], rows: Sequence[Organ]) -> Check:
    now = [o for o in rows if not told.on or held(o, told.on) is not Holds.NO]
    o = (now or list(rows))[0]
    chair = f", led by {state_name(o.chair)}" if o.chair and now else ""
    sentence = f"{o.organ} is an organ of {body.entity.name}{f' ({o.level})' if o.level else ''}{chair}"
    return told.check("organ", "supported", [(m.start(), m.end())], sentence, [(_id(o), o)])


def _shared(words: tuple[str, ...], organ: str, row: Organ, body: Body) -> bool:
    """Tell a name that shares its head word and another, or its head word alone where the other is one word."""
    return any(
        words[-1] == known[-1] and words[-1] in _HEADS and (set(words[:-1]) & set(known[:-1]) or len(known) == 2)
        for n in (organ, *row.aliases)
        if (known := _bare(n, body))
    )


def _is_anothers(told: Told, s: Sentence, body: Named, m: re.Match[str]) -> bool:
    """Tell an organ that another body of the text owns: named so itself, or behind a state or another organisation."""
    exact = [n for n in told.names if n.start <= m.start() < n.end or m.start() <= n.start < m.end()]
    if any(
        n.entity.id != body.entity.id and n.entity.kind in ("organisation", "organ", "state", "force") for n in exact
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


def _leader(told: Told, s: Sentence, body: Named) -> Iterator[Check]:
    """Yield the check of "A, which is led by X" against its chair and its head on the day."""
    for m in _LED.finditer(told.text, max(s.start, body.end), s.end):
        if m.start() - body.end > 40:
            continue
        state = next((x for x in told.states(s) if m.end() <= x.word.start <= m.end() + 4), None)
        if state is None:
            continue
        spans = [(body.start, body.end), (m.start(), state.word.end)]
        chairs = [
            o
            for o in told.base.organs
            if o.organisation == body.entity.name and o.chair and held(o, told.on) is Holds.YES
        ]
        heads = _heads(told, body.entity.facts[0])
        who = "; ".join([*(f"{o.organ}: {state_name(o.chair)}" for o in chairs), *heads])
        if any(o.chair == state.code for o in chairs):
            yield told.check("leadership", "supported", spans, who, [(_id(o), o) for o in chairs])
        elif who:
            inside = _is_party(told, body, state.code)
            sentence = f"{state_name(state.code)} is {'a member' if inside else 'no member'}, not the one in the chair; on {told.on}: {who}"
            yield told.check(
                "leadership",
                "imprecise" if inside else "contradicted",
                spans,
                sentence,
                [(_id(o), o) for o in chairs] or [(body.entity.id, body.entity.facts[0])],
            )


def _heads(told: Told, body: Body) -> list[str]:
    """Return who heads the organisation on the day, by the offices whose title names it."""
    try:
        on = date.fromisoformat(told.on)
    except ValueError:
        return []
    names = {folded(n) for n in (body.name, *body.aliases)}
    every = holdings(body.code, folder=told.base.folder)
    own = [
        h
        for h in every
        if h.rank == "head-of-organisation"
        and h.held(on)
        and (body.code != "IGO" or any(f" {n} " in f" {folded(h.office)} " for n in names))
    ]
    return list(dict.fromkeys(f"{h.office}: {h.person}" for h in own))


def _is_party(told: Told, body: Named, code: str) -> bool:
    same = {n.entity.id.partition(":")[2] for n in told.names if n.start == body.start and n.entity.kind == "alliance"}
    return any(p.spell.party == code for a in same for p in parties(a, told.on, told.base))


def _id(o: Organ) -> str:
    return f"organ:{'-'.join(w for w, _, _ in words_of(o.organisation))}:{'-'.join(w for w, _, _ in words_of(o.organ))}"
