"""Whom an act is done to where its trigger's own places do not tell: behind what is judged, within a promise, by the way."""

from collections.abc import Sequence

from vedette.coding.actors import Resolver, merged
from vedette.coding.frames import modifiers
from vedette.coding.syntax import HARMS, Arguments, ancestors, arguments, governor, kids, prepositions
from vedette.coding.triggers import Match
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence
from vedette.records.record import Actor

_CONTENTFUL = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST"})
_TOWARDS = ("to", "with", "for", "against", "between", "on", "from")
_JUDGING = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT"})

Places = dict[str, tuple[int, ...]]


def recipients_of(
    s: Sentence, m: Match, places: Places, actors: Sequence[Actor], told: tuple[Actor, ...], resolver: Resolver
) -> tuple[Actor, ...]:
    """Return whom the act of match `m` is done to; `told` are those in its trigger's own places, `actors` who does it."""
    t, force = m.trigger, m.trigger.type == "ASSAULT"
    found = told or (_harmed(s, m, resolver) if force else ())
    if (force or t.type == "MOBILIZE") and found and all(r.country in {a.country for a in actors} for r in found):
        found = _outer(s, m, resolver) or found
    if not found and t.pos == "noun":
        found = merged(resolver.all(s, places.get("sufferer", ()), force=force))
    found = tuple(r for r in found if r not in actors) or _against(s, m, resolver, force=force)
    if not found and "light" in places and s.words[governor(s, m.i)].lemma == "join":
        found = merged(resolver.all(s, arguments(s, governor(s, m.i)).object))
    if not found and t.type in _JUDGING and t.pos == "verb":
        found = tuple(r for r in _behind(s, m, resolver) if r not in actors)
    if not found and t.type == "AID":
        found = resolver.unknown(s, places.get("to", ()))
    if not found and t.type in _CONTENTFUL:
        found = tuple(r for r in _within_content(s, m, resolver) if r not in actors)
    return found


def _harmed(s: Sentence, m: Match, resolver: Resolver) -> tuple[Actor, ...]:
    """Return whom force hits where the trigger's places name nobody: a headline's number, the building a bomb went off at."""
    found: tuple[Actor, ...] = ()
    if m.i and s.words[m.i - 1].pos == "NUM" and s.words[m.i].lemma in HARMS:
        # "49 killed in strikes": a headline's number stands for its people.
        found = resolver.counted(s, m.i - 1)
    if not found and m.trigger.mode == "explosives":
        found = resolver.buildings(s, _beside(s, m))
    return found


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
    beside = m.trigger.type == "MOBILIZE" and any(
        s.words[a].dep == "advcl" for a in (m.i, *ancestors(s, m.i)) if a != above
    )
    if not held or above is None or not (beside or s.words[above].lemma in load_codebook().reporting):
        return ()
    return resolver.all(s, arguments(s, above).subject, force=True)


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
