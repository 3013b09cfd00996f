"""Small tables that a case brings, as the tables that files are read as; what is wrong is told at its line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sz_assess.cases.spec import Rows
from sz_assess.errors import Problem
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.statistics.tables.table import Table, as_heading
from sz_assess.statistics.tables.xlsx_column import XlsxColumn
from sz_assess.text import msg

_FIRST = 2
"""The number of the first row below the headings."""


def table_of(rows: Rows, file: str, name: str) -> Table:
    """The table, which is called like a sheet of a workbook; its rows have as many cells as it has headings."""
    body = rows[1:]
    columns = zip(*body, strict=True)
    return Table(
        file=file,
        sheet=name,
        heading=tuple(map(as_heading, rows[0])),
        heading_row=1,
        rows=np.arange(_FIRST, _FIRST + len(body), dtype=np.intp),
        columns=tuple(XlsxColumn(["" if cell is None else cell for cell in column], {}) for column in columns),
    )


def ragged(rows: Rows, source: YamlFile, path: KeyPath) -> Iterator[Problem]:
    """Rows that have more or fewer cells than there are headings; ``path`` is the table's place."""
    wide = len(rows[0])
    for n, row in enumerate(rows):
        if len(row) != wide:
            found = msg("a row of {n} cells", n=len(row))
            yield source.problem((*path, n), found, msg("{n} cells, one below each heading", n=wide),
                                 msg("write null for a blank cell"))  # fmt: skip


def placed(problem: Problem, source: YamlFile, path: KeyPath) -> Problem:
    """A problem of a row and column of the table, at its place in the case's file."""
    if problem.sheet is None:
        return source.problem(path, problem.found, problem.expected, problem.mend, at_key=True)
    at = path
    if problem.line:
        at = (*at, problem.line - 1)
        if problem.column:
            at = (*at, problem.column - 1)
    return source.problem(at, problem.found, problem.expected, problem.mend)
