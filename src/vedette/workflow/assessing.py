"""What a person assesses of an incident: its status, its grade of information, and undos; and what a person grades of a source.

Each is kept for ever with the person's name and reason, and noted in the audit log in the same transaction. Who hands in the
state that he saw (`state_of`, `source_state`) changes nothing where somebody else has changed it since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from vedette.errors import StopError
from vedette.incidents.blame import incident_ledger
from vedette.incidents.grading import Graded, grade, suggest
from vedette.incidents.urgency import Urgency, discounted
from vedette.records.assessment import (
    INFORMATION,
    KINDS,
    STATUS,
    VALUES,
    Assessed,
    Assessment,
    assessed,
    in_force,
)
from vedette.records.ids import content_id
from vedette.records.incident import Incident, Mention
from vedette.records.ledger import Figure, Ledger
from vedette.records.record import Event
from vedette.records.source import GRADES as SOURCE_GRADES
from vedette.records.source import Grade
from vedette.store.assessments import add_assessment, assessed_of, assessment_called, assessments_on
from vedette.store.audit import note
from vedette.store.documents import incidents_of
from vedette.store.judgements import about
from vedette.store.store import Store
from vedette.store.watching import grades_of
from vedette.workflow.add import now
from vedette.workflow.asking import told_in
from vedette.workflow.judging import looked_at, state_in
from vedette.workflow.source_edits import keep_grade

LONGEST_REASON = 500
"""Characters of a reason."""

BY_HAND = "by hand"
"""The rule of a status that a person gave."""

_NONE = "0"
"""What stands in a state for the last assessment where there is none."""


class ChangedError(StopError):
    """Somebody assessed it since it was looked at; nothing was stored.

    `about` says what ("incident 3f2a…", "source hetq"), `name` is its id, `by` what came between.
    """

    def __init__(self, about: str, name: str, by: Assessment | Grade) -> None:
        told = f"{by.author} assessed it at {by.at} ({by.why}) since you looked"
        super().__init__(f"{about} {name}: {told}; look at it anew and assess again")
        self.about, self.name, self.by = about, name, by


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What is made of an incident: by hand, and by the rules (`rule` its status, `suggested` its grade of information)."""

    by_hand: Assessed
    rule: Graded
    suggested: Graded

    def to_json(self) -> dict[str, Any]:
        """Return status and information, each with what holds, by whom, and what the rule says."""
        return {
            STATUS: _word_json(self.by_hand.status, self.rule),
            INFORMATION: _word_json(self.by_hand.information, self.suggested),
        }


def graded_with(rule: Graded, by_hand: Assessed) -> Graded:
    """Return a person's word on an incident with its author, its reason and what the rule says; the rule's where there is none."""
    told = by_hand.status
    if told is None or told.value is None:
        return rule
    why = f"{told.value}, as {told.author} assessed it ({told.why}); by rule it is {rule.sentence}"
    return replace(rule, status=told.value, rule=BY_HAND, sentence=why)


def urgent_with(rule: Urgency, by_hand: Assessed) -> Urgency:
    """Return how urgent an incident is: ROUTINE where a person has discounted it, else by the rules."""
    told = by_hand.status
    return discounted(rule, told.author, told.why) if by_hand.is_discounted and told else rule


def state_of(store: Store, incident: Incident) -> str:
    """Return what an incident rests on just now, for `seen`: what `judging.state_of` tells, and the last assessment of it."""
    with store.reading() as connection:
        judged = state_in(incident, about(connection, incident.mentions))
        return f"{judged}.{_last(assessments_on(connection, incident.mentions))}"


def history(store: Store, incident: Incident) -> tuple[Assessment, ...]:
    """Return every assessment of an incident, undone or not, oldest first."""
    with store.reading() as connection:
        return assessments_on(connection, incident.mentions)


def assess(
    store: Store, incident: str, kind: str, value: str, *, author: str, why: str, seen: str | None = None
) -> Assessment:
    """Assess an incident (its id, or its beginning): `kind` is status or information, `value` one of `VALUES` of the kind.

    `seen` is what `state_of` told. Raises ChangedError (`judging.ChangedError` where it was judged or reports came) where it
    is so no longer, StopError where the incident is none or a word means nothing. Returns the assessment.
    """
    why = _checked(author, why)
    if kind not in KINDS or value not in VALUES[kind]:
        choices = "; ".join(f"{k} {', '.join(values)}" for k, values in VALUES.items())
        raise StopError(f"{kind[:20]} {value[:20]!r}: is none; choose one of: {choices}")
    with store.writing() as connection:
        there = _looked_at(connection, incident, seen)
        made = Assessment.of(there.mentions[0], kind, value, author=author, at=now("microseconds"), why=why)
        return _stored(connection, made, there.id)


def undo_assessment(store: Store, name: str, *, author: str, why: str, seen: str | None = None) -> Assessment:
    """Take back the assessment whose id begins with `name`, or an undo, which restores it. Returns what does so.

    Raises as `assess` does; with `seen`, also where the assessment is none of that incident.
    """
    why = _checked(author, why)
    with store.writing() as connection:
        told = assessment_called(connection, name)
        if seen is not None:
            there = _looked_at(connection, seen.partition(".")[0], seen)
            if told.mention not in there.mentions:
                raise StopError(f"assessment {told.id}: is none of incident {there.id}; look at it anew")
        beside = assessments_on(connection, [told.mention])
        if told.id not in in_force(beside):
            by = next(a for a in reversed(beside) if a.supersedes == told.id)
            raise StopError(f"assessment {told.id}: was taken back already by {by.id}; undo that to restore it")
        made = told.undone(author=author, at=now("microseconds"), why=why)
        home = incidents_of(connection, [told.mention]).get(told.mention, "")
        return _stored(connection, made, home)


