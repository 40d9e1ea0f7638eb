"""The sample in README.md is what `vedette brief --demo` prints."""

from pathlib import Path

from click.testing import CliRunner

from vedette.cli import cli

README = Path(__file__).parent.parent.parent / "README.md"


def test_the_sample_of_a_brief_is_what_the_demo_prints():
    section = README.read_text(encoding="utf-8").split("## What a brief looks like")[1].split("\n## ")[0]
    sample = [line[4:] for line in section.splitlines() if line.startswith("    ") and line.strip() != "…"]
    result = CliRunner().invoke(cli, ["brief", "--demo"], env={"COLUMNS": "100"})
    printed = [line.rstrip() for line in result.stdout.splitlines()]
    at = -1
    for line in sample:
        assert line in printed[at + 1 :], line
        at = printed.index(line, at + 1)
    assert len(sample) > 20
