"""Code one Russian reading: who speaks, who is counted and by whose word, what is named. No events."""

from collections.abc import Iterator, Sequence

from vedette.coding.russian.counts import Toll, tolls_of
from vedette.coding.russian.people import Scene
from vedette.coding.russian.places import Places, named_place
from vedette.coding.russian.said import Saying, nearest, refers_back, sayings, speakers_of
from vedette.reading.russian.tables import PLACING
from vedette.reading.russian.words import RussianReading
from vedette.records.ids import content_id
from vedette.records.reading import Sentence
from vedette.records.record import Actor, Casualty, Named, Quote, Receipt, Record

COUNTED, VAGUE = 0.7, 0.5
"""Confidence of a figure with and without bounds: below the English reader's, which is measured on far more texts."""

Found = Sequence[Sequence[Saying]]


def code_russian(reading: RussianReading, places: Places, *, reader: str = "") -> Record:
    """Return the record of `reading`: quotes, counts of people and names; `reader` names the version that read it."""
    scene = Scene(reading, places)
    found = [sayings(scene, s) for s in reading.sentences]
    quotes = tuple(_quotes(scene, found))
    return Record(
        document=reading.document,
        casualties=tuple(_casualties(scene, found, quotes)),
        quotes=quotes,
        mentions=tuple(_mentions(reading, places)),
        reader=reader,
    )


def _quotes(scene: Scene, found: Found) -> Iterator[Quote]:
    document = scene.reading.document
    for q, (speakers, cue) in zip(scene.reading.quotations, speakers_of(scene, found), strict=True):
        yield Quote(
            id=content_id(document.id, "quote", q.start, q.end),
            start=q.start,
            end=q.end,
            text=document.text[q.start : q.end],
            speakers=speakers,
            cue=cue,
        )


def _casualties(scene: Scene, found: Found, quotes: Sequence[Quote]) -> Iterator[Casualty]:
    document = scene.reading.document
    for s in scene.reading.sentences:
        for toll in tolls_of(scene, s):
            claimants, cue = _who_says(scene, s, toll, found, quotes)
            yield Casualty(
                id=content_id(document.id, "casualty", toll.start, toll.end, toll.kind, toll.low, toll.high),
                event=None,
                start=toll.start,
                end=toll.end,
                text=document.text[toll.start : toll.end],
                kind=toll.kind,
                low=toll.low,
                high=toll.high,
                approx=toll.approx,
                who=toll.who,
                side=toll.side,
                scope=toll.scope,
                claimants=claimants,
                cue=cue,
                confidence=VAGUE if toll.low is None and toll.high is None else COUNTED,
            )


def _who_says(
    scene: Scene, s: Sentence, toll: Toll, found: Found, quotes: Sequence[Quote]
) -> tuple[tuple[Actor, ...], Receipt | None]:
    """Return who says so: the speaker of the quotation it stands in, of its sentence, or of "Об этом сообщил …" behind."""
    spoken = next((q for q in quotes if q.start <= toll.start < q.end), None)
    if spoken:
        return spoken.speakers, spoken.cue
    told = nearest([f for f in found[s.index] if f.holds], toll.at)
    if told:
        return told.speakers, told.cue
    sentences = scene.reading.sentences
    after = sentences[s.index + 1] if s.index + 1 < len(sentences) else None
    if after and after.paragraph == s.paragraph and refers_back(after):
        told = nearest([f for f in found[after.index] if f.holds], 0)
    return (told.speakers, told.cue) if told else ((), None)


def _mentions(reading: RussianReading, places: Places) -> Iterator[Named]:
    text, words = reading.document.text, [w for s in reading.sentences for w in s.words]
    before = {w.start: words[k - 1].lemma for k, w in enumerate(words) if k}
    for n in reading.names:
        # A small model takes some towns for persons; what stands before tells ("обстрел Бахмута").
        town = n.kind == "person" and before.get(n.start) in PLACING and places.clear(n.normal)
        if n.kind == "place" or town:
            yield named_place(n, text, places)
        else:
            yield Named(start=n.start, end=n.end, text=text[n.start : n.end], kind=n.kind, name=n.normal)
