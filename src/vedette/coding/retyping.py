"""What an act becomes by its status: a promise not made refuses, a meeting to come is promised (codebook, choices 5 and 14)."""

from vedette.coding.drafts import Draft
from vedette.coding.status import PLANNED, VERBAL_TYPES, auxiliaries
from vedette.coding.syntax import is_negated
from vedette.records.reading import Sentence

_HOSTING = frozenset({"host", "receive", "welcome"})
_GRANTING = frozenset(
    "accept agree allow permit recognise recognize yield concede negotiate tolerate grant cede".split()
)


def as_refusal(s: Sentence, d: Draft) -> None:
    """Make a refusal of a promise, a concession or access that is told not to be given."""
    if d.type == "AGREE" and any(is_negated(s, c) for c in d.match.args.clause):
        # "Vowed not to negotiate" refuses.
        d.type, d.mode = "REJECT", None
    if (d.type, d.mode, d.status) == ("RETREAT", "access", "negated"):
        # Access not given is a refusal by the one who does not give it (choice 14).
        d.type, d.mode, d.status = "REJECT", "yield", "actual"
    if d.type == "AGREE" and d.status == "negated":
        # "Will not accept the proposal" refuses it.
        d.type, d.mode, d.status = "REJECT", None, "actual"
    if d.found and (d.type, d.status) == ("REJECT", "negated") and d.match.trigger.lemma[0] in _GRANTING:
        # "We will not accept": the marker means the refusal, not the word.
        d.status = "actual"
    if d.type == "CONCEDE" and d.status == "negated" and auxiliaries(s, d.match.i) & {"will", "would", "’ll", "'ll"}:
        # "We will not yield" refuses.
        d.type, d.mode, d.status = "REJECT", "yield", "actual"


def as_promise(d: Draft) -> None:
    """Make a promise of a planned meeting, support, cooperation or help; a verbal act to come is one now."""
    if d.status == "future" and d.type in PLANNED:
        if d.type == "CONSULT" and d.match.trigger.lemma[0] in _HOSTING:
            # Who announces to host promises it; as guests the others would be the visit's actors.
            d.actors, d.recipients = d.recipients, d.actors
        d.type, d.mode, d.status = "AGREE", None, "actual"
    elif d.status in ("future", "hypothetical") and d.type in VERBAL_TYPES:
        d.status = "actual" if d.status == "future" or d.type in ("AGREE", "THREATEN", "REQUEST") else d.status
