"""Which column of a table holds what, told by its heading.

Three layouts: long (unit, statistic, period, value: one figure a row), wide by statistic (unit, period, then one column
a statistic), wide by period (unit, statistic, then one column a period). A sheet that is called by a period needs no
column for it. Columns with remarks may stand anywhere and are not read; any other column is a problem.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sz_assess.errors import Problem, Words
from sz_assess.expression import suggest
from sz_assess.statistics.lexicon import Lexicon, Periods, read_period
from sz_assess.statistics.tables.encoding import AS_CSV
from sz_assess.statistics.tables.table import Table, quoted
from sz_assess.text import msg

HEADINGS: dict[str, tuple[str, ...]] = {
    "unit": ("unit", "单位", "考核单位", "地区"),
    "statistic": ("statistic", "统计数据", "指标", "指标名称", "统计指标"),
    "period": ("period", "year", "时期", "年份", "年度", "考核期"),
    "value": ("value", "数值"),
    "measure": ("measure", "计量单位"),
    "note": ("note", "notes", "备注", "说明"),
    "source": ("source", "来源", "数据来源"),
}
"""Accepted headings by what they mean. ``measure`` must agree with the statistic's unit of measure."""

_REMARKS = {"note", "source"}
_ROLE = {word: role for role, words in HEADINGS.items() for word in words}


@dataclass(frozen=True)
class Value:
    """A column of figures, counted from 0; ``statistic`` or ``period`` where its heading says them."""

    column: int
    statistic: int | None = None
    period: int | None = None


@dataclass(frozen=True)
class Layout:
    """Columns from 0; None where the table has none. ``period_of_sheet`` stands for a missing period column."""

    unit: int
    statistic: int | None
    period: int | None
    period_of_sheet: int | None
    measure: int | None
    values: tuple[Value, ...]


