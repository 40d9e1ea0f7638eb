"""What reading Russian yields before anything is coded; words and sentences are those of every reading."""

from dataclasses import dataclass

from vedette.records.document import Document
from vedette.records.reading import Quantity, Quotation, Sentence, Word


@dataclass(frozen=True, slots=True)
class Name:
    """A name at characters `start` to `end`: `kind` is person, place or organisation, `normal` its dictionary form."""

    start: int
    end: int
    kind: str
    normal: str


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people or of nobody told: words `first` to `last` (exclusive) of sentence `sentence`.

    `bearer` is the index of the noun that is counted, None where the number stands alone ("12 ранены").
    """

    sentence: int
    first: int
    last: int
    bearer: int | None
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class RussianReading:
    """Everything that reading found in one Russian document, in the order of the text.

    A word's `tag` is its case and number as UD has them ("Gen|Plur"), its `lemma` is written with е for ё.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    counts: tuple[Count, ...]
    quotations: tuple[Quotation, ...]


def stands_for_people(w: Word) -> bool:
    """Tell a participle that stands for people ("двое пострадавших"): a verb's form with a case of its own."""
    return w.pos == "VERB" and not w.tag.startswith("|")
