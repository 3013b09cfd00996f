"""Tables as csv that Excel and WPS open rightly, and that hold nothing a spreadsheet would run.

UTF-8 with a mark, lines ended by CR LF (RFC 4180), numbers without exponent or noise, an empty cell where there is no
number.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

DECIMALS = 10
"""Decimals of a number in a table: more than any notice prints, fewer than float64 noise reaches."""

Cell = str | float | int | Decimal | None

# What makes a spreadsheet take a cell for a formula; East Asian editions take the full-width signs as well.
_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_table(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    """Write a csv file. Texts are made safe, numbers are written plainly; None and NaN leave the cell empty."""
    return write_cells(path, [*map(text_cell, heading)], ([ready_cell(cell) for cell in row] for row in rows))


def write_cells(path: Path, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """Write a csv file of cells that are ready: :func:`ready_cell`, :func:`number_cells`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(heading)
        writer.writerows(rows)
    return path


def ready_cell(cell: Cell) -> str:
    """Any cell as a table has it."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return text_cell(cell) if isinstance(cell, str) else number_cell(cell)


def text_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before a sign that would make it one."""
    return f"'{text}" if text.startswith(_COMMANDS) else text


def number_cell(value: float) -> str:
    """A number at ten decimals without trailing zeros; empty for NaN. Raises ValueError for an infinite one."""
    return number_cells([value])[0]


def number_cells(values: list[float]) -> list[str]:
    """Numbers as :func:`number_cell` writes them."""
    if math.inf in values or -math.inf in values:
        raise ValueError("an infinite number in a table")
    # Weights and ranks repeat; what rounds to zero has no sign.
    known = {
        value: "" if math.isnan(value) else f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".") for value in set(values)
    }
    return ["0" if (text := known[value]) == "-0" else text for value in values]
