"""What of a text is not its article, and what must never be taken for it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.documents import prepare
from vedette.records.document import UNREAD, Document

BODY = (
    "The army of the country said on Tuesday that it had withdrawn from the town after three days of fighting.\n\n"
    "“We have left,” a spokesman said. Nobody was hurt, he added, and the road is open again for everybody."
)


def passages(text, **known):
    return [(text[p.start : p.end], p.kind) for p in prepare(Document.of(text, **known)).passages]


def unread(text, **known):
    return [t for t, kind in passages(text, **known) if kind in UNREAD]


def test_a_headline_that_stands_twice_is_read_once():
    title = "Army withdraws from the town after three days"
    found = passages(f"{title}\n\n{title}\n\n{BODY}")
    assert (title, "title") in found
    assert (title, "repeated") in found


@pytest.mark.parametrize(
    "line",
    [
        "Share this story",
        "Read more: the war so far",
        "Advertisement",
        "Subscribe to our newsletter",
        "- Sponsor -spot_img",
        "More In This Category",
        "Follow us on Twitter",
    ],
)
def test_furniture_behind_the_article_is_not_read(line):
    assert line in unread(f"Army withdraws\n\n{BODY}\n\n{line}\n")


def test_a_note_on_the_author_is_not_read():
    note = "Jane Doe is a former naval officer and a graduate student of intelligence analysis. She covers military affairs."
    assert note in unread(f"Army withdraws\n\n{BODY}\n\n\n{note}\n")


@pytest.mark.parametrize(
    "paragraph",
    [
        "“They shot at us.”",
        "Two soldiers died.",
        "The former minister is a graduate of the academy; he was shot on Friday.",
        "The fighting goes on",
        "Follow-up attacks killed three people in the same town on Wednesday.",
    ],
)
def test_short_paragraphs_of_the_article_are_read(paragraph):
    assert (
        unread(
            f"Army withdraws\n\n{BODY}\n\n{paragraph}\n\nThe talks will go on next week, an official of the ministry said, and both sides will send their ministers."
        )
        == []
    )


@pytest.mark.parametrize("dateline", ["KYIV, Sept 13 (Reuters) -", "San Salvador, 5 Dec 88 (Radio Cadena YSKL) --"])
def test_a_dateline_is_told_and_read(dateline):
    text = f"{dateline} {BODY}"
    found = passages(text)
    assert any(kind == "dateline" and told.startswith(dateline.split(",")[0]) for told, kind in found)
    assert unread(text) == []


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                BODY,
                "Share this",
                "Army withdraws",
                "Army withdraws",
                "",
                "KYIV, Sept 13 (AP) - It rained.",
                "Jane Doe is a reporter.",
            ]
        ),
        max_size=8,
    )
)
def test_passages_lie_within_the_text_and_do_not_overlap(parts):
    text = "\n\n".join(parts)
    found = sorted(prepare(Document.of(text)).passages)
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    readable = [p for p in found if p.kind in UNREAD]
    assert all(a.end <= b.start for a, b in pairwise(readable))
