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


class FetchError(SkipError):
    """An address cannot be fetched.

    `kind` is one word of the cause ("name", "refused", "timeout", "tls", "private", "scheme", "robots", "status", "gone",
    "large", "bomb", "redirects", "broken", "type"); `lasting` tells that trying again is of no use; `retry_after` are the
    seconds that the server asks to wait; `status` is the HTTP status where there was one.
    """

    def __init__(
        self,
        item: str,
        cause: str,
        remedy: str,
        *,
        kind: str,
        lasting: bool = False,
        retry_after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(item, cause, remedy)
        self.kind = kind
        self.lasting = lasting
        self.retry_after = retry_after
        self.status = status
