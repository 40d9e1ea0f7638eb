"""Counts of people in Russian: what befell whom, by the word that tells it nearest within the clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.coding.russian.people import Scene
from vedette.knowledge.russian import state_of_word
from vedette.reading.russian.tables import ACCUSED, DEEDS, KINDS, LIGHT, NOT_PEOPLE_TOO, WHO
from vedette.reading.russian.words import Count, stands_for_people
from vedette.records.reading import Sentence, Word

FARTHEST = 14
"""Words between a count and the word that tells what befell those counted; commas and "и" weigh more."""

_BREAKS = {",": 5, ";": 9, "и": 2, "а": 6, "—": 4, "но": 6, ".": 1}
_UNREAL = frozenset(
    "мочь угрожать планировать намереваться пообещать обещать хотеть грозить собираться призвать".split()
)
_TOTAL = frozenset("достигнуть возрасти вырасти увеличиться составить всего общий превысить итого начало".split())
_LIVES = frozenset("унести лишиться потерять отнять".split())


@dataclass(frozen=True, slots=True)
class Toll:
    """People counted: characters, kind, bounds, who; `at` is the word that tells what befell them."""

    sentence: int
    at: int
    start: int
    end: int
    kind: str
    low: int | None
    high: int | None
    approx: bool
    who: str
    side: str | None
    scope: str = "incident"


def tolls_of(scene: Scene, s: Sentence) -> tuple[Toll, ...]:
    """Return the people counted in `s`, in the order of the text."""
    told = {k: kind for k in range(len(s.words)) if (kind := _kind_at(s, k))}
    if not told:
        return ()
    out, taken = [], set()
    for c in (c for c in scene.reading.counts if c.sentence == s.index):
        at = _told_by(s, c, tuple(told))
        if at is not None:
            taken |= {c.bearer, *([at] if c.bearer is None else [])}
            out.append(_counted(scene, s, c, at, _mixed(s, at, told)))
    used = {t.at for t in out}
    out += [t for k in told for t in _uncounted(scene, s, k, told[k], taken, used)]
    return tuple(sorted(out, key=lambda t: (t.start, t.end)))


def _kind_at(s: Sentence, k: int) -> str | None:
    """Return what befell people by word `k`; None where it tells nothing that happened."""
    w = s.words[k]
    kind = KINDS.get(w.lemma)
    if w.lemma == "жизнь" and any(x.lemma in _LIVES for x in s.words[max(0, k - 3) : k]):
        kind = "killed"
    if kind is None or w.dep == "case":
        return None
    if w.pos == "VERB" and any(s.words[c].lower == "не" for c in s.children[k]):
        return kind if any(x.lemma == "никто" for x in s.words) else None
    above = s.words[w.head].lemma if w.head != k else ""
    if w.pos == "VERB" and w.lower.endswith(("ть", "ти", "ться")) and above in _UNREAL:
        return None
    return kind


def _mixed(s: Sentence, at: int, told: dict[int, str]) -> str:
    """Return the kind of word `at`: "убиты и ранены 20 человек" does not tell the killed and the wounded apart."""
    kind = told[at]
    for k in (at - 2, at + 2):
        other = told.get(k)
        between = s.words[(k + at) // 2].lower if other else ""
        numbers = [w for w in s.words[max(0, min(k, at) - 2) : min(k, at)] if w.pos == "NUM"]
        if other and {kind, other} == {"killed", "injured"} and between in ("и", "или") and (k < at or numbers):
            return "casualties"
    return kind


def _told_by(s: Sentence, c: Count, told: Sequence[int]) -> int | None:
    """Return the word that tells what befell those counted: the counted noun itself, or the nearest in the clause."""
    bearer = s.words[c.bearer] if c.bearer is not None else None
    if bearer is not None and bearer.head in told and s.words[bearer.head].pos == "VERB" and _has(bearer):
        # "скончались двое пострадавших": what befell them last.
        return bearer.head
    if bearer is not None and c.bearer in told and (bearer.pos != "VERB" or stands_for_people(bearer)):
        return c.bearer
    if bearer is not None and c.bearer not in told and not (is_person(bearer) and _is_bearing(s, bearer, told)):
        return None
    if bearer is None and not _stands_alone(s, c):
        return None
    far = sorted((_distance(s, c, k), k) for k in told)
    limit = FARTHEST if bearer is not None else FARTHEST // 2
    best = next(((d, k) for d, k in far if d <= limit), None)
    if best is None or (bearer is None and s.words[best[1]].lemma in NOT_PEOPLE_TOO and best[0] > 1):
        return None
    return best[1]


def _has(w: Word) -> bool:
    """Tell a person noun that the verb above it has as its subject or object."""
    return (is_person(w) or w.lemma in KINDS) and w.dep in ("nsubj", "nsubj:pass", "obj")


def is_person(w: Word) -> bool:
    """Tell a noun for people: soldiers, inhabitants, a people of a state."""
    if w.lemma in ACCUSED or stands_for_people(w):
        return w.lemma in ACCUSED and not w.tag.startswith("|")
    return w.lemma in WHO or (w.pos in ("NOUN", "ADJ") and w.text[:1].islower() and state_of_word(w.lemma) is not None)


def _is_bearing(s: Sentence, bearer: Word, told: Sequence[int]) -> bool:
    """Tell those whom another verb has ("14 человек спасены") from those whom a word of harm or a light verb has."""
    head = s.words[bearer.head]
    if head.pos != "VERB" or head.i in told or head.lemma in LIGHT:
        return True
    return any(t in s.children[head.i] for t in told if s.words[t].pos != "VERB")


def _stands_alone(s: Sentence, c: Count) -> bool:
    """Tell a bare number that may count people from a clock time, a score or a list's number."""
    behind = s.words[c.last] if c.last < len(s.words) else None
    before = s.words[c.first - 1] if c.first else None
    return not (
        (behind is not None and (behind.text in (":", "%", "-", "/", ")") or behind.pos in ("NOUN", "PROPN")))
        or (before is not None and before.text in (":", "/", "№", "-"))
        or (c.quantity.low is None and c.quantity.high is None)
    )


