"""The commands over the store as a user meets them, on the real reader and the example dossier."""

import csv
import json
from io import StringIO
from random import Random

import pytest
from click.testing import CliRunner, Result

from cli.test_commands import REPORT
from vedette.cli import cli
from vedette.errors import StopError


def run(*args, stdin=None) -> Result:
    result = CliRunner().invoke(cli, [str(a) for a in args], input=stdin)
    if isinstance(result.exception, StopError):
        result.stop = str(result.exception)
    return result


def lines(result: Result) -> list[dict]:
    assert result.exit_code == 0, (result.output, result.exception)
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> str:
    """Return a store with the example dossier."""
    path = tmp_path_factory.mktemp("store") / "store.db"
    assert run("add", "--demo", "--store", path).exit_code == 0
    return str(path)


@pytest.fixture
def demo(filled, monkeypatch):
    monkeypatch.setenv("VEDETTE_STORE", filled)


@pytest.fixture
def own(filled, tmp_path, monkeypatch) -> str:
    """Return a copy of the store that a test may change."""
    path = tmp_path / "own.db"
    path.write_bytes(open(filled, "rb").read())  # noqa: SIM115, PTH123
    monkeypatch.setenv("VEDETTE_STORE", str(path))
    return str(path)


def test_adding_tells_what_became_of_each(tmp_path):
    store, report = tmp_path / "s.db", tmp_path / "report-2022-09-13.txt"
    report.write_text(REPORT)
    first = run("add", report, tmp_path / "missing.txt", "--store", store, "--format", "json")
    assert first.exit_code == 2
    told = json.loads(first.stdout)
    assert (told["new"], told["there"], told["skipped"]) == (1, 0, 1)
    assert "missing.txt: is not there; check the name" in first.stderr
    again = run("add", report, "--store", store)
    assert again.exit_code == 0
    assert "1 there already" in again.stdout


def test_standard_input_is_added(tmp_path):
    told = json.dumps({"id": "r1", "text": REPORT, "published": "2022-09-13", "source": "Zenda Post"})
    store = tmp_path / "s.db"
    assert run("add", "-", "--store", store, stdin=told).exit_code == 0
    (found,) = lines(run("search", "--figures", "--format", "jsonl", "--store", store))
    assert (found["low"], found["high"], found["source"], found["document"]) == (12, None, "Zenda Post", "r1")


def test_without_a_store_the_remedy_is_told(tmp_path):
    for command in (["search", "x"], ["incidents"], ["ledger"], ["export", "events"], ["store", "check"]):
        result = run(*command, "--store", tmp_path / "none.db")
        assert "make it with 'vedette add'" in result.stop
    assert not list(tmp_path.iterdir())


def test_search_by_words_finds_sentences(demo):
    found = lines(run("search", "ceasefire", "mediation", "--format", "jsonl"))
    assert {f["found"] for f in found} == {"sentence"}
    assert all("ceasefire" in f["text"].lower() for f in found)
    text = run("search", '"large-calibre weapons"').stdout
    assert "[sept2022-01-arm-mod:" in text
    nothing = run("search", "walrus")
    assert nothing.exit_code == 1
    assert "nothing found" in nothing.stderr


def test_search_by_what_is_claimed_finds_events(demo):
    found = lines(
        run(
            "search",
            "--dyad",
            "aze-arm",
            "--type",
            "assault",
            "--from",
            "2022-09-12",
            "--to",
            "2022-09-13",
            "--format",
            "jsonl",
        )
    )
    assert found
    assert {f["type"] for f in found} == {"ASSAULT"}
    assert all({a["country"] for a in f["actors"]} & {"ARM", "AZE"} for f in found)
    worded = lines(run("search", "drones", "--actor", "AZE", "--format", "jsonl"))
    assert worded
    assert all("drones" in f["words"] for f in worded)
    assert run("search", "--window", "39,45,41,47").exit_code == 0


def test_a_search_goes_on_page_by_page(demo):
    whole = [f["id"] for f in lines(run("search", "--format", "jsonl", "--limit", 1000))]
    pages, after = [], []
    while True:
        result = run("search", "--format", "jsonl", "--limit", 7, *after)
        if result.exit_code == 1:
            break
        page = lines(result)
        pages += [f["id"] for f in page]
        after = ["--after", page[-1]["cursor"]]
    assert pages == whole


