"""The words that tell places from other names, and small helpers on the words of a sentence."""

from collections.abc import Sequence
from functools import cache
from importlib import resources

from vedette.knowledge.gazetteer_names import word_set
from vedette.records.reading import Word

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
"""The entity labels of spaCy's English models for places."""

REFUSED_LABELS = word_set("DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL")
"""Labels that no place bears. The others are too often wrong: small models call Aleppo a people and Raqqah a person."""

SURE = word_set(
    """in at near inside outside around across along throughout within toward towards between above beyond"""
)
"""Prepositions that a place follows; what follows the others may as well be a person or a body."""

LOOSE = word_set("to from of into over through on by for off against via")

TAKING = word_set("shell bombard besiege liberate recapture retake storm encircle isolate evacuate pound raid")
"""Verbs whose object is a place where it can be one: people are not shelled or retaken by name."""

MEETING = word_set("attack hit strike bomb capture seize enter reach leave visit take")
"""Verbs whose object may be a place."""

TOWN_NOUNS = {
    word: kind
    for kind, words in {
        "settlement": """city town village hamlet locality settlement port outskirts suburb suburbs vicinity streets west
        east north south capital cities towns villages centre center""",
        "district": "neighborhood neighbourhood neighborhoods district",
        "region": "province provinces governorate region oblast department state territory",
        "": """area areas parts siege battle liberation capture fall recapture bombardment bombing shelling control
        island encirclement evacuation clearing occupation destruction people kilometers kilometres miles km""",
    }.items()
    for word in words.split()
}
"""Nouns before "of X" that tell X to be a place, and which kind they ask for ("" for any)."""

DIRECT = word_set("city town village hamlet capital district province cities towns villages neighborhood neighbourhood")
"""Nouns that stand before a name without "of": "the town Dabiq"."""

_OFFICES = word_set("department state territory control port people")

BODY_NOUNS = word_set(
    """university bank church order treaty college school institute ministry council duke prince king bishop archbishop
    house day board court chamber society journal times declaration convention agreement accord accords memorandum
    knights sons party front movement"""
)
"""Words before "of X", or after X, that make X part of another name."""

TITLES = word_set(
    """president minister secretary general gen gen. col col. colonel mr mr. mrs mrs. ms ms. dr dr. sir king queen
    prince lt lt. maj maj. capt capt. captain major sgt sgt. sergeant pfc pvt cpl adm adm. admiral ambassador
    spokesman spokeswoman spokesperson commander senator sen sen. rep rep. gov gov. governor chancellor premier
    judge justice lieutenant corporal private chief pope bishop archbishop sheikh sheik imam ayatollah mullah envoy"""
)

EVENT_NOUNS = word_set(
    """war wars attack attacks offensive conflict massacre bombing bombings campaign siege crisis shooting shootings
    summit dialogue talks conference forum meeting operation battle clashes front strike strikes process"""
)
"""Capitalised nouns after a place that name what happened there: "the Manama Dialogue"."""

PREFIXES = word_set(
    """camp fort mount mt mt. operation task team joint university bank hotel hospital lake radio hotel saint port
    avenue street airport church mosque"""
)
"""Words before a name that make another name of it: Camp X is not X."""

DIRECTIONS = word_set(
    """northern southern eastern western central north south east west northeastern northwestern southeastern
    southwestern northeast northwest southeast southwest north-east north-west south-east south-west north-eastern
    north-western south-eastern south-western northernmost southernmost upper lower downtown"""
)

MODIFIERS = DIRECTIONS | word_set(
    """the a an nearby neighboring neighbouring central greater rural old ancient coastal besieged embattled strategic
    flashpoint occupied contested key border frontier historic holy northern-most disputed separatist restive war-
    torn rebel-held government-held liberated small large major remote then-besieged area"""
)
"""Words that stand between a preposition and the place's name."""

PARTICLES = word_set("al az ez ar ash ad el de del la le las los di du da dos das bin")
"""Words in lower case that stand inside a name."""

ARTICLES = PARTICLES | word_set("as at an es us ul")
"""Words that stand before a hyphen inside a name."""

JOINTS = frozenset("-–‐‑'’‘ʻ`")
SPEECH = word_set(
    """say tell add state warn note announce declare stress urge claim deny speak thank confirm insist explain"""
)

BASED = word_set("based led backed born style sponsored run brokered trained made educated controlled held")


@cache
def not_places() -> frozenset[str]:
    """Return the words, in lower case, that alone are never taken for a place."""
    text = (resources.files("vedette.knowledge") / "data" / "not_places.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


def said(words: Sequence[Word], first: int, last: int) -> str:
    """Return the text of words `first` to `last` (exclusive), single spaces where the document has white space."""
    if last == first + 1:
        return words[first].text
    parts = [words[first].text]
    for k in range(first + 1, last):
        parts.append(words[k].text if words[k].start == words[k - 1].end else " " + words[k].text)
    return "".join(parts)


def joined(words: Sequence[Word], k: int) -> bool:
    """Tell whether word `k` is a hyphen or apostrophe that touches the words on both sides."""
    return (
        0 < k < len(words) - 1
        and words[k].text in JOINTS
        and words[k].start == words[k - 1].end
        and words[k].end == words[k + 1].start
    )


def article_before(words: Sequence[Word], a: int) -> int:
    """Return the word where the name at word `a` begins with its article in lower case ("al-Bab")."""
    if a >= 2 and joined(words, a - 1) and words[a - 2].lower in ARTICLES:
        return a - 2
    if a and words[a - 1].lower in ("al", "al-", "el") and words[a - 1].text[0].islower():
        return a - 1
    return a


def after_sure(words: Sequence[Word], first: int) -> bool:
    """Tell whether the name at word `first` stands behind a preposition that places follow: "in northern Iraq"."""
    k = first - 1
    while k > 0 and words[k].lower in MODIFIERS:
        k -= 1
    return k >= 0 and words[k].lower in SURE


def asked_by(noun: Word) -> str | None:
    """Return the kind of place that `noun` before "of" asks for, or None; the Department of X is a ministry."""
    kind = TOWN_NOUNS.get(noun.lower)
    return None if noun.text[0].isupper() and noun.lower in _OFFICES else kind
