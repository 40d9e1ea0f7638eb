"""The relevance gate: what it keeps, what it holds back, and that it says why."""

import pytest

from vedette.documents import prepare
from vedette.reading.gate import Decision, load_gate
from vedette.records.document import Document


def decided(text: str, **known: str) -> Decision:
    return load_gate().passes(prepare(Document.of(text, **known)))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen on motorbikes attacked an army post near Menaka in northern Mali on Tuesday, killing seven soldiers.",
        "France summoned the Iranian ambassador on Friday over the arrest of two of its citizens in Tehran.",
        "Thousands of people marched through Tbilisi on Sunday to demand that the government resign.",
        "The two foreign ministers met in Geneva and agreed to resume talks on the border next month.",
    ],
)
def test_reports_pass(text: str) -> None:
    assert decided(text).passes


@pytest.mark.parametrize(
    "text",
    [
        "Whisk the eggs with the sugar, fold in the flour and bake for forty minutes in a hot oven.",
        "",
    ],
)
def test_other_news_is_held_back(text: str) -> None:
    assert not decided(text).passes


def test_decision_explains_itself() -> None:
    told = decided("Rebels shelled the town of Goma on Monday and killed 12 civilians, the army said.")
    assert told.words
    assert all(w in told.reason for w in told.words)
    assert "\n" not in told.reason


def test_another_language_passes_unjudged() -> None:
    told = decided("Quelques mots qui ne disent rien de la guerre.", language="fr")
    assert told.passes
    assert "fr" in told.reason


def test_sentences_score_alike_alone_and_together() -> None:
    gate = load_gate()
    texts = ["Troops fired on protesters.", "", "The soup needs salt."]
    assert [gate.sentence(t) for t in texts] == pytest.approx(gate.sentences(texts).tolist())
