"""Measure how well reports of one thing come together: B-cubed on the dossiers, by the reader and by hand.

    python bench/incidents.py [FOLDER] [--errors] [--tuned-only]

"read" reads the texts and puts together what was read; "by hand" puts together the mentions that a person gave, so that
what the reader misses and what the rules get wrong are told apart. Dossiers kept aside were not looked at while tuning.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from vedette.api import read_documents
from vedette.documents import prepare
from vedette.incidents.reconcile import batch
from vedette.incidents.tellings import tellings
from vedette.records.incident import Incident, Mention, mentions_of
from vedette.scoring.clusters import BCubed, aligned, b_cubed
from vedette.scoring.dossiers import Dossier, load_dossiers

HERE = Path(__file__).resolve().parent.parent / "tests" / "incidents" / "dossiers"


def incidents_of(documents: list[tuple[Mention, ...]]) -> tuple[Incident, ...]:
    return batch(t for mentions in documents for t in tellings(mentions))


def by_hand(dossier: Dossier) -> BCubed:
    of = {k.mention.id: k.incident for k in dossier.key}
    found = {m: i.id for i in incidents_of(_by_document([k.mention for k in dossier.key])) for m in i.mentions}
    return b_cubed(found, of)


def read(dossier: Dossier, errors: list[str]) -> BCubed:
    of = {k.mention.id: k.incident for k in dossier.key}
    keyed = {d.id: [k.mention for k in dossier.key if k.mention.at.document == d.id] for d in dossier.documents}
    records = list(read_documents([prepare(d) for d in dossier.documents]))
    mentions = [mentions_of(r) for r in records]
    same: dict[str, str] = {}
    for r, told in zip(records, mentions, strict=True):
        same |= aligned(told, keyed[r.document.id])
    found = {same.get(m, m): i.id for i in incidents_of(mentions) for m in i.mentions}
    every = {m.id: m for told in mentions for m in told}
    errors += _errors(dossier, found, same, every)
    return b_cubed(found, of)


def _by_document(mentions: list[Mention]) -> list[tuple[Mention, ...]]:
    out: dict[str, list[Mention]] = {}
    for m in mentions:
        out.setdefault(m.at.document, []).append(m)
    return [tuple(v) for v in out.values()]


def _errors(dossier: Dossier, found: dict[str, str], same: dict[str, str], every: dict[str, Mention]) -> Iterator[str]:
    back = {k: m for m, k in same.items()}
    seen: dict[str, str] = {}
    for k in dossier.key:
        if "-copy-" in k.mention.at.document:
            continue
        m = every.get(back.get(k.mention.id, ""))
        where = found.get(k.mention.id, "missed")
        name = seen.setdefault(where, f"{k.incident}{sum(v.startswith(k.incident) for v in seen.values()) or ''}")
        yield f"{dossier.name} {k.incident} -> {name if m else 'MISSED':7s} {k.mention.at.document} {k.mention.event.trigger.text!r} {_told(m)}"


def _told(m: Mention | None) -> str:
    if m is None:
        return ""
    e = m.event
    sides = " > ".join(",".join(f"{a.country}/{a.sector}" for a in s) for s in (e.actors, e.recipients))
    t, p = e.time, e.place
    return f"{e.type} {e.mode} {e.status} {sides} @{p and (p.name, p.precision)} {t and (t.from_, t.to)}"


def main() -> None:
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    dossiers = load_dossiers(Path(args[0]) if args else HERE)
    if "--tuned-only" in sys.argv:
        dossiers = tuple(d for d in dossiers if not d.aside)
    print(f"{'dossier':24s} {'texts':>5s} {'mentions':>8s}   by hand  P     R    F1     read  P     R    F1")
    sums: dict[tuple[bool, str], BCubed] = {}
    errors: list[str] = []
    for d in dossiers:
        own: list[str] = []
        got = {"hand": by_hand(d), "read": read(d, own)}
        errors += own if not d.aside or "--errors-aside" in sys.argv else []
        for k, v in got.items():
            sums[d.aside, k] = sums.get((d.aside, k), BCubed()) + v
        print(_line(f"{d.name}{' (aside)' if d.aside else ''}", len(d.documents), got["hand"], got["read"]))
    for aside in sorted({a for a, _ in sums}):
        texts = sum(len(d.documents) for d in dossiers if d.aside == aside)
        print(_line("all kept aside" if aside else "all tuned on", texts, sums[aside, "hand"], sums[aside, "read"]))
    if "--errors" in sys.argv:
        print("\n".join(errors))


def _line(name: str, texts: int, hand: BCubed, found: BCubed) -> str:
    def three(b: BCubed) -> str:
        return f"{b.precision:.2f}  {b.recall:.2f}  {b.f1:.2f}"

    return f"{name:26s} {texts:3d} {hand.keyed:8d}        {three(hand)}        {three(found)}"


if __name__ == "__main__":
    main()
