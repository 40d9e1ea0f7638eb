"""Whom things, places, bodies and unexplained nouns stand for: "ISIL vehicles", "the group", a town that is shelled."""

from dataclasses import replace
from typing import TYPE_CHECKING

from vedette.coding.actors_pronouns import pronoun_actors
from vedette.coding.actors_where import placed_in
from vedette.coding.extents import extent
from vedette.coding.focus import HE_SHE, IT, THEY
from vedette.coding.reciprocal import is_reciprocal
from vedette.coding.roles import owner, role_at
from vedette.coding.syntax import kids, prepositions
from vedette.reading.places_struck import is_struck
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Mention, Sentence
from vedette.records.record import Actor

if TYPE_CHECKING:
    from vedette.coding.actors import Resolver

BODIES = frozenset(
    {
        "council",
        "secretariat",
        "commission",
        "organization",
        "organisation",
        "committee",
        "assembly",
        "alliance",
        "bloc",
    }
)
REFERRING = frozenset({"group", "organisation", "organization", "movement", "alliance", "bloc", "regime"})
_HOLDING = frozenset({"own", "control", "run", "operate", "affiliate"})
_BASES = frozenset("base bases airbase outpost checkpoint barracks garrison".split())
_HITTING = frozenset("shell bomb bombard hit strike attack pound target raid rocket".split())
_AT_HOME = frozenset(
    {"ruling", "governing", "government", "opposition", "party", "left-wing", "right-wing", "centrist", "electoral"}
)
_HIDING = frozenset({"masked", "hooded", "armed", "unidentified", "unknown"})
_MEMBERS = frozenset(
    {
        "member",
        "partner",
        "ally",
        "leader",
        "fighter",
        "supporter",
        "side",
        "party",
        "people",
        "man",
        "woman",
        "number",
        "group",
        "team",
    }
)


def is_hit(s: Sentence, i: int) -> bool:
    """Tell towns and buildings to which something is done; one alone only a building that a verb strikes, no ground taken."""
    w = s.words[i]
    ground = load_codebook().classes.get("territory", ())
    struck = w.dep in ("dobj", "nsubjpass") or (w.dep == "pobj" and s.words[w.head].lower in ("on", "against"))
    return w.tag in ("NNS", "NNPS") or (struck and w.lemma not in ground)


def is_post(lemma: str) -> bool:
    """Tell a word for a position of forces."""
    return lemma in load_codebook().classes.get("positions", ())


def sector_of_thing(lemma: str, m: Mention) -> str:
    """Return the sector that a thing's owner has in an act done to the thing: positions are MIL, towns CVL.

    What is neither (territory, economy, cause) stands for the state itself.
    """
    if m.kind in ("group", "force", "organisation"):
        return m.sector or "GOV"
    return sector_of_class(lemma)


def sector_of_class(lemma: str) -> str:
    """Return the sector of a state's thing: MIL for arms, forces and positions, CVL for settlements, else GOV."""
    classes = load_codebook().classes
    if (
        lemma in classes.get("weapons", ())
        or lemma in classes.get("forces", ())
        or lemma in classes.get("positions", ())
    ):
        return "MIL"
    if lemma in classes.get("settlements", ()):
        return "CVL"
    return "GOV"


def is_hidden(s: Sentence, i: int) -> bool:
    """Tell people of whom only their arms or masks are told: "four masked individuals"."""
    return any(s.words[c].lower in _HIDING for c in kids(s, i, "amod"))


