"""Tools on what the store holds: sentences, incidents, documents. They ask what the API asks, and answer it shorter."""

from typing import Any

from vedette.desk.api.asking import EventsAsked
from vedette.desk.api.claims import SentencesAsked, find_events, find_sentences
from vedette.desk.api.documents import find_document
from vedette.desk.api.forms import ledger_json
from vedette.desk.api.incidents import find_incidents
from vedette.desk.api.shared import behind, found, refused
from vedette.desk.mcp.asked import ALONE, DocumentAsked, IncidentAsked, IncidentsAsked, SearchAsked
from vedette.desk.setup import Setup
from vedette.publishing.parties import said
from vedette.records.ledger import Ledger
from vedette.records.record import Event
from vedette.store.documents import incidents_of
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.asking import ledger_of_incident
from vedette.workflow.assessing import history as assessments
from vedette.workflow.assessing import weighed
from vedette.workflow.judging import mentions_in

Json = dict[str, Any]

_AT = ("document", "source", "published", "origin", "title")
_HEAD = ("id", "family", "mode", "doers", "sufferers", "place", "from", "to", "day_told", "first_told", "origins")
_ABOUT = ("title", "source", "published", "url", "byline", "language", "warnings")


def search(setup: Setup, asked: SearchAsked) -> Json:
    """Answer with sentences: by their words alone, or those of the claims that a filter finds."""
    told = asked.model_dump(by_alias=True, exclude_none=True)
    if not set(told) - {"limit", "after"}:
        raise refused("search", "asks for nothing", "tell words, or a filter like dyad, type or from")
    if "words" not in told or set(told) - {*ALONE, "limit", "after"}:
        page = find_events(setup, EventsAsked.model_validate(told))
        return {"items": [sentence_of(e) for e in page["items"]], "next": page["next"]}
    page = find_sentences(setup, SentencesAsked.model_validate(told))
    with setup.store.reading() as connection:
        homes = incidents_of(connection, {e["id"] for hit in page["items"] for e in hit["events"]})
    return {"items": [_hit(h, homes) for h in page["items"]], "next": page["next"]}


def incidents(setup: Setup, asked: IncidentsAsked) -> Json:
    """Answer with incidents, each with one sentence that tells it."""
    page = find_incidents(setup, asked)
    return {"items": [_head(setup.store, i) for i in page["items"]], "next": page["next"]}


def incident(setup: Setup, asked: IncidentAsked) -> Json:
    """Answer with one incident: assessment, versions, blame, figures, judgements, and a page of the sentences that tell it."""
    there = found(lambda: setup.store.incident(asked.incident))
    ledger, mentions = ledger_of_incident(setup.store, there), mentions_in(setup.store, there)
    page, cursor = behind(mentions, lambda f: f.claim.id, asked)
    told = ledger_json(ledger)
    events = [f.claim for f in mentions if isinstance(f.claim, Event)]
    made = weighed(there, ledger, events, assessments(setup.store, there))
    return {
        "incident": _head(setup.store, there.to_json()),
        "assessment": {kind: _word(word, ledger) for kind, word in made.to_json().items()},
        **{n: told[n] for n in ("versions", "blame", "standings", "figures")},
        "judgements": [j.to_json() for j in there.judgements],
        "items": [sentence_of(f.to_json()) for f in page],
        "next": cursor,
    }


def document(setup: Setup, asked: DocumentAsked) -> Json:
    """Answer with a span of a document's text, and how the document came."""
    told = find_document(setup, asked.document)
    whole = told["document"]
    text = whole["text"]
    if asked.start and asked.start >= len(text):
        raise refused("start", f"is behind the text, which has {len(text):,} characters", "begin before its end")
    end = min(len(text), asked.start + asked.length)
    return {
        "document": whole["id"],
        "start": asked.start,
        "end": end,
        "text": text[asked.start : end],
        **{n: whole[n] for n in _ABOUT},
        "characters": len(text),
        "next": end if end < len(text) else None,
        "arrivals": told["arrivals"],
        "readings": told["readings"],
    }


def sentence_of(claim: Json) -> Json:
    """Return the sentence of an event as the API tells it, or its own words where no sentence holds it."""
    words, span = claim["words"], claim["sentence"]
    if words is None:
        words, span = claim["trigger"]["text"], claim["trigger"]
    at = {n: claim[n] for n in _AT}
    return {**at, "start": span["start"], "end": span["end"], "text": words, "acts": [_act(claim, claim["incident"])]}


def _hit(hit: Json, homes: dict[str, str]) -> Json:
    told = {n: hit[n] for n in (*_AT, "start", "end", "text")}
    return {**told, "acts": [_act(e, homes.get(e["id"])) for e in hit["events"]]}


def _act(event: Json, home: str | None) -> Json:
    place, when = event["place"], event["time"]
    sides = {"doers": event["actors"], "sufferers": event["recipients"], "claimants": event["claimants"]}
    return {
        **{n: event[n] for n in ("id", "type", "mode", "status")},
        **{n: [_called(a) for a in actors] for n, actors in sides.items()},
        "place": place and place["name"],
        "from": when and when["from"],
        "to": when and when["to"],
        "incident": home,
    }


def _called(actor: Json) -> str:
    """Return somebody by the words of the text, with the code that they were read as."""
    code = " ".join(x for x in (actor["country"], actor["sector"]) if x)
    return f"{actor['name'] or actor['text']} ({code})" if code else str(actor["name"] or actor["text"])


def _head(store: Store, told: Json) -> Json:
    first = store.events(Query(incident=told["id"], limit=1))
    counts = {"documents": len(told["documents"]), "mentions": len(told["mentions"])}
    return {**{n: told[n] for n in _HEAD}, **counts, "told": sentence_of(first[0].to_json()) if first else None}


def _word(word: Json, ledger: Ledger) -> Json:
    """Return a word on an incident with the parties in its reason called by their names."""
    voices = [p for b in ledger.blame for p, _ in (*b.said_by, *b.denied_by)]
    parties = [*voices, *(v.party for v in ledger.versions), *(b.doer for b in ledger.blame)]
    return {**word, "reason": said(word["reason"], parties)}
