"""Where the sides of an act stand around its word: the places that a codebook entry names, found in the parse."""

from collections.abc import Sequence

from vedette.coding.actors import Resolver, merged
from vedette.coding.roles import role_at
from vedette.coding.syntax import (
    ancestors,
    arguments,
    kids,
    prepositions,
    subtree,
)
from vedette.coding.triggers import Match
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence
from vedette.records.record import Actor

_TAKING_PART = frozenset(
    "engage participate take continue join resort go push press proceed start begin carry be persist succeed".split()
)
_HOLDERS = frozenset(
    """series wave number round string spate barrage campaign set pair couple dozen hundred thousand
    kind form type sort act part lot bit amount first second last day week hour night month year""".split()
)
_SENDING = frozenset({"launch", "fire", "send", "operate", "drop", "fly", "deploy", "shoot"})
_KINDS_OF_FORCE = frozenset(
    {"terrorist", "terror", "military", "suicide", "militant", "artillery", "infantry", "security"}
)


def first_resolved(
    s: Sentence, roles: Sequence[str], places: dict[str, tuple[int, ...]], resolver: Resolver, *, force: bool
) -> tuple[Actor, ...]:
    """Return the actors of the first of `roles` that resolves to any."""
    for role in roles:
        indices = _nouns_of(s, places.get(role, ()))
        found = resolver.all(s, indices, force=force) or resolver.all(s, _doers_of_deeds(s, indices), force=force)
        if found:
            return merged(found)
    return ()


def _doers_of_deeds(s: Sentence, indices: Sequence[int]) -> tuple[int, ...]:
    """Return who did the deed that stands for its doer: "killed by a coalition airstrike", "the army's shelling killed"."""
    nouns = load_codebook().nouns
    sent = tuple(x for i in indices for x in _senders(s, i))
    if sent:
        return sent
    deeds = [i for i in indices if any(t.type == "ASSAULT" for t in nouns.get(s.words[i].lemma, ()))]
    return tuple(
        x for i in deeds for x in (*kids(s, i, "poss"), *prepositions(s, i).get("by", ()), *_doers_before(s, i))
    )


def _senders(s: Sentence, i: int) -> tuple[int, ...]:
    """Return who sent the weapons at word `i`: "dozens of drones launched by Russia"."""
    weapons = load_codebook().classes.get("weapons", ())
    nouns = (i, *prepositions(s, i).get("of", ()))
    if not any(s.words[k].lemma in weapons for k in nouns):
        return ()
    sent = [c for k in nouns for c in kids(s, k, "acl") if s.words[c].lemma in _SENDING]
    return tuple(x for c in sent for a in kids(s, c, "agent") for x in kids(s, a, "pobj"))


def _doers_before(s: Sentence, i: int, *, local: bool = True) -> tuple[int, ...]:
    """Return the words before noun `i` that name whose act it is: "Azerbaijani strikes", "a coalition airstrike".

    Not those that tell its kind ("terrorist attack") nor, for a `local` act, its place ("the Geneva talks").
    """
    named = {x.first for x in s.mentions if not (local and x.kind == "capital")}
    return tuple(c for c in modifiers(s, i) if c in named or _is_doer_before(s, c))


def _nouns_of(s: Sentence, indices: Sequence[int]) -> tuple[int, ...]:
    """Return `indices` with a verb's place taken by those it is done to or with: "committed to working with X"."""
    out: list[int] = []
    for i in indices:
        if s.words[i].pos == "VERB" and s.words[i].tag == "VBG":
            args = arguments(s, i)
            loose = [prepositions(s, c) for c in kids(s, i, "advmod", "prt")]
            out.extend(
                (*args.object, *(x for p in (args.preps, *loose) for n in ("with", "for") for x in p.get(n, ())))
            )
        else:
            out.append(i)
    return tuple(out)


def verb_places(s: Sentence, m: Match) -> dict[str, tuple[int, ...]]:
    """Return the word indices in each place of a verb; what stands behind its own noun ("hold talks with") counts too."""
    a = m.args
    places = {**a.preps, "subject": a.subject, "object": a.object, "indirect": a.indirect}
    for inner in (*a.object, m.last):
        if inner != m.i and s.words[inner].pos in ("NOUN", "ADJ", "VERB"):
            for name, indices in prepositions(s, inner).items():
                places.setdefault(name, indices)
    if not a.object and a.clause:
        places["object"] = tuple(x for c in a.clause for x in kids(s, c, "nsubj", "nsubjpass") if s.words[c].i != m.i)
    places["clause"] = tuple(x for c in a.clause for x in arguments(s, c).subject)
    return places


