"""A story: what goes out. Its versions are kept, what was decided on each is kept, and where it stands follows from both.

A story's body is Markdown in which every sentence made from records ends in its citations, written as footnote marks
(`[^c3]`). Citations stay with the story whatever an editor makes of the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from vedette.records.ids import content_id

WORDS, FACT = "words", "fact"
"""Kinds of citation: words of a document, or a row of the knowledge base."""

APPROVE, PUBLISH, HOLD, RETRACT = "approve", "publish", "hold", "retract"
DECISIONS = (APPROVE, PUBLISH, HOLD, RETRACT)
"""What may be decided on a version. `publish` with a time to come schedules it; `hold` takes back a publication that is not yet
due; `retract` takes the whole story back, which stays readable as retracted."""

DRAFT, SCHEDULED, PUBLISHED, RETRACTED = "draft", "scheduled", "published", "retracted"
STATES = (DRAFT, SCHEDULED, PUBLISHED, RETRACTED)

CATEGORIES = ("Conflict", "Diplomacy", "Protest and unrest", "Humanitarian", "Security", "Other")
"""What a site files stories under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a sentence rests on.

    Of words: characters `start` to `end` of document `document`, their `text`, who says so by it (`claimants`; empty for
    the text's own voice), the `claim` (id of an event or a figure) that was read there, and what is known of the document.
    Of a fact: `text` is the fact in a sentence, `source` and `url` where it was taken from, `published` when it was checked.
    `numbers` are the counts that it supports.
    """

    id: str
    kind: str = WORDS
    document: str | None = None
    start: int | None = None
    end: int | None = None
    text: str = ""
    claimants: tuple[str, ...] = ()
    claim: str | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that goes with a story: `kind` is map or chart; `svg` the drawing, `alt` the same in words."""

    kind: str
    svg: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one version says.

    `place` and `day` (ISO) are the dateline; `tier` is FLASH, PRIORITY or ROUTINE; `warnings` are those of the documents
    ("graphic"); `countries` are codes of the states that it is of, `dyad` ("ARM-AZE") the two between which it happened,
    None where it is not between two.
    """

    headline: str
    body: str
    category: str = CATEGORIES[-1]
    tier: str = "ROUTINE"
    place: str | None = None
    day: str | None = None
    warnings: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    dyad: str | None = None
    incidents: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the content as a JSON object."""
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        told = {k: list(v) if isinstance(v, tuple) else v for k, v in plain.items()}
        return {**told, "citations": _rows(self.citations), "pictures": _rows(self.pictures)}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return the content of a JSON object; raises KeyError or TypeError where it is none."""
        lists: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in told.items()}
        citations = tuple(Citation(**{k: _tuple(v) for k, v in c.items()}) for c in told.get("citations", ()))
        pictures = tuple(Picture(**p) for p in told.get("pictures", ()))
        lists |= {"citations": citations, "pictures": pictures}
        return cls(**lists)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a story: `number` counts from 1, `note` tells readers what was corrected since the published one before."""

    number: int
    content: Content
    author: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided on a version: when (`at`), as of when (`due`, where that is later), and why. Times are ISO, UTC."""

    id: str
    number: int
    kind: str
    author: str
    at: str
    why: str = ""
    due: str | None = None

    @classmethod
    def of(cls, story: str, number: int, kind: str, **told: Any) -> Self:
        """Return a decision with the id of its content; raises ValueError for another kind than those of `DECISIONS`."""
        if kind not in DECISIONS:
            raise ValueError(f"decision {kind!r}: is none of {', '.join(DECISIONS)}")
        made = cls(**{"id": "", "number": number, "kind": kind, **told})
        return replace(made, id=content_id("decision", story, number, kind, made.author, made.at, made.why, made.due))


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story with all its versions and decisions, oldest first.

    `about` tells what it was drafted from: {"mention": id of an event of the incident}, or {"query": the bar's address}.
    """

    id: str
    about: Mapping[str, str]
    author: str
    at: str
    versions: tuple[Version, ...]
    decisions: tuple[Decision, ...] = ()

    @property
    def latest(self) -> Version:
        """Return the newest version."""
        return self.versions[-1]

    def standing(self, now: str) -> "Standing":
        """Return where it stands at `now` (ISO, UTC)."""
        return standing_of(self.decisions, now)

    def version(self, number: int) -> Version:
        """Return the version of that number; raises KeyError."""
        for v in self.versions:
            if v.number == number:
                return v
        raise KeyError(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a story stands at a time.

    `out` is the number of the version that readers see (None: none yet), `since` when it took effect, `first` when the
    story was first out, `due` when the next publication takes effect. Times are ISO, UTC.
    """

    state: str = DRAFT
    out: int | None = None
    since: str | None = None
    first: str | None = None
    due: str | None = None


def standing_of(decisions: Sequence[Decision], now: str) -> Standing:
    """Return where a story stands at `now` (ISO, UTC) by its decisions.

    A publication takes effect when it is due. Before that, any later publication, hold or retraction goes before it.
    """
    stands, waiting = Standing(), None
    for d in sorted(decisions, key=lambda d: d.at):
        stands, waiting = _due(stands, waiting, d.at)
        if d.kind == PUBLISH:
            stands, waiting = _due(stands, d, d.at)
        elif d.kind in (HOLD, RETRACT):
            waiting = None
            stands = replace(stands, state=RETRACTED, since=d.at) if d.kind == RETRACT else stands
    stands, waiting = _due(stands, waiting, now)
    if waiting is None:
        return stands
    return replace(stands, due=waiting.due, state=SCHEDULED if stands.state == DRAFT else stands.state)


def _due(stands: Standing, waiting: Decision | None, now: str) -> tuple[Standing, Decision | None]:
    """Return what holds at `now` of a publication that waits, and the same publication where it waits still."""
    if waiting is None:
        return stands, None
    effect = max(waiting.due or waiting.at, waiting.at)
    if effect > now:
        return stands, waiting
    out = Standing(state=PUBLISHED, out=waiting.number, since=effect, first=stands.first or effect)
    return out, None


def _rows(items: Sequence[Any]) -> list[dict[str, Any]]:
    plain = [{f.name: getattr(x, f.name) for f in fields(x)} for x in items]
    return [{k: list(v) if isinstance(v, tuple) else v for k, v in row.items()} for row in plain]


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
