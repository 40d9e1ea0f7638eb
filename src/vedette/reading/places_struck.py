"""Places told as what force is done to: "shells hit X", "rebels captured X", "airstrikes on X"."""

from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence

_STRIKING = frozenset(
    "attack hit strike bomb capture seize target rock damage destroy overrun raid invade assault enter retake".split()
)
_BLOWS = frozenset(
    "airstrike airstrikes strike strikes shelling bombardment raid raids barrage assault offensive attack attacks".split()
)
_MISSILES = frozenset(
    "strike airstrike shelling blast explosion attack raid bombing barrage projectile warhead volley salvo wave swarm".split()
)
_ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP"})
_BY_ARMS = frozenset({"group", "force"})


def is_struck(s: Sentence, k: int) -> bool:
    """Tell whether what stands behind word `k`, a verb or "on", is a place because force is done to it there.

    People, too, are attacked and captured by name, but hardly by shells, gunmen or an army.
    """
    w = s.words[k]
    if w.lower == "on" and k:
        return s.words[k - 1].lower in _BLOWS
    return w.pos == "VERB" and w.lemma in _STRIKING and any(_strikes(s, x) for x in _subjects(s, k))


def _subjects(s: Sentence, verb: int) -> tuple[int, ...]:
    """Return the subjects of the verb, or of the one that it is joined to, "that" taken for the noun it explains."""
    for v in (verb, s.words[verb].head):
        found = tuple(c for c in s.children[v] if s.words[c].dep in ("nsubj", "nsubjpass"))
        if any(s.words[c].lower in ("that", "which", "who") for c in found):
            return (s.words[v].head,)
        if found or s.words[verb].dep not in ("conj", "xcomp"):
            return found
    return ()


def _strikes(s: Sentence, i: int) -> bool:
    """Tell a weapon, a blow, an armed group or a force."""
    w, book = s.words[i], load_codebook()
    if w.lemma in book.classes.get("weapons", ()) or w.lemma in _MISSILES:
        return True
    if any(m.first <= i < m.last and m.kind in _BY_ARMS for m in s.mentions):
        return True
    roles = book.roles.get(w.lemma, ()) or book.roles.get(w.lower, ())
    return w.lower in ("gunmen", "militants") or any(r.sector in _ARMED for r in roles)
