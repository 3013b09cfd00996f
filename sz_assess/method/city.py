"""Targets that the plan sets for the city as a whole: followed on the plan-progress page, not scored."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sz_assess.method.common import Code, Named, Source, StatisticFormula
from sz_assess.method.indicator import Base, Series
from sz_assess.scoring.rules.base import Record


class CityTarget(Record):
    """One figure of the plan, its formula evaluated over the city's statistics: the units' totals, or reported ones."""

    code: Code
    name: Named
    unit: str
    source: Source
    formula: StatisticFormula
    compare: Literal["at_least", "at_most", "about", "above"] = Field(
        description="how the value must stand to the target; about: within tolerance either side; above: strictly more"
    )
    tolerance: float | None = Field(None, gt=0, description="for about: how far either side still counts as met")
    targets: Series = Field(min_length=1, description="the target by year")
    stretch: Series = Field(default_factory=dict, description="the figure that is striven for (力争)")
    by_end: bool = Field(
        False, description="true: due at the end of the plan; before, progress is shown, not met or missed"
    )
    beside_benchmarks: bool = Field(
        True, description="false: a size rather than a rate or share, not shown beside the province and other cities"
    )
    base: Base = Base()
    note: Named | None = None


class CityTargetsFile(Record):
    """``city_targets.yaml``"""

    city_targets: tuple[CityTarget, ...]
