"""Who says so: claimants of what a sentence tells, and the speakers of quotations.

A claim may be reported around its clause ("the ministry said that …"), behind it ("…, police said"), by "according
to", by a noun ("the claim that …"), by an adverb ("reportedly"), or by standing inside somebody's quotation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vedette.coding.actors import Resolver
from vedette.coding.status import PARTS_IN_DEEDS
from vedette.coding.syntax import ancestors, arguments, kids, noun_phrase, prepositions, subtree
from vedette.reading.trailing import LABEL
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Quotation, Sentence
from vedette.records.record import Actor, Receipt

SCOPE = ("ccomp", "advcl", "parataxis", "ROOT", "conj", "relcl", "acl", "xcomp", "pcomp", "dep", "appos")
_TELLING = frozenset(
    "report announce confirm deny claim allege acknowledge admit describe note reveal verify document mention".split()
)
_DOCUMENTS = frozenset(
    {
        "report",
        "statement",
        "communique",
        "communiqué",
        "bulletin",
        "source",
        "account",
        "document",
        "message",
        "release",
        "tweet",
        "post",
        "letter",
    }
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so, with the reporting words, and whether by direct speech."""

    claimants: tuple[Actor, ...] = ()
    cue: Receipt | None = None
    quoted: bool = False


NOBODY = Attribution()


def attribution_of(s: Sentence, i: int, resolver: Resolver, quotations: Sequence[Quotation]) -> Attribution:
    """Return who, according to the text, says what word `i` tells."""
    at = s.words[i].start
    quoted = next((q for q in quotations if q.start <= at < q.end), None)
    if quoted is not None:
        return _quoted(s, i, quoted, resolver, quotations)
    return reported(s, i, resolver, quotations) or _by_adverb(s, i) or NOBODY


def _quoted(s: Sentence, i: int, q: Quotation, resolver: Resolver, quotations: Sequence[Quotation]) -> Attribution:
    """Return the speaker of the quotation; a reporting verb inside it stands for a nested claim and goes before."""
    inner = reported(s, i, resolver, quotations, within=q)
    if inner:
        return Attribution(inner.claimants, inner.cue, quoted=True)
    speakers = resolver.speakers.get((q.start, q.end), ())
    return Attribution(speakers, resolver.cues.get((q.start, q.end)), quoted=True)


def reported(
    s: Sentence, i: int, resolver: Resolver, quotations: Sequence[Quotation] = (), *, within: Quotation | None = None
) -> Attribution | None:
    """Return the attribution by the words of the sentence itself, outside (or `within`) its quotations, or None."""
    for verb in _reporters_above(s, i):
        if not _same_side(s, verb, quotations, within):
            continue
        speakers = _speakers_of(s, verb, resolver, below=i)
        if speakers is not None:
            w = s.words[verb]
            return Attribution(speakers, Receipt(w.start, w.end, w.text))
    found = _according_to(s, i, resolver) or _by_label(s, i, resolver)
    return found if found and within is None else None


def _same_side(s: Sentence, verb: int, quotations: Sequence[Quotation], within: Quotation | None) -> bool:
    at = s.words[verb].start
    inside = next((q for q in quotations if q.start <= at < q.end), None)
    return inside is within


def _reporters_above(s: Sentence, i: int) -> Iterator[int]:
    """Yield reporting verbs whose complement, or whose parenthesis, word `i` stands in; nearest first."""
    book = load_codebook()
    below, inside = i, False
    for a in (i, *ancestors(s, i)):
        # "…, police said": the reporting clause hangs below the verb of what is reported.
        for c in s.children[a]:
            w = s.words[c]
            if (
                w.dep in ("parataxis", "ccomp")
                and w.lemma in book.reporting
                and c != below
                and c > a
                and not kids(s, c, "mark", "ccomp", "dobj")
                # "…, the ministry said; Aliyev phoned": what stands behind the semicolon is not what it said.
                and not any(x.text == ";" for x in s.words[c:i])
            ):
                yield c
        w = s.words[a]
        reports = w.pos in ("VERB", "AUX") and w.lemma in book.reporting
        if (
            a != i
            and reports
            and not _says_something_else(s, a, below)
            and (_in_complement(s, a, below) or (inside and s.words[below].dep == "dobj"))
        ):
            yield a
        if _is_aside(s, a):
            return
        # "Confirmed reports that X killed Y": the clause behind a document is what is reported.
        inside = s.words[below].dep in ("acl", "ccomp", "relcl") and w.lemma in _DOCUMENTS
        below = a


def _says_something_else(s: Sentence, verb: int, below: int) -> bool:
    """Tell a reporting verb behind a semicolon that reports what stands behind it: "troops clashed; each side accused the other"."""
    apart = any(s.words[k].text == ";" for k in range(below, verb))
    return apart and bool(kids(s, verb, "dobj", "ccomp", "xcomp")) and s.words[verb].lemma not in ("tell", "inform")


