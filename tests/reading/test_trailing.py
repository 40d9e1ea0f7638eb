"""Reporting clauses at a sentence's end, wherever the parser hung them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.reading.trailing import with_label, with_trailing_reports
from vedette.records.reading import Word

ARMENIA, UKRAINE = [("ARM", "GOV")], [("UKR", "MIL")]


def who(event):
    return [(c.country, c.sector) for c in event.claimants]


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("Russian forces shelled Chuhuiv, Izium and Balakliia, the General Staff of Ukraine said.", UKRAINE),
        ("Five Armenian soldiers killed by Azerbaijani fire near Sotk, Armenia's ministry of defence said.", ARMENIA),
        ("Azerbaijani units opened fire at Goris, Sotk and Jermuk, the Ministry of Defence of Armenia said.", ARMENIA),
        ("The Sudanese army bombed markets in Nyala and El Fasher, residents said.", [("SDN", "CVL")]),
        ("“Azerbaijani units opened fire at Sotk and Jermuk”, the Ministry of Defence of Armenia said.", ARMENIA),
        ("Azerbaijani units attacked 14 Armenian villagers, Yerevan's defence ministry said on Friday.", ARMENIA),
        ("Azerbaijani units opened fire at Sotk and Goris, Armenia's defence ministry said on Tuesday.", ARMENIA),
    ],
)
def test_who_says_so_behind_a_list_is_no_part_of_it(one_event, text, claimants):
    assert who(one_event(text, "ASSAULT")) == claimants


def test_a_trailing_report_holds_for_every_clause_before_it(read):
    record = read(
        "Azerbaijani units attacked Armenian posts near Sotk, and a drone struck a depot near Jermuk, a spokesman for the "
        "Armenian defence ministry said on Tuesday."
    )
    told = [e for e in record.events if e.type == "ASSAULT"]
    assert [who(e) for e in told] == [ARMENIA, ARMENIA]


def test_a_semicolon_does_not_end_what_is_reported(read):
    record = read(
        "Azerbaijani units shelled Armenian positions at Goris, Sotk and Jermuk; the positions were attacked by drones, "
        "the Ministry of Defence of Armenia said."
    )
    assert {tuple(who(e)) for e in record.events if e.type == "ASSAULT"} == {tuple(ARMENIA)}


def test_who_says_something_further_keeps_what_is_said(parse):
    (s,) = parse("Officials in Turkey, Syria and Iraq said that the army had crossed the border.")
    said = next(w for w in s.words if w.lower == "said")
    assert [w.lower for w in s.words if w.head == said.i and w.dep == "nsubj"] == ["officials"]


def test_a_teller_that_the_text_does_not_know_is_not_made_one_of_the_places(one_event):
    event = one_event(
        "Russian forces shelled the towns of Chuhuiv and Izium, the General Staff of Ukraine said.", "ASSAULT"
    )
    assert "Staff" not in "".join(a.text for a in event.recipients)


@pytest.mark.parametrize(
    ("text", "actors", "claimants"),
    [
        ("Armenian Defence Ministry: Azerbaijani units opened fire near Sotk.", ["AZE"], ["ARM"]),
        ("Ministry of Defence of Azerbaijan: Armenian forces shelled Dashkasan.", ["ARM"], ["AZE"]),
        ("President Zelensky: Russia attacked the port of Odesa.", ["RUS"], ["UKR"]),
        ("Ukraine: Russian forces attacked the port of Odesa.", ["RUS"], []),
        ("Update: Russian forces attacked the port of Odesa.", ["RUS"], []),
    ],
)
def test_an_office_before_a_colon_says_so_and_does_nothing(one_event, text, actors, claimants):
    event = one_event(text, "ASSAULT")
    assert [a.country for a in event.actors] == actors
    assert [c.country for c in event.claimants] == claimants


@st.composite
def trees(draw):
    """Make a sentence of any words that hang in any tree."""
    order = draw(st.permutations(range(draw(st.integers(1, 10)))))
    heads = {i: order[draw(st.integers(0, k - 1))] if k else i for k, i in enumerate(order)}
    texts = st.sampled_from(["said", "killed", ",", "army", "the", "and", "Sotk"])
    kinds = st.sampled_from([("VERB", "VBD"), ("VERB", "VBN"), ("NOUN", "NN"), ("PUNCT", ","), ("CCONJ", "CC")])
    deps = st.sampled_from(["nsubj", "conj", "appos", "acl", "amod", "relcl", "ccomp", "punct"])
    out = []
    for i in range(len(order)):
        text, (pos, tag) = draw(texts), draw(kinds)
        lemma, dep = "say" if text == "said" else text, draw(deps) if heads[i] != i else "ROOT"
        out.append(Word(i, i, i + 1, text, text, lemma, pos, tag, dep, heads[i], "", False))
    return tuple(out)


@given(trees())
def test_any_tree_stays_a_tree_of_the_same_words(words):
    out = with_trailing_reports(with_label(words))
    assert [(w.i, w.start, w.end, w.text) for w in out] == [(w.i, w.start, w.end, w.text) for w in words]
    for i in range(len(out)):
        for _ in out:
            i = out[i].head  # noqa: PLW2901 - climbs
        assert out[i].head == i
