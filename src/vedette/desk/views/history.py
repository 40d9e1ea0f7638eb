"""What people made of an incident: judgements and assessments, why, by whom, whether they stand and can be taken back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.publishing import wording
from vedette.publishing.stored import SHORT
from vedette.records.assessment import INFORMATION_GRADES, Assessment, assessed, in_force
from vedette.records.incident import DIFFERENT, SAME, UNDONE, Judgement

VERDICTS = {SAME: "joined", DIFFERENT: "kept apart", UNDONE: "taken back"}
"""What a verdict is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A mention that a judgement names: its id, its short id, and its words where it is of this incident."""

    id: str
    short: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementLine:
    """One judgement; `person` tells that a person judged, `stands` that nobody has taken it back.

    `undo` is what taking it back does, in words, None where there is nothing to take back.
    """

    id: str
    short: str
    verdict: str
    left: tuple[Side, ...]
    right: tuple[Side, ...]
    author: str
    person: bool
    at: str
    evidence: str
    score: float
    stands: bool
    supersedes: str | None
    undo: str | None


def history_lines(
    judgements: Sequence[Judgement], standing: frozenset[str], words: Mapping[str, str]
) -> tuple[JudgementLine, ...]:
    """Return the judgements, newest first; `standing` are the ids in force, `words` those of the mentions that are here."""
    return tuple(_line(j, j.id in standing, words) for j in reversed(judgements))


def _line(j: Judgement, stands: bool, words: Mapping[str, str]) -> JudgementLine:
    return JudgementLine(
        id=j.id,
        short=j.id[:SHORT],
        verdict=VERDICTS.get(j.verdict, j.verdict),
        left=_side(j.left, words),
        right=_side(j.right, words),
        author=wording.clean(j.author),
        person=j.by_person,
        at=j.at,
        evidence=wording.clean(j.evidence),
        score=j.score,
        stands=stands,
        supersedes=j.supersedes[:SHORT] if j.supersedes else None,
        undo=_undo(j) if stands else None,
    )


def _side(mentions: Sequence[str], words: Mapping[str, str]) -> tuple[Side, ...]:
    return tuple(Side(id=m, short=m[:SHORT], words=words.get(m, ""), here=m in words) for m in mentions)


def _undo(j: Judgement) -> str | None:
    """Return what an undo of a judgement in force does; a rule's undo and keeping apart cannot be taken back."""
    if j.verdict == UNDONE:
        return "restore what it took back" if j.by_person else None
    if j.by_person:
        return "take it back"
    return "keep them apart instead" if j.verdict == SAME else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentLine:
    """One assessment. `value` is "" for an undo, `meaning` says what a number means ("" for a word).

    `stands` tells that nobody took it back, `counts` that none outweighs it; `undo` is what taking it back does, in words,
    None where it was taken back.
    """

    id: str
    short: str
    kind: str
    value: str
    meaning: str
    author: str
    at: str
    why: str
    stands: bool
    counts: bool
    supersedes: str | None
    undo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quicker:
    """Somebody who was quicker: who, when, and why ("" and None where new reports alone came between).

    `what` is what changed ("incident", "source"), `did` what was done to it, `again` what is to be done again, `href` leads there.
    """

    what: str
    href: str
    did: str
    again: str
    who: str = ""
    at: str | None = None
    why: str = ""


def assessment_lines(assessments: Sequence[Assessment]) -> tuple[AssessmentLine, ...]:
    """Return every assessment of an incident, newest first."""
    stands, held = in_force(assessments), assessed(assessments)
    counting = {a.id for a in (held.status, held.information) if a}
    return tuple(_assessment(a, a.id in stands, a.id in counting) for a in reversed(assessments))


def _assessment(a: Assessment, stands: bool, counts: bool) -> AssessmentLine:
    undo = "restore what it took back" if a.value is None else "take it back"
    return AssessmentLine(
        id=a.id,
        short=a.id[:SHORT],
        kind=a.kind,
        value=a.value or "",
        meaning=INFORMATION_GRADES.get(a.value or "", ""),
        author=wording.clean(a.author),
        at=a.at,
        why=wording.clean(a.why),
        stands=stands,
        counts=counts,
        supersedes=a.supersedes[:SHORT] if a.supersedes else None,
        undo=undo if stands else None,
    )
