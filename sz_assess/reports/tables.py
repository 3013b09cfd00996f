"""Tables as csv that Excel and WPS open rightly, and that hold nothing a spreadsheet would run.

UTF-8 with a mark, lines ended by CR LF (RFC 4180), numbers without exponent or noise, an empty cell where there is no
number.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

DECIMALS = 10
"""Decimals of a number in a table: more than any notice prints, fewer than float64 noise reaches."""

Cell = str | float | int | None

# What makes a spreadsheet take a cell for a formula; East Asian editions take the full-width signs as well.
_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_table(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    """Write a csv file. Texts are made safe, numbers are written plainly; None and NaN leave the cell empty."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(heading)
        writer.writerows([_cell(cell) for cell in row] for row in rows)
    return path


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return text_cell(cell) if isinstance(cell, str) else number_cell(cell)


def text_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before a sign that would make it one."""
    return f"'{text}" if text.startswith(_COMMANDS) else text


def number_cell(value: float) -> str:
    """A number at ten decimals without trailing zeros; empty for NaN. Raises ValueError for an infinite one."""
    if math.isnan(value):
        return ""
    if math.isinf(value):
        raise ValueError("an infinite number in a table")
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
