"""Reports written by hand for the pages of incidents and reports: two versions, a denial, hostile words, a warning."""

from dataclasses import replace

from publishing.make_records import record as graphic_record
from vedette.records.document import Document
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Event, Named, Receipt, Record, Translated

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
"""What a hostile report writes wherever it can."""

DAY = "2022-09-13"
ONE = f"Azerbaijan shelled Jermuk on 13 September, Armenia said {EVIL}. It said 49 soldiers were killed."
TWO = "Azerbaijan denied that it shelled Jermuk on 13 September. It said 20 soldiers were killed."
THREE = "Azerbaijan struck Jermuk on 13 September. Nobody was named."


def at(text, words, n=0):
    start = text.index(words)
    for _ in range(n):
        start = text.index(words, start + 1)
    return start, start + len(words)


def actor(text, words, country, sector="GOV"):
    return Actor(*at(text, words), words, country, sector)


def told(id_, text, words, *, claimants=(), status="actual", day=DAY):
    return Event(
        id=id_, type="ASSAULT", mode=None, status=status, trigger=Receipt(*at(text, words), words),
        sentence=(0, text.index(".") + 1), actors=(actor(text, "Azerbaijan", "AZE", "MIL"),),
        recipients=(Actor(*at(text, "Jermuk"), "Jermuk", "ARM", "CVL"),),
        place=PlaceMention(*at(text, "Jermuk"), "Jermuk", "Jermuk", "ARM", 39.84, 45.67, "settlement"),
        time=TimeExpression(*at(text, "13 September"), "13 September", day, day, "day"), claimants=claimants, confidence=0.9,
    )  # fmt: skip


def counted(id_, event, text, words, low, claimants):
    return Casualty(
        id=id_, event=event, start=at(text, words)[0], end=at(text, words)[1], text=words, kind="killed", low=low, high=low,
        approx=False, who="military", side="ARM", claimants=claimants, confidence=0.9,
    )  # fmt: skip


def report(id_, text, events, figures=(), **known):
    document = Document.of(text, id=id_, **{"published": DAY, "language": "en", **known})
    return Record(document=document, events=tuple(events), casualties=tuple(figures), reader="reader 1")


def armenia():
    by = (actor(ONE, "Armenia", "ARM"),)
    return report(
        "one/of?two", ONE, [told("aa01" * 5, ONE, "shelled", claimants=by)], [counted("cc01" * 5, "aa01" * 5, ONE, "49 soldiers", 49, by)],
        source=f"Zenda Post {EVIL}", title=f"Shelling {EVIL}", url="javascript:alert(1)", byline=EVIL,
    )  # fmt: skip


def azerbaijan():
    by = (actor(TWO, "Azerbaijan", "AZE"),)
    return report(
        "two", TWO, [told("aa02" * 5, TWO, "shelled", claimants=by, status="negated")],
        [counted("cc02" * 5, "aa02" * 5, TWO, "20 soldiers", 20, by)], source="Hentzau Gazette", title="Denied",
        url="https://example.org/two",
    )  # fmt: skip


def agency():
    return report("three", THREE, [told("aa03" * 5, THREE, "struck")], source="Strelsau Wire", title="Strike")


def warned():
    """Return a report whose text carries a warning."""
    return graphic_record()


def russian():
    text = "Азербайджан обстрелял Джермук. Погибли 49 человек."
    made = report("ru", text, [], source="Заря", title="Обстрел", language="ru")
    return replace(
        made, reader="reader ru",
        mentions=(Named(start=22, end=29, text="Джермук", kind="place", name="Джермук", country="ARM"),),
        translations=(Translated(0, 30, "Azerbaijan shelled Jermuk."), Translated(31, len(text), "49 people died.")),
        translated_by="a translator",
    )  # fmt: skip


def dossier():
    return [armenia(), azerbaijan(), agency(), warned(), russian()]
