"""The two ways in which work can fail: one item is skipped, or the run stops.

Messages are lower case, name the object and the cause, and say the remedy.
"""


class VedetteError(Exception):
    """Base of every error that Vedette raises on purpose."""


class SkipError(VedetteError):
    """One item (an input, a document, a row) cannot be used; the others go on."""

    def __init__(self, item: str, cause: str, remedy: str) -> None:
        super().__init__(f"{item}: {cause}; {remedy}")
        self.item = item
        self.cause = cause
        self.remedy = remedy


class StopError(VedetteError):
    """Nothing useful can follow (a broken codebook, no language model); the run ends."""
