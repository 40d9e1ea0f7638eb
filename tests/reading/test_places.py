import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.knowledge.gazetteer import Place, open_gazetteer
from vedette.knowledge.gazetteer_names import key_of
from vedette.reading.places import PlaceSource, find_places
from vedette.records.reading import Mention, PlaceMention, Sentence, Word

_TOKEN = re.compile(r"\[(\w+) ([^\]]+)\]|\{(\w+) (\w+) ([^}]+)\}|[\w.’']*\w|[^\w\s]")
_WORD = re.compile(r"\w+|[^\w\s]")


def town(name: str, country: str, lat: float, lon: float, population: int, match: str = "name") -> Place:
    return Place(abs(hash((name, country))) % 10**6, name, country, lat, lon, population, "settlement", match)


def own(
    name: str,
    country: str | None,
    feature: str,
    lat: float | None = None,
    lon: float | None = None,
    match: str = "name",
) -> Place:
    return Place(None, name, country, lat, lon, 0, feature, match)


KNOWN = {
    "Sotk": [town("Sotk", "ARM", 40.2, 45.87, 930)],
    "Vardenis": [town("Vardenis", "ARM", 40.18, 45.72, 12651), town("Vardenis", "ARM", 40.6, 44.4, 527)],
    "Tripoli": [town("Tripoli", "LBY", 32.89, 13.19, 1_150_000), town("Tripoli", "LBN", 34.43, 35.84, 229_000)],
    "Paris": [town("Paris", "FRA", 48.85, 2.35, 2_138_551), town("Paris", "USA", 33.66, -95.56, 24_839)],
    "Banjska": [town("Bansko", "BGR", 41.84, 23.49, 9_232, "alternate")],
    "Leningrad": [town("Saint Petersburg", "RUS", 59.94, 30.31, 5_351_935, "alternate")],
    "Hit": [town("Hīt", "IRQ", 33.64, 42.83, 31_901)],
    "Ramadi": [town("Ramadi", "IRQ", 33.43, 43.3, 223_500)],
    "Mosul": [town("Mosul", "IRQ", 36.34, 43.12, 1_683_000)],
    "Damascus": [town("Damascus", "SYR", 33.51, 36.29, 1_569_394)],
    "Palmyra": [town("Tadmur", "SYR", 34.56, 38.28, 51_015, "alternate"), town("Palmyra", "USA", 39.99, -82.9, 7_000)],
    "Hasaka": [town("Al Hasakah", "SYR", 36.5, 40.75, 422_445, "alternate"), own("Hasakah Governorate", "SYR", "region", match="alternate")],
    "Anbar": [own("Anbar Governorate", "IRQ", "region")],
    "Aleppo": [town("Aleppo", "SYR", 36.2, 37.16, 2_098_210)],
    "Hmeimim": [own("Hmeimim Air Base", "SYR", "facility", 35.4, 35.9)],
    "Kerry": [town("Kerry", "USA", 30.0, -90.0, 60_000)],
    "Moscow": [town("Moscow", "RUS", 55.75, 37.62, 10_381_222)],
    "Red Sea": [own("Red Sea", None, "sea")],
    "Littleton": [town("Littleton", "USA", 39.61, -105.0, 47_734)],
    "Baghdad": [town("Baghdad", "IRQ", 33.34, 44.4, 7_216_000)],
    "Grad": [town("Grad", "SVN", 46.8, 16.1, 2_000)],
}  # fmt: skip


class Fake:
    """A gazetteer of the few places above."""

    def __init__(self) -> None:
        self.places = {key_of(n): tuple(p) for n, p in KNOWN.items()}
        self.asked = 0

    def candidates(self, name: str, /) -> Sequence[Place]:
        self.asked += 1
        return self.places.get(key_of(name), ())


