"""Whatever a text says, its checks come to an end, and every receipt is the text's own words."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = """NATO CSTO|the Collective Security Treaty|Article 5|Article IV|members|member|left|joined|in 1999|since 2004|Armenia|Russia|Turkey's|
Azerbaijani|Prime Minister|President|Secretary of State|Blinken|Akar|and|,|;|.|of|the|in|by|from|led by|held by|102nd Military Base|peacekeepers|
2,000|about 1,960|31-member|Gyumri|Sotk|Crimea|0530 EST|10:00 CET|today|the Falklands War|Dayton accords|statement|November 09, 2020|
January 11|Permanent Council|Security Council|not|former|deputy|“|”|(|)|-|—|'s|\n\n|\x00|🙂|Ⅳ|٣""".replace(
    "\n", ""
).split("|")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=25),
    st.sampled_from(["2022-09-13", "1950-01-01", "2090-12-31"]),
    st.booleans(),
)
def test_any_text_is_checked(checks, pieces, on, dated):
    found = checks(" ".join(pieces), on, dated=dated)
    assert len({c.id for c in found}) == len(found)
    assert {c.verdict for c in found} <= {"supported", "imprecise", "contradicted", "unknown"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300))
def test_text_of_any_letters_is_checked(checks, text):
    checks(text)
