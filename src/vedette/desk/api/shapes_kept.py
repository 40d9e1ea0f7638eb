"""The form of documents, sources, answers of the knowledge base, and the map."""

from typing import Any

from pydantic import Field

from vedette.desk.api.shapes import Casualty, Event, Shape, Span, Words


class Answer(Shape):
    """One thing that a name may mean on a day."""

    id: str
    kind: str
    name: str
    what: str
    from_: str
    to: str
    holds: str
    reason: str
    source: str
    checked: str


class Passage(Span):
    """A part of a document that is not its own prose."""

    kind: str
    reason: str


class DocumentHead(Shape):
    """A document without its text."""

    id: str
    url: str | None
    source: str | None
    title: str | None
    byline: str | None
    published: str | None
    language: str | None
    warnings: list[str]


class ListedDocument(DocumentHead):
    """A document in a list; `read` tells whether any reader has read it."""

    read: bool


class Document(DocumentHead):
    """A document as it is kept: offsets count code points in `text`."""

    passages: list[Passage]
    text: str


class Arrival(Shape):
    """How and when a document came."""

    way: str
    at: str


class Reading(Shape):
    """A reading of a document: by which reader, when, with how many events and figures."""

    reader: str
    at: str
    events: int
    figures: int


class StandingDocument(Shape):
    """A document with how it came and who read it, oldest first."""

    document: Document
    arrivals: list[Arrival]
    readings: list[Reading]


class Record(Shape):
    """Everything read out of one document; docs/records.md tells the parts that stand in `quotes` and `doubts`."""

    document: Document
    events: list[Event]
    casualties: list[Casualty]
    quotes: list[dict[str, Any]]
    doubts: list[dict[str, Any]]
    mentions: list[dict[str, Any]] = Field(default_factory=list)
    translations: list[dict[str, Any]] = Field(default_factory=list)
    translated_by: str | None = None
    reader: str


class Check(Shape):
    """A fact that the text states, and how it stands to what is known."""

    id: str
    document: str
    about: str
    verdict: str
    receipts: list[Words]
    sentence: str
    facts: list[str]
    source: str
    checked: str


class SourceRow(Shape):
    """A source of the registry beside what watching has found; `every` in seconds."""

    id: str
    name: str
    country: str | None
    kind: str
    grade: str
    every: int
    succeeded: str | None
    items: int
    new_day: int
    state: str
    failures: int
    why: str | None


class Address(Shape):
    """An address at which a source is watched."""

    kind: str
    url: str
    pattern: str


class Grade(Shape):
    """How far a person holds a source to be reliable, after the Admiralty code."""

    source: str
    grade: str
    why: str
    author: str
    at: str


class Try(Shape):
    """One look at an address."""

    source: str
    address: str
    at: str
    outcome: str
    why: str | None
    items: int
    new: int


class OneSource(Shape):
    """A source with what is known of it, its grades (oldest first) and the last tries (newest first)."""

    row: SourceRow
    owner: str | None
    control: str | None
    language: str | None
    content: str
    outlet: str | None
    paused: bool
    party_to: list[str]
    note: str | None
    addresses: list[Address]
    grades: list[Grade]
    tries: list[Try]


class Status(Shape):
    """How much the store holds (superseded readings included), and which version answers."""

    version: str
    demo: bool
    documents: int
    readings: int
    events: int
    figures: int
    judgements: int
    newest: str | None


class Answers(Shape):
    """Everything that a name may mean on a day, likeliest first; `near` are names that come close where there is none."""

    name: str
    on: str
    answers: list[Answer]
    near: list[str]


class Box(Shape):
    """A window on the map in degrees."""

    south: float
    west: float
    north: float
    east: float


class Square(Shape):
    """Incidents in one square of the map: how many, how many of force, the middle and extent of their places."""

    count: int
    force: int
    lat: float
    lon: float
    box: Box
    incident: str | None


class Unplaced(Shape):
    """Incidents without coordinates, by the precision and the state of the place told."""

    precision: str | None
    country: str | None
    count: int


class Map(Shape):
    """What lies in a window: squares, fullest first, `step` degrees wide; and what has no coordinates."""

    step: float
    items: list[Square]
    unplaced: list[Unplaced]
