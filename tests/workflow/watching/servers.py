"""A site on this machine that answers as it is told to, several requests at a time, and a watcher of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from vedette.records.source import Address
from vedette.sources.archive.archive import Archive
from vedette.sources.net.http import Client
from vedette.store.listed import given_up
from vedette.store.standing import documents_page
from vedette.store.watching import tries_of
from vedette.workflow.archives import archive_of, known_to
from vedette.workflow.watching.tools import Tools
from vedette.workflow.watching.unread import Unread
from vedette.workflow.watching.watcher import Setting, Watcher
from workflow.watching.fakes import Clock, Reading, source

ITEM = "<item><title>{0}</title><link>{1}</link><guid>{1}</guid></item>"


def feed_of(*items):
    """Return an RSS feed of items that are written as XML."""
    return f'<rss version="2.0"><channel><title>Zenda Post</title>{"".join(items)}</channel></rss>'


def linked(*links):
    """Return an RSS feed whose items lead to `links`."""
    return feed_of(*(ITEM.format(f"Report {n}", link) for n, link in enumerate(links)))


class Site:
    """Answers by path with what was put there; keeps each request's path and headers."""

    def __init__(self, port):
        self.port, self.answers, self.requests = port, {}, []

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path, body, status=200, kind="text/html; charset=utf-8", **headers):
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = status, {"Content-Type": kind, **told}, body.encode() if isinstance(body, str) else body

    def feed(self, *links, path="/feed", **headers):
        self.put(path, linked(*(self.url(one) if one.startswith("/") else one for one in links)), **headers)

    def asked(self, path):
        return [headers for asked, headers in self.requests if asked == path]

    def answer(self, path, headers):
        self.requests.append((path, headers))
        status, told, body = self.answers.get(path, (404, {}, b""))
        mark = told.get("ETag")
        if mark and headers.get("If-None-Match") == mark:
            return 304, {"ETag": mark}, b""
        return status, told, body


@contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = site.answer(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status != 304:
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class Watch:
    """A watcher over the real network and a real archive; only the clock and the readers are made up."""

    def __init__(self, store, *addresses, **known):
        self.store, self.clock, self.reading, self.notes = store, Clock(), Reading(), []
        self.sources = [source(*(Address(kind=kind, url=url) for kind, url in addresses))]
        known = {"delay": 0.0, "allow": ["127.0.0.1"], **known}
        self.client = Client(**known)

    def once(self, **known):
        """Watch for one round; returns what was told, without what was read."""
        self.notes.clear()
        tools = Tools(client=self.client, clock=self.clock, chance=lambda: 0.5)
        with Archive(archive_of(self.store), known_to(self.store)) as archive:
            unread = Unread(self.store, lambda: self.reading)
            setting = Setting(
                store=self.store,
                archive=archive,
                sources=lambda: self.sources,
                tools=tools,
                unread=unread,
                report=self.notes.append,
                workers=8,
            )
            Watcher(setting).once(**known)
        return sorted(n.what for n in self.notes if n.what != "read")

    def documents(self):
        with self.store.reading() as connection:
            return [document for _, document, _ in documents_page(connection, limit=1000)]

    def given_up(self):
        with self.store.reading() as connection:
            return {item: why for _, item, _, why in given_up(connection)}

    def tries(self):
        with self.store.reading() as connection:
            return [(t.outcome, t.why) for t in tries_of(connection, "post")]
