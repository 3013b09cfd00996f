"""A table as delivered: a csv or parquet file, or one sheet of a workbook, column by column, before anything is judged.

Columns stay what their file made of them (text, Arrow arrays, Python objects) and answer two questions: what is in
each cell taken as a figure, and what is in each cell taken as a name. Only the column's role says which is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sz_assess.errors import Problem, Words
from sz_assess.numeric import FloatArray, IntArray
from sz_assess.statistics.forms.mark import FormMark
from sz_assess.statistics.forms.repair import Repair
from sz_assess.statistics.tables.letters import column_letters


class Kind(IntEnum):
    """What a cell holds."""

    BLANK = 0
    NUMBER = 1
    TEXT = 2
    TRUTH = 3
    DATE = 4
    ERROR = 5
    NO_RESULT = 6
    """A formula whose result was never stored."""
    NOT_FINITE = 7
    PERCENT = 8
    """A number that the workbook shows as a percentage, so that people see a hundred times what is stored."""


KindArray = NDArray[np.uint8]

NO_RESULT = "=?"
"""Stands for a formula without a stored result where a name is wanted."""


@dataclass(frozen=True)
class Figures:
    """A column's cells as figures: ``kind`` (rows,) of :class:`Kind`; ``number`` (rows,) is NaN unless NUMBER."""

    kind: KindArray
    number: FloatArray


@dataclass(frozen=True)
class Names:
    """A column's cells as names: ``codes`` (rows,) index ``texts``, which are stripped and may repeat; "" is blank."""

    codes: IntArray
    texts: tuple[str, ...]

    @cached_property
    def blank(self) -> NDArray[np.bool_]:
        """(rows,)"""
        return np.array([not text for text in self.texts], dtype=bool)[self.codes]


class Column(Protocol):
    """The cells of one column below the heading."""

    def figures(self) -> Figures:
        """All cells as figures."""
        ...

    def names(self) -> Names:
        """All cells as names. A whole number becomes its digits, so that a year or code may be typed as a number."""
        ...

    def shown(self, row: int) -> str:
        """One cell as a message quotes it."""
        ...


@dataclass(frozen=True)
class Table:
    """``file`` is relative to the assessment folder; ``sheet`` is None but for workbooks.

    ``heading`` is stripped, "" where a column has none. ``heading_row`` is its row in the file, 0 for parquet, which
    has none. ``rows`` (records,) is each record's row in the file: its line in a csv file, its number from 1 in
    parquet.
    """

    file: str
    sheet: str | None
    heading: tuple[str, ...]
    heading_row: int
    rows: IntArray
    columns: tuple[Column, ...]
    form: FormMark | None = None
    """Of a form that came back: what it is for."""

    def problem(
        self, row: int, column: int | None, found: Words, expected: Words, mend: Words = "", key: str = ""
    ) -> Problem:
        """A problem in a row of the file, and in a column counted from 0 (None: the row or table as a whole)."""
        cell: str | None = None
        if column is not None:
            letters = column_letters(column + 1)
            if self.sheet is not None:
                cell = f"{letters}{row or ''}"
            else:
                cell = letters if self.heading_row else self.heading[column]
        number = None if column is None else column + 1
        return Problem(
            self.file, found, expected, mend, key, line=row or None, column=number, sheet=self.sheet, cell=cell
        )


@dataclass
class Reading:
    """What came out of one file: its tables, and what is wrong with it as a file."""

    file: str
    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    """Cells of forms that were read as numbers although they are none as they stand."""

    def refuse(self, found: Words, expected: Words, mend: Words = "", line: int | None = None) -> Reading:
        """Note a problem with the file as a whole, or one of its lines."""
        self.problems.append(Problem(self.file, found, expected, mend, line=line))
        return self


Reader = Callable[[str, bytes], Reading]
"""Reads the content of a file, whose name in messages comes first. Never raises for what the file holds."""


def as_text(value: object) -> str:
    """A cell as a name: surrounding blanks stripped, whole numbers as their digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def as_heading(value: object) -> str:
    """A cell as a heading: a line break within it, which people put for looks, is taken out."""
    return "".join(line.strip() for line in as_text(value).splitlines())


def quoted(text: str, longest: int = 60) -> str:
    """A cell's text for a message: in quotation marks, shortened."""
    return f'"{text}"' if len(text) <= longest else f'"{text[:longest]}…"'
