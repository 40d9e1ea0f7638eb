"""The brief as one self-contained page: the lines on one side, the texts on the other, linked both ways."""

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from typing import Any

from vedette.knowledge.base import load_knowledge
from vedette.publishing import phrases, wording
from vedette.publishing.basemap import Patch, patches_seen, render_map
from vedette.publishing.disputed import areas_of, on_day, told_of
from vedette.publishing.languages import beside
from vedette.publishing.marks import LONGEST_TEXT, pieces
from vedette.publishing.model import Brief, Figure
from vedette.publishing.strip import render_strip

_SAFE_LINK = re.compile(r"https?://[^\s<>\"']+")


def render_html(brief: Brief) -> str:
    """Return `brief` as an HTML page that loads nothing and runs no script but its own."""
    style, script = _asset("brief.css"), _asset("brief.js")
    disputed = patches_seen(brief.spots, _disputed(brief))
    page = (
        _environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            several=len(brief.documents) > 1,
            phrases=phrases,
            beside=lambda receipts: beside(brief, receipts),
            wording=wording,
            title=phrases.title_of(brief),
            warning=phrases.warning_line(brief),
            by_id={x.id: x for x in brief.lines()},
            figures=_tables(brief),
            texts=[list(pieces(brief, n)) for n in range(len(brief.documents))],
            left_out=[max(0, len(d.text) - LONGEST_TEXT) for d in brief.documents],
            links=[d.url if d.url and _SAFE_LINK.fullmatch(d.url) else None for d in brief.documents],
            map=render_map(brief.spots, disputed),
            disputed=disputed,
            strip=render_strip(brief.timeline),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )
    # A lone surrogate in a name or an address must not stop the page from being written.
    return str(page).encode("utf-8", "replace").decode("utf-8")


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only pages need it

    return Environment(
        loader=PackageLoader("vedette.publishing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return resources.files("vedette.publishing").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return the hash by which the page's own policy allows its one style and its one script."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _disputed(brief: Brief) -> list[Patch]:
    """Return what is disputed on the day of the newest text, in the viewpoint of no state; nothing where no text has a day."""
    days = [d.published[:10] for d in brief.documents if d.published]
    if not days or not brief.spots:
        return []
    day = max(days)
    found = on_day(areas_of(load_knowledge().territories), day)
    return [Patch(f"{a.facts.name}: {told_of(a, day)} (source: {a.facts.source})", "dashed", a.rings) for a in found]


def _tables(brief: Brief) -> list[tuple[str, str, list[Figure]]]:
    """Return the figures by side and kind, so that those that contradict each other stand one below the other."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for f in sorted(brief.figures, key=phrases.figure_order):
        found.setdefault((f.side, f.kind), []).append(f)
    return [(side, kind, figures) for (side, kind), figures in found.items()]
