"""What the marker is told of a word besides its text: what it is, and what the codebook lists it as.

A small model with little to learn from does better on what the rules know already: names, roles, the codebook's triggers.
"""

from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence, Word


def kinds(s: Sentence) -> tuple[str, ...]:
    """Return what each word is: the kind of a known name, a role, a named entity's label, or its part of speech."""
    named = {m.first: m.kind for m in s.mentions}
    return tuple(named.get(w.i) or _role(w) or w.entity or w.pos for w in s.words)


def _role(w: Word) -> str:
    """Return the sector of the role that a noun names by itself, "" where it names none."""
    roles = load_codebook().roles.get(w.lemma, ()) if w.pos == "NOUN" else ()
    alone = next((r for r in roles if len(r.lemma) == 1), None)
    return f"role {alone.sector}" if alone else ""


def listed(s: Sentence) -> tuple[str, ...]:
    """Return the event types as which the codebook lists each word, by its part of speech; "" where it does not."""
    book = load_codebook()
    out = []
    for w in s.words:
        entries = book.verbs if w.pos in ("VERB", "AUX") else book.adjectives if w.pos == "ADJ" else book.nouns
        found = entries.get(w.lemma) or entries.get(w.lower)
        out.append(f"{' '.join(sorted({t.type for t in found}))} {w.pos}" if found else "")
    return tuple(out)