def noun_places(s: Sentence, m: Match) -> dict[str, tuple[int, ...]]:
    """Return the word indices in each place of a noun: its prepositions, owner, modifiers, and its light verb's subject."""
    i, t = m.i, m.trigger
    places = dict(m.args.preps)
    of = places.pop("of", ())
    if t.of == "actor":
        places["by"] = places.get("by", ()) + of
    elif t.of == "recipient":
        places["of"] = of
    for x in of:
        for name, indices in prepositions(s, x).items():
            if name in ("by", "to", "against"):
                # "The fall of the town to rebels": parsers hang what follows on the nearest noun.
                places.setdefault(name, indices)
    if "by" not in places:
        places["by"] = _by_behind(s, i)
    if "to" in t.actor and not places.get("to") and of:
        last = subtree(s, of[-1])[-1] + 1
        if last < len(s.words) and s.words[last].lower == "to":
            # "The fall of the town to rebels", whatever the parser hangs "to" on.
            places["to"] = kids(s, last, "pobj")
    places["possessive"] = kids(s, i, "poss")
    places["modifier"] = _doers_before(s, i, local=t.type in ("CONSULT", "ASSAULT", "PROTEST"))
    places["light"], carried = _light(s, i)
    places["sufferer"] = carried.pop("sufferer", ())
    for name, indices in carried.items():
        places.setdefault(name, indices)
    for c in kids(s, i, "acl", "relcl"):
        _add_told_behind(s, c, places)
        if s.words[c].tag == "VB":
            # "The commitment to empower the opposition": whom the promised act is for.
            places.setdefault("to", arguments(s, c).object)
    return places


def _is_doer_before(s: Sentence, c: int) -> bool:
    """Tell a bare noun that names the doer ("a coalition airstrike", "an army raid"), not the kind ("terrorist attack")."""
    w = s.words[c]
    named = role_at(s, c) is not None or w.lemma == "coalition"
    return w.dep in ("compound", "nmod") and w.lower not in _KINDS_OF_FORCE and named


def _add_told_behind(s: Sentence, c: int, places: dict[str, tuple[int, ...]]) -> None:
    """Add the sides that a participle behind the noun tells: "the agreement reached between …", "strikes carried out by …"."""
    inner = arguments(s, c)
    if not inner.passive and s.words[c].dep == "relcl" and s.words[c].head not in inner.subject:
        # "The atrocities that X has perpetrated against Y".
        if load_codebook().light.get(s.words[c].lemma) == "actor":
            places["by"] = places.get("by", ()) + inner.subject
            for name in ("against", "on"):
                if name in inner.preps:
                    places.setdefault(name, inner.preps[name])
        return
    if not inner.passive:
        return
    if inner.subject and s.words[c].lemma in load_codebook().light:
        places["by"] = places.get("by", ()) + inner.subject
    for name in ("between", "with", "against"):
        if name in inner.preps:
            places.setdefault(name, inner.preps[name])


def _by_behind(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the doer in "a lull in shelling of towns by X": parsers hang the "by" on any noun of the chain."""
    for w in s.words[i + 1 : i + 9]:
        if w.pos in ("VERB", "AUX", "PUNCT"):
            return ()
        if w.lower == "by" and s.words[w.head].pos in ("NOUN", "PROPN"):
            return kids(s, w.i, "pobj")
    return ()


def modifiers(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the words before noun `i` that belong to it, and a name right before it that the parser hung elsewhere."""
    out, queue = [], [i]
    while queue:
        for c in kids(s, queue.pop(), "amod", "compound", "nmod"):
            out.append(c)
            queue.append(c)
    beside = [
        m.first for m in s.mentions if m.last == i and m.kind in ("demonym", "state", "group", "force", "organisation")
    ]
    # A headline's parser hangs "Azerbaijani" in "killed in Azerbaijani strikes" elsewhere; what stands beside counts.
    return tuple(sorted({*out, *beside}))


def _light(s: Sentence, i: int) -> tuple[tuple[int, ...], dict[str, tuple[int, ...]]]:
    """Return the subject of the light verb that carries noun `i` ("launched an attack"), and that verb's prepositions."""
    book, below = load_codebook(), i
    for a in list(ancestors(s, i))[:3]:
        w = s.words[a]
        joined = s.words[below].dep in ("conj", "appos", "compound")
        if w.pos in ("NOUN", "PROPN") and not joined and w.lemma not in _HOLDERS:
            # "Expressed concern over the attack": what is carried is the concern.
            return (), {}
        if w.pos in ("VERB", "AUX"):
            entry = book.light.get(w.lemma)
            if entry is None:
                return (), {}
            args = arguments(s, a)
            role = entry if isinstance(entry, str) else entry.subject
            inside = below in args.object or s.words[below].dep in ("dobj", "conj", "attr")
            inside = inside or (s.words[below].dep == "prep" and w.lemma in _TAKING_PART)
            sufferer = args.subject if role == "recipient" and inside else ()
            return (args.subject if role == "actor" and inside else ()), {**args.preps, "sufferer": sufferer}
        below = a
    return (), {}
