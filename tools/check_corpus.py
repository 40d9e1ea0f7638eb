"""Check coded texts against the codebook: `python tools/check_corpus.py corpus/FILE…` tells every fault, or what they hold."""

import sys
from collections import Counter
from pathlib import Path

from vedette.errors import StopError
from vedette.scoring.gold import load_gold


def main() -> int:
    """Check the files named on the command line; return 1 where one has a fault."""
    bad = 0
    for name in sys.argv[1:]:
        try:
            coded = load_gold(Path(name))
        except StopError as e:
            bad = 1
            sys.stdout.write(str(e).replace("; ", "\n  ") + "\n")
            continue
        types = Counter(e["type"] for c in coded for e in c.events)
        counts = sum(len(c.casualties) for c in coded)
        told = ", ".join(f"{k} {n}" for k, n in types.most_common())
        sys.stdout.write(f"{name}: {len(coded)} texts, {types.total()} events ({told}), {counts} counts\n")
    return bad


if __name__ == "__main__":
    sys.exit(main())
