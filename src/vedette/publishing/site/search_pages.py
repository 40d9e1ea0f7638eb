"""The page of search, and the files of its index."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from vedette.publishing.site.folder import Page
from vedette.publishing.site.model import Item
from vedette.publishing.site.pages import Pages
from vedette.publishing.site.render import code_hash, day, key_of
from vedette.publishing.site.story_pages import Read
from vedette.publishing.site.words import CHUNK, LETTERS, index_of, index_script, stories_script, without_signs

Index = Mapping[str, Mapping[str, list[int]]]


class SearchPages:
    """Search over one edition; a thousand stories are indexed at a time, and that index is kept until the next thousand."""

    def __init__(self, pages: Pages, read: Read) -> None:
        self._pages, self._read = pages, read
        self._last: tuple[int, Index] | None = None

    def all(self) -> Iterator[Page]:
        """Yield the page and every file."""
        items = self._pages.edition.items
        chunks = -(-len(items) // CHUNK)
        yield self._pages.page("search.html", "search.html", chunks, title="Search", section="search", chunks=chunks)
        for n in range(chunks):
            part = items[n * CHUNK : (n + 1) * CHUNK]
            key = key_of(code_hash(), self._pages.edition.keys_of(part))
            days = {i.id: day(i.first) for i in part}
            yield Page(f"search/{n}-stories.js", key, lambda n=n, part=part, days=days: stories_script(n, part, days))  # type: ignore[misc]
            for letter in LETTERS:
                yield Page(f"search/{n}-{letter}.js", key, partial(self._file, n, part, letter))

    def _file(self, chunk: int, items: Sequence[Item], letter: str) -> bytes:
        if self._last is None or self._last[0] != chunk:
            self._last = (chunk, index_of((n, i.title, self._words(i)) for n, i in enumerate(items)))
        return index_script(chunk, letter, self._last[1][letter])

    def _words(self, item: Item) -> str:
        """Return what is looked up beside the headline; nothing of what is behind the gate or taken back."""
        place = f"{item.card.place} {item.card.category}"
        return place if item.gated or item.retracted else f"{place} {without_signs(self._read(item).body)}"
