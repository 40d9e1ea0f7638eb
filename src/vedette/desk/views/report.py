"""One report as its page shows it: the text with everything read from it marked, record and words linked both ways. Pure.

The words are untrusted: they are cut and named here, and escaped where the page is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vedette.desk.views.facts import Facts
from vedette.desk.views.receipts import GRAPHIC
from vedette.desk.views.report_lines import ClaimLine, groups_of
from vedette.publishing.brief import make_brief
from vedette.publishing.folding import fold_casualties, fold_events
from vedette.publishing.languages import in_words
from vedette.publishing.marks import LONGEST_TEXT, pieces
from vedette.publishing.model import Brief
from vedette.records.document import Document
from vedette.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of the text. `lines` are the ids of the lines that rest on it, `core` those that it states itself.

    `anchors` are the ids of claims whose words begin here; `kind` is act, part, quotation or "" where no line rests on
    it; `unread` is why it was not read, or None. `chosen` tells that the claim that was asked for stands here.
    """

    text: str
    start: int
    lines: tuple[str, ...]
    core: tuple[str, ...]
    anchors: tuple[str, ...]
    kind: str
    unread: str | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A sentence in its own words with its English."""

    start: int
    original: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Everything that the page of a report shows. With `gated` neither the text nor words of it are in it.

    `left_out` counts the characters behind those that a page shows. `reader` is the one whose reading is shown, None where
    nobody has read the document.
    """

    facts: Facts
    gated: bool
    reader: str | None
    language: str
    pieces: tuple[Words, ...]
    left_out: int
    groups: tuple[tuple[str, tuple[ClaimLine, ...]], ...]
    translations: tuple[Beside, ...]
    translated_by: str | None

    @property
    def count(self) -> int:
        """Return how many things were read out of the text."""
        return sum(len(lines) for _, lines in self.groups)


def is_gated(document: Document, *, is_open: bool) -> bool:
    """Tell whether the words of a document stand behind the gate."""
    return GRAPHIC in document.warnings and not is_open


def report_view(
    record: Record,
    facts: Facts,
    incident_of: Mapping[str, str],
    *,
    claim: str | None = None,
    gated: bool = False,
) -> ReportView:
    """Return the view of a record; `incident_of` gives the incident of each event, `claim` is the id that is asked for."""
    language = record.document.language or "und"
    if gated:
        return ReportView(
            facts=facts, gated=True, reader=record.reader or None, language=language, pieces=(), left_out=0, groups=(),
            translations=(), translated_by=record.translated_by,
        )  # fmt: skip
    brief = make_brief([record])
    claims = claims_of(record)
    groups = groups_of(brief, claims, incident_of, claim)
    return ReportView(
        facts=facts,
        gated=False,
        reader=record.reader or None,
        language=language,
        pieces=tuple(_words(brief, record, {x.id: x for _, lines in groups for x in lines})),
        left_out=max(0, len(record.document.text) - LONGEST_TEXT),
        groups=groups,
        translations=tuple(Beside(start=b.start, original=b.original, english=b.english) for b in brief.translations),
        translated_by=brief.translated_by,
    )


def claims_of(record: Record) -> dict[str, tuple[str, ...]]:
    """Return the ids of the claims that each line of the record's brief folds together."""
    told = in_words(record)
    found = {f"d1-e{k}": tuple(e.id for e in group) for k, group in enumerate(fold_events(told.events), 1)}
    found |= {f"d1-f{k}": tuple(c.id for c in group) for k, group in enumerate(fold_casualties(told.casualties), 1)}
    return found | {f"d1-q{k}": (q.id,) for k, q in enumerate(told.quotes, 1)}


def _words(brief: Brief, record: Record, lines: Mapping[str, ClaimLine]) -> Iterator[Words]:
    """Yield the text cut at its receipts; places are no lines of their own here, for they stand with their acts."""
    anchors = _anchors(record)
    chosen = {x.id for x in lines.values() if x.chosen}
    placed: set[str] = set()
    for p in pieces(brief, 0):
        # A line that folds claims of the store is found by theirs.
        begins = [i for i in p.begins if i in lines and not lines[i].claims]
        # A claim's words may be cut in several pieces; its anchor stands before the first.
        new = tuple(a for a in dict.fromkeys([*anchors.get(p.start, ()), *begins]) if a not in placed)
        placed.update(new)
        yield Words(
            text=p.text,
            start=p.start,
            lines=tuple(i for i in p.lines if i in lines),
            core=tuple(i for i in p.core if i in lines),
            anchors=new,
            kind=p.kind,
            unread=p.unread,
            chosen=not chosen.isdisjoint(p.core),
        )


def _anchors(record: Record) -> dict[int, list[str]]:
    """Return by offset the ids of the claims whose words begin there."""
    found: dict[int, list[str]] = {}
    for id_, start in (
        *((e.id, e.trigger.start) for e in record.events),
        *((c.id, c.start) for c in record.casualties),
        *((q.id, q.start) for q in record.quotes),
    ):
        found.setdefault(start, []).append(id_)
    return found
