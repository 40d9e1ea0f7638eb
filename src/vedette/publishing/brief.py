"""Make a brief out of records: fold what is told twice, group it, and say what is not certain. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vedette.publishing import wording
from vedette.publishing.bottom import bottom_line
from vedette.publishing.model import Brief, Figure, Line, Open, Ref, Said, Spot
from vedette.records.codebook.loader import load_codebook
from vedette.records.record import Actor, Casualty, Event, Record

BACKGROUND = "historical"

Key = tuple[Any, ...]


def make_brief(records: Sequence[Record], *, groups: Mapping[str, str] | None = None) -> Brief:
    """Return the brief of `records`; `groups` maps event types to the brief's groups (the codebook's by default)."""
    found = groups or load_codebook().groups
    lines = [line for n, r in enumerate(records) for line in _lines(n, r, found)]
    news = [x for x in lines if x.status != BACKGROUND]
    figures = tuple(f for n, r in enumerate(records) for f in _figures(n, r))
    order = list(dict.fromkeys(found.values()))
    return Brief(
        documents=tuple(r.document for r in records),
        warnings=tuple(dict.fromkeys(w for r in records for w in r.document.warnings)),
        bottom=bottom_line(news, figures),
        groups=tuple((g, tuple(x for x in news if x.group == g)) for g in order if any(x.group == g for x in news)),
        figures=figures,
        contacts=tuple(x for x in news if x.type == "CONSULT" and x.status == "actual" and (x.actors or x.recipients)),
        quotes=tuple(q for n, r in enumerate(records) for q in _quotes(n, r)),
        background=tuple(x for x in lines if x.status == BACKGROUND),
        spots=tuple(s for n, r in enumerate(records) for s in _spots(n, r, lines)),
        doubts=tuple(d for n, r in enumerate(records) for d in _doubts(n, r)),
        reader=next((r.reader for r in records if r.reader), ""),
    )


def _lines(n: int, record: Record, groups: Mapping[str, str]) -> Iterator[Line]:
    """Yield one line for each act, the sentences that tell the same one folded into it."""
    folded: dict[Key, list[Event]] = {}
    for e in record.events:
        key = next((k for k in folded if _same(folded[k][0], e)), None)
        folded.setdefault(key or (e.id,), []).append(e)
    for k, events in enumerate(folded.values(), 1):
        yield _line(n, k, record, events, groups)


def _same(a: Event, b: Event) -> bool:
    """Tell whether two sentences tell one act: same type and sides, and nothing that contradicts."""
    if (a.type, a.status) != (b.type, b.status) or not a.actors:
        return False
    if _codes(a.actors) != _codes(b.actors) or _codes(a.recipients) != _codes(b.recipients):
        return False
    if _codes(a.claimants) != _codes(b.claimants) or {x.text for x in a.actors if x.name} != {
        x.text for x in b.actors if x.name
    }:
        return False
    places = {p.name for p in (a.place, b.place) if p}
    days = {t.from_ for t in (a.time, b.time) if t and t.from_}
    return len(places) <= 1 and len(days) <= 1 and a.mode in (None, b.mode)


def _codes(actors: Sequence[Actor]) -> frozenset[tuple[str | None, str, str | None]]:
    return frozenset((a.country, a.sector, a.name) for a in actors)


def _line(n: int, k: int, record: Record, events: Sequence[Event], groups: Mapping[str, str]) -> Line:
    first = events[0]
    place = next((e.place for e in events if e.place), None)
    when = next((e.time for e in events if e.time), None)
    mode = next((e.mode for e in events if e.mode), None)
    trigger = wording.clean(first.trigger.text)
    return Line(
        id=f"d{n + 1}-e{k}",
        type=first.type,
        group=groups.get(first.type, "other"),
        act=wording.ACTS_BY_MODE.get((first.type, mode or "")) or wording.ACTS.get(first.type, first.type.lower()),
        trigger=trigger,
        mode=mode,
        status=first.status,
        actors=tuple(dict.fromkeys(wording.actor(a) for a in first.actors)),
        recipients=tuple(dict.fromkeys(wording.actor(a) for a in first.recipients)),
        place=wording.place(place),
        time=wording.time(when),
        day=when.from_ if when else None,
        last_day=when.to if when else None,
        claimants=tuple(dict.fromkeys(wording.claimant(a) for a in first.claimants)),
        hidden=first.cue is not None
        and not first.claimants
        and first.type not in ("REQUEST", "ACCUSE", "SUPPORT", "AGREE", "THREATEN", "REJECT", "CONCEDE"),
        quoted=first.quoted,
        document=n,
        times_told=len(events),
        confidence=max(e.confidence for e in events),
        receipts=tuple(dict.fromkeys(r for e in events for r in _receipts(n, e, record))),
    )


def _receipts(n: int, e: Event, record: Record) -> Iterator[Ref]:
    text = record.document.text
    yield Ref(n, e.trigger.start, e.trigger.end, e.trigger.text, "act")
    for role, actors in (("actor", e.actors), ("recipient", e.recipients), ("claimant", e.claimants)):
        for a in actors:
            if a.end > a.start:
                yield Ref(n, a.start, a.end, text[a.start : a.end], role)
    for role, x in (("place", e.place), ("time", e.time), ("reporting word", e.cue)):
        if x is not None:
            yield Ref(n, x.start, x.end, text[x.start : x.end], role)


def _figures(n: int, record: Record) -> Iterator[Figure]:
    for k, c in enumerate(record.casualties, 1):
        yield _figure(n, k, c, record)


def _figure(n: int, k: int, c: Casualty, record: Record) -> Figure:
    text = record.document.text
    receipts = [Ref(n, c.start, c.end, text[c.start : c.end], "figure")]
    receipts += [Ref(n, a.start, a.end, text[a.start : a.end], "claimant") for a in c.claimants if a.end > a.start]
    if c.cue is not None:
        receipts.append(Ref(n, c.cue.start, c.cue.end, c.cue.text, "reporting word"))
    return Figure(
        id=f"d{n + 1}-f{k}",
        side=wording.country(c.side) or "side not told",
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
        receipts=tuple(receipts),
    )


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


def _spots(n: int, record: Record, lines: Sequence[Line]) -> Iterator[Spot]:
    """Yield each place of an act once, with the lines that happened there."""
    found = {e.place.name: e.place for e in reversed(record.events) if e.place}
    for k, p in enumerate(sorted(found.values(), key=lambda p: p.start), 1):
        shown = wording.place(p)
        there = tuple(x.id for x in lines if x.document == n and x.place == shown)
        yield Spot(
            id=f"d{n + 1}-p{k}",
            name=p.name,
            country=wording.country(p.country),
            lat=p.lat,
            lon=p.lon,
            precision=p.precision,
            lines=there,
            document=n,
            receipts=(Ref(n, p.start, p.end, record.document.text[p.start : p.end], "place"),),
        )


def _doubts(n: int, record: Record) -> Iterator[Open]:
    seen: set[tuple[str, str]] = set()
    for k, d in enumerate(record.doubts, 1):
        key = (wording.clean(d.text), d.reason)
        if key not in seen:
            seen.add(key)
            ref = Ref(n, d.start, d.end, record.document.text[d.start : d.end], "in doubt")
            yield Open(id=f"d{n + 1}-u{k}", text=key[0], reason=d.reason, document=n, receipts=(ref,))


def brief_to_json(brief: Brief) -> dict[str, Any]:
    """Return the brief as a JSON object; receipts name document, characters and words."""
    from dataclasses import asdict  # noqa: PLC0415 - only this form needs it

    out = asdict(brief)
    out["documents"] = [d.to_json() for d in brief.documents]
    out["groups"] = [{"group": g, "lines": [asdict(x) for x in lines]} for g, lines in brief.groups]
    return out
