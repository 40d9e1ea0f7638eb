"""Which words of a sentence are triggers of the codebook, and which of several readings the sentence allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from vedette.coding.actors import ARMED, Resolver
from vedette.coding.roles import surname
from vedette.coding.syntax import Arguments, ancestors, arguments, conjuncts, kids, prepositions
from vedette.reading.places_struck import is_struck
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Trigger
from vedette.records.reading import Sentence

SUM = 100
"""From this many strikes on, a count is one of a period and of no particular act."""

REACH = 9
"""Words behind a verb in which the rest of its expression ("open … fire") may stand."""

_PRONOUNS = frozenset({"he", "she", "him", "her", "who", "i", "you", "me", "them", "they", "we", "us"})


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger of the codebook at word `i`; `last` is the last word of its expression, `args` its places."""

    trigger: Trigger
    i: int
    last: int
    args: Arguments


def find_matches(s: Sentence, resolver: Resolver) -> tuple[Match, ...]:
    """Return the triggers of `s` in order, at most one a word, the most specific that its constraints allow."""
    found: list[Match] = []
    taken: set[int] = set()
    for w in s.words:
        if w.i in taken or w.pos in ("PUNCT", "DET", "ADP", "PRON", "NUM", "CCONJ"):
            continue
        match = next(_candidates(s, w.i, resolver), None)
        if match is not None:
            found.append(match)
            taken.update(_words_of(s, match))
    return tuple(found)


def _words_of(s: Sentence, m: Match) -> Iterator[int]:
    """Yield the words of a contiguous expression, so that "support" in "express support" is not met again."""
    yield m.i
    if len(m.trigger.lemma) > 1:
        wanted = set(m.trigger.lemma)
        for k in range(min(m.i, m.last), max(m.i, m.last) + 1):
            if s.words[k].lower in wanted or s.words[k].lemma in wanted:
                yield k


def _candidates(s: Sentence, i: int, resolver: Resolver) -> Iterator[Match]:
    book = load_codebook()
    w = s.words[i]
    if w.lower in _modals():
        yield from _obligation(s, i)
    if w.pos in ("VERB", "AUX") and not _is_attribute(s, i):
        told = _Told(s, i)
        for t in book.verbs.get(w.lemma, ()):
            m = _verb(told, t, resolver)
            if m:
                yield m
    elif w.pos == "ADJ" and w.dep in ("acomp", "ROOT", "conj", "oprd", "ccomp", "attr"):
        for t in book.adjectives.get(w.lower, ()):
            m = _adjective(s, i, t, resolver)
            if m:
                yield m
    if w.pos in ("NOUN", "PROPN") or _is_noun_by_place(s, i):
        for lemma in {w.lemma: None, w.lower: None}:
            for t in book.nouns.get(lemma, ()):
                m = _noun(s, i, t)
                if m:
                    yield m


def _is_noun_by_place(s: Sentence, i: int) -> bool:
    """Tell a word that the tagger took for a verb and its place shows to be a noun: "Azerbaijani strikes", "the shelling"."""
    w = s.words[i]
    if w.tag == "VBZ" and any(m.last == i and m.kind == "demonym" for m in s.mentions):
        return True
    return w.pos in ("VERB", "ADJ") and w.tag in ("VBG", "NN", "JJ") and w.dep in ("dobj", "pobj", "nsubj", "nsubjpass")


@cache
def _modals() -> frozenset[str]:
    """Return the first words of the codebook's expressions of obligation."""
    modals = load_codebook().modals
    return frozenset(m.split()[0] for key in ("verbs", "adjectives") for m in modals.get(key, ()))


def _obligation(s: Sentence, i: int) -> Iterator[Match]:
    """Yield the request in "X must …", "X needs to …" and "it is essential that X …": who speaks asks it of X."""
    w = s.words[i]
    modals = load_codebook().modals
    if w.pos == "ADJ" and w.lower in modals.get("adjectives", ()):
        verb = w.head if s.words[w.head].pos == "AUX" else i
        clauses = (*kids(s, verb, "ccomp", "advcl", "xcomp"), *kids(s, i, "ccomp", "xcomp", "advcl"))
        subject = tuple(x for c in clauses for x in arguments(s, c).subject if c != verb)
        if subject and any(s.words[x].lower == "it" for x in kids(s, verb, "nsubj")):
            yield Match(_obliging(w.lower), i, i, Arguments(subject=subject, clause=clauses))
    elif w.dep == "aux" and w.lower in modals.get("verbs", ()):
        yield Match(_obliging(w.lower), i, i, Arguments(subject=_doers(s, w.head), clause=(w.head,)))


