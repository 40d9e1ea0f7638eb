"""Stated memberships: who is in, who left or joined when, how many there are."""

import re
from collections.abc import Iterator, Sequence

from vedette.checking.spells import facts_of, how_of, is_dating, joined, left
from vedette.checking.told import StateTold, Told, as_day, is_denied, is_open
from vedette.knowledge.dates import Holds, first_day, holds, last_day
from vedette.knowledge.describe import listed, state_name
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import Membership
from vedette.knowledge.obligations import parties
from vedette.reading.quantities import number
from vedette.records.check import Check
from vedette.records.reading import Sentence, TimeExpression, Word

_LEAVE = frozenset("withdraw leave quit exit suspend freeze denounce expel abandon withdrawal exit departure".split())
_FREEZE = frozenset({"suspend", "freeze"})
_JOIN = frozenset("join accede enter accession".split())
_MEMBER = frozenset({"member", "signatory", "ally", "membership", "party"})
_MEANT = frozenset("membership bloc alliance organisation organization pact treaty group union".split())
_NO_MEMBER = frozenset("candidate aspiring prospective potential would-be observer associate future partner".split())
_COUNT = re.compile(
    r"\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty)"
    r"[-‐– ](?:member(?:s|\b)|nation\b|state\b|country\b|(?:full |current )?(?:members|allies|member states|member nations))",
    re.IGNORECASE,
)


def check_memberships(told: Told) -> Iterator[Check]:
    """Yield the checks of every membership, exit, entry and number of members that the text states."""
    for s in told.reading.sentences:
        for w in s.words:
            if w.lemma in _LEAVE | _JOIN and w.pos in ("VERB", "NOUN", "PROPN"):
                yield from _moved(told, s, w)
            elif w.lemma in _MEMBER and w.pos in ("NOUN", "PROPN", "ADJ"):
                yield from _status(told, s, w)
        yield from _counts(told, s)


def _alliance(told: Told, s: Sentence, w: Word) -> Named | None:
    """Return the alliance that word `w` speaks of: named near it, else the one told last before."""
    inside = told.named(s, "alliance")
    near = [n for n in inside if abs(n.start - w.start) < 80]
    after = [n for n in near if n.start >= w.start]
    return next(iter(after or near[-1:]), None) or told.focus(s, w.start, "alliance")


def _moved(told: Told, s: Sentence, w: Word) -> Iterator[Check]:
    """Yield the check of "X left A in 1999" or "X joined A in 2004"."""
    behind = [x for x in s.words[w.i + 1 : w.i + 9] if x.pos in ("NOUN", "PROPN")]
    direct = [n for n in told.named(s, "alliance") if w.end <= n.start < w.end + 70]
    if not direct and not any(x.lemma in _MEANT for x in behind):
        return
    found = direct[0] if direct else told.focus(s, w.start, "alliance")
    who = _subject(told, s, w)
    if found is None or who is None or is_denied(s, w.i) or is_open(s, w.i):
        return
    near = min((t for t in told.times(s) if is_dating(told, s, t)), key=lambda t: abs(t.start - w.end), default=None)
    day = as_day(near) if near else ""
    if not day and w.tag not in ("VBD", "VBN"):
        # "Finland's plans of joining NATO" tell of no day on which it did.
        return
    spells = [m for m in told.base.members.get(_id(found), ()) if m.party == who.code]
    spans = [(who.word.start, who.word.end), (w.start, w.end), *([(near.start, near.end)] if near and day else [])]
    if w.lemma in _LEAVE:
        yield left(told, found, who.code, day, spells, spans, frozen=w.lemma in _FREEZE)
    else:
        yield joined(told, found, who.code, day, spells, spans)


def _subject(told: Told, s: Sentence, w: Word) -> StateTold | None:
    """Return the state that moves: the verb's subject, or the state told last before the word."""
    every = [x for x in told.states(s) if x.mention.kind != "capital"]
    heads = {c for c in s.children[w.i] if s.words[c].dep in ("nsubj", "nsubjpass", "poss")}
    own = [x for x in every if x.word.i in heads]
    before = [x for x in every if x.word.i < w.i]
    return next(iter(own or before[-1:]), None)


def _status(told: Told, s: Sentence, w: Word) -> Iterator[Check]:
    """Yield the check of states that are told to be members, or not to be."""
    near = {x.lower for x in s.words[max(0, w.i - 4) : w.i]}
    found = _alliance(told, s, w)
    if found is None or near & _NO_MEMBER or (w.lemma in ("ally", "party") and not _is_of(told, s, w)):
        return
    who = _members_told(told, s, w)
    if not who:
        return
    denied = is_denied(s, w.i) or bool(near & {"non", "non-"})
    former = bool(near & {"former", "ex", "onetime", "one-time"})
    spans = [(w.start, w.end), *((x.word.start, x.word.end) for x in who)]
    codes = list(dict.fromkeys(x.code for x in who))
    since = _since(told, s, w)
    if since and len(codes) == 1 and not denied:
        spells = [m for m in told.base.members.get(_id(found), ()) if m.party == codes[0]]
        yield joined(told, found, codes[0], as_day(since), spells, [*spans, (since.start, since.end)])
        return
    yield _compared(told, found, codes, spans, denied=denied or former)


def _since(told: Told, s: Sentence, w: Word) -> TimeExpression | None:
    """Return the time of "a member of A since 1952", where it is told right behind."""
    for t in told.times(s):
        if (
            0 < t.start - w.end < 60
            and as_day(t)
            and re.search(r"\bsince\s*$", told.text[w.end : t.start], re.IGNORECASE)
        ):
            return t
    return None


