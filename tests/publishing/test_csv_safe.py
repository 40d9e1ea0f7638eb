"""No field of a CSV file is a formula, whatever a text says."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.publishing.csv_safe import BLOCK, csv_blocks, safe


@pytest.mark.parametrize("told", ['=HYPERLINK("x")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", " ＠x"])  # fmt: skip
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(told):
    assert safe(told) == "'" + told
    assert safe("'" + told) == "'" + told


@pytest.mark.parametrize("told", ["a=b", "49", "Sotk – Jermuk", "", None, -45.87, -3, True])
def test_anything_else_stays_as_it_is(told):
    assert safe(told) is told


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)))))
def test_a_file_is_read_back_with_every_text_in_its_cell(texts):
    rows = [{"n": n, "told": t} for n, t in enumerate(texts)]
    read = list(csv.DictReader(io.StringIO("".join(csv_blocks(rows, ("n", "told"))), newline="")))
    assert [r["told"] for r in read] == [safe(t) for t in texts]


def test_rows_come_in_blocks():
    blocks = list(csv_blocks(({"n": n} for n in range(2 * BLOCK + 1)), ("n",)))
    assert len(blocks) == 3
