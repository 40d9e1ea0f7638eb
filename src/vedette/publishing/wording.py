"""The words of a brief: plain English for types, bounds, names and times."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from vedette.knowledge.states import load_states
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Event

ACTS = {
    "AGREE": "agreed or offered", "CONSULT": "met or talked", "SUPPORT": "expressed support", "CONCEDE": "yielded",
    "COOPERATE": "worked together", "AID": "gave help", "RETREAT": "drew back", "REQUEST": "asked",
    "ACCUSE": "blamed", "REJECT": "refused", "THREATEN": "warned", "PROTEST": "protested", "SANCTION": "reduced relations",
    "MOBILIZE": "moved forces", "COERCE": "coerced", "ASSAULT": "used force",
}  # fmt: skip
"""What a type is called in a line; the trigger's own words stand beside it."""

ACTS_BY_MODE = {
    ("RETREAT", "ceasefire"): "kept a ceasefire", ("RETREAT", "release"): "released", ("RETREAT", "withdraw"): "withdrew",
    ("RETREAT", "resign"): "resigned", ("CONSULT", "phone"): "spoke by phone", ("CONSULT", "third-party"): "mediated",
    ("CONSULT", "visit"): "visited", ("CONSULT", "multilateral"): "met", ("COERCE", "arrest"): "arrested",
    ("COERCE", "seize"): "seized", ("MOBILIZE", "troops"): "moved troops",
}  # fmt: skip
"""What a type with its mode is called, where that says more."""

TOWARDS = {
    "AGREE": "agreed with or made an offer to", "CONSULT": "met or talked with", "SUPPORT": "expressed support for",
    "CONCEDE": "yielded to", "COOPERATE": "worked together with", "AID": "gave help to", "RETREAT": "drew back before",
    "REQUEST": "asked", "ACCUSE": "blamed", "REJECT": "refused", "THREATEN": "warned", "PROTEST": "protested against",
    "SANCTION": "reduced relations with", "MOBILIZE": "moved forces against", "COERCE": "used coercion against",
    "ASSAULT": "used force against",
}  # fmt: skip

BODIES = {
    "UNO": "United Nations",
    "EUR": "European Union",
    "IGO": "intergovernmental",
    "NGO": "non-governmental",
    "IMG": "transnational armed group",
    "MNC": "multinational company",
    "ISM": "international movement",
}
KINDS = {
    "killed": "killed",
    "injured": "wounded",
    "missing": "missing",
    "captured": "captured",
    "displaced": "displaced",
    "casualties": "killed or wounded",
}
WHO = {
    "military": "military",
    "civilian": "civilians",
    "child": "children",
    "police": "police",
    "rebel": "armed opposition",
    "other": "others",
    "unknown": "not told who",
}
MODES = {
    "phone": "by phone",
    "visit": "on a visit",
    "third-party": "as a go-between",
    "multilateral": "with several parties",
}
"""How a meeting is told in a sentence."""

MODES_OF_ACTS = {
    "REQUEST": {"assist": "for help", "change": "to change course", "yield": "to give way", "meet": "to meet"},
    "REJECT": {"assist": "to help", "change": "to change course", "yield": "to give way", "meet": "to meet"},
    "ACCUSE": {"disapprove": "", "investigate": "investigation", "allege": "allegation"},
    "THREATEN": {"restrict": "with restrictions", "arrest": "with arrest", "relations": "with lesser relations",
                 "expel": "with expulsion", "territory": "over territory", "violence": "with force"},
    "SANCTION": {"convict": "conviction", "expel": "expulsion", "withdraw": "withdrawal", "discontinue": "broken off"},
    "ASSAULT": {"beat": "beating", "sexual": "sexual violence", "targeted": "targeted", "destroy": "destruction",
                "primitive": "blades or stones", "abduct": "abduction", "aerial": "from the air"},
}  # fmt: skip
"""What the codebook's modes are called where their own names do not say it."""

NO_SIDE = "side not told"
_SHORTEST = 3
_JOINERS = "\u200c\u200d"
_VAGUE = re.compile(
    r"\b(?:dozens|scores|hundreds|thousands|tens of thousands|hundreds of thousands|millions)\b", re.IGNORECASE
)


def country(code: str | None) -> str | None:
    """Return the English name of a country code, the code itself where it has none, None where there is none."""
    if code is None:
        return None
    state = load_states().get(code)
    return state.name if state else BODIES.get(code, code)


def actor(a: Actor) -> str:
    """Return how an actor is called: by its words in the text, with its state where they do not tell it."""
    told = clean(a.text) or a.name or "unnamed"
    bare = len(told) < _SHORTEST or told.lower() in _PRONOUNS or _is_demonym(told, a.country)
    shown = a.name if a.name and bare else told
    # A name is not at the head of its line here.
    shown = "the " + shown[4:] if shown.startswith("The ") else shown
    if (a.entity or "").startswith("organisation:") and a.name and not _names(shown, a.name):
        return f"{shown} ({a.name})"
    state = country(a.country) if a.country in load_states() else None
    if state is None or state.lower() in shown.lower() or _tells(shown, a.country):
        return shown
    return f"{shown} ({state})"


