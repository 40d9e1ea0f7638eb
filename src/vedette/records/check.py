"""What comes of comparing a standing fact that a text states with the knowledge base."""

from dataclasses import dataclass
from typing import Any

from vedette.records.ids import content_id
from vedette.records.record import Receipt

VERDICTS = ("contradicted", "imprecise", "unknown", "supported")
"""How a stated fact stands to what is known, the one that needs a reader's eye first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One stated fact: the words that state it, how it stands to what is known, and why.

    `about` is membership, members, article, treaty, office, force, strength, place, zone, agreement, figure, organ,
    leadership, war or control. `verdict` is supported, imprecise (right but not exact), contradicted or unknown.
    `sentence` says what is known; `facts` are the stable ids of what was compared, `source` where it stands, `checked`
    the public text against which it was checked, "" where it was not.
    """

    document: str
    about: str
    verdict: str
    receipts: tuple[Receipt, ...]
    sentence: str
    facts: tuple[str, ...] = ()
    source: str = ""
    checked: str = ""

    @property
    def id(self) -> str:
        """Return the content hash of what was stated and how it stands."""
        spans = ((r.start, r.end) for r in self.receipts)
        return content_id(self.document, self.about, self.verdict, self.sentence, *(f"{a}-{b}" for a, b in spans))

    def to_json(self) -> dict[str, Any]:
        """Return the check as a JSON object."""
        return {
            "id": self.id,
            "document": self.document,
            "about": self.about,
            "verdict": self.verdict,
            "receipts": [{"start": r.start, "end": r.end, "text": r.text} for r in self.receipts],
            "sentence": self.sentence,
            "facts": list(self.facts),
            "source": self.source,
            "checked": self.checked,
        }