def _doers(s: Sentence, verb: int) -> tuple[int, ...]:
    args = arguments(s, verb)
    return args.object if args.passive and not args.subject else args.subject


@cache
def _obliging(word: str) -> Trigger:
    return Trigger((word,), "modal", "REQUEST", actor=("speaker",), recipient=("subject",), swallow=True, weak=True)


def _is_attribute(s: Sentence, i: int) -> bool:
    """Tell a participle that stands before its noun as an adjective ("occupied territory"), which states no act."""
    w = s.words[i]
    return w.dep in ("amod", "compound") and w.head > i


@dataclass
class _Told:
    """A verb whose entries are tried, with its places and particle, worked out once for all of them."""

    s: Sentence
    i: int

    @cached_property
    def args(self) -> Arguments:
        """Where its sides stand."""
        return arguments(self.s, self.i)

    @cached_property
    def apart(self) -> bool:
        """Tell "killed off", "blew up": other verbs; those that are acts of the codebook stand there with their particle."""
        return any(self.s.words[c].lower in ("off", "up") for c in kids(self.s, self.i, "prt"))


def _verb(told: _Told, t: Trigger, resolver: Resolver) -> Match | None:
    s, i = told.s, told.i
    last = _expression_end(s, i, t.lemma)
    if last is None or (len(t.lemma) == 1 and told.apart):
        return None
    args = told.args
    if not _present(t, args):
        return None
    if not _fits(s, args.object, t.object, t.not_object, resolver) or not _fits(
        s, args.subject, t.subject, t.not_subject, resolver
    ):
        return None
    return Match(t, i, last, args)


def _expression_end(s: Sentence, i: int, lemma: tuple[str, ...]) -> int | None:
    """Return the last word of a verbal expression that begins at `i`, or None where its other words are missing."""
    at = i
    for word in lemma[1:]:
        found = range(at + 1, min(len(s.words), i + REACH + 1))
        goes_on = (
            j for j in found if word in (s.words[j].lower, s.words[j].lemma) and _goes_on(s, i, at, j, lemma, word)
        )
        end = next(goes_on, None)
        if end is None:
            return None
        at = end
    return at


def _goes_on(s: Sentence, i: int, at: int, j: int, lemma: tuple[str, ...], word: str) -> bool:
    """Tell whether word `j` belongs to the expression that begins at `i` and has come to `at`."""
    w = s.words[j]
    if w.tag == "VB" and s.words[j - 1].lower == "to" and lemma[lemma.index(word) - 1] != "to":
        return False
    if w.pos == "VERB" and w.dep in ("relcl", "acl", "advcl", "ccomp"):
        return False
    above = list(ancestors(s, j))[:4]
    # "Be in talks", not "are to meet in Geneva for talks".
    return i in above and (s.words[at].dep != "prep" or at == i or at in above)


def _present(t: Trigger, args: Arguments) -> bool:
    """Tell whether the places that a trigger needs are filled."""
    filled = {"subject": args.subject, "object": args.object, "indirect": args.indirect, "clause": args.clause}
    return all(filled[n] if n in filled else args.preps.get(n) for n in t.needs)


def _fits(
    s: Sentence, indices: tuple[int, ...], allowed: frozenset[str], barred: frozenset[str], resolver: Resolver
) -> bool:
    if allowed and not any(_is_one_of(s, i, allowed, resolver) for i in indices):
        return False
    return not (barred and any(_is_one_of(s, i, barred, resolver) for i in indices))


def _is_one_of(s: Sentence, i: int, words: frozenset[str], resolver: Resolver) -> bool:
    w = s.words[i]
    if w.lemma in words or w.lower in words:
        return True
    place = resolver.cast.places.get(w.start) if "town" in words else None
    if place is not None and place.precision in ("settlement", "facility", "district") and is_struck(s, w.head):
        # A town told by its name is one.
        return True
    return any(c.startswith("@") and is_a(s, i, c, resolver) for c in words)


