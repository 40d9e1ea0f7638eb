"""Whether an act happened: actual, historical, future, hypothetical or negated, by the clause that tells it."""

from vedette.coding.syntax import ancestors, is_negated, kids
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence, TimeExpression

VERBAL_TYPES = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
"""Types that are acts of speech: uttering them is the act, whatever they speak of."""

PLANNED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types whose planned or promised act is itself an AGREE (codebook, choice 5)."""


PARTS_IN_DEEDS = frozenset(
    {"responsibility", "involvement", "role", "part", "complicity", "blame", "guilt", "link", "hand", "connection"}
)
"""What one denies of oneself when one denies not the deed but that one did it."""

_WILLING = frozenset({"ready", "open", "prepared", "willing"})
_WANTING = frozenset({"need", "hope", "wish", "desire", "necessity"})


def _cues(name: str) -> frozenset[str]:
    """Return a list of the codebook's status.yaml."""
    return load_codebook().cues[name]


def is_purpose(s: Sentence, i: int) -> bool:
    """Tell an act that is only the aim of another ("the campaign to defeat", "work to destroy"), which states none.

    Aspectual verbs assert their infinitive ("began to withdraw"), wishes of the speaker are its act ("I want to thank").
    """
    w = s.words[i]
    if w.pos != "VERB":
        return False
    if w.tag == "VBG" and w.dep == "csubj":
        # "Defeating X will take time."
        return True
    if w.tag == "VBG" and w.dep == "pcomp":
        prep = s.words[w.head]
        aimed = prep.lower in ("for", "to", "at", "of", "on", "towards") or (
            prep.lower == "in" and s.words[prep.head].pos == "NOUN"
        )
        return aimed and not _is_deed(s, w.head)
    if "to" not in {s.words[c].lower for c in kids(s, i, "aux")} and not (w.dep == "conj" and w.tag == "VB"):
        return False
    top = w.head if w.dep == "conj" else i
    t = s.words[top]
    if "to" not in {s.words[c].lower for c in kids(s, top, "aux")}:
        return False
    if t.dep == "xcomp" and s.words[t.head].pos == "VERB":
        return s.words[t.head].lemma in _cues("aims")
    return t.dep in ("advcl", "acl", "relcl") or (
        t.dep == "xcomp"
        and s.words[t.head].pos in ("NOUN", "ADJ")
        and s.words[t.head].lemma not in _cues("wishes") | _cues("plans")
    )


def is_wanted(s: Sentence, i: int) -> bool:
    """Tell an act that is only wanted ("the need for a ceasefire", "hopes for a withdrawal"), which is not done."""
    w = s.words[i]
    prep = s.words[w.head]
    head = s.words[prep.head].lemma
    if w.dep != "pobj":
        return False
    if (head, prep.lower) == ("round", "of"):
        return is_wanted(s, prep.head)
    return (head in _WILLING and prep.lower in ("for", "to")) or (head in _WANTING and prep.lower == "for")


def is_called_off(s: Sentence, i: int) -> bool:
    """Tell an act that is told by a noun and does not take place ("cancelled talks that were planned for May")."""
    w = s.words[i]
    verb = s.words[w.head]
    told = w.pos == "NOUN" and w.dep in ("dobj", "nsubjpass") and not is_negated(s, w.head)
    off = verb.lemma == "call" and any(s.words[c].lower == "off" for c in kids(s, w.head, "prt"))
    return told and (off or verb.lemma in _cues("called_off"))


def is_name_for(s: Sentence, i: int) -> bool:
    """Tell a noun that only says what something else is called ("called the attack a war crime"), which is no second act."""
    w = s.words[i]
    return w.pos == "NOUN" and w.dep == "oprd" and s.words[w.head].lemma in _cues("naming")


def _is_deed(s: Sentence, prep: int) -> bool:
    """Tell whether "for destroying" names a deed done: behind words of blame, praise or reward it does."""
    head = s.words[s.words[prep].head]
    return head.lemma in (
        "condemn",
        "blame",
        "accuse",
        "thank",
        "praise",
        "responsible",
        "arrest",
        "convict",
        "sentence",
        "criticize",
        "apologize",
        "succeed",
        "result",
        "guilty",
    )


def status_of(s: Sentence, i: int, time: TimeExpression | None) -> str:
    """Return the status of the act told at word `i` at `time`."""
    verb = _clause_verb(s, i)
    if is_denied(s, i) or (verb != i and _carries(s, verb, i) and is_negated(s, verb)):
        return "negated"
    if time is not None and time.background:
        return "historical"
    if _is_hypothetical(s, i, verb):
        return "hypothetical"
    if _is_future(s, i, verb):
        return "future"
    return "actual"


def _clause_verb(s: Sentence, i: int) -> int:
    """Return the verb in whose clause word `i` stands."""
    if s.words[i].pos in ("VERB", "AUX"):
        return i
    for a in ancestors(s, i):
        if s.words[a].pos in ("VERB", "AUX"):
            return a
    return i


def _carries(s: Sentence, verb: int, i: int) -> bool:
    """Tell whether `verb` is the light verb or copula that asserts the noun or adjective at `i`."""
    w = s.words[i]
    return (
        w.head == verb
        and w.dep in ("dobj", "nsubjpass", "attr", "acomp", "nsubj")
        and (s.words[verb].lemma in load_codebook().light or s.words[verb].pos == "AUX")
    )


