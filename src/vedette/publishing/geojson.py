"""Rows as GeoJSON (RFC 7946), written block by block: what has coordinates; what has none is counted, and no place is made up."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vedette.publishing.tables import columns

BLOCK = 200
"""Features that are written at a time."""

KINDS = ("events", "incidents")
"""Tables whose rows have a place of their own."""


def geojson_blocks(rows: Iterable[Mapping[str, Any]], what: str) -> Iterator[str]:
    """Yield a FeatureCollection in blocks; its `left_out` counts the rows that have no coordinates."""
    yield '{"type":"FeatureCollection","features":['
    left_out, block, begun = 0, [], False
    for row in rows:
        feature = feature_of(row, what)
        if feature is None:
            left_out += 1
            continue
        block.append(json.dumps(feature, ensure_ascii=False, allow_nan=False))
        if len(block) == BLOCK:
            yield ("," if begun else "") + ",".join(block)
            block, begun = [], True
    if block:
        yield ("," if begun else "") + ",".join(block)
    yield f'],"left_out":{left_out}}}'


def feature_of(row: Mapping[str, Any], what: str) -> dict[str, Any] | None:
    """Return the feature of a row that has coordinates, None of one that has none."""
    place = row["place"] or {}
    lat, lon = place.get("lat"), place.get("lon")
    if lat is None or lon is None:
        return None
    told = {name: value for name, value in columns(row, what).items() if name not in ("id", "lat", "lon")}
    # Longitude stands first in GeoJSON.
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": told,
    }
