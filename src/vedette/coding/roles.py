"""What a noun's own phrase tells: the role that it names, the state or body it belongs to, the person's name it is part of."""

from vedette.coding.syntax import noun_phrase, prepositions
from vedette.knowledge.offices import folded
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Role
from vedette.records.reading import Mention, Sentence, Word


def role_at(s: Sentence, i: int) -> Role | None:
    """Return the role noun headed by word `i`, longest first ("prime minister" before "minister"), or None."""
    w = s.words[i]
    found = _roles_of(w.lower) or _roles_of(w.lemma)
    if not found:
        return None
    before = (s.words[i - 1].lower, s.words[i - 1].lemma) if i else ()
    for role in found:
        # Most roles of a word ("minister") fall with the word before it.
        if len(role.lemma) == 1 or (role.lemma[-2] in before and _ends_with(s, i, role.lemma)):
            return role
    return None


def _roles_of(word: str) -> tuple[Role, ...]:
    return load_codebook().roles.get(word, ())


def _ends_with(s: Sentence, i: int, lemma: tuple[str, ...]) -> bool:
    """Tell whether the words up to `i` are `lemma`, whose last word has been met already."""
    k = i - len(lemma) + 1
    return k >= 0 and all(w in (s.words[k + j].lower, s.words[k + j].lemma) for j, w in enumerate(lemma[:-1]))


def person_span(s: Sentence, i: int) -> tuple[int, int]:
    """Return first and last word of the person's name that word `i` belongs to."""
    first = last = i
    while first > 0 and s.words[first].inside and s.words[first - 1].entity == "PERSON":
        first -= 1
    while last + 1 < len(s.words) and s.words[last + 1].inside and s.words[last + 1].entity == "PERSON":
        last += 1
    return first, last


def may_name(w: Word) -> bool:
    """Tell a word that can be a surname by itself, also where the tagger takes it for a noun ("Trump left")."""
    return w.tag in ("NNP", "NN") and w.text[:1].isupper() and not w.inside


def surname(name: str) -> str:
    """Return the part of a person's name by which later sentences call them."""
    parts = name.replace("’s", "").replace("'s", "").split()
    name = folded(parts[-1]) if parts else ""
    return next((name[len(a) :] for a in ("al-", "el-", "ul-") if name.startswith(a)), name)


def owner(s: Sentence, i: int, depth: int = 2) -> Mention | None:
    """Return the state, body or group to which the noun at `i` belongs: before it, or behind "of" or "for"."""
    at = {m.first: m for m in s.mentions if m.kind not in ("person", "outlet")}
    first, _ = noun_phrase(s, i)
    for k in range(i, first - 1, -1):
        if k in at and at[k].code:
            return at[k]
    preps = prepositions(s, i)
    for name in ("of", "for", "from", "to"):
        for p in preps.get(name, ()):
            if p in at and at[p].code:
                return at[p]
            inner, _ = noun_phrase(s, p)
            for k in range(p, inner - 1, -1):
                if k in at and at[k].code:
                    return at[k]
            # "units of the Armed Forces of X": whose the forces are, the units are.
            deeper = owner(s, p, depth - 1) if depth else None
            if deeper:
                return deeper
    return None
