"""Marks lie on the words that they are of, and leave the rest of a body as it would read without them."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from vedette.desk.views.story_marked import Mark, marked_html
from vedette.publishing.story_html import body_html
from vedette.records.story import Citation, Content

SIGNS = re.compile("[\U000f0000-\U0010ffff]")
WORDS = st.text("ab1 .*_-#[]()^c\n<>\"&'“”`\\!é🙂\U000f0000\U00100001", max_size=120)


def content(body):
    return Content(headline="", body=body, citations=(Citation(id="c1"),))


def mark(start, end, n=0, *, grave=True, reason="why"):
    return Mark(id=f"f{n}", start=start, end=end, kind="figure", reason=reason, grave=grave)


def test_a_mark_lies_on_its_words_through_markdown():
    body = "It was **at least 49** men.[^c1]\n\n- second\n"
    made = marked_html(content(body), [mark(body.index("least"), body.index(" men"))])
    tree = html.fromstring(f"<div>{made}</div>")
    assert "".join(tree.xpath("//mark//text()")) == "least 49"
    assert tree.xpath("string(//strong)") == "at least 49"
    assert [m.get("id") for m in tree.xpath("//mark")] == ["f0"]


def test_a_mark_over_several_elements_has_its_id_once_and_the_grave_one_is_shown():
    body = "One *two* three.\n"
    whole, inner = mark(0, len(body) - 1, 0, grave=False), mark(4, 9, 1)
    tree = html.fromstring(f"<div>{marked_html(content(body), [whole, inner])}</div>")
    assert [(m.get("id"), m.text) for m in tree.xpath("//mark")] == [("f0", "One "), ("f1", "two"), (None, " three.")]


def test_reasons_are_escaped():
    made = str(marked_html(content("five"), [mark(0, 4, reason='"><script>alert(1)</script>')]))
    assert "<script>" not in made
    assert html.fromstring(made).xpath("//mark/@title") == ['"><script>alert(1)</script>']


def test_an_address_keeps_no_sign():
    body = "See [it](https://example.org/2022/09) now.\n"
    made = str(marked_html(content(body), [mark(body.index("2022"), body.index("2022") + 4)]))
    assert 'href="https://example.org/2022/09"' in made


@given(WORDS, st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=5))
def test_no_mark_breaks_the_page_or_lets_a_word_out(body, spans):
    marks = [mark(min(a, b, len(body)), min(max(a, b), len(body)), n) for n, (a, b) in enumerate(spans)]
    made = str(marked_html(content(body), marks))
    assert not SIGNS.search(made)
    tags = [t for t in re.findall(r"</?(\w+)", made) if t not in ("br", "hr")]
    assert all(made.count(f"<{t}>") + made.count(f"<{t} ") == made.count(f"</{t}>") for t in set(tags))
    assert not set(tags) - {
        "mark",
        "p",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "em",
        "strong",
        "a",
        "sup",
        "code",
        "pre",
        "blockquote",
    }
    if not marks:
        assert made == str(body_html(content(SIGNS.sub("\ufffd", body)), heading=3))