def auxiliaries(s: Sentence, verb: int) -> frozenset[str]:
    """Return the auxiliaries of `verb`, also those it shares with the verb it is coordinated to."""
    found = {s.words[c].lower for c in kids(s, verb, "aux", "auxpass")}
    w = s.words[verb]
    if not found and w.dep == "conj" and w.tag == "VB":
        found |= auxiliaries(s, w.head) if w.head != verb else set()
    return frozenset(found)


def _is_future(s: Sentence, i: int, verb: int) -> bool:
    aux = auxiliaries(s, verb)
    if aux & _cues("future") or _is_reported_plan(s, verb):
        return verb == i or _carries(s, verb, i) or s.words[i].dep == "pobj"
    w = s.words[verb]
    if ("to" in aux and w.dep in ("ROOT", "xcomp", "acl", "relcl")) or (w.tag == "VB" and w.dep == "xcomp"):
        governor = s.words[w.head]
        if governor.lemma in _cues("wishes"):
            return False
        if w.dep == "ROOT" or governor.lemma in _cues("plans") or (governor.pos == "AUX" and governor.i != verb):
            return True
        if governor.lemma == "go" and governor.tag == "VBG":
            return True
    return any(s.words[c].lemma in _cues("upcoming") for c in kids(s, i, "amod"))


def _is_reported_plan(s: Sentence, verb: int) -> bool:
    """Tell the "would" of a reported plan ("said its minister would visit"), which is the future of a told past."""
    w = s.words[verb]
    teller = s.words[w.head]
    unsure = any(s.words[c].lower in ("if", "whether") for c in kids(s, verb, "mark", "advcl"))
    return (
        "would" in auxiliaries(s, verb)
        and w.dep == "ccomp"
        and teller.tag in ("VBD", "VBN")
        and teller.lemma in load_codebook().reporting
        and not unsure
    )


def _is_hypothetical(s: Sentence, i: int, verb: int) -> bool:
    if s.words[i].pos == "NOUN" and any(s.words[c].lower == "any" for c in kids(s, i, "det")):
        # "Any attack would be punished."
        return True
    if _is_reported_plan(s, verb):
        return False
    if auxiliaries(s, verb) & _cues("maybe") and (verb == i or _carries(s, verb, i)):
        return True
    if any(s.words[c].lemma in _cues("fears") for c in kids(s, i, "amod")):
        return True
    below = i
    for a in (i, *ancestors(s, i)):
        w = s.words[a]
        if any(s.words[c].lower in _cues("conditional") for c in kids(s, a, "mark")) and w.pos in ("VERB", "AUX"):
            return True
        if (
            a != i
            and w.lemma in _cues("fears") | {"avoid", "prevent", "avert", "deter"}
            and s.words[below].dep in ("pobj", "dobj", "acl", "ccomp", "pcomp")
        ):
            return True
        if (
            a != i
            and w.pos == "VERB"
            and s.words[below].dep not in ("dobj", "xcomp", "pobj", "prep", "conj", "nsubjpass")
        ):
            return False
        below = a
    return False


def undone_by(s: Sentence, i: int) -> bool:
    """Tell whether the act at `i` is the complement of a word that says it did not come about: "denied that", "averted".

    Who denies responsibility denies whose deed it was, not the deed; a second verb behind a comma with an object of its own
    ("denied that …, and attacked …") is told beside the denial, not in it.
    """
    below = i
    for a in ancestors(s, i):
        w = s.words[a]
        if (w.lemma in PARTS_IN_DEEDS and w.pos == "NOUN") or any(x.text == ";" for x in s.words[below:a]):
            return False
        if s.words[below].dep == "conj" and w.pos == "VERB":
            if _stands_apart(s, below) or not _shares_denial(s, below):
                return False
            below = a
            continue
        if w.pos in ("VERB", "AUX") and w.lemma not in load_codebook().light:
            return w.lemma in _cues("undone") and s.words[below].dep in ("ccomp", "xcomp", "dobj", "prep", "nsubjpass")
        below = a
    return False


def is_denied(s: Sentence, i: int) -> bool:
    """Tell an act that is said not to have happened, by its own words or by the verb whose denial it shares."""
    if is_negated(s, i) or undone_by(s, i):
        return True
    w = s.words[i]
    return w.dep == "conj" and _shares_denial(s, i) and not kids(s, i, "aux", "nsubj") and is_denied(s, w.head)


def _shares_denial(s: Sentence, verb: int) -> bool:
    """Tell a second verb in the same bare form, over which a denial reaches: "did not shell or bomb", "denied killing and bombing"."""
    w = s.words[verb]
    return w.tag in ("VB", "VBG", "VBN") and w.tag == s.words[w.head].tag


def _stands_apart(s: Sentence, verb: int) -> bool:
    """Tell a finite coordinate verb behind a comma that has an object of its own: ", and blamed Armenia"."""
    joining = [c for c in s.children[s.words[verb].head] if s.words[c].dep == "cc" and c < verb]
    behind_comma = bool(joining) and joining[-1] > 0 and s.words[joining[-1] - 1].text == ","
    finite = s.words[verb].tag in ("VBD", "VBZ", "VBP")
    return finite and behind_comma and bool(kids(s, verb, "dobj", "ccomp", "prep"))
