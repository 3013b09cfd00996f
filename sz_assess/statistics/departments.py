"""``departments.csv``: figures about departments for the yearly assessment, such as work scores: a row for each
department and period, a column for each figure that decisions.yaml declares."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.decisions.responsibility import DepartmentFigure
from sz_assess.method.load import DEPARTMENTS, INSPECTION_LEDGER
from sz_assess.method.model import Assessment
from sz_assess.numeric import at_least
from sz_assess.periods import Period
from sz_assess.statistics.rows import Rows, read_table
from sz_assess.statistics.tables.letters import column_letters
from sz_assess.statistics.tables.table import Figures, Kind, Table, quoted
from sz_assess.text import msg

WHO = ("department", "部门")
WHEN = ("period", "考核期", "年份")

Key = tuple[str, str, Period]
"""Department, figure, period: codes."""


@dataclass(frozen=True)
class DepartmentFigures:
    """What departments.csv gives, and where each figure stands; blank cells are left out.

    A case may put in figures that a run counts itself; no file can, as no heading stands for them.
    """

    values: dict[Key, float] = field(default_factory=dict)
    places: dict[Key, str] = field(default_factory=dict)


def load_departments(assessment: Assessment, problems: list[Problem]) -> DepartmentFigures:
    """Read the assessment's file; nothing where there is none. What is wrong is noted."""
    path = assessment.folder / DEPARTMENTS
    if not path.is_file():
        return DepartmentFigures()
    figures = [figure for spec in assessment.method.responsibility for figure in spec.figures]
    declared = {figure.code: figure for figure in figures}
    if not any(figure.counted is None for figure in figures):
        expected = msg("no such file: decisions.yaml declares no figures of departments")
        mend = msg("declare them under responsibility:, or take the file away")
        problems.append(Problem(DEPARTMENTS, msg("figures of departments"), expected, mend))
        return DepartmentFigures()
    table = read_table(DEPARTMENTS, path, problems)
    if table is None:
        return DepartmentFigures()
    reader = _Reader(table, assessment, declared)
    found = DepartmentFigures()
    for key, value, place in reader.read():
        found.values[key] = value
        found.places[key] = place
    problems += reader.rows.problems
    return found


class _Reader:
    """Reads row by row and notes what is wrong."""

    def __init__(self, table: Table, assessment: Assessment, declared: dict[str, DepartmentFigure]) -> None:
        headings = {WHO[0]: WHO, WHEN[0]: WHEN}
        headings |= {code: (code, figure.name.zh, figure.name.en) for code, figure in declared.items()}
        self.rows = Rows(table, headings, may_lack=list(declared))
        self.declared = declared
        self.departments: dict[str, str] = {}
        for each in assessment.method.about.departments:
            self.departments |= dict.fromkeys((each.code, each.name.zh, each.name.en), each.code)

    def read(self) -> Iterator[tuple[Key, float, str]]:
        """Every figure with its key and place."""
        table, column = self.rows.table, self.rows.column
        for code in column.keys() & {code for code, figure in self.declared.items() if figure.counted is not None}:
            found = msg("the column {heading}", heading=quoted(table.heading[column[code]]))
            expected = msg("no such column: the program counts it from the ledger of inspection items")
            mend = msg("take the column away; what it counts stands in {file}", file=INSPECTION_LEDGER)
            self.rows.note(table.heading_row, column[code], found, expected, mend)
        figures = {code: table.columns[n].figures() for code, n in column.items() if code in self.declared}
        seen: set[tuple[str, Period]] = set()
        for record, row, text in self.rows.records():
            who, when = text[WHO[0]].strip(), text[WHEN[0]].strip()
            key = self._who(row, who), self._when(row, when)
            if key[0] is None or key[1] is None:
                continue
            if key in seen:
                found = msg("{who} a second time for {period}", who=who, period=when)
                self.rows.refuse(row, WHO[0], found, msg("one row for each department and period"))
            seen.add((key[0], key[1]))
            for code, cells in figures.items():
                if (value := self._figure(record, row, code, cells)) is not None:
                    letters = column_letters(column[code] + 1)
                    yield (key[0], code, key[1]), value, f"{DEPARTMENTS}:{row}:{letters}"

    def _who(self, row: int, text: str) -> str | None:
        if text not in self.departments:
            found = msg("the department {code}", code=quoted(text)) if text else msg("a blank cell")
            kind = msg("one of the departments of method.yaml")
            self.rows.refuse(row, WHO[0], found, kind, suggest(text, list(self.departments)))
            return None
        return self.departments[text]

    def _when(self, row: int, text: str) -> Period | None:
        try:
            return Period.parse(text)
        except ValueError:
            found = quoted(text) if text else msg("a blank cell")
            self.rows.refuse(row, WHEN[0], found, msg("a period: 2018, 2018H1, 2018Q3 or 2018M06"))
            return None

    def _figure(self, record: int, row: int, code: str, cells: Figures) -> float | None:
        kind, value = cells.kind[record], float(cells.number[record])
        if kind == Kind.BLANK:
            return None
        if kind != Kind.NUMBER:
            shown = self.rows.table.columns[self.rows.column[code]].shown(record)
            self.rows.refuse(row, code, quoted(shown), msg("a number, or a blank cell"))
            return None
        low, high = self.declared[code].range
        lowest, highest = np.array([-math.inf if low is None else low]), np.array([math.inf if high is None else high])
        if not (at_least(cells.number[[record]], lowest) & at_least(highest, cells.number[[record]])).all():
            bounds = msg("a number from {low} to {high}", low="−∞" if low is None else low,
                         high="∞" if high is None else high)  # fmt: skip
            self.rows.refuse(row, code, msg("{value}", value=value), bounds)
            return None
        return value
