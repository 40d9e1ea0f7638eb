"""Parties around a ring with a line for each two that had to do with each other, drawn as SVG by the server: no script."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from math import cos, pi, sin

from markupsafe import Markup

from vedette.desk.charts.matrix import Matrix, level_of

WIDTH, HEIGHT, RADIUS = 760.0, 560.0, 200.0
"""Units of the picture; it is scaled to the page."""

_NAME = 16.0
_LONGEST = 24
_THICK = (1.0, 1.5, 2.5, 4.0, 6.0, 8.0)


def render_ring(matrix: Matrix, names: Sequence[str], href: Callable[[str, str], str], *, label: str) -> Markup:
    """Return the ring as an SVG element, empty where no two had to do with each other.

    `names` are what the matrix's parties are called, in its order; `href` gives the address of what two have to do with
    each other. Every word in it is escaped here.
    """
    if not matrix.pairs():
        return Markup()
    places = [_place(n, len(names)) for n in range(len(names))]
    lines = "".join(_line(matrix, pair, names, places, href) for pair in matrix.pairs())
    told = "".join(_names(names, places))
    return Markup(  # noqa: S704 - every word is escaped above and below
        f'<svg class="ring" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="group" aria-label="{escape(label)}">'
        f"<g>{lines}</g>{told}</svg>"
    )


def _place(n: int, of: int) -> tuple[float, float]:
    """Return where the party with number `n` stands: the first at the top, on clockwise."""
    turn = 2 * pi * n / of - pi / 2
    return cos(turn), sin(turn)


def _line(
    matrix: Matrix,
    pair: tuple[int, int, int],
    names: Sequence[str],
    places: Sequence[tuple[float, float]],
    href: Callable[[str, str], str],
) -> str:
    a, b, count = pair
    (x1, y1), (x2, y2) = (_at(places[n], RADIUS) for n in (a, b))
    # Bent towards the middle, so that lines between neighbours are told from the ring.
    bent = _at(((places[a][0] + places[b][0]) / 2, (places[a][1] + places[b][1]) / 2), RADIUS * 0.35)
    told = escape(f"{names[a]} and {names[b]}: {count}")
    level = level_of(count, matrix.top)
    way = f'd="M{x1:.1f},{y1:.1f}Q{bent[0]:.1f},{bent[1]:.1f} {x2:.1f},{y2:.1f}"'
    # The matrix, one tab away, leads to the same words: the keyboard need not pass each line. A thin line is hard to meet
    # with a pointer, hence the wide one that is not seen.
    return (
        f'<a href="{escape(href(matrix.parties[a], matrix.parties[b]))}" tabindex="-1" aria-label="{told}">'
        f'<title>{told}</title><path class="wide" {way}/><path stroke-width="{_THICK[level]}" {way}/></a>'
    )


def _names(names: Sequence[str], places: Sequence[tuple[float, float]]) -> Iterator[str]:
    for name, place in zip(names, places, strict=True):
        x, y = _at(place, RADIUS)
        tx, ty = _at(place, RADIUS + _NAME)
        anchor = "middle" if abs(place[0]) < 0.2 else "start" if place[0] > 0 else "end"
        shown = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"/><text x="{tx:.1f}" y="{ty + 4:.1f}" text-anchor="{anchor}">'
            f"<title>{escape(name)}</title>{escape(shown)}</text>"
        )


def _at(place: tuple[float, float], radius: float) -> tuple[float, float]:
    return WIDTH / 2 + place[0] * radius, HEIGHT / 2 + place[1] * radius
