"""Make a brief out of records: fold what is told twice, group it, and say what is not certain. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from vedette.publishing import wording
from vedette.publishing.bottom import bottom_line
from vedette.publishing.folding import fold_casualties, fold_events
from vedette.publishing.languages import in_words, names_in, translations_in
from vedette.publishing.model import Brief, Figure, Line, Open, Ref, Said, Spot, Stated
from vedette.publishing.timeline import moments
from vedette.records.check import VERDICTS, Check
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import PlaceMention
from vedette.records.record import Casualty, Event, Record

PLAIN = frozenset({"office", "place", "organ", "zone"})
"""What a brief does not tell where it is simply so."""

BACKGROUND = "historical"
OTHER = "other"
"""The group of types that the codebook puts in none."""

VERBAL = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "AGREE", "THREATEN", "REJECT", "CONCEDE"})
"""Acts of speech: their reporting word is the act itself and hides no claimant."""

Key = tuple[Any, ...]


def make_brief(
    records: Sequence[Record], *, groups: Mapping[str, str] | None = None, checks: Sequence[Sequence[Check]] = ()
) -> Brief:
    """Return the brief of `records`; `groups` maps event types to the brief's groups (the codebook's by default).

    `checks` are those of each record, in the same order, where the brief is to tell what the texts state wrongly.
    """
    found = groups or load_codebook().groups
    records = [in_words(r) for r in records]
    lines = [line for n, r in enumerate(records) for line in _lines(n, r, found)]
    news = [x for x in lines if x.status != BACKGROUND]
    figures = tuple(f for n, r in enumerate(records) for f in _figures(n, r))
    order = list(dict.fromkeys((*found.values(), OTHER)))
    return Brief(
        documents=tuple(r.document for r in records),
        warnings=tuple(dict.fromkeys(w for r in records for w in r.document.warnings)),
        bottom=bottom_line(news, figures),
        groups=tuple((g, tuple(x for x in news if x.group == g)) for g in order if any(x.group == g for x in news)),
        figures=figures,
        contacts=tuple(x for x in news if x.type == "CONSULT" and x.status == "actual" and (x.actors or x.recipients)),
        quotes=tuple(q for n, r in enumerate(records) for q in _quotes(n, r)),
        background=tuple(x for x in lines if x.status == BACKGROUND),
        spots=tuple(_spots(records, lines)),
        timeline=moments(lines, BACKGROUND),
        doubts=tuple(d for n, r in enumerate(records) for d in _doubts(n, r)),
        reader=next((r.reader for r in records if r.reader), ""),
        stated=tuple(x for n, found in enumerate(checks) for x in _stated(n, found)),
        named=tuple(x for n, r in enumerate(records) for x in names_in(n, r)),
        translations=tuple(x for n, r in enumerate(records) for x in translations_in(n, r)),
        translated_by=next((r.translated_by for r in records if r.translated_by), None),
    )


def _stated(n: int, checks: Sequence[Check]) -> Iterator[Stated]:
    """Yield what document `n` states, what needs a reader's eye first; what is merely supported by an office is left out."""
    told = sorted(checks, key=lambda c: VERDICTS.index(c.verdict))
    for k, c in enumerate((c for c in told if c.verdict != "supported" or c.about not in PLAIN), 1):
        words = " … ".join(wording.clean(r.text) for r in c.receipts)
        refs = tuple(Ref(n, r.start, r.end, r.text, "stated") for r in c.receipts)
        yield Stated(
            id=f"d{n + 1}-s{k}",
            about=c.about,
            verdict=c.verdict,
            text=words,
            sentence=c.sentence,
            source=c.source,
            checked=c.checked,
            document=n,
            receipts=refs,
        )


def _lines(n: int, record: Record, groups: Mapping[str, str]) -> Iterator[Line]:
    """Yield one line for each act, the sentences that tell the same one folded into it."""
    for k, events in enumerate(fold_events(record.events), 1):
        yield _line(n, k, record, events, groups)


def _line(n: int, k: int, record: Record, events: Sequence[Event], groups: Mapping[str, str]) -> Line:
    first = events[0]
    place = next((e.place for e in events if e.place), None)
    when = next((e.time for e in events if e.time), None)
    mode = next((e.mode for e in events if e.mode), None)
    triggers = _triggers(events)
    return Line(
        id=f"d{n + 1}-e{k}",
        type=first.type,
        group=groups.get(first.type, OTHER),
        code=wording.code(first),
        act=wording.ACTS_BY_MODE.get((first.type, mode or "")) or wording.ACTS.get(first.type, first.type.lower()),
        trigger=triggers[0],
        triggers=triggers,
        mode=mode,
        status=first.status,
        actors=tuple(dict.fromkeys(wording.actor(a) for a in first.actors)),
        recipients=tuple(dict.fromkeys(wording.actor(a) for a in first.recipients)),
        place=wording.place(place),
        time=wording.time(when),
        time_words=wording.clean(when.text) if when else None,
        day=when.from_ if when else None,
        last_day=when.to if when else None,
        time_doubt=when.doubt if when else None,
        claimants=tuple(dict.fromkeys(wording.claimant(a) for a in first.claimants)),
        hidden=first.cue is not None and not first.claimants and first.type not in VERBAL,
        quoted=first.quoted,
        document=n,
        times_told=len(events),
        confidence=max(e.confidence for e in events),
        receipts=tuple(dict.fromkeys(r for e in events for r in _receipts(n, e, record))),
    )


