"""Tellings and incidents as JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict
from json import loads
from typing import Any

from vedette.records.incident import Days, Incident, Judgement, Link, Source, Telling
from vedette.records.reading import PlaceMention
from vedette.store.texts import packed

_SETS = ("doers", "sufferers", "names", "words")


def packed_telling(t: Telling) -> str:
    """Return a telling as text; equal tellings give equal text."""
    whole = asdict(t)
    return packed({**whole, **{name: sorted(whole[name]) for name in _SETS}})


def telling_of(text: str) -> Telling:
    """Return the telling that was packed as `text`."""
    told = loads(text)
    return Telling(
        **{
            **told,
            **{name: frozenset(told[name]) for name in _SETS},
            "members": tuple(told["members"]),
            "at": Source(**told["at"]),
            "place": told["place"] and PlaceMention(**told["place"]),
            "days": told["days"] and Days(**told["days"]),
            "joins": tuple(Link(**k) for k in told["joins"]),
        }
    )


def packed_incident(i: Incident) -> str:
    """Return an incident as text, its judgements by their ids; equal incidents give equal text."""
    whole = asdict(i)
    sets = {name: sorted(whole[name]) for name in ("doers", "sufferers")}
    return packed({**whole, **sets, "judgements": [j.id for j in i.judgements]})


def incident_of(text: str, judgements: Mapping[str, Judgement]) -> Incident:
    """Return the incident that was packed as `text`, with those of its judgements that are given."""
    told: dict[str, Any] = loads(text)
    return Incident(
        **{
            **told,
            **{name: tuple(told[name]) for name in ("tellings", "mentions", "documents")},
            **{name: frozenset(told[name]) for name in ("doers", "sufferers")},
            "place": told["place"] and PlaceMention(**told["place"]),
            "days": told["days"] and Days(**told["days"]),
            "judgements": tuple(judgements[j] for j in told["judgements"] if j in judgements),
        }
    )
