"""Direct speech in Russian: between «», “” or straight marks; names of outlets, ships and groups in marks are none."""

from collections.abc import Iterator, Sequence

from vedette.reading.russian.tables import SPEAKING, TITLED
from vedette.records.reading import Quotation, Sentence, Word

PAIRS = {"«": "»", "“": "”", "„": "“", '"': '"'}
LONGEST = 3000
"""Characters over which a mark that is never closed is not looked for."""


def find_quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """Return the direct speech in `text`, outermost marks only, in order; the marks are not part of it."""
    words = [w for s in sentences for w in s.words]
    out = []
    for start, end in _marked(text, sentences):
        inside = [w for w in words if start <= w.start < end]
        pieces = _interrupted(start, end, inside)
        if len(pieces) > 1 or (inside and _is_speech(text, start, end, inside, words)):
            out += [Quotation(a, b, "inline") for a, b in pieces]
    return tuple(out)


def _interrupted(start: int, end: int, inside: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the stretches of speech between which the author speaks: "«Мы готовы, — сказал он. — Ждите»"."""
    pieces, at = [], start
    dashes = [k for k, w in enumerate(inside) if w.text in ("—", "–")]
    for n, a in enumerate(dashes):
        opened = inside[a].start >= at and a and inside[a - 1].text in (",", "!", "?", "…", ".")
        if not opened or a + 1 >= len(inside) or inside[a + 1].lemma not in SPEAKING:
            continue
        mark = inside[a - 1]
        pieces.append((at, mark.start if mark.text == "," else mark.end))
        closed = dashes[n + 1] if n + 1 < len(dashes) else len(inside) - 1
        at = inside[closed + 1].start if closed + 1 < len(inside) else end
    return [*pieces, (at, end)] if at < end else pieces


def _marked(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield what stands between marks, in each paragraph."""
    spans: dict[int, tuple[int, int]] = {}
    for s in sentences:
        first = spans.get(s.paragraph, (s.start, s.end))[0]
        spans[s.paragraph] = (first, s.end)
    for start, end in spans.values():
        at = start
        while at < end:
            close = _closing(text, at, end) if text[at] in PAIRS else None
            if close is not None:
                if close > at + 1:
                    yield at + 1, close
                at = close
            at += 1


def _closing(text: str, at: int, end: int) -> int | None:
    """Return where the mark at `at` is closed, the same marks inside it told apart."""
    opened, want, depth = text[at], PAIRS[text[at]], 0
    for k in range(at + 1, min(end, at + LONGEST)):
        if text[k] == want:
            if not depth:
                return k
            depth -= 1
        elif text[k] == opened:
            depth += 1
    return None


def _is_speech(text: str, start: int, end: int, inside: Sequence[Word], words: Sequence[Word]) -> bool:
    inside = [w for w in inside if any(c.isalnum() for c in w.text)]
    before = [w for w in words if w.end <= start - 1][-1:]
    if not inside:
        return False
    if before and before[0].lemma in TITLED:
        return False
    if _told_of(text, start, end):
        return True
    if len(inside) == 1 or all(w.text[:1].isupper() or len(w.text) < 4 for w in inside):
        return False
    verb = any(w.pos in ("VERB", "AUX") for w in inside)
    near = any(w.lemma in SPEAKING for w in words if start - 120 <= w.start < start or end < w.start <= end + 120)
    return near if inside[0].text[:1].islower() else verb or (near and len(inside) > 4)


def _told_of(text: str, start: int, end: int) -> bool:
    """Tell speech by what stands around its marks: "сказал он: «…»" and "«…», — сказал он"."""
    after = text[end + 1 : end + 5].lstrip(",.!? ")
    inner = text[end - 1 : end]
    return text[: start - 1].rstrip()[-1:] == ":" or (
        after[:1] in ("—", "–", "-") and (text[end + 1 : end + 2] in (",", ".") or inner in ("!", "?", "…", ","))
    )
