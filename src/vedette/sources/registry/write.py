"""Write sources as the YAML of a list, and guess what a source is from its address alone."""

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from vedette.errors import StopError
from vedette.records.source import EVERY, Address, Source
from vedette.sources.registry.checks import address_of, interval_text

_FIELDS = (
    "name",
    "kind",
    "country",
    "owner",
    "control",
    "party_to",
    "language",
    "every",
    "content",
    "outlet",
    "paused",
    "note",
)
_USUAL = Source(id="", name="", addresses=())
_SITEMAP = re.compile(r"sitemap[^/]*\.xml(?:\.gz)?$", re.IGNORECASE)
_FEED = re.compile(r"(?:\b|_)(?:rss|atom|feeds?|rdf)\d*(?:\b|_)|\.(?:xml|json|atom|rdf|rss)$", re.IGNORECASE)
_NO_ID = re.compile(r"[^a-z0-9]+")
_COMMON = frozenset(
    {"www", "en", "feeds", "feed", "rss", "news", "com", "co", "org", "net", "gov", "go", "gob", "ac", "edu", "int"}
)


def source_text(source: Source) -> str:
    """Return one source as it stands in a list; what `Source` would take anyway is left out."""
    lines = [f"- id: {scalar(source.id)}"]
    for name in _FIELDS:
        value = getattr(source, name)
        if value is None or value == getattr(_USUAL, name) or (name == "every" and value == EVERY):
            continue
        lines.append(f"  {name}: {_told(name, value)}")
    lines.append("  addresses:")
    for a in source.addresses:
        lines.append(f"    - {a.kind}: {scalar(a.url)}")
        if a.pattern:
            lines.append(f"      pattern: {scalar(a.pattern)}")
    return "\n".join(lines) + "\n"


def list_text(sources: Iterable[Source]) -> str:
    """Return a whole list."""
    return "".join(source_text(s) for s in sources) or "[]\n"


def _told(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(scalar(str(v)) for v in value)}]"
    return interval_text(value) if name == "every" and isinstance(value, int) else scalar(str(value))


def scalar(text: str) -> str:
    """Return `text` as YAML writes it in one line, in quotation marks where it needs them."""
    import yaml  # noqa: PLC0415 - not needed for --help

    written = yaml.safe_dump(text, allow_unicode=True, width=10**9).removesuffix("\n").removesuffix("\n...")
    # A text with line breaks would be written over several lines; in double quotes it stays in one.
    return written if "\n" not in written else yaml.safe_dump(text, default_style='"', width=10**9).strip()


def guessed(url: str, taken: Collection[str], kind: str | None = None, pattern: str = "") -> Source:
    """Return a source for one address that a person names: its kind told or guessed, its id made from the host.

    The kind is guessed from the address alone: a channel of Telegram, a sitemap, a feed by the words in it, else a single
    page; a path is a folder. Raises StopError where it is no address.
    """
    of = kind or kind_of(url)
    found, wrongs = address_of({of: url, "pattern": pattern} if pattern else {of: url})
    if found is None:
        raise StopError(f"address {url!r}: {wrongs[0].cause}; {wrongs[0].remedy}")
    name = name_of(found)
    return Source(
        id=free_id(name, taken), name=name, kind="channel" if of == "telegram" else "other", addresses=(found,)
    )


def kind_of(url: str) -> str:
    """Return the likely kind of an address, one of ADDRESS_KINDS."""
    if re.match(r"(?:@\w|(?:https?://)?t\.me/)", url):
        return "telegram"
    if "://" not in url and url.startswith(("/", "~", ".")):
        return "folder"
    parts = urlsplit(url)
    if _SITEMAP.search(parts.path):
        return "sitemap"
    return "feed" if any(_FEED.search(t) for t in (parts.hostname or "", parts.path, parts.query)) else "page"


def name_of(address: Address) -> str:
    """Return what people may call the publisher at an address: the host without "www.", the channel, or the folder."""
    if address.kind == "telegram":
        return address.url
    if address.kind == "folder":
        return re.split(r"[\\/]", address.url.rstrip("\\/"))[-1] or "folder"
    return (urlsplit(address.url).hostname or "").removeprefix("www.")


def free_id(name: str, taken: Collection[str]) -> str:
    """Return an id made from `name` that is not taken: "example" of "rss.example.org", then "example-2"."""
    parts = [p for p in _NO_ID.split(name.lower()) if p]
    told = [p for p in parts if p not in _COMMON]
    if "." in name and len(told) > 1 and len(told[-1]) <= 3:
        told = told[:-1]
    base = "-".join(told or parts)[:56].strip("-") or "source"
    numbered = (f"{base}-{n}" for n in range(2, 100_000))
    return base if base not in taken else next(i for i in numbered if i not in taken)
