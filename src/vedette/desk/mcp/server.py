"""The server of the protocol: the tools, resources and prompts bound to a store, over standard streams or HTTP."""

from functools import partial
from typing import Any

from anyio import to_thread
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    GetPromptRequestParams,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    TextResourceContents,
)

from vedette import __version__
from vedette.desk.mcp import prompts, resources
from vedette.desk.mcp.texts import INSTRUCTIONS
from vedette.desk.mcp.tools import TOOLS, call
from vedette.desk.setup import Setup


def make_server(setup: Setup) -> Server[Any]:
    """Return the server over `setup`; the caller closes its store."""
    return Server(
        "vedette",
        version=__version__,
        title="Vedette",
        description="Who did what to whom, where, when, at what cost and who says so, with receipts.",
        instructions=INSTRUCTIONS,
        get_tool_input_schema=lambda name: TOOLS[name].described.input_schema if name in TOOLS else None,
        on_list_tools=_tools,
        on_call_tool=partial(_called, setup),
        on_list_resources=partial(_resources, setup),
        on_list_resource_templates=_templates,
        on_read_resource=partial(_read, setup),
        on_list_prompts=_prompts,
        on_get_prompt=_prompt,
    )


async def serve_streams(setup: Setup) -> None:
    """Answer over standard input and output until the input ends; nothing but the protocol is written there."""
    server = make_server(setup)
    async with stdio_server() as (asked, answers):
        await server.run(asked, answers, server.create_initialization_options())


async def _tools(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
    return ListToolsResult(tools=[t.described for t in TOOLS.values()])


async def _called(setup: Setup, _: Any, asked: CallToolRequestParams) -> CallToolResult:
    tool = TOOLS.get(asked.name)
    if tool is None:
        raise MCPError(
            code=INVALID_PARAMS, message=f"tool {asked.name[:60]!r}: is none; choose one of {', '.join(TOOLS)}"
        )
    # The store is synchronous.
    return await to_thread.run_sync(call, setup, tool, asked.arguments)


async def _resources(setup: Setup, _: Any, asked: PaginatedRequestParams | None) -> ListResourcesResult:
    page, cursor = await to_thread.run_sync(resources.listed, setup, asked.cursor if asked else None)
    return ListResourcesResult(resources=page, next_cursor=cursor)


async def _templates(_: Any, __: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
    return ListResourceTemplatesResult(resource_templates=resources.TEMPLATES)


async def _read(setup: Setup, _: Any, asked: ReadResourceRequestParams) -> ReadResourceResult:
    text = await to_thread.run_sync(resources.read, setup, str(asked.uri))
    return ReadResourceResult(contents=[TextResourceContents(uri=asked.uri, mime_type="application/json", text=text)])


async def _prompts(_: Any, __: PaginatedRequestParams | None) -> ListPromptsResult:
    return ListPromptsResult(prompts=prompts.described())


async def _prompt(_: Any, asked: GetPromptRequestParams) -> GetPromptResult:
    return prompts.filled(asked.name, asked.arguments)
