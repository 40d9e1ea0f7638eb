"""The picture that other sites show where they link to a story: 1200 by 630, PNG, drawn here with letters that we bring.

It needs the extra `site`; without it there are no pictures, and nothing else is different.
"""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from vedette.publishing.story_text import shown

WIDTH, HEIGHT = 1200, 630
_FAMILY = "Source Serif Pro"
_SIZE, _LINE, _ROOM, _MOST = 60, 74, 34, 5
_COLOURS = {"FLASH": "#8a2b1d", "PRIORITY": "#8a5a00"}


@cache
def drawer() -> Any:
    """Return what draws pictures, None where the extra is not installed."""
    try:
        import resvg_py  # noqa: PLC0415 - an extra
        from font_source_serif_pro import __file__ as there  # noqa: PLC0415
    except ImportError:
        return None
    folder = Path(str(there)).parent / "files"
    fonts = [str(folder / f"SourceSerifPro-{weight}.ttf") for weight in ("Regular", "Bold")]

    def draw(svg: str) -> bytes:
        return bytes(
            resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts, serif_family=_FAMILY)
        )

    return draw


def picture_svg(title: str, kicker: str, foot: str, tier: str = "") -> str:
    """Return the drawing of a headline, with what stands above and below it."""
    title, kicker, foot = shown(title), shown(kicker), shown(foot)
    lines = list(_lines(title))
    rows = "".join(f'<tspan x="70" y="{210 + n * _LINE}">{escape(line)}</tspan>' for n, line in enumerate(lines))
    colour = _COLOURS.get(tier, "#565d67")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#faf8f4"/><rect width="{WIDTH}" height="16" fill="{colour}"/>'
        f'<text x="70" y="112" font-family="{_FAMILY}" font-size="30" font-weight="700" fill="{colour}">{escape(kicker)}</text>'
        f'<text font-family="{_FAMILY}" font-size="{_SIZE}" font-weight="700" fill="#1b1e23">{rows}</text>'
        f'<path d="M70 560H1130" stroke="#b9ad93" stroke-width="2"/>'
        f'<text x="70" y="600" font-family="{_FAMILY}" font-size="28" fill="#565d67">{escape(foot)}</text></svg>'
    )


def _lines(title: str) -> Iterator[str]:
    """Yield a headline in lines, the last one cut with an ellipsis where there are too many."""
    lines: list[str] = []
    line = ""
    for word in title.split():
        while len(word) > _ROOM:
            lines, line = [*lines, *([line] if line else []), word[:_ROOM]], ""
            word = word[_ROOM:]  # noqa: PLW2901 - what is left of it
        if line and len(line) + 1 + len(word) > _ROOM:
            lines, line = [*lines, line], word
        else:
            line = f"{line} {word}".strip()
    lines = [*lines, line] if line else lines
    yield from lines[: _MOST - 1]
    if len(lines) == _MOST:
        yield lines[-1]
    elif len(lines) > _MOST:
        yield f"{lines[_MOST - 1][: _ROOM - 1]}…"
