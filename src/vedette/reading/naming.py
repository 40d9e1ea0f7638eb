"""Names of several words, found before parsing and handed to the parser as one word each.

A small parser breaks "the U.S. Secretary of State Blinken" into four constituents and takes the commas of a list of
such names for clauses. Given as one proper noun each, the list parses as a list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from vedette.knowledge.names import NameHit
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Role
from vedette.records.reading import Mention

LONGEST_TITLE = 14
"""Words that a title's complement may span ("… for European and Eurasian Affairs")."""

LONGEST_OFFICE = 4
"""Words of a body before a title ("national security council office" has four)."""

_DONE_TO_RULERS = frozenset({"deposed", "ousted"})
_RELATIVES = frozenset({"which", "who", "that", "has", "have", "had", "and", "they", "he"})
_BODIES = frozenset(
    "ministry office department service agency army navy military police government parliament presidency".split()
)
_LINKS = frozenset({"of", "for", "to", "and", "&", "the", "on"})
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "abu", "van", "von", "de", "der", "da", "dos", "del", "ben", "bint", "-", "'", "’"}
)
_NAMED_AFTER = frozenset({"Port", "Lake"})
"""What bears a state's name and is another thing: Port Sudan, Lake Malawi."""

_ARTICLES = frozenset({("al", "-"), ("el", "-"), ("ul", "-")})
_NOT_NAMES = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Today Yesterday The A An In On At And But""".split()
)
_OFFICE_WORDS = frozenset(
    """State Defense Defence Foreign Affairs Policy Security Interior Finance Justice Health War Homeland Treasury Energy
    Europe European Eurasian Near Middle East Eastern South Asian African Central Asia Africa Pacific Western Hemisphere
    Political Military Public Diplomacy Economic Human Rights Labor Labour Trade Commerce Development International
    Relations Staff Council Union Commission Committee Assembly Parliament Government Republic Army Navy Force Forces
    Command Ministry Department Office Agency Minister Secretary General Minorities Religious""".split()
)
_OWNING = frozenset({"state", "demonym", "organisation", "seat", "force", "group"})
_BEHIND_HYPHEN = frozenset({"led", "based", "born", "elect", "run", "owned", "era", "held"})
_ACTING = frozenset({"former", "then", "acting", "deputy", "vice", "interim", "assistant", "first", "senior", "late"})


class Run(NamedTuple):
    """Tokens `first` to `last` (exclusive) that are read as one word; `mention` says what they are."""

    first: int
    last: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class _Title:
    """A title's words at tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    role: Role


@cache
def _titles() -> dict[str, tuple[tuple[tuple[str, ...], Role], ...]]:
    """Title roles by their first word, longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for roles in load_codebook().roles.values():
        for role in roles:
            if role.title:
                by_first.setdefault(role.lemma[0], []).append((role.lemma, role))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in by_first.items()}


@cache
def common_words() -> frozenset[str]:
    """Return the codebook's words in their regular forms: what a headline's capitals do not make a name."""
    book = load_codebook()
    lemmas = {t.lemma[0] for group in book.verbs.values() for t in group}
    nouns = {t.lemma[-1] for group in book.nouns.values() for t in group} | set(book.roles)
    out = set(lemmas | nouns) | {w + "s" for w in lemmas | nouns}
    for w in lemmas:
        stem = w.removesuffix("e")
        out |= {stem + "ed", stem + "ing", w + "es", w.removesuffix("y") + "ied", w.removesuffix("y") + "ies"}
    return frozenset(out)


def find_runs(tokens: Sequence[str], lower: Sequence[str], hits: Sequence[NameHit]) -> tuple[Run, ...]:
    """Return the names of `tokens`, in order and without overlap: titled persons first, then known names."""
    # "al-Kuwaiti" ends a person's name and is no people.
    at = {
        h.first: h
        for h in hits
        if not (h.name.kind == "demonym" and tuple(lower[max(0, h.first - 2) : h.first]) in _ARTICLES)
        and not (h.name.kind == "state" and h.first and tokens[h.first - 1] in _NAMED_AFTER)
    }
    runs: list[Run] = []
    i = 0
    while i < len(tokens):
        run = _person(tokens, lower, i, at) or (_known(at[i]) if i in at else None)
        if run is None:
            i += 1
        else:
            runs.append(run)
            i = run.last
    return tuple(runs)


def _known(hit: NameHit) -> Run:
    n = hit.name
    return Run(
        hit.first, hit.last, Mention(hit.first, hit.last, n.kind, n.code, n.sector, n.name, n.entity, n.ambiguous)
    )


def _person(tokens: Sequence[str], lower: Sequence[str], i: int, at: dict[int, NameHit]) -> Run | None:
    """Return the titled person that begins at token `i`: "Turkish Defense Minister Akar", or None."""
    owner, j = None, i
    if i in at and at[i].name.kind in _OWNING:
        owner, j = at[i], at[i].last
        if i and owner.name.kind == "state" and lower[i - 1] in ("in", "to", "from", "at"):
            # "In Turkey Minister Ellwood met": the place is not the title's.
            return None
        if j < len(tokens) and lower[j] in ("'s", "’s"):
            return None
    elif i and lower[i] in _DONE_TO_RULERS and lower[i - 1] in _RELATIVES:
        # "The junta, which deposed President Bazoum": a verb, and no part of his title.
        return None
    elif i and lower[i - 1] in ("'s", "’s"):
        j = _office_end(lower, i)
    if owner is None and j == i and lower[i] not in _ACTING and lower[i] not in _titles():
        return None
    while j < len(tokens) and lower[j] in _ACTING and j - i < LONGEST_TITLE:
        j += 1
    title = _title_at(lower, j)
    if title is None:
        return None
    name = _name_after(tokens, lower, title, at)
    if name is None:
        return None
    return _person_run(tokens, i, name, owner, title, at)


def _office_end(lower: Sequence[str], i: int) -> int:
    """Return where a body told at `i` between its state and a title ends: "Iran's foreign ministry spokesman"; `i` if there is none."""
    for j in range(i, min(i + LONGEST_OFFICE, len(lower) - 1)):
        if lower[j] in _BODIES:
            return j + 1
        if not lower[j].isalpha():
            break
    return i


def _title_at(lower: Sequence[str], j: int) -> _Title | None:
    """Return the longest chain of titles at token `j`: "Foreign Minister", "Lt. Gen."."""
    first, role = j, None
    while j < len(lower):
        for words, candidate in _titles().get(lower[j].rstrip(".") or "", _titles().get(lower[j], ())):
            if tuple(w.rstrip(".") for w in lower[j : j + len(words)]) == tuple(w.rstrip(".") for w in words):
                role, j = role or candidate, j + len(words)
                break
        else:
            break
    return _Title(first, j, role) if role else None


def _name_after(
    tokens: Sequence[str], lower: Sequence[str], title: _Title, at: dict[int, NameHit]
) -> tuple[int, int] | None:
    """Return the span of the person's own name behind `title`, stepping over "of State", "for … Affairs"."""
    j = title.last
    if j < len(tokens) and lower[j] in ("of", "for", "to"):
        last = _complement_end(tokens, lower, j, at)
        first = _own_name_start(tokens, last, j, at)
        return (first, last) if first is not None and first < last else None
    last = j
    while last < len(tokens) and last - j < 5 and _is_name_word(tokens, lower, last, at, first=last == j):
        last += 1
    while last > j and (
        lower[last - 1] in _PARTICLES
        or not (tokens[last - 1][:1].isupper() or (last - 1 > j and tokens[last - 2] == "-"))
    ):
        last -= 1
    return (j, last) if last > j else None


