"""What goes into the language model and what comes out of it: one paragraph's words, and what each of them is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one paragraph; `spaces` tells after which a space stands, `starts` which begin a sentence."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    starts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the model says of each word of a line.

    Penn tag, universal part of speech, lemma (lower case), index of the head in the line (its own for a root), dependency
    label, entity label or "", and whether it goes on with an entity.
    """

    tags: tuple[str, ...]
    pos: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    entities: tuple[str, ...]
    inside: tuple[bool, ...]