def sentence(marked: str, at: int = 0, index: int = 0, *, title: bool = False) -> Sentence:
    """Build a sentence from "near [GPE Sotk] in {state ARM Armenia}": labels in brackets, known names in braces."""
    words: list[Word] = []
    mentions: list[Mention] = []
    start = at
    end = 0
    for m in _TOKEN.finditer(marked):
        start += len(re.sub(r"\S", "", marked[end : m.start()]))
        end = m.end()
        label, inner = (m[1], m[2]) if m[1] else ("GPE" if m[3] in ("state", "capital") else "", m[5] or m[0])
        first = len(words)
        pieces = [(p.start(), p[0]) for p in _WORD.finditer(inner)] if m[1] or m[3] else [(0, inner)]
        for k, (offset, text) in enumerate(pieces):
            pos = (
                "ADP"
                if text in ("on", "in", "of", "at", "near", "along")
                else "PUNCT"
                if not text[0].isalnum()
                else "PROPN"
                if text[0].isupper() and (words or label)
                else "NOUN"
            )
            a = start + offset
            words.append(Word(len(words), a, a + len(text), text, text.lower(), text.lower(), pos, "", "dep", len(words), label, bool(label and k)))  # fmt: skip
        if m[3]:
            mentions.append(Mention(first, len(words), m[3], m[4], None, inner))
        start += len(inner)
    return Sentence(index, at, start, 0, title, tuple(words), tuple(() for _ in words), tuple(mentions))


def places(*marked: str, home: str | None = None) -> dict[str, PlaceMention]:
    at, made = 0, []
    for k, m in enumerate(marked):
        made.append(sentence(m, at, k))
        at = made[-1].end + 1
    return {p.text: p for p in find_places(made, Fake(), home=home)}


def where(p: PlaceMention) -> tuple[str | None, float | None, float | None, str]:
    return p.country, p.lat, p.lon, p.precision


def test_a_village_is_pinned_where_its_country_is_told() -> None:
    found = places("{state ARM Armenia} reported renewed firing in Sotk .")
    assert where(found["Sotk"]) == ("ARM", 40.2, 45.87, "settlement")
    assert "Armenia" in found["Sotk"].reason


def test_a_village_is_not_pinned_where_no_country_is_told() -> None:
    assert "Sotk" not in places("Firing was heard in [GPE Sotk] .")


def test_the_home_of_the_text_supports_a_village() -> None:
    assert where(places("Firing was heard in [GPE Sotk] .", home="ARM")["Sotk"])[0] == "ARM"


def test_a_world_city_needs_no_country() -> None:
    found = places("The {demonym USA American} president spoke in [GPE Paris] .")
    assert where(found["Paris"]) == ("FRA", 48.85, 2.35, "settlement")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Two people died in [GPE Tripoli] , {state LBN Lebanon} .", "LBN"),
        ("Two people died in [GPE Tripoli] in northern {state LBN Lebanon} .", "LBN"),
        ("Two people died in the {demonym LBN Lebanese} city of [GPE Tripoli] .", "LBN"),
        ("Two people died in [GPE Tripoli] .", "LBY"),
        ("A {demonym LBN Lebanese} soldier said two people died in [GPE Tripoli] .", "LBN"),
    ],
)
def test_an_ambiguous_town_follows_the_country_told(text: str, country: str) -> None:
    assert places(text)["Tripoli"].country == country


def test_one_name_means_one_place_throughout() -> None:
    found = find_places(
        [
            sentence("Shells fell on [GPE Tripoli] ."),
            sentence("The hospital of Tripoli , {state LBN Lebanon} , was full .", 100, 1),
        ],
        Fake(),
    )
    assert [p.country for p in found if p.text == "Tripoli"] == ["LBN", "LBN"]


def test_a_country_that_only_tells_where_a_town_lies_is_no_place_of_its_own() -> None:
    assert set(places("A blast in [GPE Tripoli] , {state LBN Lebanon} .")) == {"Tripoli"}


def test_a_town_told_in_another_country_than_the_known_ones_is_not_pinned() -> None:
    p = places("A blast hit the town of [GPE Hit] , {state YEM Yemen} .")["Hit"]
    assert where(p) == ("YEM", None, None, "unknown")
    assert p.doubt


def test_a_province_has_no_coordinates_and_supports_its_towns() -> None:
    found = places("Fighters left [GPE Ramadi] in Anbar province .")
    assert where(found["Anbar province"]) == ("IRQ", None, None, "region")
    assert found["Ramadi"].lat == 33.43


def test_a_town_named_alone_is_the_town_and_its_province_the_province() -> None:
    found = places("Troops in {state SYR Syria} moved from [GPE Hasaka] towards [LOC Hasaka] Province .")
    assert found["Hasaka"].precision == "settlement"
    assert where(found["Hasaka Province"]) == ("SYR", None, None, "region")


def test_an_alternate_name_wins_where_its_country_is_told() -> None:
    p = places("{demonym USA American} aircraft struck near [GPE Palmyra] in {state SYR Syria} .")["Palmyra"]
    assert (p.country, p.name) == ("SYR", "Tadmur")


