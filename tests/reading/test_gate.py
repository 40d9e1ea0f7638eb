"""The relevance gate: what it keeps, what it holds back, what it costs, and that it says why."""

import importlib.util
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.documents import prepare
from vedette.reading.gate import Decision, Gate, load_gate
from vedette.reading.gate_facts import LONG, pieces_of
from vedette.reading.gate_words import COUNTRY, EDGE, TRIGGER, TWO
from vedette.records.document import Document
from vedette.scoring.gold import load_gold

ROOT = Path(__file__).parents[2]


def decided(text: str, **known: str) -> Decision:
    return load_gate().passes(prepare(Document.of(text, **known)))


def tool(folder: str, name: str) -> ModuleType:
    sys.path.insert(0, str(ROOT / folder))
    try:
        spec = importlib.util.spec_from_file_location(f"{folder}_{name}", ROOT / folder / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / folder))
    return module


@pytest.fixture(scope="module")
def stream() -> ModuleType:
    return tool("bench", "stream")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen on motorbikes attacked an army post near Menaka in northern Mali on Tuesday, killing seven soldiers.",
        "France summoned the Iranian ambassador on Friday over the arrest of two of its citizens in Tehran.",
        "Thousands of people marched through Tbilisi on Sunday to demand that the government resign.",
        "The two foreign ministers met in Geneva and agreed to resume talks on the border next month.",
        "Russian missiles hit a power station in Odesa overnight, the governor said.",
        "Eleven people were killed when a bomb exploded in a market in Kabul.",
        "TURKEY EXPELS DUTCH AMBASSADOR",
    ],
)
def test_reports_pass(text: str) -> None:
    assert decided(text).passes


OTHERS = """
The cup holders attacked from the kick-off and their young striker shot twice against the post before the goalkeeper saved a penalty.
The champions defended with eleven men and hit back on the counter attack, and the winning goal was a bullet header.
She fired nine aces past the top seed and broke serve in the second set of the quarter-final.
My uncle had a heart attack at the wedding, and the doctor told him to give up butter, salt and the accordion.
The supermarkets are locked in a price war over bread, milk and bananas, and shoppers are the winners.
A new drug helps patients in their battle against cancer by teaching cells of the immune system to attack the tumour.
The actress dropped a bombshell on the red carpet when she said that her next album would be her last.
Whisk the eggs with the sugar, fold in the flour and bake the cake for forty minutes in a hot oven.
The film about two brothers in a civil war won the prize for best photography at the festival.
In the new video game players storm a castle, shoot zombies and trade swords with their friends online.
The storm brought down trees across the county, cut power to four thousand homes and killed two horses.
The fire brigade rescued a kitten from the chimney of a pub, and the landlord stood them all a drink.
The military museum has a new roof, a café and a gallery of uniforms, and children may climb into a tank on Saturdays.
Ukraine's grain prices slipped by two dollars a tonne as rain improved the outlook for the harvest.
Merger talks between the two makers of biscuits were confirmed on Friday, and shares in both rose by six per cent.
Slugs will attack young lettuces at night, so water in the morning and put down a beer trap.
Snow advanced from the north overnight and drivers were told to expect icy roads in the hills.
""".strip().split("\n")


@pytest.mark.parametrize("first", range(len(OTHERS)))
def test_other_news_is_held_back(first: int) -> None:
    told = decided("\n".join((OTHERS * 2)[first : first + 5]))
    assert not told.passes, told.reason


def test_most_other_news_is_held_back_even_in_one_sentence() -> None:
    passing = [t.reason for t in map(decided, OTHERS) if t.passes]
    assert len(passing) <= 0.3 * len(OTHERS), passing


def test_nothing_is_held_back() -> None:
    assert decided("").reason == "held back: there are no words in it"


def test_nearly_all_of_the_corpus_that_training_never_saw_passes(stream: ModuleType) -> None:
    """Measured: see docs/gate.md. The floor is what the gate was asked for."""
    told = stream.relevant()
    coded = Counter({d["id"]: len(d["coded"]) for d in told})
    kept = sum(coded[d["id"]] for d in told if decided(d["text"], id=d["id"]).passes)
    assert kept >= 0.99 * coded.total()


def test_most_other_articles_that_training_never_saw_are_held_back(stream: ModuleType) -> None:
    others = [d for d in stream.stream("evaluation", 500) if not d["relevant"]]
    held = sum(not decided(d["text"]).passes for d in others)
    assert held >= 0.85 * len(others)


def test_single_sentences_that_try_one_piece_of_reading_each_mostly_pass() -> None:
    """They were never trained on (corpus/README.md)."""
    gold = [c for c in load_gold(ROOT / "corpus" / "pieces.coded") if c.events or c.casualties]
    passed = sum(decided(c.text).passes for c in gold)
    assert passed >= 0.96 * len(gold)


def test_decision_explains_itself() -> None:
    told = decided("Rebels shelled the town of Goma on Monday and killed 12 civilians, the army said.")
    assert told.words
    assert "shelled" in told.words
    assert all(w in told.reason for w in told.words)
    assert "\n" not in told.reason
    held = decided(OTHERS[7])
    assert held.words
    assert held.reason.startswith("held back: ")