def _triggers(events: Sequence[Event]) -> tuple[str, ...]:
    """Return the words that tell one act, each once whatever its case, in the order of the text."""
    found: dict[str, str] = {}
    for e in events:
        words = wording.clean(e.trigger.text)
        found.setdefault(words.lower(), words)
    return tuple(found.values())


def _receipts(n: int, e: Event, record: Record) -> Iterator[Ref]:
    text = record.document.text
    yield Ref(n, e.trigger.start, e.trigger.end, text[e.trigger.start : e.trigger.end], "act")
    for role, actors in (("actor", e.actors), ("recipient", e.recipients), ("claimant", e.claimants)):
        for a in actors:
            if a.end > a.start:
                yield Ref(n, a.start, a.end, text[a.start : a.end], role)
    for role, x in (("place", e.place), ("time", e.time), ("reporting word", e.cue)):
        if x is not None:
            yield Ref(n, x.start, x.end, text[x.start : x.end], role)


def _figures(n: int, record: Record) -> Iterator[Figure]:
    for k, told in enumerate(fold_casualties(record.casualties), 1):
        yield _figure(n, k, told, record)


def _figure(n: int, k: int, told: Sequence[Casualty], record: Record) -> Figure:
    c = told[0]
    return Figure(
        id=f"d{n + 1}-f{k}",
        side=wording.country(c.side) or wording.NO_SIDE,
        own=c.side is not None and any(a.country == c.side for a in c.claimants),
        kind=wording.KINDS.get(c.kind, c.kind),
        who=wording.WHO.get(c.who, c.who),
        figure=wording.figure(c),
        low=c.low,
        high=c.high,
        approx=c.approx,
        scope=c.scope,
        claimants=tuple(dict.fromkeys(wording.claimant(a) for a in c.claimants)),
        hidden=c.cue is not None and not c.claimants,
        as_of=record.document.published,
        document=n,
        times_told=len(told),
        receipts=tuple(dict.fromkeys(r for x in told for r in _figure_receipts(n, x, record))),
    )


def _figure_receipts(n: int, c: Casualty, record: Record) -> Iterator[Ref]:
    text = record.document.text
    yield Ref(n, c.start, c.end, text[c.start : c.end], "figure")
    for a in c.claimants:
        if a.end > a.start:
            yield Ref(n, a.start, a.end, text[a.start : a.end], "claimant")
    if c.cue is not None:
        yield Ref(n, c.cue.start, c.cue.end, c.cue.text, "reporting word")


def _quotes(n: int, record: Record) -> Iterator[Said]:
    text = record.document.text
    for k, q in enumerate(record.quotes, 1):
        receipts = [Ref(n, q.start, q.end, q.text, "quotation")]
        receipts += [Ref(n, a.start, a.end, text[a.start : a.end], "speaker") for a in q.speakers if a.end > a.start]
        yield Said(
            id=f"d{n + 1}-q{k}",
            text=wording.clean(q.text),
            speakers=tuple(dict.fromkeys(wording.actor(a) for a in q.speakers)),
            document=n,
            receipts=tuple(receipts),
        )


def _spots(records: Sequence[Record], lines: Sequence[Line]) -> Iterator[Spot]:
    """Yield each place of an act once, with the lines that happened there and where each document first names it."""
    found: dict[Key, dict[int, PlaceMention]] = {}
    for n, r in enumerate(records):
        for p in sorted((e.place for e in r.events if e.place), key=lambda p: p.start):
            found.setdefault((p.name, p.country, p.lat, p.lon), {}).setdefault(n, p)
    for k, told in enumerate(found.values(), 1):
        first, p = next(iter(told.items()))
        shown = wording.place(p)
        yield Spot(
            id=f"p{k}",
            name=p.name,
            country=wording.country(p.country),
            lat=p.lat,
            lon=p.lon,
            precision=p.precision,
            lines=tuple(x.id for x in lines if x.document in told and x.place == shown),
            document=first,
            receipts=tuple(_place_ref(n, x, records[n]) for n, x in told.items()),
        )


def _place_ref(n: int, p: PlaceMention, record: Record) -> Ref:
    return Ref(n, p.start, p.end, record.document.text[p.start : p.end], "place")


def _doubts(n: int, record: Record) -> Iterator[Open]:
    seen: set[tuple[str, str]] = set()
    for k, d in enumerate(record.doubts, 1):
        key = (wording.clean(d.text), d.reason)
        if key not in seen:
            seen.add(key)
            ref = Ref(n, d.start, d.end, record.document.text[d.start : d.end], "in doubt")
            yield Open(id=f"d{n + 1}-u{k}", text=key[0], reason=d.reason, document=n, receipts=(ref,))


def brief_to_json(brief: Brief) -> dict[str, Any]:
    """Return the brief as a JSON object; receipts name document, characters and words.

    `document` is the number of the document in `documents`, from 0; `document_id` beside it is its id.
    """
    out: dict[str, Any] = _named(asdict(brief), [d.id for d in brief.documents])
    out["documents"] = [d.to_json() for d in brief.documents]
    out["groups"] = [{"group": g, "lines": lines} for g, lines in out["groups"]]
    # Only texts in other languages have them.
    return {k: v for k, v in out.items() if v or k not in ("named", "translations", "translated_by")}


def _named(told: Any, ids: Sequence[str]) -> Any:
    """Return `told` with the id of the document beside each number of one."""
    if isinstance(told, list | tuple):
        return [_named(x, ids) for x in told]
    if not isinstance(told, dict):
        return told
    out = {k: _named(v, ids) for k, v in told.items()}
    return {**out, "document_id": ids[out["document"]]} if "document" in out else out
