"""Where the rules and the marker meet: which acts stand, and whom an act links, when both have been asked.

The rules name what the codebook lists and say why; the marker, trained on coded texts, also knows words that no list holds and
sides that stand sentences away. Neither overrules what the other is sure of; docs/marker.md gives the figures of each alone
and of both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vedette.coding.actors import Resolver, merged
from vedette.coding.circumstances import is_of_another
from vedette.coding.doers import possible_doers, possible_links
from vedette.coding.drafts import Draft, draft
from vedette.coding.somebody import somebody
from vedette.coding.syntax import Arguments, arguments, kids, prepositions
from vedette.coding.triggers import Match
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Trigger
from vedette.records.reading import Link, Mark, PlaceMention, Sentence, TimeExpression
from vedette.records.record import Actor

Marks = Mapping[tuple[int, int], Mark]

FOUND = 0.85
"""Probability from which a word that no rule takes for an event is one."""

DOUBTED = 0.03
"""Probability below which a rule's event is none."""

DOUBTED_ALONE = 0.15
"""The same for what a verb tells of which the rules know neither side: "Arsenal attacked from the left"."""

LINKED = 0.7
"""Probability from which a word is taken for a side that the rules, which know the act's word, leave open."""

LINKED_TO = 0.7
"""The same for whom it is done to, where that is not the doer's own state."""

LINKED_NEW = 0.3
"""The same for an act that only the marker finds."""

BESIDE = 0.9
"""Share of the likeliest link's probability from which another word is a side beside it."""

CIRCUMSTANCE = 0.5
"""Probability from which a word is taken for the place or time that the rules do not find; below, most are wrong."""

SURE = 0.9
"""Probability from which a word of the same sentence is the doer in place of one to whose words no link at all leads."""

_ORGANISATIONS = frozenset({"UNO", "IGO", "EUR", "NGO"})
"""What the codebook has for a country where an organisation of several states stands."""

_NOTHING = Mark()
_VERB_TO = ("object", "against", "on", "to", "with", "at", "for")
_NOUN_BY = ("by", "possessive", "modifier", "light")
_NOUN_TO = ("of", "against", "on", "to", "with", "sufferer")


def mark_of(marks: Marks, s: Sentence, m: Match) -> Mark:
    """Return the mark of the match's trigger: of its words the one that most likely tells an event."""
    found = [marks.get((s.index, k)) for k in range(min(m.i, m.last), max(m.i, m.last) + 1)]
    told = [x for x in found if x is not None and x.types]
    return seen_from(max(told, key=lambda x: sum(p for _, p in x.types), default=_NOTHING), s, m.i)


def doubted(d: Draft) -> bool:
    """Tell a rule's act whose word the marker, having seen it, takes for no event."""
    return sum(p for _, p in d.mark.types) < (
        DOUBTED_ALONE if d.match.trigger.pos == "verb" and not (d.actors or d.recipients) else DOUBTED
    )


def found_by_marks(
    s: Sentence, marks: Marks, taken: frozenset[int], resolver: Resolver
) -> Iterator[tuple[Draft, Mark]]:
    """Yield the acts of `s` that only the marker finds, at words that are not `taken`."""
    for w in s.words:
        mark = marks.get((s.index, w.i))
        if mark is None or not mark.types or w.i in taken or mark.types[0][1] < FOUND:
            continue
        m = _match(s, w.i, mark.types[0][0])
        d = draft(s, m, resolver) or Draft(m, m.trigger.type, m.trigger.mode)
        d.found = True
        yield d, seen_from(mark, s, w.i)


def _match(s: Sentence, i: int, type_: str) -> Match:
    """Return the match of a word that no rule met: by the codebook's entry of that type, else by where sides usually stand."""
    w = s.words[i]
    book = load_codebook()
    verbal = w.pos in ("VERB", "AUX")
    entries = book.verbs if verbal else book.nouns
    known = next((t for t in entries.get(w.lemma, ()) if t.type == type_ and len(t.lemma) == 1), None)
    if verbal:
        t = known or Trigger((w.lemma,), "verb", type_, recipient=_VERB_TO)
        args = arguments(s, i)
    else:
        t = known or Trigger((w.lemma,), "noun", type_, actor=_NOUN_BY, recipient=_NOUN_TO, of="recipient")
        args = Arguments(preps=prepositions(s, i), clause=kids(s, i, "acl", "ccomp"))
    return Match(replace(t, generic=False, weak=False), i, i, args)


def linked(
    mark: Mark, role: str, least: float, sentences: Sequence[Sentence], resolver: Resolver, *, force: bool
) -> tuple[Actor, ...]:
    """Return the actors of the word most likely linked in `role`, and of those nearly as likely; none below `least`."""
    told = sorted((x for x in mark.links if x.role == role), key=lambda x: -x.p)
    if not told or told[0].p < least:
        return ()
    near = [x for x in told if x.p >= max(least, BESIDE * told[0].p)]
    return merged([a for x in near for a in _resolved(x, sentences, resolver, force=force)])


