"""``departments.csv``: figures about departments for the yearly assessment, such as work scores: a row for each
department and period, a column for each figure that decisions.yaml declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sz_assess.errors import Problem, Refused, Words
from sz_assess.expression import suggest
from sz_assess.method.decisions.responsibility import DepartmentFigure
from sz_assess.method.load import DEPARTMENTS
from sz_assess.method.model import Assessment
from sz_assess.numeric import at_least
from sz_assess.periods import Period
from sz_assess.statistics.sources import Source, read_bytes
from sz_assess.statistics.tables.letters import column_letters
from sz_assess.statistics.tables.read_csv import read_csv
from sz_assess.statistics.tables.table import Figures, Kind, Table, quoted
from sz_assess.text import msg

WHO = ("department", "部门")
WHEN = ("period", "考核期", "年份")

Key = tuple[str, str, Period]
"""Department, figure, period: codes."""


@dataclass(frozen=True)
class DepartmentFigures:
    """What departments.csv gives, and where each figure stands; blank cells are left out."""

    values: dict[Key, float] = field(default_factory=dict)
    places: dict[Key, str] = field(default_factory=dict)


def load_departments(assessment: Assessment, problems: list[Problem]) -> DepartmentFigures:
    """Read the assessment's file; nothing where there is none. What is wrong is noted."""
    path = assessment.folder / DEPARTMENTS
    if not path.is_file():
        return DepartmentFigures()
    declared = {
        figure.code: figure
        for spec in assessment.method.responsibility
        for figure in spec.figures
    }  # fmt: skip
    if not declared:
        expected = msg("no such file: decisions.yaml declares no figures of departments")
        mend = msg("declare them under responsibility:, or take the file away")
        problems.append(Problem(DEPARTMENTS, msg("figures of departments"), expected, mend))
        return DepartmentFigures()
    try:
        reading = read_csv(DEPARTMENTS, read_bytes(Source(DEPARTMENTS, path, read_csv)))
    except Refused as refused:
        problems.append(Problem(DEPARTMENTS, refused.found, refused.expected, refused.mend))
        return DepartmentFigures()
    if reading.problems:
        problems += reading.problems
        return DepartmentFigures()
    rows = _Rows(reading.tables[0], assessment, declared)
    found = DepartmentFigures()
    for key, value, place in rows.read():
        found.values[key] = value
        found.places[key] = place
    problems += rows.problems
    return found


class _Rows:
    """Reads row by row and notes what is wrong."""

    def __init__(self, table: Table, assessment: Assessment, declared: dict[str, DepartmentFigure]) -> None:
        self.table, self.problems = table, list[Problem]()
        self.declared = declared
        self.departments: dict[str, str] = {}
        for each in assessment.method.about.departments:
            self.departments |= dict.fromkeys((each.code, each.name.zh, each.name.en), each.code)
        words = dict.fromkeys(WHO, WHO[0]) | dict.fromkeys(WHEN, WHEN[0])
        for code, figure in declared.items():
            words |= dict.fromkeys((code, figure.name.zh, figure.name.en), code)
        self.column: dict[str, int] = {}
        for n, heading in enumerate(table.heading):
            role = words.get(heading)
            if role is None or role in self.column:
                found = msg("the heading {heading}", heading=quoted(heading))
                expected = msg("each once: {words}", words=[WHO[0], WHEN[0], *declared])
                self._note(table.heading_row, n, found, expected, suggest(heading, list(words)))
            else:
                self.column[role] = n
        if absent := [role for role in (WHO[0], WHEN[0]) if role not in self.column]:
            found = msg("no column {names}", names=absent)
            self._note(table.heading_row, None, found, msg("the columns {names}", names=[WHO[0], WHEN[0]]))

    def _note(self, row: int, column: int | None, found: Words, expected: Words, mend: Words = "") -> None:
        self.problems.append(self.table.problem(row, column, found, expected, mend))

    def read(self) -> Iterator[tuple[Key, float, str]]:
        """Every figure with its key and place."""
        if self.problems:
            return
        figures = {code: self.table.columns[n].figures() for code, n in self.column.items() if code in self.declared}
        seen: set[tuple[str, Period]] = set()
        for record, row in enumerate(self.table.rows.tolist()):
            who, when = (self.table.columns[self.column[role]].shown(record).strip() for role in (WHO[0], WHEN[0]))
            if not who and not when:
                continue
            key = self._who(row, who), self._when(row, when)
            if key[0] is None or key[1] is None:
                continue
            if key in seen:
                found = msg("{who} a second time for {period}", who=who, period=when)
                self._note(row, self.column[WHO[0]], found, msg("one row for each department and period"))
            seen.add((key[0], key[1]))
            for code, cells in figures.items():
                if (value := self._figure(record, row, code, cells)) is not None:
                    letters = column_letters(self.column[code] + 1)
                    yield (key[0], code, key[1]), value, f"{DEPARTMENTS}:{row}:{letters}"

    def _who(self, row: int, text: str) -> str | None:
        if text not in self.departments:
            found = msg("the department {code}", code=quoted(text)) if text else msg("a blank cell")
            kind = msg("one of the departments of method.yaml")
            self._note(row, self.column[WHO[0]], found, kind, suggest(text, list(self.departments)))
            return None
        return self.departments[text]

    def _when(self, row: int, text: str) -> Period | None:
        try:
            return Period.parse(text)
        except ValueError:
            found = quoted(text) if text else msg("a blank cell")
            self._note(row, self.column[WHEN[0]], found, msg("a period: 2018, 2018H1, 2018Q3 or 2018M06"))
            return None

    def _figure(self, record: int, row: int, code: str, cells: Figures) -> float | None:
        kind, value = cells.kind[record], float(cells.number[record])
        if kind == Kind.BLANK:
            return None
        column = self.column[code]
        if kind != Kind.NUMBER:
            self._note(row, column, quoted(self.table.columns[column].shown(record)), msg("a number, or a blank cell"))
            return None
        low, high = self.declared[code].range
        if (low is not None and not at_least(value, low)) or (high is not None and not at_least(high, value)):  # type: ignore[arg-type]
            bounds = msg("a number from {low} to {high}", low="−∞" if low is None else low,
                         high="∞" if high is None else high)  # fmt: skip
            self._note(row, column, msg("{value}", value=value), bounds)
            return None
        return value
