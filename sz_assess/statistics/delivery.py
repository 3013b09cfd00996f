"""All figures of all tables one below the other, each with the table, record and column that it stood in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.statistics.layout import Layout
from sz_assess.statistics.lexicon import Lexicon, Periods
from sz_assess.statistics.tables.table import Kind, KindArray, Names, Table


@dataclass(frozen=True)
class Entries:
    """Parallel arrays, one entry a cell of a column of figures, blank ones included.

    ``table`` counts the tables; ``record`` is the row in the table's arrays, ``column`` its column, both from 0.
    ``unit`` and ``statistic`` are numbers of a :class:`Lexicon`, ``period`` of :class:`Periods`. ``number`` is NaN
    unless ``kind`` is NUMBER.
    """

    table: IntArray
    record: IntArray
    column: IntArray
    unit: IntArray
    statistic: IntArray
    period: IntArray
    kind: KindArray
    number: FloatArray

    def __len__(self) -> int:
        return len(self.number)

    def only(self, where: BoolArray) -> Entries:
        """Some of the entries, in the same order."""
        return self if where.all() else Entries(*(getattr(self, part.name)[where] for part in fields(self)))


def gather(tables: Sequence[tuple[Table, Layout]], units: Lexicon, statistics: Lexicon, periods: Periods) -> Entries:
    """The cells of all tables, in the order of the tables, their rows and their columns."""
    parts = [_entries(n, *each, units, statistics, periods) for n, each in enumerate(tables)]
    if len(parts) == 1:
        return parts[0]
    if not parts:
        none = np.array([], dtype=np.intp)
        return Entries(none, none, none, none, none, none, none.astype(np.uint8), none.astype(float))
    joined: list[Any] = [np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Entries)]
    return Entries(*joined)


def _entries(at: int, table: Table, layout: Layout, units: Lexicon, statistics: Lexicon, periods: Periods) -> Entries:
    unit = table.columns[layout.unit].names()
    statistic = None if layout.statistic is None else table.columns[layout.statistic].names()
    period = None if layout.period is None else table.columns[layout.period].names()
    figures = [table.columns[value.column].figures() for value in layout.values]
    kind = _side_by_side([each.kind for each in figures])
    number = _side_by_side([each.number for each in figures])
    blank = kind == Kind.BLANK
    # Where no cell is blank all rows are kept, and nothing is copied.
    full = not blank.any()
    rows = np.arange(len(blank)) if full else _said(blank, [unit, statistic, period])
    width = len(layout.values)
    of_unit = units.numbers(unit)
    of_statistic = None if statistic is None else statistics.numbers(statistic)
    of_period = None if period is None else periods.numbers(period)
    if of_period is None and layout.period_of_sheet is not None:
        of_period = np.full(len(table.rows), layout.period_of_sheet, dtype=np.intp)

    def spread(of_rows: IntArray | None, of_columns: list[int | None]) -> IntArray:
        """A number for each cell: its row's, or where the rows have none its column's."""
        if of_rows is not None:
            kept = of_rows if full else of_rows[rows]
            return np.repeat(kept, width) if width > 1 else kept
        return np.tile(np.array(of_columns, dtype=np.intp), len(rows))

    return Entries(
        table=np.full(len(rows) * width, at, dtype=np.intp),
        record=np.repeat(rows, width),
        column=np.tile(np.array([value.column for value in layout.values], dtype=np.intp), len(rows)),
        unit=spread(of_unit, []),
        statistic=spread(of_statistic, [value.statistic for value in layout.values]),
        period=spread(of_period, [value.period for value in layout.values]),
        kind=(kind if full else kind[rows]).ravel(),
        number=(number if full else number[rows]).ravel(),
    )


def _said(blank: BoolArray, names: Sequence[Names | None]) -> IntArray:
    """Rows that are not blank as a whole."""
    return np.flatnonzero(~(blank.all(axis=1) & _all_blank(names)))


def _all_blank(names: Sequence[Names | None]) -> BoolArray | bool:
    """(rows,) whether a row says nothing of whose figure it holds."""
    out: BoolArray | bool = True
    for each in names:
        if each is not None:
            out = each.blank & out
    return out


def _side_by_side(columns: list[NDArray[Any]]) -> NDArray[Any]:
    return columns[0][:, np.newaxis] if len(columns) == 1 else np.column_stack(columns)
