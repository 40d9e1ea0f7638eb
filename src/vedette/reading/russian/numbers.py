"""Counts in Russian with their bounds: "не менее 49", "от 5 до 7", "десятки", as the codebook has them in English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vedette.reading.russian.words import Count, stands_for_people
from vedette.records.reading import Quantity, Sentence, Word

_UNITS = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
_TOGETHER = "двое трое четверо пятеро шестеро семеро восьмеро девятеро десятеро"
NUMBERS: dict[str, float] = {
    **{w: n for n, w in enumerate(_UNITS.split())},
    **{w: n * 10 for n, w in enumerate(_TENS.split(), 2)},
    **{w: n * 100 for n, w in enumerate(_HUNDREDS.split(), 1)},
    **{w: n for n, w in enumerate(_TOGETHER.split(), 2)},
    "оба": 2,
    "полтора": 1.5,
}
SCALES = {"тысяча": 1000, "тыс": 1000, "миллион": 1_000_000, "млн": 1_000_000}
VAGUE = {"десяток": 10, "десятка": 10, "дюжина": 12, "сотня": 100, "полсотни": 50}
"""Nouns of quantity: in the singular about so many ("около сотни"), in the plural at least two of them."""
SINGLE = frozenset({"десяток", "десятка", "дюжина", "сотня", "полсотни"})
MANY = frozenset("несколько некоторый ряд много многие множество многочисленный".split())

_LEAST = ("не менее", "не меньше", "по меньшей мере", "по крайней мере", "как минимум", "минимум", "самое меньшее")
_OVER = ("более чем", "больше чем", "более", "больше", "свыше", "превысило", "превышает", "превысила", "превысили")
_MOST = ("не более", "не больше", "максимум", "до")
_UNDER = ("менее чем", "менее", "меньше")
_ABOUT = ("около", "порядка", "примерно", "приблизительно", "почти", "где-то", "ориентировочно")
BOUNDS = tuple(
    sorted(
        (
            (tuple(words.split()), kind)
            for kind, told in (
                ("least", _LEAST),
                ("over", _OVER),
                ("most", _MOST),
                ("under", _UNDER),
                ("about", _ABOUT),
            )
            for words in told
        ),
        key=lambda b: -len(b[0]),
    )
)

_DIGITS = re.compile(r"\d{1,9}(?:[.,]\d+)?")
_RANGE = re.compile(r"(\d{1,7})\s?[-–—]\s?(\d{1,7})")
_BEFORE = frozenset("№ n статья ст пункт п номер".split())
_ATTRIBUTES = frozenset({"ADJ", "DET", "PROPN"})


@dataclass(frozen=True, slots=True)
class _Number:
    first: int
    last: int
    low: int | None
    high: int | None
    approx: bool = False


def find_counts(sentence: Sentence, text: str) -> tuple[Count, ...]:
    """Return the counts told in `sentence` of `text` with what they count; dates, ages, shares and numbered things are none.

    "более 60" is 61/None, "около 300" 300/300 approx, "десятки" 20/None approx, "несколько" None/None approx.
    """
    out: list[Count] = []
    at = 0
    while at < len(sentence.words):
        number = _number_at(sentence.words, at)
        if number is None:
            at += 1
            continue
        at = number.last
        found = _count(sentence, number, text)
        if found is not None:
            # "от 5 до 7" takes the 5 with it.
            out = [c for c in out if c.last <= found.first]
            out.append(found)
    return tuple(out)


def _count(s: Sentence, number: _Number, text: str) -> Count | None:
    words = s.words
    if number.first and words[number.first - 1].lemma in _BEFORE:
        return None
    told = _ranged(words, number) or _bounded(words, number)
    bearer = _bearer(words, number.last)
    start, end = words[told.first].start, words[number.last - 1].end
    if told.low is not None and told.high is not None and told.low > told.high:
        return None
    quantity = Quantity(start, end, text[start:end], told.low, told.high, told.approx)
    return Count(s.index, told.first, number.last if bearer is None else bearer + 1, bearer, quantity)


def _bearer(words: Sequence[Word], at: int) -> int | None:
    """Return the noun that is counted: the next one, over adjectives that stand before it."""
    while at < len(words) and (words[at].pos in _ATTRIBUTES or words[at].lemma in ("еще", "тоже")):
        if _is_noun(words, at):
            return at
        at += 1
    return at if at < len(words) and (words[at].pos == "NOUN" or stands_for_people(words[at])) else None


def _is_noun(words: Sequence[Word], at: int) -> bool:
    """Tell an adjective that stands for people ("12 военных") from one before its noun."""
    if words[at].pos != "ADJ":
        return False
    return not (at + 1 < len(words) and words[at + 1].pos in ("ADJ", "NOUN", "PROPN"))


def _ranged(words: Sequence[Word], n: _Number) -> _Number | None:
    """Return "от 5 до 7" and "между 5 и 7" as one count."""
    before = words[n.first - 1].lower if n.first else ""
    if before not in ("до", "и") or n.low is None:
        return None
    for k in range(max(0, n.first - 5), n.first - 1):
        opened = (words[k].lower, before) in (("от", "до"), ("между", "и"), ("с", "до"))
        other = _number_at(words, k + 1) if opened else None
        if other is not None and other.last == n.first - 1 and other.low is not None:
            return _Number(k, n.last, other.low, n.low)
    return None


def _bounded(words: Sequence[Word], n: _Number) -> _Number:
    """Return the count with the bound words before it."""
    while n.first:
        met = next((b for b in BOUNDS if _ends(words, n.first, b[0])), None)
        if met is None:
            break
        n = _within(met[1], replace(n, first=n.first - len(met[0])))
    return n


def _within(kind: str, n: _Number) -> _Number:
    """Return the count within a bound of this kind."""
    if kind == "least":
        return replace(n, high=None)
    if kind == "over":
        # "десятки" and "сотни" have their own lower bound already.
        vague = n.low is None or (n.approx and n.high is None)
        return replace(n, low=n.low if vague or n.low is None else n.low + 1, high=None)
    if kind == "most":
        return replace(n, low=None, high=n.low if n.high is None else n.high)
    if kind == "under":
        return n if n.low is None else replace(n, low=None, high=n.low - 1)
    return replace(n, approx=True)


def _ends(words: Sequence[Word], at: int, told: tuple[str, ...]) -> bool:
    start = at - len(told)
    return start >= 0 and tuple(w.lower for w in words[start:at]) == told


def _number_at(words: Sequence[Word], at: int) -> _Number | None:
    """Return the number that begins at word `at`."""
    w = words[at]
    ranged = _RANGE.fullmatch(w.text)
    if ranged:
        return _Number(at, at + 1, int(ranged[1]), int(ranged[2]))
    if w.lemma in MANY and w.pos not in ("ADV", "VERB"):
        return _several(words, at)
    if w.lemma in SINGLE or w.lemma in SCALES:
        return _vague(words, at)
    return _spelt(words, at)


def _several(words: Sequence[Word], at: int) -> _Number | None:
    following = words[at + 1] if at + 1 < len(words) else None
    if following and (following.lemma in VAGUE or following.lemma in SCALES):
        size = VAGUE.get(following.lemma) or SCALES[following.lemma]
        return _Number(at, at + 2, 2 * size, None, approx=True)
    return _Number(at, at + 1, None, None, approx=True)


def _vague(words: Sequence[Word], at: int) -> _Number:
    """Return "десятки", "сотни человек", "десятки тысяч"; the codebook lets a plural mean at least two."""
    w = words[at]
    size = VAGUE.get(w.lemma) or SCALES[w.lemma]
    several = w.tag.endswith("Plur")
    end = at + 1
    if end < len(words) and words[end].lemma in SCALES and w.lemma in VAGUE:
        # "десятки тысяч" is told as at least 20,000.
        size, end = size * SCALES[words[end].lemma], end + 1
    end = _over_stop(words, end)
    return _Number(at, end, 2 * size, None, approx=True) if several else _Number(at, end, size, size, approx=True)


def _spelt(words: Sequence[Word], at: int) -> _Number | None:
    """Return a number in digits or words: "1 200", "двадцать пять", "2,5 тыс."."""
    total, part, end = 0.0, None, at
    for value, scale, last in _parts(words, at):
        if scale:
            total, part = total + (1 if part is None else part) * scale, None
        elif part is not None and (value >= part or value == 0):
            break
        else:
            part = value + (part or 0)
        end = last
    if end == at:
        return None
    told = total + (part or 0)
    return _Number(at, end, int(told), int(told)) if told == int(told) else None


def _parts(words: Sequence[Word], at: int) -> Iterator[tuple[float, int, int]]:
    """Yield values and scales from word `at` on: (value, 0 or scale, the word behind)."""
    first = at
    while at < len(words):
        w = words[at]
        if _DIGITS.fullmatch(w.text):
            if at != first:
                return
            value, at = _digits(words, at)
            yield value, 0, at
        elif w.lemma in NUMBERS and w.pos in ("NUM", "ADJ", "DET", "PRON", "NOUN"):
            at += 1
            yield NUMBERS[w.lemma], 0, at
        elif (w.lemma in SCALES or w.lemma in VAGUE) and at > first:
            at = _over_stop(words, at + 1)
            yield 0, SCALES.get(w.lemma) or VAGUE[w.lemma], at
        else:
            return


def _digits(words: Sequence[Word], at: int) -> tuple[float, int]:
    """Return a number in digits, groups of three joined: "1 200"."""
    text, end = words[at].text, at + 1
    while (
        end < len(words)
        and len(text) < 9
        and re.fullmatch(r"\d{1,3}(?:\d{3})*", text)
        and re.fullmatch(r"\d{3}", words[end].text)
        and words[end].start == words[end - 1].end + 1
    ):
        text, end = text + words[end].text, end + 1
    return float(text.replace(",", ".")), end


def _over_stop(words: Sequence[Word], at: int) -> int:
    """Return the place behind the full stop of "тыс."."""
    if (
        at
        and at < len(words)
        and words[at].text == "."
        and words[at - 1].lower in ("тыс", "млн")
        and at + 1 < len(words)
    ):
        return at + 1
    return at
