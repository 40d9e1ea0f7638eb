"""Clients of the official package against the command itself, over standard streams and over HTTP."""

import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx2
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from vedette.desk.mcp.texts import INSTRUCTIONS
from vedette.desk.mcp.tools import TOOLS
from vedette.workflow.people import invite, make_token, take_up

COMMAND = [sys.executable, "-c", "from vedette.cli import main; main()", "mcp"]
EACH = {
    "search": {"words": "ceasefire"}, "incidents": {"dyad": "ARM-AZE"}, "incident": {"incident": "66da2661"},
    "ledger": {"incident": "66da2661"}, "who": {"name": "Akar", "on": "2022-09-13"},
    "obligations": {"attacker": "AZE", "attacked": "ARM", "on": "2022-09-13"}, "contacts": {"from": "2022-01-01"},
    "positions": {"from": "2022-01-01"}, "document": {"document": "sept2022-05-csto"},
    "brief": {"text": "Azerbaijan shelled Jermuk, Armenia said.", "published": "2022-09-13"},
}  # fmt: skip


def file_of(store):
    return str(store.address.file)


async def asked(client):
    """Ask everything once over an open client."""
    assert client.instructions == INSTRUCTIONS
    assert {t.name for t in (await client.list_tools()).tools} == set(TOOLS) == set(EACH)
    for name, arguments in EACH.items():
        # The client holds each answer to the output schema itself.
        result = await client.call_tool(name, arguments)
        assert not result.is_error, (name, result.content)
        assert result.structured_content["note"]
    refused = await client.call_tool("incident", {"incident": "zz"})
    assert refused.is_error
    with pytest.raises(MCPError, match="choose one of"):
        await client.call_tool("nothing", {})
    assert len((await client.list_resources()).resources) == 10
    assert len((await client.list_resource_templates()).resource_templates) == 2
    (content,) = (await client.read_resource("vedette://document/sept2022-05-csto")).contents
    assert json.loads(content.text)["document"] == "sept2022-05-csto"
    with pytest.raises(MCPError, match="there is none"):
        await client.read_resource("vedette://document/zz")
    (prompt,) = [p for p in (await client.list_prompts()).prompts if p.name == "compare_sides"]
    assert (await client.get_prompt(prompt.name, {"incident": "66da2661"})).messages


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_asks_everything_over_standard_streams(demo_store, mode):
    async def run():
        server = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], "--store", file_of(demo_store)])
        async with Client(server, mode=mode) as client:
            await asked(client)

    asyncio.run(run())


def test_nothing_but_the_protocol_stands_on_standard_output(demo_store):
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "brief", "arguments": EACH["brief"]}},
    ]
    with subprocess.Popen(  # noqa: S603
        [*COMMAND, "--store", file_of(demo_store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        server.stdin.write("not JSON\n" + "".join(json.dumps(x) + "\n" for x in lines))
        server.stdin.flush()
        told = [json.loads(server.stdout.readline()) for _ in range(2 if server.poll() is None else 0)]
        rest, _ = server.communicate(timeout=60)
    told += [json.loads(line) for line in rest.splitlines()]
    assert all(x["jsonrpc"] == "2.0" for x in told)
    assert {1, 2} <= {x.get("id") for x in told}
    assert server.returncode == 0


@contextmanager
def served(store, *more):
    """Serve over HTTP at a free port; yields the process and the address."""
    with subprocess.Popen(  # noqa: S603
        [*COMMAND, "--http", "--port", "0", "--store", file_of(store), *more],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            line = server.stderr.readline()
            yield server, re.search(r"http://\S+/mcp", line)[0]
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def over_http(address, word=None):
    async def run():
        headers = {"authorization": f"Bearer {word}"} if word else {}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as http,
            Client(streamable_http_client(address, http_client=http)) as client,
        ):
            await asked(client)

    asyncio.run(run())


def test_a_client_asks_everything_over_http_and_ctrl_c_stops_it(demo_store):
    with served(demo_store) as (server, address):
        over_http(address)
        began = time.monotonic()
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 130
        assert time.monotonic() - began < 10
        assert server.stdout.read() == ""
        assert "Traceback" not in server.stderr.read()


def test_where_people_are_known_a_client_needs_its_token(own_store):
    invited = invite(own_store, "Antoinette", "administrator", by="Rudolf")
    take_up(own_store, invited.word, "a long enough password")
    word, _ = make_token(own_store, "Antoinette", "notebook", "reader", days=30, by="Antoinette")
    with served(own_store) as (_, address):
        assert httpx2.post(address, json={}).status_code == 401
        over_http(address, word)


def test_ctrl_c_stops_it_while_it_waits_for_input(demo_store):
    with subprocess.Popen(  # noqa: S603
        [*COMMAND, "--store", file_of(demo_store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
        server.stdin.write(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}) + "\n")
        server.stdin.flush()
        assert json.loads(server.stdout.readline())["result"]["serverInfo"]["name"] == "vedette"
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 130
