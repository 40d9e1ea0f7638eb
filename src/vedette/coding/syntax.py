"""Questions that coding asks of a parsed sentence; labels are those of spaCy's English models.

Subject here means the logical doer's place before passives are undone: `arguments` undoes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from vedette.records.reading import Sentence

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVES = frozenset({"nsubjpass", "csubjpass"})
_LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "advmod", "case", "punct"}
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
HARMS = frozenset(
    "kill wound injure murder destroy damage displace arrest detain kidnap abduct capture massacre behead".split()
)
"""Verbs whose past without an object is a passive, as headlines write it."""

_CONTROLLING = frozenset(
    """accuse blame suspect convict acquit charge prevent stop keep discourage dissuade criticize criticise condemn denounce thank praise
    commend fault rebuke punish sanction bar ban absolve clear""".split()
)
"""Verbs whose object does what stands behind their "of", "from" or "for"."""

_SAYING = frozenset({"say", "claim", "add", "announce", "report", "confirm", "deny", "insist", "acknowledge", "admit"})
_STATES = frozenset({"commit", "dedicate", "determine", "prepare", "resolve", "engage", "involve", "concern"})
"""Verbs whose participle behind "be" tells a state of the subject."""

DEPTH = 12
"""How many steps up the tree a question follows; deeper trees are lists or damage."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The places of a verb or noun, as word indices: logical subject and object, and prepositional objects."""

    subject: tuple[int, ...] = ()
    object: tuple[int, ...] = ()
    indirect: tuple[int, ...] = ()
    clause: tuple[int, ...] = ()
    preps: dict[str, tuple[int, ...]] = field(default_factory=dict)
    passive: bool = False


def kids(s: Sentence, i: int, *deps: str) -> tuple[int, ...]:
    """Return the dependents of word `i` with one of the labels `deps`."""
    below = s.children[i]
    if not below:
        # Asked more often than anything else, and most words have none.
        return ()
    words = s.words
    return tuple([c for c in below if words[c].dep in deps])


def conjuncts(s: Sentence, i: int) -> tuple[int, ...]:
    """Return word `i` with everything coordinated after it ("A, B and C" from A)."""
    out, queue = [i], [i]
    while queue:
        at = queue.pop()
        # "A, B and C" often comes out as A with an apposition to which C is joined.
        listed = tuple(
            c
            for c in kids(s, at, "appos")
            if c > at and kids(s, c, "conj") and kids(s, c, "cc") and any(m.first == c for m in s.mentions)
        )
        for c in (*kids(s, at, "conj"), *listed):
            if s.words[c].pos in NOMINAL and c not in out:
                out.append(c)
                queue.append(c)
    return tuple(sorted(out))


def ancestors(s: Sentence, i: int) -> Iterator[int]:
    """Yield the heads above word `i`, nearest first."""
    for _ in range(DEPTH):
        head = s.words[i].head
        if head == i:
            return
        yield head
        i = head


def subtree(s: Sentence, i: int) -> tuple[int, ...]:
    """Return word `i` and all below it, in the order of the text."""
    out, queue = [i], [i]
    while queue:
        below = s.children[queue.pop()]
        out.extend(below)
        queue.extend(below)
    return tuple(sorted(out))


def noun_phrase(s: Sentence, i: int) -> tuple[int, int]:
    """Return first and last word of the noun phrase headed by `i`, without what follows the head."""
    first, queue = i, [i]
    while queue:
        for c in s.children[queue.pop()]:
            if c < i and s.words[c].dep in _LEFT:
                first = min(first, c)
                queue.append(c)
    while first < i and s.words[first].pos == "PUNCT":
        first += 1
    return first, i


def governor(s: Sentence, i: int) -> int:
    """Return the verb (or root) that governs word `i`: itself where it is a verb."""
    if s.words[i].pos in VERBAL:
        return i
    for a in ancestors(s, i):
        if s.words[a].pos in VERBAL:
            return a
        i = a
    return i


