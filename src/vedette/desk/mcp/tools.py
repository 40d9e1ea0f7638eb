"""The tools by name: what each is for, what it may be asked, what it answers, and how a call is answered."""

import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from traceback import format_exception
from typing import Any

from mcp_types import CallToolResult, TextContent, ToolAnnotations
from mcp_types import Tool as Described
from pydantic import ValidationError

from vedette.desk.api.knowledge import WhoAsked
from vedette.desk.api.relations import ObligationsAsked
from vedette.desk.api.shared import Asked, Fault, RefusedError, fault_of, misfit, sendable
from vedette.desk.mcp import asked, shapes
from vedette.desk.mcp.bounds import fitted, length
from vedette.desk.mcp.texts import in_quotes, marked, written
from vedette.desk.mcp.tools_brief import brief
from vedette.desk.mcp.tools_relations import contacts, ledger, obligations, positions, who
from vedette.desk.mcp.tools_store import document, incident, incidents, search
from vedette.desk.setup import Setup
from vedette.errors import SkipError, StopError

MOST_FAULTS = 20
_LONGEST = 500
_LOOK = "the tool's input schema tells what is asked in which form"

Json = dict[str, Any]


@dataclass(frozen=True)
class Tool:
    """A tool: `answer` gives the object that `shape` describes, without the marks that every answer has."""

    name: str
    title: str
    about: str
    asked: type[Asked]
    shape: type[shapes.Marked]
    answer: Callable[[Setup, Any], Json]

    @cached_property
    def described(self) -> Described:
        """Return the tool as clients are told of it."""
        return Described(
            name=self.name,
            title=self.title,
            description=self.about,
            input_schema=self.asked.model_json_schema(),
            output_schema=self.shape.model_json_schema(),
            # The brief reads what is handed in; nothing here reaches beyond the store and what is installed.
            annotations=ToolAnnotations(
                title=self.title,
                read_only_hint=True,
                destructive_hint=False,
                idempotent_hint=True,
                open_world_hint=False,
            ),
        )


TOOLS = {
    t.name: t
    for t in (
        Tool(
            "search", "Search sentences",
            "Find sentences of reports, each with document, characters, publisher and the acts and incidents read in it. With `words` alone "
            "(or `from`, `to`, `source`, `document` beside them) by full text; there the period is that of publication. With any other filter "
            'by what is coded: the period is that of the event. All words must stand in the sentence; "quoted words" in a row, -word for none of it.',
            asked.SearchAsked, shapes.Sentences, search,
        ),
        Tool(
            "incidents", "Find incidents",
            "Find incidents, each once however many reports tell it, the latest first day first, with one sentence that tells it. "
            "`type` is a type of the codebook (ASSAULT) or a family (force, talks, demand, settlement, deployment).",
            asked.IncidentsAsked, shapes.Incidents, incidents,
        ),
        Tool(
            "incident", "Show one incident",
            "Show one incident: how well it is borne out and by which rule, each side's version, who blames and who denies, every figure with its "
            "claimant, the judgements that made it, and the sentences that tell it.",
            asked.IncidentAsked, shapes.OneIncident, incident,
        ),
        Tool(
            "ledger", "Show the ledger of figures",
            "Show the figures of casualties of an incident, a dyad, a side or a period: one line a claimant, over time, with dates and receipts. "
            "Figures are never to be added up.",
            asked.LedgerAsked, shapes.Ledger, ledger,
        ),
        Tool(
            "who", "Tell what a name means",
            "Tell who or what a name means on a day: a person by surname, an office with its state, a force, group, body, treaty, place, war or outlet; "
            "each with stable id, dates, source and reason.",
            WhoAsked, shapes.Meanings, who,
        ),
        Tool(
            "obligations", "Tell who is bound by treaty",
            "Tell who is bound to do what for whom if one state attacked another on a day, by which article, and what the bound states said since. "
            "What the texts provide, never a legal verdict.",
            ObligationsAsked, shapes.Obligations, obligations,
        ),
        Tool(
            "contacts", "Find contacts",
            "Find who called, met, visited or wrote to whom, and what was said beside it, the latest day first.",
            asked.ContactsAsked, shapes.Contacts, contacts,
        ),
        Tool(
            "positions", "Find positions",
            "Find who supports, blames, warns, asks, refuses, aids or sanctions whom; with `bound`, which of these states take no position.",
            asked.PositionsAsked, shapes.Positions, positions,
        ),
        Tool(
            "document", "Read a document",
            "Read a part of a report's text by its characters, with title, publisher, day and how it came. `next` is the `start` of the next part.",
            asked.DocumentAsked, shapes.Span, document,
        ),
        Tool(
            "brief", "Brief a text",
            "Read a report that you hand in, and tell what it says: acts, figures with claimants, quotations, what is not certain, each with characters "
            f"and words in that text. Up to {asked.LONGEST_TEXT:,} characters; nothing is stored.",
            asked.BriefAsked, shapes.Brief, brief,
        ),
    )
}  # fmt: skip


def call(setup: Setup, tool: Tool, arguments: Mapping[str, Any] | None) -> CallToolResult:
    """Return the answer of a tool, or what was wrong; nothing is ever raised but what ends the process."""
    try:
        told = answered(setup, tool, arguments or {})
    except RefusedError as e:
        return failed(e.faults)
    except ValidationError as e:
        return failed([misfit(x, _LOOK) for x in e.errors()])
    except SkipError as e:
        return failed([Fault(object=e.item, cause=e.cause, remedy=e.remedy)])
    except StopError as e:
        return failed([fault_of(e)])
    except Exception as e:  # noqa: BLE001 - a tool's fault is answered as one, and told where the server runs
        return failed([_unforeseen(tool.name, e)])
    return CallToolResult(content=[TextContent(text=written(tool.name, told))], structured_content=told)


def answered(setup: Setup, tool: Tool, arguments: Mapping[str, Any]) -> Json:
    """Return what a tool answers, of a bounded size; raises what the API's functions raise."""
    # Models often write null for what they leave out.
    wanted = tool.asked.model_validate({k: v for k, v in arguments.items() if v is not None})
    limit: int | None = getattr(wanted, "limit", None)
    size = partial(_size, tool.name)
    return fitted(lambda most: _asked_for(setup, tool, wanted, most), limit, size)


def failed(faults: "list[Fault] | tuple[Fault, ...]") -> CallToolResult:
    """Return the error of a tool: each fault with object, cause and remedy."""
    told = [
        {n: sendable(getattr(f, n))[:_LONGEST] for n in ("object", "cause", "remedy")} for f in faults[:MOST_FAULTS]
    ]
    lines = [f"{in_quotes(f['object'])}: {f['cause']}{'; ' if f['remedy'] else ''}{f['remedy']}" for f in told]
    return CallToolResult(
        content=[TextContent(text="\n".join(lines))], structured_content={"errors": told}, is_error=True
    )


def _asked_for(setup: Setup, tool: Tool, wanted: Asked, most: int | None) -> Json:
    page = wanted if most is None else wanted.model_copy(update={"limit": most})
    told: Json = sendable(marked(tool.answer(setup, page)))
    return told


def _size(name: str, answer: Json) -> int:
    return max(length(answer), len(written(name, answer)))


def _unforeseen(name: str, error: Exception) -> Fault:
    number = secrets.token_hex(4)
    sys.stderr.write(f"vedette: fault {number} in tool {name}\n{''.join(format_exception(error))}")
    return Fault(
        object=f"fault {number}",
        cause="the tool failed here",
        remedy="whoever runs the server finds more by this number",
    )
