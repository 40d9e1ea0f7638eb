"""Stated articles of treaties: is Article 5 of that treaty the one that the text says it is?"""

import re
from collections.abc import Iterator, Sequence

from vedette.checking.told import Told, between
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import Obligation
from vedette.records.check import Check
from vedette.records.reading import Sentence

_ARTICLE = re.compile(r"\bArticles?\s+(\d{1,3}(?:\.\d+|\(\d+\))?|[IVX]{1,6})\b")
_ELSEWHERE = re.compile(
    r"\s*(?:of|under|in)\s+(?:the|its|their|his)\s+(?:[\w.’'-]+\s+){0,4}(?:charter|constitution|code|statute|law|convention)\b",
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_PURPOSES = {
    "defence": re.compile(r"\b(?:collective|mutual|military|common)?\s?(?:defen[cs]e|defend\w*|protect\w*|attack on (?:one|all|any)|military (?:aid|assistance|help|intervention)|come to the aid)\b", re.IGNORECASE),
    "consultation": re.compile(r"\b(?:consult\w*)\b", re.IGNORECASE),
    "non-aggression": re.compile(r"\b(?:non-aggression|refrain|abstain)\b", re.IGNORECASE),
    "neutrality": re.compile(r"\bneutral\w*\b", re.IGNORECASE),
}  # fmt: skip
_SAME = {"assistance": "defence"}


def check_articles(told: Told) -> Iterator[Check]:
    """Yield the check of every article that the text names beside an alliance, or after one."""
    for s in told.reading.sentences:
        for m in _ARTICLE.finditer(told.text, s.start, s.end):
            if _ELSEWHERE.match(told.text, m.end()):
                continue
            found = _alliance(told, s, m)
            rows = told.base.obligations.get(found.entity.id.partition(":")[2], ()) if found else ()
            if found and rows:
                yield _compared(told, s, m, found, rows)


def _alliance(told: Told, s: Sentence, m: re.Match[str]) -> Named | None:
    inside = told.named(s, "alliance")
    after = [
        n
        for n in inside
        if m.end() <= n.start
        and between(told.text, m.end(), n.start) in ("of the", "of", "of the 1949", "under the", "in the")
    ]
    before = [n for n in inside if n.end <= m.start()]
    return (
        after[0] if after else before[-1] if before else inside[0] if inside else told.focus(s, m.start(), "alliance")
    )


def number_of(article: str) -> str:
    """Return an article's number as digits: "IV" is "4", "42(7)" is "42.7"."""
    if article and all(c in _ROMAN for c in article):
        values = [_ROMAN[c] for c in article]
        return str(sum(-v if k + 1 < len(values) and v < values[k + 1] else v for k, v in enumerate(values)))
    return article.replace("(", ".").replace(")", "")


def _compared(told: Told, s: Sentence, m: re.Match[str], a: Named, rows: Sequence[Obligation]) -> Check:
    wanted = number_of(m.group(1))
    same = [o for o in rows if wanted in {number_of(x) for x in re.split(r"[,;/ –-]+", o.article)}]
    spans = [(m.start(), m.end()), *([(a.start, a.end)] if s.start <= a.start < s.end else [])]
    purposes = {p for p, words in _PURPOSES.items() if words.search(told.text, s.start, s.end)}
    facts = [(a.entity.id, o) for o in same or rows]
    if not same:
        known = ", ".join(f"{o.article} ({o.obligation})" for o in rows if o.article)
        sentence = (
            f"Article {wanted} of {a.entity.name} is not in the knowledge base; it has {known or 'no article numbers'}"
        )
        return told.check("article", "unknown", spans, sentence, facts)
    what = "; ".join(f"{o.obligation}: {o.paraphrase}" for o in same)
    limits = "; ".join(x for o in same for x in (*o.steps, *o.limits))
    sentence = f"Article {wanted} of {a.entity.name} is {what}{f' — bounded by: {limits}' if limits else ''}"
    kinds = {_SAME.get(o.obligation, o.obligation) for o in same}
    if purposes and not purposes & kinds:
        right = ", ".join(
            f"Article {o.article} is {o.obligation}" for o in rows if _SAME.get(o.obligation, o.obligation) in purposes
        )
        return told.check("article", "contradicted", spans, f"{sentence}{f'; {right}' if right else ''}", facts)
    return told.check("article", "supported", spans, sentence, facts)