def body_actors(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return a council, secretariat or "the Organization" as that of the organisation told last before it."""
    own = {s.words[c].lower for c in kids(s, i, "compound", "nmod", "amod") if s.words[c].text[:1].isupper()}
    for t in (s, *r.sentences[max(0, s.index - 2) : s.index][::-1]):
        told = [m for m in t.mentions if m.kind == "organisation" and (t is not s or m.first < i)]
        if told and own and not any(own & set(m.name.lower().split()) for m in told):
            # "The Security and Defence Council", of which no organisation that was told has a word.
            return ()
        if told:
            m = told[-1]
            return (r.actor(s, i, m.code, "GOV", m.name, m.entity),)
    return ()


def is_definite(s: Sentence, i: int) -> bool:
    """Tell "the group" and "this group" from "a group"."""
    return any(s.words[c].lower in ("the", "this", "that") for c in kids(s, i, "det"))


def thing_actors(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return what a noun without a role of its own stands for: "ISIL vehicles", "Azerbaijani positions", a town."""
    w = s.words[i]
    if w.pos not in ("NOUN", "PROPN") or any(is_reciprocal(s, p) for p in kids(s, i, "poss")):
        # "Each other's bases" are those of the parties, told already.
        return ()
    place = r.cast.places.get(w.start)
    if place is not None and place.precision in ("settlement", "facility", "district"):
        return (r.actor(s, i, place.country, "CVL", place.name),) if place.country else ()
    if w.lemma in BODIES and (found := body_actors(r, s, i)):
        return found
    m = owner(s, i)
    kinds = load_codebook().classes
    if m is None and (hit := _town_hit(r, s, i)):
        return hit
    civil = w.lemma in kinds.get("settlements", ()) or w.lemma in kinds.get("carriers", ())
    if m is None and civil and is_hit(s, i) and not any(role_at(s, c) for c in kids(s, i, "compound", "amod")):
        held = [a for p in kids(s, i, "poss") if s.words[p].lower in IT | THEY for a in pronoun_actors(r, s, p)]
        # "After its trucks were looted": they are whose the text says.
        return (r.actor(s, i, held[0].country if held else None, "CVL", None),)
    if m is None and r.is_stranger(s, i):
        return strange_actors(r, s, i)
    if m is None:
        return unowned_actors(r, s, i)
    name = m.name if w.lemma in _MEMBERS else None
    entity = m.entity if m.kind in ("group", "force") else None
    return (r.actor(s, i, m.code, sector_of_thing(w.lemma, m), name, entity),)


def _town_hit(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return those of "shelled the city of X", and of a port or town that comes under attack, as civilians of their place."""
    w, kinds = s.words[i], load_codebook().classes
    ground = any(w.lemma in kinds.get(k, ()) for k in ("settlements", "territory", "facilities", "carriers"))
    verb = s.words[w.head]
    under = (
        verb.lemma == "come" and w.dep == "nsubj" and any(s.words[p].lower == "under" for p in kids(s, w.head, "prep"))
    )
    if not ground or not (under or (w.dep in ("dobj", "nsubjpass") and verb.lemma in _HITTING)):
        return ()
    of = (r.cast.places.get(s.words[p].start) for p in prepositions(s, i).get("of", ()))
    place = next((p for p in of if p and p.precision in ("settlement", "facility", "district")), None)
    if place is None and not under:
        return ()
    return (r.actor(s, i, place.country if place else placed_in(r, s, i), "CVL", place.name if place else None),)


def strange_actors(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return what a noun stands for whose people or state nothing here knows: "Ruritanian positions", "three Ruritanians"."""
    w = s.words[i]
    sector = "CVL" if kids(s, i, "nummod") and w.text[:1].isupper() else sector_of_class(w.lemma)
    if sector == "GOV" and w.tag == "NN":
        return unowned_actors(r, s, i)
    return (r.actor(s, i, None, sector, None),)


def unowned_actors(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return what a thing or a person stands for where no state or body stands beside it."""
    w = s.words[i]
    if w.lemma == "coalition" and (found := coalition_actors(r, s, i)):
        return found
    if w.lemma in REFERRING:
        return referred_actors(r, s, i)
    if w.lemma == "side" and w.tag == "NNS":
        return (r.actor(s, i, None, "UNK", None),)
    if w.lemma in load_codebook().classes.get("persons", ()):
        if is_hidden(s, i):
            return (r.actor(s, i, None, "UAF", None),)
        return (r.actor(s, i, placed_in(r, s, i), "CVL", None),)
    if w.lemma in load_codebook().classes.get("facilities", ()) or is_post(w.lemma) or is_post(w.lower):
        # "Rebel barracks", "a police station": whose they are stands before them.
        held_by = [c for c in kids(s, i, "compound", "nmod", "amod") if role_at(s, c)]
        held_by += [x for x in prepositions(s, i).get("of", ()) if role_at(s, x)]
        held_by += [x for x in kids(s, i, "poss") if s.words[x].pos != "PRON"]
        start, end = extent(s, i)
        if not held_by and (w.lemma in _BASES or w.lower in _BASES) and w.dep == "dobj" and is_struck(s, w.head):
            return (r.actor(s, i, placed_in(r, s, i), "MIL", None),)
        return tuple(replace(a, start=start, end=end, text=r.text(start, end)) for a in r.all(s, held_by))
    for c in kids(s, i, "acl"):
        if s.words[c].lemma in _HOLDING:
            # "Entities owned by the military": of whose state they are, their holder tells.
            by = [x for a in kids(s, c, "agent") for x in kids(s, a, "pobj")]
            return tuple(r.actor(s, i, a.country, "BUS", None) for a in r.all(s, by))
    held = [p for p in kids(s, i, "poss") if s.words[p].lower in THEY | IT | HE_SHE]
    # "Their efforts", "its finances": what belongs to somebody stands for them.
    return tuple(a for p in held for a in pronoun_actors(r, s, p))


def coalition_actors(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return the international coalition that the text names, which "coalition aircraft" and "the coalition" mean."""
    if any(s.words[c].lower in _AT_HOME for c in kids(s, i, "amod", "compound")):
        return ()
    told = [m for t in r.sentences for m in t.mentions if m.kind == "organisation" and "oalition" in m.name]
    name, entity = (told[0].name, told[0].entity) if told else (None, None)
    return (r.actor(s, i, "IGO", "MIL", name, entity),)


def referred_actors(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return the body that "the group" or "this organisation" means."""
    if not is_definite(s, i):
        return ()
    start, end = extent(s, i)
    if s.words[i].lemma == "group" and r.cast.foe:
        foe = r.cast.foe
        return (r.actor(s, i, foe.code, "REB", foe.name, foe.entity),)
    return tuple(replace(a, start=start, end=end, text=r.text(start, end)) for a in r.focus.back(s, i, ("body",)))
