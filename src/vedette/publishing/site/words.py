"""The site's search as scripts that set data, so that it works from a folder: by word and by the beginning of a word. Pure.

Stories are numbered by when they first went out and indexed a thousand at a time, each thousand in one file a first letter:
a new story changes files of the last thousand alone. A page asks for the files of the letters that somebody types.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from vedette.publishing.site.model import Item

CHUNK = 1_000
"""Stories indexed together."""

OTHER = "_"
"""The file of words that begin with no letter of ASCII and no digit."""

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789" + OTHER
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40
_SIGNS = re.compile(r"\[\^[\w-]{1,40}\]|\]\([^)\n]*\)")


def words_of(text: str) -> set[str]:
    """Return the words of a text as they are looked up: small, without marks on letters, of two signs or more."""
    bare = (
        text
        if text.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")
    )
    return {w[:_LONGEST] for w in _WORD.findall(bare.lower()) if len(w) > 1}


def without_signs(body: str) -> str:
    """Return a body without citation marks and addresses of links: its words, for the index, in a tenth of the time of reading it."""
    return _SIGNS.sub(" ", body)


def letter_of(word: str) -> str:
    """Return the name of the file that a word stands in."""
    return word[0] if word[0] in LETTERS[:-1] else OTHER


def index_of(told: Iterable[tuple[int, str, str]]) -> Mapping[str, Mapping[str, list[int]]]:
    """Return by letter and word the numbers of stories (number, headline, body): twice the number, and one where the headline has it."""
    found: dict[str, dict[str, list[int]]] = {letter: {} for letter in LETTERS}
    for number, headline, body in told:
        top = words_of(headline)
        for word in top | words_of(body):
            found[letter_of(word)].setdefault(word, []).append(2 * number + (word in top))
    return found


def index_script(chunk: int, letter: str, words: Mapping[str, Sequence[int]]) -> bytes:
    """Return the script of one letter of one thousand: each word with the places of its stories in the thousand."""
    told = {w: list(words[w]) for w in sorted(words)}
    return _script(f"vedetteSite.words({chunk},{_json(letter)},{_json(told)});\n")


def stories_script(chunk: int, items: Sequence[Item], told: Mapping[str, str]) -> bytes:
    """Return the script that tells what the stories of one thousand are; `told` are days in words by item's id."""
    rows = [[i.path, i.title, told[i.id], i.card.category, i.card.tier, int(i.retracted)] for i in items]
    return _script(f"vedetteSite.stories({chunk},{_json(rows)});\n")


def week_script(items: Sequence[Item], told: Mapping[str, str]) -> bytes:
    """Return the script that tells every page what the week's top stories are."""
    rows = [[i.path, i.title, told[i.id], i.card.category, i.card.tier, 0] for i in items]
    return _script(f"vedetteSite.week({_json(rows)});\n")


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def _script(text: str) -> bytes:
    return text.encode("ascii")
