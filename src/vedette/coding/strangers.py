"""Peoples, states and their forces that the text names and nothing here knows: "the Ruritanian army", "troops of Ruritania".

Whose they are the text does tell, only we cannot say it in a code: then no place, dateline or other party may answer for it.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from vedette.coding.roles import role_at
from vedette.coding.syntax import kids, prepositions
from vedette.knowledge.gazetteer_names import key_of
from vedette.knowledge.gazetteer_regions import rows_by_key
from vedette.knowledge.names import load_names
from vedette.records.reading import PlaceMention, Sentence, Word

_ENDINGS = ("ian", "ean", "an", "ese", "ish", "i")
_PLAIN_ENDINGS = ("ian", "ese")
"""Endings by which a sentence's first word, whose capital tells nothing, is taken for a people's."""

_SHORTEST = 6
_NO_PEOPLE = frozenset(
    """african american arab arabian asian balkan caribbean caucasian eurasian european latin mediterranean oceanian scandinavian nordic
    anglican augustinian chaldean christian franciscan episcopalian hindu jewish lutheran orthodox presbyterian salafi shiite shi'ite sufi sunni wahhabi yazidi yezidi
    agrarian authoritarian civilian communitarian egalitarian equestrian guardian historian humanitarian libertarian librarian
    marxian musician pedestrian physician politician presidential republican sectarian technician totalitarian
    utilitarian vegetarian veteran veterinarian victorian gregorian median custodian comedian amphibian orphan human german slogan
    urban suburban artisan partisan bipartisan nonpartisan pan loan clan ban plan foolish british finish publish establish
    partisan""".split()
)
"""Words with such an ending that tell faiths, continents, trades and manners, no people of one state."""

_BODIES = frozenset("army front force forces movement brigade brigades militia resistance".split())
_KINDS_OF_BODY = frozenset(
    """liberation national people popular revolutionary democratic united unity islamic islamist islam defence defense self-defence armed air naval navy
    special royal free new patriotic resistance salvation freedom independence northern southern eastern western central north south east west
    security support rapid reaction action operation command task joint coalition rebel republican federal border coast ground land space
    first second third internal public home peace strategic rocket missile tank infantry mechanised mechanized mountain presidential guard guards
    ministry police state government gendarmerie allied multinational stabilisation stabilization holy red white black green salvation""".split()
)
"""Words of armed bodies' names that tell their kind and not whose they are."""

_NAMED = frozenset({"GPE", "NORP", "LOC"})
_STATES_OWN = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY"})
_OWNED = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "REB", "PTY", "PRM"})
_LANDS = ("ia", "stan", "land")
_SIDES = ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT")
_WITHIN = ("amod", "compound", "nmod", "poss")


