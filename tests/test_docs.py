"""Every command, option and setting is documented, and every link leads somewhere."""

import re
from pathlib import Path

import click
import pytest

from vedette.cli import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
        else:
            found.append(((*path, name), command))
    return found


@pytest.mark.parametrize(("path", "command"), commands(cli))
def test_every_command_and_option_is_documented(path, command):
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert f"## vedette {' '.join(path)}" in page
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}`" in page


@pytest.mark.parametrize(("path", "command"), commands(cli))
def test_every_command_shows_an_example(path, command):
    assert "Example" in (command.epilog or "")


def test_every_setting_is_documented():
    used = {
        m for f in (ROOT / "src").rglob("*.py") for m in re.findall(r"VEDETTE_[A-Z]+(?:_[A-Z]+)*", f.read_text("utf-8"))
    }
    page = (ROOT / "docs" / "quickstart.md").read_text("utf-8")
    assert used
    assert all(f"`{name}`" in page for name in used)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_glossary_is_in_order_and_says_each_word_once():
    words = re.findall(r"^\| (\w+) \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE)[1:]
    assert words == sorted(set(words))


def test_no_page_names_a_machine_or_a_registry():
    for page in [*PAGES, *ROOT.glob("requirements*.txt"), ROOT / "Makefile"]:
        assert not re.search(r"/work/|/root/|--index-url|pypi\.org|files\.pythonhosted", page.read_text("utf-8")), page