@dataclass
class _Reader:
    """Sorts the columns of one table, and gathers what is wrong with its heading."""

    table: Table
    statistics: Lexicon
    periods: Periods
    roles: dict[str, int] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: int | None, found: Words, expected: Words, mend: Words = "") -> None:
        self.problems.append(self.table.problem(self.table.heading_row, column, found, expected, mend))

    def sort(self) -> None:
        for column, heading in enumerate(self.table.heading):
            role = _ROLE.get(heading.lower())
            if role is None:
                self._other(column, heading)
            elif role in self.roles and role not in _REMARKS:
                found = msg("the heading {heading} a second time", heading=quoted(heading))
                self.refuse(column, found, msg("one column for each"), msg("delete or rename one of the two"))
            else:
                self.roles[role] = column

    def _other(self, column: int, heading: str) -> None:
        """A column without heading must be blank."""
        if heading:
            self.others.append(column)
        elif not self.table.columns[column].names().blank.all():
            found = msg("a column of cells without a heading")
            expected = msg("a heading above every column")
            self.refuse(column, found, expected, msg("give it a heading, such as 备注 (note)"))

    def layout(self) -> Layout | None:
        """The layout, or None where problems were noted."""
        self.sort()
        if "unit" not in self.roles:
            self._no_unit()
            return None
        long = "value" in self.roles
        values = self._long() if long else self._by_period() if "statistic" in self.roles else self._by_statistic()
        of_sheet = None
        if "period" not in self.roles and not any(value.period is not None for value in values) and not self.problems:
            of_sheet = self._period_of_sheet()
        if "measure" in self.roles and "statistic" not in self.roles:
            found, expected = msg("a column of units of measure"), msg("such a column only beside one of statistics")
            self.refuse(self.roles["measure"], found, expected, msg("delete the column"))
        if self.problems:
            return None
        role = self.roles.get
        return Layout(self.roles["unit"], role("statistic"), role("period"), of_sheet, role("measure"), tuple(values))

    def _no_unit(self) -> None:
        heading = self.table.heading
        expected = msg("a heading row with a column 单位 (unit)")
        if len(heading) == 1 and any(sign in heading[0] for sign in ";\t，；"):
            self.refuse(None, msg("columns that are not separated by commas"), msg("commas between the cells"), AS_CSV)
            return
        named = [text for text in heading if text]
        near = [mend for text in named if text.lower() not in _ROLE and (mend := suggest(text, HEADINGS["unit"]))]
        mend = near[0] if near else msg("let the first row be the heading; put # before a title above it")
        self.refuse(None, msg("the headings {names}", names=named[:8] or ["—"]), expected, mend)

    def _long(self) -> list[Value]:
        if "statistic" not in self.roles:
            words = HEADINGS["statistic"]
            self.refuse(None, msg("no column of statistics"), msg("one of the headings {words}", words=list(words)))
        expected = msg("in a table with a column of figures, no columns but {words}", words=sorted(HEADINGS))
        for column in self.others:
            heading = self.table.heading[column]
            mend = suggest(heading, list(_ROLE)) or msg("delete the column")
            self.refuse(column, msg("the heading {heading}", heading=quoted(heading)), expected, mend)
        return [Value(self.roles["value"])]

    def _by_period(self) -> list[Value]:
        if "period" in self.roles:
            expected = msg("one of the headings {words}", words=list(HEADINGS["value"]))
            self.refuse(None, msg("statistics and periods in rows, but no column of figures"), expected)
            return []
        out = []
        for column in self.others:
            heading = self.table.heading[column]
            if read_period(heading) is None:
                found = msg("the heading {heading}", heading=quoted(heading))
                expected = msg("a period: 2018, 2018H1, 2018Q3 or 2018M06 (also 2018年, 2018年6月)")
                mend = suggest(heading, [word for role in HEADINGS for word in HEADINGS[role]])
                self.refuse(column, found, expected, mend or msg("call a column of remarks 备注 (note)"))
            else:
                out.append(Value(column, period=self.periods.number(heading)))
        return self._once(out, [value.period for value in out])

    def _by_statistic(self) -> list[Value]:
        out = []
        for column in self.others:
            heading = self.table.heading[column]
            known = self.statistics.meaning.get(heading)
            if known is None or known >= len(self.statistics.codes):
                found = msg("the heading {heading}", heading=quoted(heading))
                expected = msg("the code or Chinese name of a statistic of the method")
                words = [*self.statistics.accepted(), *_ROLE]
                mend = suggest(heading, words) or msg("call a column of remarks 备注 (note)")
                self.refuse(column, found, expected, mend)
            else:
                out.append(Value(column, statistic=known))
        return self._once(out, [value.statistic for value in out])

    def _once(self, values: list[Value], what: list[int | None]) -> list[Value]:
        """No statistic or period in two columns; and at least one."""
        if not values and not self.problems:
            self.refuse(None, msg("no column of figures"), msg("a column for each statistic or period"))
        for at, value in enumerate(values):
            if what[at] in what[:at]:
                found = msg("the heading {heading} a second time", heading=quoted(self.table.heading[value.column]))
                self.refuse(value.column, found, msg("one column for each"), msg("delete or rename one of the two"))
        return values

    def _period_of_sheet(self) -> int | None:
        if self.table.form is not None:
            return self.periods.number(self.table.form.period)
        if self.table.sheet is not None and read_period(self.table.sheet.strip()) is not None:
            return self.periods.number(self.table.sheet.strip())
        self.refuse(
            None,
            msg("no column of periods"),
            msg("one of the headings {words}", words=list(HEADINGS["period"])),
            msg("say in every row which period its figures are of"),
        )
        return None


def recognise(table: Table, statistics: Lexicon, periods: Periods) -> Layout | list[Problem]:
    """The layout of a table, or what is wrong with its heading."""
    reader = _Reader(table, statistics, periods)
    layout = reader.layout()
    return reader.problems if layout is None else layout
