"""Incidents: what many reports tell of one thing, and the ledger of who says what about it.

Nothing here is ever overwritten: an incident is the outcome of judgements, and a judgement that is taken back stays,
superseded by another. Ids are content hashes (`records/ids.py`); ids of mentions are the ids of their events, which
already carry the document.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from vedette.records.ids import content_id
from vedette.records.reading import PlaceMention
from vedette.records.record import Event, Record

RULES = "rules incidents/1"
"""The author of automatic judgements; the number rises with every change of the rules that changes outcomes."""

PlaceKey = tuple[str, str | None, float | None, float | None, str, int | None]
"""Name, country, latitude, longitude, precision and GeoNames id of a place: what makes two mentions of it alike."""

SAME, DIFFERENT, UNDONE = "same", "different", "undone"
VERDICTS = (SAME, DIFFERENT, UNDONE)
"""`same`: all of left and right are one incident. `different`: nothing of left shares an incident with anything of right.
`undone`: takes back the judgement that it supersedes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something stands: the document, its publisher, the ISO date or date-time of publication.

    `origin` is the id of the document that this one copies (the first of its near-identical copies), or its own id.
    """

    document: str
    source: str | None = None
    published: str | None = None
    origin: str = ""

    @property
    def first(self) -> str:
        """Return the origin's id, the document's own where it copies nobody."""
        return self.origin or self.document

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {"document": self.document, "source": self.source, "published": self.published, "origin": self.first}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One event of the codebook as one sentence of one document tells it.

    `total` tells that only figures over a period hang on it ("105 killed since the fighting began"); `words` is a hash of
    its sentence's words, "" for short sentences: what is copied word for word is found by it.
    """

    event: Event
    at: Source
    total: bool = False
    words: str = ""

    @property
    def id(self) -> str:
        """Return the id of the event, which is unique over documents."""
        return self.event.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days on which something can have happened: ISO dates `first` to `last`, both included.

    `told` is false where they are only concluded from the publication; `wide` is true for weeks, months, years and
    spans; `clock` is the moment in UTC as an ISO date-time where the text gives one.
    """

    first: str
    last: str
    told: bool = True
    wide: bool = False
    clock: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one document tells of one thing: the unit that is compared over documents.

    `family` groups the types that can tell one thing (`incidents/families.py`); `doers` and `sufferers` are parties (see
    `incidents/parties.py`), `names` persons; `members` are ids of mentions in the order of the text, `joins` says why they
    are one (ids of mentions); `words` are hashes of its sentences.
    """

    id: str
    family: str
    members: tuple[str, ...]
    at: Source
    doers: frozenset[str] = frozenset()
    sufferers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    mode: str | None = None
    place: PlaceMention | None = None
    days: Days | None = None
    total: bool = False
    words: frozenset[str] = frozenset()
    joins: tuple["Link", ...] = ()

    @property
    def place_key(self) -> PlaceKey | None:
        """Return what makes two places the same mention of a place, without where it stands in the text."""
        p = self.place
        return None if p is None else (p.name, p.country, p.lat, p.lon, p.precision, p.geonames)

    @property
    def order(self) -> tuple[str, str]:
        """Return what tellings are put in order by: publication, then id; never arrival."""
        return (self.at.published or "9999", self.id)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two tellings (ids, the smaller first) that tell the same, how surely (0 to 1), and why in a sentence."""

    left: str
    right: str
    score: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision that mentions are of one incident or of several: by whom, when, how surely and why.

    `left` and `right` are ids of mentions, sorted. `author` is `RULES` or a person; `at` an ISO date-time in UTC.
    `supersedes` is the id of the judgement that an `undone` takes back.
    """

    id: str
    verdict: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    author: str
    at: str
    score: float = 1.0
    evidence: str = ""
    supersedes: str | None = None

    @classmethod
    def of(
        cls, verdict: str, left: Iterable[str], right: Iterable[str] = (), *, author: str, at: str, **more: Any
    ) -> Self:
        """Return the judgement with its id.

        A person's carries its time in the id, so that the same may be said again after an undo; a rule's does not, so
        that a second run adds nothing.
        """
        a, b = tuple(sorted(set(left))), tuple(sorted(set(right)))
        when = None if author == RULES else at
        name = content_id("judgement", verdict, a, b, author, when, more.get("supersedes"))
        return cls(id=name, verdict=verdict, left=a, right=b, author=author, at=at, **more)

    @property
    def by_person(self) -> bool:
        """Tell whether a person judged; such judgements bind every later automatic run."""
        return not self.author.startswith("rules ")

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        names = ("id", "verdict", "author", "at", "score", "evidence", "supersedes")
        return {**{n: getattr(self, n) for n in names}, "left": list(self.left), "right": list(self.right)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What happened once, as told by `tellings` (their ids, first told first) with their `mentions` (ids of events).

    `id` follows the first telling. `doers` are all who are named as having done it, by anybody: blame is in the ledger.
    `origins` counts independent texts: copies count once. `judgements` are the merges that made it.
    """

    id: str
    family: str
    tellings: tuple[str, ...]
    mentions: tuple[str, ...]
    documents: tuple[str, ...]
    origins: int
    doers: frozenset[str] = frozenset()
    sufferers: frozenset[str] = frozenset()
    mode: str | None = None
    place: PlaceMention | None = None
    days: Days | None = None
    first_told: str | None = None
    judgements: tuple[Judgement, ...] = ()

    @property
    def parties(self) -> frozenset[str]:
        """Return everybody who did or suffered it."""
        return self.doers | self.sufferers

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object, judgements included."""
        d, p = self.days, self.place
        return {
            "id": self.id,
            "family": self.family,
            "mode": self.mode,
            "doers": sorted(self.doers),
            "sufferers": sorted(self.sufferers),
            "place": p and {n: getattr(p, n) for n in ("name", "country", "lat", "lon", "precision", "geonames")},
            "from": d and d.first,
            "to": d and d.last,
            "day_told": bool(d and d.told),
            "clock": d and d.clock,
            "first_told": self.first_told,
            "origins": self.origins,
            "documents": list(self.documents),
            "mentions": list(self.mentions),
            "judgements": [j.to_json() for j in self.judgements],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What to store: links to drop and to add, the tellings whose incidents are replaced, and the incidents that replace them.

    `tellings` are ids, `gone` and new ones included; every incident stored with one of them is to be dropped first.
    """

    dropped: tuple[Link, ...] = ()
    added: tuple[Link, ...] = ()
    tellings: frozenset[str] = frozenset()
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class Copies:
    """Near-identical documents: `origin` was published first, `copies` are the others in that order."""

    origin: str
    copies: tuple[str, ...] = field(default=())


def source_of(record: Record, origin: str = "") -> Source:
    """Return where everything in `record` stands; `origin` is the id of the text that it copies."""
    d = record.document
    return Source(document=d.id, source=d.source, published=d.published, origin=origin or d.id)


def mentions_of(record: Record, origin: str = "") -> tuple[Mention, ...]:
    """Return the mentions of `record`, in the order of the text."""
    at = source_of(record, origin)
    totals = {c.event for c in record.casualties if c.scope == "total"}
    single = {c.event for c in record.casualties if c.scope != "total"}
    text = record.document.text
    return tuple(
        Mention(event=e, at=at, total=e.id in totals - single, words=_words(text[slice(*e.sentence)]))
        for e in record.events
    )


def _words(sentence: str) -> str:
    """Return the hash of the words of `sentence`, "" where it has fewer than eight: too short to be anybody's own."""
    words = re.findall(r"\w+", sentence.lower())
    return content_id(words)[:16] if len(words) >= 8 else ""
