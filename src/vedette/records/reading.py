"""What reading a document yields before anything is coded: words, sentences and spans.

Coding sees only these records, never the parser that made them, so that any parser can stand behind them and a test
can write a sentence by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vedette.records.document import Document


class Word(NamedTuple):
    """One token: `i` its index in the sentence, `head` the index of its syntactic head (its own for the root).

    `pos` is the universal part of speech, `tag` the Penn tag, `dep` the dependency label of spaCy's English models,
    `entity` the named-entity label or "", `inside` true for every token of an entity after its first.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that the knowledge base knows, or a person with a title, at words `first` to `last` (exclusive).

    `kind` is state, demonym, capital, seat, organisation, force, group, people, outlet, or person. `code` and `sector` are those
    of the codebook, or None where the name alone does not tell; `role` is the words of a person's title, or None.
    """

    first: int
    last: int
    kind: str
    code: str | None
    sector: str | None
    name: str
    entity: str | None = None
    ambiguous: bool = False
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, never cut inside a quotation mark pair by a full stop that goes on in lower case.

    A name of several words that is read as one ("the U.S. Secretary of State Blinken") is one word whose text has
    spaces. `children[i]` are the indices of the words that depend on word i, in order. `paragraph` counts from 0 over the
    paragraphs that are read; `title` tells that the sentence is the document's title or a heading.
    """

    index: int
    start: int
    end: int
    paragraph: int
    title: bool
    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of direct speech, `start` to `end` without its quotation marks.

    `form` is "inline" (inside a sentence of the author's), "paragraph" (a whole paragraph in marks) or "block"
    (unmarked direct speech, introduced by "X said:"). `introduced` is the offset span of the words that introduce a
    paragraph or block quotation (start, end), or None.
    """

    start: int
    end: int
    form: str
    introduced: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time as told: ISO dates (or date-times with an offset) `from_` and `to`, both included; None where untold.

    `precision` is "clock", "part" (morning, evening), "night", "day", "week", "month", "year", "span", or "unknown". `doubt` is a
    sentence on what is uncertain ("EST is written in summer, when Eastern time is EDT"), or None. `background` tells
    that the time lies over about a year before publication.
    """

    start: int
    end: int
    text: str
    from_: str | None
    to: str | None
    precision: str
    doubt: str | None = None
    background: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count with its bounds: "at least 49" is 49/None; "dozens" 24/None; "about 2,000" 2000/2000, approx.

    `start` to `end` covers the bound words and the number ("at least 49"), not the thing counted.
    """

    start: int
    end: int
    text: str
    low: int | None
    high: int | None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text. Coordinates only for a populated place, a facility or a small area.

    `precision` is settlement, facility, district, region, country, border, area, or unknown. `reason` is a sentence
    on why this candidate was chosen; `doubt` one on what remains open (another place of the name), or None.
    """

    start: int
    end: int
    text: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    geonames: int | None = None
    reason: str = ""
    doubt: str | None = None


class Link(NamedTuple):
    """Word `word` of sentence `sentence` is, with probability `p`, the `role` of an act.

    `role` is actor, recipient, claimant, place or time.
    """

    role: str
    sentence: int
    word: int
    p: float


@dataclass(frozen=True, slots=True)
class Mark:
    """What the marker, a small trained model, makes of one word.

    `types` are the event types that the word may tell and how likely each is, most likely first, `status` how likely each
    status then is; `count` is the kind of casualty (or "O") whose people the word may be, with its probability. `links` are
    the words that may be the act's sides, claimant, place and time.
    """

    types: tuple[tuple[str, float], ...] = ()
    status: tuple[tuple[str, float], ...] = ()
    count: tuple[str, float] = ("O", 1.0)
    links: tuple[Link, ...] = ()

    def likely(self, type_: str) -> float:
        """Return how likely the word tells an event of `type_`."""
        return next((p for t, p in self.types if t == type_), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that reading found in one document, in the order of the text.

    `marks` holds, by sentence and word, what the marker makes of the words that may tell something; None where no marker
    is installed and the rules read alone.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    places: tuple[PlaceMention, ...]
    marks: Mapping[tuple[int, int], Mark] | None = None
