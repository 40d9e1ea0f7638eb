import pytest

from vedette.knowledge.gazetteer_names import cyrillic_key
from vedette.knowledge.russian import body_in_russian, state_in_russian, state_of_word
from vedette.knowledge.states import load_states
from vedette.knowledge.tables import parts, rows


@pytest.mark.parametrize(
    ("name", "code"),
    [("Россия", "RUS"), ("РФ", "RUS"), ("США", "USA"), ("рф", None), ("Белоруссия", "BLR"), ("x", None)],
)
def test_states_by_name(name, code):
    assert state_in_russian(name) == code


def test_states_by_adjective_and_people_and_bodies_by_name():
    assert state_of_word("украинский") == state_of_word("украинец") == "UKR"
    assert body_in_russian("Генштаб ВСУ") == ("UKR", "MIL")
    assert body_in_russian("РИА «Новости»") == ("RUS", "JRN")
    assert body_in_russian("") is state_of_word("") is None


def test_every_state_has_a_russian_name_and_no_word_means_two():
    told = list(rows("states_ru.csv"))
    assert {r["code"] for r in told} == set(load_states())
    for columns in (("name", "aliases"), ("adjectives", "people")):
        words = [w for r in told for c in columns for w in parts(r[c])]
        assert len(words) == len(set(words))
    known = {*load_states(), "UNO", "EUR", "IGO", "NGO", "IMG"}
    assert {r["country"] for r in rows("bodies_ru.csv")} <= known


def test_cyrillic_keys():
    assert cyrillic_key("Орёл") == cyrillic_key("орел") == "орел"
    assert cyrillic_key("Oryol") == ""
    assert cyrillic_key("Алма-Ата") == "алмаата"
