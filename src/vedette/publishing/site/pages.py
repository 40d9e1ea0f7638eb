"""Which pages there are, and what each is made of: the front page, lists, corrections, texts, search, sitemap. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from markupsafe import Markup

from vedette.knowledge.states import load_states
from vedette.publishing.site.config import SiteConfig
from vedette.publishing.site.edition import Edition
from vedette.publishing.site.folder import Page
from vedette.publishing.site.model import Item, Noted
from vedette.publishing.site.order import TOP_RULE, nearest_before, parts, top_of_week
from vedette.publishing.site.regions import regions, regions_of
from vedette.publishing.site.render import (
    STATIC,
    code_hash,
    day,
    key_of,
    name_slug,
    pair_title,
    renderer,
    slug,
    static,
    to_bytes,
)
from vedette.publishing.site.words import week_script
from vedette.publishing.story_html import body_html
from vedette.publishing.story_marks import is_safe_link
from vedette.publishing.story_text import shown
from vedette.records.story import CATEGORIES, Content

MOST_CORRECTED = 5
ON_SHELF = 4
HARD = ("Conflict", "Security")
ON_FRONT = 9


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two states between which something happened: "ARM-AZE", what they are called, their folder, how many stories.

    `ledger` tells whether the store knows an incident of theirs, so that there may be figures.
    """

    dyad: str
    title: str
    slug: str
    count: int
    ledger: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Stories that stand together in a folder: its title, what it says of itself, its stories oldest first, the section of the menu."""

    folder: str
    title: str
    note: str
    items: tuple[Item, ...]
    section: str
    crumb: str = ""
    ahead: tuple[tuple[str, str], ...] = ()


class Pages:
    """The pages of one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.site: SiteConfig = edition.site
        self.render = renderer(edition.site)
        self.near = nearest_before(edition.items)
        self.conflicts = _conflicts(edition.out, edition.incidents)
        self._base = key_of(code_hash(), edition.site)

    def page(self, path: str, template: str, *parts_: object, **told: object) -> Page:
        """Return a page of a template; `parts_` are all that may change in it beside the site itself."""
        key = key_of(self._base, template, *parts_)
        return Page(path, key, lambda: self.render(template, path, **told))

    def plain(self) -> Iterator[Page]:
        """Yield every page but stories, incidents, ledgers, feeds, and the index of search."""
        yield from self._front()
        for shelf in self.shelves():
            yield from self._shelf(shelf)
        yield from self._indexes()
        noted = self._noted()
        yield self.page(
            "corrections.html", "corrections.html", [(self.edition.keys[i.id], n) for i, n in noted],
            title="Corrections", noted=noted,
        )  # fmt: skip
        yield self.page("methodology.html", "methodology.html", title="How we work", rule=TOP_RULE)
        body = Content(headline="About", body=self.site.about or f"{self.site.description}\n")
        contact = self.site.contact
        yield self.page(
            "about.html", "text.html", title="About", body=body_html(body), contact=_contact(contact)
        )  # fmt: skip
        for name in STATIC:
            yield Page(name, key_of(code_hash(), name), partial(static, name))

    def top(self) -> list[Item]:
        """Return the week's top stories."""
        return top_of_week(self.edition.items, self.edition.origins)

    def _front(self) -> Iterator[Page]:
        e, top = self.edition, self.top()
        above = {i.id for i in top}
        newest = tuple(i for i in reversed(e.out[-ON_FRONT - len(top) :]) if i.id not in above)[:ON_FRONT]
        shelves = [(c, slug(c), _last(e.out, c)) for c in CATEGORIES]
        corrected = self._noted()[:MOST_CORRECTED]
        filled = [(c, s, items) for c, s, items in shelves if items]
        yield self.page(
            "index.html",
            "front.html",
            e.keys_of([*top, *newest]),
            [(c, e.keys_of(items)) for c, _, items in filled],
            [(e.keys[i.id], n) for i, n in corrected],
            self.conflicts[:12],
            title=self.site.title,
            section="home",
            top=top,
            newest=newest,
            shelves=filled,
            dyads=self.conflicts[:12],
            corrected=corrected,
            rule=TOP_RULE,
        )
        days = {i.id: day(i.first) for i in top}
        yield Page("week.js", key_of(self._base, e.keys_of(top)), lambda: week_script(top, days))

    def shelves(self) -> Iterator[Shelf]:
        """Yield every list of stories."""
        e = self.edition
        yield Shelf("archive", "All stories", "Every story, by when it first went out.", e.items, "")
        for c in CATEGORIES:
            yield Shelf(f"categories/{slug(c)}", c, "All stories of this category.", _of(e.items, c), c)
        for conflict in self.conflicts:
            held = tuple(i for i in e.items if i.card.dyad == conflict.dyad)
            ahead = (("The ledger between the two", "ledger.html"),) if conflict.ledger else ()
            note = "Stories on what happened between the two; no word on who began it."
            yield Shelf(
                f"conflicts/{conflict.slug}", conflict.title, note, held, "conflicts", "Conflicts", ahead
            )  # fmt: skip
        for name, items in self._by_region().items():
            yield Shelf(
                f"regions/{slug(name)}", name, "Stories on states of this region.", items, "regions", regions()[name][0]
            )
        for name, items in self._by_author().items():
            told = dict(self.site.authors).get(name, "Stories whose published version this author wrote.")
            yield Shelf(f"authors/{name_slug(name)}", name, told, items, "", "Author")

    def _shelf(self, s: Shelf) -> Iterator[Page]:
        has_feed = s.folder.startswith(("categories/", "conflicts/"))
        for part in parts(s.items):
            number = f", part {part.number}" if part.number else ""
            yield self.page(
                f"{s.folder}/{part.name}",
                "list.html",
                (s.folder, s.title, s.note, s.crumb, s.ahead, part.number, part.of),
                self.edition.keys_of(part.items),
                title=f"{s.title}{number}",
                note=s.note,
                crumb=s.crumb,
                ahead=() if part.number else s.ahead,
                section=s.section,
                part=part,
                named=s.section not in CATEGORIES,
                feeds="" if not has_feed else "./",
            )

    def _indexes(self) -> Iterator[Page]:
        rows = [(c.title, f"{c.slug}/index.html", c.count) for c in self.conflicts]
        note = "Pairs of states of which stories tell force or coercion, those with the most stories first."
        yield self._index("conflicts", "Conflicts", note, [("", rows)] if rows else [])
        by_region: dict[str, list[tuple[str, str, int]]] = {}
        for name, items in sorted(self._by_region().items()):
            by_region.setdefault(regions()[name][0], []).append((name, f"{slug(name)}/index.html", len(items)))
        yield self._index("regions", "Regions", "By the United Nations’ standard M49.", sorted(by_region.items()))
        authors = [
            (name, f"{name_slug(name)}/index.html", len(items)) for name, items in sorted(self._by_author().items())
        ]
        yield self._index("authors", "Authors", "Who wrote what is published.", [("", authors)] if authors else [])

    def _index(
        self, folder: str, title: str, note: str, blocks: Sequence[tuple[str, list[tuple[str, str, int]]]]
    ) -> Page:
        return self.page(
            f"{folder}/index.html", "index.html", blocks, title=title, note=note, blocks=blocks, section=folder
        )

    def _by_region(self) -> dict[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for i in self.edition.items:
            for name in regions_of(i.card.countries):
                found.setdefault(name, []).append(i)
        return {name: tuple(items) for name, items in found.items()}

    def _by_author(self) -> dict[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for i in self.edition.items:
            found.setdefault(i.author, []).append(i)
        return {name: tuple(items) for name, items in found.items()}

    def _noted(self) -> list[tuple[Item, Noted]]:
        found = [(i, n) for i in self.edition.items for n in i.notes]
        return sorted(found, key=lambda x: x[1].at, reverse=True)

    def machines(self, paths: Sequence[tuple[str, str]]) -> Iterator[Page]:
        """Yield robots.txt and the sitemap of pages: their paths, with when each was last changed ("" where not told)."""
        where = f"Sitemap: {self.site.address}sitemap.xml\n" if self.site.address else ""
        yield Page("robots.txt", key_of("robots", where), f"User-agent: *\nAllow: /\n{where}".encode)
        yield Page("sitemap.xml", key_of(self._base, paths), lambda: to_bytes(_sitemap(self.site.address, paths)))


def _conflicts(items: Sequence[Item], incidents: Collection[str]) -> tuple[Conflict, ...]:
    """Return the pairs of states of which a story tells force or coercion; those that only talk are no conflict."""
    counts = Counter(i.card.dyad for i in items if set(i.card.dyad.split("-")) <= load_states().keys())
    held = {i.card.dyad for i in items if i.id in incidents}
    hard = {i.card.dyad for i in items if i.card.category in HARD}
    rows = [Conflict(d, shown(pair_title(d)), slug(d.lower()), n, d in held) for d, n in counts.items() if d in hard]
    return tuple(sorted(rows, key=lambda c: (-c.count, c.dyad)))


def _of(items: Sequence[Item], category: str) -> tuple[Item, ...]:
    return tuple(i for i in items if i.card.category == category)


def _last(items: Sequence[Item], category: str) -> tuple[Item, ...]:
    return tuple(reversed(_of(items, category)[-ON_SHELF:]))


def _contact(told: str) -> Markup:
    link = told if is_safe_link(told) else f"mailto:{told}" if "@" in told and " " not in told else ""
    return Markup(f'<a href="{escape(link)}">{escape(told)}</a>') if link else Markup(escape(told))  # noqa: S704 - escaped here


def _sitemap(address: str, paths: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f"<url><loc>{escape(address + path)}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>\n"
        for path, at in paths
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )
