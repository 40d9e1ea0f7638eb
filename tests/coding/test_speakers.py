"""The speakers of quotations."""

import pytest


def speakers(record):
    return [[(a.country, a.sector) for a in q.speakers] for q in record.quotes]


@pytest.mark.parametrize(
    "text",
    [
        "“We will not give way to force,” the Armenian government said.",
        "The Armenian government said: “We will not give way to force.”",
        "The situation was described as “tense. but stable”, by the Armenian government.",
        "The Armenian government decried the mission as “worthless”.",
        "“We will not give way,” the Armenian government said. “They know that very well.”",
    ],
)
def test_the_speaker_is_told_by_the_words_around(read, text):
    found = speakers(read(text))
    assert found
    assert all(s == [("ARM", "GOV")] for s in found)


def test_a_paragraph_in_marks_is_introduced_by_the_paragraph_before(read):
    text = (
        "The CSTO has convened a meeting of its council, which released this message after the government of Armenia "
        "requested help:\n\n“On the night of September 13 clashes took place on the border.”"
    )
    assert speakers(read(text)) == [[("IGO", "GOV")]]


def test_a_quotation_of_nobody_told_has_no_speaker(read):
    assert speakers(read("A sign on the wall reads “no way back for any of us”.")) in ([[]], [])
