"""One run over the saved searches: what is due is sent and noted, each message right after it went out.

Whoever is killed between sending and noting sends that one message again, with the same id, and no other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from vedette.errors import StopError
from vedette.knowledge.base import Knowledge
from vedette.publishing.channels import words
from vedette.publishing.channels.model import Channel, Message, SendError
from vedette.publishing.channels.send import Sends
from vedette.publishing.situation.report import report_of
from vedette.records.alerting import AT_ONCE, NEVER, WEEKLY, Alerted, Saved
from vedette.store.saved import all_saved, keep_alerted, keep_looked
from vedette.store.store import Store
from vedette.workflow.alerting import MOST, Candidate, Change, Reads, news_of, plan
from vedette.workflow.situation import situation_of

FIRST_WAIT, LONGEST_WAIT = 60, 6 * 3600
"""Seconds until a channel that failed is tried again, doubled with each failure up to the second."""

DEAD = 10
"""Failures in a row after which a channel is called dead; it is tried on."""

WEEK = 7
_MOST_PENDING = 500

Looked = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a run works with: knowledge, channels by name, how they are reached, the clock (UTC), how a query is read.

    `link` is the desk's address, "" where messages lead nowhere; `tell` takes what a person should know, without secrets.
    """

    base: Knowledge
    channels: Mapping[str, Channel]
    send: Sends
    clock: Callable[[], datetime]
    read: Reads
    link: str = ""
    most: int = MOST
    tell: Callable[[str], None] = lambda _: None


@dataclass(slots=True)
class Done:
    """What one run sent, by kind of message, and how often a channel failed."""

    sent: dict[str, int]
    failed: int = 0
    dead: tuple[str, ...] = ()


def run(store: Store, tools: Tools, only: Sequence[str] = ()) -> Done:
    """Send what is due of every saved search (with `only`, of these); one whose query or channels are wrong is told and left."""
    done = Done(sent={})
    with store.reading() as connection:
        found = [s for s in all_saved(connection) if not only or s.name in only]
    for saved in found:
        try:
            if saved.every != NEVER:
                _Search(store, tools, saved, done).go()
        except StopError as e:
            if str(e).startswith("store "):
                raise
            done.failed += 1
            tools.tell(f"{saved.name}: {e}")
    return done


