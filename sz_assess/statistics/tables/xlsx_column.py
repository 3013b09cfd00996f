"""A column of a workbook's sheet: cells as the reader gives them, and what the reader does not tell of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

import numpy as np

from sz_assess.statistics.tables.sheet_scan import Flaw
from sz_assess.statistics.tables.table import NO_RESULT, Figures, Kind, Names, as_text

_KINDS: dict[type, Kind] = {
    str: Kind.TEXT,
    float: Kind.NUMBER,
    int: Kind.NUMBER,
    bool: Kind.TRUTH,
}


@dataclass(frozen=True)
class XlsxColumn:
    """A column of cells as the reader gives them; ``flaws`` by row."""

    cells: Sequence[object]
    own: Mapping[int, Flaw]

    @cached_property
    def _figures(self) -> Figures:
        size = len(self.cells)
        if not self.own and set(map(type, self.cells)) <= {float, int}:
            # A column of numbers alone, as most are, is told at once.
            number = np.array(self.cells, dtype=float)
            kind = np.where(np.isfinite(number), Kind.NUMBER, Kind.NOT_FINITE).astype(np.uint8)
            return Figures(kind, np.where(kind == Kind.NUMBER, number, np.nan))
        kind = np.fromiter((_KINDS.get(each, Kind.DATE) for each in map(type, self.cells)), np.uint8, size)
        cells = np.empty(size, dtype=object)
        cells[:] = self.cells
        kind[[row for row in np.flatnonzero(kind == Kind.TEXT).tolist() if not cells[row].strip()]] = Kind.BLANK
        for row, flaw in self.own.items():
            kind[row] = flaw[0]
        number = np.full(size, np.nan)
        numbers = kind == Kind.NUMBER
        number[numbers] = cells[numbers].astype(float)
        kind[numbers & ~np.isfinite(number)] = Kind.NOT_FINITE
        return Figures(kind, np.where(kind == Kind.NUMBER, number, np.nan))

    def figures(self) -> Figures:
        return self._figures

    def names(self) -> Names:
        seen: dict[tuple[type, object], int] = {}
        codes = [seen.setdefault((type(cell), cell), len(seen)) for cell in self.cells]
        texts = [_written(cell) for _, cell in seen]
        for row, flaw in self.own.items():
            codes[row] = len(texts)
            texts.append(flawed(flaw))
        return Names(np.array(codes, dtype=np.intp), tuple(texts))

    def shown(self, row: int) -> str:
        return flawed(self.own[row]) if row in self.own else _written(self.cells[row])


def _written(cell: object) -> str:
    """A cell's text; of dates and times, as people write them."""
    return str(cell) if isinstance(cell, date | time | timedelta) else as_text(cell)


def flawed(flaw: Flaw) -> str:
    """What stands for a flawed cell in messages."""
    return NO_RESULT if flaw[0] == Kind.NO_RESULT else flaw[1] or "#"
