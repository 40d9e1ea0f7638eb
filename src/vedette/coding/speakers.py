"""The speakers of quotations: from the reporting words around, before or behind them."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.coding.actors import Resolver
from vedette.coding.local import at_home, local_state
from vedette.coding.people import Person
from vedette.coding.roles import surname
from vedette.coding.syntax import arguments, kids, prepositions
from vedette.reading.quotations import is_label
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Quotation, Sentence
from vedette.records.record import Actor, Receipt

_ASKING = frozenset(
    "q question journalist reporter correspondent press media moderator interviewer host presenter anchor".split()
)

Found = tuple[tuple[Actor, ...], Receipt | None]
_WORDINGS = frozenset(
    {
        "statement",
        "message",
        "remarks",
        "remark",
        "communique",
        "communiqué",
        "letter",
        "speech",
        "comment",
        "comments",
        "words",
        "declaration",
    }
)


def find_speakers(quotations: Sequence[Quotation], sentences: Sequence[Sentence], resolver: Resolver) -> None:
    """Tell `resolver` who speaks in each quotation and by which words that is known.

    A quotation without reporting words of its own takes the speaker of the one before it in the same paragraph, or in
    the paragraph before where both are whole paragraphs.
    """
    last: tuple[Quotation, int, Found] | None = None
    for q in quotations:
        around = _sentences_around(q, sentences)
        found = _introduced(q, sentences, resolver) or _by_behind(q, around, resolver)
        found = found or _in_sentences(q, around, resolver)
        paragraph = around[0].paragraph if around else -1
        if not found and last and (paragraph - last[1] <= (0 if q.form == "inline" else 1)):
            found = last[2]
        if not found:
            found = _near(q, sentences, around, resolver)
        if found:
            inside = around[0] if around else None
            here = q.form != "block" and not resolver.cast.home.speaks
            state = local_state(resolver.cast, inside.start, inside.end) if inside and here else None
            found = tuple(a if a.sector == "JRN" else at_home(a, state) for a in found[0]), found[1]
            resolver.speakers[q.start, q.end] = found[0]
            if found[1]:
                resolver.cues[q.start, q.end] = found[1]
            last = (q, paragraph, found)


def _sentences_around(q: Quotation, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(s for s in sentences if s.start < q.end and q.start < s.end)


def _introduced(q: Quotation, sentences: Sequence[Sentence], resolver: Resolver) -> Found | None:
    """Return the speaker told by the words that introduce a paragraph or block quotation."""
    if q.introduced is None:
        return None
    start, end = q.introduced
    labelled = _by_label(start, end, sentences, resolver)
    if labelled:
        return labelled
    for s in reversed([s for s in sentences if s.start < end and start < s.end]):
        found = _speaker_in(s, resolver, inside=None)
        if found:
            return found
    return None


def _by_label(start: int, end: int, sentences: Sequence[Sentence], resolver: Resolver) -> Found | None:
    """Return the speaker whose label opens a turn of a transcript: "SECRETARY KERRY:", "Question (CNN):", "Answer:"."""
    told = resolver.text(start, end).strip()
    label = told.rstrip(":").strip()
    words = label.split()
    recorded = resolver.text(max(0, start - 7), start).lower() == "[begin "
    if not words or not (recorded or is_label(told)):
        return None
    if words[0].lower() in _ASKING:
        return (Actor(start, start + len(words[0]), words[0], None, "JRN"),), None
    if words[0].lower() in ("a", "answer"):
        return _at_home((Actor(start, start + len(label), label, None, "GOV"),), resolver), None
    for s in sentences:
        for m in s.mentions:
            if m.kind in ("person", "outlet") and start <= s.words[m.first].start < end:
                return _at_home(resolver.one(s, m.first), resolver), None
    person = resolver.cast.people.get(surname(words[-1]))
    if person is None or not (person.sector or person.code):
        role = next((r for w in (words[-1], words[0]) for r in load_codebook().roles.get(w.lower(), ())), None)
        person = Person(label, None, role.sector if role else None)
    sector = person.sector or resolver.cast.home.sector or "GOV"
    said = Actor(start, start + len(label), label, person.code, sector, person.entity, person.name)
    return _at_home((said,), resolver), None


def _at_home(actors: tuple[Actor, ...], resolver: Resolver) -> tuple[Actor, ...]:
    """Return speakers told without a state as the publisher's, or as those of the state that the text is about."""
    cast = resolver.cast
    code = cast.home.code or cast.dominant
    return tuple(replace(a, country=code) if a.country is None and a.sector != "JRN" else a for a in actors)