def _is_of(told: Told, s: Sentence, w: Word) -> bool:
    """Tell "NATO ally" and "party to the treaty", where the alliance stands right beside the word."""
    return any(n.end <= w.start <= n.end + 1 or w.end < n.start < w.end + 14 for n in told.named(s, "alliance"))


def _members_told(told: Told, s: Sentence, w: Word) -> list[StateTold]:
    """Return the states that word `w` makes members: listed behind it, its subject, its owner, or beside it."""
    every = {x.word.i: x for x in told.states(s) if x.mention.kind == "state"}
    listed_ = _list_behind(s, w.i, every)
    if listed_ and w.lemma != "membership":
        return listed_
    near = [every[i] for i in (w.i - 2, w.i - 1) if i in every and s.words[i].dep in ("poss", "nmod", "compound")]
    if w.lemma == "membership":
        # "Under membership of the CSTO, Armenia is afforded": the clause's subject is the member.
        clause = [
            x for x in every.values() if x.word.i > w.i and x.word.dep in ("nsubj", "nsubjpass") and x.word.i - w.i < 8
        ]
        return near or (clause[:1] if w.i < 3 else [])
    verb = s.words[w.head]
    if w.dep in ("attr", "appos", "oprd") or verb.lemma in ("be", "remain", "become"):
        head = w.head if w.dep == "appos" else next((c for c in s.children[w.head] if s.words[c].dep == "nsubj"), -1)
        return [every[i] for i in (head, *_joined_to(s, head)) if i in every]
    return near


def _joined_to(s: Sentence, i: int) -> tuple[int, ...]:
    return tuple(w.i for w in s.words if i >= 0 and w.dep == "conj" and (w.head == i or s.words[w.head].head == i))


def _list_behind(s: Sentence, i: int, every: dict[int, StateTold]) -> list[StateTold]:
    """Return the states listed right behind word `i`: "members; Russia, Belarus and Tajikistan"."""
    out: list[StateTold] = []
    gap = 0
    links = {
        ",",
        ";",
        ":",
        "and",
        "or",
        "the",
        "(",
        "such",
        "as",
        "including",
        "like",
        "-",
        "–",
        "—",
        "states",
        "state",
        "are",
        "country",
        "countries",
        "nations",
    }
    for k in range(i + 1, len(s.words)):
        if k in every:
            out.append(every[k])
            gap = 0
        elif s.words[k].lower in links and gap < 4:
            gap += 1
        else:
            break
    return out


def _compared(told: Told, a: Named, codes: Sequence[str], spans: Sequence[tuple[int, int]], *, denied: bool) -> Check:
    now = {p.spell.party: p for p in parties(_id(a), told.on, told.base)}
    name = a.entity.name
    every = (m for m in told.base.members.get(_id(a), ()) if m.party in codes)
    # What came after the text's day explains nothing in it, but for one who was no party yet.
    spells = [m for m in every if first_day(m.from_ or "0001") <= told.on or m.party not in now]
    facts = facts_of(a, *spells)
    if not now:
        return told.check("members", "unknown", spans, f"the parties to {name} on {told.on} are not known", facts)
    inside, outside = [c for c in codes if c in now], [c for c in codes if c not in now]
    wrong, right = (inside, outside) if denied else (outside, inside)
    count = f"{name} had {len(now)} parties on {told.on}: {', '.join(sorted(now))}"
    if wrong:
        how = "; ".join(_outside(m, told.on) for m in spells if m.party in wrong and m.to)
        verb = "was" if denied else "was not"
        return told.check(
            "members",
            "contradicted",
            spans,
            f"{listed(wrong)} {verb} a party to {name} on {told.on}; {how or count}",
            facts,
        )
    doubts = [d for c in right if c in now and not now[c].certain for d in now[c].doubts]
    if doubts:
        return told.check("members", "imprecise", spans, f"{count}; {'; '.join(doubts)}", facts)
    return told.check(
        "members",
        "supported",
        spans,
        f"{listed(right)}: {'not ' if denied else ''}a party on {told.on}; {count}",
        facts,
    )


def _outside(m: Membership, on: str) -> str:
    if holds(m.from_, m.to, on) is Holds.NO and m.from_ and first_day(m.from_) > on:
        return f"{state_name(m.party)} only since {m.from_}"
    return (
        f"{state_name(m.party)} until {m.to}" if m.to and last_day(m.to) < on else f"{state_name(m.party)}: {how_of(m)}"
    )


def _counts(told: Told, s: Sentence) -> Iterator[Check]:
    """Yield the check of "the 31-member alliance", "its six members"."""
    for m in _COUNT.finditer(told.text, s.start, s.end):
        near = sorted(told.named(s, "alliance"), key=lambda n: abs(n.start - m.start()))
        found = near[0] if near else told.focus(s, m.start(), "alliance")
        size = number(m.group(1))
        if found is None or size is None or abs(found.start - m.start()) > 200:
            continue
        now = parties(_id(found), told.on, told.base)
        if len(now) > 1:
            sentence = f"{found.entity.name} had {len(now)} parties on {told.on}"
            verdict = (
                "supported" if size == len(now) else "contradicted" if all(p.certain for p in now) else "imprecise"
            )
            yield told.check("members", verdict, [(m.start(), m.end())], sentence, facts_of(found))


def _id(a: Named) -> str:
    return a.entity.id.partition(":")[2]
