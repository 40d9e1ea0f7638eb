"""The command line as a user meets it, on the real reader."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vedette.cli import cli

REPORT = (
    "Border villages shelled\n\nAzerbaijani troops shelled the village of Sotk overnight, killing at least 12 civilians, the "
    "Armenian Defense Ministry said.\n"
)


@pytest.fixture
def report(tmp_path) -> Path:
    path = tmp_path / "report-2022-09-13.txt"
    path.write_text(REPORT)
    return path


def run(*args, stdin=None) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in args], input=stdin)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json"])
def test_a_brief_says_who_says_so(report, form):
    result = run("brief", report, "--format", form)
    assert result.exit_code == 0, result.output
    assert "12" in result.stdout
    assert "Armenian Defense Ministry" in " ".join(result.stdout.split())


def test_the_brief_as_json_holds_receipts(report):
    out = json.loads(run("brief", report, "--format", "json").stdout)
    text = out["documents"][0]["text"]
    for group in out["groups"]:
        for line in group["lines"]:
            for r in line["receipts"]:
                assert text[r["start"] : r["end"]] == r["text"]


def test_read_writes_one_record_a_line(report):
    result = run("read", report, "--format", "jsonl")
    (line,) = result.stdout.splitlines()
    record = json.loads(line)
    assert record["document"]["published"] == "2022-09-13"
    assert record["document"]["text"] == REPORT
    assert [e["type"] for e in record["events"]]


def test_the_gate_holds_a_recipe_back_and_says_so(report, tmp_path):
    recipe = tmp_path / "recipe.txt"
    recipe.write_text(
        "Whisk the eggs with the sugar, fold in the flour and bake the cake for forty minutes in a hot oven.\n"
    )
    result = run("read", report, recipe, "--gate")
    assert result.exit_code == 0, result.output
    read, held = map(json.loads, result.stdout.splitlines())
    assert read["events"]
    assert "unread" not in read
    assert held["unread"].startswith("held back: ")
    assert held["events"] == []
    assert "1 of 2 documents held back by the gate" in result.stderr


def test_without_the_gate_a_recipe_is_read(tmp_path):
    recipe = tmp_path / "recipe.txt"
    recipe.write_text("Whisk the eggs with the sugar and bake the cake for forty minutes.\n")
    record = json.loads(run("read", recipe).stdout)
    assert "unread" not in record
    assert record["reader"]


def test_read_as_json_is_an_array(report):
    assert len(json.loads(run("read", report, report, "--format", "json").stdout)) == 2


def test_standard_input_is_read(report):
    result = run("read", "-", "--published", "2022-09-13", stdin=REPORT)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["document"]["published"] == "2022-09-13"


def test_json_lines_keep_their_ids_and_texts():
    lines = "\n".join(json.dumps({"id": f"own-{n}", "text": REPORT, "published": "2022-09-13"}) for n in range(3))
    records = [json.loads(x) for x in run("read", "-", stdin=lines).stdout.splitlines()]
    assert [r["document"]["id"] for r in records] == ["own-0", "own-1", "own-2"]


def test_the_same_text_gives_the_same_ids(report):
    assert run("read", report).stdout == run("read", report).stdout


def test_output_goes_to_a_file_that_appears_whole(report, tmp_path):
    target = tmp_path / "brief.html"
    assert run("brief", report, "--format", "html", "--output", target).exit_code == 0
    assert target.read_text().startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_an_output_in_no_directory_is_an_error(report, tmp_path):
    result = run("brief", report, "--output", tmp_path / "no" / "such.html")
    assert result.exit_code != 0
    assert "cannot be written" in str(result.exception)


def test_the_example_dossier_is_briefed():
    result = run("brief", "--demo", "--format", "json")
    assert result.exit_code == 0
    brief = json.loads(result.stdout)
    assert len(brief["documents"]) >= 8
    killed = {(f["side"], f["low"]) for f in brief["figures"] if f["kind"] == "killed"}
    assert {
        ("Armenia", 49),
        ("Armenia", 105),
        ("Armenia", 135),
        ("Azerbaijan", 50),
        ("Azerbaijan", 71),
        ("Azerbaijan", 77),
    } <= killed


PERSIAN = "نیروهای روریتانیا شهر زندا را گلوله باران کردند و پلیس گفت که سه نفر کشته شدند. " * 4
BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "is a picture"),
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3", "is a broken PDF"),
    "zipped.gz": (gzip.compress(b"text" * 50), "compressed with gzip"),
    "zeros.bin": (b"abc\x00def" * 20, "is binary"),
    "huge.txt": (b"The army moved. " * 3_400_000, "is larger than 20 MB"),
    "nothing.html": (b"<html><head><title>x</title></head><body><nav>Home</nav></body></html>", "without an article"),
    "persian.txt": (PERSIAN.encode(), "another language"),
    "half.json": (b'{"id": "a", "text": "The army mo', "JSON"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_one_line_and_the_others_are_still_briefed(tmp_path, report, name):
    data, cause = BAD[name]
    bad = tmp_path / name
    bad.write_bytes(data)
    result = run("brief", bad, report, "--format", "json")
    assert result.exit_code == 2
    assert len(json.loads(result.stdout)["documents"]) == 1
    (line,) = [x for x in result.stderr.splitlines() if x.startswith("vedette:")]
    assert name in line
    assert cause in line
    assert ";" in line


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ("a\0b", "is no name of a file"),
        ("no-such-file.txt", "is not there"),
        ("http://127.0.0.1:9/report", "cannot be fetched"),
        ("file:///etc/hostname", "leads to file:"),
        ("javascript:alert(1)", "leads to javascript:"),
    ],
)
def test_what_is_no_input_is_told(given, cause):
    result = run("brief", given)
    assert result.exit_code == 2
    assert cause in result.stderr


def test_a_half_written_line_is_skipped_by_its_number():
    good = json.dumps({"id": "good", "text": REPORT})
    result = run("read", "-", stdin=f'{good}\n{{"id": "bad", "te\n{json.dumps({"id": "none"})}\n{good}\n')
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 2
    assert "line 2" in result.stderr
    assert "line 3" in result.stderr


def test_other_encodings_are_read(tmp_path):
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(
            "“Azerbaijani troops shelled the village of Sotk,” the Armenian government said on Tuesday.".encode(
                encoding
            )
        )
        record = json.loads(run("read", path).stdout)
        assert "“Azerbaijani" in record["document"]["text"]


def test_hostile_pages_never_become_markup(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article><h1>Village shelled</h1><p onclick='evil()'>Azerbaijani troops shelled the village of Sotk overnight, "
        "the Armenian Defense Ministry said. <script>evil()</script><a href='javascript:evil()'>Read</a> &lt;img src=x onerror=evil()&gt; "
        "At least 12 civilians were killed in the shelling of the village, the ministry said on Tuesday.</p></article></body></html>"
    )
    result = run("brief", page, "--format", "html")
    assert result.exit_code == 0, result.stderr
    assert "<script>evil" not in result.stdout
    assert "<img" not in result.stdout
    assert "onclick" not in result.stdout
    assert 'href="javascript' not in result.stdout


def test_a_million_nested_tags_end_in_an_error(tmp_path):
    page = tmp_path / "deep.html"
    page.write_text("<html><body>" + "<div>" * 1_000_000 + "text")
    result = run("brief", page)
    assert result.exit_code == 2
    assert "nested too deeply" in result.stderr


def test_a_wrong_date_is_a_usage_error(report):
    result = run("read", report, "--published", "yesterday")
    assert result.exit_code == 2
    assert "is no ISO date" in result.output


def test_codebook_check_and_show():
    assert run("codebook", "check").exit_code == 0
    shown = json.loads(run("codebook", "show", "shell", "--format", "json").stdout)
    assert any(e["type"] == "ASSAULT" for e in shown)
    assert run("codebook", "show", "xyzzy").exit_code == 1


def test_a_faulty_codebook_is_found_wanting(tmp_path):
    (tmp_path / "triggers").mkdir()
    (tmp_path / "triggers" / "ASSAULT.yaml").write_text("type: ASSAULT\nverbs:\n  - {lemma: zap, mode: laser}\n")
    result = run("codebook", "check", tmp_path)
    assert result.exit_code == 1
    assert "zap" in result.stdout


@pytest.mark.parametrize(
    "command", [[], ["brief"], ["read"], ["codebook"], ["codebook", "check"], ["codebook", "show"]]
)
def test_every_command_has_help(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout
