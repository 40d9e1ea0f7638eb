"""The example dossier is read once, and what is there is always whole."""

import pytest

from vedette.desk import demo
from vedette.errors import StopError
from vedette.store.store import Store


@pytest.fixture
def quick(monkeypatch):
    """Make an empty store instead of reading; returns how often that was done."""
    done = []

    def fill(file, _):
        done.append(file)
        Store.open(str(file), make=True).close()

    monkeypatch.setattr(demo, "fill_demo", fill)
    return done


def test_it_is_made_once_and_anew_where_asked_for(tmp_path, quick):
    first = demo.demo_store(tmp_path, print)
    assert demo.demo_store(tmp_path, print) == first
    assert len(quick) == 1
    assert demo.demo_store(tmp_path, print, fresh=True) == first
    assert len(quick) == 2
    assert [f.name for f in tmp_path.iterdir()] == [first.name]


def test_what_is_half_made_leaves_nothing_behind(tmp_path, monkeypatch):
    def broken(file, _):
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(demo, "fill_demo", broken)
    with pytest.raises(StopError, match="No space left"):
        demo.demo_store(tmp_path, print)
    assert list(tmp_path.iterdir()) == []
