"""Mentions, figures and documents written by hand, for tests of what is made of them."""

from vedette.records.ids import content_id
from vedette.records.incident import Mention, Source
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Event, Receipt

PLACES = {
    "Sotk": ("ARM", 40.2, 45.87, "settlement"),
    "Jermuk": ("ARM", 39.84, 45.67, "settlement"),
    "Vardenis": ("ARM", 40.18, 45.73, "settlement"),
    "Kashatagh": ("ARM", 40.21, 45.9, "settlement"),
    "Syunik Province": ("ARM", None, None, "region"),
    "Armenia": ("ARM", None, None, "country"),
    "Dashkasan": ("AZE", 40.52, 46.08, "settlement"),
}


def actor(code, sector=None, name=None):
    """Return an actor of "ARM", "ARM/GOV" or "COD/REB:M23"."""
    code, _, group = code.partition(":")
    country, _, told = code.partition("/")
    return Actor(
        0,
        0,
        code,
        None if country == "?" else country,
        sector or told or "MIL",
        f"group:{group.lower()}" if group else None,
        group or name,
    )


def place(name):
    country, lat, lon, precision = PLACES[name]
    return PlaceMention(0, len(name), name, name, country, lat, lon, precision)


def time(first, last=None, precision=None):
    length = "day" if last in (None, first) else "span"
    return TimeExpression(0, 1, "then", first, last or first, precision or length)


def source(document="d1", published="2022-09-13", publisher=None, origin=""):
    return Source(document=document, source=publisher or document, published=published, origin=origin)


def mention(type_="ASSAULT", who=(), whom=(), where=None, when=None, at=None, n=0, **more):
    """Return a mention; `when` is a day or a TimeExpression, `n` its place in the text (a sentence is 100 characters)."""
    at = at or source()
    told = time(when) if isinstance(when, str) else when
    event = Event(
        id=content_id(at.document, type_, n, list(who), list(whom), where, str(told), str(sorted(more.items()))),
        type=type_,
        mode=more.get("mode"),
        status=more.get("status", "actual"),
        trigger=Receipt(n * 100, n * 100 + 6, more.get("trigger", "attack")),
        sentence=more.get("sentence", (n * 100, n * 100 + 99)),
        actors=tuple(map(actor, who)),
        recipients=tuple(map(actor, whom)),
        place=place(where) if where else None,
        time=told,
        claimants=tuple(actor(c, "GOV") for c in more.get("claimants", ())),
    )
    return Mention(event=event, at=at, total=more.get("total", False), words=more.get("words", ""))


def casualty(low, high=None, side="ARM", kind="killed", claimants=(), event=None, **more):
    return Casualty(
        id=content_id("c", low, high, side, kind, list(claimants), event, str(sorted(more.items()))),
        event=event,
        start=more.get("start", 0),
        end=more.get("start", 0) + 10,
        text=more.get("text", f"{low} dead"),
        kind=kind,
        low=low,
        high=high if high is not None or more.get("open") else low,
        approx=more.get("approx", False),
        who=more.get("who", "military"),
        side=side,
        scope=more.get("scope", "incident"),
        claimants=tuple(actor(c, "GOV") for c in claimants),
    )
