"""Names in a text lead to stable ids, offices to who holds them on the day."""

import pytest

from vedette.checking.check import check
from vedette.checking.names import resolve
from vedette.checking.told import Told
from vedette.documents import prepare
from vedette.knowledge.base import load_knowledge
from vedette.knowledge.entities import load_entities
from vedette.records.document import Document


@pytest.fixture(scope="module")
def resolved(reader):
    def resolving(text, on="2022-09-13"):
        document = prepare(Document.of(text, published=on))
        ((document, sentences),) = reader.parser.parse_all([document])
        told = Told(
            reader.spans(document, sentences, reader.marks(sentences)),
            load_knowledge(),
            load_entities(),
            on,
            reader.gazetteer.candidates,
        )
        found = resolve(told, check(told))
        assert all(text[r.start : r.end] == r.text for r in found)
        return {(r.text, r.id) for r in found}

    return resolving


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("The Armenian Prime Minister called Paris.", "Armenian Prime Minister", "wikidata:Q7035479"),
        ("Armenia's Prime Minister called Paris.", "Armenia's Prime Minister", "wikidata:Q7035479"),
        ("The foreign minister of Russia left.", "foreign minister of Russia", "wikidata:Q58217"),
        ("Both sides signed the Dayton Agreement.", "Dayton Agreement", "agreement:dayton-1995"),
        ("Troops of the 102nd Military Base moved.", "102nd Military Base", "base:base-102-gyumri"),
        (
            "The statement of the leaders of Armenia, Azerbaijan and Russia of January 11, 2021 was quoted.",
            "January 11, 2021",
            "agreement:statement-2021-01-11",
        ),
    ],
)
def test_what_is_named_carries_its_stable_id(resolved, text, words, id_):
    assert (words, id_) in resolved(text)


def test_an_office_follows_the_day(resolved):
    text = "The Turkish Foreign Minister spoke."
    assert ("Turkish Foreign Minister", "wikidata:Q6070342") not in resolved(text, "2024-06-01")
    assert {id_ for _, id_ in resolved(text, "2022-09-13")} != {id_ for _, id_ in resolved(text, "2024-06-01")}


def test_a_deputy_is_not_the_minister(resolved):
    assert not [w for w, _ in resolved("The Armenian deputy prime minister spoke.") if "minister" in w.lower()]


def test_a_ministry_is_not_its_minister(resolved):
    assert not [
        i for _, i in resolved("The Armenian Defense Ministry spoke.") if i.startswith(("wikidata:", "person:"))
    ]
