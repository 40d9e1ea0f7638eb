"""OPML, the form in which feed readers hand on their subscriptions (opml.org, version 2.0), to sources and back."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from vedette.errors import SkipError
from vedette.records.source import Address, Source
from vedette.sources.listings.links import canonical
from vedette.sources.listings.listed import language_of, plain
from vedette.sources.listings.xml_text import markup, root_of
from vedette.sources.registry.write import free_id

MOST = 5_000
"""Feeds of one file at most."""

LONGEST = 400
"""Characters of a name or a note, as the registry allows them."""


def read_opml(
    data: bytes, item: str = "the OPML", *, charset: str | None = None, taken: Collection[str] = ()
) -> tuple[Source, ...]:
    """Return one source for each feed of an OPML file, in its order, each address once.

    Folders and categories become the note ("Europe / Press; diplomacy"); `taken` are ids that are not given again. Outlines
    without an http address of a feed are left out. Raises SkipError, named for `item`, where it is no OPML, broken, lists no
    feed or too many.
    """
    tree = _tree(markup(data, item, charset=charset), item)
    body = tree.find("{*}body")
    ids, seen, sources = set(taken), set[str](), list[Source]()
    for outline, folders in _outlines(tree if body is None else body):
        source = _source(outline, folders, ids)
        key = canonical(source.addresses[0].url) if source else None
        if source is None or key is None or key in seen:
            continue
        if len(sources) == MOST:
            raise SkipError(item, f"lists more than {MOST:,} feeds", "split it")
        seen.add(key)
        ids.add(source.id)
        sources.append(source)
    if not sources:
        raise SkipError(item, "lists no feed (no outline has an http address as xmlUrl)", "export it again as OPML")
    return tuple(sources)


def write_opml(sources: Iterable[Source], title: str = "Sources") -> bytes:
    """Return the feeds of `sources` as OPML 2.0: an outline for each address that is a feed, with name, language and note.

    What else is known of a source (country, owner, grade, …) has no place in OPML.
    """
    from lxml import etree  # noqa: PLC0415 - slow to load

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = plain(title, LONGEST, marked=False) or "Sources"
    body = etree.SubElement(root, "body")
    for source in sources:
        for address in source.addresses:
            if address.kind == "feed":
                etree.SubElement(body, "outline", _told(source, address))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _told(source: Source, address: Address) -> dict[str, str]:
    name = plain(source.name, LONGEST, marked=False) or source.id
    told = {"type": "rss", "text": name, "title": name, "xmlUrl": address.url}
    note = plain(source.note, LONGEST, marked=False)
    more = {"language": source.language, "category": note}
    return told | {key: value for key, value in more.items() if value}


def _tree(text: str, item: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - slow to load

    if root_of(text) != "opml":
        raise SkipError(item, "is no OPML", "export the subscriptions of the feed reader as OPML")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as e:
        line = getattr(e, "lineno", None)
        raise SkipError(item, f"is broken XML{f' (line {line})' if line else ''}", "export it again") from e


def _outlines(body: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield the outlines with the names of the folders around them; without recursion, for a file nests as it likes."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(outline, ()) for outline in reversed(_children(body))]
    while waiting:
        outline, folders = waiting.pop()
        yield outline, folders
        name = _name(outline)
        within = folders if _attribute(outline, "xmlurl") or not name else (*folders, name)
        waiting.extend((child, within) for child in reversed(_children(outline)))


def _children(element: Any) -> list[Any]:
    return [
        child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2].lower() == "outline"
    ]


def _attribute(outline: Any, name: str) -> str:
    # Readers write xmlUrl, xmlurl and XMLURL.
    return next((str(value).strip() for key, value in outline.attrib.items() if key.lower() == name), "")


def _name(outline: Any) -> str | None:
    # Attributes are plain text, but many readers escape them twice.
    return plain(_attribute(outline, "title"), LONGEST) or plain(_attribute(outline, "text"), LONGEST)


def _source(outline: Any, folders: tuple[str, ...], taken: Collection[str]) -> Source | None:
    url = _attribute(outline, "xmlurl")
    found = canonical(url)
    if found is None:
        return None
    told = url if url.isprintable() and url.isascii() and " " not in url and "@" not in urlsplit(url).netloc else found
    host = (urlsplit(found).hostname or "").removeprefix("www.")
    category = plain(_attribute(outline, "category"), LONGEST, marked=False)
    note = plain("; ".join(filter(None, (" / ".join(folders), category))), LONGEST, marked=False)
    return Source(
        id=free_id(host, taken),
        name=_name(outline) or host,
        addresses=(Address(kind="feed", url=told),),
        language=language_of(_attribute(outline, "language")),
        note=note,
    )
