"""The texts of a release: README, citation and a note on rights; pure, and without a time, so that a release can be made again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vedette.publishing.crosswalks.columns import CROSSWALKS
from vedette.publishing.dictionary import DATASET, meaning_of

RIGHTS = """\
# Rights

The words quoted from sources (mentions, triggers, cues, sentences, titles) belong to those who wrote them. They stand here as
receipts: each as short as the claim that rests on it, with its document and its place in it. Whoever passes this data on sees to
it that he may quote them. `vedette export release --without-words` makes the same data without a word of any source.

What is coded from the texts (types, parties, places, days, numbers) is told by them, not certified by anybody. Vedette claims no
right in it. Whoever releases it states here under which licence he does.

Places come from GeoNames (CC BY 4.0); codes of countries are those of ISO 3166.
"""

_BEFORE = """\
Every row is what a text says, by whoever says it in the text. Nothing here is certified as true: claims of parties to a conflict
stand beside one another, and who is right is not decided. Count origins, not documents: copies of one wire are one text.
"""

_CROSSWALKS = """\
Tables in the columns of other data sets are approximations, made by stated rules, and no part of those data sets: the column
`lost` tells what a row does not, and `crosswalks/` has the rules as tables. None of them is endorsed by those who make ACLED, CAMEO, GDELT, PLOVER, POLECAT or UCDP GED.
"""


def readme(title: str, counts: Mapping[str, int], files: Sequence[str], stamp: Mapping[str, Any]) -> str:
    """Return the README of a release: what is in it, how it was made, and what it is not."""
    return "\n".join(_readme(title, counts, files, stamp)) + "\n"


def _readme(title: str, counts: Mapping[str, int], files: Sequence[str], stamp: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"# {_line(title)}", "", _BEFORE)
    yield from (f"Data set version {DATASET}, made with Vedette {stamp['vedette']}; stamp `{stamp['id']}`.", "")
    asked = ", ".join(f"{name} {_line(value)}" for name, value in stamp["asked"].items())
    yield from (f"Asked for: {asked or 'everything that the store holds'}.", "")
    if not stamp["words"]:
        yield from ("Made without the words of the sources; `start` and `end` lead to them.", "")
    yield from ("| table | rows | a row is |", "|---|---|---|")
    yield from (f"| {what} | {count} | {meaning_of(what)} |" for what, count in counts.items())
    if set(counts) & set(CROSSWALKS):
        yield from ("", _CROSSWALKS.rstrip())
    yield from ("", "## Files", "")
    yield from (f"- `{name}`" for name in files)
    yield from (
        "",
        "`dictionary.md` and `dictionary.json` tell every column; `stamp.json` the version of the tables and of Vedette, the last",
        "rows of the store, the filters and the columns. `sha256sum -c SHA256SUMS` checks the files. CSV is UTF-8, every field in",
        "quotes; a text that a spreadsheet would take for a formula has an apostrophe before it. Several values of one cell are",
        "parted by “; ”; JSON Lines and Parquet have them as lists.",
    )


def citation(title: str, author: str | None, stamp: Mapping[str, Any]) -> str:
    """Return the citation (CITATION.cff 1.2.0); where no author is told, that Vedette made it."""
    version = f"{DATASET}+{stamp['id'][:12]}"
    told = author or f"made with Vedette {stamp['vedette']}; the releaser is not told"
    lines = (
        "cff-version: 1.2.0",
        "message: If you use these data, cite them with their version, and the sources that you quote.",
        "type: dataset",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        "authors:",
        f"  - name: {json.dumps(told, ensure_ascii=False)}",
        f"version: {json.dumps(version)}",
    )
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
