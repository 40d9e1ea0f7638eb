"""Where an extra is missing, the command says which to install."""

import sys

import pytest

from vedette.engine import dask, storage, tables
from vedette.errors import StopError


@pytest.mark.parametrize(
    ("module", "load"),
    [
        ("pyarrow", tables.load_pyarrow.__wrapped__),
        ("fsspec", storage.load_fsspec),
        ("distributed", dask.load_distributed),
    ],
)
def test_a_missing_package_is_named_with_what_installs_it(monkeypatch, module, load):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(StopError, match=rf"{module} is not installed; run 'pip install vedette\[bulk\]'"):
        load()