def test_options_of_figures_alone_are_told(demo):
    assert "add --figures" in run("search", "--side", "ARM").stderr
    assert "export casualties" in run("export", "events", "--kind", "killed").stderr
    (by_type,) = {
        f["event"] is not None for f in lines(run("search", "--figures", "--type", "assault", "--format", "jsonl"))
    }
    assert by_type


@pytest.mark.parametrize(
    "asked",
    [
        ["--dyad", "ARM"],
        ["--window", "1,2"],
        ["--type", ""],
        ["--type", "RUMOUR"],
        ["--kind", "hurt"],
        ["--limit", "0"],
    ],
)
def test_wrong_options_are_told(demo, asked):
    result = run("search", *asked, "--from", "2022-09-01")
    assert result.exit_code in (1, 2)
    assert (
        "write" in result.output
        or "nothing found" in result.output
        or "range" in result.output
        or "one of" in result.output
    )


def test_the_ledger_gives_one_object_a_figure(demo):
    told = json.loads(run("ledger", "--from", "2022-09-12", "--to", "2022-12-31", "--format", "json").stdout)
    assert len({f["id"] for f in told}) == len(told)
    names = {"side", "kind", "low", "high", "approx", "scope", "claimants", "as_of", "document", "start", "end"}
    assert all(names <= f.keys() for f in told)
    own = {
        side: {
            (f["low"], f["as_of"])
            for f in told
            if f["side"] == side and {c["country"] for c in f["claimants"]} == {side}
        }
        for side in ("ARM", "AZE")
    }
    assert {(49, "2022-09-13"), (105, "2022-09-14")} <= own["ARM"]
    assert {(50, "2022-09-14"), (71, "2022-09-15")} <= own["AZE"]
    assert not {49, 105} & {low for low, _ in own["AZE"]}
    dyad = json.loads(run("ledger", "--dyad", "ARM-AZE", "--format", "json").stdout)
    assert {49, 105, 50, 71} <= {f["low"] for f in dyad}


def test_the_ledger_in_words(demo):
    text = run("ledger", "--from", "2022-09-12", "--to", "2022-09-30").stdout
    assert "Armenia: killed" in text
    assert "↑ 2022-09-14  105, military" in text
    assert "[sept2022-06-wire:" in text
    assert run("ledger", "--from", "1999-01-01", "--to", "1999-01-02").exit_code == 1


def test_incidents_are_listed_shown_and_judged(own):
    found = lines(run("incidents", "--format", "jsonl", "--limit", 500))
    big = max(found, key=lambda i: len(i["mentions"]))
    assert len(big["mentions"]) > 1
    (shown,) = lines(run("incidents", "show", big["id"][:10], "--format", "json"))
    assert [t["id"] for t in shown["told"]] == big["mentions"]
    assert shown["history"]
    assert "Judgements" in run("incidents", "show", big["id"]).stdout
    out = big["mentions"][-1]
    assert (
        "kept apart"
        in run("incidents", "split", big["id"], out[:12], "--why", "another day", "--author", "Jane").stdout
    )
    after = lines(run("incidents", "--format", "jsonl", "--limit", 500))
    assert not [i for i in after if out in i["mentions"] and big["mentions"][0] in i["mentions"]]
    (seen,) = lines(run("incidents", "show", out, "--format", "json"))
    (hers,) = [j for j in seen["history"] if j["author"] == "Jane"]
    assert (hers["evidence"], hers["verdict"]) == ("another day", "different")
    assert "taken back" in run("incidents", "undo", hers["id"], "--why", "an error", "--author", "Joe").stdout
    assert content(lines(run("incidents", "--format", "jsonl", "--limit", 500))) == content(found)


def content(found):
    return {(i["id"], tuple(i["mentions"])) for i in found}


