"""Small incidents made by hand: events as rows of the record, and whole incidents with their figures."""

from vedette.incidents.blame import incident_ledger
from vedette.publishing.crosswalks.whole import whole_of
from vedette.records.assessment import Assessed
from vedette.records.incident import Days, Incident, Mention, Source
from vedette.records.ledger import Figure
from vedette.records.reading import PlaceMention
from vedette.records.record import Actor, Casualty, Event, Receipt

SOTK = PlaceMention(0, 4, "Sotk", "Sotk", "ARM", 40.2, 45.87, "settlement", 616041, "the only one")
NIGHT = Days(first="2022-09-12", last="2022-09-13")
DAY = Days(first="2022-09-13", last="2022-09-13")


def actor(country, sector, name=None, text="they"):
    return Actor(0, len(text), text, country, sector, name and f"force:{name.lower()}", name)


AZE = actor("AZE", "MIL", "Azerbaijani Armed Forces")
ARM = actor("ARM", "MIL", "Armenian Armed Forces")
M23 = Actor(0, 3, "M23", "COD", "REB", "group:m23", "M23")
CIVILIANS = actor("ARM", "CVL", text="villagers")


def source(document="d1", publisher="Zenda Post", published="2022-09-13"):
    return Source(document=document, source=publisher, published=published, origin=document)


def event(type_="ASSAULT", mode=None, *, doers=(AZE,), sufferers=(), status="actual", id_="e1", claimants=()):
    return Event(
        id=id_, type=type_, mode=mode, status=status, trigger=Receipt(10, 17, "shelled"), sentence=(0, 80),
        actors=tuple(doers), recipients=tuple(sufferers), claimants=tuple(claimants), confidence=0.8,
    )  # fmt: skip


def figure(n, side="ARM", who="military", *, by=None, low=None, approx=False, text=""):
    """Return a figure of the incident; `n` is both bounds where none is told, None for no number."""
    bounds = (low, None) if low is not None else (n, n)
    claimants = (actor(by, "GOV"),) if by else ()
    made = Casualty(
        id=f"c-{side}-{who}-{by}-{bounds}", event="e1", start=20, end=30, text=text or f"{n} killed", kind="killed",
        low=bounds[0], high=bounds[1], approx=approx, who=who, side=side, claimants=claimants,
    )  # fmt: skip
    return Figure(casualty=made, at=source(), as_of="2022-09-13", incident="i1")


def whole(*events, figures=(), place=SOTK, days=NIGHT, family="force", mode=None):
    told = events or (event(),)
    mentions = [Mention(event=e, at=source()) for e in told]
    incident = Incident(
        id="i1", family=family, tellings=("t1",), mentions=tuple(e.id for e in told), documents=("d1",), origins=1,
        doers=frozenset({"AZE"}), sufferers=frozenset({"ARM"}), mode=mode, place=place, days=days, first_told="2022-09-13",
    )  # fmt: skip
    return whole_of(incident, mentions, incident_ledger(incident, mentions, figures), Assessed())


def row(
    type_="ASSAULT", mode="heavy-weapons", *, actors=("AZE/MIL",), recipients=("ARM/MIL",), status="actual", **more
):
    """Return an event as an object of `tables.events`."""

    def people(told):
        out = []
        for one in told:
            country, _, sector = one.partition("/")
            out.append({"text": f"the {one}", "country": country or None, "sector": sector, "name": None, "start": 0, "end": 1})  # fmt: skip
        return out

    base = {
        "id": "e1", "type": type_, "mode": mode, "status": status, "trigger": {"start": 10, "end": 17, "text": "shelled"},
        "actors": people(actors), "recipients": people(recipients), "claimants": people(("ARM/GOV",)), "cue": None,
        "place": {"name": "Sotk", "text": "Sotk", "country": "ARM", "lat": 40.2, "lon": 45.87, "precision": "settlement", "geonames": 616041},
        "time": {"text": "overnight", "from": "2022-09-12", "to": "2022-09-13"}, "quoted": False, "confidence": 0.8,
        "document": "d1", "source": "Zenda Post", "published": "2022-09-13T10:00:00+04:00", "origin": "d1", "incident": "i1", "reader": "r",
    }  # fmt: skip
    return {**base, **more}
