"""Any value in any parameter that the reference tells: an answer, or a refusal in our own form, never a failure."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

API = "/api/v1"
SLOW = ("/checks", "/stream")
"""Answers that load the language model, and one that has no end."""

odd = st.one_of(
    st.text(max_size=40),
    st.integers(-(10**20), 10**20).map(str),
    st.sampled_from(
        ["", " ", "0", "-1", "9" * 19, "\x00", "\ud7ff", "%", "'", '"', "NEAR(", "a AND", "*", "ARM", "ARM-AZE", "2022-09-13",
         "9999-12-31", "0001-01-01", "nan,nan,nan,nan", "-90,-180,90,180", "1e400,0,1,0", "0,170,10,-170", "../..", ".1", "a.1",
         "2022-09-13.-1", "2022-09-13.99999999999999999999", "𝟙", "²", "json", "csv", "killed", "ASSAULT", "talks", "true"]
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def paths(client):
    told = client.get(f"{API}/openapi.json").json()["paths"]
    return {p: m["get"].get("parameters", []) for p, m in told.items() if "get" in m and not p.endswith(SLOW)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_is_asked_breaks_an_answer(client, paths, data):
    path = pattern = data.draw(st.sampled_from(sorted(paths)))
    asked = {}
    for p in paths[pattern]:
        if p["in"] == "path":
            path = path.replace(
                "{" + p["name"] + "}", data.draw(st.sampled_from(["66da2661", "zz", "%00", "a%2Fb", "%ff"]))
            )
        elif p.get("required") or data.draw(st.integers(0, 3)) == 0:
            asked[p["name"]] = data.draw(odd)
    answer = client.get(path, params=asked)
    assert answer.status_code in (200, 404, 422), (path, asked, answer.text)
    if answer.status_code != 200:
        assert all(f["object"] and f["cause"] for f in answer.json()["errors"]), answer.text
