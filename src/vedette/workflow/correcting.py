"""What a person corrects in what was read of a document: change a claim, add one, strike one out, undo.

Each is kept with the person's name and reason. What then holds is a reading of its own, the machine's with every
correction laid over it, so that queries, incidents, ledgers and exports follow; a later machine's reading is corrected
in the same way (`workflow.add`). Who hands in the state that he saw (`state_of`) changes nothing where somebody else
has changed it since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from vedette.errors import StopError
from vedette.records.correction import EVENT, FIGURE, KINDS, Correction, in_force, is_alike, span_of
from vedette.records.ids import content_id
from vedette.records.record import Record
from vedette.store.audit import note
from vedette.store.corrections import add_correction, correction_called, corrections_of, machine_record
from vedette.store.found import records_of
from vedette.store.store import Store
from vedette.workflow.add import lay_corrections, now, sentences_of
from vedette.workflow.claimed import claim_from
from vedette.workflow.reconcile import reconcile

LONGEST_REASON = 500
"""Characters of a reason."""

Json = Mapping[str, Any]


class ChangedError(StopError):
    """Somebody corrected the document since it was looked at, or it was read anew; nothing was stored.

    `by` is the correction that came between, None where a new reading did it alone.
    """

    def __init__(self, document: str, by: Correction | None) -> None:
        who = f"{by.author} corrected it at {by.at} ({by.why})" if by else "it was read anew"
        super().__init__(f"document {document}: {who} since you looked; look at it anew and correct again")
        self.document = document
        self.by = by


def state_of(store: Store, document: str) -> str:
    """Return what a document's claims rest on just now, for `seen`: its newest correction and its newest reading."""
    with store.reading() as connection:
        return _looked_at(connection, document, None).state


def correct(
    store: Store, document: str, claim: str, after: Json, *, author: str, why: str, seen: str | None = None
) -> Correction:
    """Change fields of a claim (an id of an event or a figure); `after` has those that change, as `claim_from` takes them.

    `seen` is what `state_of` told; raises ChangedError where it is so no longer, StopError where the document or the claim
    is none, a field is wrong, or nothing is changed. Returns the correction.
    """
    _check_words(author, why)
    with store.writing() as connection:
        at = _looked_at(connection, document, seen)
        kind, before = at.claim(claim)
        made = claim_from(at.record.document, kind, after, before, name=before["id"], sentence=None)
        at.check_event(made)
        if {**made, "confidence": None} == {**before, "confidence": None}:
            raise StopError(f"{kind} {before['id']}: is so already; change a field, or leave it")
        return _stored(connection, at, kind, before, made, author, why)


def add_claim(
    store: Store, document: str, kind: str, after: Json, *, author: str, why: str, seen: str | None = None
) -> Correction:
    """Add an event or a figure (`kind`) that was missed. Returns the correction; raises as `correct` does."""
    if kind not in KINDS:
        raise StopError(f"kind {kind!r}: is none; tell {EVENT} or {FIGURE}")
    _check_words(author, why)
    with store.writing() as connection:
        at, moment = _looked_at(connection, document, seen), now("microseconds")
        name = content_id(document, "added", kind, dict(after), author, moment)
        made = claim_from(at.record.document, kind, after, None, name=name, sentence=at.sentence(after))
        at.check_event(made)
        if there := next((c for c in at.claims(kind).values() if is_alike(c, made)), None):
            raise StopError(f"{kind} {there['id']}: tells the same at the same words; correct it instead")
        return _stored(connection, at, kind, None, made, author, why)


def strike(store: Store, document: str, claim: str, *, author: str, why: str, seen: str | None = None) -> Correction:
    """Strike out a claim that is wrong. Returns the correction; raises as `correct` does."""
    _check_words(author, why)
    with store.writing() as connection:
        at = _looked_at(connection, document, seen)
        kind, before = at.claim(claim)
        return _stored(connection, at, kind, before, None, author, why)


def undo_correction(store: Store, name: str, *, author: str, why: str, seen: str | None = None) -> Correction:
    """Take back the correction whose id begins with `name`, or an undo, which restores it. Returns what does so."""
    _check_words(author, why)
    with store.writing() as connection:
        told = correction_called(connection, name)
        at = _looked_at(connection, told.document, seen)
        by = next((c for c in reversed(at.corrections) if c.supersedes == told.id), None)
        if by is not None:
            raise StopError(f"correction {told.id}: was taken back already by {by.id}; undo that to restore it")
        return _in_effect(connection, at, told.undone(author=author, at=now("microseconds"), why=why))


