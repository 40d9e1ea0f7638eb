"""Briefs of texts in other languages: names that nothing is coded of, and the English beside the original."""

import json
from io import StringIO

import pytest
from rich.console import Console

from vedette.publishing.brief import brief_to_json, make_brief
from vedette.publishing.html import render_html
from vedette.publishing.languages import beside
from vedette.publishing.markdown import render_markdown
from vedette.publishing.terminal import render_terminal
from vedette.records.document import Document
from vedette.records.reading import TimeExpression
from vedette.records.record import Actor, Casualty, Event, Named, Quote, Receipt, Record, Translated

TEXT = "Войска обстреляли город во вторник. «Мы <b>готовы</b>», — сказал он. Ереван и Ереван."
FIRST, SECOND, THIRD = (0, 35), (36, 68), (69, 85)


def spans(start, end):
    return {"start": start, "end": end, "text": TEXT[start:end]}


@pytest.fixture
def record():
    actor = Actor(*FIRST, TEXT[slice(*FIRST)], "RUS", "MIL", name="Russian troops")
    time = TimeExpression(*FIRST, TEXT[slice(*FIRST)], "2022-09-13", "2022-09-13", "day")
    event = Event(
        id="e", type="ASSAULT", mode=None, status="actual", trigger=Receipt(*FIRST, TEXT[slice(*FIRST)]), sentence=FIRST,
        actors=(actor,), time=time,
    )  # fmt: skip
    figure = Casualty(
        id="c", event="e", **spans(*FIRST), kind="killed", low=2, high=2, approx=False, who="unknown", side=None
    )
    quote = Quote(id="q", **spans(37, 53), speakers=(Actor(*SECOND, TEXT[slice(*SECOND)], None, "UNK", name="he"),))
    places = [(69, 75), (78, 84)]
    return Record(
        document=Document.of(TEXT, id="d", language="ru"),
        events=(event,),
        casualties=(figure,),
        quotes=(quote,),
        mentions=tuple(
            Named(**spans(*p), kind="place", name="Ереван", country="ARM", lat=40.2, lon=44.5) for p in places
        ),
        translations=(
            Translated(*FIRST, "Russian troops shelled the town on Tuesday."),
            Translated(*SECOND, "“We are <b>ready</b>,” he said."),
            Translated(*THIRD, "Yerevan and Yerevan."),
        ),
        translated_by="fake 1",
    )


def terminal(brief):
    out = StringIO()
    render_terminal(brief, Console(file=out, width=100, highlight=False))
    return out.getvalue()


def test_lines_are_worded_in_english_and_rest_on_the_original(record):
    (line,) = make_brief([record]).lines()
    assert line.actors == ("Russian troops",)
    assert line.time == "13 September 2022"
    assert all(r.text == TEXT[r.start : r.end] for r in line.receipts)


def test_the_english_stands_beside_the_original(record):
    brief = make_brief([record])
    assert beside(brief, brief.lines()[0].receipts) == "Russian troops shelled the town on Tuesday."
    for shown in (terminal(brief), render_markdown(brief)):
        assert "Original and translation, by fake 1" in shown
        assert "Войска обстреляли город во вторник." in shown
        assert "Russian troops shelled the town on Tuesday." in shown
        # Nothing rests on the last sentence.
        assert "Yerevan and Yerevan." not in shown
    page = render_html(brief)
    assert page.count("Russian troops shelled the town on Tuesday.") >= 3
    assert "Yerevan and Yerevan." in page
    assert "<b>ready" not in page
    assert "<b>готовы" not in page


def test_names_are_listed_once_with_where_they_stand(record):
    brief = make_brief([record])
    (name,) = brief.named
    assert (name.name, name.country, name.times_told, len(name.receipts)) == ("Ереван", "Armenia", 2, 2)
    assert "Named, not coded\nЕреван (place, Armenia) [69–75]" in terminal(brief)
    assert "Named, not coded" in render_markdown(brief)
    assert 'id="d1-n1"' in render_html(brief)


def test_english_texts_show_none_of_it():
    brief = make_brief([Record(document=Document.of("Rain fell.", language="en"))])
    assert not {"named", "translations", "translated_by"} & set(json.loads(json.dumps(brief_to_json(brief))))
    for shown in (terminal(brief), render_markdown(brief), render_html(brief)):
        assert "Named, not coded" not in shown
        assert "translation" not in shown
