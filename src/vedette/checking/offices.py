"""Stated offices: does the person whom a text gives a title hold that office on the day?"""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher

from vedette.checking.titled import Titled, titled_persons
from vedette.checking.told import Told
from vedette.knowledge.dates import last_day
from vedette.knowledge.describe import span, state_name
from vedette.knowledge.offices import LEADING, Holding, folded, holders, holdings, is_open
from vedette.knowledge.titles import GRADES, Fit, best, fit, rank_of, title_words
from vedette.records.check import Check
from vedette.records.reading import Sentence

HONOURS = frozenset(
    """sheikh general field marshal senior major lieutenant colonel brigadier admiral captain sergeant sir lord dr mr mrs
    reverend imam ayatollah mullah hajji gen lt maj col capt brig cmdr cpl sgt adm commodore commander marshall""".split()
)
"""Words that honour a person or tell a rank, and no office."""

ALIKE = 0.72
"""Likeness of two surnames from which they are taken for two spellings of one."""


def check_offices(told: Told) -> Iterator[Check]:
    """Yield the check of every person told with a title, each pair of person and title once."""
    seen: set[tuple[str, str]] = set()
    for s in told.reading.sentences:
        for p in titled_persons(told, s):
            words = set(title_words(p.title))
            key = (folded(p.name), " ".join(sorted(words)))
            if not words - HONOURS or key in seen:
                continue
            seen.add(key)
            check = _checked(told, s, p)
            if check is not None:
                yield check


def _day(told: Told, s: Sentence) -> date | None:
    """Return the day as of which the sentence speaks: a past time that it tells, else the text's own day."""
    past = [t for t in told.times(s) if t.background and t.to]
    day = (past[0].to or "")[:10] if past else told.on
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _checked(told: Told, s: Sentence, m: Titled) -> Check | None:
    on, title = _day(told, s), m.title
    if on is None:
        return None
    words = m.name.split()
    given = words[0] if len(words) > 1 else None
    found = holders(words[-1], on=on, given=given, folder=told.base.folder, ever=True)
    found = found or holders(" ".join(words[-2:]), on=on, folder=told.base.folder, ever=True)
    found = found or tuple(
        h for h in holders(words[-1], on=on, folder=told.base.folder, ever=True) if _is_alike(given, h)
    )
    found = tuple(h for h in found if m.code in (None, h.country))
    spans = [(m.start, m.end)]
    if not found:
        return _not_found(told, m, on, spans)
    # Without the text's day every office that the person ever held may be meant.
    held = [h for h in found if h.held(on)] if told.dated else list(found)
    if title.lower().startswith(("former", "ex-", "then")):
        return _former(told, title, found, on, spans)
    before = [h for h in found if h not in held and fit(title, h) is Fit.SAME]
    if held and (any(fit(title, h) is not Fit.OTHER for h in held) or not before):
        return _held(told, m, held, on, spans)
    # Who holds another office now, and held the one that the text tells at another time.
    return _not_then(told, title, before or found, on, spans)


def _is_alike(given: str | None, h: Holding) -> bool:
    """Tell two spellings of one given name: "Sergei" and "Sergey"."""
    return given is not None and SequenceMatcher(None, folded(given), folded(h.person).split()[0]).ratio() >= ALIKE


def _held(told: Told, m: Titled, held: Sequence[Holding], on: date, spans: Sequence[tuple[int, int]]) -> Check | None:
    title = m.title
    fits = best(title, held)
    if fits is None or (m.code is None and len({h.id for h in held if h.rank in LEADING}) > 1):
        return None
    how, h = fits
    sentence = f"{h.person} {'is' if h.held(on) else 'was'} {_written(h)}{_seen(h, on)}"
    if how is Fit.SAME:
        return told.check("office", "supported", spans, sentence, [_fact(h)])
    known, said = set(title_words(h.office)), set(title_words(title))
    if how is Fit.PART:
        verdict = "supported" if said <= known or known <= said else "imprecise"
        return told.check("office", verdict, spans, sentence, [_fact(h)])
    # Offices are many and the files are not complete: only one that is told almost alike is taken for a wrong title.
    close = [x for x in held if _is_other_grade(said, set(title_words(x.office)))]
    rank = rank_of(title, h.country)
    if close or (rank and h.rank in LEADING and m.code):
        wrong = close[0] if close else h
        sentence = f"{wrong.person} is {_written(wrong)}, not “{_plain(title)}”{_seen(wrong, on)}"
        return told.check("office", "contradicted", spans, sentence, [_fact(wrong)])
    return told.check(
        "office", "unknown", spans, f"“{_plain(title)}” is not known of {h.person}, {_written(h)}", [_fact(h)]
    )


