"""Cells as names and headings, and how a table names its places."""

import datetime

import numpy as np
import pytest

from sz_assess.statistics.tables.table import Table, as_heading, as_text, quoted


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), ("  东县 ", "东县"), (2018.0, "2018"), (2018, "2018"), (0.5, "0.5"), (-3.0, "-3"), (True, "TRUE"),
        (False, "FALSE"), (float("inf"), "inf"), (datetime.date(2018, 3, 5), "2018-03-05"),
    ],
)  # fmt: skip
def test_a_cell_as_a_name(cell: object, text: str) -> None:
    assert as_text(cell) == text


def test_a_heading_may_be_broken_for_looks() -> None:
    assert as_heading("工业投资\n（亿元）") == "工业投资（亿元）"
    assert as_heading(" Industrial \r\n investment") == "Industrialinvestment"


def test_a_long_text_is_shortened() -> None:
    assert quoted("a" * 60) == '"' + "a" * 60 + '"'
    assert quoted("a" * 61) == '"' + "a" * 60 + '…"'


def table(sheet: str | None, heading_row: int) -> Table:
    return Table("data/a", sheet, ("unit", "firms"), heading_row, np.array([2]), ())


@pytest.mark.parametrize(
    ("sheet", "heading_row", "row", "column", "place"),
    [
        (None, 1, 7, 1, "data/a:7:B"),
        (None, 1, 7, None, "data/a:7"),
        ("甲", 1, 7, 1, "data/a:甲!B7"),
        ("甲", 1, 7, None, "data/a:甲"),
        # A problem of a whole column, and one of parquet, whose columns have no letters.
        ("甲", 1, 0, 1, "data/a:甲!B"),
        (None, 1, 0, 1, "data/a:B"),
        (None, 0, 7, 1, "data/a:7:firms"),
    ],
)
def test_places(sheet: str | None, heading_row: int, row: int, column: int | None, place: str) -> None:
    assert table(sheet, heading_row).problem(row, column, "", "").place == place
