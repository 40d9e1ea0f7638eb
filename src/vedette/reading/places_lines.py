"""Borders, lines and parts of countries: places that a text means without a point on the map."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from vedette.knowledge.gazetteer_names import word_set
from vedette.knowledge.states import load_states
from vedette.reading.places_words import DIRECTIONS, said
from vedette.records.reading import Mention, PlaceMention, Sentence, Word

_BORDER = frozenset({"border", "borders", "frontier"})
_BORDER_PLACES = word_set(
    """town towns village villages area areas settlement settlements region regions community communities"""
)
_NOT_LINES = word_set(
    """guard guards police control controls security service services agency patrol patrols force forces crossing
    crossings post posts checkpoint checkpoints dispute issue issues city province district troops wall fence clash
    clashes conflict incident incidents agreement"""
)
_LINES = {
    ("line", "of", "contact"): "line of contact",
    ("contact", "line"): "line of contact",
    ("line", "of", "control"): "Line of Control",
    ("front", "line"): "front line",
    ("front", "lines"): "front line",
    ("frontline",): "front line",
    ("frontlines",): "front line",
    ("front", "-", "line"): "front line",
    ("demilitarized", "zone"): "demilitarized zone",
    ("demilitarised", "zone"): "demilitarized zone",
    ("buffer", "zone"): "buffer zone",
    ("demarcation", "line"): "demarcation line",
    ("ceasefire", "line"): "ceasefire line",
    ("cease", "-", "fire", "line"): "ceasefire line",
}
_LINE_STARTS = frozenset(k[0] for k in _LINES)
_PARTS = word_set(
    """part parts half region regions province provinces area areas section sections portion corner end"""
)
_SOIL = word_set("territory soil airspace")
_WATCHED = _BORDER | _LINE_STARTS | DIRECTIONS | _SOIL | {"capital"}
_ENDINGS = {"north": "northern", "south": "southern", "east": "eastern", "west": "western"}


class Line(NamedTuple):
    """A place of this kind at words `first` to `last` (exclusive); `codes` are the states whose border it is."""

    sentence: Sentence
    first: int
    last: int
    name: str
    codes: tuple[str, ...]
    precision: str

    def mention(self, reason: str, doubt: str | None = None, name: str | None = None) -> PlaceMention:
        """Return the place mention, without coordinates."""
        words = self.sentence.words
        start, end = words[self.first].start, words[self.last - 1].end
        country = self.codes[0] if len(self.codes) == 1 else None
        text = said(words, self.first, self.last)
        return PlaceMention(
            start, end, text, name or self.name, country, None, None, self.precision, None, reason, doubt
        )


def state_name(code: str) -> str:
    """Return the usual English name of the state with ISO 3166 alpha-3 `code`, or the code itself."""
    state = load_states().get(code)
    return state.name if state else code


def lines_of(s: Sentence, scenes: AbstractSet[str], last_state: str | None) -> Iterator[Line]:
    """Yield borders, lines, parts of countries and capitals told in `s`.

    `scenes` are the states in which the document sets something; `last_state` is the last of them named before `s`.
    """
    words = s.words
    held: dict[int, Mention] = {}
    for m in s.mentions:
        if m.kind in ("state", "demonym") and m.code:
            held.update(dict.fromkeys(range(m.first, m.last), m))
        elif m.kind == "capital":
            continue
        else:
            held.update(dict.fromkeys(range(m.first, m.last), m))
    taken = 0
    for w in words:
        if w.lower not in _WATCHED or w.i < taken or w.i in held:
            continue
        line = _line_at(s, w.i, held, state_before(s, w.i, scenes) or last_state)
        if line:
            taken = line.last
            yield line


def state_before(s: Sentence, i: int, scenes: AbstractSet[str]) -> str | None:
    """Return the last state named before word `i` of `s`, of those in `scenes` where there are any."""
    for m in reversed(s.mentions):
        if m.first < i and m.kind == "state" and m.code and (m.code in scenes or not scenes):
            return m.code
    return None


def _line_at(s: Sentence, i: int, held: Mapping[int, Mention], last_state: str | None) -> Line | None:
    word = s.words[i].lower
    if word in _BORDER:
        return _border(s, i, held)
    if word in _LINE_STARTS:
        found = _named_line(s, i)
        if found:
            return found
    if word in _SOIL:
        return _soil(s, i, held)
    if word == "capital":
        return _capital(s, i, held, last_state)
    return _part(s, i, held, last_state) if word in DIRECTIONS else None


def _named_line(s: Sentence, i: int) -> Line | None:
    words = s.words
    # At the end of a sentence the longest stretches are shorter than they are told to be.
    for n in range(min(4, len(words) - i), 0, -1):
        name = _LINES.get(tuple(w.lower for w in words[i : i + n]))
        if name:
            first = i - 1 if i and words[i - 1].lower == "the" else i
            return Line(s, first, i + n, name, (), "border")
    return None


def _soil(s: Sentence, i: int, held: Mapping[int, Mention]) -> Line | None:
    """Return the country of "Azerbaijani territory", "Syria's airspace"."""
    k = i - 1 - (i > 1 and s.words[i - 1].tag == "POS")
    m = held.get(k)
    if m is None or not m.code or m.kind not in ("state", "demonym"):
        return None
    return Line(s, m.first, i + 1, state_name(m.code), (m.code,), "country")


def _border(s: Sentence, i: int, held: Mapping[int, Mention]) -> Line | None:
    words, n = s.words, len(s.words)
    if words[i].pos == "VERB" or (i and words[i - 1].text in ("-", "–") and i - 1 not in held and i - 2 not in held):
        return None
    after = words[i + 1].lower if i + 1 < n else ""
    first, left = _left_states(words, i, held)
    if after in _NOT_LINES or (i + 2 < n and after in _BORDER_PLACES and words[i + 2].lower == "of"):
        return None
    if after in _BORDER_PLACES:
        name = said(words, i, i + 2)
        return Line(s, first, i + 2, name, tuple(m.code for m in left if m.code), "border")
    last, right = _right_states(words, i, held)
    codes = tuple(dict.fromkeys(m.code for m in (*left, *right) if m.code))
    if not codes and (words[i].lower == "borders" or not _is_definite(words, i)):
        return None
    first = first - 1 if first and words[first - 1].lower == "the" else first
    return Line(s, first, last, border_name(codes), codes, "border")


def _is_definite(words: Sequence[Word], i: int) -> bool:
    k = i - 1
    while k >= 0 and words[k].pos == "ADJ":
        k -= 1
    return k >= 0 and words[k].lower in ("the", "this", "that", "their", "its", "shared", "common", "both")


def border_name(codes: Sequence[str]) -> str:
    """Return a border's name: its states in alphabetical order, so that one border has one name."""
    return "–".join(sorted(state_name(c) for c in codes)) + " border" if codes else "border"