class _Search:
    """One saved search in one run."""

    def __init__(self, store: Store, tools: Tools, saved: Saved, done: Done) -> None:
        self._store, self._tools, self._saved, self._done = store, tools, saved, done
        self._looked: Looked = dict(saved.looked)
        self._now = tools.clock().astimezone(UTC)

    def go(self) -> None:
        self._channels = {n: self._tools.channels[n] for n in self._saved.channels if n in self._tools.channels}
        if missing := [n for n in self._saved.channels if n not in self._channels]:
            raise StopError(f"channel {missing[0]!r}: is not in the file of channels; add it, or save the search anew")
        if self._saved.every == AT_ONCE:
            self._at_once()
        else:
            self._digest()

    def _at_once(self) -> None:
        pending: dict[str, list[str]] = {n: list(p) for n, p in self._looked.get("pending", {}).items()}
        query = self._tools.read(self._saved.query)
        waiting = {m for name, told in pending.items() if self._is_due(name) for m in told}
        news = news_of(self._store, self._tools.base, self._saved, query, pending=waiting)
        retried = [_again(c) if c.mention in waiting and c.was and not c.changes else c for c in news.candidates]
        plans = plan(retried, most=self._tools.most, more=news.more)
        for c in plans.alone:
            self._tell_one(c, pending)
        if plans.together:
            message = words.together(self._saved, plans.together, self._tools.link, more=plans.more)
            reached, failed = self._send(message, self._channels)
            for c in plans.together:
                self._note(c, reached, failed, pending)
        if news.more:
            self._tools.tell(f"{self._saved.name}: more changed than one run looks at; look at the desk")
        self._looked["moment"] = str(news.here)
        self._looked["pending"] = {n: told for n, told in pending.items() if told}
        self._keep()

    def _tell_one(self, c: Candidate, pending: dict[str, list[str]]) -> None:
        """Send to all channels; what only waits for some of them goes to those, as the first message where they had none."""
        if not _is_retry(c):
            reached, failed = self._send(words.alert_of(self._saved, c, self._tools.link), self._channels)
            self._note(c, reached, failed, pending)
            return
        plain = replace(c, changes=())
        known = set(c.was.thread) if c.was else set()
        mine = [n for n in self._channels if c.mention in pending.get(n, [])]
        for name in mine:
            told = plain if name in known else replace(plain, was=None)
            message = words.alert_of(self._saved, told, self._tools.link)
            self._note(c, *self._send(message, {name: self._channels[name]}), pending)

    def _note(self, c: Candidate, reached: set[str], failed: set[str], pending: dict[str, list[str]]) -> None:
        at = self._now.isoformat(timespec="seconds").replace("+00:00", "Z")
        for name in reached:
            pending[name] = [m for m in pending.get(name, []) if m != c.mention]
        for name in failed:
            pending[name] = [*[m for m in pending.get(name, []) if m != c.mention], c.mention][-_MOST_PENDING:]
        first = words.thread_of(self._saved, c.mention)
        thread = {**(c.was.thread if c.was else {}), **dict.fromkeys(reached, first)}
        made = Alerted(
            saved=self._saved.serial,
            mention=c.mention,
            at=c.was.at if c.was else at,
            updated=at,
            thread=thread,
            last=c.now,
        )
        self._looked["pending"] = {n: told for n, told in pending.items() if told}
        with self._store.writing() as connection:
            keep_alerted(connection, made)
            keep_looked(connection, self._saved.serial, self._looked)

    def _digest(self) -> None:
        """Send the situation since the last digest, of days that are over; weekly ones on Mondays (UTC)."""
        today = self._now.date()
        end = today - timedelta(days=today.weekday() if self._saved.every == WEEKLY else 0)
        done = {n: str(d) for n, d in self._looked.get("digests", {}).items()}
        due = {n: c for n, c in self._channels.items() if done.get(n, "") < end.isoformat() and self._is_due(n)}
        if not due:
            return
        message = self._digest_message(end)
        reached, _ = self._send(message, due)
        self._looked["digests"] = {**done, **dict.fromkeys(reached, end.isoformat())}
        self._keep()

    def _digest_message(self, end: date) -> Message:
        query, tier = self._tools.read(self._saved.query)
        first = end - timedelta(days=WEEK if self._saved.every == WEEKLY else 1)
        until = (end - timedelta(days=1)).isoformat()
        found = situation_of(self._store, self._tools.base, replace(query, since=first.isoformat(), until=until))
        if tier:
            found = replace(found, happened=tuple(h for h in found.happened if h.urgency.tier == tier))
        return words.digest_of(self._saved, report_of(found, self._now.isoformat(timespec="seconds")), until)

    def _send(self, message: Message, channels: Mapping[str, Channel]) -> tuple[set[str], set[str]]:
        """Return which channels took a message, and which did not; one that waits after a failure is not tried."""
        reached: set[str] = set()
        for name, channel in channels.items():
            if not self._is_due(name):
                continue
            try:
                remark = self._tools.send(channel, message)
            except SendError as e:
                self._failed(name, e)
                continue
            reached.add(name)
            self._looked["failing"] = {n: f for n, f in self._looked.get("failing", {}).items() if n != name}
            self._done.sent[message.kind] = self._done.sent.get(message.kind, 0) + 1
            if remark:
                self._tools.tell(f"{self._saved.name}: channel {name}: {remark}")
        return reached, set(channels) - reached

    def _is_due(self, name: str) -> bool:
        told = self._looked.get("failing", {}).get(name)
        return told is None or str(told["next"]) <= _iso(self._now)

    def _failed(self, name: str, error: SendError) -> None:
        before = self._looked.get("failing", {}).get(name, {})
        times = int(before.get("times", 0)) + 1
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (times - 1))
        row = {"times": times, "since": before.get("since", _iso(self._now)), "told": str(error)}
        row["next"] = _iso(self._now + timedelta(seconds=wait))
        self._looked["failing"] = {**self._looked.get("failing", {}), name: row}
        self._done.failed += 1
        dead = (
            f"; it failed {times} times since {row['since']} and counts as dead: mend it, or remove it"
            if times >= DEAD
            else ""
        )
        if dead:
            self._done.dead = (*self._done.dead, name)
        self._tools.tell(f"{self._saved.name}: channel {name}: {error}{dead}")

    def _keep(self) -> None:
        if self._looked != dict(self._saved.looked):
            with self._store.writing() as connection:
                keep_looked(connection, self._saved.serial, self._looked)


_RETRY = "retry"


def _again(c: Candidate) -> Candidate:
    """Return a candidate that is sent once more, as it was, to the channels that did not take it."""
    return replace(c, changes=(Change(_RETRY),))


def _is_retry(c: Candidate) -> bool:
    return any(x.kind == _RETRY for x in c.changes)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
