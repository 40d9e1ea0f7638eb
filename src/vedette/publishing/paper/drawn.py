"""Pictures as they stand on paper: cleaned as on a page, with their colours in them, and as PNG where that is needed."""

from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from vedette.errors import StopError
from vedette.publishing.site.svg import drawing

WIDE = 1600
"""Pixels of a PNG's width: 240 a inch on the width of a page's text."""

_STYLE = """
text{font-family:%(family)s;font-size:12px;fill:#1b1e23}
.map .sea{fill:#e4ebf0}.map .land path{fill:#faf8f4;stroke:#b9ad93;stroke-width:.8}
.names text{fill:#565d67;text-anchor:middle}.scale path{fill:none;stroke:#565d67}.scale text{fill:#565d67;font-size:11px}
.pins circle{fill:#8a2b1d;stroke:#ffffff;stroke-width:1.5}.pins text{font-weight:bold}
.lines text{font-size:11.5px;fill:#565d67}.lines .name{fill:#1b1e23}.lines .name tspan{font-weight:bold}
.grid{stroke:#ddd5c5;fill:none}.lines polyline{fill:none;stroke:currentColor;stroke-width:1.8}
.lines .bar{fill:none;stroke:currentColor;stroke-width:2.5;opacity:.6}.lines .dot{fill:currentColor;stroke:#ffffff;stroke-width:1}
.lines .about{fill:#ffffff;stroke:currentColor;stroke-width:1.8}
.t0{color:#8a2b1d}.t1{color:#1f5a8a}.t2{color:#2e6b3f}.t3{color:#8a5a00}.t4{color:#5b3f8a}.t5{color:#565d67}
.days .axis{stroke:#565d67;fill:none}.days text{font-size:11.5px;fill:#565d67}
.days .flash{fill:#8a2b1d}.days .priority{fill:#c08a2b}.days .routine{fill:#a9adb3}
"""

_SERIF = "Source Serif Pro"


def finished(svg: str, *, family: str = "Libertinus Serif") -> str:
    """Return a drawing with nothing that runs, loads or leads anywhere, its size and colours in it; "" where it is none."""
    clean = str(drawing(svg, ()))
    if not clean:
        return ""
    root = ET.fromstring(clean)  # noqa: S314 - written by `drawing`
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) != 4 or not all(_is_size(x) for x in box[2:]):
        return ""
    root.tag = "{http://www.w3.org/2000/svg}svg"
    root.set("width", box[2])
    root.set("height", box[3])
    style = ET.Element("{http://www.w3.org/2000/svg}style")
    style.text = _STYLE % {"family": family}
    root.insert(0, style)
    for e in root.iter():
        if not e.tag.startswith("{"):
            e.tag = f"{{http://www.w3.org/2000/svg}}{e.tag}"
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    return ET.tostring(root, encoding="unicode")


def _is_size(told: str) -> bool:
    try:
        return 0 < float(told) < 20_000
    except ValueError:
        return False


def png(svg: str) -> bytes:
    """Return a finished drawing as PNG; StopError where the extra `paper` is not installed or the drawing cannot be drawn."""
    draw = _drawer()
    try:
        return bytes(draw(svg.replace("Libertinus Serif", _SERIF)))
    except ValueError as e:
        raise StopError(f"picture: cannot be drawn ({str(e)[:100]}); take it out of the story") from None


@cache
def _drawer() -> Any:
    try:
        import resvg_py  # noqa: PLC0415 - an extra
        from font_source_serif_pro import __file__ as there  # noqa: PLC0415
    except ImportError:
        raise StopError("paper: resvg-py is not installed; pip install 'vedette[paper]'") from None
    folder = Path(str(there)).parent / "files"
    fonts = [str(folder / f"SourceSerifPro-{weight}.ttf") for weight in ("Regular", "Bold")]

    def draw(svg: str) -> bytes:
        made = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=WIDE,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=fonts,
            serif_family=_SERIF,
        )
        return bytes(made)

    return draw