def test_incidents_are_joined_forbidden_and_the_rules_overruled(own):
    one, two, three = [i["id"] for i in lines(run("incidents", "--format", "jsonl", "--type", "ASSAULT", "--limit", 3))]
    assert run("incidents", "join", one, two, "--why", "one night").exit_code == 0
    (joined,) = (
        lines(run("incidents", "show", two, "--format", "json"))
        if run("incidents", "show", two).exit_code == 0
        else lines(run("incidents", "show", one, "--format", "json"))
    )
    assert any(j["verdict"] == "same" and j["evidence"] == "one night" for j in joined["history"])
    assert run("incidents", "forbid", joined["id"], three, "--why", "another front").exit_code == 0
    everything = lines(run("incidents", "--format", "jsonl", "--limit", 500))
    merged = next((i, j) for i in everything for j in i["judgements"] if j["author"].startswith("rules "))
    undone = run("incidents", "undo", merged[1]["id"], "--why", "no")
    assert "kept apart" in undone.stdout
    assert run("store", "check").exit_code == 0


def test_an_incident_is_assessed_over_the_rule_and_that_taken_back(own):
    first = lines(run("incidents", "--format", "jsonl", "--limit", 1))[0]["id"]
    told = run("incidents", "assess", first[:10], "--status", "discounted", "--information", "5", "--why", "a  drill", "--author", "Ani")  # fmt: skip
    assert [x.split("  ")[1].split(" [")[0] for x in told.stdout.splitlines()] == ["status discounted; a drill", "information 5; a drill"]  # fmt: skip
    (shown,) = lines(run("incidents", "show", first, "--format", "json"))
    assert (shown["assessment"]["status"]["value"], shown["assessment"]["status"]["author"]) == ("discounted", "Ani")
    text = run("incidents", "show", first).stdout
    assert "status discounted (Ani, " in text
    assert "rule: " in text
    assert "Assessments, newest last" in text
    number = shown["assessments"][0]["id"]
    assert "taken back" in run("incidents", "undo", number, "--why", "it was none", "--author", "Joe").stdout
    (after,) = lines(run("incidents", "show", first, "--format", "json"))
    assert after["assessment"]["status"]["by"] == "rule"
    assert after["assessment"]["information"]["value"] == "5"
    assert "was taken back already" in run("incidents", "undo", number, "--why", "x").stop
    assert "choose one of" in run("incidents", "assess", first, "--status", "true", "--why", "x").stop
    assert run("incidents", "assess", first, "--why", "x").exit_code == 2


def test_what_cannot_be_judged_is_told(own):
    first = lines(run("incidents", "--format", "jsonl", "--limit", 1))[0]
    assert "is none; 'vedette incidents' lists" in run("incidents", "show", "zzzz").stop
    assert "names several" in run("incidents", "show", "").stop or "is none" in run("incidents", "show", "").stop
    assert "named twice" in run("incidents", "join", first["id"], first["id"], "--why", "x").stop
    assert "no mention of it" in run("incidents", "split", first["id"], "zzzz", "--why", "x").stop
    assert "would be empty" in run("incidents", "split", first["id"], *first["mentions"], "--why", "x").stop
    assert "is none" in run("incidents", "undo", "zzzz", "--why", "x").stop
    other = lines(run("incidents", "--format", "jsonl", "--limit", 2))[1]["id"]
    assert "your own name" in run("incidents", "join", first["id"], other, "--why", "x", "--author", "rules mine").stop


@pytest.mark.parametrize("what", ["events", "claims", "casualties", "incidents"])
def test_everything_can_be_exported(demo, tmp_path, what):
    rows = lines(run("export", what))
    out = tmp_path / "out.csv"
    assert run("export", what, "--format", "csv", "--output", out).exit_code == 0
    table = list(csv.DictReader(StringIO(out.read_text("utf-8"))))
    assert len(table) == len(rows) > 0
    key = "claim" if what == "claims" else "id"
    assert [t[key] for t in table] == [r[key] for r in rows]
    assert None not in table[0]


def test_gold_is_what_was_corrected(demo, tmp_path):
    assert run("export", "gold").exit_code == 1
    for more in (["--format", "csv"], ["--side", "ARM"]):
        assert "leave other options out" in run("export", "gold", *more).stderr