def _left_states(words: Sequence[Word], i: int, held: Mapping[int, Mention]) -> tuple[int, list[Mention]]:
    """Return the states told before "border": "Armenian-Azerbaijani", "Iraq's northern"."""
    found: list[Mention] = []
    k = first = i
    while k > 0 and i - k < 8:
        m = held.get(k - 1)
        w = words[k - 1]
        if m is not None and m.kind in ("state", "demonym"):
            found.insert(0, m)
            k = first = m.first
        elif (
            w.text in ("-", "–", "/", "'s", "’s", "and", "'", "’")
            or w.lower in DIRECTIONS
            or w.lower in ("long", "shared", "land", "common")
        ):
            k -= 1
        else:
            break
    return first, found


def _right_states(words: Sequence[Word], i: int, held: Mapping[int, Mention]) -> tuple[int, list[Mention]]:
    """Return where the border's name ends and the states told after it: "between X and Y", "with X", "of X"."""
    n, k, last = len(words), i + 1, i + 1
    found: list[Mention] = []
    if k >= n or words[k].lower not in ("between", "with", "of"):
        return last, found
    k += 1
    while k < n and k < i + 12:
        m = held.get(k)
        if m is not None and m.kind in ("state", "demonym"):
            found.append(m)
            k = last = m.last
        elif words[k].lower in ("the", "and", ",") or words[k].lower in DIRECTIONS:
            k += 1
        else:
            break
    return last, found


