"""Words by which two are told to do the same to each other: "each other", "one another", "each side … the other"."""

from vedette.records.reading import Sentence


def is_reciprocal(s: Sentence, i: int) -> bool:
    """Tell "each other", "one another", and "the other" of "each side accused the other": the parties, not a third."""
    w, before = s.words[i], s.words[i - 1].lower if i else ""
    after = s.words[i + 1].lower if i + 1 < len(s.words) else ""
    if (w.lower, before) in (("other", "each"), ("another", "one")) or (w.lower, after) == ("one", "another"):
        return True
    return w.lower == "other" and before == "the" and any(is_each(s, k) for k in range(1, i))


def is_each(s: Sentence, i: int) -> bool:
    """Tell "each side", "each" and "either country"."""
    w = s.words[i]
    return w.tag in ("NN", "NNP") and any(s.words[c].lower in ("each", "either") for c in s.children[i])
