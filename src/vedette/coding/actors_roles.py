"""Whom role nouns mean: "the army", "rebel commanders", "the ministry" and whose they are."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vedette.coding.actors_lists import ARMED, joined_before
from vedette.coding.actors_people import OF_THE_UN, person_beside, told_person, world_body
from vedette.coding.actors_things import BODIES, REFERRING, body_actors, is_definite, is_hidden
from vedette.coding.actors_where import placed_behind, placed_in, set_in
from vedette.coding.focus import IT
from vedette.coding.roles import owner, surname
from vedette.coding.syntax import conjuncts, kids, noun_phrase, prepositions
from vedette.knowledge.states import load_states
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Role
from vedette.records.reading import Mention, Sentence
from vedette.records.record import Actor

if TYPE_CHECKING:
    from vedette.coding.actors import Resolver

_HOME_BORN = frozenset({"REB", "MIL", "COP", "PRM", "CRM", "OPP", "LEG", "JUD", "PTY"})
_RELATIONS = frozenset({"ally", "partner", "friend", "neighbour", "neighbor", "counterpart", "adversary", "enemy"})
_LOCAL_PEOPLE = frozenset({"MIL", "COP", "CRM", "OPP", "LEG", "JUD", "PTY", "SOC", "MED", "REL", "EDU"})
_DONE_TO_OTHERS = frozenset({"SUPPORT", "ACCUSE", "AID", "SANCTION", "ASSAULT"})
_COUNTRIES = frozenset({"country", "nation", "state", "government"})


@dataclass(frozen=True, slots=True)
class _Code:
    """The country of an actor that stands for a class of them ("its forces")."""

    actor: Actor

    @property
    def code(self) -> str | None:
        return self.actor.country


def is_anybody(s: Sentence, i: int) -> bool:
    """Tell a lone attacker of whom nothing is known ("a suicide bomber")."""
    return s.words[i].lemma in ("bomber", "gunman", "attacker", "assailant", "sniper")


def is_means(s: Sentence, i: int) -> bool:
    """Tell force as a means ("to use force", "by military force") from a force that somebody has ("a force", "UN force")."""
    w = s.words[i]
    if w.lower != "force" or w.tag not in ("NN", "NNP") or kids(s, i, "det", "poss", "nummod"):
        return False
    first, _ = noun_phrase(s, i)
    return not any(first <= m.first <= i for m in s.mentions)


def title_of(role: Role) -> str:
    """Return a role's words as they are written."""
    return " ".join(role.lemma).replace(" - ", "-")


def is_dash(s: Sentence, k: int) -> bool:
    """Tell a hyphen that stands alone as a dash from one inside a word."""
    return s.words[k].text == "-" and k > 0 and s.words[k].start > s.words[k - 1].end


def sector_of_role(role: Role, m: Mention) -> str:
    """Return the sector of a role within a state or body: a group's members are the group's, a state's the role's."""
    if role.lemma == ("counterpart",) and m.kind in ("state", "demonym"):
        # Whose counterpart is told by a state holds an office of it.
        return "GOV"
    if m.kind == "people" and role.sector == "MIL":
        # Forces of a people are not those of a state.
        return "REB"
    if m.kind in ("group", "force") and m.sector and role.sector not in ("JRN", "REL", "MED"):
        return m.sector if role.sector != "CVL" or m.kind == "group" else role.sector
    return role.sector


def usual_name(role: Role, m: Mention) -> str | None:
    """Return the usual name of a state's government; other roles are called by their words in the text."""
    return f"Government of {m.name}" if role.lemma == ("government",) and m.kind in ("state", "demonym") else None


def entity_of_role(role: Role, m: Mention) -> str | None:
    """Return the id of the group, force or government that a role within `m` stands for, if it stands for one."""
    return m.entity if m.kind in ("group", "force") or role.lemma == ("government",) else None


