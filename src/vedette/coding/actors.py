"""Who a noun stands for: actors with country, sector and name, each with its words in the text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vedette.coding.cast import Cast, Person, owner, person_span, role_at, surname
from vedette.coding.extents import extent
from vedette.coding.focus import FIRST_PERSON, HE_SHE, IT, THEY, Focus, is_person
from vedette.coding.syntax import HARMS, arguments, conjuncts, governor, kids, noun_phrase, prepositions
from vedette.knowledge.states import load_states
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Role
from vedette.records.reading import Mention, Sentence
from vedette.records.record import Actor, Receipt

ARMED = frozenset({"MIL", "REB", "COP", "PRM", "UAF", "SPY"})
"""Sectors whose members carry arms."""

_EMPTY = frozenset(
    {"who", "which", "that", "this", "these", "those", "what", "there", "you", "your", "one", "each", "all", "both"}
)
_HOME_BORN = frozenset({"REB", "MIL", "COP", "PRM", "CRM", "OPP", "LEG", "JUD", "PTY"})
_PARTITIVES = frozenset(
    {"dozen", "hundred", "thousand", "score", "number", "ten", "majority", "total", "rest", "range", "pair", "couple"}
)
_LOCAL_OFFICES = frozenset({"governor", "mayor", "prefect"})
_BODIES = frozenset(
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
_REFERRING = frozenset({"group", "organisation", "organization", "movement", "alliance", "bloc", "regime"})
_RELATIONS = frozenset({"ally", "partner", "friend", "neighbour", "neighbor", "counterpart", "adversary", "enemy"})
_BANDS = frozenset({"group", "band", "gang", "team", "squad", "crowd", "handful"})
_HOLDING = frozenset({"own", "control", "run", "operate", "affiliate"})
_HEADS = frozenset(
    {"president", "king", "queen", "prime minister", "emir", "sultan", "chancellor", "premier", "state counsellor"}
)
_LOCAL_PEOPLE = frozenset({"MIL", "COP", "CRM", "OPP", "LEG", "JUD", "PTY", "SOC", "MED", "REL", "EDU"})
_OF_THE_UN = frozenset({"secretary-general", "secretary general", "security council"})
_PAIRED = frozenset(
    {
        "minister",
        "leader",
        "side",
        "country",
        "nation",
        "party",
        "government",
        "president",
        "state",
        "capital",
        "neighbour",
        "neighbor",
        "delegation",
        "commander",
        "official",
        "diplomat",
        "army",
        "ally",
    }
)
_OFFICERS = frozenset({"minister", "leader", "president", "official", "diplomat"})
_AT_HOME = frozenset(
    {"ruling", "governing", "government", "opposition", "party", "left-wing", "right-wing", "centrist", "electoral"}
)
_WORLD_OFFICES = frozenset(
    """secretary-general secretary_general high_representative commissioner high_commissioner special_envoy special_representative spokesman
    spokesperson spokeswoman director director-general executive_director coordinator""".replace("_", " ").split()
) | frozenset(
    {"secretary general", "high representative", "high commissioner", "special envoy", "special representative"}
)
_HIDING = frozenset({"masked", "hooded", "armed", "unidentified", "unknown"})
_COUNTRIES = frozenset({"country", "nation", "state", "government"})
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


@dataclass(slots=True)
class Resolver:
    """Resolves nouns of one document; `speakers` gives the speakers of the quotation at an offset."""

    cast: Cast
    focus: Focus = field(default_factory=Focus)
    speakers: dict[tuple[int, int], tuple[Actor, ...]] = field(default_factory=dict)
    cues: dict[tuple[int, int], Receipt] = field(default_factory=dict)
    last_claimants: tuple[Actor, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    first_head: str | None = None
    _known: dict[tuple[int, int], tuple[Actor, ...]] = field(default_factory=dict)

    def text(self, start: int, end: int) -> str:
        """Return the document's characters `start` to `end`."""
        return self.cast.document.text[start:end]

    def all(self, s: Sentence, indices: Iterable[int], *, force: bool = False) -> tuple[Actor, ...]:
        """Return the actors at `indices` with everything coordinated to them, each once.

        `force` tells that the act is one of force: a state named bare then stands for its armed forces.
        """
        out: list[Actor] = []
        seen: set[int] = set()
        for x in (x for i in indices for x in (_listed(s, i) or (i,))):
            for k in (*_joined_before(s, x), *conjuncts(s, x), *_named_within(s, x)):
                if k not in seen:
                    seen.add(k)
                    out.extend(a for a in self.one(s, k) if a not in out)
        return tuple(_in_force(a) for a in out) if force else tuple(out)

    def one(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the actors that the noun at word `i` alone stands for; none where it is no actor."""
        key = (s.index, i)
        if key not in self._known:
            # "A and its allies": while a noun is being resolved it stands for nobody, so that nothing asks in a circle.
            self._known[key] = ()
            self._known[key] = self._resolve(s, i)
        return self._known[key]

    def _resolve(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        w = s.words[i]
        mention = next((m for m in s.mentions if m.first == i), None)
        if mention is not None:
            return self._mentioned(s, i, mention)
        if w.pos == "PRON" or w.lower in FIRST_PERSON or w.tag == "PRP$":
            return self._pronoun(s, i)
        if w.pos == "NUM" or w.lemma in _PARTITIVES or (w.lemma in _BANDS and prepositions(s, i).get("of")):
            inside = prepositions(s, i).get("of", ())
            if inside:
                return tuple(a for k in inside for a in self.one(s, k))
            if w.pos == "NUM" and s.words[governor(s, i)].lemma in HARMS:
                return (self._actor(s, i, None, "UNK", None),)
        if w.lemma in _PAIRED and (pair := self._pair(s, i)):
            return pair
        role = role_at(s, i) if w.pos in ("NOUN", "PROPN", "ADJ", "VERB") else None
        if role is not None and role.lemma == ("party",) and self._is_everybody(s, i):
            conflict = any(s.words[x].lemma in ("conflict", "war") for x in prepositions(s, i).get("to", ()))
            both = any(s.words[c].lower == "both" for c in s.children[i])
            code = self._placed(s, i) or (self.cast.dominant if conflict or both else None)
            return (self._actor(s, i, code, "UNK", None),)
        if role is not None:
            return self._role(s, i, role)
        if w.entity == "PERSON" or self._is_told_person(s, i):
            return self._person(s, i)
        return self._named_otherwise(s, i)

    def _told_person(self, s: Sentence, i: int) -> Person | None:
        """Return the person of the cast whose name stands at word `i`, if any."""
        if i >= len(s.words) or s.words[i].entity != "PERSON":
            return None
        first, last = person_span(s, i)
        return self.cast.people.get(surname(" ".join(w.text for w in s.words[first : last + 1])))

    def pair(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the two sides told last before word `i`, whatever stands there ("they discussed")."""
        return self._last_two(s, i, frozenset({"UNO", "IGO", "EUR"}), officers=True)

    def _is_told_person(self, s: Sentence, i: int) -> bool:
        """Tell a surname that the tagger missed and whose bearer the text tells elsewhere ("Abadi")."""
        w = s.words[i]
        known = self.cast.people.get(surname(w.text)) if w.tag == "NNP" and not w.inside else None
        if known is None or (known.code is None and known.sector != "MIL"):
            return False
        # A surname that is also a town's ("Dayton") is the person's whom the text tells with a title.
        return w.start not in self.cast.places or (known.sector is not None and " " in known.name)

    def _pair(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the two sides told last before "both sides", "the two ministers": of two states, or a state and a group."""
        w = s.words[i]
        told = {s.words[c].lower for c in s.children[i]}
        if not (told & {"both", "two", "2"} or self._is_joint(s, i)) or kids(s, i, "poss") or owner(s, i):
            return ()
        # Organisations stand outside what they speak of, and a publisher outside the parties, not the ministers.
        own = self.cast.home.code if self.cast.home.speaks and w.lemma in ("side", "party") else None
        return self._last_two(s, i, frozenset({"UNO", "IGO", "EUR", own}), officers=w.lemma in _OFFICERS)

    def _last_two(self, s: Sentence, i: int, outside: frozenset[str | None], *, officers: bool) -> tuple[Actor, ...]:
        found: dict[str | None, Actor] = {}
        for index, k, _, _, actors in reversed(self.focus.seen):
            if (index, k) >= (s.index, i) or s.index - index > 3 or len(found) == 2:
                continue
            if officers and not any(a.sector == "GOV" for a in actors):
                continue
            same_clause = index == s.index and governor(s, k) == governor(s, i)
            for a in () if same_clause else actors:
                if a.country and a.country not in outside and a.sector in ("GOV", "MIL", "REB", "PRM", "OPP"):
                    found.setdefault(a.country if a.sector in ("GOV", "MIL") else f"{a.country} {a.sector}", a)
        if len(found) < 2:
            return ()
        start, end = extent(s, i)
        return tuple(
            replace(a, start=start, end=end, text=self.text(start, end), name=None, entity=None)
            for a in list(found.values())[1::-1]
        )

    def _is_joint(self, s: Sentence, i: int) -> bool:
        """Tell officers who do together what takes two ("the ministers discussed")."""
        w = s.words[i]
        verb = s.words[w.head]
        meets = any(t.type == "CONSULT" for t in load_codebook().verbs.get(verb.lemma, ()))
        bare = all(s.words[c].lower == "the" for c in s.children[i])
        return w.lemma in _OFFICERS and w.tag == "NNS" and w.dep == "nsubj" and meets and bare

    def _pronoun(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        w = s.words[i]
        if w.lower in FIRST_PERSON:
            return tuple(
                replace(a, start=w.start, end=w.end, text=w.text, name=a.name or a.text or None)
                for a in self.speaking(w.start)
            )
        if w.lower == "those" and s.children[i]:
            return (self._actor(s, i, self._placed(s, i), "CVL", None),)
        if w.tag == "PRP$" and w.lower in THEY | IT and (own := self._owner_in_clause(s, i)):
            return tuple(replace(a, start=w.start, end=w.end, text=w.text, name=a.name or a.text) for a in own)
        kinds = (
            ("person",)
            if w.lower in HE_SHE
            else ("many", "body")
            if w.lower in THEY
            else ("body",)
            if w.lower in IT
            else ()
        )
        found = self.focus.back(s, i, kinds) if kinds else ()
        return tuple(replace(a, start=w.start, end=w.end, text=w.text, name=a.name or a.text) for a in found)

    def _owner_in_clause(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the doer of the clause in which "its" or "their" stands: "press the regime to end its attacks"."""
        verb = governor(s, i)
        for k in arguments(s, verb).subject if s.words[verb].pos == "VERB" else ():
            if k < i and s.words[k].pos in ("NOUN", "PROPN"):
                many = s.words[k].tag in ("NNS", "NNPS") or len(conjuncts(s, k)) > 1
                found = self.all(s, (k,))
                if found and (many or s.words[i].lower in IT) and not is_person(s, k):
                    return found
        return ()

    def unknown(self, s: Sentence, indices: Iterable[int]) -> tuple[Actor, ...]:
        """Return bodies told by names that nothing explains ("to the Future of Babylon"): their state is not known."""
        found = (i for i in indices if s.words[i].tag == "NNP" and s.words[i].start not in self.cast.places)
        return tuple(self._actor(s, i, None, "UNK", None) for i in found)

    def counted(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the people for whom a headline's number at word `i` stands."""
        return (self._actor(s, i, None, "UNK", None),)

    def buildings(self, s: Sentence, indices: Iterable[int]) -> tuple[Actor, ...]:
        """Return whose the buildings at `indices` are; a bare building stands for the civilians of its place."""
        out: list[Actor] = []
        kinds = load_codebook().classes
        for i in indices:
            lemma = s.words[i].lemma
            if lemma in kinds.get("facilities", ()) or (
                lemma in kinds.get("settlements", ()) and lemma not in kinds.get("territory", ())
            ):
                out.extend(self.one(s, i) or (self._actor(s, i, None, "CVL", None),))
        return tuple(out)

    def armed_before(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the armed actors told last before word `i`, within three sentences: who "they" are that kill."""
        for index, k, _, _, actors in reversed(self.focus.seen):
            if (index, k) < (s.index, i) and s.index - index <= 3 and any(a.sector in ARMED for a in actors):
                w = s.words[i]
                return tuple(replace(a, start=w.start, end=w.end, text=w.text, name=a.name or a.text) for a in actors)
        return ()

    def speaking(self, at: int) -> tuple[Actor, ...]:
        """Return who speaks at offset `at`: the quotation's speaker, else the publisher where it speaks for itself."""
        for (start, end), actors in self.speakers.items():
            if start <= at < end:
                return actors
        home = self.cast.home
        if not home.speaks:
            return ()
        return (Actor(0, 0, "", home.code, home.sector or "GOV", None, home.name),)

    def _mentioned(self, s: Sentence, i: int, m: Mention) -> tuple[Actor, ...]:
        if m.kind == "person":
            known = self.cast.people.get(surname(m.name))
            code = m.code or (known.code if known else None) or self._publisher_of(m.sector, m.role, surname(m.name))
            name, entity = (known.name, known.entity) if known else (m.name, None)
            actor = self._actor(s, i, code, m.sector or "GOV", name, entity)
            # "In Turkey Minister Ellwood met": the words before the title are none of his.
            start = max(actor.start, s.words[m.first].start)
            return (replace(actor, start=start, text=self.text(start, actor.end)),)
        if m.kind == "demonym" and kids(s, i, "nummod"):
            # "20 Palestinians" are people, not their state.
            return (self._actor(s, i, m.code, "CVL", None),)
        if m.kind == "outlet":
            return (self._actor(s, i, m.code, m.sector or "JRN", m.name, m.entity),)
        return (self._actor(s, i, m.code, m.sector or "GOV", m.name, m.entity),)

    def _publisher_of(self, sector: str | None, role: str | None, name: str = "") -> str | None:
        """Return the country of an office holder told without one: the publisher's, where it speaks for a state.

        Governors and mayors are told without their state where the dateline or the whole text tells it.
        """
        home = self.cast.home
        if role and (role.split()[-1] in _LOCAL_OFFICES or sector in ("REL", "MED", "EDU", "JUD", "COP")):
            return home.code or self.cast.dominant
        if role and role.replace(" - ", "-") in _OF_THE_UN:
            return self._world_body()
        if home.speaks and role in _HEADS:
            # A publisher's own head of state is known by name or told first; another is of the state it tells about.
            if self.first_head is None:
                self.first_head = name
            other = self.cast.dominant if self.cast.dominant != home.code else None
            return home.code if name == self.first_head and home.code in load_states() else other
        if home.speaks and home.code not in load_states() and role not in _WORLD_OFFICES:
            return self.cast.dominant if self.cast.dominant in load_states() else None
        if home.speaks:
            return home.code if sector in ("GOV", "LEG", "MIL") else None
        return home.code or self.cast.dominant if sector in ("GOV", "LEG") else None

    def _world_body(self) -> str:
        """Return which organisation's "the Secretary-General" is: the one that the text names most, else the UN."""
        if self.cast.home.code == "UNO":
            return "UNO"
        told = Counter(m.code for s in self.sentences for m in s.mentions if m.kind == "organisation" and m.code)
        return told.most_common(1)[0][0] if told else "UNO"

    def _role(self, s: Sentence, i: int, role: Role) -> tuple[Actor, ...]:
        owners = () if _joined_before(s, i) else self._owners(s, i)
        name = self._person_name(s, i)
        if owners:
            return tuple(
                self._actor(s, i, m.code, _sector_of(role, m), name or _named(role, m), _entity_of(role, m))
                for m in owners
            )
        known = self.cast.people.get(surname(name)) if name else None
        if known and known.code:
            return (self._actor(s, i, known.code, known.sector or role.sector, known.name, known.entity),)
        if role.lemma[-1] in _RELATIONS:
            # "Our partners" are not ours; whose else they are is told or not.
            named = [p for a in (*kids(s, i, "appos"), i + 1) if (p := self._told_person(s, a)) and p.code]
            if named:
                return (self._actor(s, i, named[0].code, named[0].sector or "GOV", named[0].name, named[0].entity),)
            beside = (*kids(s, i, "appos"), s.words[i].head, i + 1)
            told = [m for a in beside for m in s.mentions if m.first == a and m.code]
            if told and told[0].kind in ("state", "organisation", "group"):
                # "Our ally Turkey" is Turkey.
                return (self._actor(s, i, told[0].code, told[0].sector or "GOV", told[0].name, told[0].entity),)
            return (self._actor(s, i, self._placed(s, i), role.sector, name),)
        if role.state and role.lemma[-1] in _COUNTRIES and s.words[i].tag == "NNS":
            return (self._actor(s, i, self._placed(s, i), "GOV", None),)
        poss = [p for p in kids(s, i, "poss") if s.words[p].tag == "PRP$"]
        poss += [p for p in kids(s, i, "poss") if s.words[p].entity == "PERSON"]
        code = next((a.code for p in poss for a in map(_Code, self.one(s, p)) if a.code), None)
        if code is None and role.state and role.sector in ("MIL", "COP"):
            code = self._state_before(s, i)
        code = code or (self.cast.roles.get(" ".join(role.lemma)) if role.state or role.sector in ARMED else None)
        if code is None and _title(role) in _OF_THE_UN and len(kids(s, i, "compound", "amod", "nmod", "poss")) < 2:
            bare = i < 2 or s.words[i - 2].pos in ("DET", "ADP", "PUNCT", "CCONJ", "VERB")
            code = "UNO" if role.lemma[-1] == "council" and bare else self._world_body()
        if code is None and role.sector == "REB" and not name and self.cast.foe and not self._placed(s, i):
            # "These terrorists", "the militants": the one group that the text is about.
            return (self._actor(s, i, self.cast.foe.code, "REB", self.cast.foe.name, self.cast.foe.entity),)
        if code is None and role.lemma[-1] in _BODIES and not name:
            found = self._body(s, i)
            if found:
                return found
        if code is None and role.lemma[-1] not in _REFERRING:
            code = self._placed(s, i)
        if code is None and role.state and role.lemma[-1] not in _REFERRING:
            code = self._state_before(s, i) or self._foreign(role) or self.cast.home.code or self.cast.dominant
        if code is None and role.sector in _LOCAL_PEOPLE and not self.cast.home.speaks:
            code = self.cast.home.code or self.cast.dominant
        if code is None and role.sector == "MIL" and self.cast.home.speaks and self.cast.home.sector == "MIL":
            # A command's own release: "Airmen", "the squadron" are its own.
            code = self.cast.home.code
        if code is None and not role.generic_person and s.words[i].lemma in _REFERRING and self._is_definite(s, i):
            found = self.focus.back(s, i, ("body",))
            if found:
                return tuple(
                    replace(a, start=x.start, end=x.end, text=x.text)
                    for a in found
                    for x in (self._actor(s, i, None, "UNK", None),)
                )
        if code is None:
            code = self._placed(s, i)
        if code is None and role.sector in _HOME_BORN and not self.cast.home.speaks and not _is_anybody(s, i):
            # Under a dateline, "the guerrillas" and "police" are the country's own.
            code = self.cast.home.code
        sector = "UAF" if role.sector == "CVL" and self._is_hidden(s, i) else role.sector
        return (self._actor(s, i, code, sector, name),)

    def _foreign(self, role: Role) -> str | None:
        """Return the one other state that a ministry's text is about, whose "military" and "police" it means."""
        home, about = self.cast.home, self.cast.dominant
        foreign = home.speaks and home.sector == "GOV" and role.sector in ("MIL", "COP", "JUD", "SPY")
        return about if foreign and about != home.code else None

    def _state_before(self, s: Sentence, i: int) -> str | None:
        """Return the state whose office or force the sentence tells just before: "Taiwan's president …, while the army"."""
        for k in range(i - 1, -1, -1):
            found = self._known.get((s.index, k), ())
            codes = {a.country for a in found if a.sector in ("GOV", "MIL") and a.country in load_states()}
            if len(codes) == 1 and s.words[k].dep in ("nsubj", "nsubjpass"):
                return codes.pop()
        return None

    def _is_hidden(self, s: Sentence, i: int) -> bool:
        """Tell people of whom only their arms or masks are told: "four masked individuals"."""
        return any(s.words[c].lower in _HIDING for c in kids(s, i, "amod"))

    def _body(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return a council, secretariat or "the Organization" as that of the organisation told last before it."""
        for t in (s, *self.sentences[max(0, s.index - 2) : s.index][::-1]):
            told = [m for m in t.mentions if m.kind == "organisation" and (t is not s or m.first < i)]
            if told:
                m = told[-1]
                return (self._actor(s, i, m.code, "GOV", m.name, m.entity),)
        return ()

    def _is_everybody(self, s: Sentence, i: int) -> bool:
        """Tell "all parties", "both parties" and "the parties" to a conflict from a political party."""
        return s.words[i].tag == "NNS" and not self._owners(s, i)

    def _is_definite(self, s: Sentence, i: int) -> bool:
        return any(s.words[c].lower in ("the", "this", "that") for c in kids(s, i, "det"))

    def _owners(self, s: Sentence, i: int) -> tuple[Mention, ...]:
        """Return the states or bodies to which a role belongs; several for "the leaders of A, B and C"."""
        first, _ = noun_phrase(s, i)
        # What stands before a comma or dash ("KYIV, Oct 10 - Russian forces") is no part of the phrase.
        first = max(
            [
                first,
                *(
                    k + 1
                    for k in range(first, i)
                    if s.words[k].text in (",", ":", ";", "--", "–", "—") or _is_dash(s, k)
                ),
            ]
        )
        at = {m.first: m for m in s.mentions if m.code and m.kind != "person"}
        before = [at[k] for k in range(first, i) if k in at]
        if before:
            return (
                tuple(before)
                if len({m.code for m in before}) > 1 and all(m.kind in ("state", "demonym") for m in before)
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

    def _person_name(self, s: Sentence, i: int) -> str | None:
        """Return the person's name that stands beside a role noun: "President Ghani", "the minister, John Smith"."""
        for k in (*kids(s, i, "appos", "compound", "nmod"), s.words[i].head):
            if k != i and s.words[k].entity == "PERSON" and (s.words[k].dep != "nsubj"):
                first, last = person_span(s, k)
                return " ".join(x.text for x in s.words[first : last + 1] if x.tag != "POS")
        return None

    def _person(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        first, last = person_span(s, i)
        text = " ".join(x.text for x in s.words[first : last + 1] if x.tag != "POS")
        known = self.cast.people.get(surname(text)) or Person(text, None, None)
        role = next(
            (r for k in range(first, last + 1) for c in kids(s, k, "appos", "compound") if (r := role_at(s, c))), None
        )
        sector = known.sector or (role.sector if role else None) or "CVL"
        if known.code is None and sector == "MIL" and self.cast.home.speaks and self.cast.home.sector == "MIL":
            return (self._actor(s, i, self.cast.home.code, sector, known.name, known.entity),)
        code = known.code or next(
            (m.code for c in kids(s, i, "poss") for m in s.mentions if m.first == c and m.code), None
        )
        if code != known.code and sector == "CVL":
            # "Malaysia's Anwar Ibrahim": whom wires call by their state alone leads it.
            sector = "GOV"
        return (self._actor(s, i, code, sector, known.name, known.entity),)

    def _placed(self, s: Sentence, i: int) -> str | None:
        """Return the country of the place of the people at word `i`: "Pisco residents", "people across Anbar"."""
        first, _ = noun_phrase(s, i)
        for k in range(first, i):
            place = self.cast.places.get(s.words[k].start)
            if place and place.country:
                return place.country
        told = prepositions(s, i)
        for name in ("in", "at", "near", "from", "across", "throughout", "inside", "around", "of"):
            for p in told.get(name, ()):
                place = self.cast.places.get(s.words[p].start)
                if place and place.country:
                    return place.country
                deeper = self._placed(s, p) if name == "of" else None
                if deeper:
                    return deeper
        return None

    def _named_otherwise(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return what a noun without a role of its own stands for: "ISIL vehicles", "Azerbaijani positions", a town."""
        w = s.words[i]
        if w.pos not in ("NOUN", "PROPN"):
            return ()
        place = self.cast.places.get(w.start)
        if place is not None and place.precision in ("settlement", "facility", "district"):
            return (self._actor(s, i, place.country, "CVL", place.name),) if place.country else ()
        if w.lemma in _BODIES and (found := self._body(s, i)):
            return found
        m = owner(s, i)
        kinds = load_codebook().classes
        civil = w.lemma in kinds.get("settlements", ()) or w.lemma in kinds.get("carriers", ())
        if m is None and civil and _is_hit(s, i) and not any(role_at(s, c) for c in kids(s, i, "compound", "amod")):
            return (self._actor(s, i, None, "CVL", None),)
        if m is None:
            return self._without_owner(s, i)
        name = m.name if w.lemma in _MEMBERS else None
        entity = m.entity if m.kind in ("group", "force") else None
        return (self._actor(s, i, m.code, _sector_of_thing(w.lemma, m), name, entity),)

    def _without_owner(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return what a thing or a person stands for where no state or body stands beside it."""
        w = s.words[i]
        if w.lemma == "coalition" and (found := self._coalition(s, i)):
            return found
        if w.lemma in _REFERRING:
            return self._referring(s, i)
        if w.lemma == "side" and w.tag == "NNS":
            return (self._actor(s, i, None, "UNK", None),)
        if w.lemma in load_codebook().classes.get("persons", ()):
            if self._is_hidden(s, i):
                return (self._actor(s, i, None, "UAF", None),)
            return (self._actor(s, i, self._placed(s, i), "CVL", None),)
        if w.lemma in load_codebook().classes.get("facilities", ()) or _is_post(w.lemma):
            # "Rebel barracks", "a police station": whose they are stands before them.
            held_by = [c for c in kids(s, i, "compound", "nmod") if role_at(s, c)]
            held_by += [x for x in prepositions(s, i).get("of", ()) if role_at(s, x)]
            held_by += [x for x in kids(s, i, "poss") if s.words[x].pos != "PRON"]
            start, end = extent(s, i)
            return tuple(replace(a, start=start, end=end, text=self.text(start, end)) for a in self.all(s, held_by))
        for c in kids(s, i, "acl"):
            if s.words[c].lemma in _HOLDING:
                # "Entities owned by the military": of whose state they are, their holder tells.
                by = [x for a in kids(s, c, "agent") for x in kids(s, a, "pobj")]
                return tuple(self._actor(s, i, a.country, "BUS", None) for a in self.all(s, by))
        held = [p for p in kids(s, i, "poss") if s.words[p].lower in THEY | IT | HE_SHE]
        # "Their efforts", "its finances": what belongs to somebody stands for them.
        return tuple(a for p in held for a in self._pronoun(s, p))

    def _coalition(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the international coalition that the text names, which "coalition aircraft" and "the coalition" mean."""
        if any(s.words[c].lower in _AT_HOME for c in kids(s, i, "amod", "compound")):
            return ()
        told = [m for t in self.sentences for m in t.mentions if m.kind == "organisation" and "oalition" in m.name]
        name, entity = (told[0].name, told[0].entity) if told else (None, None)
        return (self._actor(s, i, "IGO", "MIL", name, entity),)

    def _referring(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the body that "the group" or "this organisation" means."""
        if not self._is_definite(s, i):
            return ()
        start, end = extent(s, i)
        if s.words[i].lemma == "group" and self.cast.foe:
            foe = self.cast.foe
            return (self._actor(s, i, foe.code, "REB", foe.name, foe.entity),)
        return tuple(
            replace(a, start=start, end=end, text=self.text(start, end)) for a in self.focus.back(s, i, ("body",))
        )

    def _actor(
        self, s: Sentence, i: int, code: str | None, sector: str, name: str | None, entity: str | None = None
    ) -> Actor:
        start, end = extent(s, i)
        return Actor(start, end, self.cast.document.text[start:end], code, sector, entity, name)


@dataclass(frozen=True, slots=True)
class _Code:
    """The country of an actor that stands for a class of them ("its forces")."""

    actor: Actor

    @property
    def code(self) -> str | None:
        return self.actor.country


def _listed(s: Sentence, i: int) -> tuple[int, ...]:
    """Return those of whom a list tells: "nations which have struck there include Jordan and France"."""
    verb = s.words[s.words[i].head]
    if s.words[i].dep != "nsubj" or verb.lemma != "include":
        return ()
    return tuple(x for x in kids(s, verb.i, "dobj") if s.words[x].pos == "PROPN")


def _joined_before(s: Sentence, i: int) -> tuple[int, ...]:
    """Return an office that the parser took into the phrase behind it: "the Secretary of State and partners"."""
    for c in kids(s, i, "nmod", "compound"):
        joined = any(s.words[x].dep == "cc" and c < x < i for x in s.children[c])
        if joined and role_at(s, c) and any(m.first <= c for m in s.mentions):
            return (c,)
    return ()


def _named_within(s: Sentence, i: int) -> tuple[int, ...]:
    """Return those named out of a group: "the international community, including Russia and Iran"."""
    counted = [a for a in kids(s, i, "appos") if kids(s, a, "nummod") and any(m.first == a for m in s.mentions)]
    if counted:
        # "Four engineers -- two Peruvians and two Frenchmen": of which states they are is told behind them.
        return tuple(k for a in counted for k in conjuncts(s, a))
    preps = [p for p in kids(s, i, "prep") if s.words[p].lower in ("including", "like")]
    return tuple(k for p in preps for x in kids(s, p, "pobj") for k in conjuncts(s, x) if s.words[k].pos == "PROPN")


def _is_hit(s: Sentence, i: int) -> bool:
    """Tell towns and buildings to which something is done; one alone only a building that a verb strikes, no ground taken."""
    w = s.words[i]
    ground = load_codebook().classes.get("territory", ())
    struck = w.dep in ("dobj", "nsubjpass") or (w.dep == "pobj" and s.words[w.head].lower in ("on", "against"))
    return w.tag in ("NNS", "NNPS") or (struck and w.lemma not in ground)


def _is_post(lemma: str) -> bool:
    return lemma in load_codebook().classes.get("positions", ())


def _is_anybody(s: Sentence, i: int) -> bool:
    """Tell a lone attacker of whom nothing is known ("a suicide bomber")."""
    return s.words[i].lemma in ("bomber", "gunman", "attacker", "assailant", "sniper")


def _title(role: Role) -> str:
    return " ".join(role.lemma).replace(" - ", "-")


def _is_dash(s: Sentence, k: int) -> bool:
    """Tell a hyphen that stands alone as a dash from one inside a word."""
    return s.words[k].text == "-" and k > 0 and s.words[k].start > s.words[k - 1].end


def _in_force(a: Actor) -> Actor:
    """Return a state's bare name as its armed forces, as the codebook has it for acts of force."""
    if a.sector == "GOV" and a.name and a.country and (a.entity or "").startswith("state:"):
        return replace(a, sector="MIL")
    return a


def _sector_of(role: Role, m: Mention) -> str:
    """Return the sector of a role within a state or body: a group's members are the group's, a state's the role's."""
    if m.kind == "people" and role.sector == "MIL":
        # Forces of a people are not those of a state.
        return "REB"
    if m.kind in ("group", "force") and m.sector and role.sector not in ("JRN", "REL", "MED"):
        return m.sector if role.sector != "CVL" or m.kind == "group" else role.sector
    return role.sector


def _sector_of_thing(lemma: str, m: Mention) -> str:
    """Return the sector that a thing's owner has in an act done to the thing: positions are MIL, towns CVL.

    What is neither (territory, economy, cause) stands for the state itself.
    """
    if m.kind in ("group", "force", "organisation"):
        return m.sector or "GOV"
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


def _named(role: Role, m: Mention) -> str | None:
    """Return the usual name of a state's government; other roles are called by their words in the text."""
    return f"Government of {m.name}" if role.lemma == ("government",) and m.kind in ("state", "demonym") else None


def _entity_of(role: Role, m: Mention) -> str | None:
    return m.entity if m.kind in ("group", "force") or role.lemma == ("government",) else None


def merged(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return `actors` with each country, sector and name once, in order."""
    out: dict[tuple[str | None, str, str | None], Actor] = {}
    for a in actors:
        out.setdefault((a.country, a.sector, a.name), a)
    return tuple(out.values())