def _by_behind(q: Quotation, around: Sequence[Sentence], resolver: Resolver) -> Found | None:
    """Return the speaker in "… as “tense”, by the ministry": parsers hang such a "by" on the quoted words."""
    for s in around[-1:]:
        behind = [w for w in s.words if w.start >= q.end and w.pos != "PUNCT"][:1]
        if behind and behind[0].lower == "by":
            by = behind[0]
            actors = resolver.all(s, kids(s, by.i, "pobj"))
            return (actors, Receipt(by.start, by.end, by.text)) if actors else None
    return None


def _in_sentences(q: Quotation, around: Sequence[Sentence], resolver: Resolver) -> Found | None:
    for s in (around[0], around[-1]) if around else ():
        found = _speaker_in(s, resolver, inside=q)
        if found:
            return found
    return None


def _near(q: Quotation, sentences: Sequence[Sentence], around: Sequence[Sentence], resolver: Resolver) -> Found | None:
    """Return the speaker told in the sentence right before or behind, within the paragraph."""
    if not around:
        return None
    for k in (around[-1].index + 1, around[0].index - 1):
        if 0 <= k < len(sentences) and sentences[k].paragraph == around[0].paragraph:
            found = _speaker_in(sentences[k], resolver, inside=q)
            if found:
                return found
    return None


def _speaker_in(s: Sentence, resolver: Resolver, *, inside: Quotation | None) -> Found | None:
    """Return the speaker by the reporting verb of `s` that stands outside the quotation and nearest to it."""
    book = load_codebook()
    spoken = []
    for w in s.words:
        if inside is not None and inside.start <= w.start < inside.end:
            continue
        if w.pos in ("VERB", "AUX", "NOUN", "ADP", "SCONJ") and (
            w.lemma in book.reporting or w.lower == "according" or w.lemma in book.quoting
        ):
            spoken.append(w)
    if inside is not None:
        spoken.sort(key=lambda w: min(abs(w.start - inside.end), abs(inside.start - w.end)))
    else:
        spoken.sort(key=lambda w: -w.start)
    for w in spoken:
        actors = _by_word(s, w.i, resolver, inside)
        if actors:
            return actors, Receipt(w.start, w.end, w.text)
    return None


def _by_word(s: Sentence, i: int, resolver: Resolver, inside: Quotation | None) -> tuple[Actor, ...]:
    w = s.words[i]
    if w.lower == "according":
        return resolver.all(s, [p for c in kids(s, i, "prep") for p in kids(s, c, "pobj")])
    if w.pos == "NOUN":
        preps = prepositions(s, i)
        whose = (*kids(s, i, "poss"), *preps.get("by", ()), *preps.get("from", ()), *preps.get("of", ()))
        # "provided the following statement": who gives it speaks.
        giver = arguments(s, w.head).subject if w.dep == "dobj" else ()
        return resolver.all(s, whose) or resolver.all(s, giver)
    args = arguments(s, i)
    subjects = [x for x in args.subject if inside is None or not inside.start <= s.words[x].start < inside.end]
    found = resolver.all(s, subjects)
    if found or not subjects:
        return found
    return next((a for x in subjects if (a := _of_wording(s, x, resolver))), ())


def _of_wording(s: Sentence, x: int, resolver: Resolver) -> tuple[Actor, ...]:
    """Return whose statement speaks: "a statement by the ministry said", "the meeting of the Council which released"."""
    preps = prepositions(s, x)
    return resolver.all(
        s, (*kids(s, x, "poss", "compound"), *preps.get("by", ()), *preps.get("from", ()), *preps.get("of", ()))
    )