def role_actors(r: "Resolver", s: Sentence, i: int, role: Role) -> tuple[Actor, ...]:
    """Return whom the role noun at word `i` means, by its owner, by its bearer's name, or by what the text is about."""
    name = person_beside(s, i)
    if owners := () if joined_before(s, i) else owners_of(s, i):
        return tuple(
            r.actor(s, i, m.code, sector_of_role(role, m), name or usual_name(role, m), entity_of_role(role, m))
            for m in owners
        )
    known = r.cast.people.get(surname(name)) if name else None
    if known and known.code:
        return (r.actor(s, i, known.code, known.sector or role.sector, known.name, known.entity),)
    if r.is_stranger(s, i) or _is_of_a_stranger(r, s, i):
        r.strange.add(s.words[i].start)
        return (r.actor(s, i, None, role.sector, name),)
    if role.lemma[-1] in _RELATIONS:
        return _related(r, s, i, role, name)
    if role.state and role.lemma[-1] in _COUNTRIES and s.words[i].tag == "NNS":
        return (r.actor(s, i, placed_in(r, s, i), "GOV", None),)
    if role.lemma[-1] == "peacekeeper" and any(m.code == "UNO" for t in (s, *r.sentences[:1]) for m in t.mentions):
        # "Ten peacekeepers were wounded, the UN mission said": its own, not the place's.
        return (r.actor(s, i, "UNO", role.sector, name),)
    code = _told_country(r, s, i, role)
    if code is None and not name and (meant := _meant(r, s, i, role)):
        return meant
    code = code or _country_around(r, s, i, role)
    if code is None and (referred := _referred(r, s, i, role)):
        return referred
    sector = "UAF" if role.sector == "CVL" and is_hidden(s, i) else role.sector
    return (r.actor(s, i, code or _country_at_home(r, s, i, role), sector, name),)


def _is_of_a_stranger(r: "Resolver", s: Sentence, i: int) -> bool:
    """Tell "its troops" of a state or body of which the text told that nothing here knows."""
    held = [a for p in kids(s, i, "poss") if s.words[p].tag == "PRP$" for a in r.one(s, p)]
    return bool(held) and all(a.country is None and a.sector in ("GOV", "MIL", "REB") for a in held)


def _related(r: "Resolver", s: Sentence, i: int, role: Role, name: str | None) -> tuple[Actor, ...]:
    """Return whom "our partners" and "our ally Turkey" mean: they are not ours; whose else they are is told or not."""
    named = [p for a in (*kids(s, i, "appos"), i + 1) if (p := told_person(r, s, a)) and p.code]
    if named:
        return (r.actor(s, i, named[0].code, named[0].sector or "GOV", named[0].name, named[0].entity),)
    above = () if s.words[i].dep == "conj" else (s.words[i].head,)
    beside = (*kids(s, i, "appos"), *above, i + 1)
    told = [m for a in beside for m in s.mentions if m.first == a and m.code]
    if told and told[0].kind in ("state", "organisation", "group"):
        # "Our ally Turkey" is Turkey.
        return (r.actor(s, i, told[0].code, told[0].sector or "GOV", told[0].name, told[0].entity),)
    placed = None if joined_before(s, i) else placed_in(r, s, i)
    return (r.actor(s, i, placed, role.sector, name),)


def _told_country(r: "Resolver", s: Sentence, i: int, role: Role) -> str | None:
    """Return the country that the text tells with a role: by "its", before it, or wherever else it tells the role."""
    poss = [p for p in kids(s, i, "poss") if s.words[p].tag == "PRP$"]
    poss += [p for p in kids(s, i, "poss") if s.words[p].entity == "PERSON"]
    code = next((a.code for p in poss for a in map(_Code, r.one(s, p)) if a.code), None)
    if code is None and role.state and role.sector in ("MIL", "COP"):
        code = state_before(r, s, i, ("GOV", "MIL"))
    code = code or (r.cast.roles.get(" ".join(role.lemma)) if role.state or role.sector in ARMED else None)
    if code is None and title_of(role) in OF_THE_UN and len(kids(s, i, "compound", "amod", "nmod", "poss")) < 2:
        bare = i < 2 or s.words[i - 2].pos in ("DET", "ADP", "PUNCT", "CCONJ", "VERB")
        code = "UNO" if role.lemma[-1] == "council" and bare else world_body(r)
    return code


def _meant(r: "Resolver", s: Sentence, i: int, role: Role) -> tuple[Actor, ...]:
    """Return the one group that the text is about ("these terrorists", "the militants"), or the body told before."""
    foe = r.cast.foe
    if role.sector == "REB" and role.lemma[0] != "opposition" and foe and not placed_in(r, s, i):
        return (r.actor(s, i, foe.code, "REB", foe.name, foe.entity),)
    return body_actors(r, s, i) if role.lemma[-1] in BODIES else ()


def _country_around(r: "Resolver", s: Sentence, i: int, role: Role) -> str | None:
    """Return the country in which a role's people are, or about or for which the text speaks."""
    code, home = None, r.cast.home
    if role.lemma[-1] not in REFERRING:
        code = placed_in(r, s, i)
        if code is None and role.state:
            code = state_around(r, s, i, role) or foreign_state(r, role) or home.code or r.cast.dominant
    if code is None and role.sector in _LOCAL_PEOPLE and not home.speaks:
        code = placed_behind(r, s, i) or home.code or set_in(r, s) or r.cast.dominant
    if code is None and role.sector == "MIL" and home.speaks and home.sector == "MIL":
        # A command's own release: "Airmen", "the squadron" are its own.
        code = home.code
    return code


