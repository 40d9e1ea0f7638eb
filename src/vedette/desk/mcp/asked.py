"""What the tools may be asked: the API's own names, in smaller pages."""

from pydantic import Field

from vedette.desk.api.asking import DAY, LONG, IncidentsWanted, Parties, Period, Sayings
from vedette.desk.api.asking import ContactsAsked as Contacts
from vedette.desk.api.asking import PositionsAsked as Positions
from vedette.desk.api.relations import LedgerAsked as Ledger
from vedette.desk.api.shared import Asked, PageAsked

LONGEST_TEXT = 40_000
"""Characters of a text that is handed in to be briefed."""

LONGEST_SPAN = 8_000
"""Characters of a document that one answer holds."""

ALONE = ("words", "from", "to", "source", "document")
"""What sentences are found by; anything else asks for claims, whose sentences are then answered."""


class FewAsked(PageAsked):
    """Which page is wanted."""

    limit: int = Field(10, ge=1, le=50, description="Items at most; fewer come where they are long.")


class SearchAsked(FewAsked, Period, Parties, Sayings):
    """Which sentences are wanted: by their words, or by what is read out of them."""

    type: str | None = Field(None, max_length=LONG, description="Tells an act of this type of the codebook: ASSAULT.")
    document: str | None = Field(None, max_length=500, description="From this document.")


class IncidentsAsked(FewAsked, IncidentsWanted):
    """Which incidents are wanted."""


class IncidentAsked(FewAsked):
    """Which incident is wanted; the page is that of its reports."""

    incident: str = Field(
        min_length=1, max_length=500, description="Its id, the beginning of it, or the id of a sentence's act."
    )


class LedgerAsked(FewAsked, Ledger):
    """Which figures make the ledger: those of one incident, or of a dyad, a side, a period."""

    incident: str | None = Field(
        None, max_length=500, description="Of this incident; nothing else can then be asked beside it."
    )


class ContactsAsked(FewAsked, Contacts):
    """Which contacts are wanted. Without `from`, those of the 90 days before the newest report."""


class PositionsAsked(FewAsked, Positions):
    """Which positions are wanted. Without `from`, those of the 90 days before the newest report."""


class DocumentAsked(Asked):
    """Which part of which document is wanted."""

    document: str = Field(
        min_length=1, max_length=500, description="Its id, or its beginning where it is the only one that begins so."
    )
    start: int = Field(0, ge=0, description="First character wanted (code points, from 0).")
    length: int = Field(4_000, ge=1, le=LONGEST_SPAN, description="Characters wanted at most.")


class BriefAsked(FewAsked):
    """Which text is to be read; for a further page hand in the same text again, with the cursor."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT, description="The report, word for word.")
    published: str | None = Field(
        None, max_length=40, description="ISO day of publication, against which “yesterday” is read.",
        json_schema_extra=DAY,
    )  # fmt: skip
    source: str | None = Field(None, max_length=LONG, description="Who publishes it.")
    title: str | None = Field(None, max_length=LONG, description="Its title.")
