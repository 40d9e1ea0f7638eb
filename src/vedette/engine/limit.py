"""How long one text may take: a reader that hangs ends its process, as one does that fails hard, and the trail tells on what."""

import faulthandler
import os
from multiprocessing import parent_process
from typing import TextIO

PATIENCE = 600.0
"""Seconds for anything: taking in a page takes a fraction of one, of twenty megabytes of markup half a minute."""

SLOWEST = 100
"""Characters a second that are read at least. English takes one core three hundred times less; where texts are translated first,
a slow one gets through a few hundred."""


class Limit:
    """Ends this process where `again` is not called for `seconds`; does nothing in a process that no other has begun.

    The watch is the interpreter's own, outside its lock: it also ends a process in which a matcher of patterns runs on and on and
    no thread of Python gets its turn. Whoever began the process begins another (`engine.local`, a nanny of Dask's).
    """

    def __init__(self, seconds: float = PATIENCE) -> None:
        self._seconds = seconds
        self._nowhere: TextIO | None = None

    def again(self, characters: int = 0) -> None:
        """Give another `seconds` from now, and what reading so many characters takes."""
        if parent_process() is None:
            return
        if self._nowhere is None:
            # Where each thread stood is of no use to who runs an archive; the text is, and the trail has it.
            self._nowhere = open(os.devnull, "w")  # noqa: SIM115, PTH123 - kept open for as long as the watch runs
        faulthandler.dump_traceback_later(self._seconds + characters / SLOWEST, exit=True, file=self._nowhere)

    def end(self) -> None:
        """Watch no longer."""
        if self._nowhere is not None:
            faulthandler.cancel_dump_traceback_later()
            self._nowhere.close()
            self._nowhere = None
