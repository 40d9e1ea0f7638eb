"""The queries that docs/bulk.md gives run as they stand on an archive."""

import re
from pathlib import Path

import duckdb
import pytest

from vedette.engine.bulk import prepared, run
from vedette.engine.local import Local

PAGE = (Path(__file__).parent.parent.parent / "docs" / "bulk.md").read_text("utf-8")
QUERIES = [
    q.strip() for block in re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL) for q in block.split(";") if q.strip()
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The example dossier, read."""
    folder = tmp_path_factory.mktemp("queries")
    path = Path(__file__).parent.parent.parent / "src" / "vedette" / "examples" / "september-2022.jsonl"
    run(prepared([str(path)], str(folder / "archive"), on_skip=pytest.fail), Local(1))
    return folder


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_docs_answers(archive, monkeypatch, query):
    monkeypatch.chdir(archive)
    # What is told of September 2022 is in the dossier; of Russia as an actor there may be nothing.
    found = duckdb.sql(query).fetchall()
    assert found or "'RUS'" in query


def test_there_are_queries():
    assert len(QUERIES) >= 5
