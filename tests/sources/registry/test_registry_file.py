"""Lists of sources as people write them: read strictly, every problem told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.records.source import Address, Source
from vedette.sources.registry.checks import Known, interval_of, interval_text, runs_away
from vedette.sources.registry.file import LARGEST, read_entries

KNOWN = Known(frozenset({"ARM", "NOR", "UNO"}), frozenset({"ukraine-2022"}), frozenset({"hetq"}))
ADDRESSES = "  addresses:\n    - feed: https://example.org/rss\n"


def read(text):
    return read_entries(text, "my.yaml", KNOWN)


def only_problem(text):
    entries, problems = read(text)
    assert len(problems) == 1, problems
    return problems[0], entries


def test_every_field_is_read():
    text = """# mine
- id: hetq
  name: Hetq
  country: arm
  kind: newspaper
  owner: Investigative Journalists
  control: independent
  party_to: [ukraine-2022]
  language: hy
  every: 2h
  content: page
  outlet: hetq
  paused: yes
  note: 'weekly: long reads'
  addresses:
    - feed: https://hetq.am/en/rss
    - sitemap: https://hetq.am/sitemap.xml
      pattern: /en/article/\\d+
    - list: https://hetq.am/en
      pattern: /en/article/\\d+
    - page: https://hetq.am/en/about
    - telegram: "@hetq_am"
    - folder: /srv/hetq
