"""An event in the making: what its own sentence tells, before the rest of the text fills it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vedette.coding.actors import ARMED, Resolver, merged
from vedette.coding.actors_roles import is_means
from vedette.coding.focus import FIRST_PERSON
from vedette.coding.frames import first_resolved, noun_places, verb_places
from vedette.coding.recipients import recipients_of
from vedette.coding.status import VERBAL_TYPES
from vedette.coding.syntax import (
    ancestors,
    arguments,
    governor,
    is_negated,
    kids,
    prepositions,
)
from vedette.coding.triggers import Match
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Trigger
from vedette.records.reading import Mark, PlaceMention, Sentence, TimeExpression
from vedette.records.record import Actor

_NEED_A_DOER = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONSULT", "AID", "COOPERATE"})
DOCUMENTS = frozenset(
    "statement report resolution letter communique declaration message text draft spokesman government ministry".split()
)
_HARMING = frozenset(
    "avenge retaliate punish revenge resist beat crush strike fight prevent hunt eliminate annihilate bury answer hit smash".split()
)
"""Verbs whose doing is vowed against somebody."""

_CONDITIONS = frozenset({"presence", "absence", "existence", "lack", "prospect", "possibility", "arrival"})
"""Nouns of how things stand, whosever: "backed by the presence of 2,000 peacekeepers" is said of nobody's doing."""

_GENERIC_MARKS = frozenset({"det", "amod", "poss", "nummod", "compound"})


@dataclass(slots=True)
class Draft:
    """One event of one sentence; `mark` is what the marker makes of its word, `found` tells that only the marker found it.

    `also` are the indices of other words of the sentence for the same act.
    """

    match: Match
    type: str
    mode: str | None
    status: str = "actual"
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    place: PlaceMention | None = None
    time: TimeExpression | None = None
    inherited: bool = False
    speaks: bool = False
    summed: bool = False
    also: tuple[int, ...] = ()
    mark: Mark = field(default_factory=Mark)
    found: bool = False


def draft(s: Sentence, m: Match, resolver: Resolver) -> Draft | None:
    """Return the event that match `m` states, or None where it names nobody and nothing particular."""
    t = m.trigger
    places = noun_places(s, m) if t.pos == "noun" else verb_places(s, m)
    force = t.type == "ASSAULT"
    actors = first_resolved(s, t.actor, places, resolver, force=force)
    told = first_resolved(s, t.recipient, places, resolver, force=force)
    recipients = recipients_of(s, m, places, actors, told, resolver)
    found = Draft(m, t.type, t.mode, actors=actors, recipients=recipients, speaks="speaker" in t.actor)
    if _threatens(s, m):
        found.type, found.mode = "THREATEN", "violence"
        found.recipients = recipients or merged(resolver.all(s, _aimed_at(s, m)))
    if _states_nothing(s, m, found):
        return None
    if found.speaks and not actors and not _spoken(s, found, resolver):
        return None
    _take_doers(s, found, recipients, resolver)
    if t.type == "AID" and t.pos == "noun" and not recipients and s.words[s.words[m.i].head].lower == "with":
        # "With Turkish support the rebels took the town": who does it is supported.
        doers = resolver.all(s, arguments(s, governor(s, m.i)).subject)
        found.recipients = tuple(r for r in doers if r not in found.actors)
    return None if t.weak and not any(_is_known(a) for a in (*found.actors, *recipients)) else found


def _states_nothing(s: Sentence, m: Match, d: Draft) -> bool:
    """Tell a word for acts in general ("attacks happen"), and the verbal act of a thing, which is nobody's."""
    t = m.trigger
    if t.generic and not _is_particular(s, m.i):
        return True
    if t.pos == "verb" and t.type in _NEED_A_DOER and any(s.words[x].lemma in _CONDITIONS for x in m.args.subject):
        return True
    return t.pos == "verb" and not d.actors and t.type in _NEED_A_DOER and _has_dumb_subject(s, m)


def _spoken(s: Sentence, d: Draft, resolver: Resolver) -> bool:
    """Give an act of speech without a doer to who speaks; returns whether that leaves an act of somebody to somebody.

    "There must be no impunity" asks nobody, and "those responsible must be held to account" nobody named.
    """
    m = d.match
    d.actors = resolver.speaking(s.words[m.i].start)
    own = {(a.country, a.sector) for a in d.actors}
    d.recipients = tuple(r for r in d.recipients if (r.country, r.sector) not in own)
    we = any(s.words[x].lower in FIRST_PERSON for x in m.args.subject) and _is_main(s, m.i)
    return m.trigger.pos != "modal" or we or any(r.text.lower() != "those" for r in d.recipients)


