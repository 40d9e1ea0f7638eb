"""What the columns of every knowledge file are: one description for loading, checking and documenting them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is text, date, state, party, choice, ref, number, pairs, zones or source.

    `needed` columns may not be empty; `many` hold several values separated by "|". `among` are the words of a choice,
    or the file to whose ids a ref points.
    """

    name: str
    kind: str = "text"
    needed: bool = False
    many: bool = False
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A knowledge file: its columns and which of them together tell one row from another."""

    file: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def _c(told: str) -> Column:
    """Return the column that `told` describes: "name!", "aliases*", "from:date", "kind:choice=a,b!"."""
    needed, told = told.endswith("!"), told.removesuffix("!")
    many, told = told.endswith("*"), told.removesuffix("*")
    name, _, kind = told.partition(":")
    kind, _, among = kind.partition("=")
    return Column(name, kind or "text", needed, many, tuple(among.split(",")) if among else ())


def _table(file: str, columns: str, key: str = "id") -> Table:
    return Table(file, tuple(_c(c) for c in columns.split()), tuple(key.split()))


_SPELL = "from:date to:date"
_BASIS = "source:source! checked"
_BODY = f"name! aliases* code:state! sector! kind {_SPELL} state:state place sponsor:party* source:source checked"

_HOLDING = f"code:state! office! rank! person! wikidata {_SPELL} source:source checked added"

TABLES: Mapping[str, Table] = {
    t.file: t
    for t in (
        _table(
            "alliances.csv",
            "id! name! aliases* kind:choice=defence,non-aggression,consultation,neutrality,partnership,organisation! signed:date "
            f"in_force:date ended:date end_kind:choice=terminated,lapsed,replaced,suspended text_place {_BASIS} note",
        ),
        _table(
            "obligations.csv",
            "alliance:ref=alliances.csv! article "
            "obligation:choice=defence,consultation,neutrality,non-aggression,assistance! "
            f"trigger steps* limits* paraphrase! {_BASIS}",
            "alliance article obligation",
        ),
        _table(
            "members.csv",
            f"alliance:ref=alliances.csv! party:party! {_SPELL} "
            "event:choice=signed,in-force,acceded,left,suspended,frozen,not-renewed,expelled "
            f"basis other_dates:dated* {_BASIS} note",
            "alliance party from event",
        ),
        _table(
            "agreements.csv",
            "id! name! aliases* date:date! parties:party* "
            "kind:choice=ceasefire,peace,border,statement,arms-control,transit,deal! key_terms* place ended:date "
            f"{_BASIS} note",
        ),
        _table("wars.csv", f"id! name! aliases* {_SPELL} parties:party* places* {_BASIS} note"),
        _table(
            "bases.csv",
            "id! name! aliases* kind:choice=base,peacekeeping,mission,contingent! state:party! host:state place "
            f"{_SPELL} strength:range made_of* {_BASIS} note",
        ),
        _table(
            "territories.csv",
            f"id! name! aliases* claimed_by:party* controlled_by:party* {_SPELL} status {_BASIS} note",
        ),
        _table(
            "placenames.csv",
            f"id! name! aliases* place! country:state kind:choice=former,official,other! used_by {_SPELL} {_BASIS} note",
        ),
        _table(
            "organs.csv",
            "organisation! organ! aliases* "
            "level:choice=leaders,ministers,envoys,secretariat,military,assembly,court chair "
            f"{_SPELL} {_BASIS}",
            "organisation organ from chair",
        ),
        _table(
            "outlets.csv", "id! name! aliases* country:state url:url ownership control party_to* source:source! note"
        ),
        _table(
            "zones.csv",
            "abbreviation! offset:offset! name! season:choice=standard,summer,all! regions:zones* source:source!",
            "abbreviation offset",
        ),
        _table(
            "offices.csv", _HOLDING, "code office person from"
        ),
        _table("people.csv", _HOLDING, "code office person from"),
        _table("forces.csv", _BODY, "name from"),
        _table("groups.csv", _BODY, "name code from"),
        _table("organisations.csv", _BODY, "name from"),
    )
}  # fmt: skip
"""Every file of dated facts by its name. Files of names and places (`states.csv`, `regions.csv` …) are told in
`states.py` and `gazetteer_regions.py`."""
