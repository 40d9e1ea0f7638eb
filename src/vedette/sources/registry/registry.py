"""The registry of sources: the list in force, filled up from the outlets of the knowledge base, and how each source stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from vedette.errors import StopError
from vedette.knowledge.base import Knowledge, load_knowledge
from vedette.knowledge.states import load_states
from vedette.knowledge.validate import BODIES
from vedette.records.source import Grade, Source, SourceState, Try
from vedette.settings import sources_file
from vedette.sources.registry.checks import Known
from vedette.sources.registry.file import Entry, Problem, read_entries
from vedette.sources.registry.outlets import Outlets, filled

SHIPPED = "the shipped list of sources"

STATES = MappingProxyType(
    {
        "ok": "It answers, and lists new items about as often as it used to.",
        "never": "It has not been looked at yet, so nothing is known of it.",
        "paused": "It is paused in the list, and nobody looks at it.",
        "unwatched": "Nobody has looked at it for days; what it published since is not here.",
        "empty": "It answers, but has never listed an item that can be read; its silence tells nothing.",
        "stale": "It answers, but has listed nothing new for far longer than is usual for it.",
        "failing": "The last tries failed; what it published since is not here.",
        "dead": "It has not answered for a week, or is gone for good; its silence is no peace.",
    }
)
"""How a source can stand, each in one sentence, so that nobody mistakes silence for peace."""

WORRYING = ("dead", "failing")
"""States in which reports are being missed."""

DEAD_AFTER = timedelta(days=7)
FAILURES_DEAD = 20
"""Failures in a row after which a source that never answered is held for dead; with waits that double, about a week."""
FAILURES_FAILING = 2
"""One failure after a success is a hiccup of the network, two are a fault."""
STALE_LEAST = timedelta(days=3)
STALE_GAPS = 5
"""A source is stale after this many of its usual gaps, and after three days at the least: weekends are no silence."""
STALE_UNKNOWN = timedelta(days=14)
"""How long a source may list nothing new where its usual gap is not known yet."""
UNWATCHED_INTERVALS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A source as it is used, and where each of its fields came from.

    `origins` holds, for each field, "list", "default", or "outlet ID" of the knowledge base; `line` is the entry's.
    """

    source: Source
    origins: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """A list of sources as read: `path` is its file, None for the shipped one; broken entries stand in `problems` only."""

    path: Path | None
    sources: tuple[Registered, ...]
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """Return the file as it is told to people."""
        return SHIPPED if self.path is None else str(self.path)

    def get(self, source: str) -> Registered:
        """Return the source with this id; raises StopError where there is none, naming what comes close."""
        for registered in self.sources:
            if registered.source.id == source:
                return registered
        near = get_close_matches(source, [r.source.id for r in self.sources], n=3)
        remedy = f"did you mean {', '.join(near)}?" if near else "'vedette sources list' tells all of them"
        raise StopError(f"source {source!r}: is not in {self.name}; {remedy}")


class Watching(Protocol):
    """What the registry asks of the store: how each source stands, its grades, its last tries."""

    def states(self) -> Mapping[str, SourceState]:
        """Return how each source that was ever tried stands, by its id."""
        ...

    def grades(self, source: str | None = None) -> Sequence[Grade]:
        """Return the grades of a source, or of all, oldest first."""
        ...

    def tries(self, source: str, limit: int) -> Sequence[Try]:
        """Return the last tries of a source, the newest first."""
        ...

    def missed(self, source: str, limit: int) -> Sequence[tuple[str, str, str]]:
        """Return items of a source that were given up, the newest first: address, when first seen (ISO, UTC), and why."""
        ...


