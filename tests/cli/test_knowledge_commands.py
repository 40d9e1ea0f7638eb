"""The commands on the knowledge base, as a user types them."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from vedette.cli import cli


@pytest.fixture
def run(monkeypatch):
    monkeypatch.delenv("VEDETTE_KNOWLEDGE", raising=False)

    def running(*args, **more):
        return CliRunner().invoke(cli, [str(a) for a in args], **more)

    yield running
    monkeypatch.delenv("VEDETTE_KNOWLEDGE", raising=False)


def test_who_tells_id_dates_source_and_reason(run):
    result = run("who", "Akar", "--on", "2022-09-13")
    assert result.exit_code == 0
    assert "Hulusi Akar  [wikidata:Q17045790]" in result.stdout
    assert "Minister of National Defence" in result.stdout
    assert "source: " in result.stdout


def test_who_as_json(run):
    out = json.loads(run("who", "Armenian", "Prime", "Minister", "--on", "2022-09-13", "--format", "json").stdout)
    assert (out["name"], out["on"]) == ("Armenian Prime Minister", "2022-09-13")
    assert out["answers"][0]["name"] == "Nikol Pashinyan"


def test_who_is_nobody_says_so(run):
    result = run("who", "Falkland War Xx", "--on", "2022-09-13")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "nothing in the knowledge base bears this name" in result.stderr


@pytest.mark.parametrize("command", [("who", "Akar"), ("obligations", "--attacker", "AZE", "--attacked", "ARM")])
def test_a_day_that_is_none_is_told(run, command):
    result = run(*command, "--on", "13 September")
    assert result.exit_code == 2
    assert "is no ISO date; write it like 2022-09-13" in result.stderr


def test_obligations_tell_who_by_which_article_and_no_verdict(run):
    result = run("obligations", "--attacker", "Azerbaijan", "--attacked", "ARM", "--on", "2022-09-13")
    assert result.exit_code == 0
    assert (
        "defence: Belarus, Kazakhstan, Kyrgyzstan, Russia and Tajikistan — Collective Security Treaty, Article 4"
        in result.stdout
    )
    assert "steps: appeal → council decision" in result.stdout
    assert "Turkey" in result.stdout
    assert "not a legal verdict" in result.stderr


def test_obligations_as_json(run):
    out = json.loads(
        run("obligations", "--attacker", "AZE", "--attacked", "ARM", "--on", "2022-09-13", "--format", "json").stdout
    )
    assert {d["bound"] for d in out["for_attacked"] if d["obligation"] == "defence"} == {
        "RUS",
        "BLR",
        "KAZ",
        "KGZ",
        "TJK",
    }
    assert out["on_record"] is None
    assert "verdict" in out["note"]


def test_none_found_says_so_and_exits_1(run):
    result = run("obligations", "--attacker", "TON", "--attacked", "TUV", "--on", "1980-01-01")
    assert result.exit_code == 1
    assert "none found: no known treaty binds a third state to Tuvalu" in result.stdout


@pytest.mark.parametrize("told", ["Ruritania", "XXX"])
def test_a_state_that_is_none_is_told(run, told):
    result = run("obligations", "--attacker", told, "--attacked", "ARM", "--on", "2022-09-13")
    assert result.exit_code == 2
    assert "is no state" in result.stderr


def test_what_bound_states_are_on_record_with_is_read_from_reports(run, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(
        "Russia promised on Wednesday to send military aid to Armenia, the Russian Foreign Ministry said."
    )
    line = json.dumps({"id": "r1", "text": report.read_text(), "published": "2022-09-15"})
    (tmp_path / "reports.jsonl").write_text(line + "\n")
    result = run(
        "obligations",
        "--attacker",
        "AZE",
        "--attacked",
        "ARM",
        "--on",
        "2022-09-13",
        tmp_path / "reports.jsonl",
        "--format",
        "json",
    )
    said = json.loads(result.stdout)["on_record"]
    assert [s["document"] for s in said["RUS"]] == ["r1"]
    assert said["KAZ"] == []


def test_check_tells_verdict_words_offsets_fact_and_source(run, tmp_path):
    (tmp_path / "a.txt").write_text("Finland joined NATO in 2021. German Chancellor Olaf Scholz spoke.")
    result = run("check", tmp_path / "a.txt", "--published", "2023-06-01")
    assert result.exit_code == 1
    assert "contradicted (membership): “Finland … joined … 2021” [0-7, 8-14, 23-27]" in result.stdout
    assert "2023-04-04" in result.stdout
    assert result.stdout.index("contradicted") < result.stdout.index("supported")


def test_check_as_json_and_only_some(run, tmp_path):
    text = "Finland joined NATO in 2023. German Chancellor Olaf Scholz spoke."
    (tmp_path / "a.txt").write_text(text)
    result = run("check", tmp_path / "a.txt", "--published", "2023-06-01", "--format", "json", "--only", "supported")
    assert result.exit_code == 0
    out = json.loads(result.stdout)
    assert out["on"] == "2023-06-01"
    assert {c["about"] for c in out["checks"]} == {"membership", "office"}
    for c in out["checks"]:
        assert all(text[r["start"] : r["end"]] == r["text"] for r in c["receipts"])


def test_check_tells_who_is_bound_in_an_attack(run, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Azerbaijani forces shelled Armenian positions on Tuesday, Armenia's Defence Ministry said."
    )
    result = run("check", tmp_path / "a.txt", "--published", "2022-09-14")
    assert "by treaty, if Azerbaijan attacked Armenia on 2022-09-13:" in result.stdout
    assert "Turkey" in result.stdout


def test_a_brief_tells_what_is_wrong_where_asked(run, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Finland joined NATO in 2021, the Finnish government said. Russian troops attacked a town in Ukraine."
    )
    args = ("brief", tmp_path / "a.txt", "--published", "2023-06-01")
    assert "Stated facts, and what is known" not in run(*args).stdout
    result = run(*args, "--check")
    assert result.exit_code == 0
    assert "CONTRADICTED (membership): “Finland … joined … 2021”" in result.stdout
    assert "Force" in result.stdout


def test_check_of_nothing_cannot_be_done(run, tmp_path):
    result = run("check", tmp_path / "none.txt")
    assert result.exit_code == 2
    assert "none.txt" in result.stderr


def test_the_users_files_count(run, tmp_path):
    (tmp_path / "people.csv").write_text(
        "code,office,rank,person,from\nARM,Prime Minister,head-of-government,Ann Example,2030-01-01\n"
    )
    assert "Ann Example" in run("who", "Armenian Prime Minister", "--on", "2031-01-01", "--knowledge", tmp_path).stdout


def test_a_knowledge_folder_that_is_none_is_told(run, tmp_path):
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "vedette", "who", "Akar", "--knowledge", str(tmp_path / "none")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "is not a directory; name the folder that holds your CSV files" in result.stderr


def test_knowledge_check_names_line_fault_and_remedy(run, tmp_path):
    (tmp_path / "wars.csv").write_text("id,name,from,source\nw,War,2001-13,desk\n")
    result = run("knowledge", "check", tmp_path)
    assert result.exit_code == 1
    assert "wars.csv, line 2: from '2001-13' is no ISO date; write it like 1999-04-20, 1999-04 or 1999" in result.stdout
    out = json.loads(run("knowledge", "check", tmp_path, "--format", "json").stdout)
    assert out["faults"][-1]["line"] == 2


def test_coverage_counts_by_kind_and_region(run):
    out = json.loads(run("knowledge", "coverage", "--format", "json").stdout)
    by_kind = {c["kind"]: c for c in out}
    assert by_kind["alliances"]["rows"] >= 60
    assert by_kind["agreements"]["rows"] >= 60
    assert by_kind["offices"]["regions"]["Africa"] > 100
    assert "| alliances |" in run("knowledge", "coverage").stdout


def test_refresh_says_which_day_is_none(run, tmp_path):
    result = run("knowledge", "refresh", "offices", "--into", tmp_path, "--since", "yesterday")
    assert result.exit_code == 2
    assert "--since 'yesterday' is no ISO date" in result.stderr


@pytest.mark.parametrize(("args", "code"), [(("who", "Zzyzx Nobody"), 1), (("who", "Akar"), 0), (("nothing",), 2)])
def test_exit_codes_reach_the_shell(args, code):
    result = subprocess.run([sys.executable, "-m", "vedette", *args], capture_output=True, check=False)  # noqa: S603
    assert result.returncode == code
