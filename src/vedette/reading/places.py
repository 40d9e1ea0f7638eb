"""Places named in a text, resolved once for each name: towns and sites with coordinates, regions and borders without.

A site whose town alone the gazetteer knows ("Palmyra airport") is given the town's coordinates and precision
"settlement", with a doubt, since the pin is the town's. A quarter or an area named after a town takes the town's
coordinates with its own precision; a province takes none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vedette.knowledge.gazetteer import Place
from vedette.knowledge.gazetteer_names import key_of
from vedette.reading.places_again import told_again
from vedette.reading.places_beside import PlaceSource
from vedette.reading.places_choice import Choice, Evidence, choose, direction_start, evidence_of, is_meant
from vedette.reading.places_lines import Line, border_name, lines_of, state_before, state_name
from vedette.reading.places_spans import Named, Scanner
from vedette.reading.places_words import PLACE_LABELS, after_sure, said
from vedette.records.reading import Mention, PlaceMention, Sentence

__all__ = ["PlaceSource", "find_places"]

MOST_CERTAIN = 40
"""Places already decided that are measured against; so that a long list of names costs no more than its length."""

_PRECISION = {"sea": "area"}
_WHY = {
    "border": "a border or line is named",
    "region": "a part of the country is named",
    "country": "the country's territory is named",
}


def find_places(
    sentences: Sequence[Sentence], gazetteer: PlaceSource, *, home: str | None = None, text: str | None = None
) -> tuple[PlaceMention, ...]:
    """Return the places that `sentences` name, in order and without overlap.

    `home` is the ISO 3166 alpha-3 code of the country whose text this is, or None. Countries are places too, without
    coordinates. `text` is the document's text, out of which the words of each mention are cut; without it, white
    space inside a name is told as one space. Every occurrence of one name in a document is resolved to the same place.
    """
    surnames = _surnames(sentences)
    named: list[Named] = []
    lines: list[Line] = []
    scenes = _scenes(sentences)
    last_state: str | None = None
    for s in sentences:
        named.extend(Scanner(s, gazetteer, surnames).scan())
        lines.extend(lines_of(s, scenes, last_state))
        last_state = state_before(s, len(s.words), scenes) or last_state
    evidence = evidence_of(sentences, named, home)
    found = [*_of_lines(lines, gazetteer), *_of_names(named, evidence), *_of_states(sentences, named)]
    kept = _without_overlap([*found, *told_again(sentences, found)])
    return kept if text is None else tuple(replace(p, text=text[p.start : p.end]) for p in kept)


def _scenes(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the states in which something is told to be; "the country" seldom means another one."""
    return frozenset(
        m.code for s in sentences for m in s.mentions if m.kind == "state" and m.code and after_sure(s.words, m.first)
    )