def _is_aside(s: Sentence, verb: int) -> bool:
    """Tell a clause behind a comma that gives the time (", when Akar called …"): the author tells it, not the speaker."""
    for c in kids(s, verb, "advmod", "mark"):
        if s.words[c].lower in ("when", "while", "as", "after", "before") and c > 0 and s.words[c - 1].text == ",":
            return True
    return False


def _in_complement(s: Sentence, verb: int, below: int) -> bool:
    """Tell whether `below`, a dependent of a reporting `verb`, is what is reported rather than who reports it."""
    w = s.words[below]
    if w.dep in ("ccomp", "xcomp", "parataxis", "dep"):
        return True
    if w.dep == "nsubjpass":
        return True
    if w.dep in ("dobj", "attr", "oprd"):
        # "Denied responsibility for the attack" tells nothing of the attack itself.
        others = _DOCUMENTS | PARTS_IN_DEEDS if s.words[verb].lemma == "deny" else _DOCUMENTS
        return s.words[verb].lemma in _TELLING and w.lemma not in others
    if w.dep == "advcl":
        return bool(kids(s, below, "mark")) is False
    return (
        w.dep == "prep"
        and w.lower in ("of", "about", "in", "on", "at", "during", "after")
        and bool(kids(s, verb, "nsubj", "auxpass"))
    )


def _speakers_of(s: Sentence, verb: int, resolver: Resolver, *, below: int) -> tuple[Actor, ...] | None:
    """Return the actors who are the subject of a reporting verb; () where the text hides them; None if no speech."""
    args = arguments(s, verb)
    subjects = tuple(x for x in args.subject if x != below and below not in subtree(s, x))
    if not subjects:
        return () if args.passive else None
    actors = _local(resolver.all(s, subjects), resolver)
    return actors or _of_document(s, subjects, resolver)


def _local(actors: tuple[Actor, ...], resolver: Resolver) -> tuple[Actor, ...]:
    """Return people who tell of something under a dateline ("residents said") as those of its state."""
    home = resolver.cast.home
    if home.speaks or not home.code:
        return actors
    local = ("CVL", "MED", "REL", "JRN", "EDU", "COP", "MIL", "GOV")
    return tuple(
        replace(a, country=home.code)
        if a.country is None and a.sector in local and not resolver.is_strange(a.start, a.end)
        else a
        for a in actors
    )


def _of_document(s: Sentence, subjects: tuple[int, ...], resolver: Resolver) -> tuple[Actor, ...] | None:
    """Return whose report, statement or source speaks: "a ministry statement said", "a report by the UN"."""
    for x in subjects:
        preps = prepositions(s, x)
        inner = (
            *kids(s, x, "poss", "compound", "amod"),
            *preps.get("by", ()),
            *preps.get("from", ()),
            *preps.get("of", ()),
        )
        actors = resolver.all(s, inner)
        if actors:
            # The receipt is the report, not only whose it is.
            first, last = noun_phrase(s, x)
            start, end = s.words[first].start, s.words[last].end
            return tuple(replace(a, start=start, end=end, text=resolver.text(start, end)) for a in actors)
        if s.words[x].lemma in _DOCUMENTS:
            return resolver.last_claimants
    return () if subjects else None


def _according_to(s: Sentence, i: int, resolver: Resolver) -> Attribution | None:
    """Return the attribution by "according to X" in the clause of word `i` or one above it."""
    for w in s.words:
        if w.lower != "according":
            continue
        sources = tuple(p for c in kids(s, w.i, "prep") for p in kids(s, c, "pobj"))
        if not sources or i in subtree(s, w.i):
            continue
        actors = resolver.all(s, sources) or _of_document(s, sources, resolver) or ()
        end = s.words[kids(s, w.i, "prep")[0]].end
        return Attribution(actors, Receipt(w.start, end, resolver.text(w.start, end)))
    return None


def _by_label(s: Sentence, i: int, resolver: Resolver) -> Attribution | None:
    """Return the attribution by an office, a body or a person before a colon: "Ministry of Defence: units opened fire"."""
    colon = next((w.i for w in s.words[1:LABEL] if w.text == ":"), None)
    top = next((w.i for w in s.words[:colon] if w.dep == "dep" and w.head > colon), None) if colon else None
    if colon is None or top is None or i < colon:
        return None
    bare = any(m.first == top and m.kind in ("state", "demonym", "capital") for m in s.mentions)
    actors = () if bare or s.words[top].start in resolver.cast.places else resolver.all(s, (top,))
    w = s.words[colon]
    return Attribution(actors, Receipt(w.start, w.end, w.text)) if actors else None


def _by_adverb(s: Sentence, i: int) -> Attribution | None:
    """Return the attribution to nobody named by "reportedly" or "allegedly" in the clause of word `i`."""
    adverbs = load_codebook().reporting_adverbs
    for a in (i, *ancestors(s, i)):
        for c in kids(s, a, "advmod"):
            w = s.words[c]
            if w.lower in adverbs:
                return Attribution((), Receipt(w.start, w.end, w.text))
        if s.words[a].pos == "VERB":
            return None
    return None
