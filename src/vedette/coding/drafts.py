"""An event in the making: what its own sentence tells, before the rest of the text fills it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vedette.coding.actors import ARMED, Resolver, merged
from vedette.coding.actors_roles import is_means
from vedette.coding.focus import FIRST_PERSON
from vedette.coding.frames import first_resolved, modifiers, noun_places, verb_places
from vedette.coding.status import VERBAL_TYPES, is_denied
from vedette.coding.syntax import (
    HARMS,
    Arguments,
    ancestors,
    arguments,
    conjuncts,
    governor,
    is_negated,
    kids,
    prepositions,
    subtree,
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

_CONTENTFUL = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST"})
_TOWARDS = ("to", "with", "for", "against", "between", "on", "from")
_GENERIC_MARKS = frozenset({"det", "amod", "poss", "nummod", "compound"})


@dataclass(slots=True)
class Draft:
    """One event of one sentence; `mark` is what the marker makes of its word, `found` tells that only the marker found it."""

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
    mark: Mark = field(default_factory=Mark)
    found: bool = False


def draft(s: Sentence, m: Match, resolver: Resolver) -> Draft | None:
    """Return the event that match `m` states, or None where it names nobody and nothing particular."""
    t = m.trigger
    force = t.type == "ASSAULT"
    places = noun_places(s, m) if t.pos == "noun" else verb_places(s, m)
    actors = first_resolved(s, t.actor, places, resolver, force=force)
    recipients = first_resolved(s, t.recipient, places, resolver, force=force)
    if force and not recipients and m.i and s.words[m.i - 1].pos == "NUM" and s.words[m.i].lemma in HARMS:
        # "49 killed in strikes": a headline's number stands for its people.
        recipients = resolver.counted(s, m.i - 1)
    if force and not recipients and t.mode == "explosives":
        recipients = resolver.buildings(s, _beside(s, m))
    if force and recipients and all(r.country in {a.country for a in actors} for r in recipients):
        recipients = _outer(s, m, resolver) or recipients
    if not recipients and t.pos == "noun":
        recipients = merged(resolver.all(s, places.get("sufferer", ()), force=force))
    recipients = tuple(r for r in recipients if r not in actors) or _against(s, m, resolver, force=force)
    if not recipients and "light" in places and s.words[governor(s, m.i)].lemma == "join":
        recipients = merged(resolver.all(s, arguments(s, governor(s, m.i)).object))
    if not recipients and t.type in ("SUPPORT", "ACCUSE", "REQUEST", "REJECT") and t.pos == "verb":
        recipients = tuple(r for r in _behind(s, m, resolver) if r not in actors)
    if not recipients and t.type == "AID":
        recipients = resolver.unknown(s, places.get("to", ()))
    if not recipients and t.type in _CONTENTFUL:
        recipients = tuple(r for r in _within_content(s, m, resolver) if r not in actors)
    found = Draft(m, t.type, t.mode, actors=actors, recipients=recipients, speaks="speaker" in t.actor)
    if _threatens(s, m):
        found.type, found.mode = "THREATEN", "violence"
        found.recipients = recipients or merged(resolver.all(s, _aimed_at(s, m)))
    if t.generic and not _is_particular(s, m.i):
        return None
    if t.pos == "verb" and not actors and t.type in _NEED_A_DOER and _has_dumb_subject(s, m):
        return None
    if "speaker" in t.actor and not actors:
        found.actors = resolver.speaking(s.words[m.i].start)
        found.recipients = tuple(
            r for r in recipients if (r.country, r.sector) not in {(a.country, a.sector) for a in found.actors}
        )
        actors = found.actors
        if (
            t.pos == "modal"
            and not [r for r in found.recipients if r.text.lower() != "those"]
            and not (any(s.words[x].lower in FIRST_PERSON for x in m.args.subject) and _is_main(s, m.i))
        ):
            # "There must be no impunity" asks nobody, and "those responsible must be held to account" nobody named.
            return None
    they = [x for x in m.args.subject if s.words[x].lower in ("they", "both")]
    if t.type in ("CONSULT", "AGREE") and they and len({a.country for a in actors}) < 2:
        found.actors = actors = resolver.pair(s, they[0]) or actors
    if not actors and t.type in VERBAL_TYPES and any(s.words[x].lemma in DOCUMENTS for x in _subjects(s, m)):
        # "The report accuses": its publisher does; "the resolution demands": the body that adopted it.
        said = _adopting(s, m, resolver) or resolver.speaking(s.words[m.i].start)
        found.actors = actors = tuple(a for a in said if a not in recipients)
    if t.type == "CONSULT" and t.pos == "noun" and recipients and not actors:
        # "Kerry raised it in a call with Lavrov": whose call it was is who acts.
        found.actors = actors = _of_clause(s, m, resolver, recipients)
    if force and any(s.words[x].pos == "PRON" for x in m.args.subject) and not any(_is_known(a) for a in actors):
        found.actors = actors = resolver.armed_before(s, m.i) or actors
    if t.type == "AID" and t.pos == "noun" and not recipients and s.words[s.words[m.i].head].lower == "with":
        # "With Turkish support the rebels took the town": who does it is supported.
        found.recipients = tuple(r for r in resolver.all(s, arguments(s, governor(s, m.i)).subject) if r not in actors)
    if t.weak and not any(_is_known(a) for a in (*actors, *recipients)):
        return None
    return found


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


def _within_content(s: Sentence, m: Match, resolver: Resolver) -> tuple[Actor, ...]:
    """Return whom the content of a speech act is for: "agreed to help Morocco", "demanded that Uganda withdraw".

    A demand is made to who is to do it; a promise, a threat and a refusal to whom it is to be done to or with.
    """
    for c in m.args.clause:
        inner = arguments(s, c)
        if m.trigger.type == "REQUEST":
            found = resolver.all(s, [x for x in inner.subject if x not in m.args.subject])
        else:
            behind = [x for p in _TOWARDS for x in (*inner.preps.get(p, ()), *_behind_object(s, inner, p))]
            found = resolver.all(s, (*inner.indirect, *inner.object)) or resolver.all(s, behind)
        if found:
            return merged(found)
    return ()


def _behind_object(s: Sentence, inner: Arguments, prep: str) -> tuple[int, ...]:
    return tuple(x for o in inner.object for x in prepositions(s, o).get(prep, ()))


def _beside(s: Sentence, m: Match) -> tuple[int, ...]:
    """Return what a bomb went off at: "planted a bomb in front of a church", "exploded outside the ministry"."""
    found = [x for p in ("outside", "at", "near", "inside", "in", "under") for x in m.args.preps.get(p, ())]
    for o in m.args.object:
        below = prepositions(s, o)
        found += [x for p in ("outside", "at", "near", "inside", "in", "under") for x in below.get(p, ())]
    return tuple(y for x in found for y in (prepositions(s, x).get("of", ()) if s.words[x].lemma == "front" else (x,)))


def _outer(s: Sentence, m: Match, resolver: Resolver) -> tuple[Actor, ...]:
    """Return whose "its positions" are in "A said that B fired at its positions": who tells of it, not who did it."""
    hit = [
        x
        for p in ("object", "at", "on", "against")
        for x in (m.args.object if p == "object" else m.args.preps.get(p, ()))
    ]
    held = [x for x in hit if any(s.words[c].lower in ("its", "their") for c in kids(s, x, "poss"))]
    above = next((a for a in ancestors(s, m.i) if s.words[a].pos == "VERB"), None)
    if not held or above is None or s.words[above].lemma not in load_codebook().reporting:
        return ()
    return resolver.all(s, arguments(s, above).subject, force=True)


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


def _behind(s: Sentence, m: Match, resolver: Resolver) -> tuple[Actor, ...]:
    """Return whose deed is praised or blamed: "condemned the attack by X", "welcomed X's decision", "the news that X …"."""
    for i in m.args.object or tuple(x for p in ("for",) for x in m.args.preps.get(p, ())):
        preps = prepositions(s, i)
        clauses = kids(s, i, "acl", "relcl", "ccomp")
        for indices in (
            kids(s, i, "poss"),
            preps.get("by", ()),
            tuple(c for c in modifiers(s, i) if any(x.first == c for x in s.mentions)),
            tuple(x for c in clauses for x in arguments(s, c).subject if x != i),
            *(preps.get(p, ()) for p in ("between", "of", "from")),
        ):
            found = merged(resolver.all(s, indices))
            if found:
                return found
    return ()


def _against(s: Sentence, m: Match, resolver: Resolver, *, force: bool) -> tuple[Actor, ...]:
    """Return whom an act is "against", wherever in its clause the parser has hung the word."""
    if m.trigger.type not in ("ASSAULT", "SANCTION", "PROTEST", "MOBILIZE"):
        return ()
    for w in s.words[m.i + 1 :]:
        if w.lower == "against" and governor(s, w.i) == governor(s, m.i):
            return merged(resolver.all(s, kids(s, w.i, "pobj"), force=force))
    return ()


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


def _agree(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    # A side without a country contradicts none.
    one, two = {x.country for x in a} - {None}, {x.country for x in b} - {None}
    return not one or not two or one == two


def absorbed(a: Draft, b: Draft) -> Draft:
    """Return `a` with what only `b`, another word for the same act, tells."""
    a.actors = a.actors or b.actors
    a.recipients = a.recipients or b.recipients
    a.mode = a.mode or b.mode
    return a
