"""The brief as frozen records: every line with the words in the text that it rests on."""

from dataclasses import dataclass

from vedette.records.document import Document


@dataclass(frozen=True, slots=True)
class Ref:
    """A receipt: characters `start` to `end` of document number `document`, and what they stand for in the line."""

    document: int
    start: int
    end: int
    text: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Who did what to whom: one act as one document tells it, once or several times.

    `claimants` are empty where the text says it in its own voice; `hidden` tells that it is reported without saying by
    whom. `times_told` counts the sentences that tell it.
    """

    id: str
    type: str
    group: str
    code: str
    act: str
    trigger: str
    triggers: tuple[str, ...]
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    time: str | None
    time_words: str | None
    day: str | None
    last_day: str | None
    time_doubt: str | None
    claimants: tuple[str, ...]
    hidden: bool
    quoted: bool
    document: int
    times_told: int
    confidence: float
    receipts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count of people by one claimant, as of its document's date; `own` tells that the victims' own side gives it."""

    id: str
    side: str
    own: bool
    kind: str
    who: str
    figure: str
    low: int | None
    high: int | None
    approx: bool
    scope: str
    claimants: tuple[str, ...]
    hidden: bool
    as_of: str | None
    document: int
    times_told: int
    receipts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Direct speech with its speakers; none where the text does not tell them."""

    id: str
    text: str
    speakers: tuple[str, ...]
    document: int
    receipts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place told; with coordinates only where it can be pinned. `lines` are the lines that happened there.

    A place that several documents tell is one spot with the receipts of them all; `document` is the first of them.
    """

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    lines: tuple[str, ...]
    document: int
    receipts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something that could not be resolved, and why."""

    id: str
    text: str
    reason: str
    document: int
    receipts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A standing fact that a document states, and how it stands to what is known: `verdict`, a sentence, the source."""

    id: str
    about: str
    verdict: str
    text: str
    sentence: str
    source: str
    checked: str
    document: int
    receipts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A name that a document tells without anything being coded of it: `kind` is person, place or organisation.

    Coordinates stand where one clear place of the name is known.
    """

    id: str
    kind: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    document: int
    times_told: int
    receipts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence of document number `document`, characters `start` to `end`, in its own words and in English."""

    document: int
    start: int
    end: int
    original: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A generated sentence of the bottom line, with the ids and the receipts of the lines it is made from."""

    id: str
    text: str
    document: int
    lines: tuple[str, ...]
    receipts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A stretch of time with the acts of that time: ISO dates `first` to `last`, both included.

    `clock` is the time of day with its zone ("05:30 UTC−05:00") where the text tells one. `news` tells that an act of it
    is no background.
    """

    first: str
    last: str
    clock: str | None
    news: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything a brief shows, in the order in which it is shown."""

    documents: tuple[Document, ...]
    warnings: tuple[str, ...]
    bottom: tuple[Sentence, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    figures: tuple[Figure, ...]
    contacts: tuple[Line, ...]
    quotes: tuple[Said, ...]
    background: tuple[Line, ...]
    spots: tuple[Spot, ...]
    timeline: tuple[Moment, ...]
    doubts: tuple[Open, ...]
    reader: str
    stated: tuple[Stated, ...] = ()
    named: tuple[Noted, ...] = ()
    translations: tuple[Beside, ...] = ()
    translated_by: str | None = None

    def lines(self) -> tuple[Line, ...]:
        """Return every act, news and background."""
        return tuple(x for _, lines in self.groups for x in lines) + self.background
