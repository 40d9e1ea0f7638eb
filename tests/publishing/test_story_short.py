"""A story in other sizes: nothing is longer than its channel takes, and nothing reads as published that is not."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.publishing.story_short import (
    LONGEST_SUBJECT,
    TELEGRAM,
    Going,
    bottom_line,
    going,
    mail,
    markdown,
    plain,
    telegram,
)
from vedette.records.story import (
    DRAFT,
    FACT,
    PUBLISH,
    RETRACT,
    Citation,
    Content,
    Decision,
    Standing,
    Story,
    Version,
)

C1 = Citation(
    id="c1", document="d", start=0, end=6, text="49 men", claimants=("Armenia",), source="Zenda Post", published="2022-09-13",
    url="https://example.org/a",
)  # fmt: skip
C2 = Citation(id="c2", kind=FACT, text="Bound since 2002.", source="the base", url="javascript:alert(1)")
CONTENT = Content(
    headline="Force at *Jermuk*", body="Armenia said that 49 were killed.[^c1]\n\n## More\n\nBound.[^c2]\n", place="Jermuk",
    day="2022-09-13", tier="FLASH", warnings=("graphic",), citations=(C1, C2),
)  # fmt: skip


def story(*decisions, note=""):
    versions = (Version(number=1, content=CONTENT, author="Jane", at="2026-01-01T00:00:00Z", note=note),)
    made = [Decision.of("s", 1, kind, author="Jane", at=at, why="it was wrong", due=due) for kind, at, due in decisions]
    return Story(id="s", about={}, author="Jane", at="2026-01-01T00:00:00Z", versions=versions, decisions=tuple(made))


def test_a_message_tells_the_warning_first_the_bottom_line_and_who_says_so():
    told = telegram(Going(content=CONTENT), link="https://example.org/story")
    assert told == (
        "GRAPHIC: Force at *Jermuk*\nJermuk, 13 September 2022\n\nArmenia said that 49 were killed.\n\n"
        "Says so: Armenia, in Zenda Post, 2022-09-13.\n\nhttps://example.org/story"
    )


def test_a_mail_has_a_subject_and_what_it_rests_on():
    made = mail(Going(content=CONTENT))
    assert made.subject == "GRAPHIC: FLASH: Force at *Jermuk*"
    assert "[1] “49 men” (Armenia, in Zenda Post, 2022-09-13) https://example.org/a" in made.text
    assert "javascript" not in made.text


def test_what_is_not_out_says_so():
    now = "2026-01-02T00:00:00Z"
    later = "2026-01-03T12:30:00.000000Z"
    assert plain(going(story(), now)).startswith("DRAFT, not published.\n")
    told = telegram(going(story((PUBLISH, "2026-01-01T10:00:00Z", later)), now))
    assert told.startswith("EMBARGOED until 2026-01-03 12:30 UTC.\n")
    assert telegram(going(story((PUBLISH, "2026-01-01T10:00:00Z", None)), now)).startswith("GRAPHIC")


def test_a_newer_version_than_the_one_that_is_out_is_a_draft():
    there = story((PUBLISH, "2026-01-01T10:00:00Z", None))
    newer = Version(number=2, content=CONTENT, author="Jane", at="2026-01-01T11:00:00Z", note="the place")
    both = Story(id="s", about={}, author="Jane", at="", versions=(*there.versions, newer), decisions=there.decisions)
    assert plain(going(both, "2026-01-02T00:00:00Z")).startswith("DRAFT")
    assert "CORRECTED: the place" in plain(going(both, "2026-01-02T00:00:00Z"))
    assert plain(going(both, "2026-01-02T00:00:00Z", 1)).startswith("GRAPHIC")


def test_of_a_retracted_story_only_the_reason_is_told():
    there = story((PUBLISH, "2026-01-01T10:00:00Z", None), (RETRACT, "2026-01-01T11:00:00Z", None))
    for told in (
        telegram(going(there, "2026-01-02")),
        plain(going(there, "2026-01-02")),
        mail(going(there, "2026-01-02")).text,
    ):
        assert told.startswith("RETRACTED on 2026-01-01: it was wrong\n")
        assert "49" not in told


def test_markdown_keeps_the_body_and_tells_the_citations_as_footnotes():
    told = markdown(CONTENT)
    assert CONTENT.body.strip() in told
    assert told.startswith("# Force at \\*Jermuk\\*\n\nJermuk, 13 September 2022\n")
    assert "[^c1]: “49 men” (Armenia, in Zenda Post, 2022-09-13) https:" not in told, "an address stays words"


def test_no_form_commands_a_terminal():
    evil = Content(headline="A \x1b[31m", body="So \x1b]0;x\x07 it was \u202e.\n", place="\x1b[2J")
    g = Going(content=evil)
    for told in (markdown(evil), plain(g), telegram(g), mail(g).text, mail(g).subject):
        assert "\x1b" not in told
        assert "\u202e" not in told


def test_the_bottom_line_is_what_stands_before_the_first_heading():
    assert bottom_line(CONTENT) == "Armenia said that 49 were killed."
    assert bottom_line(Content(headline="", body="## Only\n\nThis.")) == "Only\n\nThis."


@given(
    st.text(max_size=300), st.text(max_size=9_000), st.sampled_from([DRAFT, "published", "retracted"]),
    st.lists(st.text(max_size=400), max_size=9),
)  # fmt: skip
def test_nothing_is_longer_than_it_may_be(headline, body, state, voices):
    cited = tuple(Citation(id=f"c{n}", source=v, claimants=(v,)) for n, v in enumerate(voices))
    marks = "".join(f"[^{c.id}]" for c in cited)
    g = Going(
        content=Content(headline=headline, body=body + marks, citations=cited), stands=Standing(state=state),
        note=headline, why=headline,
    )  # fmt: skip
    assert len(telegram(g, link="https://example.org/x").encode("utf-16-le")) // 2 <= TELEGRAM
    subject = mail(g).subject
    assert len(subject.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_SUBJECT
    assert "\n" not in subject