def _distance(s: Sentence, c: Count, k: int) -> int:
    a, b = (k, c.first) if k < c.first else (c.last - 1, k)
    between = s.words[a + 1 : b]
    return len(between) + sum(_BREAKS.get(w.lower, 0) for w in between) + (1 if k < c.first else 0)


def _counted(scene: Scene, s: Sentence, c: Count, at: int, kind: str) -> Toll:
    words = s.words
    bearer = words[c.bearer] if c.bearer is not None else None
    start = min(words[c.first].start, words[at].start)
    end = max(words[c.last - 1].end, words[at].end)
    behind = _behind(s, c.bearer) if c.bearer is not None else ()
    described = (*words[c.first : c.last], *behind)
    q = c.quantity
    who = _who(bearer, words[c.first : c.last])
    scope = "total" if any(w.lemma in _TOTAL for w in words) and _is_running(words) else "incident"
    return Toll(s.index, at, start, end, kind, q.low, q.high, q.approx, who, scene.state_of(described), scope)


def _is_running(words: Sequence[Word]) -> bool:
    told = {w.lemma for w in words}
    return "число" in told or "количество" in told or "всего" in told or ("начало" in told and "с" in told)


def _who(bearer: Word | None, words: Sequence[Word]) -> str:
    """Return who is counted; "мирных жителей" and "гражданских лиц" are told by their adjective."""
    if bearer is None:
        return "unknown"
    told = [WHO[w.lemma] for w in (bearer, *words) if w.lemma in WHO]
    return next((t for t in told if t != "unknown"), "unknown")


def _behind(s: Sentence, at: int) -> tuple[Word, ...]:
    """Return the words right behind a noun that say whose they are: "военнослужащих ВСУ", "граждан Израиля"."""
    out: list[Word] = []
    for k in range(at + 1, min(at + 4, len(s.words))):
        w = s.words[k]
        if w.pos not in ("PROPN", "ADJ", "NOUN") or w.dep not in ("nmod", "amod", "appos", "flat:name"):
            break
        out.append(w)
    return tuple(out)


def _uncounted(scene: Scene, s: Sentence, k: int, kind: str, taken: set[int | None], used: set[int]) -> Iterator[Toll]:
    """Yield people told without a number: "погиб мужчина" is one, "погибли мирные жители" some, "никто" nobody."""
    if k in used:
        return
    span = _nobody(s, k)
    if span:
        a, b = span
        yield Toll(s.index, k, s.words[a].start, s.words[b].end, kind, 0, 0, False, "unknown", None)
        return
    for c in _sufferers(s, k):
        x, named = s.words[c], s.words[c].entity == "PER"
        if c in taken or any(s.words[n].dep.startswith("nummod") for n in s.children[c]):
            continue
        one = x.tag.endswith("Sing") and not any(s.words[n].dep == "conj" for n in s.children[c])
        count = 1 if one else None
        a, b = min(c, k), max(c, k)
        adjectives = [s.words[n] for n in s.children[c] if s.words[n].dep in ("amod", "det")]
        described = sorted((*adjectives, x), key=lambda v: v.i)
        a = min(a, described[0].i)
        side = scene.state_of((*described, *_behind(s, c)))
        who = _who(None if named else x, described)
        yield Toll(s.index, k, s.words[a].start, s.words[b].end, kind, count, count, not one, who, side)


def _sufferers(s: Sentence, k: int) -> Iterator[int]:
    """Yield the nouns for people, and names, to whom word `k` happens: its subject, or the object of a deed."""
    w = s.words[k]
    verb = w.head if w.lemma in ("плен", "заложник") and w.dep == "obl" else k
    if s.words[verb].pos != "VERB":
        return
    active = w.lemma in DEEDS or verb != k
    subject = ("nsubj:pass",) if active and w.lemma != "плен" else ("nsubj", "nsubj:pass")
    done_to = any(s.words[c].dep == "obj" for c in s.children[verb])
    for c in s.children[verb]:
        x = s.words[c]
        suffers = x.dep == "obj" if active and done_to else x.dep in subject
        if suffers and (is_person(x) or x.entity == "PER"):
            yield c


def _nobody(s: Sentence, k: int) -> tuple[int, int] | None:
    """Return the words of "никто не пострадал", "пострадавших нет" and "без жертв"."""
    words = s.words
    if words[k].pos == "VERB" and k >= 2 and words[k - 1].lower == "не":
        none = next((w.i for w in words[max(0, k - 6) : k] if w.lemma == "никто"), None)
        return (none, k) if none is not None else None
    for n in range(k + 1, min(k + 4, len(words))):
        if words[n].lower == "нет" and words[k].tag.startswith("Gen"):
            return k, n
    if k and words[k - 1].lower in ("без", "нет") and words[k].tag.startswith("Gen"):
        return k - 1, k
    return None
