"""What a person corrects in a record, and how it is laid over what a machine reads, now and at every later reading.

A correction names the claim that it is of and the words where that stands. In a new reading it meets the claim of that
id; else the one of its kind at overlapping words that is new to it. Only the fields that were changed are laid over that
claim, so that what a better reader reads better beside them counts. Where it meets none, the corrected claim stands whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from vedette.records.ids import content_id
from vedette.records.parsing import casualty_of, event_of
from vedette.records.record import Casualty, Record

EVENT, FIGURE = "event", "figure"
KINDS = (EVENT, FIGURE)

Json = Mapping[str, Any]
Claims = dict[str, dict[str, Any]]

_MARK = ", corrected to "


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One change of one claim, by a person, with the reason.

    `kind` is event or figure; `start` and `end` are the characters of the claim's words in the document. `before` and
    `after` are the claim in the record format: None before where it was missed, None after where it is wrong. `beside` are
    the ids of the other claims of its kind at the same words, which it is not about. `supersedes` is the id of the
    correction that it takes back. `at` is ISO, UTC.
    """

    id: str
    document: str
    claim: str
    kind: str
    start: int
    end: int
    before: Json | None
    after: Json | None
    beside: tuple[str, ...]
    author: str
    at: str
    why: str
    supersedes: str | None

    @classmethod
    def of(cls, document: str, kind: str, before: Json | None, after: Json | None, **told: Any) -> Self:
        """Return a correction with the id of its content; `told` has its author, at, why, and beside where there are some.

        Raises ValueError where it is of no claim.
        """
        claim = before or after
        if claim is None:
            raise ValueError("a correction is of a claim, before or after it")
        start, end = span_of(claim)
        beside = tuple(sorted(told.pop("beside", ())))
        place = {"document": document, "claim": claim["id"], "kind": kind, "start": start, "end": end, "beside": beside}
        made = cls(**{"id": "", **place, "before": before, "after": after, "supersedes": None, **told})
        return replace(made, id=made.hash())

    def hash(self) -> str:
        """Return the id that the content gives; another one than `id` where a file was damaged."""
        told = (self.document, self.claim, self.kind, self.before, self.after, self.beside)
        return content_id("correction", *told, self.author, self.at, self.why, self.supersedes)

    def undone(self, *, author: str, at: str, why: str) -> Self:
        """Return the correction that takes this one back."""
        swapped = replace(self, before=self.after, after=self.before, author=author, at=at, why=why)
        swapped = replace(swapped, supersedes=self.id)
        return replace(swapped, id=swapped.hash())

    def to_json(self) -> dict[str, Any]:
        """Return the correction as a JSON object."""
        names = (
            "id",
            "document",
            "claim",
            "kind",
            "start",
            "end",
            "before",
            "after",
            "author",
            "at",
            "why",
            "supersedes",
        )
        return {name: getattr(self, name) for name in names}


def span_of(claim: Json) -> tuple[int, int]:
    """Return the characters at which an event or a figure stands."""
    at = claim.get("trigger") or claim
    return int(at["start"]), int(at["end"])


def changes_of(correction: Correction) -> dict[str, tuple[Any, Any]]:
    """Return the fields that a correction changes, with what stood there and what shall; none for a claim added or struck."""
    before, after = correction.before, correction.after
    if before is None or after is None:
        return {}
    names = dict.fromkeys([*before, *after])
    return {n: (before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)}