def test_another_language_passes_unjudged() -> None:
    told = decided("Quelques mots qui ne disent rien de la guerre.", language="fr")
    assert told.passes
    assert "fr" in told.reason


def test_words_that_nobody_knows_pass_unjudged() -> None:
    assert "unknown" in decided("xqwz vbrk pltj mzzq wrrk qqpl znnt bkrr xxwq", language="en").reason


def test_one_item_of_a_long_page_is_enough() -> None:
    report = (
        "Gunmen attacked an army post near Menaka in northern Mali on Tuesday, killing seven soldiers, the army said. The military said it "
        "had responded with air strikes and killed about 20 militants. The United Nations condemned the attack. No group has claimed "
        "responsibility. France evacuated two wounded officers to Niamey, a spokesman for the defence ministry said."
    )
    page = "\n\n".join([*OTHERS * 3, report, *OTHERS * 3])
    assert not decided("\n\n".join(OTHERS * 6)).passes
    assert decided(page).passes


def test_sentences_score_alike_alone_and_together() -> None:
    gate = load_gate()
    texts = ["Troops fired on protesters.", "", "The soup needs salt."]
    assert [gate.sentence(t) for t in texts] == pytest.approx(gate.sentences(texts).tolist())
    assert gate.sentence(texts[0]) > 8 * gate.sentence(texts[2])


def test_every_sentence_that_is_read_has_its_score() -> None:
    document = prepare(Document.of("Troops fired on protesters. The soup needs salt."))
    (first, high), (second, low) = load_gate().spans(document)
    assert (first.slice(document.text), second.slice(document.text)) == (
        "Troops fired on protesters.",
        "The soup needs salt.",
    )
    assert high > low


def test_names_and_expressions_of_several_words_are_met() -> None:
    lexicon = load_gate().lexicon
    rows = lexicon.rows(["North Korea and South Korea spoke.", "They laid down their arms.", "The turkey was dry.", ""])
    assert rows.bits[0] & TWO
    assert rows.bits[1] & TRIGGER
    assert not rows.bits[2] & COUNTRY
    assert rows.ids[0] == rows.ids[-1] == EDGE
    assert rows.lengths.tolist() == [6, 5, 4, 0]


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_is_decided_and_the_same_way_twice(text: str) -> None:
    document = prepare(Document.of(text))
    told = load_gate().passes(document)
    assert told == load_gate().passes(document)
    assert 0 <= told.score <= 1


@given(st.lists(st.integers(min_value=0, max_value=200), max_size=60))
def test_pieces_cover_a_document_in_order(lengths: list[int]) -> None:
    import numpy as np  # noqa: PLC0415 - only here

    pieces = pieces_of(np.array(lengths, dtype=np.int64))
    assert [a for a, _ in pieces[1:]] == [b for _, b in pieces[:-1]]
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(lengths)
    assert len(pieces) == 1 or sum(lengths) > LONG


def test_broken_characters_are_words_like_others() -> None:
    document = Document.of("Tro\udce9ps \x00 shel\ufffdled \u202e Goma\r\n\x85" * 20, language="en")
    assert "unknown" in load_gate().passes(document).reason


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "war " * 200_000, "U.S." * 200_000, "North " * 150_000, "take " * 150_000]
)
def test_hostile_texts_take_time_like_their_length(text: str) -> None:
    document = Document.of(text, language="en")
    load_gate()
    began = time.process_time()
    load_gate().passes(document)
    assert time.process_time() - began < 12


def test_the_lexicon_is_that_of_the_codebook() -> None:
    made = json.dumps(tool("tools", "gate_lexicon").lexicon(), ensure_ascii=False, indent=0) + "\n"
    kept = (ROOT / "src/vedette/reading/gate_files/lexicon.json").read_text("utf-8")
    assert made == kept, "stale; run 'python tools/gate_lexicon.py', then tools/train_gate.py (docs/gate.md)"


def test_a_trigger_of_the_users_own_codebook_is_met() -> None:
    gate = Gate.load(own=[("defenestrate",), ("throw", "under", "bus")])
    for text in ("The mob defenestrated two governors.", "They throw their ally under a bus."):
        assert "own codebook" in gate.passes(Document.of(text, language="en")).reason
    assert (
        "own codebook"
        not in load_gate().passes(Document.of("The mob defenestrated two governors.", language="en")).reason
    )


def test_nothing_is_written_in_both_parts_of_the_mixed_stream(stream: ModuleType) -> None:
    training, evaluation = (
        {s for a in stream.articles(part) for s in re.split(r"(?<=[.!?])\s+", a.text) if len(s.split()) > 6}
        for part in stream.PARTS
    )
    assert len(training) + len(evaluation) > 2000
    assert not training & evaluation


def test_a_stream_is_the_same_for_the_same_seed_and_one_in_five_is_relevant(stream: ModuleType) -> None:
    told = stream.stream("evaluation", 100, seed=3)
    assert told == stream.stream("evaluation", 100, seed=3)
    assert sum(d["relevant"] for d in told) == 20
    assert not any(re.search(r"[{}|]", d["text"]) for d in told if not d["relevant"])
    assert all(80 <= len(d["text"].split()) <= 320 for d in told if not d["relevant"])
