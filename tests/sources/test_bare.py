"""No secret stays in an address or in headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.sources.bare import bare_headers, bare_uri

LETTERS = st.text("abcXYZ012%.-_~!$&'()*+,;=", min_size=1, max_size=12)


@given(LETTERS, LETTERS)
def test_credentials_go_and_all_else_stays(user, password):
    assert bare_uri(f"https://{user}:{password}@a.example:8080/b?c=d#e") == "https://a.example:8080/b?c=d#e"


@pytest.mark.parametrize(
    ("uri", "bare"),
    [
        ("https://a.example/@user/1", "https://a.example/@user/1"),
        ("https://a:b@c@d.example/", "https://d.example/"),
        ("http://user:pass@[broken/", "http://[broken/"),
        ("mails/a@b.mbox", "mails/a@b.mbox"),
        ("a.zip!/b.pdf", "a.zip!/b.pdf"),
        ("", ""),
    ],
)
def test_only_credentials_go(uri, bare):
    assert bare_uri(uri) == bare


def test_headers_that_carry_secrets_go():
    headers = (("Set-Cookie", "a"), (" AUTHORIZATION ", "b"), ("Content-Type", "text/html"))
    assert bare_headers(headers) == (("Content-Type", "text/html"),)
