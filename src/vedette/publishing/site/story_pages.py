"""A story's page, the one behind its gate, and its picture."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from vedette.publishing import wording
from vedette.publishing.site.folder import Page
from vedette.publishing.site.linked import linked_data
from vedette.publishing.site.model import Item
from vedette.publishing.site.pages import Conflict, Pages
from vedette.publishing.site.pictures import drawer, picture_svg
from vedette.publishing.site.regions import regions_of
from vedette.publishing.site.render import code_hash, day, key_of, name_slug, slug
from vedette.publishing.site.svg import drawing
from vedette.publishing.story_html import body_html, number_of
from vedette.publishing.story_marks import is_safe_link
from vedette.publishing.story_text import shown
from vedette.records.story import FACT, Citation, Content

Read = Callable[[Item], Content]
"""Returns what the version says that is out."""

PICTURED = 100
"""Stories that have a picture unless told, the newest; a picture once made is kept. One takes about 40 ms."""

KEPT = 2_000
"""Bodies that are kept for the feeds."""

_bodies: dict[tuple[str, int, str], Markup] = {}
_ID = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A citation as a page shows it: its id on the page, number, words, who says so, where, and how it stands to what is known."""

    id: str
    number: str
    fact: bool
    words: str
    voice: str
    source: str
    title: str
    day: str
    url: str
    hash: str
    back: bool
    checks: tuple[Mapping[str, Any], ...]


class StoryPages:
    """The pages of stories. `behind` are by story the pages of its incidents, `pictured` those (ids) that have a picture."""

    def __init__(
        self, pages: Pages, read: Read, behind: Mapping[str, tuple[str, ...]], pictured: Collection[str]
    ) -> None:
        self._pages, self._read, self._behind, self._pictured = pages, read, behind, pictured
        self._conflicts = {c.dyad: c for c in pages.conflicts}

    def all(self) -> Iterator[Page]:
        """Yield the pages of every story."""
        for item in self._pages.edition.items:
            key = self._key(item)
            yield Page(item.path, key, partial(self._page, item, opened=False))
            if item.gated:
                yield Page(item.opened, key, partial(self._page, item, opened=True))
            if item.id in self._pictured:
                # The whole code does not matter to it, and drawing takes ten times as long as a page.
                told = (item.title, item.card.category, item.card.tier, item.card.place, item.first[:10])
                made = key_of("picture/1", self._pages.site.title, told)
                yield Page(picture_of(item), made, partial(self._picture, item))

    def _key(self, item: Item) -> str:
        e = self._pages.edition
        documents = () if item.retracted else item.card.documents
        return key_of(
            code_hash(),
            e.site,
            e.keys[item.id],
            e.keys_of(self._pages.near.get(item.id, ())),
            [(d, e.hashes.get(d), e.checks.get(d)) for d in documents if d in e.hashes or d in e.checks],
            self._behind.get(item.id, ()),
            item.id in self._pictured,
            self._conflicts[item.card.dyad].ledger if item.card.dyad in self._conflicts else None,
        )

    def _page(self, item: Item, *, opened: bool) -> bytes:
        pages, e = self._pages, self._pages.edition
        content = self._read(item)
        closed = item.gated and not opened
        sources = () if item.retracted or closed else tuple(sources_of(content, e.hashes, e.checks))
        compared = [{**k, "citation": s.id} for s in sources for k in s.checks]
        image = f"{e.site.address}{picture_of(item)}" if e.site.address and item.id in self._pictured else ""
        conflict: Conflict | None = self._conflicts.get(item.card.dyad)
        return pages.render(
            "story.html",
            item.opened if opened else item.path,
            title=item.title,
            item=item,
            section=item.card.category,
            hidden=opened,
            closed=closed,
            body="" if item.retracted or closed else html_of(item, content),
            pictures=() if item.retracted or closed else list(_pictures(content)),
            sources=sources,
            data=linked_data(e.site, item, content, compared, image=image),
            image=image,
            near=pages.near.get(item.id, ()),
            incidents=self._behind.get(item.id, ()),
            conflict=conflict,
            ledger=f"conflicts/{conflict.slug}/ledger.html" if conflict and conflict.ledger else "",
            regions=[(name, slug(name)) for name in regions_of(item.card.countries)],
            author_slug=name_slug(item.author),
            category_slug=slug(item.card.category),
            note_of_author=dict(e.site.authors).get(item.author, ""),
        )

    def _picture(self, item: Item) -> bytes:
        draw = drawer()
        where = f"  ·  {item.card.place}" if item.card.place else ""
        above = f"{item.card.tier}  ·  {item.card.category}{where}"
        made: bytes = draw(
            picture_svg(item.title, above, f"{self._pages.site.title}  ·  {day(item.first)}", item.card.tier)
        )
        return made


