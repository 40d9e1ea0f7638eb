"""`vedette desk`: serve the pages that an analyst keeps open all day, on this machine or to a few people."""

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
    from fastapi import FastAPI

    from vedette.desk.serving import Serving
    from vedette.desk.setup import Setup

USUAL_PORT = 8765
_TRIED = 20
_HOST = "127.0.0.1"


@click.command(
    epilog="""\b
Example:
  vedette desk --demo
  vedette desk --store archive.db --port 9000 --no-browser
  vedette desk --name desk.example.org --proxy 127.0.0.1"""
)
@click.option("--demo", is_flag=True, help="Open the example dossier; it is read at the very first time.")
@click.option("--fresh", is_flag=True, help="With --demo: begin anew, without what was judged in it.")
@click.option("--port", type=click.IntRange(0, 65535), help=f"Port; {USUAL_PORT} or the next free one unless told.")
@click.option("--host", default=_HOST, show_default=True, help="Address to serve at.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A name by which browsers may call it; repeatable."
)
@click.option(
    "--proxy", "proxies", multiple=True, metavar="ADDRESS", help="A reverse proxy to be believed; repeatable."
)
@click.option("--login", is_flag=True, help="Let people sign in, also on this machine alone.")
@click.option("--embeds", is_flag=True, help="Let everybody look at embeds (docs/embeds.md), also without signing in.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--person", metavar="NAME", help="Who judges; the name of your account unless told.")
@store_option
@format_option("text", "json")
def desk(  # noqa: PLR0913 - one parameter an option
    demo: bool,
    fresh: bool,
    port: int | None,
    host: str,
    names: tuple[str, ...],
    proxies: tuple[str, ...],
    login: bool,
    embeds: bool,
    no_browser: bool,
    person: str | None,
    store_: str | None,
    form: str,
) -> None:
    """Serve the desk: the pages on what the store holds, in your browser.

    On this machine alone, and while the store knows no people, nobody signs in. With --login, --name, --proxy or a --host
    beyond this machine everybody does; the first start prints a one-time link for the first administrator. Exits 2 where
    the port or the store cannot be had.
    """
    from vedette.desk.serving import Serving, checked  # noqa: PLC0415 - not needed for --help

    _check(demo=demo, fresh=fresh, store=store_)
    serving = checked(Serving(host=host, names=names, proxies=proxies, login=login, embeds=embeds))
    where = str(_demo(fresh=fresh)) if demo else store_
    held = _listening(host, port)
    try:
        _serve(where, held, serving, person or getpass.getuser(), demo=demo, browser=not no_browser, form=form)
    finally:
        held.close()


def _check(*, demo: bool, fresh: bool, store: str | None) -> None:
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


def _serve(
    where: str | None, held: socket.socket, serving: "Serving", person: str, *, demo: bool, browser: bool, form: str
) -> None:
    from vedette.api import load_knowledge, open_store  # noqa: PLC0415 - not needed for --help
    from vedette.desk.app import make_app  # noqa: PLC0415
    from vedette.desk.setup import Setup  # noqa: PLC0415
    from vedette.sources.registry.registry import load_registry  # noqa: PLC0415

    store = open_store(where)
    try:
        knowledge = load_knowledge()
        setup = Setup(
            store=store,
            knowledge=knowledge,
            registry=load_registry(None, knowledge),
            person=person,
            hosts=serving.hosts,
            demo=demo,
            login=serving.asks,
            embeds=serving.embeds,
        )
        app = make_app(setup)
        address = serving.address(*held.getsockname()[:2])
        link = _tell(address, _listens(held, address), setup, serving, form)
        if browser and _has_display():
            webbrowser.open(link or address)
        _run(app, held, serving)
    finally:
        store.close()


def _run(app: "FastAPI", held: socket.socket, serving: "Serving") -> None:
    import uvicorn  # noqa: PLC0415 - not needed for --help

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        # Unless told, uvicorn believes whoever calls from this machine.
        proxy_headers=bool(serving.proxies),
        forwarded_allow_ips=list(serving.proxies),
    )
    server = uvicorn.Server(config)
    # Streams have no end of their own, and the server waits for them.
    app.state.ending = lambda: server.should_exit
    server.run(sockets=[held])


def _listens(held: socket.socket, address: str) -> str:
    """Return where the desk listens, for whoever sets up the proxy; "" where the address tells it."""
    host, port = held.getsockname()[:2]
    return "" if address.endswith(f":{port}/") else f"{f'[{host}]' if ':' in host else host}:{port}"


def _tell(address: str, listens: str, setup: "Setup", serving: "Serving", form: str) -> str:
    """Tell where the desk is, and the one-time link for the first administrator, which is returned, "" where none is due."""
    from vedette.desk.serving import first_link  # noqa: PLC0415 - not needed for --help
    from vedette.workflow.people import has_people  # noqa: PLC0415

    first = first_link(setup.store, setup.person, address) if setup.login or has_people(setup.store) else None
    if serving.bare:
        told = (
            "without TLS whoever sits on the way reads passwords; put a reverse proxy before it (docs/desk-people.md)"
        )
        click.echo(f"vedette: warning: {told}", err=True)
    if first:
        click.echo(f"vedette: one-time link for {first[0].person.name}, administrator: {first[1]}", err=True)
    if form == "json":
        shown: dict[str, Any] = {"address": address, "store": setup.store.address.shown}
        more = {"listens": listens, "invitation": first[1] if first else ""}
        click.echo(json.dumps({**shown, **{k: v for k, v in more.items() if v}}))
        sys.stdout.flush()
    else:
        what = (
            "the example dossier, ten reports of September 2022" if setup.demo else f"store {setup.store.address.shown}"
        )
        there = f"{address}, listening at {listens}" if listens else address
        click.echo(f"vedette: desk at {there} — {what} (Ctrl-C stops)", err=True)
    return first[1] if first else ""


def _has_display() -> bool:
    """Tell whether a browser can open: not over a plain remote shell."""
    import os  # noqa: PLC0415 - not needed for --help

    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
