"""Several words for one act, and what a promise or demand already covers."""

from collections.abc import Sequence

from vedette.coding.drafts import Draft
from vedette.coding.status import is_denied
from vedette.coding.syntax import conjuncts, kids, subtree
from vedette.coding.triggers import Match
from vedette.records.reading import Sentence
from vedette.records.record import Actor

_PARTISANS = frozenset(
    "supporter backer opponent leader member organiser organizer participant planner author survivor victim".split()
)


def covers(s: Sentence, m: Match) -> frozenset[int]:
    """Return the words of the complement whose event is the content of `m`'s act ("agreed to send aid")."""
    if not m.trigger.swallow:
        return frozenset()
    out: set[int] = set(m.args.object if m.trigger.type in ("REJECT", "REQUEST", "AGREE") else ())
    for c in m.args.clause:
        for verb in (c, *kids(s, c, "conj")):
            out.add(verb)
            out.update(kids(s, verb, "dobj", "xcomp"))
            out.update(x for y in kids(s, verb, "xcomp") for x in kids(s, y, "dobj"))
    return frozenset(out)


def same_act(s: Sentence, a: Draft, b: Draft) -> bool:
    """Tell whether two drafts of one type in one sentence are several words for one act."""
    if a.type != b.type or is_denied(s, a.match.i) != is_denied(s, b.match.i):
        return False
    if _tells_doer(s, a, b) or _tells_doer(s, b, a):
        return False
    both = {x.country for x in (*a.actors, *a.recipients)}
    if (
        a.type == "CONSULT"
        and None not in both
        and both == {x.country for x in (*b.actors, *b.recipients)}
        and len(both) > 1
    ):
        # "Met his colleague, and the two discussed": one meeting.
        return True
    linked = (
        b.match.i in subtree(s, a.match.i)
        or a.match.i in subtree(s, b.match.i)
        or b.match.i in conjuncts(s, a.match.i)
        or s.words[b.match.i].head == a.match.i
        or (
            s.words[b.match.i].dep == "conj"
            and s.words[a.match.i].dep != "ROOT"
            and b.match.args.subject == a.match.args.subject
        )
        or set(b.match.args.subject) & {a.match.i}
    )
    return bool(linked) and _agree(a.actors, b.actors) and _agree(a.recipients, b.recipients)


def _tells_doer(s: Sentence, noun: Draft, other: Draft) -> bool:
    """Tell an act by which only the people are told who do the other one: "supporters of the coup pelted the embassy"."""
    w = s.words[noun.match.i]
    of = s.words[w.head]
    people = of.head in other.match.args.subject and s.words[of.head].lemma in _PARTISANS
    return people and w.dep == "pobj" and of.lower == "of"


def _agree(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    # A side without a country contradicts none.
    one, two = {x.country for x in a} - {None}, {x.country for x in b} - {None}
    return not one or not two or one == two


def absorbed(a: Draft, b: Draft) -> Draft:
    """Return `a` with what only `b`, another word for the same act, tells."""
    # "The port came under attack, killing two": what is hit kills nobody.
    a.actors = a.actors or tuple(
        x for x in b.actors if not any(x.start < r.end and r.start < x.end for r in a.recipients)
    )
    a.recipients = a.recipients or b.recipients
    a.mode = a.mode or b.mode
    return a
