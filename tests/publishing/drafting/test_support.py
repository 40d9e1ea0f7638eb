"""What an edited story says that its citations do not bear out is marked, with the reason; what they do is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.publishing.drafting.support import KINDS, faults, sentences
from vedette.records.story import Citation, Content

SAID = Citation(id="c1", text="At least 49 soldiers had been killed, the ministry said.", numbers=(49,))
MORE = Citation(id="c2", text="Azerbaijan said it lost 50 servicemen.", numbers=(50,))


def found(body):
    content = Content(headline="H", body=body, citations=(SAID, MORE))
    return [(f.kind, f.text) for f in faults(content)]


@pytest.mark.parametrize(
    "body",
    [
        "At least 49 soldiers were killed, the ministry said.[^c1]",
        "The ministry spoke of at least forty-nine dead.[^c1]",
        "Azerbaijan said that it lost 50 servicemen.[^c2]",
        "The ministry said “at least 49 soldiers had been killed”.[^c1]",
        "On 13 September 2022, at 09:00 UTC+04:00, the ministry spoke.[^c1]",
        "Article 4 of the treaty holds since 1994.[^c1]",
        "It was told by one side only.[^c1]",
        "## 49 or 50\n\n| 12 | 13 |",
        "",
    ],
)
def test_what_is_borne_out_is_not_marked(body):
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("The ministry said that 94 soldiers were killed.[^c1]", "figure", "94"),
        ("The ministry said that 49 soldiers were killed.[^c1]", "bounds", "49"),
        ("Azerbaijan lost 49 servicemen.[^c2]", "figure", "49"),
        ("Azerbaijan lost fifty-one servicemen.[^c2]", "figure", "fifty-one"),
        ("The ministry said “we lost nobody”.[^c1]", "quote", "“we lost nobody”"),
        ("The ministry spoke.[^c9]", "unknown", "[^c9]"),
        ("It was a dark night.", "uncited", "It was a dark night."),
        ("- It was a dark night", "uncited", "It was a dark night"),
    ],
)
def test_what_is_not_borne_out_is_marked_with_its_kind(body, kind, text):
    assert (kind, text) in found(body)


def test_a_citation_counts_for_its_own_sentence_alone():
    body = "At least 49 soldiers were killed.[^c1] Azerbaijan lost at least 49.[^c2]"
    assert found(body) == [("figure", "at least 49")]


def test_a_reason_tells_what_the_source_says():
    content = Content(headline="H", body="49 soldiers were killed.[^c1]", citations=(SAID,))
    assert "“At least 49”" in faults(content)[0].reason


WORDS = st.sampled_from(
    ["Forty men fell.", " ", "\n", "“a b”", "[^c1]", "[^x]", "49", "## T", "- ", "at least 50 died", "…", "|"]
)


@given(st.lists(WORDS, max_size=12).map("".join))
def test_spans_slice_to_their_text_and_sentences_do_not_overlap(body):
    spans = list(sentences(body))
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for f in faults(Content(headline="H", body=body, citations=(SAID,))):
        assert body[f.start : f.end] == f.text
        assert f.kind in KINDS
