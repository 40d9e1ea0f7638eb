import pytest

from vedette.desk.views.look import Look
from vedette.desk.views.symbols import legend_of, symbol_of
from vedette.records.incident import Incident


def incident(family, mode=None, doers=()):
    known = {"tellings": (), "mentions": (), "documents": (), "origins": 1}
    return Incident(id="x", family=family, mode=mode, doers=frozenset(doers), **known)


@pytest.mark.parametrize(
    ("family", "mode", "words"),
    [("force", "aerial", "air strike"), ("force", "drone", "drone"), ("force", "heavy-weapons", "artillery"),
     ("force", "firearms", "ground fire"), ("talks", "phone", "meeting"), ("talks", None, "meeting"), ("protest", "riot", "riot"),
     ("protest", "hunger", "protest"), ("deployment", "troops", "troops moved"), ("coercion", "arrest", "arrest")],
)  # fmt: skip
def test_what_is_told_decides_the_symbol_and_nobody_is_called_friend_or_foe(family, mode, words):
    found = symbol_of(incident(family, mode, {"ARM"}), Look())
    assert found.words == f"{words}, side not told"
    assert len(found.code) == 20
    assert found.code[3] == "1"


@pytest.mark.parametrize(
    ("family", "mode"),
    [("force", None), ("force", "torture"), ("help", None), ("blame", "allege"), ("threat", "violence")],
)
def test_where_no_symbol_fits_there_is_none(family, mode):
    assert symbol_of(incident(family, mode), Look()) is None


@pytest.mark.parametrize(
    ("doers", "identity"),
    [({"ARM"}, "3"), ({"AZE"}, "6"), ({"ARM", "AZE"}, "1"), ({"TUR"}, "1"), (set(), "1"), ({"AZE/armed:x"}, "6")],
)  # fmt: skip
def test_sides_are_the_users_own_and_both_together_are_none(doers, identity):
    found = symbol_of(incident("force", "drone", doers), Look(friend=("ARM",), hostile=("AZE",)))
    assert found.code[3] == identity


def test_the_legend_names_each_symbol_once():
    codes = [s.code for s in legend_of()]
    assert len(codes) == len(set(codes))
    assert "artillery" in {s.words for s in legend_of()}