def test_exported_events_are_those_that_were_read(demo):
    read = {e["id"]: e for line in run("read", "--demo").stdout.splitlines() for e in json.loads(line)["events"]}
    exported = {e["id"]: {k: v for k, v in e.items() if k in read[e["id"]]} for e in lines(run("export", "events"))}
    assert exported == read


def test_an_export_can_be_narrowed(demo):
    assert {c["side"] for c in lines(run("export", "casualties", "--side", "ARM"))} == {"ARM"}
    assert all(c["claimant_country"] for c in lines(run("export", "claims", "--claimant", "AZE")))
    assert run("export", "incidents", "--side", "ARM").exit_code == 2
    assert run("export", "events", "--from", "1999-01-01", "--to", "1999-01-02").exit_code == 1


def test_a_table_runs_no_formula(tmp_path):
    told = json.dumps({"id": "=1+1", "text": REPORT, "published": "2022-09-13", "source": "@SUM(A1)"})
    run("add", "-", "--store", tmp_path / "s.db", stdin=told)
    table = list(
        csv.DictReader(StringIO(run("export", "events", "--format", "csv", "--store", tmp_path / "s.db").stdout))
    )
    assert {(t["document"], t["source"]) for t in table} == {("'=1+1", "'@SUM(A1)")}


def test_contacts_positions_and_flareups(demo):
    found = json.loads(run("contacts", "--format", "json").stdout)
    assert any(c["kind"] == "mediated" and "RUS" in c["who"] for c in found)
    assert "mediated" in run("contacts").stdout
    taken = json.loads(run("positions", "--bound", "kaz", "--format", "json").stdout)
    assert {"KAZ"} == {p["who"] for p in taken if p["stance"] == "silent"}
    assert "Kazakhstan silent" in run("positions", "--bound", "KAZ").stdout
    assert run("flareups").exit_code == 1


def test_a_flareup_is_a_number(tmp_path):
    days = [f"2022-{m:02}-{d:02}" for m in (7, 8) for d in range(1, 29, 7)] + ["2022-09-13"] * 6
    places = ("Sotk", "Jermuk", "Goris", "Kapan", "Vardenis", "Sisian")
    documents = [
        {"id": f"r{n}", "published": day, "source": f"Paper {n}", "text": f"Azerbaijani troops shelled {places[n % 6]}, Armenia, on {day}, killing {n + 2} soldiers."}
        for n, day in enumerate(days)
    ]  # fmt: skip
    told = "\n".join(map(json.dumps, documents))
    assert run("add", "-", "--store", tmp_path / "s.db", stdin=told).exit_code == 0
    found = json.loads(run("flareups", "--store", tmp_path / "s.db", "--format", "json").stdout)
    assert all(f["first"] == "2022-09-13" and f["p"] < 0.001 and f["observed"] >= 3 and f["cause"] for f in found)
    assert ["ARM", "AZE"] in [sorted(f["of"]) for f in found]
    assert "it begins with incident" in run("flareups", "--store", tmp_path / "s.db").stdout


def test_the_store_is_checked_mended_and_read_anew(own, tmp_path):
    assert run("store", "check").exit_code == 0
    assert "10 documents built again" in run("store", "repair").stdout
    assert json.loads(run("store", "repair", "--rebuild", "--format", "json").stdout) == {"rebuilt": 10}
    assert "at version" in run("store", "migrate").stdout
    assert json.loads(run("store", "reread", "--format", "json").stdout) == {"again": 0}


def test_a_damaged_store_is_told_and_mended(own):
    with open(own, "r+b") as handle:  # noqa: PTH123
        size = handle.seek(0, 2) // 4096
        handle.seek(size // 2 * 4096)
        handle.write(Random(1).randbytes(8 * 4096))
    checked = run("store", "check")
    assert checked.exit_code == 1 or "vedette store repair" in checked.stop
    mended = run("store", "repair", "--format", "json")
    told = json.loads(mended.stdout)
    assert told["documents"] + told["unread"] + told["lost"] == 10
    assert run("store", "check").exit_code == 0
    assert json.loads(run("store", "reread", "--format", "json").stdout)["again"] == told["unread"]
    assert run("add", "--demo").exit_code == 0
    assert len(lines(run("export", "events"))) > 20
