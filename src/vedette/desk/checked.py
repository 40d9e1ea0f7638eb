"""Checks of documents against what is known, made when a page asks for them and kept for the next time.

Reading a text anew takes seconds and the language model, so that one is checked at a time and the last few are kept.
"""

from collections import OrderedDict
from threading import Lock

from vedette.records.check import Check
from vedette.records.document import Document

KEPT = 200
"""Documents whose checks are kept."""

_found: OrderedDict[tuple[str, str], tuple[Check, ...]] = OrderedDict()
_lock = Lock()


def checks_of(document: Document, reader: str) -> tuple[Check, ...]:
    """Return the checks of a document; `reader` is whose reading is shown, so that a new one is checked anew.

    StopError where the set-up is broken. What is in another language than English has none.
    """
    from vedette.api import check_documents  # noqa: PLC0415 - loads the language model

    with _lock:
        key = (document.id, reader)
        if key not in _found:
            _found[key] = tuple(c for checked in check_documents([document]) for c in checked.checks)
            while len(_found) > KEPT:
                _found.popitem(last=False)
        _found.move_to_end(key)
        return _found[key]


def known_checks(document: Document, reader: str) -> tuple[Check, ...] | None:
    """Return the checks of a document that was checked already, None for another; never waits for one that is under way."""
    return _found.get((document.id, reader))