def _direction(words: Sequence[Word], i: int) -> tuple[str, int]:
    """Return the direction that begins at word `i` ("north-eastern", "northern and eastern") and the word after it."""
    text, k = words[i].lower, i + 1
    while (
        k + 1 < min(len(words), i + 6) and words[k].lower in ("-", "and", "/", "–") and words[k + 1].lower in DIRECTIONS
    ):
        text += ("-" if words[k].lower in "-–" else " and ") + words[k + 1].lower
        k += 2
    return text, k


def _part(s: Sentence, i: int, held: Mapping[int, Mention], last_state: str | None) -> Line | None:
    """Return a part of a country: "northern Iraq", "the northern part of the country", "the country's east"."""
    words, n = s.words, len(s.words)
    text, k = _direction(words, i)
    first = i - 1 if i and words[i - 1].lower == "the" and k < n and words[k].lower in (*_PARTS, "of") else i
    if k < n and (m := held.get(k)) is not None:
        following = words[m.last].lower if m.last < n else ""
        whole = m.kind == "state" or (m.kind == "demonym" and following in (*_PARTS, "countryside"))
        # "northern Syria's Manbij" and "northern Syrian town" name something smaller.
        if not whole or not m.code or following in _BORDER:
            return None
        return _region(s, first, m.last + (m.kind == "demonym"), text, m.code)
    if i >= 2 and words[i - 1].tag == "POS" and words[i - 2].lower == "country" and last_state:
        return _region(s, i - 3 if i >= 3 and words[i - 3].lower == "the" else i - 2, k, text, last_state)
    if k < n and words[k].lower in _PARTS:
        k += 1
    if k + 1 >= n or words[k].lower != "of":
        return None
    k += 1 + (words[k + 1].lower == "the")
    m = held.get(k)
    if m is not None and m.kind == "state" and m.code:
        return _region(s, first, m.last, text, m.code)
    if k < n and words[k].lower == "country" and last_state:
        return _region(s, first, k + 1, text, last_state)
    return None


def _region(s: Sentence, first: int, last: int, direction: str, code: str) -> Line:
    words = [_ENDINGS.get(d, d) for d in direction.split(" ")]
    return Line(s, first, last, f"{' '.join(words)} {state_name(code)}", (code,), "region")


def _capital(s: Sentence, i: int, held: Mapping[int, Mention], last_state: str | None) -> Line | None:
    """Return the capital of a state that is told, as a line of precision "capital" whose name is the town's."""
    words, n = s.words, len(s.words)
    after = words[i + 1] if i + 1 < n else None
    # The name itself follows, or the word means something else ("capital of Anbar province", "capital punishment").
    if words[i].pos == "ADJ" or (after is not None and (after.text[0].isupper() or after.pos in ("NOUN", "PROPN"))):
        return None
    if after is not None and after.text == "," and i + 2 < n and words[i + 2].text[0].isupper():
        return None
    code, first, last = last_state, i, i + 1
    k = i - 1 - (words[i - 1].tag == "POS") if i else -1
    m = held.get(k)
    if m is not None and m.kind in ("state", "demonym"):
        code, first = m.code, m.first
    elif after is not None and after.lower == "of":
        m = held.get(i + 2)
        if m is None or m.kind != "state":
            return None
        code, last = m.code, m.last
    elif k < 0 or words[k].lower != "the":
        return None
    state = load_states().get(code or "")
    first = first - 1 if first and words[first - 1].lower == "the" else first
    return Line(s, first, last, state.capital, (state.code,), "capital") if state and state.capital else None