def test_a_base_has_its_own_coordinates() -> None:
    assert where(places("A drone fell at Hmeimim in {state SYR Syria} .")["Hmeimim"]) == ("SYR", 35.4, 35.9, "facility")


def test_an_airport_of_a_known_town_takes_the_towns_coordinates_with_a_doubt() -> None:
    p = places("Rockets hit the [FAC Damascus] airport in {state SYR Syria} .")["Damascus airport"]
    assert where(p) == ("SYR", 33.51, 36.29, "settlement")
    assert "Damascus" in (p.doubt or "")


def test_a_part_of_a_town_keeps_the_towns_coordinates() -> None:
    p = places("Aid reached eastern [GPE Aleppo] in {state SYR Syria} .")["eastern Aleppo"]
    assert (p.name, p.lat) == ("eastern Aleppo", 36.2)


def test_a_sea_has_no_coordinates() -> None:
    assert where(places("A ship was hit in the [LOC Red Sea] .")["Red Sea"])[:3] == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Secretary [GPE Kerry] spoke in the {state USA United States} .",
        "[PERSON John Kerry] met Kerry in the {state USA United States} .",
        "They fired Grad rockets in {state SVN Slovenia} .",
        "The University of Baghdad in {state IRQ Iraq} agreed .",
        "The Bank of Baghdad in {state IRQ Iraq} agreed .",
        "A Moscow - based group in {state RUS Russia} agreed .".replace(" - ", "-"),
        "The Moscow Declaration bound {state RUS Russia} .",
        "He stayed at Camp Littleton in the {state USA United States} .",
    ],
)
def test_other_names_are_no_places(text: str) -> None:
    found = places(text)
    assert not set(found) & {"Kerry", "Grad", "Baghdad", "Moscow", "Littleton"}, found


def test_a_label_alone_is_not_trusted_nor_needed() -> None:
    found = places("{demonym SYR Syrian} shells fell on [NORP Aleppo] and killed in [PERSON Damascus] .")
    assert {"Aleppo", "Damascus"} <= set(found)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "Clashes on the border between {state ARM Armenia} and {state AZE Azerbaijan} went on .",
            "Armenia–Azerbaijan border",
            None,
        ),
        (
            "Clashes along the {demonym AZE Azerbaijani}-{demonym ARM Armenian} border went on .",
            "Armenia–Azerbaijan border",
            None,
        ),
        ("Clashes on the {state SYR Syria}-{state TUR Turkey} border went on .", "Syria–Turkey border", None),
        ("Clashes on {state IRQ Iraq} 's border with {state SYR Syria} went on .", "Iraq–Syria border", None),
        ("Clashes near the {demonym TUR Turkish} border went on .", "Turkey border", "TUR"),
        ("The shelling of border towns went on .", "border towns", None),
        ("Firing along the line of contact went on .", "line of contact", None),
        ("Firing along the front line went on .", "front line", None),
        ("Tales from the front line", "front line", None),
        ("He crossed the demilitarized zone .", "demilitarized zone", None),
    ],
)
def test_borders_have_names_but_no_coordinates(text: str, name: str, country: str | None) -> None:
    (found,) = (p for p in places(text).values() if p.precision == "border")
    assert (found.name, found.country, found.lat) == (name, country, None)


def test_the_border_is_the_only_one_that_the_text_tells() -> None:
    found = places(
        "Clashes on the border between {state ARM Armenia} and {state AZE Azerbaijan} .",
        "Firing along the border went on .",
    )
    assert found["the border"].name == "Armenia–Azerbaijan border"


def test_border_guards_and_a_verb_are_no_borders() -> None:
    found = places("{demonym TUR Turkish} border guards met in {state TUR Turkey} .")
    assert all(p.precision != "border" for p in found.values())


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("Fighting in northern {state IRQ Iraq} went on .", "northern Iraq", "northern Iraq", "IRQ"),
        ("Fighting in the north of {state IRQ Iraq} went on .", "the north of Iraq", "northern Iraq", "IRQ"),
        (
            "{state SYR Syria} sent troops to the northern part of the country .",
            "the northern part of the country",
            "northern Syria",
            "SYR",
        ),
        ("Fighting in north-eastern {state SYR Syria} went on .", "north-eastern Syria", "north-eastern Syria", "SYR"),
    ],
)
def test_parts_of_countries_have_no_coordinates(text: str, words: str, name: str, country: str) -> None:
    assert where(places(text)[words]) == (country, None, None, "region")
    assert places(text)[words].name == name


