"""Tables: what Excel and WPS are given."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.reports.tables import number_cell, text_cell, write_table

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def test_a_table_to_the_byte(tmp_path: Path) -> None:
    rows = [("曾都区", 1, 87.25, None), ('a,"b"', -0.5, math.nan, "")]
    path = write_table(tmp_path / "t.csv", ("name", "rank", "score", "grade"), rows)
    wanted = '\ufeffname,rank,score,grade\r\n曾都区,1,87.25,\r\n"a,""b""",-0.5,,\r\n'
    assert path.read_bytes() == wanted.encode()


def test_a_heading_is_as_safe_as_a_cell(tmp_path: Path) -> None:
    """Headings of ledgers' rows are names from the method."""
    path = write_table(tmp_path / "t.csv", ("+增减", "name"), [])
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["'+增减,name"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (4e-11, "0"),
        (-4e-11, "0"),
        (-0.0, "0"),
        (100.0, "100"),
        (7, "7"),
        (1e15, "1000000000000000"),
        (-12.5, "-12.5"),
        (2 / 3, "0.6666666667"),
        (math.nan, ""),
    ],
)
def test_numbers_are_plain(value: float, written: str) -> None:
    assert number_cell(value) == written


def test_an_infinite_number_is_a_fault() -> None:
    with pytest.raises(ValueError, match="infinite"):
        number_cell(math.inf)


@given(st.floats(-1e12, 1e12))
def test_a_number_comes_back_to_ten_decimals(value: float) -> None:
    written = number_cell(value)
    assert "e" not in written
    assert abs(float(written) - value) <= 0.5e-10 + abs(value) * 1e-15


@pytest.mark.parametrize("sign", SIGNS)
def test_no_text_is_taken_for_a_formula(sign: str, tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", ("name", "score"), [(f"{sign}cmd|' /C calc'!A0", -1.5)])
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        name, score = list(csv.reader(file))[1]
    assert name == f"'{sign}cmd|' /C calc'!A0"
    assert score == "-1.5"  # a number stays one, below zero too


@given(st.text())
def test_only_dangerous_texts_are_touched(text: str) -> None:
    safe = text_cell(text)
    assert safe == (f"'{text}" if text[:1] in SIGNS and text else text)