def corrections_in(store: Store, document: str) -> tuple[Correction, ...]:
    """Return every correction of a document (its id), undone or not, oldest first."""
    with store.reading() as connection:
        found = corrections_of(connection, [document]).get(document)
    return found.all if found else ()


def standing_in(store: Store, document: str) -> tuple[Correction, ...]:
    """Return the corrections of a document that nobody took back, oldest first."""
    return in_force(corrections_in(store, document))


@dataclass(frozen=True, slots=True)
class _At:
    """A document as the writer's transaction finds it: what speaks for it, what the machine read, what was corrected."""

    record: Record
    machine: Record
    corrections: tuple[Correction, ...]

    @property
    def state(self) -> str:
        last = self.corrections[-1].id if self.corrections else "0"
        return f"{last}.{content_id(self.record.reader)[:16]}"

    def claims(self, kind: str) -> dict[str, dict[str, Any]]:
        told = self.record.to_json()["events" if kind == EVENT else "casualties"]
        return {c["id"]: c for c in told}

    def claim(self, name: str) -> tuple[str, dict[str, Any]]:
        for kind in KINDS:
            if found := self.claims(kind).get(name):
                return kind, found
        raise StopError(f"claim {name!r}: is not in what was read of document {self.record.document.id}; look anew")

    def check_event(self, made: Json) -> None:
        if made.get("event") is not None and made["event"] not in self.claims(EVENT):
            raise StopError(f"event {made['event']!r}: is none of document {self.record.document.id}; choose one of it")

    def sentence(self, after: Json) -> tuple[int, int] | None:
        trigger = after.get("trigger")
        at = trigger.get("start") if isinstance(trigger, Mapping) else None
        if not isinstance(at, int):
            return None
        return next(((a, b) for a, b in sentences_of(self.record.document) if a <= at < b), None)

    def beside(self, kind: str, claim: Json) -> list[str]:
        start, end = span_of(claim)
        spans = {i: span_of(c) for i, c in self.claims(kind).items() if i != claim["id"]}
        return [i for i, (a, b) in spans.items() if min(b, end) > max(a, start)]


def _looked_at(connection: Connection, document: str, seen: str | None) -> _At:
    """Return the document; ChangedError where it is not in the state `seen` any more."""
    machine = machine_record(connection, document)
    if machine is None:
        raise StopError(f"document {document!r}: is none that was read; 'vedette documents list' tells their ids")
    found = corrections_of(connection, [document]).get(document)
    record = records_of(connection, [document])[0]
    at = _At(record, machine, found.all if found else ())
    if seen is not None and seen != at.state:
        newest = at.corrections[-1] if at.corrections else None
        raise ChangedError(document, newest if newest and newest.id != seen.partition(".")[0] else None)
    return at


def _stored(
    connection: Connection, at: _At, kind: str, before: Json | None, after: Json | None, author: str, why: str
) -> Correction:
    made = Correction.of(
        at.record.document.id, kind, before, after, author=author, at=now("microseconds"), why=why,
        beside=at.beside(kind, before or after or {}),
    )  # fmt: skip
    return _in_effect(connection, at, made)


def _in_effect(connection: Connection, at: _At, made: Correction) -> Correction:
    """Store a correction, and let the machine's reading with all of them laid over it speak for the document."""
    add_correction(connection, made)
    speaking = lay_corrections(connection, [at.machine], made.at)
    reconcile(connection, speaking, new=(), at=made.at)
    told = {"document": made.document, "kind": made.kind, "claim": made.claim, "why": made.why}
    told |= {"supersedes": made.supersedes} if made.supersedes else {}
    note(connection, made.author, _action(made), f"correction {made.id}", told, at=made.at)
    return made


def _action(made: Correction) -> str:
    """Return what the audit log says of a correction."""
    if made.supersedes:
        return "correction taken back"
    if made.before is None:
        return "claim added"
    return "claim struck out" if made.after is None else "claim corrected"


def _check_words(author: str, why: str) -> None:
    if author.startswith("rules ") or not author.strip():
        raise StopError(f"author {author!r}: is what rules are called, or nobody; write your own name")
    if not why.strip():
        raise StopError("reason: is missing; write in a few words why")
    if len(why) > LONGEST_REASON:
        raise StopError(f"reason: has {len(why)} characters; write up to {LONGEST_REASON}")
