"""Made-up stories in any number for bench/site.py: published over three years, some corrected, few retracted or behind the gate."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from vedette.knowledge.states import load_states
from vedette.records.ids import content_id
from vedette.records.story import CATEGORIES, PUBLISH, RETRACT, Citation, Content, Decision, Picture, Story, Version

FRONT = ("RUS", "UKR", "ARM", "AZE", "ISR", "LBN", "SYR", "TUR", "IRN", "USA", "IND", "PAK", "CHN", "TWN", "SAU", "YEM")
FIRST = datetime(2023, 11, 1, tzinfo=UTC)
SPAN = timedelta(days=3 * 365)
PARAGRAPHS, CITED = 8, 10
SYLLABLES = ("ba", "ko", "ri", "mel", "ta", "shu", "ner", "vi", "do", "lan", "ghe", "so", "par", "ku", "zi", "hem")
TIERS = ("FLASH",) + ("PRIORITY",) * 4 + ("ROUTINE",) * 15
MAP = (
    '<svg class="map" viewBox="0 0 640 360" role="group" aria-label="Map"><rect class="sea" width="640" height="360"/>'
    f'<g class="land"><path d="M{"L".join(f"{x},{x * 7 % 360}" for x in range(0, 640, 2))}Z"/></g></svg>'
)


class Stories:
    """Makes stories by number; the same number, of how many, gives the same story."""

    def __init__(self, count: int) -> None:
        self.count, random = count, Random(0)
        self.words = ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(20_000)]
        self.states = [*FRONT, *sorted(set(load_states()) - set(FRONT))]

    def all(self, first: int = 0) -> Iterator[Story]:
        """Yield stories from number `first` on."""
        for n in range(first, self.count):
            yield self.story(n)

    def story(self, n: int) -> Story:
        """Return story number `n`."""
        random = Random(n)
        at = FIRST + SPAN * (n / self.count)
        content = self._content(n, random, at)
        author = f"Author {random.randrange(12)}"
        versions = [Version(number=1, content=content, author=author, at=_told(at))]
        name = content_id("bench story", n)
        told = [Decision.of(name, 1, PUBLISH, author="Chief", at=_told(at + timedelta(minutes=1)))]
        if n % 20 == 3:
            second = {"number": 2, "content": content, "author": author, "at": _told(at + timedelta(hours=2))}
            versions.append(Version(**second, note="A name was spelt wrongly."))
            told.append(Decision.of(name, 2, PUBLISH, author="Chief", at=_told(at + timedelta(hours=3))))
        if n % 200 == 7:
            told.append(
                Decision.of(name, 1, RETRACT, author="Chief", at=_told(at + timedelta(days=1)), why="It was of 2014.")
            )
        return Story(
            id=name, about={"mention": content_id("bench", n)}, author=author, at=_told(at),
            versions=tuple(versions), decisions=tuple(told),
        )  # fmt: skip

    def _content(self, n: int, random: Random, at: datetime) -> Content:
        pair = sorted(random.sample(self.states[: 16 if n % 3 else 120], 2))
        cited = tuple(self._citation(k, random, at) for k in range(1, CITED + 1))
        blocks = [f"{self._sentences(random, 4)}" for _ in range(PARAGRAPHS)]
        blocks.insert(3, "## What each side says")
        return Content(
            headline=self._said(random, 9).capitalize(),
            body="\n\n".join(blocks) + "\n",
            category=random.choice(CATEGORIES),
            tier=random.choice(TIERS),
            place=f"{self._said(random, 1).capitalize()}, {pair[0]}",
            day=at.date().isoformat(),
            warnings=("graphic",) if n % 50 == 9 else (),
            countries=tuple(pair),
            dyad="-".join(pair),
            citations=cited,
            pictures=(Picture(kind="map", svg=MAP, alt="Map of the places told.", caption="Places as told."),),
        )

    def _citation(self, k: int, random: Random, at: datetime) -> Citation:
        return Citation(
            id=f"c{k}", document=content_id("bench", random.random()), start=0, end=80, text=self._said(random, 14), claimants=("the ministry",),
            source=f"Publisher {random.randrange(300)}", title=self._said(random, 8), url=f"https://example.org/{random.randrange(10**9)}",
            published=at.date().isoformat(),
        )  # fmt: skip

    def _sentences(self, random: Random, count: int) -> str:
        return " ".join(f"{self._said(random, 16).capitalize()}.[^c{random.randint(1, CITED)}]" for _ in range(count))

    def _said(self, random: Random, count: int) -> str:
        # Few words make most of a text, as in every language.
        return " ".join(self.words[int(20_000 * random.random() ** 3)] for _ in range(count))


def _told(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
