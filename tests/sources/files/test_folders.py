"""Folders: all their files in order, and nothing out of them."""

import os

import pytest

from sources.incoming import TEXT, came, write


def test_folders_are_read_through_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.txt"):
        write(tmp_path, name, f"{TEXT} {name}")
    found, skipped = came(tmp_path)
    assert not skipped
    assert [os.path.relpath(a.way, tmp_path) for a in found] == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_hidden_files_are_left_out_and_unknown_ones_told(tmp_path):
    write(tmp_path, ".hidden.txt", TEXT)
    write(tmp_path, ".git/config", TEXT)
    write(tmp_path, "picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    write(tmp_path, "report.txt", TEXT)
    found, skipped = came(tmp_path)
    assert len(found) == 1
    assert [s.item for s in skipped] == [str(tmp_path / "picture.png")]


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    outside = write(tmp_path, "outside/secret.txt", TEXT)
    inside = tmp_path / "inside"
    own = write(inside, "own.txt", TEXT)
    (inside / "file.txt").symlink_to(outside)
    (inside / "folder").symlink_to(outside.parent, target_is_directory=True)
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "nowhere").symlink_to(tmp_path / "none")
    found, skipped = came(inside)
    assert [a.way for a in found] == [str(own)]
    assert [s.cause for s in skipped] == [
        "is a link out of the folder, which is not followed",
        "is a link out of the folder, which is not followed",
        "is a link that leads nowhere",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    found, skipped = came(tmp_path)
    assert not found
    assert "is no file" in str(skipped[0])


def test_a_folder_without_files_gives_nothing(tmp_path):
    assert came(tmp_path) == ([], [])
