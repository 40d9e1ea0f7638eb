"""What is made of an incident: its status and its grade of information, by hand and by rule, with what each rests on. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.desk.views.history import AssessmentLine, assessment_lines
from vedette.desk.views.lines import by_hand_of
from vedette.desk.views.shared import ByHand, Receipt
from vedette.incidents.grading import Graded
from vedette.publishing.parties import said
from vedette.records.assessment import INFORMATION, INFORMATION_GRADES, STATUS, STATUSES, Assessment
from vedette.workflow.assessing import Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """A word by hand and by rule. `value` is the one that holds, `meaning` says what a number means ("" for a word).

    `rule` is the rule's own word with its meaning, `why` the sentence, `receipts` where it rests.
    """

    kind: str
    value: str
    meaning: str
    by_hand: ByHand | None
    rule: str
    rule_meaning: str
    why: str
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """The block "Assessment": both words, the history newest first, what may be chosen, and the state for `seen`.

    `choices` are a kind with its values and their meanings; `joined` tells that assessments in force differ, of incidents
    that were joined or of people who see it otherwise.
    """

    status: WordView
    information: WordView
    history: tuple[AssessmentLine, ...]
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    outweighed: tuple[AssessmentLine, ...]
    state: str


def assessment_view(
    w: Weighed, told: Sequence[Assessment], state: str, *, receipts: Mapping[str, Receipt], voices: Sequence[str]
) -> AssessmentView:
    """Return the view; `told` is every assessment, `receipts` are those of events and figures by id, `voices` see `said`."""
    lines = assessment_lines(told)
    values = {a.kind: a.value for a in (w.by_hand.status, w.by_hand.information) if a}
    others = {a.id for a in w.by_hand.others if a.value != values.get(a.kind)}
    return AssessmentView(
        status=_word(STATUS, w.by_hand.status, w.rule, receipts, voices),
        information=_word(INFORMATION, w.by_hand.information, w.suggested, receipts, voices),
        history=lines,
        choices=(
            (STATUS, tuple((s, "") for s in STATUSES)),
            (INFORMATION, tuple(INFORMATION_GRADES.items())),
        ),
        outweighed=tuple(x for x in lines if x.id in others),
        state=state,
    )


def _word(
    kind: str, hand: Assessment | None, rule: Graded, receipts: Mapping[str, Receipt], voices: Sequence[str]
) -> WordView:
    value = hand.value if hand and hand.value else rule.status
    return WordView(
        kind=kind,
        value=value,
        meaning=INFORMATION_GRADES.get(value, ""),
        by_hand=by_hand_of(hand),
        rule=rule.status,
        rule_meaning=INFORMATION_GRADES.get(rule.status, ""),
        why=f"{rule.rule}: {said(rule.sentence, voices)}",
        receipts=tuple(receipts[i] for i in rule.rests_on if i in receipts),
    )