def picture_of(item: Item) -> str:
    """Return the path of a story's picture."""
    return f"pictures/{item.id[:16]}.png"


def pictured(items: Sequence[Item], there: Collection[str], newest: int = PICTURED) -> frozenset[str]:
    """Return the stories (ids) that have a picture: the `newest`, and those whose picture is `there` (paths)."""
    if drawer() is None:
        return frozenset()
    out = [i for i in items if not i.retracted]
    return frozenset(i.id for i in out[max(0, len(out) - newest) :]) | {i.id for i in out if picture_of(i) in there}


def html_of(item: Item, content: Content) -> Markup:
    """Return a story's body with its dateline; that of the last stories is kept, since feeds show it again."""
    key = (item.id, item.card.version, item.written)
    if key not in _bodies:
        if len(_bodies) >= KEPT:
            _bodies.pop(next(iter(_bodies)))
        _bodies[key] = dated(item, body_html(content))
    return _bodies[key]


def dated(item: Item, body: Markup) -> Markup:
    """Return a body whose first paragraph begins with the dateline: place in capitals, day."""
    town, comma, country = item.card.place.partition(",")
    told = ", ".join(x for x in (f"{town.upper()}{comma}{country}", day(item.card.day) if item.card.day else "") if x)
    if not told:
        return body
    if not body.startswith("<p>"):
        return Markup('<p><b class="dateline">{}</b></p>{}').format(told, body)
    return Markup('<p><b class="dateline">{}</b> — {}').format(told, body[3:])


def sources_of(
    content: Content, hashes: Mapping[str, str], checks: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[SourceView]:
    """Yield the citations of a story as a page shows them, each id once, and each check with the first that it is of."""
    seen: set[str] = set()
    told: set[str] = set()
    for n, c in enumerate(content.citations, 1):
        if c.id in seen or not _ID.fullmatch(c.id):
            continue
        seen.add(c.id)
        new = [k for k in checks.get(c.document or "", ()) if k["id"] not in told and _overlaps(c, k)]
        told |= {k["id"] for k in new}
        yield _source(c, number_of(c.id, n), f"[^{c.id}]" in content.body, hashes, new)


def _source(
    c: Citation,
    number: str,
    cited: bool,
    hashes: Mapping[str, str],
    checks: Sequence[Mapping[str, Any]],
) -> SourceView:
    is_fact = c.kind == FACT
    own = "Knowledge base" if is_fact else f"Own voice of {c.source}" if c.source else "The text’s own voice"
    return SourceView(
        id=c.id,
        number=number,
        fact=is_fact,
        words=shown(c.text),
        voice=shown(wording.listed(list(c.claimants)) or own),
        source=shown(c.source or ""),
        title=shown(c.title or ""),
        day=shown((c.published or "")[:10]),
        url=c.url if c.url and is_safe_link(c.url) else "",
        hash=hashes.get(c.document or "", ""),
        back=cited,
        checks=tuple(map(_shown, checks)),
    )


def _overlaps(c: Citation, check: Mapping[str, Any]) -> bool:
    if c.start is None or c.end is None:
        return False
    return any(r["start"] < c.end and c.start < r["end"] for r in check["receipts"])


def _shown(check: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**check, "sentence": shown(check["sentence"]), "source": shown(check["source"])}


def _pictures(content: Content) -> Iterator[Mapping[str, Any]]:
    known = {c.id for c in content.citations if _ID.fullmatch(c.id)}
    for p in content.pictures:
        if svg := drawing(p.svg, known):
            yield {"svg": svg, "alt": shown(p.alt), "caption": shown(p.caption)}
