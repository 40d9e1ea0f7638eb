"""The form of a story: what was typed, and the content that it makes of the version it was typed over. Pure but for reading it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from vedette.publishing.drafting.citable import Citable, with_citations
from vedette.records.story import Content
from vedette.workflow import asked
from vedette.workflow.stories import LONGEST_BODY

LONGEST_FIELD = 2_000
MOST_ADDED = 200
_MARK = re.compile(r"\[\^([\w-]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The fields of the form by name, and the claims (ids) that are to be cited besides; `fault` is what could not be done."""

    fields: Mapping[str, str]
    add: tuple[str, ...] = ()
    fault: str = ""

    def get(self, name: str) -> str:
        """Return a field, "" where it did not come."""
        return self.fields.get(name, "")

    @property
    def seen(self) -> int:
        """Return the number of the version that was typed over, 0 where none was told."""
        told = self.get("seen")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0


async def told_of(request: Request) -> Told:
    """Return what the form sent; lines end in one sign, however the browser ends them."""
    items = [(k, v) for k, v in (await request.form()).multi_items() if isinstance(v, str)]
    longest = {"body": 2 * LONGEST_BODY}
    plain = {k: _lines(v)[: longest.get(k, LONGEST_FIELD)] for k, v in items if k != "add"}
    return Told(fields=plain, add=tuple(dict.fromkeys(v[:80] for k, v in items if k == "add"))[:MOST_ADDED])


Sent = Annotated[Told, Depends(told_of)]


def content_of(told: Told, over: Content, choices: Sequence[Citable]) -> Content:
    """Return the content that was typed over `over`; a field that did not come stays as it was. StopError where one is wrong."""
    cited = with_citations(over, choices, told.add) if told.add else over
    known = dict(told.fields)
    day = known.get("day", over.day or "").strip()
    return replace(
        cited,
        headline=" ".join(known.get("headline", over.headline).split()),
        body=_body(known["body"]) if "body" in known else over.body,
        category=known.get("category", over.category),
        tier=known.get("tier", over.tier),
        place=" ".join(known.get("place", over.place or "").split()) or None,
        day=asked.day_of(day) if day else None,
        warnings=_warnings(known["warnings"]) if "warnings" in known else over.warnings,
    )


def remarked(body: str, before: Sequence[Citable], after: Sequence[Citable], add: Sequence[str]) -> str:
    """Return a body whose marks of added claims are those of `after`, where it was typed with those of `before`."""
    new = {x.citation.claim: x.citation.id for x in after}
    moved = {x.citation.id: new.get(x.citation.claim) for x in before if x.citation.claim in add}
    return _MARK.sub(lambda m: f"[^{moved.get(m[1]) or m[1]}]", body)


def _warnings(told: str) -> tuple[str, ...]:
    found = (" ".join(w.split()).lower() for w in told.split(","))
    return tuple(dict.fromkeys(w[:40] for w in found if w))[:10]


def _body(told: str) -> str:
    return f"{told.strip()}\n" if told.strip() else ""


def _lines(told: str) -> str:
    return told.replace("\r\n", "\n").replace("\r", "\n")
