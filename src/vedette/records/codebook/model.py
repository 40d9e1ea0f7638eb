"""The codebook's entries as frozen records, indexed for the coder."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or expression that states an event, and where its sides stand.

    `lemma` is the dictionary form, one string a word. `actor` and `recipient` are places in order of preference:
    subject, object, indirect, clause, a preposition; for nouns also by, possessive, modifier, light; for adjectives
    speaker. `of` tells what "of X" is behind a noun: recipient, actor, or None. `object` and the like constrain a
    place to lemmas and coder-decided classes (@person, @state, @org, @force, @armed).
    """

    lemma: tuple[str, ...]
    pos: str
    type: str
    mode: str | None = None
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object",)
    of: str | None = None
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    swallow: bool = False
    weak: bool = False
    generic: bool = False
    status: str | None = None
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for people or bodies with the sector they stand for.

    `title` tells that it stands before names ("President"), `state` that without a country it means the home state's
    ("the government"), `who` the victims' class of the casualty record.
    """

    lemma: tuple[str, ...]
    sector: str
    who: str | None = None
    title: bool = False
    state: bool = False
    generic_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Everything the coder looks up; mappings are by the first (verbs) or last (nouns, roles) word, longest first."""

    types: Mapping[str, tuple[str, ...]]
    meanings: Mapping[str, str]
    statuses: Mapping[str, str]
    sectors: Mapping[str, str]
    casualty_kinds: Mapping[str, str]
    groups: Mapping[str, str]
    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    adjectives: Mapping[str, tuple[Trigger, ...]]
    roles: Mapping[str, tuple[Role, ...]]
    light: Mapping[str, str]
    reporting: frozenset[str]
    reporting_adverbs: frozenset[str]
    quoting: frozenset[str]
    modals: Mapping[str, tuple[str, ...]]
    modes: Mapping[str, tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]]
    classes: Mapping[str, frozenset[str]]
    cues: Mapping[str, frozenset[str]] = field(default_factory=dict)
