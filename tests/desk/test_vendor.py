"""Scripts of others are the ones that were released, named with version and licence."""

import hashlib
import re

from vedette.desk.assets import STATIC

VENDOR = STATIC / "vendor"


def test_every_script_is_the_one_that_the_list_names():
    listed = re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", (VENDOR / "README.md").read_text("utf-8"), re.MULTILINE)
    assert listed
    for name, wanted in listed:
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == wanted, name
    scripts = {f.name for f in VENDOR.iterdir() if f.suffix in {".js", ".mjs", ".css"}}
    assert scripts == {name for name, _ in listed}