def _is_other_grade(said: set[str], known: set[str]) -> bool:
    """Tell a title that is the office's but for its grade: a Secretary who is an Assistant Secretary."""
    return bool((said ^ known) & GRADES) and len(said & known) >= max(2, len(said) / 2)


def _former(
    told: Told, title: str, found: Sequence[Holding], on: date, spans: Sequence[tuple[int, int]]
) -> Check | None:
    day = on.isoformat()
    bare = title.split(" ", 1)[-1].removeprefix("ex-")
    ended = best(bare, [h for h in found if h.to and last_day(h.to) < day])
    now = best(bare, [h for h in found if h.held(on)])
    if now and now[0] is Fit.SAME and not is_open(now[1], day):
        return told.check(
            "office", "contradicted", spans, f"{now[1].person} is still {_written(now[1])}", [_fact(now[1])]
        )
    if ended and ended[0] is not Fit.OTHER:
        return told.check(
            "office", "supported", spans, f"{ended[1].person} was {_written(ended[1])}", [_fact(ended[1])]
        )
    return None


def _not_then(
    told: Told, title: str, found: Sequence[Holding], on: date, spans: Sequence[tuple[int, int]]
) -> Check | None:
    """Return the check of a person who held the office, but not on the day: wrong only where another is known to have."""
    fits = best(title, found)
    if fits is None or fits[0] is Fit.OTHER or len({h.id for h in found}) > 1:
        return None
    h = fits[1]
    if not told.dated:
        sentence = f"{h.person} was {_written(h)}; the text's day is not known"
        return told.check("office", "supported", spans, sentence, [_fact(h)])
    now = _holder(told, h, on)
    sentence = f"{h.person} was {_written(h)}, not on {on.isoformat()} as far as is known"
    if now is None:
        return told.check("office", "unknown", spans, sentence, [_fact(h)])
    if _is_same_name(h.person, now.person):
        return told.check("office", "supported", spans, f"{now.person} is {_written(now)}", [_fact(now)])
    sentence += f"; then it was {now.person} ({span(now.from_, now.to)})"
    return told.check("office", "contradicted", spans, sentence, [_fact(h), _fact(now)])


def _not_found(told: Told, m: Titled, on: date, spans: Sequence[tuple[int, int]]) -> Check | None:
    """Return the check of a person who is not known: by who is known to hold the office, spelled otherwise or another."""
    rank = rank_of(m.title, m.code)
    now = _leader(told, m.code, rank, on) if m.code and rank in LEADING else None
    if now is None:
        return None
    if _is_same_name(m.name, now.person):
        sentence = f"{now.person} is {_written(now)}; the text spells the name {m.name}"
        return told.check("office", "supported", spans, sentence, [_fact(now)])
    sentence = f"{m.name} is not known; on {on.isoformat()} {now.person} is {_written(now)}"
    return told.check("office", "unknown", spans, sentence, [_fact(now)])


def _is_same_name(a: str, b: str) -> bool:
    """Tell two spellings of one name: alike in the last word, or in two words of several."""
    one, two = folded(a).replace("-", " ").split(), folded(b).replace("-", " ").split()
    return SequenceMatcher(None, one[-1], two[-1]).ratio() >= ALIKE or len(set(one) & set(two)) > 1


def _holder(told: Told, h: Holding, on: date) -> Holding | None:
    """Return the one person known to hold on the day the office that `h` tells."""
    rank = h.rank if h.rank in LEADING else rank_of(h.office, h.country)
    if rank in LEADING:
        return _leader(told, h.country, rank, on)
    return _only([x for x in holdings(h.country, folder=told.base.folder) if x.office == h.office and x.held(on)])


def _leader(told: Told, country: str, rank: str | None, on: date) -> Holding | None:
    """Return the one person known to have the leading office of that rank on the day."""
    now = [x for x in holdings(country, folder=told.base.folder) if x.rank == rank and x.held(on)]
    # A region's premier has the rank as well; the state's own bears the plain title, and rows kept by hand are newer.
    plain = [x for x in now if rank_of(x.office, country) == rank] or now
    return _only([x for x in plain if not x.seen]) or _only(plain)


def _only(now: Sequence[Holding]) -> Holding | None:
    dated = [h for h in now if h.from_ or h.to]
    return dated[0] if len({h.id for h in dated}) == 1 else None


def _written(h: Holding) -> str:
    name = state_name(h.country)
    told = h.country == "IGO" or name.removeprefix("the ") in h.office
    whose = "" if told else f" of {name}"
    return f"{h.office}{whose} ({span(h.from_, h.to) or 'dates not known'})"


def _seen(h: Holding, on: date) -> str:
    return f", as read in {h.seen}; nothing newer is known" if is_open(h, on.isoformat()) else ""


def _plain(title: str) -> str:
    return " ".join(title.removeprefix("the ").split())


def _fact(h: Holding) -> tuple[str, Holding]:
    return h.id, h
