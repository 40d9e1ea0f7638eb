"""Measure how well reports of one thing come together: B-cubed on the dossiers, as read and by hand.

    python bench/incidents.py [FOLDER] [--errors]

"as read" reads the texts and puts together what was read; "by hand" puts together the mentions that a person gave, so
that what the reader misses and what the rules get wrong are told apart. Errors are told of the tuned-on dossiers alone.
"""

import sys
from pathlib import Path

from vedette.api import read_documents
from vedette.documents import prepare
from vedette.records.incident import mentions_of
from vedette.scoring.clusters import BCubed
from vedette.scoring.dossiers import Dossier, load_dossiers
from vedette.scoring.incidents import as_read, by_hand, errors

HERE = Path(__file__).resolve().parent.parent / "tests" / "incidents" / "dossiers"


def main() -> None:
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    wrong: list[str] = []
    rows: list[tuple[Dossier, BCubed, BCubed]] = []
    print(f"{'':28s} texts mentions  by hand: P     R    F1    as read: P     R    F1")
    for d in load_dossiers(Path(args[0]) if args else HERE):
        records = list(read_documents([prepare(x) for x in d.documents]))
        rows.append((d, by_hand(d), as_read(d, records)))
        print(line(d.name + (" (aside)" if d.aside else ""), *rows[-1][1:], len(d.documents)))
        wrong += [] if d.aside else errors(d, [mentions_of(r) for r in records])
    for aside, name in ((False, "tuned on"), (True, "kept aside")):
        own = [r for r in rows if r[0].aside == aside]
        hand, read = (sum((r[n] for r in own), BCubed()) for n in (1, 2))
        print(line(f"{len(own)} {name}, by mention", hand, read, sum(len(r[0].documents) for r in own)))
        mean = [sum(r[n].f1 for r in own) / len(own) for n in (1, 2)]
        print(f"{len(own)} {name}, mean of dossiers{'':27s}{mean[0]:.2f}{'':23s}{mean[1]:.2f}")
    if "--errors" in sys.argv:
        print("\n".join(wrong))


def line(name: str, hand: BCubed, read: BCubed, texts: int) -> str:
    def three(b: BCubed) -> str:
        return f"{b.precision:.2f}  {b.recall:.2f}  {b.f1:.2f}"

    return f"{name:28s} {texts:5d} {hand.keyed:8d}        {three(hand)}           {three(read)}"


if __name__ == "__main__":
    main()
