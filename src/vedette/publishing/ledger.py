"""The ledger in plain lines: what each party says over time, and what that comes to together."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from vedette.publishing import wording
from vedette.publishing.parties import name, names, said
from vedette.publishing.stored import counted, receipt
from vedette.records.ledger import Blame, Figure, Ledger, Line, Standing, Told, Version

CHANGES = {"up": "↑", "down": "↓", "same": "=", "wider": "↔"}


def ledger_lines(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of a ledger: figures by reach, side and kind, then blame, then the versions side by side."""
    for key, lines in groupby(ledger.lines, key=lambda x: (x.reach, x.side, x.kind)):
        yield from _group(list(lines), [s for s in ledger.standings if (s.reach, s.side, s.kind) == key])
        yield ""
    if ledger.blame:
        yield "Who is said to have done it"
        voices = {v for b in ledger.blame for v, _ in b.said_by}
        for b in ledger.blame:
            yield from _blame(b, voices)
        yield ""
    if ledger.versions:
        yield "Versions, side by side"
        for v in ledger.versions:
            yield from _version(v)


def _group(lines: list[Line], standings: list[Standing]) -> Iterator[str]:
    first = lines[0]
    side = wording.country(first.side) or wording.at_head(wording.NO_SIDE)
    reach = "running totals and scattered fighting" if first.reach == "campaign" else f"incident {first.reach[:8]}"
    yield f"{side}: {wording.KINDS.get(first.kind, first.kind)} ({reach})"
    for x in lines:
        own = " (in its own voice)" if x.own_voice else ""
        who = f", by {wording.listed([wording.clean(w) for w in x.who])}" if x.who else ""
        yield f"  {name(x.party)}{own}{who}"
        changes = {s.after.id: CHANGES.get(s.change, "") for s in x.steps}
        for told in _told_once(x.figures):
            change = next((changes[f.id] for f in told if f.id in changes), "") or " "
            yield f"    {_figure(told[0], change)}{_again(told)}"
    for s in standings:
        people = f"{wording.WHO.get(s.people, s.people)}: " if s.people != "unknown" else ""
        silent = f"; silent: {names(s.silent)}" if s.silent else ""
        sentence = (", ".join(s.words), said(s.reason, [x.party for x in lines]))
        yield f"  → {people}{': '.join(x for x in sentence if x)}{silent}"


def _told_once(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Return the figures in order, those that one text or its copies give again together, the fullest of the origin first."""
    found: dict[tuple[object, ...], list[Figure]] = {}
    for f in figures:
        c = f.casualty
        found.setdefault((f.at.first, c.low, c.high, c.approx, f.increase), []).append(f)

    def rank(f: Figure) -> tuple[bool, bool, bool, int]:
        return (f.at.document != f.at.first, f.casualty.who == "unknown", f.casualty.scope != "total", f.casualty.start)

    return [sorted(told, key=rank) for told in found.values()]


def _again(told: list[Figure]) -> str:
    """Return that the figure stands elsewhere in its text, and in how many copies; the JSON has each receipt."""
    copies = len({f.at.document for f in told if f.at.document != f.at.first})
    own = sum(f.at.document == told[0].at.document for f in told) - 1
    parts = [f"{own} more there"] if own > 0 else []
    parts += [f"in {counted(copies, 'copy', 'copies')}"] if copies else []
    return f" (and {' and '.join(parts)})" if parts else ""


def _figure(f: Figure, change: str) -> str:
    c = f.casualty
    extra = [w for w, holds in (("running total", c.scope == "total"), ("more than before", f.increase)) if holds]
    who = wording.WHO.get(c.who, c.who)
    told = ", ".join([f"{wording.figure(c)}", *([who] if c.who != "unknown" else []), *extra])
    return f"{change} {f.as_of or 'no date  '}  {told}  {receipt(f.at, c.start, c.end)}"


def _blame(b: Blame, others: Iterable[str]) -> Iterator[str]:
    voices = [v for v, _ in (*b.said_by, *b.denied_by)]
    of = f"incident {b.incident[:8]}: " if b.incident else ""
    yield f"  {of}{name(b.doer)}: {', '.join(b.words) or 'denied alone'} ({said(b.reason, [*voices, *others])})"
    for verb, by in (("says so", b.said_by), ("denies it", b.denied_by)):
        for who, told in by:
            yield f"    {name(who)} {verb}  {_receipts(told)}"


def _version(v: Version) -> Iterator[str]:
    doers = f": {names(v.doers)} did it" if v.doers else ""
    yield f"  {name(v.party)} — {v.stance}{doers}  {_receipts(v.told)}".rstrip()
    for told in _told_once(v.figures):
        side = wording.country(told[0].casualty.side) or wording.NO_SIDE
        yield f"    {side}: {_figure(told[0], ' ').strip()}{_again(told)}"


def _receipts(told: tuple[Told, ...]) -> str:
    return " ".join(receipt(t.at, t.trigger.start, t.trigger.end) for t in told[:3]) + (" …" if len(told) > 3 else "")
