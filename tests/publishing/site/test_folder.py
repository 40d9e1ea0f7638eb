"""A folder is written where it changed, only what is ours is removed, and a run that broke off harms nothing."""

import json
from pathlib import Path

import pytest

from vedette.errors import StopError
from vedette.publishing.site.folder import BEGUN, MANIFEST, Folder, Page


def page(path, text="x", key=None):
    return Page(path, key or text, text.encode)


def never(path, key):
    def make():
        raise AssertionError(path)

    return Page(path, key, make)


def write(root, *pages):
    return Folder.open(root).write(pages)


def files(root):
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()} - {MANIFEST}


def test_pages_of_the_same_making_are_not_made_again(tmp_path):
    root = tmp_path / "s"
    assert set(write(root, page("a.html"), page("b/c.html")).written) == {"a.html", "b/c.html"}
    again = write(root, never("a.html", "x"), never("b/c.html", "x"))
    assert (again.written, again.kept) == ((), 2)


def test_a_file_whose_bytes_are_the_same_keeps_its_time(tmp_path):
    write(tmp_path / "s", page("a.html"))
    before = (tmp_path / "s/a.html").stat().st_mtime_ns
    done = write(tmp_path / "s", page("a.html", key="another"))
    assert (done.written, done.same) == ((), 1)
    assert (tmp_path / "s/a.html").stat().st_mtime_ns == before


def test_a_page_that_somebody_changed_is_written_again(tmp_path):
    write(tmp_path / "s", page("a.html"))
    (tmp_path / "s/a.html").write_text("another")
    assert write(tmp_path / "s", page("a.html")).written == ("a.html",)
    (tmp_path / "s/a.html").unlink()
    assert write(tmp_path / "s", page("a.html")).written == ("a.html",)


def test_what_is_no_page_any_more_is_removed_with_its_folder(tmp_path):
    root = tmp_path / "s"
    write(root, page("a.html"), page("b/c/d.html"))
    assert write(root, page("a.html")).removed == ("b/c/d.html",)
    assert sorted(p.name for p in root.iterdir()) == [MANIFEST, "a.html"]


def test_what_is_not_ours_or_was_changed_is_never_removed(tmp_path):
    root = tmp_path / "s"
    write(root, page("a.html"), page("b.html"))
    (root / "CNAME").write_text("example.org")
    (root / "b.html").write_text("mine now")
    done = write(root, page("a.html"))
    assert (done.removed, done.left) == ((), ("b.html",))
    assert files(root) == {"a.html", "b.html", "CNAME"}


@pytest.mark.parametrize("make", [lambda p: (p / "note.txt").write_text("x"), lambda p: (p / "sub").mkdir()])
def test_a_folder_that_is_not_empty_and_not_ours_is_refused(tmp_path, make):
    make(tmp_path)
    with pytest.raises(StopError, match="is not empty and holds no site of ours; name another"):
        Folder.open(tmp_path)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "f").write_text("x")
    with pytest.raises(StopError, match="is a file; name a folder"):
        Folder.open(tmp_path / "f")


def test_somebody_elses_file_in_the_place_of_a_page_is_refused_before_anything_is_written(tmp_path):
    write(tmp_path / "s", page("a.html"))
    (tmp_path / "s/b.html").write_text("mine")
    with pytest.raises(StopError, match="is not of this site; move it elsewhere"):
        write(tmp_path / "s", page("a.html", "new"), page("b.html"))
    assert (tmp_path / "s/a.html").read_text() == "x"


def test_a_run_that_broke_off_leaves_nothing_that_the_next_one_does_not_know(tmp_path):
    root = tmp_path / "s"

    def broken():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(root, page("a.html"), page("gone.html"), Page("c.html", "k", broken))
    assert files(root) == {"a.html", "gone.html", BEGUN}
    done = write(root, page("a.html"), page("c.html"))
    assert done.removed == ("gone.html",)
    assert files(root) == {"a.html", "c.html"}


def test_a_broken_manifest_is_told_with_its_remedy(tmp_path):
    write(tmp_path / "s", page("a.html"))
    (tmp_path / "s" / MANIFEST).write_text("{")
    with pytest.raises(StopError, match="is broken; remove the whole folder"):
        Folder.open(tmp_path / "s")


def test_a_manifest_reaches_no_file_outside(tmp_path):
    root = tmp_path / "s"
    write(root, page("a.html"))
    (tmp_path / "out.txt").write_text("x")
    told = json.loads((root / MANIFEST).read_text())
    told["files"]["../out.txt"] = told["files"]["a.html"]
    told["files"][str(tmp_path / "out.txt")] = told["files"]["a.html"]
    (root / MANIFEST).write_text(json.dumps(told))
    write(root, page("a.html"))
    assert Path(tmp_path / "out.txt").exists()
