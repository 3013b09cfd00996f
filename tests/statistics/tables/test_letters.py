"""Columns by letters, as spreadsheets count them."""

import pytest

from sz_assess.statistics.tables.letters import column_letters


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_are_counted_without_a_zero(column: int, letters: str) -> None:
    assert column_letters(column) == letters