def _surnames(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the last names, in lower case, of the people named in full or with a title."""
    out = set()
    for s in sentences:
        for m in s.mentions:
            if m.kind == "person":
                out.add(m.name.rsplit(" ", 1)[-1].lower())
        words = s.words
        for w in words:
            if w.inside and w.entity == "PERSON" and (w.i + 1 == len(words) or not words[w.i + 1].inside):
                out.add(w.lower)
    return frozenset(out)


def _of_names(named: Sequence[Named], evidence: Evidence) -> Iterator[PlaceMention]:
    """Yield the mentions of named places; names of one candidate are decided first and support the others."""
    groups: dict[tuple[str, str], list[Named]] = {}
    for n in named:
        groups.setdefault((key_of(n.name), n.wanted), []).append(n)
    chosen: dict[tuple[str, str], Choice] = {}
    certain: list[Place] = []
    for key, group in sorted(groups.items(), key=lambda x: _openness(x[1])):
        choice = choose(group, evidence, certain[:MOST_CERTAIN])
        chosen[key] = choice
        if choice.place and choice.supported and choice.doubt is None:
            certain.append(choice.place)
    sure = {key[0] for key, group in groups.items() if chosen[key].place and any(n.strong or n.labelled for n in group)}
    for key, group in groups.items():
        for n in group:
            if is_meant(n, chosen[key], again=key[0] in sure):
                yield _mention(n, chosen[key])


def _openness(group: Sequence[Named]) -> tuple[bool, int, int]:
    return not any(n.container for n in group), len(group[0].places), group[0].sentence.index


def _mention(n: Named, choice: Choice) -> PlaceMention:
    words, p = n.sentence.words, choice.place
    first = direction_start(n)
    start, end, text = words[first].start, words[n.last - 1].end, said(words, first, n.last)
    if p is None:
        code = n.container.code if n.container else None
        return PlaceMention(start, end, text, text, code, None, None, "unknown", None, choice.reason, choice.doubt)
    precision, pinned, doubt = _precision(n, p)
    name = f"{n.direction} {p.name}" if n.direction and first < n.first else p.name
    lat, lon = (p.lat, p.lon) if pinned else (None, None)
    country = p.country or _parted(n)
    return PlaceMention(
        start, end, text, name, country, lat, lon, precision, p.geonames, choice.reason, choice.doubt or doubt
    )


def _parted(n: Named) -> str | None:
    """Return the state whose part of an area that lies in several is meant: "Indian Kashmir"."""
    before = (m for m in n.sentence.mentions if m.first == n.first - 1 and m.kind == "demonym")
    return next((m.code for m in before), None)


def _precision(n: Named, p: Place) -> tuple[str, bool, str | None]:
    """Return the precision, whether coordinates are given, and a doubt, for a place as the text's words want it."""
    kind = _PRECISION.get(p.feature, p.feature)
    if kind in ("region", "border"):
        return kind, False, None
    if kind == "settlement" and n.wanted == "region":
        bare = n.sentence.words[n.last - 1].lower == "region"
        return ("area", True, None) if bare else ("region", False, None)
    if kind == "settlement" and n.wanted in ("district", "area"):
        return n.wanted, True, None
    if kind == "settlement" and n.wanted == "site":
        return "settlement", True, f"the site itself is not known; the coordinates are those of {p.name}"
    return kind, True, None


def _of_states(sentences: Sequence[Sentence], named: Sequence[Named]) -> Iterator[PlaceMention]:
    """Yield the countries named, but not those that only tell where a town lies ("Tripoli, Lebanon")."""
    told = {(n.sentence.index, n.container.last) for n in named if n.container and n.container.strict}
    for s in sentences:
        for m in s.mentions:
            if m.kind == "state" and m.code and (s.index, m.last) not in told and _is_country(s, m):
                start, end = s.words[m.first].start, s.words[m.last - 1].end
                text, name = said(s.words, m.first, m.last), state_name(m.code)
                yield PlaceMention(start, end, text, name, m.code, None, None, "country", None, "the country is named")


def _is_country(s: Sentence, m: Mention) -> bool:
    """Tell whether the name of a state that is also a person's, a bird's or a river's means the state here."""
    return not m.ambiguous or s.words[m.first].entity in PLACE_LABELS or after_sure(s.words, m.first)


def _of_lines(lines: Sequence[Line], gazetteer: PlaceSource) -> Iterator[PlaceMention]:
    """Yield borders, parts of countries and capitals; "the border" alone is the only border that the text tells."""
    explicit = Counter(tuple(sorted(x.codes)) for x in lines if x.precision == "border" and len(x.codes) == 2)
    for x in lines:
        if x.precision == "capital":
            yield from _capital(x, gazetteer)
        elif x.precision == "border" and len(x.codes) < 2 and x.name.endswith("border"):
            fit = [c for c in explicit if set(x.codes) <= set(c)]
            if len(fit) == 1:
                yield x._replace(codes=fit[0]).mention(
                    "the only such border that the text tells", name=border_name(fit[0])
                )
            else:
                doubt = (
                    "the text does not tell which border"
                    if not x.codes
                    else "the text does not tell which side of the border"
                )
                yield x.mention("a border is named", doubt)
        else:
            yield x.mention(_WHY[x.precision])


def _capital(x: Line, gazetteer: PlaceSource) -> Iterator[PlaceMention]:
    places = [p for p in gazetteer.candidates(x.name) if p.country == x.codes[0] and p.feature == "settlement"]
    if places:
        p = max(places, key=lambda c: (c.match == "name", c.population))
        base = x.mention(f"the capital of {state_name(x.codes[0])}", name=p.name)
        yield PlaceMention(
            base.start, base.end, base.text, p.name, p.country, p.lat, p.lon, "settlement", p.geonames, base.reason
        )


def _without_overlap(found: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return `found` in order; of overlapping mentions the longer one stays."""
    kept: list[PlaceMention] = []
    for p in sorted(found, key=lambda x: (x.start, -x.end)):
        if not kept or p.start >= kept[-1].end:
            kept.append(p)
        elif p.end - p.start > kept[-1].end - kept[-1].start:
            kept[-1] = p
    return tuple(kept)
