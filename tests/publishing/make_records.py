"""Records written by hand for the tests of the brief."""

from vedette.records.document import Document, Passage
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Doubt, Event, Quote, Receipt, Record

TEXT = (
    "GRAPHIC: Border town shelled\n\nThe army of Ruritania shelled Strelsau overnight, killing at least 12 civilians, the "
    "government of Hentzau said. “We will not give way,” it said. Hentzau appealed to the United Nations. Ruritania and "
    "Hentzau fought a war in 1994.\n\nRead more: border news"
)


def find(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def actor(words: str, country: str | None, sector: str, name: str | None = None, text: str = TEXT) -> Actor:
    return Actor(*find(words, text), words, country, sector, None, name)


def event(id_: str, type_: str, words: str, text: str = TEXT, **more) -> Event:
    at = find(words, text)
    known = {"mode": None, "status": "actual", "sentence": at, "confidence": 0.8}
    return Event(id=id_, type=type_, trigger=Receipt(*at, words), **{**known, **more})


ARMY = actor("The army of Ruritania", "FRA", "MIL")
GOVERNMENT = actor("the government of Hentzau", "DEU", "GOV")
STRELSAU = PlaceMention(*find("Strelsau"), "Strelsau", "Strelsau", "DEU", 50.1, 8.7, "settlement", 1, "the only one")
NIGHT = TimeExpression(*find("overnight"), "overnight", "2022-09-12", "2022-09-13", "night")
SAID = Receipt(*find("said"), "said")


def record(text: str = TEXT) -> Record:
    tail = find("Read more: border news")
    document = Document.of(
        text,
        id="doc",
        source="Zenda Post",
        title="Border town shelled",
        published="2022-09-13",
        warnings=("graphic",),
        passages=(Passage(*tail, "furniture", "a link"),),
    )
    return Record(
        document=document,
        events=(
            event("e1", "ASSAULT", "shelled Strelsau"[:7], mode="heavy-weapons", actors=(ARMY,), place=STRELSAU, time=NIGHT, claimants=(GOVERNMENT,), cue=SAID),
            event("e2", "REQUEST", "appealed", actors=(actor("Hentzau appealed"[:7], "DEU", "GOV"),), recipients=(actor("the United Nations", "UNO", "GOV"),)),
            event("e3", "ASSAULT", "war", status="historical", actors=(ARMY,)),
        ),
        casualties=(
            Casualty(
                id="c1", event="e1", start=find("at least 12 civilians")[0], end=find("at least 12 civilians")[1],
                text="at least 12 civilians", kind="killed", low=12, high=None, approx=False, who="civilian", side="DEU",
                claimants=(GOVERNMENT,), cue=SAID,
            ),
        ),
        quotes=(Quote(id="q1", start=find("We will not give way,")[0], end=find("We will not give way,")[1], text="We will not give way,", speakers=(GOVERNMENT,)),),
        doubts=(Doubt(start=NIGHT.start, end=NIGHT.end, text="overnight", about="time", reason="the hour is not told"),),
        reader="test reader",
    )  # fmt: skip
