"""Code one reading: the cast first, then speakers, events, casualties, quotes, and what stays in doubt."""

from collections.abc import Iterator, Sequence

from vedette.coding.actors import Resolver
from vedette.coding.cast import make_cast
from vedette.coding.events import code_events
from vedette.coding.focus import FIRST_PERSON, THEY, Focus
from vedette.coding.speakers import find_speakers
from vedette.coding.tolls import code_casualties
from vedette.records.ids import content_id
from vedette.records.reading import Reading, Sentence
from vedette.records.record import Doubt, Event, Quote, Record

_LOCATIVE = frozenset({"in", "at", "near", "from", "into", "across", "around"})


def code(reading: Reading, *, reader: str = "") -> Record:
    """Return the record of `reading`; `reader` names the version that read it."""
    document = reading.document
    resolver = Resolver(make_cast(document, reading.sentences, reading.places), sentences=reading.sentences)
    _set_focus(reading.sentences, resolver)
    find_speakers(reading.quotations, reading.sentences, resolver)
    coded = code_events(reading, resolver)
    casualties = code_casualties(reading, coded, resolver)
    events = tuple(e for c in coded for e in c.events)
    return Record(
        document=document,
        events=events,
        casualties=casualties,
        quotes=tuple(_quotes(reading, resolver)),
        doubts=tuple(_doubts(reading, events)),
        reader=reader,
    )


def _set_focus(sentences: Sequence[Sentence], resolver: Resolver) -> None:
    """Note every actor in the order of the text, so that pronouns have something to reach back to."""
    focus: Focus = resolver.focus
    for s in sentences:
        named = {m.first for m in s.mentions}
        for w in s.words:
            if w.dep in ("compound", "amod", "nmod") or (w.pos not in ("NOUN", "PROPN") and w.i not in named):
                continue
            if w.dep == "pobj" and s.words[w.head].lower in _LOCATIVE and w.entity == "GPE":
                continue
            if w.i in named or w.entity == "PERSON" or w.dep in ("nsubj", "nsubjpass", "dobj", "dative"):
                joined = any(s.words[c].dep == "conj" for c in s.children[w.i])
                focus.note(s, w.i, resolver.all(s, (w.i,)) if joined else resolver.one(s, w.i))


def _quotes(reading: Reading, resolver: Resolver) -> Iterator[Quote]:
    """Yield the quotes whose speaker is told, and longer stretches of direct speech whose speaker is not."""
    document = reading.document
    for q in reading.quotations:
        speakers = resolver.speakers.get((q.start, q.end), ())
        text = document.text[q.start : q.end]
        yield Quote(
            id=content_id(document.id, "quote", q.start, q.end),
            start=q.start,
            end=q.end,
            text=text,
            speakers=speakers,
            cue=resolver.cues.get((q.start, q.end)),
        )


def _doubts(reading: Reading, events: Sequence[Event]) -> Iterator[Doubt]:
    """Yield what could not be resolved: times, places, unknown doers, words put in nobody's mouth."""
    for t in reading.times:
        if t.doubt:
            yield Doubt(start=t.start, end=t.end, text=t.text, about="time", reason=t.doubt)
    for p in reading.places:
        if p.doubt:
            yield Doubt(start=p.start, end=p.end, text=p.text, about="place", reason=p.doubt)
    for e in events:
        if e.type == "ASSAULT" and not e.actors and e.status == "actual":
            yield _doubt(e, "the text does not tell who did it")
        for a in (*e.actors, *e.recipients):
            if (
                a.country is None
                and a.sector in ("GOV", "MIL", "UNK")
                and a.text
                and a.text.lower() not in FIRST_PERSON | THEY
            ):
                yield Doubt(
                    start=a.start, end=a.end, text=a.text, about=e.id, reason="the text does not tell the country"
                )
        if (
            e.cue is not None
            and not e.claimants
            and e.cue.text.lower().endswith(("reported", "reportedly", "allegedly", "said"))
        ):
            yield Doubt(
                start=e.cue.start,
                end=e.cue.end,
                text=e.cue.text,
                about=e.id,
                reason="the text does not tell who says so",
            )


def _doubt(e: Event, reason: str) -> Doubt:
    return Doubt(start=e.trigger.start, end=e.trigger.end, text=e.trigger.text, about=e.id, reason=reason)