"""
    (entry,), problems = read(text)
    assert problems == ()
    assert entry.line == 2
    assert entry.source == Source(
        id="hetq",
        name="Hetq",
        country="ARM",
        kind="newspaper",
        owner="Investigative Journalists",
        control="independent",
        party_to=("ukraine-2022",),
        language="hy",
        every=7200,
        content="page",
        outlet="hetq",
        paused=True,
        note="weekly: long reads",
        addresses=(
            Address(kind="feed", url="https://hetq.am/en/rss"),
            Address(kind="sitemap", url="https://hetq.am/sitemap.xml", pattern="/en/article/\\d+"),
            Address(kind="list", url="https://hetq.am/en", pattern="/en/article/\\d+"),
            Address(kind="page", url="https://hetq.am/en/about"),
            Address(kind="telegram", url="hetq_am"),
            Address(kind="folder", url="/srv/hetq"),
        ),
    )


def test_what_is_left_out_is_as_usual_and_told_as_left_out():
    (entry,), problems = read(f"- id: a\n  note:\n{ADDRESSES}")
    assert problems == ()
    assert (entry.source.name, entry.source.every, entry.source.country, entry.source.note) == ("a", 900, None, None)
    assert entry.told == {"id", "addresses"}


def test_norway_is_no_boolean():
    (entry,), _ = read(f"- id: no\n  language: no\n  country: NOR\n{ADDRESSES}")
    assert (entry.source.id, entry.source.language) == ("no", "no")


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("  colour: red", "'colour' is no field"),
        ("  country: XXX", "country 'XXX' is no known code"),
        ("  every: often", "every 'often' is no interval"),
        ("  every: 5s", "every '5s' lies outside of 1m to 30d"),
        ("  every: 99999999999999999999d", "is no interval"),
        ("  kind: paper", "kind 'paper' is none"),
        ("  content: all", "content 'all' is none"),
        ("  language: English", "language 'English' is no code"),
        ("  party_to: [some-war]", "party_to 'some-war' is no war"),
        ("  outlet: nothing", "outlet 'nothing' is none"),
        ("  paused: maybe", "paused 'maybe' is neither true nor false"),
        ("  name: [a, b]", "name holds more than one value"),
        ('  name: "a\\u001b[2Jb"', "name is longer than 500 characters or holds control characters"),
        ("  id: b", "'id' is told twice"),
    ],
)
def test_a_broken_field_is_told_with_its_line_and_its_entry_is_left_out(line, cause):
    problem, entries = only_problem(f"- id: a\n{line}\n{ADDRESSES}- id: whole\n{ADDRESSES.replace('rss', 'atom')}")
    assert cause in problem.cause
    assert (problem.file, problem.line) == ("my.yaml", 2)
    assert problem.remedy
    assert [e.source.id for e in entries] == ["whole"]


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("feed: ftp://example.org/rss", "no http or https address"),
        ("feed: javascript:alert(1)", "no http or https address"),
        ("feed: https://", "no http or https address"),
        ("feed: https://example.org:port/", "no http or https address"),
        ("feed: 'https://[::1/'", "no http or https address"),
        ("feed: 'https://example.org/a b'", "no http or https address"),
        ("telegram: https://t.me/+secret", "is no channel"),
        ("folder: reports", "is no whole path"),
        ("web: https://example.org", "an address is not told by one of"),
        ("list: https://example.org", "would take every link"),
        ("feed: https://example.org, pattern: '('", "is no regular expression"),
        ("feed: https://example.org, pattern: '(a+)+$'", "may run for ever"),
        ("feed: https://example.org, pattern: " + "a" * 201, "longer than 200 characters"),
        ("page: https://example.org, pattern: a", "takes no pattern"),
        ("feed: https://example.org, every: 1h", "'every' is no field of an address"),
    ],
)
def test_a_broken_address_is_told(address, cause):
    entries, problems = read(f"- id: a\n  addresses:\n    - {{{address}}}\n")
    assert entries == ()
    assert any(cause in p.cause and p.line == 3 for p in problems), problems


def test_all_problems_are_told_at_once():
    text = (
        "- name: nobody\n- id: a\n  country: QQ\n  every: x\n  addresses: []\n- just a word\n- id: c\n  addresses: x\n"
    )
    entries, problems = read(text)
    assert entries == ()
    assert [p.line for p in problems] == [1, 1, 3, 4, 2, 6, 8, 7]


def test_a_second_id_is_told_with_the_line_of_the_first():
    problem, entries = only_problem(f"- id: a\n{ADDRESSES}- id: a\n{ADDRESSES.replace('rss', 'atom')}")
    assert problem.cause == "the id stands in line 1 already"
    assert len(entries) == 1


def test_credentials_and_doubled_addresses_are_warned_of_and_the_password_is_not_repeated():
    text = "- id: a\n  addresses:\n    - feed: https://me:secret@example.org/rss\n"
    problem, entries = only_problem(text)
    assert problem.warning
    assert "secret" not in str(problem)
    assert len(entries) == 1
    problem, entries = only_problem(f"- id: a\n{ADDRESSES}- id: b\n{ADDRESSES}")
    assert (problem.warning, problem.cause) == (True, "its address stands at entry 'a' too")
    assert len(entries) == 2


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("a: b", "is no list of sources"),
        ("just words", "is no list of sources"),
        ("- id: a\n  name: 'open", "is no YAML"),
        ("- id: \x00", "is no YAML"),
        ("- &a [b]\n- *a\n", "refers to another part of itself"),
        ("[" * 50_000, "is nested too deeply"),
        ("#" * (LARGEST + 1), "is longer than"),
    ],
)
def test_what_is_no_list_is_told(text, cause):
    entries, problems = read(text)
    assert entries == ()
    assert cause in problems[0].cause or "is no YAML" in problems[0].cause


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]", "---\n...\n"])
def test_an_empty_list_is_no_problem(text):
    assert read(text) == ((), ())


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    entries, problems = read(text)
    assert entries == ()
    assert all(p.line >= 1 and p.remedy for p in problems)


@given(st.integers(1, 40_000).map(lambda n: n * 60))
def test_an_interval_is_written_as_it_is_read(seconds):
    assert interval_of(interval_text(seconds)) == seconds


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a|aa)*", "(a*)*b", "((x{2,})y)+", "([^/]+/)*", ".*" * 7, "(?:a+){5,}", r"/.*/.*/.*z", r"\S+-\S+-\S+-"],
)
def test_patterns_that_may_run_for_ever_are_found(pattern):
    assert runs_away(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^https://a\.b/\d+$",
        r"/(news|en)/[^/]+/\d{4}/",
        r"(ab)+",
        r"\(a+\)+",
        "[(a+)+]+",
        "(a+)?",
        r"a{2}(b+){3}",
        "/.+/x.+/",
        "/[^/]+/[^/]+/[^/]+/",
    ],
)
def test_plain_patterns_are_taken(pattern):
    assert not runs_away(pattern)