def _complement_end(tokens: Sequence[str], lower: Sequence[str], j: int, at: dict[int, NameHit]) -> int:
    last = j
    while last < len(tokens) and last - j < LONGEST_TITLE:
        if last in at:
            last = at[last].last
        elif lower[last] in _LINKS or (tokens[last][:1].isupper() and tokens[last] not in _NOT_NAMES):
            last += 1
        else:
            break
    while last > j and lower[last - 1] in _LINKS:
        last -= 1
    return last


def _own_name_start(tokens: Sequence[str], last: int, least: int, at: dict[int, NameHit]) -> int | None:
    """Return where the own name at the end of a complement begins, or None where there is none."""
    taken = {k for h in at.values() for k in range(h.first, h.last)}
    first = last
    while first > least + 1:
        word = tokens[first - 1]
        if word in _OFFICE_WORDS or first - 1 in taken or not word[:1].isupper() or word.isupper():
            break
        first -= 1
    # What follows a link word directly belongs to the office ("of Veterans Affairs"), not to a name.
    if first == last or tokens[first - 1].lower() in _LINKS:
        return None
    return max(first, last - 3)


def _is_name_word(tokens: Sequence[str], lower: Sequence[str], k: int, at: dict[int, NameHit], *, first: bool) -> bool:
    word = tokens[k]
    if k in at and not at[k].name.ambiguous:
        return False
    if lower[k] in _PARTICLES:
        return not (first and word in "-'’")
    if (
        k > 1
        and tokens[k - 1] == "-"
        and tokens[k - 2][:1].isupper()
        and word.isalpha()
        and lower[k] not in _BEHIND_HYPHEN
    ):
        # "Lai Ching-te", "Moon Jae-in".
        return len(word) <= 5
    return word[:1].isupper() and word not in _NOT_NAMES and word not in _OFFICE_WORDS and lower[k] not in _titles()


def _person_run(
    tokens: Sequence[str],
    first: int,
    name: tuple[int, int],
    owner: NameHit | None,
    title: _Title,
    at: dict[int, NameHit],
) -> Run:
    inside = [h for h in at.values() if title.last <= h.first < name[0]]
    told = owner or (inside[0] if inside else None)
    own = " ".join(tokens[name[0] : name[1]]).replace(" - ", "-").replace("- ", "-")
    role = " ".join(title.role.lemma)
    code = told.name.code if told else None
    # A group's leaders and commanders are the group's, whatever their title is elsewhere.
    sector = told.name.sector if told and told.name.kind == "group" and told.name.sector else title.role.sector
    mention = Mention(first, name[1], "person", code, sector, own, None, ambiguous=False, role=role)
    return Run(first, name[1], mention)
