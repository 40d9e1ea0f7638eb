"""What may be asked of claims and incidents, in the names of the bar, and the query that it comes to."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from vedette.desk.api.shared import Asked, PageAsked, RefusedError, fault_of, refused
from vedette.desk.filters import NAMES, Filter, read_filter
from vedette.desk.setup import Setup
from vedette.errors import StopError
from vedette.store.query import Query
from vedette.workflow import asked

LONG = 300
FORMATS = Literal["json", "csv", "geojson", "parquet"]
PLACELESS = Literal["json", "csv", "parquet"]
FILES = "json is one page; the others are all that is found, streamed as a file."

DAY: dict[str, Any] = {"format": "date", "examples": ["2022-09-13"]}
PARTY: dict[str, Any] = {"examples": ["ARM", "ARM/MIL", "Armenia"]}
DYAD: dict[str, Any] = {"pattern": "^[A-Za-z]{3}-[A-Za-z]{3}$", "examples": ["ARM-AZE"]}
WINDOW: dict[str, Any] = {"pattern": r"^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$", "examples": ["39,45,41,47"]}
"""What the reference tells of a value's form. It is not checked by it, since our own sentences say what to write."""

_STATUS = Literal["actual", "historical", "future", "hypothetical", "negated"]
_KIND = Literal["killed", "injured", "missing", "captured", "displaced", "casualties"]
_BESIDE = {"doer": asked.party_of, "side": asked.country_of}


class Period(BaseModel):
    """Days between which something can have happened."""

    from_: str | None = Field(
        None, alias="from", max_length=LONG, description="From this ISO day on.", json_schema_extra=DAY
    )
    to: str | None = Field(None, max_length=LONG, description="Up to this ISO day, included.", json_schema_extra=DAY)


class Parties(BaseModel):
    """Whose doing it is."""

    actor: str | None = Field(
        None,
        max_length=LONG,
        description="Did or suffered it: ARM, ARM/MIL, an entity's id, or a state's name.",
        json_schema_extra=PARTY,
    )
    dyad: str | None = Field(
        None, max_length=LONG, description="Between two countries, either way round: ARM-AZE.", json_schema_extra=DYAD
    )


class Sayings(BaseModel):
    """Who says so, where, in which words."""

    claimant: str | None = Field(None, max_length=LONG, description="Said by this party.", json_schema_extra=PARTY)
    source: str | None = Field(None, max_length=LONG, description="From this publisher.")
    status: _STATUS | None = Field(None, description="Told as this.")
    words: str | None = Field(None, max_length=LONG, description="With these words in its sentence.")
    window: str | None = Field(
        None, max_length=LONG, description="Inside south,west,north,east in degrees.", json_schema_extra=WINDOW
    )


class IncidentsWanted(PageAsked, Period, Parties, Sayings):
    """Which incidents are wanted, in pages."""

    type: str | None = Field(
        None, max_length=LONG, description="Of a type of the codebook, or a family of types: talks."
    )
    origins: int | None = Field(None, ge=1, le=1_000, description="Told by at least so many independent texts.")


class IncidentsAsked(IncidentsWanted):
    """Which incidents are wanted, and in which form."""

    tier: Literal["FLASH", "PRIORITY", "ROUTINE"] | None = Field(
        None, description="Of this urgency, which no index knows: a page of json may then hold fewer than `limit`."
    )
    format: FORMATS = Field("json", description=FILES)


class EventsAsked(PageAsked, Period, Parties, Sayings):
    """Which events are wanted."""

    type: str | None = Field(None, max_length=LONG, description="Of a type of the codebook: ASSAULT.")
    doer: str | None = Field(None, max_length=LONG, description="Done by this party.", json_schema_extra=PARTY)
    document: str | None = Field(None, max_length=500, description="From this document.")
    incident: str | None = Field(
        None, max_length=LONG, description="Of this incident; the beginning of its id will do."
    )
    format: FORMATS = Field("json", description=FILES)


class FiguresAsked(EventsAsked):
    """Which figures are wanted; what is asked of type and status must hold of the figure's event."""

    side: str | None = Field(None, max_length=LONG, description="Of this country's victims.")
    kind: _KIND | None = Field(None, description="Of people to whom this happened.")
    format: PLACELESS = Field("json", description=FILES)


class ContactsAsked(PageAsked, Period, Parties, Sayings):
    """Which contacts are wanted. Without `from`, those of the 90 days before the newest report."""


class ContactsFile(ContactsAsked):
    """Which contacts are wanted, and in which form."""

    format: PLACELESS = Field("json", description=f"{FILES} A row is a receipt.")


class PositionsAsked(ContactsAsked):
    """Which positions are wanted; `bound` are states that should take one and are told where they are silent."""

    type: str | None = Field(None, max_length=LONG, description="Taken by this type of act: ACCUSE.")
    bound: list[str] = Field(
        [], max_length=50, description="A country that an agreement binds; may be told several times."
    )


class PositionsFile(PositionsAsked):
    """Which positions are wanted, and in which form."""

    format: PLACELESS = Field("json", description=f"{FILES} A row is a receipt.")


def filter_told(told: BaseModel) -> Filter:
    """Return the filter that is asked; raises RefusedError with every fault in it."""
    values = told.model_dump(by_alias=True)
    known = {n: str(values[n]) for n in NAMES if values.get(n) is not None}
    found, faults = read_filter(known)
    if faults:
        raise RefusedError(422, *(fault_of(StopError(sentence)) for sentence in faults.values()))
    return found


def query_told(setup: Setup, told: Asked, *, family: bool = False) -> Query:
    """Return the query of the store; with `family`, a family of types may stand for a type."""
    beside: dict[str, Any] = {"limit": told.limit, "after": told.after} if isinstance(told, PageAsked) else {}
    for name, read in _BESIDE.items():
        if value := getattr(told, name, None):
            beside[name] = read(value)
    beside |= {n: value for n in ("kind", "document") if (value := getattr(told, n, None))}
    if getattr(told, "incident", None):
        beside["incident"] = setup.store.incident(told.incident).id  # type: ignore[attr-defined]
    query = filter_told(told).to_query(**beside)
    if query.family and not family:
        raise refused("type", f"{query.family} is a family of types", "write one type of the codebook, like ASSAULT")
    return query


def whole(told: PageAsked) -> None:
    """Refuse a page of what is only given as a whole."""
    if told.model_fields_set & {"limit", "after"}:
        raise refused("format", "a file holds all that is found, not a page", "leave limit and after out")
