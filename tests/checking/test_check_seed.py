"""The case everything is tried on: what its checks must find. The article is not shipped; see tests/test_seed.py."""

from pathlib import Path

import pytest

SEED = Path(__file__).parent.parent.parent.parent / "shared" / "seed" / "armenia-2022-09-13.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside this checkout")


@pytest.fixture(scope="module")
def found(checks):
    return checks(SEED.read_text("utf-8"), "2022-09-13")


def having(found, about, words):
    hits = [c for c in found if c.about == about and words in " ".join(r.text for r in c.receipts)]
    assert len(hits) == 1, [(c.about, [r.text for r in c.receipts]) for c in found]
    return hits[0]


def test_the_six_members_and_article_4_are_supported(found):
    members = having(found, "members", "Tajikistan")
    assert members.verdict == "supported"
    assert "6 parties" in members.sentence
    article = having(found, "article", "Article IV")
    assert article.verdict == "supported"
    assert "council decision" in article.sentence


def test_azerbaijans_exit_is_supported_with_its_precision(found):
    c = having(found, "membership", "Azerbaijan")
    assert c.verdict == "supported"
    assert "1999-04-20" in c.sentence
    assert "did not sign the protocol" in c.sentence


def test_the_peacekeepers_are_not_of_the_102nd_base(found):
    c = having(found, "force", "peacekeepers from the 102nd")
    assert c.verdict == "contradicted"
    assert "15th Separate Motor Rifle Brigade" in c.sentence
    assert "Gyumri" in c.sentence
    assert having(found, "strength", "2,000").verdict == "imprecise"


def test_donfrieds_title_is_wrong(found):
    c = having(found, "office", "Donfried")
    assert c.verdict == "contradicted"
    assert "Assistant Secretary of State" in c.sentence


def test_est_in_september_is_doubtful(found):
    c = having(found, "zone", "EST")
    assert c.verdict == "imprecise"
    assert "EDT" in c.sentence


def test_the_standing_security_council_is_misnamed(found):
    c = having(found, "organ", "Standing Security Council")
    assert c.verdict == "contradicted"
    assert "Permanent Council" in c.sentence


def test_the_csto_led_by_russia_is_imprecise(found):
    c = having(found, "leadership", "Russian Federation")
    assert c.verdict == "imprecise"
    assert "Zas" in c.sentence
    assert "Armenia" in c.sentence


def test_the_first_war_in_1994_is_wrong_and_the_war_of_2020_right(found):
    c = having(found, "war", "1994")
    assert c.verdict == "contradicted"
    assert "1988-02-20" in c.sentence
    assert having(found, "war", "2020").verdict == "supported"


def test_sotk_lies_in_armenia(found):
    c = having(found, "place", "Sotk")
    assert c.verdict == "supported"
    assert "616041" in c.sentence


def test_the_three_statements_are_known_by_their_dates(found):
    told = [c for c in found if c.about == "agreement" and "statements" in [r.text for r in c.receipts]]
    assert [c.verdict for c in told] == ["supported"] * 3
    assert [f for c in told for f in c.facts] == [
        "agreement:statement-2020-11-09",
        "agreement:statement-2021-01-11",
        "agreement:statement-2021-11-26",
    ]


def test_nothing_else_is_contradicted(found):
    assert {(c.about, c.receipts[0].text) for c in found if c.verdict == "contradicted"} == {
        ("organ", "Standing Security Council"),
        ("office", "U.S. Secretary for State for European and Eurasian Affairs Donfried"),
        ("force", "peacekeepers from the 102nd Military Base"),
        ("war", "first Nagorno-Karabakh War"),
    }
