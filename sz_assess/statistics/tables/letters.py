"""Columns by letters, as spreadsheets name them."""

from __future__ import annotations

from functools import cache


@cache
def column_letters(column: int) -> str:
    """A column number, from 1, as spreadsheets name it: 1 is A, 27 is AA."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(ord("A") + rest) + out
    return out
