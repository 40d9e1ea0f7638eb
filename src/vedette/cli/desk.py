"""`vedette desk`: serve the pages that an analyst keeps open all day, on this machine."""

import getpass
import json
import socket
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.stored import format_option, progress, store_option
from vedette.errors import StopError

if TYPE_CHECKING:
    from vedette.desk.setup import Setup

USUAL_PORT = 8765
_TRIED = 20
_HOST = "127.0.0.1"


@click.command(
    epilog="""\b
Example:
  vedette desk --demo
  vedette desk --store archive.db --port 9000 --no-browser"""
)
@click.option("--demo", is_flag=True, help="Open the example dossier; it is read at the very first time.")
@click.option("--fresh", is_flag=True, help="With --demo: begin anew, without what was judged in it.")
@click.option("--port", type=click.IntRange(0, 65535), help=f"Port; {USUAL_PORT} or the next free one unless told.")
@click.option("--host", default=_HOST, show_default=True, help="Address to serve at; this machine's own alone.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--person", metavar="NAME", help="Who judges; the name of your account unless told.")
@store_option
@format_option("text", "json")
def desk(  # noqa: PLR0913 - one parameter an option
    demo: bool,
    fresh: bool,
    port: int | None,
    host: str,
    no_browser: bool,
    person: str | None,
    store_: str | None,
    form: str,
) -> None:
    """Serve the desk: the pages on what the store holds, in your browser.

    There is no login yet: every account of this machine can open it, and nobody else can. Exits 2 where the port or the
    store cannot be had.
    """
    _check(host, demo=demo, fresh=fresh, store=store_)
    where = str(_demo(fresh=fresh)) if demo else store_
    held = _listening(host, port)
    try:
        _serve(where, held, person or getpass.getuser(), demo=demo, browser=not no_browser, form=form)
    finally:
        held.close()


def _check(host: str, *, demo: bool, fresh: bool, store: str | None) -> None:
    if host not in {"127.0.0.1", "::1", "localhost"}:
        raise StopError(f"host {host}: is not this machine's own; the desk has no login yet, so write 127.0.0.1")
    if fresh and not demo:
        raise click.UsageError("--fresh goes with --demo alone; a store of yours is never begun anew")
    told_here = click.get_current_context().get_parameter_source("store_")
    if demo and store and told_here is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("--demo has a store of its own; leave --store out")


def _demo(*, fresh: bool) -> Path:
    """Return the file of the example dossier, read now where it is not there."""
    from vedette.desk.demo import demo_store  # noqa: PLC0415 - not needed for --help
    from vedette.settings import cache_dir  # noqa: PLC0415

    with progress() as show:
        return demo_store(cache_dir(), lambda n: show("reading the example dossier", n), fresh=fresh)


def _listening(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens at the port told, or at the usual one or the next that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ports = [port] if port is not None else range(USUAL_PORT, USUAL_PORT + _TRIED)
    why = ""
    for wanted in ports:
        held = socket.socket(family, socket.SOCK_STREAM)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((host, wanted))
            held.listen(128)
        except OSError as e:
            held.close()
            why = e.strerror or str(e)
        else:
            return held
    raise StopError(f"port {ports[0]}: cannot be had ({why}); name another with --port, or 0 for any that is free")


def _serve(where: str | None, held: socket.socket, person: str, *, demo: bool, browser: bool, form: str) -> None:
    import uvicorn  # noqa: PLC0415 - not needed for --help

    from vedette.api import load_knowledge, open_store  # noqa: PLC0415
    from vedette.desk.app import make_app  # noqa: PLC0415
    from vedette.desk.setup import Setup  # noqa: PLC0415
    from vedette.sources.registry.registry import load_registry  # noqa: PLC0415

    store = open_store(where)
    try:
        knowledge = load_knowledge()
        setup = Setup(
            store=store, knowledge=knowledge, registry=load_registry(None, knowledge), person=person, demo=demo
        )
        app = make_app(setup)
        address = _address(held)
        _tell(address, setup, form)
        if browser and _has_display():
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        server = uvicorn.Server(config)
        # Streams have no end of their own, and the server waits for them.
        app.state.ending = lambda: server.should_exit
        server.run(sockets=[held])
    finally:
        store.close()


def _address(held: socket.socket) -> str:
    host, port = held.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _tell(address: str, setup: "Setup", form: str) -> None:
    shown: dict[str, Any] = {"address": address, "store": setup.store.address.shown}
    if form == "json":
        click.echo(json.dumps(shown))
        sys.stdout.flush()
        return
    what = "the example dossier, ten reports of September 2022" if setup.demo else f"store {shown['store']}"
    click.echo(f"vedette: desk at {address} — {what} (Ctrl-C stops)", err=True)


def _has_display() -> bool:
    """Tell whether a browser can open: not over a plain remote shell."""
    import os  # noqa: PLC0415 - not needed for --help

    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
