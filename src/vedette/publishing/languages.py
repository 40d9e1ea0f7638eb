"""What briefs show of texts in other languages: names that nothing is coded of, and the English beside the original. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vedette.publishing import wording
from vedette.publishing.model import Beside, Brief, Noted, Ref
from vedette.records.record import Actor, Casualty, Event, Named, Quote, Record

MOST_NAMES = 40
"""Names of one document that a brief lists; what is named first is mostly what a text is about."""

LONGEST_TRIGGER = 60
"""Characters of an original sentence that stand in a line as the words of an act."""

KINDS = {"person": 0, "place": 1, "organisation": 2}


def in_words(record: Record) -> Record:
    """Return the record of a translation as lines word it: actors by their English, times by their days.

    Their words in the original are mostly a whole sentence, which is the receipt and no name.
    """
    if record.translated_by is None:
        return record
    return replace(
        record,
        events=tuple(_event(e) for e in record.events),
        casualties=tuple(_casualty(c) for c in record.casualties),
        quotes=tuple(_quote(q) for q in record.quotes),
    )


def _event(e: Event) -> Event:
    words = e.trigger.text
    short = words if len(words) <= LONGEST_TRIGGER else words[:LONGEST_TRIGGER].rsplit(" ", 1)[0] + " …"
    return replace(
        e,
        trigger=replace(e.trigger, text=short),
        actors=_actors(e.actors),
        recipients=_actors(e.recipients),
        claimants=_actors(e.claimants),
        time=replace(e.time, text=wording.days_of(e.time) or "") if e.time else None,
    )


def _casualty(c: Casualty) -> Casualty:
    return replace(c, claimants=_actors(c.claimants))


def _quote(q: Quote) -> Quote:
    return replace(q, speakers=_actors(q.speakers))


def _actors(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    return tuple(replace(a, text=a.name or a.text) for a in actors)


def names_in(n: int, record: Record) -> Iterator[Noted]:
    """Yield each name of document `n` once, persons first, then places and bodies, with where it first stands."""
    found: dict[tuple[str, str], list[Named]] = {}
    for m in record.mentions:
        found.setdefault((m.kind, m.name.casefold()), []).append(m)
    told = sorted(list(found.values())[:MOST_NAMES], key=lambda t: KINDS.get(t[0].kind, len(KINDS)))
    for k, mentions in enumerate(told, 1):
        first = mentions[0]
        yield Noted(
            id=f"d{n + 1}-n{k}",
            kind=first.kind,
            name=wording.clean(first.name),
            country=wording.country(first.country),
            lat=first.lat,
            lon=first.lon,
            document=n,
            times_told=len(mentions),
            receipts=tuple(Ref(n, m.start, m.end, m.text, "name") for m in mentions),
        )


def translations_in(n: int, record: Record) -> Iterator[Beside]:
    """Yield the sentences of document `n` with their English."""
    text = record.document.text
    for t in record.translations:
        yield Beside(n, t.start, t.end, wording.clean(text[t.start : t.end]), wording.clean(t.text))


def beside(brief: Brief, receipts: Sequence[Ref]) -> str | None:
    """Return the English of the sentences that the first of `receipts` stands in; None where nothing was translated."""
    if not receipts or not brief.translations:
        return None
    r = receipts[0]
    told = [b.english for b in brief.translations if b.document == r.document and b.start < r.end and r.start < b.end]
    return " ".join(told) or None


def borne(brief: Brief) -> tuple[Beside, ...]:
    """Return the translated sentences that a line, figure or quotation rests on, in the order of the texts."""
    rests = [x.receipts for x in brief.lines()]
    rests += [x.receipts for x in brief.figures] + [x.receipts for x in brief.quotes]
    receipts = [r for told in rests for r in told[:1]]
    return tuple(
        b
        for b in brief.translations
        if any(b.document == r.document and b.start < r.end and r.start < b.end for r in receipts)
    )


def name_line(x: Noted) -> str:
    """Return a name with its state: "Ереван (place, Armenia)"."""
    return f"{x.name} ({x.kind}{', ' + x.country if x.country and x.country != x.name else ''})"
