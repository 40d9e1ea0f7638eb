import pytest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Rio Treaty was signed in 1947.", ["supported"]),
        ("The Rio Treaty was signed in 1948.", ["imprecise"]),  # it came into force then
        ("The Rio Treaty was signed in 1960.", ["contradicted"]),
        ("The Rio Treaty, which entered into force in 1948, is old.", ["supported"]),
        ("The North Atlantic Treaty of 1949 binds them.", ["supported"]),
        ("The North Atlantic Treaty of 1955 binds them.", ["contradicted"]),
        ("NATO, founded in 1949, met.", ["supported"]),
        ("The Shusha Declaration, signed in June 2021, was quoted.", ["supported"]),
        ("The Rio Treaty was invoked in 2001.", []),
        ("NATO met in 1999.", []),
        ("NATO bombed Serbia in 1999.", []),
    ],
)
def test_the_dates_of_a_treaty_are_compared(verdicts, text, told):
    assert verdicts("treaty", text) == told