class Unwatched:
    """Stands for a store where there is none yet: nothing was tried, nothing graded."""

    def states(self) -> Mapping[str, SourceState]:
        """Return nothing."""
        return {}

    def grades(self, source: str | None = None) -> Sequence[Grade]:  # noqa: ARG002 - the protocol's signature
        """Return nothing."""
        return ()

    def tries(self, source: str, limit: int) -> Sequence[Try]:  # noqa: ARG002 - the protocol's signature
        """Return nothing."""
        return ()

    def missed(self, source: str, limit: int) -> Sequence[tuple[str, str, str]]:  # noqa: ARG002
        """Return nothing."""
        return ()


def load_registry(path: Path | None = None, knowledge: Knowledge | None = None) -> Registry:
    """Return the registry of the file at `path`, else of the user's own list, else of the shipped one.

    Broken entries are left out and stand in `problems`. Raises StopError where the file cannot be read at all.
    """
    file = path or sources_file()
    text = shipped_text() if file is None else text_of(file)
    return registry_of(text, file, knowledge or load_knowledge())


def registry_of(text: str, path: Path | None, knowledge: Knowledge) -> Registry:
    """Return the registry that `text`, read from `path`, tells."""
    entries, problems = read_entries(text, SHIPPED if path is None else str(path), known_to(knowledge))
    outlets = Outlets.of(knowledge.outlets)
    return Registry(path=path, sources=tuple(_registered(e, outlets) for e in entries), problems=problems)


def known_to(knowledge: Knowledge) -> Known:
    """Return what the entries of a list may refer to."""
    return Known(
        frozenset(load_states()) | BODIES,
        frozenset(w.id for w in knowledge.wars),
        frozenset(o.id for o in knowledge.outlets),
    )


def _registered(entry: Entry, outlets: Outlets) -> Registered:
    source, origins = filled(entry.source, entry.told, outlets)
    return Registered(source=source, origins=origins, line=entry.line)


def shipped_text() -> str:
    """Return the text of the shipped list."""
    return resources.files("vedette.sources.registry").joinpath("data", "sources.yaml").read_text("utf-8")


def text_of(path: Path) -> str:
    """Return the text of a list of sources; raises StopError where it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise StopError(f"sources {path}: there is no such file; 'vedette sources add' makes it") from None
    except UnicodeDecodeError as e:
        raise StopError(f"sources {path}: is no UTF-8 text (byte {e.start}); save it as UTF-8") from e
    except OSError as e:
        raise StopError(f"sources {path}: cannot be read ({e.strerror}); name a readable file") from e


def state_of(source: Source, state: SourceState | None, now: datetime) -> str:
    """Return how a source stands at `now`, one of STATES: the first of these rules that holds.

    paused: the list says so. never: no try yet. dead: gone for good, or failing with no success for 7 days (or ever, in
    20 tries). failing: two tries in a row failed, or the first ones did. unwatched: no try for 5 of its intervals and 3
    days. empty: no item was ever listed. stale: nothing new for more than 5 of its usual gaps and at least 3 days, or for
    14 days where no usual gap is known. ok: everything else.
    """
    if source.paused:
        return "paused"
    if state is None or state.tried is None:
        return "never"
    if state.failures and (broken := _broken(state, now)):
        return broken
    if state.gone:
        return "dead"
    if now - _at(state.tried) > max(STALE_LEAST, UNWATCHED_INTERVALS * timedelta(seconds=source.every)):
        return "unwatched"
    if not state.items:
        return "empty"
    return "stale" if _stale(state, now) else "ok"


def _broken(state: SourceState, now: datetime) -> str | None:
    since = None if state.succeeded is None else now - _at(state.succeeded)
    if state.gone or (since is None and state.failures >= FAILURES_DEAD) or (since is not None and since > DEAD_AFTER):
        return "dead"
    return "failing" if since is None or state.failures >= FAILURES_FAILING else None


def _stale(state: SourceState, now: datetime) -> bool:
    if state.newest is None:
        return False
    usual = STALE_UNKNOWN if state.gap is None else STALE_GAPS * timedelta(seconds=state.gap)
    return now - _at(state.newest) > max(STALE_LEAST, usual)


def _at(time: str) -> datetime:
    return datetime.fromisoformat(time)
