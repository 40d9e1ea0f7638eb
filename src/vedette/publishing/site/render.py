"""Pages out of templates: what all of them know, times in words, bytes that can always be written."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

from vedette.knowledge.describe import state_name
from vedette.publishing import wording
from vedette.publishing.site.config import SiteConfig
from vedette.publishing.site.model import Item
from vedette.records.story import CATEGORIES

STATIC = ("site.css", "site.js", "search.js", "icon.svg")

_NO_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return a name as part of an address; names that look alike in it get a part of their hash."""
    bare = _NO_SLUG.sub("-", name.lower()).strip("-")
    return bare if bare and bare == name.lower().replace(" ", "-") else f"{bare or 'x'}-{_short(name)}"


def name_slug(name: str) -> str:
    """Return a name that people chose as part of an address: those that differ in capitals alone are told apart."""
    bare = slug(name)
    return bare if bare.replace("-", " ").title() == name else f"{bare}-{_short(name)}"


def pair_title(dyad: str) -> str:
    """Return what a pair of states is called: "Armenia and Azerbaijan"."""
    return wording.listed([state_name(code) for code in dyad.split("-")])


def moment(at: str) -> str:
    """Return an ISO moment in words: 13 September 2022, 14:05 UTC."""
    told = datetime.fromisoformat(at)
    return f"{told.day} {told:%B %Y, %H:%M} UTC"


def day(at: str) -> str:
    """Return an ISO day in words, as it is written where it is none."""
    try:
        told = datetime.fromisoformat(at[:10])
    except ValueError:
        return at
    return f"{told.day} {told:%B %Y}"


@cache
def code_hash() -> str:
    """Return a hash of all that makes pages, so that another Vedette makes every page anew."""
    found = hashlib.sha256(version("vedette").encode())
    for package in ("vedette.publishing.site", "vedette.publishing", "vedette.publishing.charts"):
        folder = resources.files(package)
        files = [f for f in folder.iterdir() if f.is_file() and f.name.endswith((".py", ".csv"))]
        for name in ("templates", "static") if package.endswith("site") else ():
            files += [f for f in folder.joinpath(name).iterdir() if f.is_file()]
        for file in sorted(files, key=lambda f: f.name):
            found.update(file.read_bytes())
    return found.hexdigest()


def static(name: str) -> bytes:
    """Return a file that goes out as it is."""
    return resources.files("vedette.publishing.site").joinpath("static", name).read_bytes()


def renderer(site: SiteConfig) -> Callable[..., bytes]:
    """Return what renders a template as the page at a path: `render("front.html", "index.html", title=…)`."""
    made = _environment()
    common = {"site": site, "categories": [(c, slug(c)) for c in CATEGORIES]}
    templates: dict[str, Any] = {}

    def render(template: str, path: str, **told: Any) -> bytes:
        if template not in templates:
            templates[template] = made.get_template(template)
        context = {"section": "", "feeds": "", **common, **told, "path": path, "root": "../" * path.count("/")}
        return to_bytes(templates[template].render(context))

    return render


def to_bytes(text: str) -> bytes:
    """Return a page's bytes; half a pair of a sign beyond Unicode's first 65,536 stops no page."""
    return text.encode("utf-8", "replace")


def key_of(*parts: object) -> str:
    """Return a hash of what a page is made of, by how Python writes it."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def bare_title(item: Item) -> str:
    """Return the headline without the warning that stands before it in capitals."""
    told = item.card.headline
    warning = f"{', '.join(item.card.warnings).upper()}:"
    return told[len(warning) :].lstrip() if item.card.warnings and told.upper().startswith(warning) else told


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only pages need it

    made = Environment(
        loader=PackageLoader("vedette.publishing.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    helpers: Mapping[str, Any] = {"moment": moment, "day": day, "bare": bare_title}
    made.globals.update(helpers)
    return made


def _short(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
