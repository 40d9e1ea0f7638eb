"""`vedette mcp`: what the store holds as tools for language models, over the Model Context Protocol."""

import getpass
import importlib.util
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

from vedette.cli.stored import progress, store_option
from vedette.errors import StopError

if TYPE_CHECKING:
    from vedette.desk.setup import Setup
    from vedette.store.store import Store

USUAL_PORT = 8766
_OWN = ("127.0.0.1", "localhost", "::1")
_STOPPED = 130


@click.command(
    epilog="""\b
Example:
  vedette mcp --store archive.db
  vedette mcp --demo --http --port 8766"""
)
@click.option("--demo", is_flag=True, help="Answer from the example dossier; it is read at the very first time.")
@click.option("--http", is_flag=True, help="Answer over HTTP at /mcp instead of over standard input and output.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=USUAL_PORT, show_default=True, help="With --http: the port."
)
@click.option(
    "--host",
    default=_OWN[0],
    show_default=True,
    help="With --http: the address; beyond this machine tokens are asked for.",
)
@click.option(
    "--name", "names", multiple=True, metavar="HOST[:PORT]", help="With --http: a further name it is called by."
)
@store_option
def mcp(demo: bool, http: bool, port: int, host: str, names: tuple[str, ...], store_: str | None) -> None:
    """Answer language models over the Model Context Protocol: search, incidents, ledgers, treaties, documents, briefs.

    Nothing can be changed through it, and every answer has its receipts. Over standard input and output nothing but the
    protocol is written; a client starts the command itself. Exits 2 where the store or the port cannot be had.
    """
    _check(demo=demo, http=http, names=names)
    where = str(_demo()) if demo else store_
    with _store(where) as store:
        if http:
            _serve_http(store, host, port, names, demo=demo)
        else:
            _serve_streams(store, demo=demo)


def _check(*, demo: bool, http: bool, names: tuple[str, ...]) -> None:
    if importlib.util.find_spec("mcp") is None or importlib.util.find_spec("mcp_types") is None:
        raise StopError("mcp: the package 'mcp' is not installed; pip install 'vedette[mcp]'")
    context = click.get_current_context()
    told = [n for n in ("port", "host") if context.get_parameter_source(n) is click.core.ParameterSource.COMMANDLINE]
    if not http and (told or names):
        raise click.UsageError("--port, --host and --name go with --http alone")
    if demo and context.get_parameter_source("store_") is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("--demo has a store of its own; leave --store out")


def _demo() -> "os.PathLike[str]":
    from vedette.desk.demo import demo_store  # noqa: PLC0415 - not needed for --help
    from vedette.settings import cache_dir  # noqa: PLC0415

    with progress() as show:
        return demo_store(cache_dir(), lambda n: show("reading the example dossier", n))


@contextmanager
def _store(where: str | None) -> "Iterator[Store]":
    from vedette.api import open_store  # noqa: PLC0415 - loads the database library

    store = open_store(where)
    try:
        yield store
    finally:
        store.close()


def _setup(store: "Store", *, demo: bool) -> "Setup":
    from vedette.api import load_knowledge  # noqa: PLC0415 - not needed for --help
    from vedette.desk.setup import Setup  # noqa: PLC0415
    from vedette.sources.registry.registry import load_registry  # noqa: PLC0415

    knowledge = load_knowledge()
    registry = load_registry(None, knowledge)
    return Setup(store=store, knowledge=knowledge, registry=registry, person=getpass.getuser(), demo=demo)


def _serve_streams(store: "Store", *, demo: bool) -> None:
    import anyio  # noqa: PLC0415 - not needed for --help

    from vedette.desk.mcp.server import serve_streams  # noqa: PLC0415

    def stop(*_: object) -> NoReturn:
        # A thread waits in a read of standard input that nothing can wake; nothing here is written that could be lost.
        os._exit(_STOPPED)

    setup = _setup(store, demo=demo)
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, stop)
    anyio.run(serve_streams, setup)


def _serve_http(store: "Store", host: str, port: int, names: tuple[str, ...], *, demo: bool) -> None:
    import uvicorn  # noqa: PLC0415 - not needed for --help

    from vedette.desk.mcp.door import PATH, make_http  # noqa: PLC0415
    from vedette.workflow.people import has_people  # noqa: PLC0415

    beyond = host not in _OWN
    if beyond and not has_people(store):
        raise StopError(
            f"host {host}: is not this machine's own, and nobody could be let in; invite somebody by 'vedette people invite', or write 127.0.0.1"
        )
    held = _listening(host, port)
    try:
        port = held.getsockname()[1]
        app = make_http(_setup(store, demo=demo), called(host, port, names), everybody=beyond)
        click.echo(
            f"vedette: mcp at http://{_shown(host)}:{port}{PATH} — store {store.address.shown} (Ctrl-C stops)", err=True
        )
        if beyond:
            click.echo("vedette: tokens travel as they are; put a proxy with TLS before it", err=True)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="on", timeout_graceful_shutdown=3
        )
        uvicorn.Server(config).run(sockets=[held])
    finally:
        held.close()


def called(host: str, port: int, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of Host by which the server may be called; any other is refused, which stops DNS rebinding."""
    own = _OWN if host in {*_OWN, "0.0.0.0", "::"} else (host,)  # noqa: S104 - compared, not bound
    known = [f"{_shown(h)}:{port}" for h in own]
    return (*known, *(n for told in names for n in ((told,) if ":" in told else (told, f"{told}:{port}"))))


def _listening(host: str, port: int) -> socket.socket:
    held = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((host, port))
        held.listen(128)
    except OSError as e:
        held.close()
        raise StopError(
            f"port {port}: cannot be had ({e.strerror or e}); name another with --port, or 0 for any that is free"
        ) from e
    return held


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
