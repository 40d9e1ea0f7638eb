"""What cannot be written as a character is written as its number."""

import json
import os
import subprocess
import sys

from vedette.records.document import Document
from vedette.store.store import Store
from vedette.store.writing import Adding


def test_half_characters_end_no_command(tmp_path):
    store = Store.open(str(tmp_path / "s.db"), make=True)
    with store.writing() as connection:
        adding = Adding(connection)
        adding.hold(Document.of("Half \ud800 é.", id="a", title="é \ud83d", language="en"), "w", "t", ((0, 8),))
        adding.flush()
    store.close()
    command = [sys.executable, "-m", "vedette", "documents", "show", "a", "--text", "--store", str(tmp_path / "s.db")]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([*command, "--format", "json"], env=environment, capture_output=True, check=True)  # noqa: S603
    told = json.loads(done.stdout)
    assert (told["title"], told["text"]) == ("é \ud83d", "Half \ud800 é.")
    subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603