def test_soil_is_the_country() -> None:
    p = places("Shells fell on {demonym AZE Azerbaijani} territory .")["Azerbaijani territory"]
    assert where(p) == ("AZE", None, None, "country")


def test_a_capital_is_told_by_its_country() -> None:
    p = places("A blast shook the {demonym SYR Syrian} capital on Friday .")["the Syrian capital"]
    assert (p.name, p.lat) == ("Damascus", 33.51)


def test_a_country_is_a_place_without_coordinates() -> None:
    assert where(places("They fought in {state SYR Syria} .")["Syria"]) == ("SYR", None, None, "country")


def test_a_definite_noun_refers_back() -> None:
    found = places("Troops entered [GPE Mosul] , {state IRQ Iraq} .", "Later they shelled houses in the city .")
    assert (found["the city"].name, found["the city"].reason) == ("Mosul", "refers back to Mosul")
    assert "the city council" not in places(
        "Troops entered [GPE Mosul] , {state IRQ Iraq} .", "They met in the city council ."
    )


def test_the_words_are_cut_out_of_the_text() -> None:
    text = "Near  Red\n Sea."
    words = [
        Word(0, 0, 4, "Near", "near", "near", "ADP", "", "prep", 0, "", False),
        Word(1, 6, 9, "Red", "red", "red", "PROPN", "", "dep", 0, "LOC", False),
        Word(2, 11, 14, "Sea", "sea", "sea", "PROPN", "", "dep", 0, "LOC", True),
    ]
    (p,) = find_places([Sentence(0, 0, 15, 0, False, tuple(words), ((), (), ()))], Fake(), text=text)
    assert p.text == text[p.start : p.end] == "Red\n Sea"


def test_lower_case_words_cost_no_look_up() -> None:
    fake = Fake()
    find_places([sentence("nothing of note was said by anyone there on that day .")], fake)
    assert fake.asked == 0


@given(
    st.lists(
        st.sampled_from([*KNOWN, "the", "in", "of", "and", ",", "border", "northern", "-", "al", "city", "of"]),
        max_size=30,
    )
)
@settings(max_examples=80, deadline=None)
def test_mentions_are_slices_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = find_places([sentence(text)], Fake(), home="SYR")
    assert all(text[p.start : p.end] == p.text for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all((p.lat is None) == (p.lon is None) for p in found)


def test_a_hostile_line_is_read() -> None:
    assert find_places([sentence("Al Anbar - " * 5_000)], Fake()) is not None


@pytest.fixture(scope="module")
def gazetteer() -> PlaceSource:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Armenia said that shells had fallen near Sotk on Tuesday.", "Sotk", "ARM"),
        ("Coalition jets struck a vehicle near Abu Kamal, Syria.", "Abu Kamal", "SYR"),
        ("Iraqi troops retook Hit, in Anbar province, the ministry in Baghdad said.", "Hit", "IRQ"),
        ("Ukraine said that Russian forces shelled Kherson and Nikopol overnight.", "Nikopol", "UKR"),
        ("Drones hit the air base at Hmeimim in Syria.", "Hmeimim", "SYR"),
        ("The ministers met in Paris on Monday.", "Paris", "FRA"),
    ],
)
def test_real_sentences(
    parse: Callable[[str], tuple[Sentence, ...]], gazetteer: PlaceSource, text: str, name: str, country: str
) -> None:
    found = {p.text: p for p in find_places(parse(text), gazetteer, text=text)}
    assert found[name].country == country, found
    assert found[name].lat is not None


def test_people_are_no_places(parse: Callable[[str], tuple[Sentence, ...]], gazetteer: PlaceSource) -> None:
    text = "U.S. Secretary of State Blinken called Iranian President Raisi, and Borrell spoke with Kerry in March."
    assert {p.text for p in find_places(parse(text), gazetteer)} <= {"U.S.", "US"}


@pytest.mark.parametrize(("known", "pinned"), [("Banjska", False), ("Leningrad", True)])
def test_a_lesser_name_of_a_town_abroad_is_meant_where_everybody_knows_it(known: str, *, pinned: bool) -> None:
    found = places(f"Gunmen in {{state SRB Serbia}} fled the village of [GPE {known}] .")
    assert (known in found) is pinned
