"""One page, one address: what only tracks readers is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.sources.listings.links import LONGEST, canonical, site_of

BASE = "https://gazette.example/world/feed.xml"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("https://gazette.example/a?utm_source=x&utm_medium=rss", "https://gazette.example/a"),
        ("https://gazette.example/a?id=7&fbclid=z&page=2", "https://gazette.example/a?id=7&page=2"),
        ("https://gazette.example/a?gclid=1&yclid=2&mc_cid=3&ref=rss", "https://gazette.example/a"),
        ("https://gazette.example/a?ref=4711&from=1", "https://gazette.example/a?ref=4711&from=1"),
        ("https://gazette.example/a?%75tm_source=x", "https://gazette.example/a"),
        ("https://gazette.example/a#live-12", "https://gazette.example/a"),
        ("HTTPS://Gazette.Example.:443/A/", "https://gazette.example/A/"),
        ("http://gazette.example:80", "http://gazette.example/"),
        ("http://gazette.example:8080/a", "http://gazette.example:8080/a"),
        ("http://reader:secret@gazette.example/a", "http://gazette.example/a"),
        ("/a", "https://gazette.example/a"),
        ("a/b", "https://gazette.example/world/a/b"),
        ("//other.example/a", "https://other.example/a"),
        ("https://zeitung-für-ruritanien.example/Straße", "https://xn--zeitung-fr-ruritanien-hic.example/Stra%C3%9Fe"),
        ("https://gazette.example/a b\n", "https://gazette.example/a%20b"),
        ("https://gazette.example/a%20b", "https://gazette.example/a%20b"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
    ],
)
def test_what_names_a_page_is_kept(told, found):
    assert canonical(told, BASE) == found


@pytest.mark.parametrize(
    "told",
    [
        "javascript:alert(1)",
        "mailto:press@gazette.example",
        "ftp://gazette.example/a",
        "file:///etc/hostname",
        "data:text/html,x",
        "",
        "https://",
        "https:///a",
        "http://[::1",
        "http://a..b/",
        "http://gazette.example:99999/",
        "http://gaz ette.example/",
        "https://gazette.example/" + "a" * LONGEST,
    ],
)
def test_what_is_no_address_of_a_page_is_none(told):
    assert canonical(told, BASE) is None


def test_without_a_base_a_relative_link_is_none():
    assert canonical("/a") is None
    assert canonical("") is None


ADDRESSES = st.one_of(
    st.text(max_size=60),
    st.builds("http{}://{}{}{}".format, st.sampled_from(["", "s"]), st.text(max_size=20), st.just("/"), st.text()),
    st.builds("https://gazette.example/{}?{}&utm_source=x#{}".format, st.text(), st.text(), st.text()),
)


@given(ADDRESSES, st.none() | st.just(BASE) | ADDRESSES)
def test_the_address_of_an_address_is_itself(told, base):
    found = canonical(told, base)
    assert found is None or (found.isascii() and canonical(found) == found == canonical(found, BASE))


def test_two_pages_of_one_site_have_one_host():
    assert site_of("https://www.gazette.example/a") == site_of("http://gazette.example") == "gazette.example"
    assert site_of("http://[") == ""


def test_a_name_without_end_is_given_up_at_once():
    # Its conversion takes time that grows with the square of its length: this one would take minutes.
    assert canonical(f"http://{'ü.' * 5_000_000}example/") is None
