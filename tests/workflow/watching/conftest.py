"""What the tests against servers of this machine share."""

import pytest


@pytest.fixture
def own_surroundings(monkeypatch, tmp_path):
    """Allow nothing by the environment, and keep the archive of a store elsewhere in the test's own folder."""
    monkeypatch.delenv("VEDETTE_ALLOW_HOSTS")
    monkeypatch.setenv("VEDETTE_ARCHIVE", str(tmp_path / "archive"))
