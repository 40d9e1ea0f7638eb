"""What texts state rightly or wrongly, in every form of the brief."""

import json
from io import StringIO

from make_records import TEXT, find, record
from rich.console import Console

from vedette.publishing.brief import brief_to_json, make_brief
from vedette.publishing.html import render_html
from vedette.publishing.markdown import render_markdown
from vedette.publishing.phrases import STATED
from vedette.publishing.terminal import render_terminal
from vedette.records.check import Check
from vedette.records.record import Receipt


def check(verdict, about="war", words="1994", sentence="The war was from 1991 to 1994", **more):
    start, end = find(words)
    told = {"source": "https://example.org/war", "checked": ""} | more
    return Check(
        document="doc", about=about, verdict=verdict, receipts=(Receipt(start, end, words),), sentence=sentence, **told
    )


def brief(*checks):
    return make_brief([record()], checks=[checks])


def terminal(made):
    out = StringIO()
    render_terminal(made, Console(file=out, width=100, color_system=None, highlight=False))
    return out.getvalue()


def test_what_is_wrong_stands_first_with_words_sentence_and_source():
    made = brief(check("supported", "agreement", "Hentzau"), check("contradicted"))
    assert [x.verdict for x in made.stated] == ["contradicted", "supported"]
    for told in (terminal(made), render_markdown(made), render_html(made)):
        page = " ".join(told.split())
        assert STATED in page
        assert page.lower().index("contradicted") < page.lower().index("supported")
        assert "The war was from 1991 to 1994" in page
        assert "example.org/war" in page
        assert "not checked against a public text" in page


def test_receipts_are_the_texts_own_words_and_lead_back_to_them():
    made = brief(check("contradicted"))
    (stated,) = made.stated
    assert all(TEXT[r.start : r.end] == r.text for r in stated.receipts)
    page = render_html(made)
    assert f'data-line="{stated.id}"' in page
    assert f'id="t-{stated.id}"' in page


def test_offices_and_places_that_are_right_are_not_told():
    made = brief(check("supported", "office"), check("supported", "place"), check("contradicted", "office"))
    assert [(x.about, x.verdict) for x in made.stated] == [("office", "contradicted")]


def test_without_checks_nothing_is_said_of_them():
    made = make_brief([record()])
    assert made.stated == ()
    assert STATED not in terminal(made) + render_markdown(made) + render_html(made)


def test_json_holds_them_with_their_document():
    out = json.loads(json.dumps(brief_to_json(brief(check("contradicted")))))
    assert out["stated"][0]["document_id"] == "doc"
    assert out["stated"][0]["verdict"] == "contradicted"


def test_untrusted_words_stay_words():
    made = brief(
        check("contradicted", sentence="<script>alert(1)</script> [red]x[/red]", source="https://example.org/<b>")
    )
    assert "<script>alert(1)" not in render_html(made)
    assert "<script>alert(1)" not in render_markdown(made)
    assert "[red]x[/red]" in terminal(made)
