"""Linear algebra on one thread: matrices as small as ours are slower on several, and far slower where others work too."""

from contextlib import nullcontext
from functools import cache
from importlib import util
from typing import Any


def one_thread() -> Any:
    """Return a context in which numpy's linear algebra keeps to one thread; where threadpoolctl is missing it does as it likes."""
    return _threads().limit(limits=1, user_api="blas") if util.find_spec("threadpoolctl") else nullcontext()


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - optional

    return ThreadpoolController()
