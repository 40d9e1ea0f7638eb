"""What a site knows of a published story. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from vedette.publishing.story_text import lead_text, shown, summary
from vedette.records.story import PUBLISH, PUBLISHED, RETRACT, RETRACTED, WORDS, Content, Decision, standing_of
from vedette.store.published import Head

CORRECTION, RETRACTION = "Correction", "Retraction"

_HEAD = 2_000
"""Characters of a body that its summary is made from."""

TIERS = ("FLASH", "PRIORITY", "ROUTINE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What lists tell of one version; `documents` are those it cites, `summary` is "" behind the gate."""

    version: int
    headline: str
    category: str
    tier: str
    place: str = ""
    day: str = ""
    warnings: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    dyad: str = ""
    summary: str = ""
    documents: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()

    @classmethod
    def of(cls, version: int, content: Content) -> Self:
        """Return the card of a version's content."""
        cited = dict.fromkeys(c.document for c in content.citations if c.kind == WORDS and c.document)
        return cls(
            version=version,
            headline=shown(content.headline),
            category=shown(content.category),
            tier=shown(content.tier),
            place=shown(content.place or ""),
            day=shown((content.day or "")[:10]),
            warnings=tuple(map(shown, content.warnings)),
            countries=content.countries,
            dyad=content.dyad or "",
            summary="" if content.warnings else summary(lead_text(replace(content, body=content.body[:_HEAD]))),
            documents=tuple(cited),
            incidents=content.incidents,
        )

    def to_json(self) -> list[Any]:
        """Return the card as a JSON array, in the order of its fields."""
        return [list(v) if isinstance(v := getattr(self, f.name), tuple) else v for f in fields(self)]

    @classmethod
    def read(cls, told: Sequence[Any]) -> Self:
        """Return the card of `to_json`; TypeError or ValueError where it is none."""
        names = [f.name for f in fields(cls)]
        known: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in zip(names, told, strict=True)}
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Noted:
    """What readers are told of a change: a correction or a retraction, when (ISO, UTC), and the words."""

    kind: str
    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story as the site shows it.

    `first` and `since` are when it first went out and when this version did, `written` when that was written (ISO, UTC).
    """

    serial: int
    id: str
    path: str
    retracted: bool
    first: str
    since: str
    author: str
    written: str
    mention: str
    notes: tuple[Noted, ...]
    card: Card

    @property
    def gated(self) -> bool:
        """Tell whether its words stand behind the gate."""
        return bool(self.card.warnings) and not self.retracted

    @property
    def title(self) -> str:
        """Return the headline, with the warning in capitals before it."""
        warning = f"{', '.join(self.card.warnings).upper()}:" if self.card.warnings else ""
        told = self.card.headline
        return told if not warning or told.upper().startswith(warning) else f"{warning} {told}"

    @property
    def opened(self) -> str:
        """Return the path of the page behind the gate."""
        return f"{self.path.removesuffix('.html')}-opened.html"

    @property
    def why(self) -> str:
        """Return why it was retracted."""
        return next((n.text for n in reversed(self.notes) if n.kind == RETRACTION), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A story that is or was out: which version readers see, since when, and what they are told of changes."""

    head: Head
    out: int
    retracted: bool
    first: str
    since: str
    author: str
    written: str
    notes: tuple[Noted, ...]


def standing(head: Head, now: str) -> Standing | None:
    """Return where a story stands before readers at `now` (ISO, UTC); None where it is not out."""
    stands = standing_of(head.decisions, now)
    if stands.state not in (PUBLISHED, RETRACTED) or stands.out is None or not stands.since or not stands.first:
        return None
    version = next((v for v in head.versions if v.number == stands.out), None)
    if version is None:
        return None
    return Standing(
        head=head,
        out=stands.out,
        retracted=stands.state == RETRACTED,
        first=stands.first,
        since=stands.since,
        author=version.author,
        written=version.at,
        notes=tuple(notes(head, now)),
    )


def notes(head: Head, now: str) -> list[Noted]:
    """Return the corrections and retractions of a story up to `now`, oldest first."""
    found = [Noted(RETRACTION, d.at, shown(d.why)) for d in head.decisions if d.kind == RETRACT and d.at <= now]
    before = 0
    for number, at in released(head.decisions, now):
        told = [v.note for v in head.versions if before < v.number <= number and v.note] if before else []
        found += [Noted(CORRECTION, at, shown(note)) for note in told]
        before = max(before, number)
    return sorted(found, key=lambda n: n.at)


def released(decisions: Sequence[Decision], now: str) -> list[tuple[int, str]]:
    """Return the versions that went out up to `now`, with when; a publication that was held back or overtaken is none."""
    out = []
    for d in decisions:
        at = max(d.due or d.at, d.at)
        if d.kind == PUBLISH and at <= now:
            then = standing_of([x for x in decisions if x.at <= at], at)
            if (then.out, then.since) == (d.number, at):
                out.append((d.number, at))
    return sorted(out, key=lambda r: r[1])


def item_of(s: Standing, card: Card) -> Item:
    """Return the story as the site shows it."""
    return Item(
        serial=s.head.serial,
        id=s.head.id,
        path=f"stories/{s.head.id[:16]}.html",
        retracted=s.retracted,
        first=s.first,
        since=s.since,
        author=shown(s.author),
        written=s.written,
        mention=s.head.about.get("mention", ""),
        notes=s.notes,
        # Nothing of what was taken back goes out, in no data for machines either.
        card=replace(card, summary="", documents=()) if s.retracted else card,
    )
