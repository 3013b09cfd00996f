"""Marked copies by themselves: which cells are copied as what, so that a mended copy may be delivered."""

import datetime
import io
from decimal import Decimal
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

from sz_assess.errors import Problem
from sz_assess.reports.marked import Mark, marked_copy
from sz_assess.statistics.sources import READERS, Source


def copied(path: Path, sheet: str = "data") -> list[list[object]]:
    """The cells of a copy of a file whose first cell is wrong."""
    wrong = Mark(Problem(path.name, "found", "expected", line=1, cell="A"), is_error=True)
    source = Source(path.name, path, READERS[path.suffix])
    book = CalamineWorkbook.from_filelike(io.BytesIO(marked_copy(source, [wrong], "zh")))
    assert book.sheet_names == ["说明_问题清单", sheet]
    return [[*row] for row in book.get_sheet_by_name(sheet).to_python()]


def test_digits_that_are_a_code_stay_a_text(tmp_path: Path) -> None:
    """A workbook would make 42 of 0042 and 91421300100000010 of an 18-digit code."""
    file = tmp_path / "firms.csv"
    file.write_text("code,firm,revenue\n0042,914213001000000123,12.50\n0,123456789012345,-0.5\n", encoding="utf-8")
    assert copied(file) == [
        ["code", "firm", "revenue"],
        ["0042", "914213001000000123", 12.5],
        [0.0, 123456789012345.0, -0.5],
    ]


def test_a_parquet_file_with_decimals_large_codes_and_times_of_a_zone(tmp_path: Path) -> None:
    table = pa.table(
        {
            "revenue": pa.array([Decimal("110.50"), None]),
            "firm": pa.array([914213001000000123, 7], pa.int64()),
            "at": pa.array([datetime.datetime(2018, 5, 1, tzinfo=datetime.UTC)] * 2, pa.timestamp("us", tz="UTC")),
        }
    )
    pq.write_table(table, tmp_path / "firms.parquet")
    rows = copied(tmp_path / "firms.parquet")
    assert rows[1][:2] == [110.5, "914213001000000123"]
    assert rows[2][:2] == ["", 7.0]
    assert str(rows[1][2]).startswith("2018-05-01")


def test_a_copy_of_a_copy_has_one_list(tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("unit,output\nnorth,abc\n", encoding="utf-8")
    wrong = Mark(Problem(file.name, "found", "expected", line=2, cell="B"), is_error=True)
    first = marked_copy(Source(file.name, file, READERS[".csv"]), [wrong], "zh")
    again = tmp_path / "figures.xlsx"
    again.write_bytes(first)
    assert copied(again) == [["unit", "output"], ["north", "abc"]]
