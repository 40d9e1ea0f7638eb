"""Passwords: what one must be, and Argon2 (RFC 9106, its setting of 64 MiB) by which it is kept and compared.

The rules are those of NIST SP 800-63B: length, and no common ones; no rules on which characters.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash

from vedette.errors import StopError

SHORTEST = 12
LONGEST = 1_000
"""Characters of a password."""

COMMON = frozenset(
    """
    123456789012 1234567890123 12345678901234 123456789123 1234567891234 123123123123 111111111111 000000000000
    987654321098 qwertyuiop12 qwertyuiop123 qwertyuiopas qwertyuiopasdfgh qwerty123456 qwerty1234567 qwertyqwerty
    1q2w3e4r5t6y 1qaz2wsx3edc 1q2w3e4r5t6y7u qazwsxedcrfv zaq12wsxcde3 asdfghjkl123 zxcvbnm12345 abcdefghijkl
    abcd12345678 abc123456789 a12345678910 password1234 password12345 password123456 passwordpassword password2022
    password2023 password2024 password2025 password2026 p@ssw0rd1234 passw0rd1234 iloveyou1234 iloveyou123456
    administrator administrator1 administrator123 adminadmin12 adminadminadmin letmein12345 letmeinletmein
    welcome12345 welcome123456 changemechangeme changeme1234 changeme12345 trustno1trustno1 correcthorsebatterystaple
    vedettevedette vedette12345 vedette123456 monkeymonkey dragondragon footballfootball princessprincess
    superman1234 sunshine1234 summer202620 samsung12345 charlie12345 michael12345
    """.split()
)
"""The commonest of those that are long enough, and such as this program's name suggests; folded."""

_FEW = 4
"""Different characters that a password must have at least."""
_AT_ONCE = BoundedSemaphore(2)
"""Each hash takes 64 MiB for a moment; a crowd of sign-ins waits in turn instead of filling the memory."""
PATIENCE = 10.0
"""Seconds that somebody waits for the turn, so that a crowd of sign-ins does not take every thread of the desk either."""


def check_password(password: str, name: str) -> None:
    """Raise StopError where this may not be the password of the person called `name`."""
    folded = _normal(password).casefold().strip()
    if len(password) < SHORTEST or len(password) > LONGEST:
        raise StopError(f"password: has {len(password)} characters; take {SHORTEST} to {LONGEST}")
    if folded == _normal(name).casefold():
        raise StopError("password: is the name; take another")
    if folded in COMMON or len(set(folded)) < _FEW:
        raise StopError("password: is among the first that are guessed; take some words that go together for you alone")


def kept(password: str) -> str:
    """Return what is kept of a password; StopError where too many others are being compared."""
    with _in_turn():
        return _argon2().hash(_bytes(password))


def matches(password: str, kept_as: str | None) -> tuple[bool, str | None]:
    """Tell whether a password is the one that was kept, with what to keep from now on where Argon2's setting has grown.

    Where none was kept, as much work is done, so that the time does not tell whether there is one. Raises StopError where too
    many others are being compared.
    """
    stand_in = _stand_in()
    with _in_turn():
        same, better = _argon2().verify_and_update(_bytes(password[: LONGEST + 1]), kept_as or stand_in)
    return (same, better) if kept_as else (False, None)


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _AT_ONCE.acquire(timeout=PATIENCE):
        raise StopError("password: too many people sign in just now; try again in a minute")
    try:
        yield
    finally:
        _AT_ONCE.release()


@cache
def _argon2() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _stand_in() -> str:
    return kept("nobody has this password")


def _normal(text: str) -> str:
    """Return the text as every keyboard would write it: an accent beside its letter, or one character for both."""
    return unicodedata.normalize("NFKC", text)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")