def _take_doers(s: Sentence, d: Draft, recipients: Sequence[Actor], resolver: Resolver) -> None:
    """Give `d` the doers that its own places do not tell, or tell only by a pronoun; `recipients` are no doers."""
    m, t = d.match, d.match.trigger
    they = [x for x in m.args.subject if s.words[x].lower in ("they", "both")]
    if t.type in ("CONSULT", "AGREE") and they and len({a.country for a in d.actors}) < 2:
        d.actors = resolver.pair(s, they[0]) or d.actors
    if not d.actors and t.type in VERBAL_TYPES and any(s.words[x].lemma in DOCUMENTS for x in _subjects(s, m)):
        # "The report accuses": its publisher does; "the resolution demands": the body that adopted it.
        said = _adopting(s, m, resolver) or resolver.speaking(s.words[m.i].start)
        d.actors = tuple(a for a in said if a not in recipients)
    if t.type == "CONSULT" and t.pos == "noun" and recipients and not d.actors:
        # "Kerry raised it in a call with Lavrov": whose call it was is who acts.
        d.actors = _of_clause(s, m, resolver, recipients)
    pronoun = any(s.words[x].pos == "PRON" for x in m.args.subject)
    if t.type == "ASSAULT" and pronoun and not any(_is_known(a) for a in d.actors):
        d.actors = resolver.armed_before(s, m.i) or d.actors


def _subjects(s: Sentence, m: Match) -> tuple[int, ...]:
    """Return the subjects of a verb, "which" taken for the noun that its clause explains."""
    return tuple(_explained(s, x) for x in m.args.subject)


def _explained(s: Sentence, x: int) -> int:
    verb = s.words[s.words[x].head]
    return verb.head if s.words[x].lower in ("which", "that") and verb.dep == "relcl" else x


def _adopting(s: Sentence, m: Match, resolver: Resolver) -> tuple[Actor, ...]:
    """Return the organisation of a resolution: the one that its sentence names first, else the United Nations."""
    told = next((x for x in _subjects(s, m) if s.words[x].lemma == "resolution"), None)
    if told is None:
        return ()
    body = next((x.first for x in s.mentions if x.kind == "organisation" and x.first < m.i), None)
    if body is not None:
        return resolver.one(s, body)
    w = s.words[told]
    return (Actor(w.start, w.end, w.text, "UNO", "GOV", None, "United Nations"),)


def _of_clause(s: Sentence, m: Match, resolver: Resolver, barred: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the doer of the clause that tells of a meeting by the way."""
    verb = governor(s, m.i)
    if s.words[verb].pos != "VERB" or not any(s.words[a].dep == "prep" for a in ancestors(s, m.i)):
        return ()
    found = resolver.all(s, arguments(s, verb).subject)
    return merged([a for a in found if a not in barred and _is_known(a)])


def _is_main(s: Sentence, i: int) -> bool:
    """Tell an obligation that the sentence itself states from one in passing ("a fight we must win")."""
    return s.words[s.words[i].head].dep not in ("relcl", "acl", "advcl")


def _has_dumb_subject(s: Sentence, m: Match) -> bool:
    """Tell a verbal or friendly act whose grammatical doer is a thing ("backed by the presence of troops"): nobody's act."""
    return any(s.words[i].pos == "NOUN" and s.words[i].lemma not in DOCUMENTS for i in m.args.subject)


def _is_known(a: Actor) -> bool:
    return a.country is not None or a.sector in ARMED or a.sector in ("GOV", "LEG", "JUD", "PTY", "OPP")


def _is_particular(s: Sentence, i: int) -> bool:
    """Tell whether a noun refers to a particular act: it has a determiner, a number, a modifier or an owner."""
    behind = prepositions(s, i)
    return bool(kids(s, i, *_GENERIC_MARKS)) or any(behind.get(p) for p in ("by", "between"))


def _aimed_at(s: Sentence, m: Match) -> tuple[int, ...]:
    """Return whom the vowed harm is to be done to."""
    return tuple(x for c in m.args.clause for x in arguments(s, c).object)


def _threatens(s: Sentence, m: Match) -> bool:
    """Tell a vow to harm ("committed to defeating X"), which is a threat of violence and no agreement (choice 5)."""
    if m.trigger.type != "AGREE":
        return False
    told = (*m.args.clause, *m.args.preps.get("to", ()))
    aims = [x for x in told if s.words[x].pos == "VERB" and not is_negated(s, x)]
    verbs = load_codebook().verbs
    return any(
        s.words[a].lemma in _HARMING
        or any(t.type == "ASSAULT" and _is_plain(t) for t in verbs.get(s.words[a].lemma, ()))
        or any(is_means(s, x) for x in arguments(s, a).object)
        for a in aims
    )


def _is_plain(t: Trigger) -> bool:
    """Tell a verb that is an act by itself, not only with others ("hold hostage")."""
    return len(t.lemma) == 1 and not (t.object or t.needs)
