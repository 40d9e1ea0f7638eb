"""A site's settings are read from YAML and options; what is wrong is told with what to write."""

import pytest

from vedette.errors import StopError
from vedette.publishing.site.config import SiteConfig, Sponsor, load_config


def test_without_a_file_everything_has_its_usual_value_and_no_sponsor():
    assert load_config(None) == SiteConfig()
    assert SiteConfig().sponsors == ()


def test_options_go_before_the_file(tmp_path):
    file = tmp_path / "site.yaml"
    file.write_text(
        "title: Of the file\ndescription: d\nauthors:\n  Ann: Former officer.\nsearches: [One]\n"
        "sponsors:\n  - {name: Acme, link: 'https://acme.example/', text: Makes things.}\n"
    )
    told = load_config(file, title="Told", address="https://example.org/news")
    assert (told.title, told.address, told.tag) == ("Told", "https://example.org/news/", "example.org")
    assert told.sponsors == (Sponsor(name="Acme", link="https://acme.example/", text="Makes things."),)
    assert (dict(told.authors), told.searches) == ({"Ann": "Former officer."}, ("One",))


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("titel: x", "titel is not known; it may have title"),
        ("- a", "has no names with values"),
        ("a: [", "cannot be read"),
        ("sponsors: x", "sponsors is to be a list"),
        ("sponsors: [{link: x}]", "a sponsor has name, link, text"),
        ("sponsors: [{name: x, link: 'javascript:alert(1)'}]", "is no link"),
        ("title: [a]", "title is to be a text"),
        ("address: example.org", "address 'example.org': is none"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, text, match):
    (tmp_path / "s.yaml").write_text(text)
    with pytest.raises(StopError, match=match):
        load_config(tmp_path / "s.yaml")


@pytest.mark.parametrize(
    "address", ["ftp://a.example", "https://", "https://a.example/?q=1", "https://a.example/\"'>", "https://["]
)
def test_an_address_is_whole(address):
    with pytest.raises(StopError, match="is none; write where the site will stand"):
        load_config(None, address=address)
