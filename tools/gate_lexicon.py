"""Write the gate's lexicon from the codebook: `python tools/gate_lexicon.py [--check]`.

The lexicon holds every form that a trigger, a word of harm or a role of the codebook may come as. The gate reads it from
src/vedette/reading/gate_files/lexicon.json, since reading may not ask coding; a test tells when it is stale, and then this
tool has to be run again, and tools/train_gate.py after it.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from vedette.coding.casualty_words import casualty_words
from vedette.reading.model import load_model
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Trigger

TARGET = Path(__file__).parent.parent / "src" / "vedette" / "reading" / "gate_files" / "lexicon.json"
_VOWELS = "aeiou"
_ENDINGS = ("ed", "ing", "en", "ous", "ive", "al", "able", "ible", "ic", "less", "ful", "ant", "ent")


def main() -> int:
    """Write the lexicon, or with --check tell whether the one that is there still holds."""
    told = json.dumps(lexicon(), ensure_ascii=False, indent=0) + "\n"
    if "--check" in sys.argv[1:]:
        holds = TARGET.exists() and TARGET.read_text("utf-8") == told
        sys.stderr.write("holds\n" if holds else "stale; run 'python tools/gate_lexicon.py'\n")
        return not holds
    TARGET.write_text(told, "utf-8")
    return 0


def lexicon() -> dict[str, Any]:
    """Return the lexicon: the triggers' lemmas, forms of single words by class, and expressions (see phrases)."""
    book = load_codebook()
    triggers = [t for told in (book.verbs, book.nouns, book.adjectives) for v in told.values() for t in v]
    harms = casualty_words()
    harmful = harms.all - set(harms.suffering)
    return {
        "lemmas": sorted({" ".join(t.lemma) for t in triggers}),
        "triggers": sorted({f for t in triggers if len(t.lemma) == 1 for f in forms(t.lemma[0])} | obliging()),
        "casualties": sorted({f for w in harmful for f in forms(w)} | {"losses"}),
        "roles": sorted({f for v in book.roles.values() for r in v if len(r.lemma) == 1 for f in forms(r.lemma[0])}),
        "reporting": sorted({f for w in book.reporting for f in forms(w)}),
        "phrases": sorted(set(phrases(triggers))),
    }


def obliging() -> set[str]:
    """Return the single words of obligation, which state a request."""
    told = load_codebook().modals
    return {w for key in ("verbs", "adjectives") for w in told.get(key, ()) if " " not in w}


def phrases(triggers: Iterable[Trigger]) -> Iterator[str]:
    """Yield the expressions of several words, once each: the words with spaces between, each word's forms with bars."""
    suffering = {(verb, *w.split()) for verb, ways in casualty_words().suffering.items() for w, _ in ways}
    obliged = {tuple(w.split()) for w in load_codebook().modals.get("verbs", ()) if " " in w}
    for lemma in {t.lemma for t in triggers if len(t.lemma) > 1} | suffering | obliged:
        # Marks between words are told apart by the parser alone; the gate knows words.
        words = [w for w in lemma if w[0].isalnum()]
        yield " ".join("|".join(sorted(forms(w))) for w in words)


def forms(lemma: str) -> set[str]:
    """Return the forms that `lemma` may come as: itself, regular endings, and irregular forms that the lemmatizer knows."""
    if not lemma.isalpha():
        return {lemma}
    verbs, nouns = _known()
    out = {lemma, *_irregular().get(lemma, ())}
    # A word that the model's lists lack may be either, but what is inflected already is not inflected again.
    if lemma in verbs or (lemma not in nouns and not lemma.endswith(_ENDINGS)):
        out.update(_inflected(lemma))
    return out if lemma.endswith(_ENDINGS) and lemma not in nouns else out | {_plural(lemma)}


def _plural(w: str) -> str:
    if w.endswith("y") and w[-2:-1] not in _VOWELS:
        return w[:-1] + "ies"
    return w + ("es" if w.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _inflected(w: str) -> Iterator[str]:
    if len(w) < 3:
        return
    if w.endswith("y") and w[-2] not in _VOWELS:
        yield from (w[:-1] + "ied", w + "ing")
        return
    if w.endswith("ie"):
        yield from (w + "d", w[:-2] + "ying")
        return
    stem = w[:-1] if w.endswith("e") and not w.endswith(("ee", "ye", "oe")) else w
    yield from (w + "d" if w.endswith("e") else w + "ed", stem + "ing")
    if w[-1] not in _VOWELS + "wxy" and w[-2] in _VOWELS and w[-3] not in _VOWELS:
        yield from (w + w[-1] + "ed", w + w[-1] + "ing")


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Return the verbs and the nouns of the language model's lists."""
    table = _tables().get_table("lemma_index")
    return frozenset(table["verb"]), frozenset(table["noun"])


@cache
def _tables() -> Any:
    nlp: Any = load_model()
    return nlp.get_pipe("lemmatizer").lookups


@cache
def _irregular() -> dict[str, set[str]]:
    """Return irregular forms by lemma, of verbs and nouns, from the language model's table of exceptions."""
    table = _tables().get_table("lemma_exc")
    out: dict[str, set[str]] = {}
    for pos in ("verb", "noun"):
        for form, told in table[pos].items():
            for lemma in told:
                out.setdefault(lemma, set()).add(form)
    return out


if __name__ == "__main__":
    sys.exit(main())
