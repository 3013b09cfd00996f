"""A form as it came back, to a table like any other: what its rows and columns are is told by their marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sz_assess.errors import Problem
from sz_assess.statistics.forms.mark import FormMark, columns_of, of_key
from sz_assess.statistics.forms.repair import (
    FORMULA_READ,
    Repair,
    number_of,
    of_percentage,
    percentage_read,
    text_read,
)
from sz_assess.statistics.tables.letters import column_letters
from sz_assess.statistics.tables.sheet_scan import Flaw
from sz_assess.statistics.tables.table import Kind, Reading, Table, as_text, quoted
from sz_assess.statistics.tables.xlsx_column import XlsxColumn
from sz_assess.text import Text, msg

_LOOKED_AT = 200
"""Rows that may stand above the row of marks."""

_ROLES = {"statistic": "statistic", "measure": "measure", "unit": "unit", "figure": "value"}
_FRESH = msg("copy the figures into a fresh form")


@dataclass(frozen=True)
class Sheet:
    """A sheet as read. ``flaws`` and ``results`` (cells with formulas whose results are stored) are by row and column,
    both from 1."""

    name: str
    rows: Sequence[Sequence[object]]
    flaws: Mapping[tuple[int, int], Flaw]
    results: Collection[tuple[int, int]]


def marks_of(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of marks, from 0, and its columns; None where the sheet has none."""
    for n, row in enumerate(sheet.rows[:_LOOKED_AT]):
        if (found := columns_of(row)) is not None:
            return n, found
    return None


def take_form(reading: Reading, mark: FormMark, sheet: Sheet) -> bool:
    """Take the table and repairs of a sheet that has a row of marks; False where it has none."""
    found = marks_of(sheet)
    if found is None:
        return False
    form = _Form(reading.file, mark, sheet, *found)
    form.read()
    reading.tables.append(form.table())
    reading.problems += form.problems
    reading.repairs += form.repairs
    return True


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    """Codes by the name that the form shows; a name that several have says none of them."""
    several = {name for name, count in Counter(names.values()).items() if count > 1}
    return {name: code for code, name in names.items() if name not in several}


@dataclass
class _Form:
    """Reads row by row."""

    file: str
    mark: FormMark
    sheet: Sheet
    marks: int
    at: dict[str, int]
    records: list[int] = field(default_factory=list)
    """Rows from 0 that hold a figure of the form, or one that it has no place for."""
    names: dict[str, list[object]] = field(default_factory=lambda: {"statistic": [], "unit": []})
    figures: list[object] = field(default_factory=list)
    flaws: dict[int, Flaw] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def read(self) -> None:
        names_of = {"statistic": self.mark.statistics, "unit": self.mark.units}
        codes = {kind: _by_name(of) for kind, of in names_of.items()}
        column = self.at["figure"]
        for row in range(self.marks + 1, len(self.sheet.rows)):
            key = dict(zip(("statistic", "unit"), of_key(self._cell(row, "key")), strict=True))
            shown = {name: as_text(self._cell(row, name)) for name in codes}
            flaw = self.sheet.flaws.get((row + 1, column + 1))
            cell = self.sheet.rows[row][column]
            filled = flaw is not None or bool(as_text(cell))
            # Below the marks come the heading, and rows that somebody put in for remarks.
            if not key["unit"] and (not filled or self._is_heading(cell, shown)):
                continue
            said = {name: codes[name].get(text, text) for name, text in shown.items()}
            for name in codes:
                if key[name] and said[name] not in {"", key[name], names_of[name].get(key[name])}:
                    self._contradiction(row, name, shown[name], key[name])
            names = {name: key[name] or said[name] for name in codes}
            for name, values in self.names.items():
                values.append(names[name])
            self._take(len(self.records), row, names, cell, flaw)
            self.records.append(row)

    def _cell(self, row: int, name: str) -> object:
        return self.sheet.rows[row][self.at[name]] if name in self.at else ""

    def _is_heading(self, cell: object, shown: dict[str, str]) -> bool:
        """A text above the figures, in a row of no unit of the form."""
        return isinstance(cell, str) and shown["unit"] not in {*self.mark.units, *self.mark.units.values()}

    def _take(self, record: int, row: int, names: dict[str, str], cell: object, flaw: Flaw | None) -> None:
        """One figure, repaired where it can mean only one number."""
        place = (row + 1, self.at["figure"] + 1)
        per_cent = names["statistic"] in self.mark.per_cent
        if flaw is not None and flaw[0] == Kind.PERCENT and per_cent and isinstance(cell, int | float):
            self._repair(place, names, number := of_percentage(float(cell)), percentage_read(float(cell)))
            self.figures.append(number)
            return
        if flaw is not None:
            self.flaws[record] = flaw
        elif isinstance(cell, str) and (number_there := number_of(cell, per_cent=per_cent)) is not None:
            self._repair(place, names, number_there, text_read(cell))
            cell = number_there
        elif place in self.sheet.results and isinstance(cell, int | float):
            self._repair(place, names, float(cell), FORMULA_READ)
        self.figures.append(cell)

    def _repair(self, place: tuple[int, int], names: dict[str, str], figure: float, found: Text) -> None:
        where = f"{self.file}:{self.sheet.name}!{column_letters(place[1])}{place[0]}"
        key = ", ".join(filter(None, (names["statistic"], names["unit"], self.mark.period)))
        self.repairs.append(Repair(where, key, found, figure))

    def _contradiction(self, row: int, name: str, shown: str, key: str) -> None:
        column = self.at[name] + 1
        own = (self.mark.statistics if name == "statistic" else self.mark.units).get(key, key)
        self.problems.append(
            Problem(
                self.file,
                quoted(shown),
                msg("{name}, which the form wrote into this row", name=quoted(own)),
                msg("rows were sorted or pasted in part, so that figures may stand in wrong rows: {mend}", mend=_FRESH),
                line=row + 1,
                column=column,
                sheet=self.sheet.name,
                cell=f"{column_letters(column)}{row + 1}",
            )
        )

    def table(self) -> Table:
        """A long table whose columns stand where the sheet has them."""
        width = len(self.sheet.rows[0]) if self.sheet.rows else 0
        heading = ["note"] * width
        columns = [XlsxColumn([""] * len(self.records), {}) for _ in range(width)]
        for name, role in _ROLES.items():
            place = self.at.get(name)
            if place is None and name == "measure":
                continue
            if place is None:
                # Somebody deleted the column, but the rows' marks tell.
                place = len(heading)
                heading.append(role)
                columns.append(columns[0])
            heading[place] = role
            if name == "figure":
                columns[place] = XlsxColumn(self.figures, self.flaws)
            elif name == "measure":
                columns[place] = XlsxColumn([self.sheet.rows[row][place] for row in self.records], {})
            else:
                columns[place] = XlsxColumn(self.names[name], {})
        lines = np.array(self.records, dtype=np.intp) + 1
        return Table(self.file, self.sheet.name, tuple(heading), self.marks + 1, lines, tuple(columns), form=self.mark)
