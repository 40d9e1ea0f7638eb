"""What several pages show: receipts, pages of lists, and an incident in a line. Frozen, ready words."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from vedette.records.assessment import DISCOUNTED

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Where something stands: characters `start` to `end` of the text of `document`, and the words there.

    `voice` says who says so ("Armenia’s defence ministry", "the text’s own words"), `source` is the publisher, `day` the
    ISO day of publication, `href` the address of the words on the desk.
    """

    document: str
    start: int
    end: int
    words: str
    voice: str
    source: str | None
    day: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """A page of a list; `next` is the cursor of the one behind it, None for the last.

    `looked_at` tells how many were looked through where the page stopped there before it was full, else None.
    """

    items: tuple[T, ...]
    next: str | None = None
    looked_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What one claimant says of people killed, wounded or otherwise hurt on one side; never added up.

    `contested` tells that another claimant gives a figure that excludes it.
    """

    kind: str
    side: str
    figure: str
    claimant: str
    contested: bool
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """A word that a person gave an incident: the word, in words who and when, and why."""

    value: str
    told: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident in a list.

    `tier` is FLASH, PRIORITY or ROUTINE, `rule` the sentence that says why; `when` is in words, `day` its first day
    (ISO), `day_told` false where the
    day is only concluded from the publication; `status` is one of the codebook's for what all tell alike, else "actual";
    `change` says what is new since one last looked ("new", "told by 2 more, judged"), None for nothing; `receipt` is
    where it was told first; `status_by_hand` and `information_by_hand` are what people assessed, None where nobody did.
    """

    id: str
    tier: str
    rule: str
    family: str
    headline: str
    where: str | None
    precision: str | None
    when: str
    day_told: bool
    origins: int
    texts: int
    status: str
    tolls: tuple[Toll, ...]
    change: str | None
    receipt: Receipt | None
    href: str
    day: str | None = None
    status_by_hand: ByHand | None = None
    information_by_hand: ByHand | None = None

    @property
    def is_discounted(self) -> bool:
        """Tell whether a person has discounted it."""
        return self.status_by_hand is not None and self.status_by_hand.value == DISCOUNTED
