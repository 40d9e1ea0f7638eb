"""Who says so behind what is reported ("…, the ministry of defence said") or as a label before it ("Ministry: …"), hung rightly.

Behind a list of places ("near Sotk, Goris and Jermuk, the ministry said") small parsers take who says so for one more
of the list, or the clause for one more act; then nobody says what the sentence tells. The grammar of such a clause leaves
no choice: a noun phrase between a comma and a reporting verb, and behind the verb nothing that is reported.
"""

from collections.abc import Sequence

from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Word

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BREAKS = frozenset({",", ";", ":", "–", "—", "--", '"', "”", "»", "''"})
_TELLERS = frozenset({"NOUN", "PROPN", "PRON"})
LABEL = 9
"""Words of the longest label before a colon."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_HELPING = frozenset({"neg", "aux", "auxpass"})
_REPORTED = frozenset({"ccomp", "xcomp", "dobj", "attr", "oprd"})
_MISTAKEN = frozenset({"appos", "conj", "dep", "npadvmod", "nmod"})
_BARE = frozenset({"acl", "amod"})


def with_trailing_reports(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return a sentence's `words` with its trailing reporting clauses hung as parentheses, each with its own subject."""
    reporting = load_codebook().reporting
    for v in range(2, len(words)):
        if words[v].lemma in reporting and words[v].tag in _FINITE:
            words = _rehung(_parted(words, v), v)
    return words


def with_label(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return a sentence's `words` where a label before a colon ("Ministry of Defence: units opened fire") is no doer.

    It hangs below the clause's verb as "dep".
    """
    colon = next((k for k in range(1, min(LABEL, len(words) - 2)) if words[k].text == ":"), None)
    top = None if colon is None else _teller(words, 0, colon)
    if colon is None or top is None:
        return words
    head = words[top].head
    if words[top].dep in _SUBJECTS and any(w.i > colon and w.head == head and w.dep in _SUBJECTS for w in words):
        return _hung(words, top, head, "dep")
    verb = next((w.i for w in words if w.i > colon and w.head == top and w.tag in _FINITE), None)
    if head == top and verb is not None and any(w.head == verb and w.dep in _SUBJECTS for w in words):
        return _hung(_hung(words, verb, verb, "ROOT"), top, verb, "dep")
    return words


def _rehung(words: tuple[Word, ...], v: int) -> tuple[Word, ...]:
    first = _clause_start(words, v)
    teller = None if first is None else _teller(words, first, v)
    if first is None or teller is None or _reports_behind(words, v):
        return words
    above = _above(words, v)
    own = [w.i for w in words if w.head == v and w.dep in _SUBJECTS]
    if not own and words[teller].dep in _MISTAKEN and above[-1:] != [teller]:
        return _hung(_as_parenthesis(words, v, above), teller, v, "nsubj")
    if own == [teller] and words[v].dep in ("conj", "advcl", "relcl"):
        return _as_parenthesis(words, v, above)
    apart = own[:1] if own[1:] in ([], [teller]) else []
    if apart and apart[0] < first and teller not in above:
        return _as_fragment(words, own[0], teller, v)
    return words


def _parted(words: tuple[Word, ...], v: int) -> tuple[Word, ...]:
    """Return `words` with what stands behind "said;" beside verb `v` and not below it: "…, the army said; Iran denied it"."""
    told = any(w.pos == "VERB" for w in words[:v])
    if told and v + 1 < len(words) and words[v + 1].text == ";":
        for w in words[v + 2 :]:
            if w.head == v and w.dep == "ccomp":
                words = _hung(words, w.i, v, "conj")
    return words


def _clause_start(words: Sequence[Word], v: int) -> int | None:
    """Return the first word behind the break before verb `v`, where something that can be reported stands before it."""
    for k in range(v - 1, 0, -1):
        if words[k].text in _BREAKS:
            told = any(w.pos == "VERB" for w in words[:k])
            return k + 1 if told and k + 1 < v else None
    return None


def _teller(words: Sequence[Word], first: int, v: int) -> int | None:
    """Return the one head of the noun phrase that fills the words from `first` up to verb `v`, None where they are no such."""
    inside = range(first, v)
    if any(words[k].pos in ("VERB", "AUX", "CCONJ") and words[k].dep not in ("amod", "cc") for k in inside):
        return None
    tops = [k for k in inside if words[k].head not in inside or words[k].head == k]
    tops = [k for k in tops if words[k].dep != "punct"]
    if len(tops) != 1 or words[first].pos in ("CCONJ", "SCONJ", "ADP") or words[tops[0]].pos not in _TELLERS:
        return None
    return tops[0]


def _reports_behind(words: Sequence[Word], v: int) -> bool:
    """Tell whether verb `v` says something behind itself, or is denied or helped ("did not say")."""
    reported = _REPORTED - {"dobj"} if words[v].lemma == "tell" else _REPORTED
    return any(w.head == v and ((w.i > v and w.dep in reported) or w.dep in _HELPING) for w in words)


def _as_fragment(words: tuple[Word, ...], noun: int, teller: int, v: int) -> tuple[Word, ...]:
    """Return `words` where `noun` is no longer who says so, if a participle makes a clause of it that `teller` tells.

    "Five soldiers killed near Sotk, the ministry said": not the killed say so.
    """
    parts = [w for w in words if w.head == noun and w.dep in _BARE and w.tag in ("VBN", "VBD") and w.i < teller]
    if not parts:
        return words
    told = _hung(words, teller, v, "nsubj")
    verb = parts[0].i
    if verb > noun and any(w.head == verb and w.dep == "dobj" for w in words):
        # "Gunmen on motorcycles killed 30 villagers, the ministry said": who kills is no participle's noun.
        told = _hung(_hung(told, verb, v, "ccomp"), noun, verb, "nsubj")
        return (*told[:verb], told[verb]._replace(pos="VERB", tag="VBD"), *told[verb + 1 :])
    if parts[0].i > noun:
        return _hung(told, noun, v, "ccomp")
    doer = parts[0].i - 1
    if doer < 0 or words[doer].head != noun or words[doer].pos not in ("NOUN", "PROPN", "ADJ"):
        return words
    return _with_past(told, doer, parts[0].i, noun, v)


def _with_past(words: tuple[Word, ...], doer: int, verb: int, noun: int, v: int) -> tuple[Word, ...]:
    """Return `words` with `verb` as the past tense of a clause: "The army bombed markets", taken for markets bombed."""
    for k in range(doer):
        if words[k].head == noun:
            words = _hung(words, k, doer, words[k].dep)
    words = _hung(_hung(_hung(words, verb, v, "ccomp"), doer, verb, "nsubj"), noun, verb, "dobj")
    return (*words[:verb], words[verb]._replace(pos="VERB", tag="VBD"), *words[verb + 1 :])


def _above(words: Sequence[Word], i: int) -> list[int]:
    """Return the words above word `i`, the sentence's main word last; none above the main word itself."""
    out: list[int] = []
    while words[i].head != i and len(out) < len(words):
        i = words[i].head
        out.append(i)
    return out


def _as_parenthesis(words: tuple[Word, ...], v: int, above: Sequence[int]) -> tuple[Word, ...]:
    """Return `words` with the clause of `v` hung below the sentence's main word, unless `v` is that word."""
    return _hung(words, v, above[-1], "parataxis") if above else words


def _hung(words: tuple[Word, ...], i: int, head: int, dep: str) -> tuple[Word, ...]:
    return (*words[:i], words[i]._replace(head=head, dep=dep), *words[i + 1 :])