def is_assessment(store: Store, name: str) -> bool:
    """Tell whether exactly one assessment has an id that begins with `name`."""
    try:
        with store.reading() as connection:
            assessment_called(connection, name)
    except StopError as error:
        if str(error).startswith("assessment "):
            return False
        raise
    return True


def weighed(incident: Incident, ledger: Ledger, events: Sequence[Event], told: Iterable[Assessment] = ()) -> Weighed:
    """Return what is made of one incident, by its ledger, its events and every assessment on its mentions."""
    return Weighed(by_hand=assessed(told), rule=grade(incident, ledger, events), suggested=suggest(ledger, events))


def weighed_of(store: Store, incidents: Sequence[Incident]) -> dict[str, Weighed]:
    """Return what is made of each of these incidents, by id; a fixed number of statements for each hundred documents."""
    told = told_in(store, (d for i in incidents for d in i.documents))
    with store.reading() as connection:
        by_hand = assessed_of(connection, [i.id for i in incidents])
    mentions, figures = told.by_document()
    return {i.id: _weighed(i, mentions, figures, by_hand.get(i.id) or Assessed()) for i in incidents}


def told_with(store: Store, incidents: Sequence[Incident]) -> list[dict[str, Any]]:
    """Return incidents as JSON objects, each with what is made of it under `assessment`."""
    found = weighed_of(store, incidents)
    return [{**i.to_json(), "assessment": found[i.id].to_json()} for i in incidents]


def _weighed(
    i: Incident, mentions: dict[str, list[Mention]], figures: dict[str, list[Figure]], by_hand: Assessed
) -> Weighed:
    own = [m for d in i.documents for m in mentions.get(d, ())]
    ledger = incident_ledger(i, own, [f for d in i.documents for f in figures.get(d, ())])
    events = [m.event for m in own if m.id in i.mentions]
    return Weighed(by_hand=by_hand, rule=grade(i, ledger, events), suggested=suggest(ledger, events))


def source_state(store: Store, source: str) -> str:
    """Return which grade of a source (its id) is the newest, for `seen`."""
    with store.reading() as connection:
        return _grade_state(grades_of(connection, source))


def grade_source(store: Store, source: str, letter: str, *, author: str, why: str, seen: str | None = None) -> Grade:
    """Grade a source (its id) from A to F; a new grade never overwrites those before it. Returns the grade.

    `seen` is what `source_state` told; raises ChangedError where somebody graded it since, StopError for no letter or reason.
    """
    why = _checked(author, why)
    if letter not in SOURCE_GRADES:
        raise StopError(f"grade {letter[:20]!r}: is none; choose one of {', '.join(SOURCE_GRADES)}")
    given = Grade(source=source, grade=letter, why=why, author=author, at=now("seconds"))
    with store.writing() as connection:
        there = grades_of(connection, source)
        if seen is not None and _grade_state(there) != seen:
            if not there:
                raise StopError(f"state {seen[:40]!r}: is none; open the source's page anew")
            raise ChangedError("source", source, there[-1])
        keep_grade(connection, given)
    return given


def _looked_at(connection: Connection, name: str, seen: str | None) -> Incident:
    """Return the incident called `name`; ChangedError where it is not in the state `seen` any more."""
    judged, _, last = seen.rpartition(".") if seen is not None else ("", "", "")
    there = looked_at(connection, name, None if seen is None else judged)
    told = assessments_on(connection, there.mentions)
    if seen is not None and _last(told) != last:
        if not told:
            raise StopError(f"state {seen[:80]!r}: is none; open the incident's page anew")
        raise ChangedError("incident", there.id, told[-1])
    return there


def _stored(connection: Connection, made: Assessment, incident: str) -> Assessment:
    kept = add_assessment(connection, made)
    action = f"{kept.kind} assessed" if kept.value else "assessment taken back"
    told = {"incident": incident, "mention": kept.mention, "value": kept.value, "why": kept.why}
    told |= {"supersedes": kept.supersedes} if kept.supersedes else {}
    note(connection, kept.author, action, f"assessment {kept.id}", told, at=kept.at)
    return kept


def _last(told: Sequence[Assessment]) -> str:
    return told[-1].id if told else _NONE


def _grade_state(grades: Sequence[Grade]) -> str:
    return content_id(len(grades), grades[-1].to_json()) if grades else _NONE


def _word_json(hand: Assessment | None, rule: Graded) -> dict[str, Any]:
    told = {name: getattr(hand, name, None) for name in ("id", "author", "at", "why")}
    value = hand.value if hand else rule.status
    return {"value": value, "by": "hand" if hand else "rule", "rule": rule.status, "reason": rule.sentence, **told}


def _checked(author: str, why: str) -> str:
    """Return the reason in one line; StopError where author or reason say nothing."""
    if author.startswith("rules ") or not author.strip():
        raise StopError(f"author {author!r}: is what rules are called, or nobody; write your own name")
    return reason_of(why)


def reason_of(why: str) -> str:
    """Return a reason in one line; StopError where it says nothing or is too long."""
    told = " ".join(why.split())
    if not told:
        raise StopError("reason: is missing; say in a sentence why, for whoever looks at it next year")
    if len(told) > LONGEST_REASON:
        raise StopError(f"reason: has {len(told):,} characters; write {LONGEST_REASON} at most")
    return told