def _names(shown: str, name: str) -> bool:
    """Tell whether words already name a body: by its name, or by an acronym of it."""
    initials = "".join(w[0] for w in name.split() if w[0].isupper())
    return name.lower() in shown.lower() or initials in shown or any(w.isupper() and len(w) > 1 for w in shown.split())


_PRONOUNS = frozenset("he she it they we i us our his her its their them him this these those who which".split())


def _is_demonym(told: str, code: str | None) -> bool:
    """Tell whether words are nothing but a state's adjective: "Azerbaijani" (in "Azerbaijani strikes")."""
    state = load_states().get(code or "")
    return state is not None and told in state.demonyms


def _tells(shown: str, code: str | None) -> bool:
    """Tell whether words already name the state: by a demonym, an alias or its name."""
    state = load_states().get(code or "")
    if state is None:
        return False
    words = shown.replace("’s", "").replace("'s", "")
    return any(n in words for n in (*state.demonyms, *state.names, state.name) if len(n) > 1)


def claimant(a: Actor) -> str:
    """Return how a claimant is called."""
    return actor(a)


def code(e: Event) -> str:
    """Return an event in the codebook's words: "REQUEST/assist ARM GOV → UNO GOV, IGO GOV"."""
    sides = [
        ", ".join(dict.fromkeys(f"{a.country or '—'} {a.sector}" for a in actors))
        for actors in (e.actors, e.recipients)
    ]
    type_ = f"{e.type}/{e.mode}" if e.mode else e.type
    return f"{type_} {sides[0] or '—'}" + (f" → {sides[1]}" if sides[1] else "")


def mode(type_: str, told: str | None) -> str | None:
    """Return what a mode is called beside its act, or None where the act's own name tells it."""
    if told is None or (type_, told) in ACTS_BY_MODE:
        return None
    return MODES_OF_ACTS.get(type_, {}).get(told, told.replace("-", " ")) or None


def at_head(text: str) -> str:
    """Return `text` as it stands at the head of a line, with a capital."""
    return text[:1].upper() + text[1:]


def clean(text: str) -> str:
    """Return `text` on one line, without control characters; the joiners that Persian and Hindi write stay."""
    return " ".join("".join(c if c.isprintable() or c.isspace() or c in _JOINERS else "" for c in text).split())


def listed(names: Sequence[str]) -> str:
    """Return "A, B and C"."""
    unique = list(dict.fromkeys(names))
    if len(unique) < 2:
        return unique[0] if unique else ""
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def figure(c: Casualty) -> str:
    """Return a count with its bounds in words: "at least 49", "up to 12", "about 2,000", "not told how many"."""
    low, high = c.low, c.high
    if low is None and high is None:
        return "not told how many"
    if c.approx and low is not None:
        vague = _VAGUE.search(c.text)
        return (
            f"about {low:,}" if high is not None else f"{low:,} or more (“{clean(vague.group() if vague else c.text)}”)"
        )
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    if low == high:
        return "none" if low == 0 else f"{low:,}"
    return f"{low:,} to {high:,}"


def time(t: TimeExpression | None) -> str | None:
    """Return a time as told with the days it was resolved to: "overnight (12–13 September 2022)"."""
    if t is None:
        return None
    days = days_of(t)
    told = clean(t.text)
    if days is None:
        return told
    return days if days.lower() == told.lower() else told if _says(told, days) else f"{told} ({days})"


def _says(told: str, days: str) -> bool:
    """Tell whether a time as told already names its one day: "the night of September 13, 2022"."""
    return set(days.lower().split()) <= set(re.findall(r"\w+", told.lower()))


def days_of(t: TimeExpression) -> str | None:
    """Return a time's days in words; a span that has not ended is "since 1 April 2023", never its first day alone."""
    days = day_span(t.from_, t.to)
    return f"since {days}" if days and t.to is None and "T" not in (t.from_ or "") else days


def day_span(from_: str | None, to: str | None) -> str | None:
    """Return days in words: "13 September 2022", "12–13 September 2022", "1994", "05:30 UTC−05:00 on 13 September 2022"."""
    if from_ is None:
        return None
    if "T" in from_:
        at = datetime.fromisoformat(from_)
        zone = at.strftime("%z")
        return (
            f"{at:%H:%M} UTC{zone[:3].replace('-', '−')}:{zone[3:]} on {_day(at.date())}"
            if zone
            else f"{at:%H:%M} on {_day(at.date())}"
        )
    a, b = date.fromisoformat(from_), date.fromisoformat((to or from_)[:10])
    if a == b:
        return _day(a)
    if (a.month, a.day, b.month, b.day) == (1, 1, 12, 31):
        return f"{a.year}" if a.year == b.year else f"{a.year}–{b.year}"
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{_day(b)}"
    return f"{_day(a)} to {_day(b)}"


def _day(d: date) -> str:
    return f"{d.day} {d:%B} {d.year}"


def place(p: PlaceMention | None) -> str | None:
    """Return a place's name with its country, unless one tells the other."""
    if p is None:
        return None
    state = country(p.country)
    return p.name if state is None or state in p.name else f"{p.name}, {state}"
