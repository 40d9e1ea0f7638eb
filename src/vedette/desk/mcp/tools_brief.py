"""The tool that reads a text as it is handed in, and answers with what it says; nothing of it is stored."""

from collections.abc import Iterator
from datetime import datetime
from threading import Lock
from typing import Any

from vedette.desk.api.shared import behind, refused
from vedette.desk.mcp.asked import BriefAsked
from vedette.desk.setup import Setup
from vedette.publishing import phrases
from vedette.publishing.brief import brief_to_json, make_brief
from vedette.publishing.model import Brief

Json = dict[str, Any]

_ONE_AT_A_TIME = Lock()
_KEPT = (
    "type", "mode", "status", "day", "last_day", "time_doubt", "place", "side", "kind", "who", "low", "high", "approx", "scope", "as_of", "own",
    "claimants", "speakers", "hidden", "quoted", "times_told", "confidence", "reason", "lines",
)  # fmt: skip
"""What a line keeps beside its words and receipts: who did what to whom stands in those."""


def brief(_: Setup, asked: BriefAsked) -> Json:
    """Answer with a page of the lines of a brief. Raises SkipError where the text is in a language that is not read."""
    from vedette.api import read  # noqa: PLC0415 - loads the language model

    _check_day(asked.published)
    with _ONE_AT_A_TIME:
        record = read(asked.text, published=asked.published, source=asked.source, title=asked.title)
    document = record.document
    page, cursor = behind(list(_lines(make_brief([record]))), lambda x: x["id"], asked)
    known = {n: getattr(document, n) for n in ("language", "published")}
    warnings = list(document.warnings)
    return {
        "document": document.id, **known, "warnings": warnings, "reader": record.reader, "items": page, "next": cursor,
    }  # fmt: skip


def _check_day(told: str | None) -> None:
    try:
        datetime.fromisoformat(told or "2022-09-13")
    except ValueError as e:
        raise refused("published", f"{told!r} is no ISO day or moment", "write it like 2022-09-13") from e


def _lines(made: Brief) -> Iterator[Json]:
    """Yield every line in the order of a brief, with the words that the brief on paper has for it."""
    told = brief_to_json(made)
    yield from (_line("bottom line", x, x["text"]) for x in told["bottom"])
    acts = {x.id: phrases.headline(x) for x in made.lines()}
    for group in told["groups"]:
        yield from (_line("act", x, acts[x["id"]]) for x in group["lines"])
    yield from (_line("background", x, acts[x["id"]]) for x in told["background"])
    yield from (_line("figure", x, f"{x['side']}: {x['figure']} {x['kind']}") for x in told["figures"])
    yield from (_line("quotation", x, x["text"]) for x in told["quotes"])
    yield from (_line("not certain", x, f"{x['text']}: {x['reason']}") for x in told["doubts"])


def _line(part: str, told: Json, text: str) -> Json:
    receipts = [{n: r[n] for n in ("start", "end", "text", "role")} for r in told["receipts"]]
    rest = {n: told[n] for n in _KEPT if n in told}
    return {"part": part, "id": told["id"], "text": text, **rest, "receipts": receipts}
