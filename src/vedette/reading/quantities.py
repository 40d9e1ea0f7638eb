"""Counts with their bounds: "at least 49", "between 5 and 7", "dozens", as the codebook has them."""

import re
from collections.abc import Sequence

from vedette.records.document import Span
from vedette.records.reading import Quantity

UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}

VAGUE: dict[str, int | None] = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20_000,
    "hundreds of thousands": 200_000, "several hundred": 200, "several thousand": 2000, "several dozen": 24,
    "several": None, "a number of": None, "many": None, "numerous": None, "a few": None, "multiple": None,
}  # fmt: skip
"""Vague words with the least number that the codebook lets them mean; None where it sets no bound."""

_WORDS = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
_SPELT = rf"(?:(?:{_WORDS})(?:[- ](?:{_WORDS}))?(?:\s(?:hundred|thousand|million|dozen))?(?:\sand\s(?:{_WORDS})(?:-(?:{_WORDS}))?)?|(?:a|half a)\s(?:dozen|hundred|thousand))"
_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3}| 000)+|\d{1,7})(?:\.\d+(?=\s(?:million|thousand)))?(?:\s(?:million|thousand|hundred))?"
_N = rf"(?:{_DIGITS}|{_SPELT})"

_LEAST = r"at least|at a minimum|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of"
_OVER = r"more than|over|upwards? of|above|in excess of|greater than"
_MOST = r"up to|as many as|at most|no more than|not more than|a maximum of"
_UNDER = r"fewer than|less than|under|below"
_ABOUT = r"about|around|some|nearly|almost|approximately|roughly|an estimated|estimated|circa|close to|~"

_QUANTITY = re.compile(
    rf"(?<![\w$£€¥#.,:/-])(?:"
    rf"(?P<vague>{'|'.join(sorted(VAGUE, key=len, reverse=True))})(?:\sof(?=\s))?(?![\w-])"
    rf"|between\s(?P<low>{_N})\sand\s(?P<high>{_N})(?![\w%])"
    rf"|(?:(?P<bound>{_LEAST}|{_OVER}|{_MOST}|{_UNDER}|{_ABOUT})\s?)*(?P<a>{_N})(?:\s?(?:-|–|to|or)\s?(?P<b>{_N}))?(?P<plus>-plus|\splus|\+)?(?![\w%°]|-\w)"
    rf")",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s?(?:%|percent|per cent|km|kilomet\w+|miles?|met(?:er|re)s?|mm|cm|kg|tons?|tonnes?|pounds?|feet|square|years?[- ]old|years?\b|months?\b|weeks?\b|days?\b|hours?\b|minutes?\b|a\.m|p\.m|am\b|pm\b|hrs?\b|hectares?|degrees|dollars?|euros?|USD|GMT|EST|UTC|rounds?\b|a day\b|per day\b|daily\b"
    r"|January|February|March|April|May\b|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)",
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
    r"|\b(?:Article|Resolution|page|No\.?|chapter|section|paragraph|aged?|Group|Task Force|CTF|Force|Highway|Route|Boeing|Airbus|version|at age|number|of|in|since|by|until|from)(?=\s(?:19|20)\d\d\b)"
    r"|\b(?:Article|Resolution|page|No\.?|chapter|section|paragraph|aged?|Group|Task Force|CTF|Highway|Route|Boeing|Airbus|version))\s$",
    re.IGNORECASE,
)


def find_quantities(text: str, *, unread: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Return the counts told in `text`, in order and without overlap, outside the `unread` spans.

    Years, dates, clock times, shares, money, measures, ages and numbered things are no counts.
    """
    out: list[Quantity] = []
    for m in _QUANTITY.finditer(text):
        if unread and any(u.start <= m.start() < u.end for u in unread):
            continue
        q = _quantity(text, m)
        if q is not None:
            out.append(q)
    return tuple(out)


def _quantity(text: str, m: re.Match[str]) -> Quantity | None:
    if m.group("vague"):
        low = VAGUE[m.group("vague").lower()]
        return Quantity(m.start(), m.end(), m.group(), low, None, approx=True)
    if _NOT_AFTER.match(text, m.end()) or _NOT_BEFORE.search(text, max(0, m.start() - 14), m.start()):
        return None
    if m.group("low"):
        a, b = number(m.group("low")), number(m.group("high"))
        return None if a is None or b is None or a > b else Quantity(m.start(), m.end(), m.group(), a, b)
    a = number(m.group("a"))
    if a is None or _is_year(text, m):
        return None
    low, high, approx = _bounds(m, a)
    if low is not None and high is not None and low > high:
        return None
    return Quantity(m.start(), m.end(), m.group(), low, high, approx)


def _is_year(text: str, m: re.Match[str]) -> bool:
    """Tell a bare four-digit number that reads as a year: no bound word, no thing counted right behind."""
    told = m.group("a")
    if m.group("bound") or not re.fullmatch(r"(?:19|20)\d\d", told):
        return False
    return not re.match(
        r"\s(?:people|civilians|soldiers|troops|men|prisoners|refugees|residents|others|were|dead|killed|wounded)",
        text[m.end() : m.end() + 12],
    )


def _bounds(m: re.Match[str], a: int) -> tuple[int | None, int | None, bool]:
    """Return low, high and whether approximate, by the words before the number."""
    words = m.group()[: m.start("a") - m.start()].lower()
    if m.group("b"):
        b = number(m.group("b"))
        return a, b, False
    if m.group("plus"):
        return a, None, False
    for pattern, bounds in (
        (_LEAST, (a, None, False)),
        (_MOST, (None, a, False)),
        (_OVER, (a + 1, None, False)),
        (_UNDER, (None, a - 1, False)),
        (_ABOUT, (a, a, True)),
    ):
        if re.search(rf"(?:^|\s)(?:{pattern})", words):
            return bounds
    return a, a, False


def number(told: str) -> int | None:
    """Return the number that digits or words tell, or None where they tell none."""
    words = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d)", "", told.lower()).replace("-", " ").split()
    total, current = 0.0, 0.0
    for w in words:
        if w in ("and", "a"):
            current = current or (1 if w == "a" else 0)
        elif w == "half":
            current = 0.5
        elif w in UNITS or w in TENS:
            current = (current if current >= 20 else 0) + UNITS.get(w, TENS.get(w, 0))
        elif w in SCALES:
            current = (current or 1) * SCALES[w]
            if w != "hundred":
                total, current = total + current, 0
        elif w.replace(".", "", 1).isdigit():
            current = float(w)
        else:
            return None
    return int(total + current)
