"""The case everything is tried on, read whole: Armenia's appeal of 13 September 2022.

The article is not shipped; where it stands beside the checkout, what its brief must hold is tested here.
"""

import json
from pathlib import Path

import pytest

from vedette.documents.metadata import name_published
from vedette.publishing.brief import make_brief
from vedette.publishing.html import render_html
from vedette.records.document import UNREAD

SEED = Path(__file__).parent.parent.parent / "shared" / "seed" / "armenia-2022-09-13.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside this checkout")


@pytest.fixture(scope="module")
def record(read):
    return read(SEED.read_text("utf-8"), published=name_published(SEED.name)[0])


def codes(actors):
    return [a.country for a in actors]


def having(record, type_, words):
    found = [e for e in record.events if e.type == type_ and e.trigger.text == words]
    assert found, [(e.type, e.trigger.text) for e in record.events]
    return found[-1]


def test_the_appeal_of_the_government_to_the_un_and_the_csto(record):
    e = having(record, "REQUEST", "appealed")
    assert [(a.country, a.sector) for a in e.actors] == [("ARM", "GOV")]
    assert codes(e.recipients) == ["UNO", "IGO"]
    assert e.claimants == ()


def test_the_shelling_of_border_towns(record):
    e = having(record, "ASSAULT", "shelling")
    assert [(a.country, a.sector) for a in e.actors] == [("AZE", "MIL")]
    assert codes(e.recipients) == ["ARM"]
    assert (e.time.from_, e.time.to) == ("2022-09-12", "2022-09-13")


def test_five_phone_contacts(record):
    first, second = [e for e in record.events if e.type == "CONSULT" and e.mode == "phone"]
    assert (codes(first.actors), codes(first.recipients)) == (["ARM"], ["USA", "IRN", "USA", "EUR"])
    assert (codes(second.actors), codes(second.recipients)) == (["TUR"], ["AZE"])
    assert second.time.from_ == "2022-09-13T05:30:00-05:00"
    assert "EDT" in second.time.doubt


def test_the_meeting_and_the_message_of_the_csto(record):
    e = next(e for e in record.events if e.type == "CONSULT" and "convened" in e.trigger.text)
    assert codes(e.actors) == ["IGO"]
    quote = max(record.quotes, key=lambda q: len(q.text))
    assert quote.text.startswith("On the night of September 13, 2022")
    assert codes(quote.speakers) == ["IGO"]
    assert all(codes(x.claimants) == ["IGO"] for x in record.events if x.trigger.text == "clashes")


def test_at_least_49_soldiers_by_the_ministrys_account(record):
    c = next(c for c in record.casualties if "soldiers" in c.text)
    assert (c.kind, c.low, c.high, c.who, c.side) == ("killed", 49, None, "military", "ARM")
    assert [(a.country, a.sector) for a in c.claimants] == [("ARM", "GOV")]


def test_firing_in_sotk_is_pinned(record):
    e = having(record, "ASSAULT", "firing")
    assert (e.place.lat, e.place.lon) == pytest.approx((40.20, 45.87), abs=0.01)
    assert e.place.geonames == 616041


def test_turkeys_support_and_warning_and_ukraines_criticism(record):
    assert codes(having(record, "THREATEN", "warned").actors) == ["TUR", "TUR"]
    assert codes(having(record, "SUPPORT", "came to the defense").recipients) == ["AZE"]
    e = having(record, "ACCUSE", "decried")
    assert (codes(e.actors), codes(e.recipients)) == (["UKR"], ["RUS"])


def test_1994_and_2020_are_background(record):
    years = {e.time.from_[:4] for e in record.events if e.status == "historical" and e.time}
    assert {"1994", "2020"} <= years


def test_nothing_comes_out_of_the_pages_furniture(record):
    unread = [p for p in record.document.passages if p.kind in UNREAD]
    assert {p.kind for p in unread} == {"repeated", "author", "furniture"}
    for item in (*(e.trigger for e in record.events), *record.casualties, *record.quotes):
        assert not any(p.start <= item.start < p.end for p in unread)


def test_the_warning_stands_on_top_and_every_line_has_its_receipt(record):
    assert record.document.warnings == ("graphic",)
    brief = make_brief([record])
    page = render_html(brief)
    assert page.index("GRAPHIC: the text carries this warning") < page.index("<h1>")
    for item in (*brief.bottom, *brief.lines(), *brief.figures, *brief.quotes, *brief.doubts):
        assert item.receipts
        assert all(record.document.text[r.start : r.end] == r.text for r in item.receipts)


def test_offsets_hold_against_the_callers_own_copy(record):
    text = SEED.read_text("utf-8")
    out = json.loads(json.dumps(record.to_json()))
    assert out["document"]["text"] == text
    for e in out["events"]:
        for part in (e["trigger"], *e["actors"], *e["recipients"], *e["claimants"]):
            assert text[part["start"] : part["end"]] == part["text"]