def is_a(s: Sentence, i: int, kind: str, resolver: Resolver) -> bool:
    """Tell whether word `i` is @person, @state, @org, @force or @armed, by what it resolves to."""
    w = s.words[i]
    mention = next((m for m in s.mentions if m.first == i), None)
    if kind == "@person":
        if mention and mention.kind in ("demonym", "people") and (w.tag in ("NNS", "NNPS") or kids(s, i, "nummod")):
            return True
        if (mention and mention.kind == "person") or w.entity == "PERSON" or w.lower in _PRONOUNS:
            return True
        if w.pos == "PROPN" and mention is None and surname(w.text) in resolver.cast.people:
            return True
        role = next((r for r in load_codebook().roles.get(w.lemma, ()) if len(r.lemma) == 1), None)
        return role is not None and mention is None
    if kind == "@state":
        return mention is not None and mention.kind in ("state", "demonym", "capital", "seat")
    if kind == "@org":
        return (mention is not None and mention.kind in ("organisation", "group", "force")) or (
            mention is None and w.entity == "ORG"
        )
    sectors = {a.sector for a in resolver.one(s, i)}
    return bool(sectors & ARMED)


def _adjective(s: Sentence, i: int, t: Trigger, resolver: Resolver) -> Match | None:
    head = s.words[i].head
    if t.lemma[1:] and _expression_end(s, i, t.lemma) is None:
        return None
    verb = head if s.words[head].pos in ("VERB", "AUX") else i
    subject = arguments(s, verb).subject or kids(s, i, "nsubj")
    own = prepositions(s, i)
    args = Arguments(
        subject, (), (), kids(s, i, "xcomp", "ccomp"), {**prepositions(s, verb), **own} if verb != i else own
    )
    if not _present(t, args) or not _fits(s, _needed(t, args), t.object, t.not_object, resolver):
        return None
    return Match(t, i, i, args)


def _needed(t: Trigger, args: Arguments) -> tuple[int, ...]:
    """Return the words behind the prepositions that a trigger needs."""
    return tuple(x for n in sorted(t.needs) for x in args.preps.get(n, ()))


def _noun(s: Sentence, i: int, t: Trigger) -> Match | None:
    n = len(t.lemma)
    first = i - n + 1
    if first < 0 or any(
        w not in (s.words[first + k].lower, s.words[first + k].lemma) for k, w in enumerate(t.lemma[:-1])
    ):
        return None
    after = s.words[i + 1].lemma if i + 1 < len(s.words) else ""
    before = s.words[first - 1].lemma if first else ""
    if t.type in ("AGREE", "COOPERATE", "AID") and _is_in_a_name(s, i):
        return None
    if after in t.not_before or before in t.not_after or s.words[i].dep == "compound":
        return None
    preps = prepositions(s, i)
    if not all(preps.get(need) for need in t.needs if need not in ("subject", "object", "clause")):
        return None
    if t.type == "ASSAULT" and (_is_sum(s, i) or _is_kind_of_aircraft(s, i)):
        return None
    if t.type == "AGREE" and t.generic and _is_named_after_place(s, i):
        return None
    return Match(t, i, i, Arguments(preps=preps, clause=kids(s, i, "acl", "ccomp")))


def _is_kind_of_aircraft(s: Sentence, i: int) -> bool:
    """Tell "attack" in "using attack, bomber and fighter aircraft"."""
    return any(s.words[k].lemma == "aircraft" for k in conjuncts(s, i))


def _is_named_after_place(s: Sentence, i: int) -> bool:
    """Tell an agreement known by where it was signed ("the Minsk agreements"), which is spoken of and not made."""
    named = {m.first for m in s.mentions if m.kind == "capital"}
    return any(c in named for c in kids(s, i, "compound", "amod", "nmod"))


def _is_in_a_name(s: Sentence, i: int) -> bool:
    """Tell a word of a proper name ("the Government of National Accord", "the Eastern Partnership"), which states no act."""
    return (
        not s.title and s.words[i].tag == "NNP" and any(s.words[c].tag == "NNP" for c in kids(s, i, "compound", "amod"))
    )


def _is_sum(s: Sentence, i: int) -> bool:
    """Tell a sum of sorties or strikes over a period ("almost 8,000 strikes"), which is no act (choice 14)."""
    told = [s.words[c].text.replace(",", "") for c in kids(s, i, "nummod")]
    return any(n.isdigit() and int(n) >= SUM for n in told) or any(
        s.words[c].lemma in ("hundred", "thousand") for c in kids(s, i, "nummod")
    )
