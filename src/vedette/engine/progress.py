"""How far a run is, over all workers: what its tasks tell, as one line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from vedette.engine.executors import Note
from vedette.engine.receipts import Receipt


@dataclass(slots=True)
class Meter:
    """Counts what workers tell. A shard tells what it has in all, so that one that is read again counts once."""

    shards: int
    """Shards of the whole run."""
    size: int
    """Bytes of the shards that are to be read, by which the time left is guessed."""
    kept: int = 0
    clock: Callable[[], float] = monotonic
    done: int = 0
    read: int = 0
    workers: int | None = None
    away: bool = False
    _documents: dict[str, int] = field(default_factory=dict)
    _errors: dict[str, int] = field(default_factory=dict)
    _since: float = 0.0

    def __post_init__(self) -> None:
        self._since = self.clock()

    def hear(self, note: Note) -> None:
        """Take a note of a worker or of the executor."""
        if "shard" in note:
            shard = str(note["shard"])
            self._documents[shard] = int(note["documents"])
            self._errors[shard] = int(note["errors"])
        if "workers" in note:
            self.workers, self.away = int(note["workers"]), False
        if note.get("scheduler") == "lost":
            self.away = True

    def finish(self, receipt: Receipt, size: int) -> None:
        """Take a shard of `size` bytes as finished; its receipt knows better than the notes that may have been lost."""
        self.hear({"shard": receipt.shard, **{name: receipt.counts.get(name, 0) for name in ("documents", "errors")}})
        self.done += 1
        self.read += size

    def line(self) -> str:
        """Return how far it is, in one line."""
        seconds = max(self.clock() - self._since, 0.001)
        documents, errors = sum(self._documents.values()), sum(self._errors.values())
        parts = [
            f"{self.kept + self.done:,} of {self.shards:,} shards",
            f"{documents:,} documents",
            f"{documents / seconds:.1f} a second",
        ]
        if errors:
            parts.append(f"{errors:,} errors")
        if self.read and self.read < self.size:
            parts.append(f"about {_time(seconds / self.read * (self.size - self.read))} left")
        if self.away:
            parts.append("the scheduler is away")
        elif self.workers == 0 and not documents:
            parts.append("no worker yet")
        return ", ".join(parts)


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
