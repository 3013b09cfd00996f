"""Revenue returned to projects: what of the period's gain goes back, and each project's schedule over its years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sz_assess.assess.values import Figures
from sz_assess.decisions.awards.eligible import lost
from sz_assess.decisions.awards.ledger_rows import LedgerRow, ledger_rows
from sz_assess.decisions.awards.model import Award, Installment, Line, State
from sz_assess.decisions.money import NONE, YUAN, plain, times, written
from sz_assess.errors import Problem
from sz_assess.method.decisions.firm_award import ReturnAward
from sz_assess.result import Result
from sz_assess.text import Text, msg


@dataclass(frozen=True)
class _Project:
    """A project's rows by year. ``accepted`` is None as long as it is not."""

    unit: int
    name: str
    accepted: date | None
    rows: dict[int, LedgerRow]

    def years(self, award: ReturnAward) -> range:
        """The years whose gain is returned; none before acceptance."""
        if self.accepted is None:
            return range(0)
        first = self.accepted.year + (award.first == "next_year")
        return range(first, first + award.years)


def rows(result: Result, figures: Figures, award: ReturnAward) -> tuple[list[Award], list[Installment]]:
    """The period's awards, a row a project with something to say, and the schedules of all accepted projects."""
    year = figures.period.year
    awards: list[Award] = []
    schedule: list[Installment] = []
    for project in _projects(result, figures, award):
        years = project.years(award)
        if year in years:
            awards.append(_award(result, award, project, year))
        for each in years:
            row = project.rows.get(each)
            amount = None if row is None or row.cells[2] is None else _returned(award, row)
            state: Literal["past", "now", "to_come"] = "past" if each < year else "now" if each == year else "to_come"
            accepted = project.accepted or date.min
            schedule.append(Installment(award, project.unit, project.name, accepted, each, amount, state))
    return awards, schedule


def _projects(result: Result, figures: Figures, award: ReturnAward) -> Iterator[_Project]:
    """Projects in order of their names; whose day of acceptance differs from row to row is noted.

    What lies after the period is not known yet: later rows, and days of acceptance.
    """
    position = {unit.code: n for n, unit in enumerate(result.units)}
    columns = (award.project, award.accepted, award.gain)
    by_name: dict[tuple[int, str], list[LedgerRow]] = {}
    for row in ledger_rows(result, award.ledger, columns, figures.problems):
        if row.unit in position and row.end <= figures.period.end:
            by_name.setdefault((position[row.unit], str(row.cells[0])), []).append(row)
    for (unit, name), own in sorted(by_name.items()):
        days = {row.cells[1] for row in own if row.cells[1] is not None}
        if len(days) > 1:
            found = msg("{project} accepted on {days}", project=name, days=sorted(day.isoformat() for day in days))
            expected = msg("one day of acceptance in all rows of a project")
            figures.problems.append(Problem(own[-1].place, found, expected, key=award.code))
        years: dict[int, LedgerRow] = {}
        for row in own:
            if row.start.year in years:
                found = msg("{project} a second time for {year}", project=name, year=row.start.year)
                figures.problems.append(Problem(row.place, found, msg("one row a project and year"), key=award.code))
            years[row.start.year] = row
        accepted = min(days, default=None)
        yield _Project(unit, name, accepted if accepted and accepted <= figures.period.end else None, years)


def _returned(award: ReturnAward, row: LedgerRow) -> Decimal:
    """Yuan of one year's gain, which is known; a loss returns nothing."""
    gain = Decimal(row.cells[2])
    return plain(times(times(max(gain, NONE), Decimal(YUAN[award.money])), award.share) / 100)


def _award(result: Result, award: ReturnAward, project: _Project, year: int) -> Award:
    row = project.rows.get(year)
    lines: tuple[Line, ...] = ()
    amount, place = NONE, "" if row is None else row.place
    state: State = "unknown"
    note: Text | None = msg("no gain of {year} in the ledger", year=year)
    years = project.years(award)
    if row is not None and row.cells[2] is not None:
        amount, gain = _returned(award, row), plain(Decimal(row.cells[2]))
        counted = written(gain) if gain >= 0 else f"max({written(gain)}, 0)"
        expression = f"{counted} × {written(Decimal(YUAN[award.money]))} × {written(award.share)} %"
        label = msg("year {n} of {years}", n=year - years.start + 1, years=award.years)
        lines = (Line(label, expression, amount),)
        state, note = _state(result, award, project.unit, amount)
    return Award(
        rule=award, unit=project.unit, to=award.to, counted=None, each=None, earned=amount,
        amount=amount if state == "paid" else NONE, state=state, lines=lines, note=note, item=project.name, place=place,
    )  # fmt: skip


def _state(result: Result, award: ReturnAward, unit: int, amount: Decimal) -> tuple[State, Text | None]:
    if not amount:
        return "nothing", None
    return lost(result, award.code, unit) or ("paid", None)