def arguments(s: Sentence, i: int) -> Arguments:
    """Return the places of verb `i`, passives undone, subjects found where the grammar shares or controls them."""
    passive = (bool(kids(s, i, *_PASSIVES, "auxpass")) or _is_bare_passive(s, i)) and not _is_state(s, i)
    agents = tuple(p for a in kids(s, i, "agent") for p in kids(s, a, "pobj"))
    own = kids(s, i, *_SUBJECTS) or kids(s, i, *_PASSIVES)
    outer = own or shared_subject(s, i)
    objects = kids(s, i, "dobj", "attr", "oprd") or (() if passive else _shared_object(s, i))
    if not objects and not passive and i + 1 < len(s.words):
        beside = s.words[i + 1]
        if beside.head == i and beside.dep == "npadvmod" and beside.pos == "PROPN":
            # A state's name behind the verb is no measure: "Azerbaijan shelled Armenia".
            objects = (i + 1,)
    clause = kids(s, i, "xcomp", "ccomp")
    subject, obj = (agents, outer or objects) if passive else (outer, objects)
    subject = (*_headline_pair(s, i, subject), *subject)
    return Arguments(
        tuple(_antecedent(s, x) for x in subject),
        tuple(_antecedent(s, x) for x in obj),
        kids(s, i, "dative"),
        clause,
        prepositions(s, i) or _shared_preps(s, i),
        passive,
    )


def _headline_pair(s: Sentence, i: int, subject: tuple[int, ...]) -> tuple[int, ...]:
    """Return the first of two that a headline joins by a comma: "Israel, Hamas agree to truce"."""
    if not s.title or not subject:
        return ()
    k = subject[0]
    loose = [
        c for c in (*s.children[i], *s.children[k]) if c < k and s.words[c].dep in ("npadvmod", "nmod", "appos", "dep")
    ]
    return tuple(c for c in loose if s.words[c].pos == "PROPN" and c + 1 < k and s.words[c + 1].text == ",")


def _is_state(s: Sentence, i: int) -> bool:
    """Tell a participle that says how its subject stands and no deed done to it: "the UK is committed to"."""
    return s.words[i].lemma in _STATES and not kids(s, i, "agent")


