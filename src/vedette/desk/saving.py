"""Saved searches at the desk: what may be saved by whom, and how each stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

from vedette.desk.filters import NAMES, read_filter
from vedette.desk.security.roles import EDITOR, may
from vedette.desk.setup import Setup
from vedette.errors import StopError
from vedette.publishing.channels.settings import channels_file, load_channels
from vedette.records.alerting import NEVER, Saved
from vedette.store.saved import all_saved, last_told
from vedette.workflow.searches import remove_search, save_search, told_query

LONGEST = 4_000
"""Characters of a query."""

FOR_EDITORS = "takes an editor; save it so that it only keeps the query, or ask one"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedLine:
    """A saved search as it is shown: `told` when it told something last ("" for never), `failing` channels with since when."""

    serial: int
    name: str
    query: str
    every: str
    channels: tuple[str, ...]
    author: str
    at: str
    told: str
    failing: tuple[tuple[str, str, int], ...]

    @property
    def asked(self) -> str:
        """Return what the query asks in words."""
        return " · ".join(f"{name} {value}" for name, value in told_query(self.query).items())


def saved_query(query: str) -> str:
    """Return a query as addresses have it, without "?"; StopError for a field that is none, a wrong value, or nothing asked."""
    told = dict(parse_qsl(query[:LONGEST].removeprefix("?"), keep_blank_values=True))
    found, faults = read_filter(told)
    unknown = sorted(told.keys() - set(NAMES))
    if len(query) > LONGEST or unknown or faults or not (found.asks() or not query.strip("? ")):
        cause = f"{unknown[0][:40]} is no field" if unknown else "; ".join(faults.values()) or "asks nothing"
        raise StopError(f"query {query[:80]!r}: {cause}; write fields of the bar, like dyad=ARM-AZE&tier=FLASH")
    return found.query().removeprefix("?")


def channel_names() -> tuple[str, ...]:
    """Return the names of the channels that are set up, none where their file is missing or has faults."""
    try:
        return tuple(load_channels(channels_file()))
    except StopError:
        # What is wrong with the file, and where it is, is told to whoever runs `vedette alerts`.
        return ()


def save(setup: Setup, name: str, query: str, *, every: str, channels: Sequence[str]) -> Saved:
    """Save a search for whoever is at the desk. Channels take an editor (403); StopError for what is told wrongly."""
    chosen = tuple(dict.fromkeys(channels))
    if chosen and not may(setup.role, EDITOR):
        raise HTTPException(403, f"channels: to have a search told {FOR_EDITORS}")
    if every != NEVER and not chosen:
        raise StopError(f"search {name[:40]!r}: has no channel; choose one, or save it with {NEVER}")
    _known(chosen, channel_names())
    return save_search(setup.store, name, saved_query(query), every=every, channels=chosen, author=setup.person)


def _known(chosen: Sequence[str], there: Collection[str]) -> None:
    if unknown := next((n for n in chosen if n not in there), None):
        told = f"choose one of {', '.join(there)}" if there else "set up channels first (docs/alerts.md)"
        raise StopError(f"channel {unknown[:40]!r}: is not in the file of channels; {told}")


def remove(setup: Setup, serial: int) -> None:
    """Remove a saved search; one that tells its finds by channels takes an editor (403); 404 where there is none."""
    with setup.store.reading() as connection:
        there = next((s for s in all_saved(connection) if s.serial == serial), None)
    if there is None:
        raise HTTPException(404, f"search {serial}: is none; look at the list of those that are saved")
    if there.channels and not may(setup.role, EDITOR):
        raise HTTPException(403, "search: tells by channels, so that removing it takes an editor; ask one")
    remove_search(setup.store, there.name, author=setup.person)


def saved_lines(setup: Setup) -> list[SavedLine]:
    """Return every saved search, the oldest first."""
    with setup.store.reading() as connection:
        found, told = all_saved(connection), last_told(connection)
    return [_line(s, told.get(s.serial, "")) for s in found]


def _line(s: Saved, alerted: str) -> SavedLine:
    failing: dict[str, Any] = s.looked.get("failing", {})
    # A digest is noted by the day before which everything is told; the day of saving stands there from the beginning.
    digests = [d for d in map(str, s.looked.get("digests", {}).values()) if d > s.at[:10]]
    return SavedLine(
        serial=s.serial, name=s.name, query=s.query, every=s.every, channels=s.channels, author=s.author, at=s.at,
        told=max([alerted, *digests]),
        failing=tuple((n, str(f.get("since", "")), int(f.get("times", 0))) for n, f in failing.items()),
    )  # fmt: skip
