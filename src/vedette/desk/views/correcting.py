"""The page on which a report's reading is corrected: the text, the claims, one form, and what was corrected so far. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from vedette.desk.views.forms import fields_of, short_of
from vedette.desk.views.receipts import report_href, title_of
from vedette.desk.views.report import claims_of
from vedette.desk.views.report_lines import groups_of
from vedette.publishing import wording
from vedette.publishing.brief import make_brief
from vedette.publishing.marks import LONGEST_TEXT
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.validate import WHO
from vedette.records.correction import EVENT, FIGURE, KINDS, Correction, changes_of, in_force, span_of
from vedette.records.record import CASUALTY_KINDS, STATUSES, Record

PRECISIONS = ("settlement", "facility", "district", "region", "area", "country", "border", "unknown")
_ORDER = ("type", "mode", "status", "kind", "low", "high", "approx", "side", "who", "actors", "recipients", "claimants")
CORRECTED = ("act", "figure")
"""Kinds of lines that a form is of."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed and could not be done: the fields by name, the reason, and what is wrong."""

    fields: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of the text; `claims` are the ids of the claims whose words it is of, `chosen` that it is the form's."""

    text: str
    claims: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A line of the record with the claims (ids) that it folds together, each to be corrected by itself."""

    headline: str
    code: str
    voice: str
    claims: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of one claim: its id, None for a new one; what stands in it, and who corrected it already."""

    kind: str
    claim: str | None
    words: str
    values: Mapping[str, str]
    corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """A correction: what was done to which words, field by field, by whom and why; whether it stands; what an undo does."""

    id: str
    what: str
    words: str
    fields: tuple[tuple[str, str, str], ...]
    author: str
    at: str
    why: str
    stands: bool
    undo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectingView:
    """Everything that the page shows; `state` is what the record rests on, to be handed in with a correction."""

    document: str
    title: str
    href: str
    language: str
    text: tuple[Stretch, ...]
    left_out: int
    groups: tuple[tuple[str, tuple[ClaimRow, ...]], ...]
    form: Form | None
    events: tuple[tuple[str, str], ...]
    history: tuple[CorrectionLine, ...]
    state: str
    gated: bool


@dataclass(frozen=True, slots=True)
class Options:
    """What the form's lists offer: types with their modes, statuses, sectors and kinds, each with its meaning."""

    types: tuple[tuple[str, str, tuple[str, ...]], ...]
    statuses: tuple[str, ...] = STATUSES
    kinds: tuple[str, ...] = CASUALTY_KINDS
    who: tuple[str, ...] = WHO
    precisions: tuple[str, ...] = PRECISIONS
    sectors: tuple[tuple[str, str], ...] = ()


def options() -> Options:
    """Return what the codebook offers."""
    book = load_codebook()
    types = tuple((t, book.meanings.get(t, ""), (t, *(f"{t}/{m}" for m in modes))) for t, modes in book.types.items())
    return Options(types, sectors=tuple(book.sectors.items()))


def correcting_view(
    record: Record,
    corrections: Sequence[Correction],
    *,
    state: str,
    claim: str | None = None,
    add: str | None = None,
    gated: bool = False,
    typed: Typed | None = None,
) -> CorrectingView:
    """Return the page's view; `claim` is the id of the one whose form is open, `add` the kind of the new one.

    With `gated` no words of the document are in it.
    """
    document = record.document
    whole = {} if gated else _claims(record)
    form = None if gated else _form(whole, corrections, claim, add, typed)
    return CorrectingView(
        document=document.id,
        title=title_of(document, gated=gated),
        href=report_href(document.id),
        language=document.language or "und",
        text=() if gated else tuple(_stretches(document.text[:LONGEST_TEXT], whole, claim)),
        left_out=max(0, len(document.text) - LONGEST_TEXT),
        groups=() if gated else tuple(_groups(record, claim)),
        form=form,
        events=tuple((i, _event_name(c)) for i, (kind, c) in whole.items() if kind == EVENT),
        history=() if gated else tuple(_history(corrections)),
        state=state,
        gated=gated,
    )


