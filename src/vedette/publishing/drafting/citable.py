"""What an editor may cite in a story: every mention and figure of its incidents, with its mark and a sentence that it bears out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vedette.errors import StopError
from vedette.publishing import wording
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.drafting.saying import ended, figure, sentence
from vedette.records.record import Event
from vedette.records.story import Citation, Content
from vedette.workflow.drafting import Material

MENTION, FIGURE = KINDS = ("mention", "figure")

_ID = re.compile(r"c(\d{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citable:
    """One claim that may be cited: its citation (its `id` is the mark's), of which kind, and a sentence made from it, in Markdown.

    `cited` tells that the story has this citation already.
    """

    kind: str
    citation: Citation
    sentence: str
    cited: bool


def citable(materials: Sequence[Material], content: Content) -> tuple[Citable, ...]:
    """Return what may be cited, the mentions first; what the story cites already keeps its mark, all else gets the next ones."""
    there = {_key(c): c for c in content.citations}
    last = max((int(m[1]) for c in content.citations if (m := _ID.fullmatch(c.id))), default=0)
    found: dict[tuple[object, ...], Citable] = {}
    for kind, c, told in (x for m in materials for x in _claims(m)):
        key = _key(c)
        if key in found:
            continue
        old = there.get(key)
        if old is None:
            last += 1
        shown = old or replace(c, id=f"c{last}")
        found[key] = Citable(kind=kind, citation=shown, sentence=f"{told}[^{shown.id}]", cited=old is not None)
    return tuple(sorted(found.values(), key=lambda x: KINDS.index(x.kind)))


def with_citations(content: Content, choices: Sequence[Citable], claims: Sequence[str]) -> Content:
    """Return the content with the citations of these claims (their ids) behind its own; StopError for a claim that is none."""
    by_claim = {x.citation.claim: x for x in choices}
    if unknown := next((c for c in claims if c not in by_claim), None):
        raise StopError(f"claim {unknown[:40]!r}: is none of the story's incidents; choose one that is offered")
    chosen = [by_claim[c] for c in dict.fromkeys(claims)]
    return replace(content, citations=(*content.citations, *(x.citation for x in chosen if not x.cited)))


def _claims(m: Material) -> Iterator[tuple[str, Citation, str]]:
    """Yield every claim of an incident with its citation and a sentence."""
    for f in m.mentions:
        if isinstance(f.claim, Event):
            citing = Citing(m.documents, m.sentences)
            citing.event(f)
            yield MENTION, citing.all[0], ended(sentence(f))
    for x in m.ledger.figures:
        citing = Citing(m.documents, m.sentences)
        citing.figure(x)
        yield FIGURE, citing.all[0], f"{figure(x)}."


def _key(c: Citation) -> tuple[object, ...]:
    return (c.document, c.start, c.end, c.claim)


def described(x: Citable) -> str:
    """Return who says so, where and when, for a list to choose from."""
    c = x.citation
    told = (wording.listed(c.claimants), c.source or c.document, c.published[:10] if c.published else "")
    return ", ".join(t for t in told if t)
