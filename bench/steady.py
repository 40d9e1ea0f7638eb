"""Whether a long run keeps its memory: python bench/steady.py --documents 1000000.

Short reports are made without end out of the sentences of texts that ship with Vedette, with names that never came before in each,
and read in one process, as `vedette read` does. The process's memory is told along the way; what it grows by from a tenth of
the way on is the figure. What grows with every new word would show here long before it shows in news.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from random import Random

from bulk import NUMBER, seeds

from vedette.documents import prepare
from vedette.records.document import Document
from vedette.workflow.read import Reader

SYLLABLES = "ba ko ri mel ta shu ner vi do lan ghe so par ku zi hem".split()


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    told.add_argument("--documents", type=int, default=100_000)
    told.add_argument("--words", type=int, default=25, help="words of a report, about")
    asked = told.parse_args()
    reader, began, marks = Reader.load(), time.monotonic(), []
    step = max(1, asked.documents // 20)
    written = 0
    for n, record in enumerate(reader.read_all(made(asked.documents, asked.words)), 1):
        written += len(json.dumps(record.to_json()))
        if n % step == 0 or n == asked.documents:
            marks.append((n, resident()))
            print(
                f"{n:>9} documents  {marks[-1][1]:6.1f} MiB  {n / (time.monotonic() - began):6.1f} documents/s",
                flush=True,
            )
    tenth = next(m for n, m in marks if n >= asked.documents / 10)
    print(
        f"from a tenth of the way on: {100 * (marks[-1][1] / tenth - 1):+.1f} %; {written / 1e6:.0f} MB of JSON",
        file=sys.stderr,
    )


def resident() -> float:
    """Return the memory that this process holds, in MiB."""
    with open("/proc/self/statm") as f:  # noqa: PTH123 - read often, and no path of ours
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def made(count: int, words: int) -> Iterator[Document]:
    random, paragraphs = Random(11), seeds()
    sentences = [s.strip() + "." for p in paragraphs for s in p.split(". ") if 5 <= len(s.split()) <= 40]
    for n in range(count):
        text = ""
        while len(text.split()) < words:
            text += f"{random.choice(sentences)} "
        text = NUMBER.sub(lambda _: str(random.randint(10, 999)), text)
        name = " ".join("".join(random.choices(SYLLABLES, k=random.randint(2, 4))).capitalize() for _ in range(2))
        yield prepare(Document.of(f"{name} said on Tuesday: {text}", id=f"s{n}", published="2022-09-13"))


if __name__ == "__main__":
    main()
