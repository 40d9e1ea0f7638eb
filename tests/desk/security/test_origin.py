"""Where a request comes from, where tokens count, and which addresses are the desk's own."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.security.origin import for_programs, is_own, own_address, token_of


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/api", False),
        ("/api/v1/me", True),
        ("/mcp", True),
        ("/mcp/x", True),
        ("/mcpx", False),
        ("/", False),
        ("/apis/x", False),
    ],
)
def test_where_programs_come(path, told):
    assert for_programs(path) == told
    assert token_of(path, {"authorization": "Bearer vdt_a"}) == ("vdt_a" if told else None)


@pytest.mark.parametrize(("told", "word"), [("", None), ("Basic x", None), ("Bearer", ""), ("bearer  vdt_a ", "vdt_a")])
def test_the_word_of_a_token(told, word):
    assert token_of("/api/v1/me", {"authorization": told}) == word


def test_only_what_lets_in_by_itself_excuses_from_the_origin():
    foreign = {"sec-fetch-site": "cross-site", "authorization": "Bearer vdt_a"}
    assert not is_own("POST", foreign)
    assert is_own("POST", foreign, by_token=True)
    assert is_own("GET", foreign)


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://desk:1", True), ("https://desk:1", True), ("", False), ("null", False), ("http://desk", False), ("http://desk:1/x", False),
        ("http://u@desk:1", False), ("http://desk:1@evil", False), ("//desk:1", False), ("desk:1", False), ("ftp://desk:1", False),
        ("http://[", False), ("http://a]b", False), ("http://\ufb00", False), ("http://desk:1, http://evil", False),
    ],
)  # fmt: skip
def test_an_origin_is_the_host_that_is_called_or_not(origin, own):
    assert is_own("POST", {"origin": origin, "host": "desk:1"}) == own
    assert not is_own("POST", {"origin": origin})


@given(st.text(st.sampled_from("/\\\t\n\r.:@?#%evil x\x00\u2028"), max_size=12))
def test_what_is_followed_stays_here(told):
    here = "https://desk.example.org/"
    # As browsers read it: a backslash is a slash, tabs and line breaks are left out.
    read = own_address(told).replace("\\", "/")
    for gone in "\t\n\r":
        read = read.replace(gone, "")
    assert urlsplit(urljoin(here, read)).netloc == "desk.example.org"


@pytest.mark.parametrize(
    "told", ["/", "/search?words=a b", "/incident/ab#history", "/report/one%2Fof%3Ftwo", "/?window=1,2,3,4"]
)
def test_what_is_its_own_is_kept(told):
    assert own_address(told) == told
