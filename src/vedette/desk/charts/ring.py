"""Parties around a ring with a line for each two that had to do with each other, drawn as SVG by the server: no script.

The large ring has names and a link on each line; the small one, of which several stand beside one another, only codes of
those who took part: each party keeps its place in all of them. A tie that is new bears a diamond in its middle.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from html import escape
from math import cos, pi, sin

from markupsafe import Markup

from vedette.desk.charts.matrix import Matrix, Pair, level_of

WIDTH, HEIGHT, RADIUS = 760.0, 560.0, 200.0
"""Units of the picture; it is scaled to the page."""

SMALL, SMALL_RADIUS = 150.0, 50.0
"""Units of a small one, which is square."""

_NAME, _CODE = 16.0, 13.0
_LONGEST = 24
_THICK = (1.0, 1.5, 2.5, 4.0, 6.0, 8.0)
_THIN = (1.0, 1.0, 1.5, 2.25, 3.0, 4.0)
_BENT = 0.35

_Point = tuple[float, float]


def render_ring(
    matrix: Matrix,
    names: Sequence[str],
    href: Callable[[str, str], str],
    *,
    label: str,
    new: Collection[Pair] = (),
    top: int = 0,
) -> Markup:
    """Return the ring as an SVG element, empty where no two had to do with each other.

    `names` are what the matrix's parties are called, in its order; `href` gives the address of what two have to do with
    each other; `new` are the pairs (the smaller first) that had nothing before; `top` is the count of the thickest line where
    that is more than any here. Every word in it is escaped here.
    """
    if not matrix.pairs():
        return Markup()
    places = [_place(n, len(names)) for n in range(len(names))]
    thick = max(top, matrix.top)
    lines = "".join(
        _line(matrix, pair, names, places, href, _is_new(matrix, pair, new), thick) for pair in matrix.pairs()
    )
    told = "".join(_names(names, places))
    return Markup(  # noqa: S704 - every word is escaped above and below
        f'<svg class="ring" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="group" aria-label="{escape(label)}">'
        f"<g>{lines}</g>{told}</svg>"
    )


def render_small(matrix: Matrix, *, top: int, new: Collection[Pair] = ()) -> Markup:
    """Return a small ring, which says nothing that the words beside it do not say; `top` is the count of the thickest line."""
    places = [_place(n, len(matrix.parties)) for n in range(len(matrix.parties))]
    middle = (SMALL / 2, SMALL / 2)
    parts = []
    active: set[int] = set()
    for a, b, count in matrix.pairs():
        active |= {a, b}
        ends = [_at(places[n], SMALL_RADIUS, middle) for n in (a, b)]
        way, half = _way(ends[0], ends[1], _mid(places[a], places[b], SMALL_RADIUS, middle))
        fresh = _is_new(matrix, (a, b, count), new)
        parts.append(
            f'<path class="{"new" if fresh else "tie"}" stroke-width="{_THIN[level_of(count, top)]}" d="{way}"/>'
        )
        parts += [_diamond(half, 4.0)] if fresh else []
    for n, place in enumerate(places):
        x, y = _at(place, SMALL_RADIUS, middle)
        parts.append(
            f'<circle class="{"on" if n in active else "off"}" cx="{x:.1f}" cy="{y:.1f}" r="{2.5 if n in active else 1.2}"/>'
        )
        if n in active:
            tx, ty = _at(place, SMALL_RADIUS + _CODE, middle)
            parts.append(
                f'<text x="{tx:.1f}" y="{ty + 3.5:.1f}" text-anchor="middle">{escape(matrix.parties[n])}</text>'
            )
    return Markup(  # noqa: S704 - every word is escaped above
        f'<svg class="ring small" viewBox="0 0 {SMALL:.0f} {SMALL:.0f}" aria-hidden="true">{"".join(parts)}</svg>'
    )


def _place(n: int, of: int) -> _Point:
    """Return where the party with number `n` stands: the first at the top, on clockwise."""
    turn = 2 * pi * n / of - pi / 2
    return cos(turn), sin(turn)


def _is_new(matrix: Matrix, pair: tuple[int, int, int], new: Collection[Pair]) -> bool:
    left, right = sorted((matrix.parties[pair[0]], matrix.parties[pair[1]]))
    return (left, right) in new


def _line(
    matrix: Matrix,
    pair: tuple[int, int, int],
    names: Sequence[str],
    places: Sequence[_Point],
    href: Callable[[str, str], str],
    fresh: bool,
    top: int,
) -> str:
    a, b, count = pair
    middle = (WIDTH / 2, HEIGHT / 2)
    way, half = _way(_at(places[a], RADIUS), _at(places[b], RADIUS), _mid(places[a], places[b], RADIUS, middle))
    told = escape(f"{names[a]} and {names[b]}: {count}{', new' if fresh else ''}")
    # The list below leads to the same words: the keyboard need not pass each line. A thin line is hard to meet with a
    # pointer, hence the wide one that is not seen.
    return (
        f'<a href="{escape(href(matrix.parties[a], matrix.parties[b]))}" tabindex="-1" aria-label="{told}">'
        f'<title>{told}</title><path class="wide" d="{way}"/>'
        f'<path stroke-width="{_THICK[level_of(count, top)]}" d="{way}"/>{_diamond(half, 7.0) if fresh else ""}</a>'
    )


def _mid(a: _Point, b: _Point, radius: float, middle: _Point) -> _Point:
    # Bent towards the middle, so that lines between neighbours are told from the ring.
    return _at(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), radius * _BENT, middle)


def _way(a: _Point, b: _Point, bent: _Point) -> tuple[str, _Point]:
    """Return a bent line between two points, and the point halfway along it."""
    half = ((a[0] + 2 * bent[0] + b[0]) / 4, (a[1] + 2 * bent[1] + b[1]) / 4)
    return f"M{a[0]:.1f},{a[1]:.1f}Q{bent[0]:.1f},{bent[1]:.1f} {b[0]:.1f},{b[1]:.1f}", half


def _diamond(at: _Point, size: float) -> str:
    x, y = at
    return f'<path class="mark" d="M{x:.1f},{y - size:.1f}l{size},{size}l-{size},{size}l-{size},-{size}z"/>'


def _names(names: Sequence[str], places: Sequence[_Point]) -> Iterator[str]:
    for name, place in zip(names, places, strict=True):
        x, y = _at(place, RADIUS)
        tx, ty = _at(place, RADIUS + _NAME)
        anchor = "middle" if abs(place[0]) < 0.2 else "start" if place[0] > 0 else "end"
        shown = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"/><text x="{tx:.1f}" y="{ty + 4:.1f}" text-anchor="{anchor}">'
            f"<title>{escape(name)}</title>{escape(shown)}</text>"
        )


def _at(place: _Point, radius: float, middle: _Point = (WIDTH / 2, HEIGHT / 2)) -> _Point:
    return middle[0] + place[0] * radius, middle[1] + place[1] * radius
