"""Counts over everything that a filter finds, kept until something is stored: each move of the map asks for them again."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Connection

from vedette.store import schema
from vedette.store.query import Query
from vedette.store.serials import last_serial
from vedette.store.totals import totals

T = TypeVar("T")

AGE = 60.0
"""Seconds after which an answer is found anew all the same: a store that is repaired tells nothing of it."""

MOST = 32
"""Answers that are kept, those asked for last."""


@dataclass(slots=True)
class Counted:
    """What was counted in the stores of this process."""

    _kept: OrderedDict[Any, tuple[Any, float, Any]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, connection: Connection, count: Callable[..., T], query: Query, *beside: Any) -> T:
        """Return what `count(connection, query, *beside)` finds. The query's `limit`, `after` and order do not count.

        What is returned is shared with others who ask, and must not be changed.
        """
        asked = replace(query, limit=1, after=None, newest=False)
        key = (str(connection.engine.url), count.__qualname__, asked, beside)
        moment = (totals(connection), last_serial(connection, schema.correction))
        with self._lock:
            known = self._kept.get(key)
            if known is not None and known[0] == moment and monotonic() - known[1] < AGE:
                self._kept.move_to_end(key)
                answer: T = known[2]
                return answer
        found = count(connection, query, *beside)
        with self._lock:
            self._kept[key] = (moment, monotonic(), found)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found


KEPT = Counted()
"""The counts of this process."""