def _shared_object(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the object that "killed and injured residents" gives to its first verb too."""
    for c in kids(s, i, "conj"):
        between = s.words[i + 1 : c]
        if s.words[c].pos == "VERB" and all(w.pos in ("CCONJ", "ADV") for w in between):
            return kids(s, c, "dobj")
    return ()


def _shared_preps(s: Sentence, i: int) -> dict[str, tuple[int, ...]]:
    """Return the "to" and "with" that "have pledged and are giving to the opposition" tells of its first verb too."""
    for c in kids(s, i, "conj"):
        if s.words[c].pos == "VERB" and not kids(s, i, "dobj") and not kids(s, c, "dobj", *_SUBJECTS):
            return {n: x for n, x in prepositions(s, c).items() if n in ("to", "with", "for")}
    return {}


def _is_bare_passive(s: Sentence, i: int) -> bool:
    """Tell a participle that modifies a noun or stands in a headline: "strikes carried out by", "49 killed in"."""
    w = s.words[i]
    if w.dep == "conj" and w.tag == "VBN" and kids(s, w.head, "auxpass") and not kids(s, i, *_SUBJECTS, "aux"):
        # "were killed and injured": the second participle shares the first one's auxiliary.
        return True
    if any(s.words[c].lower == "off" for c in s.children[i]):
        return False
    if w.lemma in HARMS and w.tag in ("VBD", "VBN") and not kids(s, i, "aux", "dobj", "ccomp", "xcomp", "dative"):
        # "105 soldiers killed as …": nobody kills without somebody killed.
        return True
    if w.tag != "VBN" or kids(s, i, "aux", "dobj") or (w.lower.endswith("s") and not w.lower.endswith("ss")):
        return False
    if w.dep == "ROOT" and not s.title and kids(s, i, "nsubj") and not kids(s, i, "agent"):
        # A past tense that the tagger took for a participle: "Brazil mediated between the two".
        return False
    return w.dep in ("acl", "advcl", "ROOT") or bool(kids(s, i, "agent"))


def prepositions(s: Sentence, i: int) -> dict[str, tuple[int, ...]]:
    """Return the prepositional objects of word `i` by preposition, also those behind a second preposition."""
    found: dict[str, tuple[int, ...]] = {}
    for p in kids(s, i, "prep", "agent", "dative"):
        name = s.words[p].lower
        objects = kids(s, p, "pobj", "pcomp")
        for q in kids(s, p, "prep"):
            objects += kids(s, q, "pobj")
        found[name] = found.get(name, ()) + objects
        for q in kids(s, p, "conj"):
            if s.words[q].dep == "conj" and kids(s, q, "pobj"):
                other = s.words[q].lower
                found[other] = found.get(other, ()) + kids(s, q, "pobj")
    return found


def shared_subject(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the subject that verb `i` shares with, or is given by, the words above it."""
    if teller := _teller_of_both(s, i):
        return teller
    for _ in range(DEPTH):
        w, head = s.words[i], s.words[i].head
        if head == i:
            return ()
        if w.dep in ("relcl", "acl"):
            return (head,)
        if w.dep == "pcomp":
            prep, head = s.words[head].lower, s.words[head].head
            if prep in ("of", "from", "for") and s.words[head].lemma in _CONTROLLING and kids(s, head, "dobj"):
                # "Accused India of attacking": whom one accuses did it.
                return kids(s, head, "dobj")
        if s.words[head].pos not in VERBAL:
            i = head
            continue
        if w.dep in ("xcomp", "ccomp") and kids(s, head, "dobj") and w.dep == "xcomp":
            return kids(s, head, "dobj")
        own = kids(s, head, *_SUBJECTS, *_PASSIVES)
        if own:
            return own
        if _is_bare_passive(s, head) and kids(s, head, "agent"):
            return tuple(p for a in kids(s, head, "agent") for p in kids(s, a, "pobj"))
        i = head
    return ()


def _teller_of_both(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the subject of "said" in "the army said three soldiers were injured and blamed X": not the injured blame.

    A past tense is not joined to a passive's participle, nor to one behind "had".
    """
    w, told = s.words[i], s.words[s.words[i].head]
    above = s.words[told.head]
    if w.dep != "conj" or w.tag != "VBD" or told.dep != "ccomp" or told.tag != "VBN" or above.lemma not in _SAYING:
        return ()
    return kids(s, above.i, *_SUBJECTS)


def _antecedent(s: Sentence, i: int) -> int:
    """Return the noun that a relative pronoun stands for, or `i` itself."""
    if s.words[i].lower not in _RELATIVE:
        return i
    for a in ancestors(s, i):
        if s.words[a].dep == "relcl":
            head = s.words[s.words[a].head]
            above = s.words[head.head]
            person = head.entity == "PERSON" or any(m.first == head.i and m.kind == "person" for m in s.mentions)
            placed = head.pos == "PROPN" and not person and above.dep == "prep"
            if s.words[i].lower == "who" and placed and s.words[above.head].pos == "NOUN":
                # "Citizens in Tikrit who suffered": the place is not who.
                return above.head
            return head.i
    return i


def is_negated(s: Sentence, i: int) -> bool:
    """Tell whether word `i` is denied: "did not", "no attack", "never", "without"."""
    if kids(s, i, "neg"):
        return True
    if any(s.words[c].lower in ("no", "never", "neither", "nor") for c in s.children[i]):
        return True
    w = s.words[i]
    return w.dep in ("pobj", "pcomp") and s.words[w.head].lower == "without"
