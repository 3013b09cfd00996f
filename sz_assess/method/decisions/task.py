"""Task book 任务书 in ``decisions.yaml``: targets of the year, how they are shared out, who delivers what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.method.common import Code, Exact, Named, Source, StatisticFormula, Units
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

MONTHS = 12


class ByShare(Record):
    """按基数: in proportion to a base, such as last year's figure: T × base ÷ Σ base."""

    method: Literal["base"]
    base: StatisticFormula = Field(description="a formula over statistics, such as prior(large_firms)")


class ByCapacity(Record):
    """按能力: last year's figure, and of what is to be added a share in proportion to a capacity."""

    method: Literal["capacity"]
    capacity: StatisticFormula = Field(description="a formula over statistics")
    base: StatisticFormula | None = Field(None, description="what each unit starts from; 0 if left out")


class ByEffort(Record):
    """同等努力: every unit makes the same effort, in the sense that ``effort`` names."""

    method: Literal["effort"]
    effort: Literal["same_growth", "same_amount", "least_squares"] = Field(
        description="same_growth: the same per cent on the base; same_amount: the same amount on top of it; "
        "least_squares: the sum of (addition ÷ size)² is least, so that additions go by size²"
    )
    base: StatisticFormula = Field(description="last year's figure")
    size: StatisticFormula | None = Field(None, description="least_squares: what an addition is measured by")

    @model_validator(mode="after")
    def _size(self) -> ByEffort:
        if (self.size is not None) != (self.effort == "least_squares"):
            found = msg("effort: {effort} and size: {size}", effort=self.effort,
                        size="—" if self.size is None else self.size.text)  # fmt: skip
            raise Refused(found, msg("size: with least_squares, and only there"))
        return self


class ByPoints(Record):
    """同等提高百分点: of a rate, every unit's last value and the same percentage points, so that the weighted mean of
    the targets is no less than the city's."""

    method: Literal["points"]
    rate: StatisticFormula = Field(description="last year's rate")
    weight: StatisticFormula = Field(description="what units' rates are weighted by in the city's")


class AsGiven(Record):
    """给定: the weights file states each unit's target; they add up to the city's exactly."""

    method: Literal["given"]


class TheSame(Record):
    """同一标准: of a rate, every unit is held to the city's figure."""

    method: Literal["same"]


Sharing = Annotated[ByShare | ByCapacity | ByEffort | ByPoints | AsGiven | TheSame, Field(discriminator="method")]


class TaskMeasure(Record):
    """What is to be done for a target, and by whom."""

    what: Named
    by: Named | None = Field(None, description="who does it; the task's department if left out")


class Task(Record):
    """One target of the year: the city's figure, shared out to the units."""

    code: Code
    name: Named
    unit: str = Field(description="unit of measure, one of the method's measures")
    city: Code | None = Field(
        None, description="a target of city_targets.yaml; where it has none for the year, the weights file has"
    )
    indicator: Code | None = Field(None, description="the indicator whose own target is shown beside")
    sharing: Sharing = Field(description="how the city's target is shared out")
    decimals: int = Field(0, ge=0, le=6, description="decimals of targets: 0 for counts")
    at_least: StatisticFormula | None = Field(None, description="no unit's target is below this; 0 if left out")
    path: Literal["cumulative", "constant"] = Field(
        description="months: cumulative: it builds up to the year's (序时进度); constant: it holds in every month"
    )
    department: Code = Field(description="the municipal department in charge")
    measures: tuple[TaskMeasure, ...] = Field((), description="what is to be done for it")
    not_applicable: Units | None = None
    source: Source
    note: Named | None = None

    def formulas(self) -> Iterator[tuple[KeyPath, Expression]]:
        """All formulas over statistics with their places below the task."""
        for key in ("base", "capacity", "size", "rate", "weight"):
            found = getattr(self.sharing, key, None)
            if isinstance(found, Expression):
                yield ("sharing", key), found
        if self.at_least is not None:
            yield ("at_least",), self.at_least

    @model_validator(mode="after")
    def _rates_hold(self) -> Task:
        if isinstance(self.sharing, ByPoints | TheSame) and (self.path != "constant" or self.at_least is not None):
            key = "path" if self.path != "constant" else "at_least"
            raise Refused(
                msg("{key} of a rate", key=key), msg("path: constant, and no at_least, with method: points or same")
            )
        return self


class KeyProjects(Record):
    """重点项目: the rows of a ledger that a counted statistic counts for the period."""

    statistic: Code = Field(description="a statistic counted from a ledger")
    columns: tuple[Code, ...] = Field(min_length=1, description="which of the ledger's columns the task book shows")


class TaskBook(Record):
    """The task book: its tasks, and the projects that it lists."""

    name: Named
    source: Source
    proposal: bool = Field(False, description="true: no document has settled it; said wherever it is shown")
    tasks: tuple[Task, ...] = Field(min_length=1)
    key_projects: KeyProjects | None = None
    note: Named | None = None


class TaskFigures(Record):
    """One task's figures in the weights file."""

    city: Exact | None = Field(
        None, ge=0, description="the city's target of the year, where city_targets.yaml has none"
    )
    units: dict[str, Exact] = Field(default_factory=dict, description="method: given: each unit's target")
    months: tuple[Exact, ...] = Field(
        (), description="twelve shares of the year in per cent, one a month, that add up to 100; even if left out"
    )
    person: Named | None = Field(None, description="who answers for it in the department")
    deadline: Named | None = Field(None, description="by when; the end of the period if left out")

    @model_validator(mode="after")
    def _whole_year(self) -> TaskFigures:
        if self.months and (len(self.months) != MONTHS or sum(self.months) != 100 or min(self.months) < 0):
            found = msg("{n} months that add up to {sum}", n=len(self.months), sum=str(sum(self.months)))
            raise Refused(found, msg("twelve shares of 0 or more that add up to 100"))
        return self


class TaskBookFigures(Record):
    """Figures of the task book in the weights file."""

    tasks: dict[Code, TaskFigures] = Field(default_factory=dict, description="by the code of the task")
    leaders: dict[str, Named] = Field(default_factory=dict, description="by unit: who answers for its tasks")