def _resolved(x: Link, sentences: Sequence[Sentence], resolver: Resolver, *, force: bool) -> tuple[Actor, ...]:
    s = sentences[x.sentence]
    return resolver.all(s, (x.word,), force=force) or somebody(resolver, s, x.word)


def _overrule_doers(d: Draft, mark: Mark, s: Sentence, sentences: Sequence[Sentence], resolver: Resolver) -> None:
    """Give `d` the doer of whom the marker is sure where it sees none in the rules': "denied that troops left and blamed Kiev".

    A parser that hangs a verb below the wrong clause gives the rules its subject.
    """
    told = [x for x in mark.links if x.role == "actor"]
    best = max(told, key=lambda x: x.p, default=None)
    if not d.actors or d.inherited or best is None or best.p < SURE or best.sentence != s.index:
        return
    at = {sentences[x.sentence].words[x.word].start for x in told}
    if any(a.start <= k < a.end for a in d.actors for k in at):
        return
    found = linked(mark, "actor", SURE, sentences, resolver, force=d.type == "ASSAULT")
    if found and not _told(found) & _told(d.recipients):
        d.actors = found


def seen_from(mark: Mark, s: Sentence, i: int) -> Mark:
    """Return the mark of word `i` with the links that count in `s`: a title has only what it states (choice 3), its halves apart."""
    if not s.title:
        return mark
    ends = [w.i for w in s.words if w.text == ";"]
    half = sum(k < i for k in ends)
    kept = (x for x in mark.links if x.sentence == s.index and sum(k < x.word for k in ends) == half)
    return replace(mark, links=tuple(kept))


def with_links(d: Draft, s: Sentence, sentences: Sequence[Sentence], resolver: Resolver) -> None:
    """Fill sides that the rules leave open with those that the marker links; `s` is the sentence of the act."""
    mark = possible_links(d, s, sentences)
    _overrule_doers(d, mark, s, sentences, resolver)
    for role, field in (("actor", "actors"), ("recipient", "recipients")):
        least = LINKED_NEW if d.found else LINKED_TO if role == "recipient" else LINKED
        mine = getattr(d, field)
        found = () if mine else linked(mark, role, least, sentences, resolver, force=d.type == "ASSAULT")
        if role == "recipient" and not d.found and _told(found) & _told(d.actors):
            # Whom an act is done to by one of its own is too rare to be taken from a link.
            continue
        if role == "actor" and d.type == "ASSAULT":
            found = possible_doers(found, d, s, sentences, resolver)
        if found:
            setattr(d, field, found)
    if d.type == "CONSULT":
        _add_participants(d, mark, sentences, resolver)


def _add_participants(d: Draft, mark: Mark, sentences: Sequence[Sentence], resolver: Resolver) -> None:
    """Add to a meeting of whom only one state is told the others that the marker links to it, in whichever role."""
    own = _told((*d.actors, *d.recipients))
    if len(own) != 1 or own <= _ORGANISATIONS:
        # An organisation or its council also meets alone.
        return
    for role in ("actor", "recipient"):
        found = linked(mark, role, LINKED_NEW, sentences, resolver, force=False)
        others = tuple(a for a in found if a.country is not None and a.country not in own)
        if others:
            d.recipients = merged((*d.recipients, *others))
            return


def _told(actors: Sequence[Actor]) -> set[str | None]:
    return {a.country for a in actors}


def place_by_links(
    d: Draft, s: Sentence, sentences: Sequence[Sentence], places: Sequence[PlaceMention]
) -> PlaceMention | None:
    """Return the place that the marker most likely links to act `d` of `s`, where it is likely enough and known as a place."""
    best = _likeliest(d.mark, "place")
    if best is None or best.p < CIRCUMSTANCE:
        return None
    told = sentences[best.sentence]
    w = told.words[best.word]
    if w.dep == "nsubj" or is_of_another(told, w.i, d.match.i if told is s else None):
        # "Tehran denied any role": who does something is not where.
        return None
    return next((p for p in places if p.start <= w.start < p.end), None)


def time_by_links(mark: Mark, s: Sentence, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the time that the marker most likely links to an act of `s`, where it is likely enough and told there as a time.

    Times of other sentences are those of other acts: of eighteen that were taken, one was right (docs/measurements.md).
    """
    best = _likeliest(mark, "time")
    if best is None or best.p < CIRCUMSTANCE or best.sentence != s.index:
        return None
    at = s.words[best.word].start
    return next((t for t in times if t.start <= at < t.end), None)


def _likeliest(mark: Mark, role: str) -> Link | None:
    return max((x for x in mark.links if x.role == role), key=lambda x: x.p, default=None)
