"""A network, an archive, a clock and readers that do as they are told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from vedette.errors import FetchError, SkipError
from vedette.records.arriving import Kept
from vedette.records.record import Record
from vedette.records.source import Address, Source
from vedette.sources.net.http import Reply
from vedette.workflow.watching.tools import Tools

START = datetime(2026, 11, 29, 12, tzinfo=UTC)
FEED = "https://example.org/feed"


class Network:
    """Answers by address with what was put there; counts what was asked."""

    def __init__(self):
        self.answers, self.asked = {}, []

    def put(self, url, data, **known):
        data = data.encode() if isinstance(data, str) else data
        told = {"status": 200, "kind": "text/html", "charset": "utf-8", "etag": None, "modified": None, "headers": ()}
        self.answers[url] = Reply(url=url, data=data, moved=None, at="2026-11-29T12:00:00Z", **{**told, **known})

    def fail(self, url, **known):
        told = {"kind": "status", "status": 500, **known}
        self.answers[url] = FetchError(url, f"answers {told['status']}", "try again later", **told)

    def get(self, url, *, etag=None, **_):
        self.asked.append(url)
        found = self.answers.get(url)
        if found is None:
            raise FetchError(url, "answers 404", "check the address", kind="status", status=404)
        if isinstance(found, Exception):
            raise found
        if etag and etag == found.etag:
            return replace(found, status=304, data=b"")
        return found


class Shelf:
    """An archive in memory, which may be full."""

    def __init__(self):
        self.originals, self.synced = {}, 0

    def put(self, original):
        self.originals[original.hash] = original
        return Kept(file="a.warc.gz", offset=len(self.originals), length=1, hash=original.hash)

    def sync(self):
        self.synced = len(self.originals)


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def forward(self, **by):
        self.now += timedelta(**by)


class Reading:
    """Reads English and what has no language; stumbles over what is told."""

    def __init__(self, stumble=""):
        self.read, self.stumble, self.down = [], stumble, False

    def can_read(self, document):
        return document.language in ("en", None)

    def read_all(self, documents, on_skip):
        for d in documents:
            if self.stumble and self.stumble in d.text:
                raise ValueError(self.stumble)
            if self.down:
                on_skip(SkipError(d.id, "the translator does not answer", "start it"))
                continue
            self.read.append(d.id)
            yield Record(document=d, reader="reader 1")


def tools(network, clock):
    return Tools(client=network, clock=clock, chance=lambda: 0.5)


def source(*addresses, id_="post", **known):
    found = addresses or (Address(kind="feed", url=FEED),)
    return Source(id=id_, name="Zenda Post", addresses=found, **known)


def feed(*numbers, texts=None, title="Zenda Post"):
    """Return a feed with items of these numbers, the newest first; `texts` carries whole contents by number."""
    items = "".join(
        f"<item><title>Report {n}</title><link>https://example.org/{n}</link><guid>{n}</guid>"
        f"<pubDate>Sun, 29 Nov 2026 10:{n % 60:02}:00 GMT</pubDate>{_content((texts or {}).get(n))}</item>"
        for n in numbers
    )
    content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {content}><channel><title>{title}</title>{items}</channel></rss>'


def _content(text):
    return f"<content:encoded><![CDATA[{text}]]></content:encoded>" if text else ""


def page(n, text=None):
    told = (
        text
        or f"Ruritanian troops shelled the town of Zenda on Sunday for the {n}th time, the police of the town said."
    )
    more = "The mayor asked the people to stay in their cellars until the morning, and schools are closed this week."
    return f"<html><head><title>Report {n}</title></head><body><article><h1>Report {n}</h1><p>{told}</p><p>{more}</p></article></body></html>"


def hash_of(data):
    return sha256(data).hexdigest()
