"""Who says so in Russian: "сообщил …", "по данным …", "об этом заявили в …", and who speaks in quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.coding.russian.people import Scene
from vedette.reading.russian.tables import BY_WORDS, HOLDING, SPEAKING, TELLING
from vedette.records.reading import Quotation, Sentence, Word
from vedette.records.record import Actor, Receipt


@dataclass(frozen=True, slots=True)
class Saying:
    """A reporting word, `at` word `at` of its sentence, and who says it; `holds` where figures rest on it."""

    at: int
    speakers: tuple[Actor, ...]
    cue: Receipt
    holds: bool


def sayings(scene: Scene, s: Sentence) -> tuple[Saying, ...]:
    """Return the reporting words of `s` outside direct speech, with those whom they make speak."""
    out = []
    for w in s.words:
        if any(q.start <= w.start < q.end for q in scene.reading.quotations):
            continue
        heads = _speakers(s, w.i)
        if heads is None:
            continue
        start = _opening(s, w.i).start
        cue = Receipt(start, w.end, scene.reading.document.text[start : w.end])
        holds = w.lemma in HOLDING or w.lemma in BY_WORDS or w.lemma in TELLING or w.lemma == "ссылка"
        out.append(Saying(w.i, scene.all(s, heads), cue, holds))
    return tuple(out)


def _opening(s: Sentence, at: int) -> Word:
    """Return the first word of a cue: the preposition of "по уточнённым данным" and "со ссылкой"."""
    w = s.words[at]
    if w.lemma in BY_WORDS or w.lemma == "ссылка":
        return next((x for x in s.words[max(0, at - 3) : at] if x.lower in ("по", "согласно", "со", "с")), w)
    return w


def _speakers(s: Sentence, at: int) -> tuple[int, ...] | None:
    """Return the nouns that speak by word `at`; () where it reports without saying by whom, None where it reports not."""
    w = s.words[at]
    if w.lemma in TELLING:
        wordings = [c for c in s.children[at] if s.words[c].dep == "obl" and _with(s, c, ("в", "во", "на"))]
        return tuple(x for c in wordings for x in s.children[c] if s.words[x].dep == "nmod")[:1]
    if w.lemma in SPEAKING and w.pos == "VERB":
        return _of_verb(s, at)
    if w.lemma in BY_WORDS and at and any(x.lower in ("по", "согласно") for x in s.words[max(0, at - 3) : at]):
        return tuple(c for c in s.children[at] if _owns(s, c)) or None
    if w.lemma == "ссылка" and at and s.words[at - 1].lower in ("со", "с"):
        return tuple(c for c in s.children[at] if _with(s, c, ("на",))) or None
    return None


def _owns(s: Sentence, c: int) -> bool:
    w = s.words[c]
    return w.dep == "nmod" or (w.dep == "det" and w.lower in ("его", "ее", "их"))


def _of_verb(s: Sentence, at: int) -> tuple[int, ...] | None:
    subjects = tuple(c for c in s.children[at] if s.words[c].dep in ("nsubj", "nsubj:pass"))
    w = s.words[at]
    if w.lower.endswith(("сь", "ся")):
        return ()
    if subjects:
        people = tuple(c for c in subjects if s.words[c].pos in ("NOUN", "PROPN", "PRON"))
        return tuple(c for c in people if s.words[c].lower not in ("что", "это", "который")) or None
    if w.tag.endswith("Plur"):
        # "сообщили в пресс-службе": the place speaks.
        return tuple(c for c in s.children[at] if s.words[c].dep == "obl" and _with(s, c, ("в", "во", "на")))[:1]
    return None


def _with(s: Sentence, at: int, prepositions: Sequence[str]) -> bool:
    return any(s.words[c].dep == "case" and s.words[c].lower in prepositions for c in s.children[at])


def nearest(found: Sequence[Saying], at: int) -> Saying | None:
    """Return the reporting word nearest to word `at` that names somebody, else one that names nobody.

    Whom a report refers to ("со ссылкой на …") says so before the one who refers.
    """
    named = [f for f in found if f.speakers] or list(found)
    named = [f for f in named if f.cue.text.lower().endswith("ссылкой")] or named
    return min(named, key=lambda f: abs(f.at - at)) if named else None


def refers_back(s: Sentence) -> bool:
    """Tell "Об этом сообщил …": what the sentence before tells is said by somebody named here."""
    first = [w.lower for w in s.words[:2]]
    return first in (["об", "этом"], ["о", "этом"], ["это", "подтвердил"], ["это", "подтвердили"])


def speakers_of(scene: Scene, found: Sequence[Sequence[Saying]]) -> Iterator[tuple[tuple[Actor, ...], Receipt | None]]:
    """Yield the speakers and the reporting word of each quotation; `found` are the sayings of each sentence."""
    last: tuple[int, tuple[Actor, ...]] | None = None
    for q in scene.reading.quotations:
        around = [s for s in scene.reading.sentences if s.start < q.end and q.start < s.end]
        told = _beside(scene, q, around, found)
        if told:
            last = (around[-1].paragraph, told.speakers)
            yield told.speakers, told.cue
        elif last and around and last[0] == around[0].paragraph:
            yield last[1], None
        else:
            yield (), None


def _beside(scene: Scene, q: Quotation, around: Sequence[Sentence], found: Sequence[Sequence[Saying]]) -> Saying | None:
    """Return what introduces or follows a quotation in its own sentences, or the sentence before that ends with ":"."""
    near = [
        (min(abs(f.cue.start - q.end), abs(q.start - f.cue.end)), f)
        for s in around
        for f in found[s.index]
        if f.speakers
    ]
    if near:
        return min(near, key=lambda n: n[0])[1]
    before = around[0].index - 1 if around else -1
    sentences = scene.reading.sentences
    for k in (before, around[-1].index + 1 if around else len(sentences)):
        if 0 <= k < len(sentences) and sentences[k].paragraph == around[0].paragraph:
            told = next((f for f in found[k] if f.speakers), None)
            if told and (k > before or scene.reading.document.text[: q.start - 1].rstrip()[-1:] in ":."):
                return told
    return None
