"""Where words stand, as pages show it: who says them, in which report, and the address that leads to the very words. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from vedette.desk.views.shared import Receipt
from vedette.publishing import wording
from vedette.records.document import Document
from vedette.records.incident import Source
from vedette.records.record import Actor

GRAPHIC = "graphic"
"""The warning of a document whose text stands behind the gate."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Which documents' words are not to be shown: those with a warning, while the gate is closed."""

    closed: frozenset[str] = frozenset()

    def words(self, document: str, told: str) -> str:
        """Return `told` on one line, "" where it stands behind the gate."""
        return "" if document in self.closed else wording.clean(told)

    def shuts(self, documents: Collection[str]) -> bool:
        """Tell whether words of any of `documents` are held back."""
        return bool(self.closed & set(documents))


def report_href(document: str, claim: str | None = None) -> str:
    """Return the address of a report, with the anchor at the words of a claim where one is told."""
    at = f"#c-{claim}" if claim else ""
    beside = {"claim": claim} if claim else {}
    if {"", ".", ".."} & set(document.split("/")):
        # A browser resolves dots and may fold slashes in a path before it asks.
        return f"/report?{urlencode({'document': document, **beside}, errors='replace')}{at}"
    told = f"?{urlencode(beside)}" if beside else ""
    return f"/report/{quote(document, safe='/:@', errors='replace')}{told}{at}"


def receipt_of(
    at: Source, claim: str, span: tuple[int, int], words: str, claimants: tuple[Actor, ...], gate: Gate
) -> Receipt:
    """Return the receipt of a claim (its id) that stands at `span` of a source."""
    source = wording.clean(at.source) if at.source else None
    said = wording.listed([wording.claimant(a) for a in claimants])
    return Receipt(
        document=at.document,
        start=span[0],
        end=span[1],
        words=gate.words(at.document, words),
        voice=said or source or "the text’s own words",
        source=source,
        day=at.published[:10] if at.published else None,
        href=report_href(at.document, claim),
    )


def title_of(document: Document, *, gated: bool) -> str:
    """Return what a report is called; a title with a warning tells as much as its text and stands behind the gate too."""
    if gated:
        return f"Report with a warning: {', '.join(wording.clean(w) for w in document.warnings)}"
    return wording.clean(document.title or "") or "Untitled report"
