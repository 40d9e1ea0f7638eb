"""The form of claims and incidents in answers, in the records' own names; OpenAPI is made of it, and answers are held to it."""

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """An object of an answer."""

    model_config = ConfigDict(populate_by_name=True)


class Words(Shape):
    """Words of a document: `start` to `end` (exclusive) in code points of its text, and the words themselves."""

    start: int
    end: int
    text: str


class Span(Shape):
    """Characters of a document's text, `end` exclusive."""

    start: int
    end: int


class Actor(Words):
    """Somebody named in the text: country and sector of the codebook, stable id and usual name where they are known."""

    country: str | None
    sector: str
    entity: str | None
    name: str | None


class Place(Words):
    """A place told in the text; without coordinates where only a state, a border or nothing certain is told."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    geonames: int | None
    doubt: str | None = None
    reason: str | None = None


class Time(Words):
    """A time told in the text and the ISO days (or moments) that it was resolved to."""

    from_: str | None = Field(None, alias="from")
    to: str | None
    precision: str
    doubt: str | None = None


class Event(Shape):
    """One event of the codebook, as one sentence states it."""

    id: str
    type: str
    mode: str | None
    status: str
    trigger: Words
    sentence: Span
    actors: list[Actor]
    recipients: list[Actor]
    place: Place | None
    time: Time | None
    claimants: list[Actor]
    cue: Words | None
    quoted: bool
    confidence: float


class Casualty(Words):
    """A count of people with its bounds, its side and who says so."""

    id: str
    event: str | None
    kind: str
    low: int | None
    high: int | None
    approx: bool
    who: str
    side: str | None
    scope: str
    claimants: list[Actor]
    cue: Words | None
    confidence: float


class Source(Shape):
    """Where something stands: the document, its publisher, its publication, and the document that it copies."""

    document: str
    source: str | None
    published: str | None
    origin: str


class Stands(Source):
    """Where a claim stands in the store: its document's title, its incident, its reader, its sentence, its cursor."""

    title: str | None
    incident: str | None
    reader: str
    words: str | None
    cursor: str


class FoundEvent(Event, Stands):
    """An event of the store."""


class FoundFigure(Casualty, Stands):
    """A figure of the store."""


class Hit(Source, Words):
    """A sentence that holds the words asked for, with the events coded in it."""

    title: str | None
    cursor: str
    events: list[Event]


class IncidentPlace(Shape):
    """The place of an incident."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    geonames: int | None


class Judgement(Shape):
    """A decision that mentions are of one incident or of several: by whom, when, how surely and why."""

    id: str
    verdict: str
    author: str
    at: str
    score: float
    evidence: str
    supersedes: str | None
    left: list[str]
    right: list[str]


class Assessment(Shape):
    """A person's word on an incident; `value` is null where it takes back the assessment `supersedes`."""

    id: str
    mention: str
    kind: str
    value: str | None
    author: str
    at: str
    why: str
    supersedes: str | None


class AssessedWord(Shape):
    """A word that holds: `by` hand (with its id, author, time and reason) or rule; `rule` is the rule's own, `reason` its sentence."""

    value: str
    by: str
    rule: str
    reason: str
    id: str | None
    author: str | None
    at: str | None
    why: str | None


class Assessed(Shape):
    """What is made of an incident: its status, and its grade of information (Admiralty system, "1" to "6")."""

    status: AssessedWord
    information: AssessedWord


class IncidentAssessed(Assessed):
    """The same with every assessment, oldest first, and the state to be handed in as `seen`."""

    id: str
    history: list[Assessment]
    state: str


class Incident(Shape):
    """What happened once, as told by its mentions; `origins` counts independent texts."""

    id: str
    family: str
    mode: str | None
    doers: list[str]
    sufferers: list[str]
    place: IncidentPlace | None
    from_: str | None = Field(None, alias="from")
    to: str | None
    day_told: bool
    clock: str | None
    first_told: str | None
    origins: int
    documents: list[str]
    mentions: list[str]
    judgements: list[Judgement]
    assessment: Assessed


class ListedIncident(Incident):
    """An incident with the cursor that continues after it."""

    cursor: str
