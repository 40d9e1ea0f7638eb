"""When an act was: which of its sentence's times is its own, and what that means of what is past and what is planned."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from vedette.coding.drafts import Draft
from vedette.coding.syntax import ancestors, governor, kids, subtree
from vedette.records.reading import Sentence, TimeExpression

_NO_YEAR = re.compile(r"[A-Za-z]{3}(?!.*(?:19|20)\d\d)")


def choose_time(
    s: Sentence, d: Draft, times: Sequence[TimeExpression], others: Collection[int] = ()
) -> TimeExpression | None:
    """Return the time of the act: the one that hangs nearest to its trigger, else one that no other act owns."""
    told = [t for t in times if s.start <= t.start < s.end]
    inside = [t for t in told if not _owned_by_other(s, d, t, others)]
    if not inside and d.type in ("AGREE", "CONSULT"):
        # "Will travel to Paris for tomorrow's meeting": the journey is for the day of what it is for.
        below = set(subtree(s, d.match.i))
        inside = [t for t in told if any(w.i in below for w in s.words if t.start <= w.start < t.end)]
        inside = [t for t in inside if not _dates_a_noun(s, d, t)]
    if len(inside) <= 1:
        return inside[0] if inside else None
    below = {s.words[k].start for k in subtree(s, d.match.i)}
    own = [t for t in inside if any(t.start <= x < t.end for x in below)]
    at, verbs = s.words[d.match.i].start, _with_first(s, governor(s, d.match.i))
    return min(own or inside, key=lambda t: (_verb_of(s, t) not in verbs, min(abs(t.start - at), abs(t.end - at))))


def _with_first(s: Sentence, verb: int) -> set[int]:
    """Return `verb` with those it is coordinated to, whose time is its own too: "in May his men burned the town and shot …"."""
    out = {verb}
    while s.words[verb].dep == "conj" and s.words[verb].head not in out and not kids(s, verb, "nsubj", "nsubjpass"):
        verb = s.words[verb].head
        out.add(verb)
    return out


def _verb_of(s: Sentence, t: TimeExpression) -> int | None:
    """Return the verb of the clause in which a time stands."""
    i = next((w.i for w in s.words if t.start <= w.start < t.end), None)
    return governor(s, i) if i is not None else None


def ahead(t: TimeExpression | None, published: str | None) -> TimeExpression | None:
    """Return the time of what is planned: a bare weekday or month is then the next, not the last ("will visit on Saturday")."""
    if t is None or t.from_ is None or t.to is None or not published or t.to[:10] >= published[:10]:
        return t
    if any(c.isdigit() for c in t.text) or "last" in t.text.lower():
        return t
    first, last = date.fromisoformat(t.from_[:10]), date.fromisoformat(t.to[:10])
    if t.precision in ("day", "part", "night"):
        days = timedelta(days=7)
        return replace(t, from_=(first + days).isoformat(), to=(last + days).isoformat(), background=False)
    if t.precision == "month":
        to = last.replace(year=last.year + 1, day=min(last.day, 28) if last.month == 2 else last.day)
        return replace(t, from_=first.replace(year=first.year + 1).isoformat(), to=to.isoformat(), background=False)
    return t


def behind(t: TimeExpression | None, published: str | None) -> TimeExpression | None:
    """Return the time of what has happened: a day without a year that is still to come is the last one ("the March 10 deal")."""
    if t is None or t.from_ is None or t.to is None or not published or t.to[:10] <= published[:10]:
        return t
    if t.from_[:10] <= published[:10]:
        # "This week": what is told to have happened has not happened since.
        return replace(t, to=published[:10])
    if t.precision != "day" or not _NO_YEAR.search(t.text) or t.from_[:4] != published[:4]:
        return t
    day = date.fromisoformat(t.from_[:10])
    if (day.month, day.day) == (2, 29) or t.from_ != t.to:
        return t
    past = day.replace(year=day.year - 1).isoformat()
    return replace(t, from_=past, to=past)


def is_behind(s: Sentence, d: Draft) -> bool:
    """Tell a time told in the clause of what is agreed or vowed ("agreed to meet in December")."""
    return d.time is not None and _verb_of(s, d.time) != governor(s, d.match.i)


def _owned_by_other(s: Sentence, d: Draft, t: TimeExpression, others: Collection[int]) -> bool:
    """Tell whether a time hangs below another act of the sentence ("overnight shelling") that is not above this one."""
    i = next((w.i for w in s.words if t.start <= w.start < t.end), None)
    if i is None:
        return False
    above = list(ancestors(s, i))
    if _dates_a_noun(s, d, t):
        return True
    nearest = next((a for a in above if a in others or a == d.match.i), None)
    return nearest is not None and nearest != d.match.i and nearest not in list(ancestors(s, d.match.i))


def _dates_a_noun(s: Sentence, d: Draft, t: TimeExpression) -> bool:
    """Tell a date that stands before a noun other than the act's and its parts': "called to discuss the 2015 agreement"."""
    if not any(c.isdigit() for c in t.text):
        return False
    inside = [w for w in s.words if t.start <= w.start < t.end]
    top = next((w for w in inside if w.head == w.i or not t.start <= s.words[w.head].start < t.end), None)
    if top is None or top.dep not in ("nummod", "compound", "nmod", "amod"):
        return False
    noun = s.words[top.head]
    return (
        noun.pos in ("NOUN", "PROPN") and noun.i > top.i and noun.i != d.match.i and d.match.i not in subtree(s, noun.i)
    )