def in_force(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return the corrections that nobody took back, of all of a document, oldest first; undos are not among them.

    An undo comes after what it takes back, and can be taken back itself.
    """
    standing: list[Correction] = []
    undone: set[str] = set()
    for c in reversed(corrections):
        if c.id in undone:
            continue
        if c.supersedes is None:
            standing.append(c)
        else:
            undone.add(c.supersedes)
    return tuple(standing[::-1])


def corrected_name(reader: str, last: int) -> str:
    """Return the name of a machine's reading with corrections up to row number `last` laid over it."""
    return f"{reader}{_MARK}{last}"


def is_corrected(reader: str) -> bool:
    """Tell whether this is the name of a corrected reading, not of a machine's."""
    return reader.rpartition(_MARK)[2].isdigit() and _MARK in reader


def corrected(record: Record, corrections: Sequence[Correction], last: int) -> Record:
    """Return a machine's record with the corrections of its document, oldest first, laid over it.

    `last` is the row number of the newest one, an undo included: it makes the name of each such reading its own.
    """
    whole, renamed = record.to_json(), dict[str, str]()
    events = {c["id"]: c for c in whole["events"]}
    figures = {c["id"]: c for c in whole["casualties"]}
    read = {**events, **figures}
    known = [c.claim for c in corrections]
    for claims, kind in ((events, EVENT), (figures, FIGURE)):
        for group in _groups(corrections, kind):
            renamed |= _laid_over(claims, group, known)
    # What is as it was read stays the very same, with what the record format leaves out.
    acts, counts = {e.id: e for e in record.events}, {c.id: c for c in record.casualties}
    told = tuple(acts[i] if c is read.get(i) else event_of(c) for i, c in events.items())
    counted = tuple(counts[i] if c is read.get(i) else casualty_of(c) for i, c in figures.items())
    gone = acts.keys() - events.keys() - renamed.keys()
    return replace(
        record,
        events=told,
        casualties=tuple(_pointed(c, renamed, events) for c in counted),
        doubts=tuple(replace(d, about=renamed.get(d.about, d.about)) for d in record.doubts if d.about not in gone),
        reader=corrected_name(record.reader, last),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """The corrections of one claim: the first that was ever made of it, and those in force, oldest first."""

    first: Correction
    standing: tuple[Correction, ...]


def _groups(corrections: Sequence[Correction], kind: str) -> Iterator[_Group]:
    """Yield the claims that something in force is of, in the order in which they were first corrected."""
    standing = in_force(corrections)
    first: dict[str, Correction] = {}
    for c in corrections:
        if c.kind == kind:
            first.setdefault(c.claim, c)
    for claim, c in first.items():
        if mine := tuple(s for s in standing if s.claim == claim):
            yield _Group(c, mine)


def _laid_over(claims: Claims, group: _Group, known: Sequence[str]) -> dict[str, str]:
    """Lay corrections over the claim that they meet in `claims`; returns the id that it had with the one that it has now.

    People judge by the id that they saw, so that a claim met by its words takes that one.
    """
    name = group.first.claim
    met = _met(claims, group.first, known)
    base = claims[met] if met else group.first.before
    if any(c.after is None for c in group.standing):
        if met:
            del claims[met]
        return {}
    for c in group.standing:
        if c.before is None:
            base = c.after
        elif base is not None:
            base = {**base, **{n: after for n, (_, after) in changes_of(c).items()}}
    if base is not None:
        _put(claims, met, {**base, "id": name})
    return {met: name} if met and met != name else {}


def _met(claims: Claims, first: Correction, known: Sequence[str]) -> str | None:
    """Return the id of the claim that a correction meets, None where there is none."""
    if first.claim in claims:
        return first.claim
    others = {*first.beside, *known}
    near = [i for i, c in claims.items() if i not in others and _shared(c, first) > 0]
    if first.before is None:
        # What was added is met where a better reader reads the very same; else both stand.
        near = [i for i in near if first.after is not None and is_alike(claims[i], first.after)]
    told = [(first.before or first.after or {}).get(n) for n in ("type", "kind")]

    def fitting(i: str) -> tuple[bool, int]:
        return [claims[i].get(n) for n in ("type", "kind")] == told, _shared(claims[i], first)

    return max(near, key=fitting, default=None)


def _shared(claim: Json, first: Correction) -> int:
    start, end = span_of(claim)
    return min(end, first.end) - max(start, first.start)


def is_alike(one: Json, other: Json) -> bool:
    """Tell whether two claims of a kind at overlapping words tell the same: an act of the same sides, or the same count."""
    (a, b), (c, d) = span_of(one), span_of(other)
    if min(b, d) <= max(a, c):
        return False
    if "type" in one:
        sides = [[{a.get("country") for a in x[role]} for role in ("actors", "recipients")] for x in (one, other)]
        return bool(one["type"] == other["type"] and one["mode"] == other["mode"] and sides[0] == sides[1])
    return all(one[n] == other[n] for n in ("kind", "low", "high", "side"))


def _put(claims: Claims, met: str | None, claim: dict[str, Any]) -> None:
    """Put a claim where the one that it met stood, else in the order of the text."""
    start = span_of(claim)[0]
    behind = next((i for i, c in claims.items() if met is None and span_of(c)[0] > start), None)
    there = list(claims.items())
    claims.clear()
    for i, c in there:
        if i == behind:
            claims[claim["id"]] = claim
        claims |= {claim["id"]: claim} if i == met else {i: c}
    claims.setdefault(claim["id"], claim)


def _pointed(c: Casualty, renamed: Mapping[str, str], events: Claims) -> Casualty:
    """Return the figure of the event that it is of, under the id that this has now; of none where that was struck out."""
    event = renamed.get(c.event or "", c.event)
    event = event if event in events else None
    return c if event == c.event else replace(c, event=event)
