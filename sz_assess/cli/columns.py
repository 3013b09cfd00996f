"""Columns that line up on the screen, Chinese or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sz_assess.text import width_of

GAP = "  "


def table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Rows as lines, indented, each column as wide as its widest cell; those in ``right`` flush right."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = []
        for position, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - width_of(cell))
            cells.append(space + cell if position in right else cell + space)
        lines.append((GAP + GAP.join(cells)).rstrip())
    return lines
