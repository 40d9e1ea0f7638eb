from hypothesis import given
from hypothesis import strategies as st

from vedette.incidents.copies import copied, copies_of, origins, print_of

WIRE = """A drone of the Rapid Support Forces struck a fuel depot in El Obeid on Sunday, killing 15 people, a medical source said
on Monday. Smoke was seen over the city for hours after the strike. The Rapid Support Forces did not comment. The two sides
have fought for control of the roads for months, and drones have reached towns far from the front line."""
OTHER = """The Sudan Doctors Network said on Tuesday that 18 people were killed in Sunday's drone attack on El Obeid, among them
three children, and that the hospital has no more fuel for its generators since the depot burnt down over night."""


def test_forty_copies_of_one_wire_are_one_origin():
    texts = {f"d{n:02d}": (f"Paper {n} reports.\n{WIRE}\nOur desk.", f"2025-07-{21 + n % 3}") for n in range(40)}
    texts["wire"] = (WIRE, "2025-07-20")
    texts["other"] = (OTHER, "2025-07-21")
    found = copies_of(texts)
    assert [(c.origin, len(c.copies)) for c in found] == [("other", 0), ("wire", 40)]
    assert origins(found)["d07"] == "wire"


def test_a_cut_copy_is_a_copy():
    assert copied(print_of(WIRE), print_of(" ".join(WIRE.split()[:40]))) >= 0.9


def test_another_number_makes_another_report():
    assert copied(print_of(WIRE), print_of(WIRE.replace("15", "21"))) == 0.0


def test_the_same_words_a_month_later_are_no_copy_of_the_day():
    assert all(not c.copies for c in copies_of({"a": (WIRE, "2025-07-20"), "b": (WIRE, "2025-08-20")}))


def test_short_texts_are_copies_only_word_for_word():
    assert copied(print_of("Explosions heard in Kharkiv now."), print_of("explosions heard in Kharkiv now")) == 1.0
    assert copied(print_of("Explosions heard in Kharkiv now."), print_of("Explosions heard in Dnipro now.")) == 0.0
    assert copied(print_of(""), print_of("")) == 0.0


@given(st.permutations(range(6)))
def test_the_groups_do_not_depend_on_the_order(order):
    texts = {f"d{n}": (WIRE + f" Paper {'abcdef'[n]}." if n < 4 else OTHER, f"2025-07-2{n}") for n in range(6)}
    assert copies_of({f"d{n}": texts[f"d{n}"] for n in order}) == copies_of(texts)
