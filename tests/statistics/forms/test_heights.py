"""Heights of rows, counted by hand."""

import pytest

from sz_assess.statistics.forms.heights import fit


class Sheet:
    """Notes the heights that rows are given, in lines."""

    def __init__(self) -> None:
        self.lines: dict[int, float] = {}

    def set_row(self, row: int, height: float) -> None:
        self.lines[row] = height / 15.5


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a", 10, None),
        ("x" * 100, 40, 3),  # 85 of 40 a line
        ("县" * 23, 40, None),  # two letters wide each: 39.1 of 40
        ("县" * 24, 40, 2),
        ("one\ntwo\n\nfour", 40, 4),
    ],
)
def test_a_row_has_as_many_lines_as_its_longest_text(text: str, width: float, lines: int | None) -> None:
    sheet = Sheet()
    fit(sheet, 7, [("short", 40), (text, width)])
    assert sheet.lines == ({} if lines is None else {7: lines})


def test_a_row_without_texts_stays_as_it_is() -> None:
    sheet = Sheet()
    fit(sheet, 7, [])
    assert sheet.lines == {}
