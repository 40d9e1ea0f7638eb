"""A reader that reads nothing and costs nothing, but fails where a text tells it to; workers import it by name."""

import os
import re
import signal
import time
from io import BytesIO
from multiprocessing import parent_process
from pathlib import Path

from vedette.documents.language import language_of
from vedette.errors import SkipError
from vedette.records.record import Event, Receipt, Record
from vedette.sources.files import opening


class Fake:
    version = "fake 1"

    def why_not(self, document):
        return "" if language_of(document) == "en" else f"no reader for {language_of(document)} is installed"

    def read_all(self, documents, on_skip):
        for document in documents:
            text = document.text
            if "CRASH" in text:
                raise ZeroDivisionError("the reader met a text that it cannot read")
            if "LATER" in text:
                on_skip(SkipError(document.id, "cannot be translated just now", "try again"))
                continue
            if "DIE-ONCE" in text and once("DIE-ONCE"):
                os.kill(os.getpid(), signal.SIGKILL)
            if "DIE-ALWAYS" in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "HANG" in text:
                # As a pattern does that backtracks: in C, with the interpreter's lock held.
                re.match(r"(a+)+$", "a" * 60 + "b")
            if "SLOW" in text:
                time.sleep(0.05)
            word = text.split()[0]
            trigger = Receipt(text.index(word), text.index(word) + len(word), word)
            event = Event(
                id=document.id, type="ASSAULT", mode=None, status="actual", trigger=trigger, sentence=(0, len(text))
            )
            yield Record(document=document, events=(event,), reader=self.version)


def once(name):
    """Tell whether this is the first call with a name, over all processes."""
    folder = os.environ.get("VEDETTE_TEST_ONCE")
    if not folder:
        return False
    try:
        Path(folder, name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def fake():
    return Fake()


def deadly():
    """Return a reader in whose workers a page with a certain word ends the process while it is cleaned, before it is read."""
    if parent_process() is not None:
        usual = opening.opened

        def opened(handle, piece, desk):
            data = handle.read()
            if b"POISON" in data:
                os.kill(os.getpid(), signal.SIGKILL)
            return usual(BytesIO(data), piece, desk)

        opening.opened = opened
    return Fake()