def strangers(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> frozenset[int]:
    """Return where the nouns begin (characters of the text) whose people, state or force nothing here knows."""
    spans = [(p.start, p.end) for p in places]
    longer = _in_longer_names(sentences)
    found: set[int] = set()
    for s in sentences:
        known = {k for m in s.mentions for k in range(m.first, m.last)}
        for w in s.words:
            # Capitals throughout tell no name.
            if w.i in known or not w.text[:1].isupper() or w.text.isupper() or any(a <= w.start < b for a, b in spans):
                continue
            found.update(s.words[k].start for k in _owned_by(s, w))
            if _is_an_unknown_body(s, w, known, spans):
                found.add(w.start)
            if w.text not in longer and (_is_a_people(w) or _is_a_land(s, w)):
                found.add(w.start)
    return frozenset(found)


def _in_longer_names(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the words of persons' names that a text tells in full somewhere, whose bearers it may call by one word."""
    names = (m.name.split() for s in sentences for m in s.mentions if m.kind == "person")
    inside = ((s.words[w.i - 1].text, w.text) for s in sentences for w in s.words if w.inside and w.i)
    return frozenset(part for name in (*names, *inside) for part in name)


def _owned_by(s: Sentence, w: Word) -> Iterator[int]:
    """Yield the nouns that an unknown people's adjective or state's name at `w` owns, the innermost first."""
    noun = w.head
    if w.dep == "pobj":
        prep = s.words[w.head]
        noun = prep.head
        if prep.lower not in ("of", "for") or not _owns_office(s, w, noun):
            return
    elif w.dep not in _WITHIN or not (_is_of_a_people(w) or _owns_office(s, w, noun)):
        return
    yield noun
    yield from _above(s, noun)


def _above(s: Sentence, noun: int) -> Iterator[int]:
    """Yield those whose the noun is: "the Ruritanian army's spokesman", "troops of the Ruritanian army"."""
    for _ in s.words:
        w = s.words[noun]
        if w.dep in _WITHIN:
            noun = w.head
        elif w.dep == "pobj" and s.words[w.head].lower in ("of", "for", "from"):
            noun = s.words[w.head].head
            role = role_at(s, noun) if s.words[noun].pos in ("NOUN", "PROPN") else None
            if role is None or role.sector not in _OWNED:
                return
        else:
            return
        yield noun


def _owns_office(s: Sentence, w: Word, noun: int) -> bool:
    """Tell the name of a land or people that owns a state's office or force: "the army of Ruritania", "Ruritania's army"."""
    if not (w.entity in _NAMED or w.lower.endswith(_LANDS)) or not _is_lone_name(s, w):
        return False
    role = role_at(s, noun) if s.words[noun].pos in ("NOUN", "PROPN") else None
    return role is not None and role.state and role.sector in _STATES_OWN and not prepositions(s, w.i).get("in")


def _is_an_unknown_body(s: Sentence, w: Word, known: set[int], places: Sequence[tuple[int, int]]) -> bool:
    """Tell the last word of an armed body's name of which no part is known: "the Kelmar Liberation Army"."""
    parts = [s.words[c] for c in kids(s, w.i, "compound", "amod", "nmod") if s.words[c].text[:1].isupper()]
    if w.pos != "PROPN" or w.lower not in _BODIES or any(p.i in known for p in parts):
        return False
    if any(a <= p.start < b for p in parts for a, b in places):
        return False
    return any(p.pos == "PROPN" and p.lower not in _KINDS_OF_BODY and not _is_known(p.text) for p in parts)


def _is_lone_name(s: Sentence, w: Word) -> bool:
    """Tell a name of one word."""
    before = w.inside and s.words[w.i - 1].pos == "PROPN"
    behind = w.i + 1 < len(s.words) and s.words[w.i + 1].inside and s.words[w.i + 1].tag != "POS"
    return w.pos == "PROPN" and not before and not behind and not kids(s, w.i, "compound", "amod", "appos")


def _is_a_land(s: Sentence, w: Word) -> bool:
    """Tell a lone name that looks like a land's ("Ruritania") where it acts or is acted on."""
    shaped = len(w.text) >= _SHORTEST and w.lower.endswith(_LANDS) and w.dep in _SIDES
    return shaped and _is_lone_name(s, w) and not _is_known(w.text)


def _is_a_people(w: Word) -> bool:
    """Tell a plural that looks like a people's: "three Ruritanians"."""
    people = w.tag in ("NNS", "NNPS") and w.lower.endswith(("ians", "eans")) and len(w.text) > _SHORTEST
    return people and w.lower.removesuffix("s") not in _NO_PEOPLE and not _is_known(w.text.removesuffix("s"))


def _is_of_a_people(w: Word) -> bool:
    """Tell an adjective that looks like a people's ("Ruritanian", "Zadari") and is that of no people or region we know."""
    low = w.lower
    endings = _ENDINGS if w.i else _PLAIN_ENDINGS
    if (
        w.dep == "poss"
        or len(low) < _SHORTEST
        or low in _NO_PEOPLE
        or low.endswith("man")
        or not low.isalpha()
        or not low.endswith(endings)
    ):
        return False
    if low.endswith("i") and w.tag != "JJ" and w.entity != "NORP":
        # "Karzai government", "Ennahdi party": a person's or a party's name.
        return False
    if w.entity == "PERSON" and w.tag != "JJ" and not low.endswith(_PLAIN_ENDINGS):
        return False
    return w.tag in ("JJ", "NNP", "NNPS") and not _is_known(w.text)


@cache
def _is_known(word: str) -> bool:
    """Tell a word whose people or region we know under another form: "Kurdish" by "Kurds", "Siberian" by "Siberia"."""
    stems = {word, *(word.removesuffix(e) for e in ("ian", "ean", "an", "n", "ese", "ish", "i"))}
    names, regions = load_names(), rows_by_key()
    forms = {s + e for s in stems for e in ("", "s", "a", "ia", "ns")}
    return any(names.hits([f]) or key_of(f) in regions for f in forms if len(f) >= 4)
