"""What was read out of a report, line by line, each with the words it rests on. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vedette.publishing import phrases, wording
from vedette.publishing.languages import beside
from vedette.publishing.model import Brief, Figure, Line, Ref, Said

MOST_WORDS = 120
"""Characters of a receipt's words that a line shows; the text beside it has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One field of a line with the words it rests on: its role ("actor", "place", "figure"), characters and words."""

    role: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One thing read out of the text: an act, a figure, a quotation, a doubt, a stated fact or a name.

    `claims` are the ids of the store's claims that it folds together, `anchor` the words that it leads to. `voice` says who
    says so, `own` that the text does itself; `english` is the translation of its sentence, None where nothing was
    translated. `incident` is the id of the incident that it is of.
    """

    id: str
    kind: str
    headline: str
    circumstances: str
    voice: str
    own: bool
    code: str
    status: str | None
    confidence: float | None
    claims: tuple[str, ...]
    anchor: str
    incident: str | None
    english: str | None
    parts: tuple[Part, ...]
    chosen: bool


Groups = tuple[tuple[str, tuple[ClaimLine, ...]], ...]


def groups_of(
    brief: Brief, claims: Mapping[str, tuple[str, ...]], incident_of: Mapping[str, str], claim: str | None
) -> Groups:
    """Return the lines of a brief of one document under their heads, empty ones left out.

    `claims` gives the ids of the claims of each line, `incident_of` the incident of each claim; the lines of `claim` are
    the chosen ones.
    """
    make = _Lines(brief, claims, incident_of, claim)
    found = [
        *((wording.at_head(name), [make.act(x) for x in lines]) for name, lines in brief.groups),
        ("Casualties, by who says so", [make.figure(f) for f in sorted(brief.figures, key=phrases.figure_order)]),
        ("Said", [make.said(q) for q in brief.quotes]),
        ("Background", [make.act(x) for x in brief.background]),
        (phrases.STATED, [make.other(x, "stated", x.sentence, f"{x.verdict} ({x.about})") for x in brief.stated]),
        ("Not certain", [make.other(x, "doubt", x.reason) for x in brief.doubts]),
        (phrases.NAMED, [make.other(x, "name", x.name, _kind(x.kind, x.country)) for x in brief.named]),
    ]
    return tuple((name, tuple(lines)) for name, lines in found if lines)


class _Lines:
    """Makes lines, each with the claims of the store that it folds together."""

    def __init__(
        self,
        brief: Brief,
        claims: Mapping[str, tuple[str, ...]],
        incident_of: Mapping[str, str],
        claim: str | None,
    ) -> None:
        self._brief, self._claims, self._incident_of, self._claim = brief, claims, incident_of, claim

    def act(self, x: Line) -> ClaimLine:
        return self._line(
            x.id,
            "act",
            phrases.headline(x),
            x.receipts,
            circumstances=phrases.circumstances(x),
            voice=phrases.source_of(self._brief, x),
            own=phrases.voice(x) == "text",
            code=x.code,
            status=phrases.status_label(x),
            confidence=x.confidence,
        )

    def figure(self, f: Figure) -> ClaimLine:
        return self._line(
            f.id,
            "figure",
            f"{wording.at_head(f.side)}: {phrases.figure_line(f)}",
            f.receipts,
            voice=phrases.source_of(self._brief, f),
            own=phrases.voice(f) == "text",
        )

    def said(self, q: Said) -> ClaimLine:
        speakers = wording.listed(q.speakers) or "the text does not tell who says it"
        return self._line(q.id, "said", f"“{q.text}”", q.receipts, voice=wording.at_head(speakers))

    def other(self, x: Any, kind: str, headline: str, circumstances: str = "") -> ClaimLine:
        return self._line(x.id, kind, wording.clean(headline), x.receipts, circumstances=circumstances)

    def _line(self, line: str, kind: str, headline: str, receipts: Sequence[Ref], **told: Any) -> ClaimLine:
        ids = self._claims.get(line, ())
        usual = {"circumstances": "", "voice": "", "own": False, "code": "", "status": None, "confidence": None}
        return ClaimLine(
            id=line,
            kind=kind,
            headline=headline,
            claims=ids,
            anchor=ids[0] if ids else line,
            incident=next((self._incident_of[i] for i in ids if i in self._incident_of), None),
            english=beside(self._brief, receipts),
            parts=tuple(
                Part(role=r.role, start=r.start, end=r.end, words=phrases.shortened(r.text, MOST_WORDS))
                for r in receipts
            ),
            chosen=self._claim is not None and self._claim in ids,
            **{**usual, **told},
        )


def _kind(kind: str, country: str | None) -> str:
    return f"{kind}, {country}" if country else kind
