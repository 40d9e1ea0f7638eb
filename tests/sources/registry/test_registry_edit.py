"""Changing a list of sources: entries come and go, comments stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import StopError
from vedette.records.source import CONTENTS, SOURCE_KINDS, Address, Source
from vedette.sources.registry.checks import Known
from vedette.sources.registry.edit import added, paused, removed
from vedette.sources.registry.file import read_entries
from vedette.sources.registry.registry import shipped_text
from vedette.sources.registry.write import free_id, guessed, kind_of, list_text

KNOWN = Known(frozenset({"ARM"}), frozenset({"w"}), frozenset({"o"}))
TEXT = """# Mine
- id: a  # the first
  addresses:
    - feed: https://a.org/rss  # moves often
# About b
- id: b
  paused: true  # for now
  addresses:
    - feed: https://b.org/rss

# The end
"""
NEW = Source(id="c", name="C: the third", addresses=(Address(kind="feed", url="https://c.org/rss"),))


def ids(text):
    entries, problems = read_entries(text, "t", KNOWN)
    assert problems == ()
    return [e.source.id for e in entries]


def test_an_entry_is_added_behind_everything():
    text = added(TEXT, [NEW], KNOWN)
    assert text.startswith(TEXT)
    assert ids(text) == ["a", "b", "c"]


def test_an_id_that_is_there_is_not_added_again():
    with pytest.raises(StopError, match="is in the list already"):
        added(TEXT, [Source(id="a", name="a", addresses=NEW.addresses)], KNOWN)


@pytest.mark.parametrize("text", ["", "[]", "# nothing yet\n", "# no line break"])
def test_the_first_entry_of_an_empty_list(text):
    assert ids(added(text, [NEW], KNOWN)) == ["c"]


def test_an_indented_list_stays_indented():
    text = "  - id: a\n    addresses:\n      - feed: https://a.org/rss"
    assert ids(added(text, [NEW], KNOWN)) == ["a", "c"]


def test_an_entry_is_taken_out_and_comments_around_it_stay():
    text = removed(TEXT, "a", KNOWN)
    assert ids(text) == ["b"]
    assert text.startswith("# Mine\n# About b\n- id: b\n")
    text = removed(TEXT, "b", KNOWN)
    assert ids(text) == ["a"]
    assert text.endswith("# About b\n\n# The end\n")


def test_an_entry_is_paused_and_looked_at_again():
    text = paused(TEXT, "a", KNOWN, pause=True)
    assert "    - feed: https://a.org/rss  # moves often\n  paused: true\n# About b\n" in text
    assert paused(TEXT, "b", KNOWN, pause=False) == TEXT.replace("paused: true  # for", "paused: false  # for")
    empty = TEXT.replace("paused: true", "paused:")
    assert "  paused: true" in paused(empty, "b", KNOWN, pause=True)


@pytest.mark.parametrize("change", [removed, lambda *a: paused(*a, pause=True)])
def test_what_cannot_be_changed_is_told(change):
    with pytest.raises(StopError, match="is not in the list"):
        change(TEXT, "z", KNOWN)
    braces = "- {id: a, addresses: [{feed: 'https://a.org/rss'}]}\n"
    with pytest.raises(StopError, match="by hand"):
        change(braces, "a", KNOWN)
    with pytest.raises(StopError, match="vedette sources check"):
        change("- id: 'open", "a", KNOWN)


def test_a_dash_on_its_own_line_is_left_to_people():
    with pytest.raises(StopError, match="by hand"):
        removed("-\n  id: a\n  addresses:\n    - feed: https://a.org/rss\n" + TEXT[TEXT.index("- id: b") :], "a", KNOWN)


@pytest.mark.parametrize("source", ["un-news", "idf", "38-north", "mod-russia"])
def test_pausing_and_resuming_or_removing_touches_one_entry_of_the_shipped_list(source):
    known = Known(frozenset(), frozenset(), frozenset())
    before = shipped_text()
    assert len(removed(before, source, known).splitlines()) < len(before.splitlines())
    once = paused(before, source, known, pause=True)
    assert [line for line in once.splitlines() if line not in before.splitlines()] == ["  paused: true"]
    assert paused(once, source, known, pause=False) == once.replace("paused: true", "paused: false")


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
plain = words.map(str.strip).filter(lambda t: t and t.isprintable())
sources = st.builds(
    Source,
    id=st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,20}[a-z0-9])?", fullmatch=True),
    name=plain,
    addresses=st.just((Address(kind="list", url="https://a.org/?a=b&c=%20#d", pattern=r"^https://a\.org/[^'\"#:]+$"),)),
    kind=st.sampled_from(SOURCE_KINDS),
    country=st.sampled_from([None, "ARM"]),
    owner=st.none() | plain,
    party_to=st.sampled_from([(), ("w",)]),
    language=st.sampled_from([None, "no", "en"]),
    every=st.sampled_from([60, 900, 3600, 5400, 86_400]),
    content=st.sampled_from(CONTENTS),
    paused=st.booleans(),
    note=st.none() | plain,
)


@given(st.lists(sources, unique_by=lambda s: s.id, max_size=4))
def test_what_is_written_is_read_again(found):
    entries, problems = read_entries(list_text(found), "t", KNOWN)
    assert [p for p in problems if not p.warning] == []
    assert [e.source for e in entries] == found


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.org/rss", "feed"),
        ("https://example.org/en/feed/", "feed"),
        ("https://feeds.bbci.co.uk/news/world", "feed"),
        ("https://example.org/index.xml", "feed"),
        ("https://example.org/?format=feed", "feed"),
        ("https://example.org/news-sitemap.xml", "sitemap"),
        ("https://example.org/sitemap_index.xml.gz", "sitemap"),
        ("https://example.org/news", "page"),
        ("https://t.me/rybar", "telegram"),
        ("@rybar", "telegram"),
        ("/srv/reports", "folder"),
    ],
)
def test_the_kind_of_an_address_is_guessed(url, kind):
    assert kind_of(url) == kind


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://rss.example.org/x", "example"),
        ("https://www.mod.gov.az/rss", "mod"),
        ("https://t.me/General_Staff", "general-staff"),
        ("/srv/new reports/", "new-reports"),
        ("https://новости.рф/rss", "source"),
    ],
)
def test_an_id_is_made_from_the_address(url, found):
    source = guessed(url, ())
    assert source.id == found
    assert guessed(url, {found}).id == f"{found}-2"
    assert ids(list_text([source])) == [found]


def test_an_id_is_never_taken_twice():
    assert free_id("a.org", {"a", "a-2"}) == "a-3"


def test_what_is_no_address_is_told():
    with pytest.raises(StopError, match="no http or https address"):
        guessed("example", ())
