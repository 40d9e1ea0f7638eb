"""What the commands on the store are asked, and what they say to what means nothing."""

import click
import pytest

from vedette.cli.stored import check_party, pair_of


def test_a_dyad_is_two_countries():
    assert pair_of("arm-aze") == ("ARM", "AZE")
    assert pair_of("UNO,SYR") == ("UNO", "SYR")


@pytest.mark.parametrize(
    ("told", "unknown", "near"),
    [
        ("ARM-AZB", "AZB", "AZE (Azerbaijan)"),
        ("XXX-ARM", "XXX", "ISO 3166"),
        ("ARM-Azerbaijan", "AZERBAIJAN", "AZE (Azerbaijan)"),
    ],
)
def test_a_code_that_is_no_country_is_named_with_those_that_are_near(told, unknown, near):
    with pytest.raises(click.UsageError, match=f"--dyad: {unknown} is no country's code") as raised:
        pair_of(told)
    assert near in str(raised.value)


@pytest.mark.parametrize("party", ["ARM", "ARM/MIL", "UNO", "IMG", "group:hezbollah", "Hamas"])
def test_parties_that_are_or_may_be_are_taken(party):
    assert check_party("--actor", party) is None


@pytest.mark.parametrize("party", ["ARN", "ARN/MIL"])
def test_three_capitals_that_are_nobody_are_not(party):
    with pytest.raises(click.UsageError, match="--claimant: ARN is no country's code"):
        check_party("--claimant", party)
