"""Any value in any field of any tool: an answer of a bounded size, or a refusal in our own form, never a failure."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.desk.mcp.bounds import MOST
from vedette.desk.mcp.tools import TOOLS

odd = st.one_of(
    st.text(max_size=40), st.integers(-(10**20), 10**20), st.none(), st.booleans(), st.floats(), st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from(
        ["", " ", "0", "\x00", "\ud800", "%", '"', "NEAR(", "a AND", "*", "ARM", "ARM-AZE", "2022-09-13", "9999-12-31", "0001-01-01",
         "-90,-180,90,180", "nan,nan,nan,nan", "66da2661", "sept2022-05-csto", ".1", "2022-09-13.-1", "killed", "ASSAULT", "talks", 3]
    ),
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(TOOLS) - {"brief"}))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_is_asked_breaks_a_tool(ask, name, data):
    tool = TOOLS[name].described.input_schema
    fields = [f for f in tool["properties"] if f in tool.get("required", ()) or data.draw(st.integers(0, 3)) == 0]
    result = ask(name, **{f: data.draw(odd) for f in fields})
    assert len(result.content[0].text) <= MOST
    if result.is_error:
        faults = result.structured_content["errors"]
        assert all(f["object"] and f["cause"] for f in faults)
        assert not any(f["object"].startswith("fault ") for f in faults), faults
