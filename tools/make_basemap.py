"""Make the brief's base map out of Natural Earth's 1:50m countries (public domain).

Usage: python tools/make_basemap.py countries-50m.json src/vedette/publishing/mapdata/countries.json

The input is the TopoJSON of Natural Earth that the npm package `world-atlas` (ISC licence) carries. Kept are the
quantised arcs and each country's name and outline; the separate land layer and the properties are dropped.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Convert the file named first and write the one named second."""
    source, target = map(Path, sys.argv[1:3])
    told = json.loads(source.read_text("utf-8"))
    countries = [
        {"name": g["properties"]["name"], "type": g["type"], "arcs": g["arcs"]}
        for g in told["objects"]["countries"]["geometries"]
        if g["type"] in ("Polygon", "MultiPolygon")
    ]
    kept = {
        "source": "Natural Earth 1:50m, public domain",
        "scale": told["transform"]["scale"],
        "translate": told["transform"]["translate"],
        "arcs": [[n for point in arc for n in point] for arc in told["arcs"]],
        "countries": countries,
    }
    target.write_text(json.dumps(kept, separators=(",", ":"), ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
