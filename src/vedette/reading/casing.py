"""Headlines in Title Case or capitals, written as a sentence would be, for the parser's sake alone.

Offsets and the words shown stay those of the text; only what the parser sees changes.
"""

import re
from collections.abc import Container, Sequence
from collections.abc import Set as AbstractSet

from vedette.knowledge.names import NameHit
from vedette.records.codebook.loader import load_codebook

SHARE = 0.7
"""Share of a heading's longer words that are capitalised from which it counts as Title Case."""

_LOWER = re.compile(r"(?<![\w])[a-z][a-z'’-]*")
_IRREGULAR = {
    "meets": "met", "says": "said", "strikes": "struck", "hits": "hit", "shoots": "shot", "sends": "sent", "holds": "held",
    "seeks": "sought", "fights": "fought", "takes": "took", "gives": "gave", "makes": "made", "leaves": "left", "breaks": "broke",
    "wins": "won", "loses": "lost", "withdraws": "withdrew", "overruns": "overran", "stands": "stood", "begins": "began",
    "speaks": "spoke", "flees": "fled", "bans": "banned", "urges": "urged", "sees": "saw", "puts": "put", "sets": "set",
}  # fmt: skip
_TOGETHER = {"trade": "traded", "exchange": "exchanged", "swap": "swapped", "clash": "clashed", "battle": "battled"}
"""What two do together, in the present of several: behind two names a parser takes it for one more noun ("trade fire")."""

_OPENERS = frozenset({"Near", "Outside", "Inside", "Across", "Along", "Around", "Amid", "Despite", "Following"})
_SMALL = frozenset(
    """a an the of in on at to for from by with and or but nor as after before over under amid against near into about
    its his her their our is are was were be been has have had will would may might not no more than least most new
    says say said calls call urges urge kills kill killed dead death deaths dies injured wounded wounds hurt hits hit
    strikes strike attack attacks talks meeting meets meet support supports deal ceasefire statement condemns condemn
    international community forces troops soldiers people civilians""".split()
)


def lower_words(text: str) -> frozenset[str]:
    """Return the words that stand in lower case somewhere in `text`."""
    return frozenset(_LOWER.findall(text))


def recased(tokens: Sequence[str], vocabulary: AbstractSet[str], hits: Sequence[NameHit]) -> list[str]:
    """Return `tokens` of a heading in sentence case where it is in Title Case or capitals, else as they are.

    A word loses its capital where it is in `vocabulary` (see `lower_words`) or is one of the small words; names that
    the knowledge base knows keep theirs. Every token keeps its length.
    """
    named = {k for h in hits for k in range(h.first, h.last)}
    long = [t for k, t in enumerate(tokens) if len(t) > 3 and t[0].isalpha() and k not in named]
    if not long or sum(t[0].isupper() for t in long) < SHARE * len(long):
        return list(tokens)
    capitals = all(t.isupper() for t in long)
    return [t if k in named else _recased(t, vocabulary, capitals, first=k == 0) for k, t in enumerate(tokens)]


def as_told(tokens: Sequence[str], hits: Sequence[NameHit]) -> list[str]:
    """Return a headline's `tokens` with its first verb in the past, as a sentence would tell it ("appeals", "appealed").

    Only the parser sees this: behind a name, it takes the headline's present for a plural noun.
    """
    ends = {h.last for h in hits}
    verbs, roles = load_codebook().verbs, load_codebook().roles
    out = list(tokens)
    for k in (h.last for h in hits if _is_joined(tokens, h, ends)):
        if k < len(out) and tokens[k] in _TOGETHER:
            out[k] = _TOGETHER[tokens[k]]
            return out
    for k, token in enumerate(tokens):
        behind_name = k in ends or (
            0 < k < 4 and (tokens[k - 1][:1].isupper() or (k - 1 in ends and tokens[k - 1] in roles))
        )
        if behind_name and token.endswith("s") and token.islower():
            past = _past(token, verbs)
            if past:
                out[k] = past
                break
    return out


def _is_joined(tokens: Sequence[str], h: NameHit, ends: Container[int]) -> bool:
    """Tell the second of two names that are one subject: "Thailand and Cambodia", "Russia, Ukraine"."""
    return h.first > 1 and tokens[h.first - 1] in ("and", ",", "&") and h.first - 1 in ends


def _past(token: str, verbs: Container[str]) -> str | None:
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    for stem, ending in ((token[:-1], "ed"), (token[:-2], "ed"), (token[:-3] + "y", "")):
        if stem in verbs:
            return stem[:-1] + "ied" if not ending else stem + ("d" if stem.endswith("e") else "ed")
    return None


def opened(token: str) -> str:
    """Return the first token of a sentence as the parser should see it: prepositions that models take for names."""
    return token.lower() if token in _OPENERS else token


def _recased(token: str, vocabulary: AbstractSet[str], capitals: bool, *, first: bool) -> str:
    lower = token.lower()
    if not token[0].isupper() or len(lower) != len(token) or (first and not capitals):
        return token
    if lower in _SMALL or (len(token) > 1 and lower in vocabulary):
        return lower
    return token.capitalize() if capitals and len(token) > 4 else token
