"""The task book of an assessment: each task's shares, and the units' key projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from sz_assess.method.decisions.task import Task, TaskBook, TaskFigures
from sz_assess.method.ledger import LedgerColumn
from sz_assess.text import Text


@dataclass(frozen=True)
class UnitTask:
    """One unit's target. ``before`` is the number before rounding as it is written; ``steps`` the arithmetic;
    ``own`` the target of the method's indicator, NaN where there is none; ``path`` what is due by each month's end."""

    unit: int
    target: Decimal
    label: Text
    expression: str
    held: bool
    own: float
    path: tuple[Decimal, ...]


@dataclass(frozen=True)
class TaskShares:
    """One task: the city's target, and the units' in their order. ``reached``: of rates, the weighted mean of the
    units' targets; None for targets that add up."""

    task: Task
    figures: TaskFigures
    city: Decimal
    units: tuple[UnitTask, ...]
    reached: float | None

    def of_unit(self, unit: int) -> UnitTask | None:
        """One unit's target; None where the task does not apply to it."""
        return self._by_unit.get(unit)

    @cached_property
    def _by_unit(self) -> dict[int, UnitTask]:
        return {each.unit: each for each in self.units}


@dataclass(frozen=True)
class Project:
    """A key project: its cells by the columns of the task book, and the row that it stands in."""

    unit: int
    cells: tuple[Any, ...]
    place: str


@dataclass(frozen=True)
class Tasks:
    """The task book; ``book`` is None where the method has none. ``deadline`` is the end of the period."""

    book: TaskBook | None
    tasks: tuple[TaskShares, ...]
    columns: tuple[LedgerColumn, ...]
    projects: tuple[Project, ...]
    deadline: date

    def projects_of(self, unit: int) -> tuple[Project, ...]:
        """The key projects of one unit, in the order of the ledger."""
        return tuple(self._by_unit.get(unit, ()))

    @cached_property
    def _by_unit(self) -> dict[int, list[Project]]:
        out: dict[int, list[Project]] = {}
        for each in self.projects:
            out.setdefault(each.unit, []).append(each)
        return out