def _referred(r: "Resolver", s: Sentence, i: int, role: Role) -> tuple[Actor, ...]:
    """Return the body that "the movement" or "this alliance" means, with the words that refer to it."""
    if role.generic_person or s.words[i].lemma not in REFERRING or not is_definite(s, i):
        return ()
    x = r.actor(s, i, None, "UNK", None)
    return tuple(replace(a, start=x.start, end=x.end, text=x.text) for a in r.focus.back(s, i, ("body",)))


def _country_at_home(r: "Resolver", s: Sentence, i: int, role: Role) -> str | None:
    """Return the country of those of whom nothing else is told: under a dateline, "the guerrillas" are the country's own."""
    placed = placed_in(r, s, i)
    if placed is None and role.sector in _HOME_BORN and not r.cast.home.speaks and not is_anybody(s, i):
        return r.cast.home.code
    return placed


def foreign_state(r: "Resolver", role: Role) -> str | None:
    """Return the one other state that a ministry's text is about, whose "military" and "police" it means."""
    home, about = r.cast.home, r.cast.dominant
    foreign = home.speaks and home.sector == "GOV" and role.sector in ("MIL", "COP", "JUD", "SPY")
    return about if foreign and about != home.code else None


def state_around(r: "Resolver", s: Sentence, i: int, role: Role) -> str | None:
    """Return the state whose office or ministry the sentence tells before, or in which it tells its one place.

    A force told before is no hint: "Russian troops shelled Kharkiv, officials said" are not Russia's officials.
    """
    code = state_before(r, s, i, ("GOV", "MIL") if role.sector in ("MIL", "COP") else ("GOV",))
    if code or role.sector == "MIL" or r.cast.home.code:
        return code
    first, last = s.words[0].start, s.words[-1].end
    told = {p.country for at, p in r.cast.places.items() if first <= at < last and p.country}
    return next(iter(told)) if len(told) == 1 else None


def state_before(r: "Resolver", s: Sentence, i: int, sectors: tuple[str, ...]) -> str | None:
    """Return the state whose office or force the sentence tells just before: "Taiwan's president …, while the army"."""
    nouns = load_codebook().nouns
    doers = _doers_to(s, i)
    for k in range(i - 1, -1, -1):
        if k in doers:
            # "Cairo has backed the army": not its own.
            continue
        if any(t.type == "ASSAULT" for t in nouns.get(s.words[k].lemma, ())):
            # "An Israeli strike killed 12, the health ministry said": the deed's doer is no hint to whose ministry.
            continue
        found = r.one(s, k) if s.words[k].lower in IT and s.words[k].dep == "nsubj" else r.known_at(s, k)
        codes = {a.country for a in found if a.sector in sectors and a.country in load_states()}
        if len(codes) == 1 and s.words[k].dep in ("nsubj", "nsubjpass"):
            return codes.pop()
    return None


def _doers_to(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the subject of what is done to the noun at word `i` by others: whom one backs or accuses is seldom one's own."""
    w = s.words[i]
    types = {t.type for t in load_codebook().verbs.get(s.words[w.head].lemma, ())} if w.dep == "dobj" else set()
    return kids(s, w.head, "nsubj") if types & _DONE_TO_OTHERS else ()


def is_everybody(s: Sentence, i: int) -> bool:
    """Tell "all parties", "both parties" and "the parties" to a conflict from a political party."""
    return s.words[i].tag == "NNS" and not owners_of(s, i)


def owners_of(s: Sentence, i: int) -> tuple[Mention, ...]:
    """Return the states or bodies to which a role belongs; several for "the leaders of A, B and C"."""
    first, _ = noun_phrase(s, i)
    # What stands before a comma or dash ("KYIV, Oct 10 - Russian forces") is no part of the phrase.
    first = max(
        [
            first,
            *(k + 1 for k in range(first, i) if s.words[k].text in (",", ":", ";", "--", "–", "—") or is_dash(s, k)),
        ]
    )
    at = {m.first: m for m in s.mentions if m.code and m.kind != "person"}
    before = [at[k] for k in range(first, i) if k in at]
    if before:
        return (
            tuple(before)
            if len({m.code for m in before}) > 1
            and (all(m.kind in ("state", "demonym") for m in before) or s.words[before[-1].first].dep == "conj")
            else (before[-1],)
            if before[-1].kind in ("group", "force")
            else (before[0],)
        )
    preps = prepositions(s, i)
    for name in ("of", "for", "from"):
        found = [at[k] for p in preps.get(name, ()) for k in conjuncts(s, p) if k in at]
        if found:
            return tuple(found)
    inner = owner(s, i)
    return (inner,) if inner else ()
