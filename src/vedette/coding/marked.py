"""Where the rules and the marker meet: which acts stand, and whom an act links, when both have been asked.

The rules name what the codebook lists and say why; the marker, trained on coded texts, also knows words that no list holds and
sides that stand sentences away. Neither overrules what the other is sure of; docs/marker.md gives the figures of each alone
and of both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vedette.coding.actors import Resolver, merged
from vedette.coding.drafts import Draft, draft
from vedette.coding.local import has_own_flag
from vedette.coding.somebody import somebody
from vedette.coding.syntax import Arguments, ancestors, arguments, kids, prepositions
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

CIRCUMSTANCE = 0.35
"""Probability from which a word is taken for the place or time that the rules do not find."""

_NOTHING = Mark()
_VERB_TO = ("object", "against", "on", "to", "with", "at", "for")
_NOUN_BY = ("by", "possessive", "modifier", "light")
_NOUN_TO = ("of", "against", "on", "to", "with", "sufferer")


def mark_of(marks: Marks, s: Sentence, m: Match) -> Mark:
    """Return the mark of the match's trigger: of its words the one that most likely tells an event."""
    found = [marks.get((s.index, k)) for k in range(min(m.i, m.last), max(m.i, m.last) + 1)]
    told = [x for x in found if x is not None and x.types]
    return seen_from(max(told, key=lambda x: sum(p for _, p in x.types), default=_NOTHING), s)


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
        yield d, seen_from(mark, s)


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


def seen_from(mark: Mark, s: Sentence) -> Mark:
    """Return the mark with the links that count in sentence `s`: a title has only what it states (choice 3)."""
    return replace(mark, links=tuple(x for x in mark.links if x.sentence == s.index)) if s.title else mark


def with_links(d: Draft, s: Sentence, sentences: Sequence[Sentence], resolver: Resolver) -> None:
    """Fill sides that the rules leave open with those that the marker links; `s` is the sentence of the act."""
    mark = _but_tellers(d.mark, s, d.match.i) if d.type == "ASSAULT" else d.mark
    for role, field in (("actor", "actors"), ("recipient", "recipients")):
        least = LINKED_NEW if d.found else LINKED_TO if role == "recipient" else LINKED
        mine = getattr(d, field)
        found = () if mine else linked(mark, role, least, sentences, resolver, force=d.type == "ASSAULT")
        if role == "recipient" and not d.found and _told(found) & _told(d.actors):
            # Whom an act is done to by one of its own is too rare to be taken from a link.
            continue
        if role == "actor" and d.type == "ASSAULT":
            hit = d.recipients
            found = tuple(a for a in found if not _is_bare_weapon(a, sentences) and not _is_within(a, hit))
            found = tuple(a for a in found if not _is_of_the_fallen(a, hit, s))
        if found:
            setattr(d, field, found)
    if d.type == "CONSULT":
        _add_participants(d, mark, sentences, resolver)


def _is_within(a: Actor, others: Sequence[Actor]) -> bool:
    """Tell words that are told as another side already: of "a UN base came under fire" the UN is no doer."""
    return any(a.start < o.end and o.start < a.end for o in others)


def _is_of_the_fallen(a: Actor, hit: Sequence[Actor], s: Sentence) -> bool:
    """Tell somebody named elsewhere of whose own soldiers it is told that they fell: "135 Armenian servicemen were killed".

    That a state's own kill its soldiers (a mutiny, a mistake) is said where it is told, not sentences away.
    """
    own = a.country is not None and a.country in {o.country for o in hit if o.sector == "MIL"}
    return own and not s.words[0].start <= a.start <= s.words[-1].start


def _is_bare_weapon(a: Actor, sentences: Sequence[Sentence]) -> bool:
    """Tell "drones" and "aircraft" of which it is not told whose they are: where they strike does not tell it."""
    named = any(a.start <= s.words[m.first].start < a.end for s in sentences for m in s.mentions if m.code)
    return has_own_flag(a) and not named


def _but_tellers(mark: Mark, s: Sentence, i: int) -> Mark:
    """Return the mark of word `i` without links to who only tells of it: "Armenia claims that 431 servicemen were killed".

    The subject of the words above a clause that has a subject of its own is no doer of what that clause tells.
    """
    tellers: set[int] = set()
    below = i
    for a in ancestors(s, i):
        if s.words[below].dep == "ccomp" and kids(s, below, "nsubj", "nsubjpass"):
            tellers.update(arguments(s, a).subject)
        below = a
    kept = (x for x in mark.links if x.role != "actor" or x.sentence != s.index or x.word not in tellers)
    return replace(mark, links=tuple(kept)) if tellers else mark


def _add_participants(d: Draft, mark: Mark, sentences: Sequence[Sentence], resolver: Resolver) -> None:
    """Add to a meeting of whom only one state is told the others that the marker links to it, in whichever role."""
    own = _told((*d.actors, *d.recipients))
    if len(own) != 1:
        return
    for role in ("actor", "recipient"):
        found = linked(mark, role, LINKED_NEW, sentences, resolver, force=False)
        others = tuple(a for a in found if a.country is not None and a.country not in own)
        if others:
            d.recipients = merged((*d.recipients, *others))
            return


def _told(actors: Sequence[Actor]) -> set[str | None]:
    return {a.country for a in actors}


def place_by_links(mark: Mark, sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> PlaceMention | None:
    """Return the place that the marker most likely links to an act, where it is likely enough and known as a place."""
    at = _linked_at(mark, "place", sentences)
    return next((p for p in places if at is not None and p.start <= at < p.end), None)


def time_by_links(mark: Mark, sentences: Sequence[Sentence], times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the time that the marker most likely links to an act, where it is likely enough and told as a time."""
    at = _linked_at(mark, "time", sentences)
    return next((t for t in times if at is not None and t.start <= at < t.end), None)


def _linked_at(mark: Mark, role: str, sentences: Sequence[Sentence]) -> int | None:
    """Return where the word stands that is most likely linked in `role`, None where none is likely enough."""
    best = max((x for x in mark.links if x.role == role), key=lambda x: x.p, default=None)
    if best is None or best.p < CIRCUMSTANCE:
        return None
    w = sentences[best.sentence].words[best.word]
    # "Tehran denied any role": who does something is not where.
    return None if role == "place" and w.dep == "nsubj" else w.start
