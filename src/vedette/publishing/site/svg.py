"""A drawing of a story, which anybody may have written: only shapes, words and links to citations come through. Pure."""

import re
from collections.abc import Collection
from xml.etree import ElementTree as ET

from markupsafe import Markup

from vedette.publishing.story_text import shown

_SHAPES = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient stop clipPath".split()
)
_TOLD = frozenset(
    "viewBox width height d x y x1 y1 x2 y2 cx cy r rx ry points dx dy transform fill fill-opacity fill-rule stroke "
    "stroke-width stroke-dasharray stroke-opacity stroke-linecap stroke-linejoin opacity text-anchor class font-size "
    "font-weight font-family role aria-label aria-hidden offset stop-color preserveAspectRatio".split()
)
_ELSEWHERE = re.compile(r"url\s*\(|javascript:|expression|@import|&", re.IGNORECASE)
LONGEST = 2_000_000


def drawing(svg: str, known: Collection[str]) -> Markup:
    """Return a drawing with nothing that runs or loads, empty where it is none.

    A link stays where it leads to an id of the same page that is `known` (citations); any other becomes a group.
    """
    if len(svg) > LONGEST or "<!" in svg or "<?" in svg:
        return Markup()
    try:
        root = ET.fromstring(shown(svg))  # noqa: S314 - without a document type there are no entities to blow up
    except ET.ParseError:
        return Markup()
    made = _copied(root, known) if _name(root) == "svg" else None
    if made is None:
        return Markup()
    made.tail = None
    return Markup(ET.tostring(made, encoding="unicode"))  # noqa: S704 - built of known elements; the writer escapes all words


def _copied(e: ET.Element, known: Collection[str]) -> ET.Element | None:
    """Return a copy of an element with what is known to do no harm."""
    name, told = _name(e), {k: v for k, v in e.attrib.items() if k in _TOLD and not _ELSEWHERE.search(v)}
    if name == "a":
        href = e.get("href", "")
        if href.removeprefix("#") in known and href.startswith("#"):
            told |= {"href": href, "tabindex": "-1"}
        else:
            name, told = "g", {k: v for k, v in told.items() if k not in ("aria-label", "role")}
    elif name not in _SHAPES:
        return None
    made = ET.Element(name, told)
    made.text, made.tail = e.text, e.tail
    for child in e:
        if (copy := _copied(child, known)) is not None:
            made.append(copy)
    return made


def _name(e: ET.Element) -> str:
    return e.tag.rpartition("}")[2] if isinstance(e.tag, str) else ""
