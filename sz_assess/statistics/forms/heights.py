"""Rows of a workbook as high as their words: not every program finds that out by itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from sz_assess.text import width_of

_LINE = 15.5
"""Points of a line of the small type that these workbooks have."""
_LETTER = 0.85
"""Widths of columns count digits of a larger type: a letter takes less than one."""


def fit(sheet: Any, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its texts want that are wrapped in columns of such widths, each a text and a width."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    if lines > 1:
        sheet.set_row(row, lines * _LINE)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(width_of(part) * _LETTER / width)) for part in text.split("\n"))
