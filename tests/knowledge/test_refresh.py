"""The refresh of office holders, against a server on this machine that answers as Wikidata's does."""

import csv
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from vedette.errors import SkipError, StopError
from vedette.knowledge.offices import holders
from vedette.knowledge.wikidata import merged, question, rows_of
from vedette.workflow.refresh import refresh_offices

KNOWN = frozenset({"ARM", "TUR"})


def binding(
    iso="ARM",
    person="Q1",
    name="Ann Example",
    office="Prime Minister of Armenia",
    from_="2025-01-02T00:00:00Z",
    to=None,
):
    told = {
        "iso": iso,
        "person": f"http://www.wikidata.org/entity/{person}",
        "personLabel": name,
        "officeLabel": office,
        "from": from_,
        "to": to,
    }
    return {k: {"value": v} for k, v in told.items() if v is not None}


def answer(*bindings):
    return json.dumps({"results": {"bindings": list(bindings)}}).encode()


def read(path):
    return list(csv.DictReader(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")))


def serve(httpserver: HTTPServer, *, failing=()):
    asked = []

    def handler(request):
        query = parse_qs(urlsplit(request.url).query)["query"][0]
        asked.append(query)
        rank = next((r for r in ("P35", "P6", "foreign", "defen") if r in query), "")
        if rank in failing:
            return Response("busy", status=503)
        found = [binding()] if rank == "P6" else []
        return Response(answer(*found), content_type="application/sparql-results+json")

    httpserver.expect_request("/sparql").respond_with_handler(handler)
    return asked


def refresh(httpserver, folder, today="2026-01-01"):
    skipped = []
    counts = refresh_offices(
        folder, endpoint=httpserver.url_for("/sparql"), since="2022-08-01", today=today, on_skip=skipped.append
    )
    return counts, skipped


def test_holders_are_written_with_who_added_them_and_are_known_at_once(httpserver: HTTPServer, tmp_path):
    asked = serve(httpserver)
    (new, kept), skipped = refresh(httpserver, tmp_path)
    assert (new, kept, skipped) == (1, 0, [])
    assert len(asked) == 4
    (row,) = read(tmp_path / "people.csv")
    assert row == {"code": "ARM", "office": "Prime Minister of Armenia", "rank": "head-of-government", "person": "Ann Example",
                   "wikidata": "Q1", "from": "2025-01-02", "to": "", "added": "wikidata 2026-01-01"}  # fmt: skip
    (held,) = holders("Example", on=None, folder=tmp_path)
    assert held.entity == "wikidata:Q1"


def test_ones_own_rows_stay_and_an_earlier_refresh_is_replaced(httpserver: HTTPServer, tmp_path):
    serve(httpserver)
    own = "code,office,rank,person,wikidata,from,to,added\nTUR,Mayor,other,Bob Own,,2020-01-01,,by me\nTUR,Old,head-of-state,Old One,Q9,2000-01-01,,wikidata 2025-01-01\n"
    (tmp_path / "people.csv").write_text(own)
    (new, kept), _ = refresh(httpserver, tmp_path)
    assert (new, kept) == (1, 1)
    assert [(r["person"], r["added"]) for r in read(tmp_path / "people.csv")] == [
        ("Bob Own", "by me"),
        ("Ann Example", "wikidata 2026-01-01"),
    ]


def test_what_could_not_be_had_this_time_stays_from_last_time(httpserver: HTTPServer, tmp_path):
    serve(httpserver, failing=("P35",))
    old = "code,office,rank,person,wikidata,from,to,added\nTUR,President,head-of-state,Old One,Q9,2000-01-01,,wikidata 2025-01-01\n"
    (tmp_path / "people.csv").write_text(old)
    _, skipped = refresh(httpserver, tmp_path)
    assert len(skipped) == 1
    assert "503" in str(skipped[0])
    assert [r["person"] for r in read(tmp_path / "people.csv")] == ["Ann Example", "Old One"]


def test_nothing_is_written_where_nothing_could_be_had(httpserver: HTTPServer, tmp_path):
    serve(httpserver, failing=("P35", "P6", "foreign", "defen"))
    with pytest.raises(StopError, match="nothing could be had from"):
        refresh(httpserver, tmp_path)
    assert not (tmp_path / "people.csv").exists()


@pytest.mark.parametrize("data", [b"<html>busy</html>", b"{}", b'{"results": {"bindings": [3]}}'])
def test_an_answer_that_is_none_is_skipped(data):
    with pytest.raises(SkipError, match="is no SPARQL result"):
        rows_of(data, "head-of-state", "2026-01-01", KNOWN)


@pytest.mark.parametrize(
    "wrong",
    [
        binding(iso="XXX"),
        binding(name="Q1"),
        binding(from_="http://www.wikidata.org/.well-known/genid/abc"),
        binding(to="t1"),
    ],
)
def test_states_persons_and_days_that_are_not_known_are_left_out(wrong):
    assert rows_of(answer(wrong), "head-of-state", "2026-01-01", KNOWN) == ()


def test_an_office_without_a_name_is_called_by_its_rank():
    (row,) = rows_of(answer(binding(office="Q5")), "head-of-state", "2026-01-01", KNOWN)
    assert row["office"] == "head of state"


def test_a_row_by_hand_outweighs_the_same_from_the_service():
    (new,) = rows_of(answer(binding()), "head-of-government", "2026-01-01", KNOWN)
    mine = {**new, "office": "Premier", "added": "by me"}
    assert [r["office"] for r in merged([mine], [new])] == ["Premier"]


def test_the_question_names_the_day_and_each_rank_its_own_property():
    assert '"2022-08-01T00:00:00Z"' in question("head-of-state", "2022-08-01")
    assert "P35" in question("head-of-state", "2022-08-01")
    assert "P6" in question("head-of-government", "2022-08-01")
    assert "P39" in question("foreign-minister", "2022-08-01")
