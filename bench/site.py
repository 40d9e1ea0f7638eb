"""How long a site of many stories takes: built, built again, and after one change. `python bench/site.py --stories 10000`."""

import argparse
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from made_stories import Stories
from sqlalchemy import Connection

from vedette.publishing.site.build import publish_site
from vedette.publishing.site.config import SiteConfig
from vedette.records.story import Story
from vedette.store.store import Store
from vedette.store.stories import add_decision, add_story

SITE = SiteConfig(title="Bench", address="https://example.org/")


def main() -> None:
    """Fill a store, publish it three times, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=10_000)
    count: int = parser.parse_args().stories
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(str(Path(folder) / "bench.db"), make=True)
        # One more than is told first: it is the change.
        made = list(Stories(count + 1).all())
        began = time.perf_counter()
        with store.writing() as connection:
            for s in made[:-1]:
                _add(connection, s)
        print(f"{count:,} stories stored in {time.perf_counter() - began:.1f} s", file=sys.stderr)
        root = Path(folder) / "site"
        _timed(f"{count:,} stories, first", store, root)
        _timed("nothing changed", store, root)
        with store.writing() as connection:
            _add(connection, made[-1])
        _timed("one story more", store, root)
        store.close()
        size = sum(p.stat().st_size for p in root.rglob("*") if p.is_file())
        print(f"{sum(p.is_file() for p in root.rglob('*')):,} files, {size / 2**20:,.0f} MiB")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def _add(connection: Connection, made: Story) -> None:
    add_story(connection, made)
    for d in made.decisions:
        add_decision(connection, made.id, d)


def _timed(what: str, store: Store, root: Path) -> None:
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    began, used = time.perf_counter(), time.process_time()
    outcome, _ = publish_site(store, root, SITE, now=now, checker=lambda _: iter(()))
    took, busy = time.perf_counter() - began, time.process_time() - used
    print(
        f"{what}: {took:.1f} s ({busy:.1f} s of the processor); {len(outcome.written):,} files written, {outcome.same + outcome.kept:,} as they were"
    )


if __name__ == "__main__":
    main()
