"""What loading costs: measured by bench/knowledge.py; here only that it has not grown out of all proportion."""

import subprocess
import sys

LOAD = """
import time
began = time.process_time()
from vedette.knowledge.base import load_knowledge
from vedette.knowledge.entities import load_entities
from vedette.knowledge.offices import holders
load_entities().named("NATO")
holders("Akar", on=None)
base = load_knowledge()
print(time.process_time() - began, len(base.alliances), len(base.bases))
"""


def test_every_kind_is_loaded_in_a_fraction_of_a_second():
    result = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)  # noqa: S603
    seconds, alliances, bases = result.stdout.split()
    # A quarter of a second on the machine of the measurements; three times as much says that something is wrong.
    assert float(seconds) < 0.9
    assert int(alliances) >= 60
    assert int(bases) >= 100


def test_a_kind_that_is_not_asked_for_is_not_loaded():
    code = "from vedette.knowledge.base import Knowledge; b = Knowledge(); b.zones; print(sorted(vars(b)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert result.stdout.strip() == "['folder', 'zones']"
