"""Why a cell is no figure: what people write there, and what they are told to write instead."""

import pytest

from sz_assess.statistics.tables.table import Kind
from sz_assess.statistics.tables.unusable import why_not


def told(text: str, kind: Kind = Kind.TEXT, *, typed: bool = False) -> str:
    return str(why_not(kind, text, typed=typed)[1])


@pytest.mark.parametrize("text", ["-", "—", "/", "无", "N/A", "...", "×"])
def test_signs_for_nothing_are_left_blank(text: str) -> None:
    assert told(text) == "leave the cell blank where there is no figure; write 0 where the figure is zero"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1,234.5", "1234.5"), ("１２．５", "12.5"), ("1 234 567", "1234567"), ("−3", "-3"), ("3。5", "3.5"),
        ("+1'000", "+1000"), ("12%", "12"), ("12.5 ％", "12.5"),
    ],
)  # fmt: skip
def test_a_number_that_is_written_otherwise(text: str, written: str) -> None:
    assert told(text).startswith(f"write {written}")


@pytest.mark.parametrize("text", ["1,23", "12亿元", "约12", "1.2.3", "12-13", "10²"])
def test_what_may_be_another_number_is_not_guessed(text: str) -> None:
    assert told(text).startswith("write the number alone")


def test_a_number_kept_as_a_text() -> None:
    assert told("12.5", typed=True) == "the cell holds a text that looks like a number: turn it into a number"
    assert told("12.5") == "write 12.5"


def test_a_share_that_is_shown_as_per_cent() -> None:
    found = str(why_not(Kind.PERCENT, "0.285", typed=True)[0])
    # As a decimal: in binary 0.285 × 100 is 28.499999999999996.
    assert found == "0.285 in a cell that shows per cent: 28.5%"