def _claims(record: Record) -> dict[str, tuple[str, Json]]:
    told = record.to_json()
    found = {c["id"]: (EVENT, c) for c in told["events"]}
    return found | {c["id"]: (FIGURE, c) for c in told["casualties"]}


def _form(
    claims: Mapping[str, tuple[str, Json]],
    corrections: Sequence[Correction],
    claim: str | None,
    add: str | None,
    typed: Typed | None,
) -> Form | None:
    kind, told = claims.get(claim or "", (add, None))
    if kind not in KINDS:
        return None
    values = fields_of(kind, told) | dict(typed.fields if typed else {})
    words = _words(told) if told else ""
    corrected = any(c.claim == claim for c in in_force(corrections))
    return Form(kind=kind, claim=claim if told else None, words=words, values=values, corrected=corrected)


def _stretches(text: str, claims: Mapping[str, tuple[str, Json]], chosen: str | None) -> Iterator[Stretch]:
    """Yield the text cut at the words of claims."""
    spans = [(i, *span_of(c)) for i, (_, c) in claims.items()]
    cuts = sorted({0, len(text), *(min(n, len(text)) for _, *span in spans for n in span)})
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for i, start, end in spans:
        opening.setdefault(start, []).append(i)
        closing.setdefault(end, []).append(i)
    here: list[str] = []
    for a, b in pairwise(cuts):
        here = [i for i in here if i not in closing.get(a, ())] + opening.get(a, [])
        yield Stretch(text=text[a:b], claims=tuple(here), chosen=chosen in here)


def _groups(record: Record, chosen: str | None) -> Iterator[tuple[str, tuple[ClaimRow, ...]]]:
    for name, lines in groups_of(make_brief([record]), claims_of(record), {}, chosen):
        rows = tuple(
            ClaimRow(headline=x.headline, code=x.code, voice=x.voice, claims=x.claims, chosen=x.chosen)
            for x in lines
            if x.kind in CORRECTED and x.claims
        )
        if rows:
            yield name, rows


def _history(corrections: Sequence[Correction]) -> Iterator[CorrectionLine]:
    """Yield the corrections, newest first; what was taken back stays readable."""
    undone: set[str] = set()
    by_id = {c.id: c for c in corrections}
    for c in reversed(corrections):
        stands = c.id not in undone
        if stands and c.supersedes:
            undone.add(c.supersedes)
        yield CorrectionLine(
            id=c.id,
            what=_what(c, by_id),
            words=_words(c.before or c.after or {}),
            fields=tuple((n, short_of(a), short_of(b)) for n, (a, b) in _shown(c)),
            author=wording.clean(c.author),
            at=c.at,
            why=wording.clean(c.why),
            stands=stands,
            undo=("Restore it" if c.supersedes else "Take it back") if stands else None,
        )


def _what(c: Correction, by_id: Mapping[str, Correction]) -> str:
    if c.supersedes:
        old = by_id.get(c.supersedes)
        return f"took back what {wording.clean(old.author)} did at {old.at[:16]}" if old else "took a correction back"
    thing = "act" if c.kind == EVENT else "figure"
    return (
        f"added the {thing}"
        if c.before is None
        else f"struck out the {thing}"
        if c.after is None
        else f"changed the {thing}"
    )


def _shown(c: Correction) -> list[tuple[str, tuple[Any, Any]]]:
    """Return the fields that a person changed; not how sure a machine was, nor the offsets of words that are told."""
    changed = [(n, pair) for n, pair in changes_of(c).items() if n not in ("confidence", "start", "end")]
    return sorted(changed, key=lambda x: _ORDER.index(x[0]) if x[0] in _ORDER else len(_ORDER))


def _words(claim: Json) -> str:
    return wording.clean(str((claim.get("trigger") or claim).get("text", "")))


def _event_name(e: Json) -> str:
    sides = [", ".join(a["country"] or "?" for a in e[role]) or "?" for role in ("actors", "recipients")]
    return f"{e['type']} “{_words(e)}” {sides[0]} → {sides[1]}"
