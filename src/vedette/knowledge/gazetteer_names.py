"""How names of places are compared: keys without case, accents and joints, and skeletons of romanised Arabic."""

import re
import unicodedata


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`; lists of words read better as text than as literals."""
    return frozenset(text.split())


_ASCII = {c: None for c in range(128) if not chr(c).isalnum()} | {c: chr(c + 32) for c in range(65, 91)}
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h", "ŋ": "n"}
)
_LATIN_END = 0x250
_MODIFIERS = range(0x2B0, 0x370)
_PUNCTUATION = range(0x2000, 0x2070)

_ARTICLES = word_set("al ar as ash at ath ad adh az an el er es esh ed ez en ul")
_WORDS = re.compile(r"[^\s\-‐‑–'’‘ʻʿʼʾ`´]+")
_VOWELS = re.compile(r"(?<=[aeiou])[wy](?![aeiou])|[aeiou]+|(?<!^)y")
_DOUBLED = re.compile(r"(.)\1+")
_DIGRAPHS = (
    ("sh", "$"),
    ("kh", "x"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ch", "c"),
    ("ph", "f"),
    ("q", "k"),
    ("v", "w"),
)
SHORTEST_SKELETON = 3
"""Consonants that a skeleton needs: with two, half of all villages are alike."""

GENERIC = {
    word: kind
    for kind, words in {
        "region": "province provinces governorate governorates oblast region department state prefecture",
        "district": "county district raion rayon neighborhood neighbourhood subdistrict township municipality",
        "area": "valley area countryside peninsula desert mountains strip corridor front",
        "settlement": "city town village",
        "facility": """airport airfield airbase base dam checkpoint crossing camp prison port bridge refinery
        plant barracks hospital university""",
    }.items()
    for word in words.split()
}
"""Words that stand after a name and tell what it names."""


def key_of(name: str) -> str:
    """Return the key under which `name` is stored: "Dayr Az-Zawr" and "dayr az zawr" have one; "" if not Latin."""
    if name.isascii():
        return name.translate(_ASCII)
    folded = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(_LETTERS)
    out = []
    for c in folded:
        if c.isascii():
            if c.isalnum():
                out.append(c)
        elif ord(c) not in _MODIFIERS and ord(c) not in _PUNCTUATION and c.isalpha():
            if ord(c) >= _LATIN_END:
                return ""
            out.append(c)
    return "".join(out)


def cyrillic_key(name: str) -> str:
    """Return the key of a name in Cyrillic: lower case, ё as е, letters alone; "" where other letters are in it."""
    letters = [c for c in name.casefold().replace("ё", "е") if c.isalpha()]
    return "".join(letters) if all("а" <= c <= "ӿ" for c in letters) else ""


def skeleton_of(name: str) -> str:
    """Return the consonants of a romanised name without articles, or "" where too few are left to tell names apart.

    Romanisations of one Arabic name differ in vowels, doubled letters, articles and a final h, seldom in consonants:
    "Al Huwayjah" and "Al Hawijah", "Ash Shaddadah" and "Al Shadaddi".
    """
    parts = [p for p in (key_of(w) for w in _WORDS.findall(name)) if p not in _ARTICLES]
    return "".join(out) if sum(map(len, out := [_bones(p) for p in parts])) >= SHORTEST_SKELETON else ""


def _bones(word: str) -> str:
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    first = "a" if word[:1] in tuple("aeiou") else ""
    word = _DOUBLED.sub(r"\1", word)
    bones = _VOWELS.sub("", word)
    return first + (bones[:-1] if len(bones) > 1 and bones.endswith("h") else bones)
