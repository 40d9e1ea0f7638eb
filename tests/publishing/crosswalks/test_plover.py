"""Events in POLECAT's columns: golden rows."""

from publishing.crosswalks.make_wholes import row
from vedette.publishing.crosswalks.columns import PLOVER
from vedette.publishing.crosswalks.mapped import by_word
from vedette.publishing.crosswalks.plover import plover_rows
from vedette.records.codebook.loader import load_codebook


def test_a_golden_row():
    (found,) = plover_rows(row("CONSULT", "visit", actors=("FRA/GOV", "DEU/GOV"), recipients=("ARM/LEG",)))
    assert found == {
        "Event ID": "e1", "Event Date": "2022-09-12", "Event Type": "CONSULT", "Event Mode": "visit", "Quad Code": "VERBAL COOPERATION",
        "Contexts": ["legislative"], "Actor Name": [None, None], "Actor Country": ["FRA", "DEU"], "Primary Actor Sector": "GOV",
        "Actor Sectors": ["GOV", "GOV"], "Actor Name Raw": ["the FRA/GOV", "the DEU/GOV"], "Recipient Name": [None],
        "Recipient Country": ["ARM"], "Primary Recipient Sector": "LEG", "Recipient Sectors": ["LEG"], "Recipient Name Raw": ["the ARM/LEG"],
        "Placename": "Sotk", "Country": "ARM", "Latitude": 40.2, "Longitude": 45.87, "GeoNames ID": 616041, "Raw Placename": "Sotk",
        "Source": "Zenda Post", "Publication Date": "2022-09-13", "Version": "r", "status": "actual", "from": "2022-09-12", "to": "2022-09-13",
        "precision": "settlement", "claimants": ["the ARM/GOV"], "claimant_countries": ["ARM"], "start": 10, "end": 17, "confidence": 0.8,
        "document": "d1", "origin": "d1", "incident": "i1", "lost": "Follows from who acts",
    }  # fmt: skip
    assert set(found) == set(PLOVER)


def test_contexts_follow_from_status_sector_and_mode():
    (found,) = plover_rows(row("COERCE", "cyber", status="hypothetical", actors=("RUS/SPY", "RUS/MIL")))
    assert found["Contexts"] == ["hypothetical", "intelligence", "military", "cyber"]


def test_every_type_has_its_quadrant():
    assert set(by_word("plover", "type")) == set(load_codebook().types)
    assert list(plover_rows(row("OWNTYPE", None))) == []


def test_the_day_of_publication_stands_where_no_day_is_told():
    (found,) = plover_rows(row(time=None, place=None, actors=(), recipients=()))
    assert (found["Event Date"], found["from"], found["Placename"], found["Primary Actor Sector"]) == (
        "2022-09-13",
        None,
        None,
        None,
    )
