"""The indicator system: dimensions and their indicators, one file a dimension."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from sz_assess.errors import Refused
from sz_assess.formulas import BaseRule
from sz_assess.method.common import Code, Named, PeriodKey, Round, Source, StatisticFormula, Units
from sz_assess.method.imputation import Impute
from sz_assess.periods import Period
from sz_assess.scoring.rules import AnyRule
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg


class Points(Record):
    """A fixed score in points of the weight, such as -3."""

    points: float


MissingWord = Literal[
    "refuse", "worst", "zero", "group_mean", "group_median", "mean", "median", "last_year", "exclude", "default"
]


def _points_or_impute(value: object) -> str:
    """Which of the two a mapping is, so that messages speak of the one that was meant."""
    return "points" if isinstance(value, Points) or (isinstance(value, dict) and "points" in value) else "impute"


_LongForm = Annotated[
    Annotated[Points, Tag("points")] | Annotated[Impute, Tag("impute")], Discriminator(_points_or_impute)
]
Missing = MissingWord | _LongForm
"""What a missing figure means: refuse the run; the lowest score of the population; a score of 0; the mean or median
value of the unit's group or of all units; last year's value; leave the indicator out for this unit; what treatment.yaml
says for all (default); a fixed number of points; a value put in, with limits."""


class Base(Record):
    """What happens where a growth rate or share has a zero base, or growth a negative one."""

    zero: Literal["refuse", "missing"] = "refuse"
    negative: Literal["refuse", "missing", "absolute"] = "refuse"

    def rule(self) -> BaseRule:
        return BaseRule(self.zero, self.negative)


class DatedValue(Record):
    """A target's figure in one year, where it needs more than a number: figures by group, or its own source."""

    value: float | StatisticFormula | None = None
    groups: dict[str, float] = Field(default_factory=dict, description="figures for the units of a group")
    units: dict[str, float] = Field(default_factory=dict, description="figures for single units")
    source: Source | None = None


def _dated(value: object) -> object:
    return value if isinstance(value, dict | DatedValue) else {"value": value}


Dated = Annotated[DatedValue, BeforeValidator(_dated, json_schema_input_type=DatedValue | float | str)]


def _no_period_twice(value: object) -> object:
    """2018-03 and 2018M03 are one period: the second would replace the first unseen."""
    seen: dict[Period, object] = {}
    for key in value if isinstance(value, dict) else ():
        try:
            period = key if isinstance(key, Period) else Period.parse(key)
        except ValueError:
            continue
        if period in seen:
            found = msg("{period} twice, as {first} and {second}", period=str(period), first=seen[period], second=key)
            raise Refused(found, msg("every period once"))
        seen[period] = key
    return value


Series = Annotated[
    dict[PeriodKey, Dated],
    BeforeValidator(_no_period_twice, json_schema_input_type=dict[PeriodKey, Dated]),
]
"""Figures by year; a figure may be a formula over statistics (a target handed down to each unit is a statistic)."""


class Indicator(Record):
    """A leaf of the tree: a value computed from statistics, and how it becomes a score."""

    code: Code
    name: Named
    unit: str = Field(description="unit of measure, one of the method's measures")
    direction: Literal["positive", "negative"] = Field(description="positive: more is better")
    source: Source
    formula: StatisticFormula
    targets: Series = Field(default_factory=dict, description="the target by year, called target in rules")
    references: dict[Code, Series] = Field(
        default_factory=dict,
        description="further named figures by year, such as stretch, called by their names in rules",
    )
    figures: dict[Code, StatisticFormula] = Field(
        default_factory=dict,
        description="further figures of the unit by formula, the same for all years, called by their names in rules",
    )
    scoring: AnyRule
    missing: Missing = Field(description="what a missing figure means for this indicator")
    not_applicable: Units | None = Field(None, description="units that the indicator does not apply to")
    base: Base = Base()
    round: Round | None = Field(None, description="rounding of the score")
    round_value: Round | None = Field(None, description="rounding of the value before it is scored")
    note: Named | None = None


class Dimension(Record):
    """An inner node of the tree, with indicators, further dimensions, or both."""

    dimension: Code
    name: Named
    source: Source | None = None
    indicators: tuple[Indicator, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    scoring: AnyRule | None = Field(
        None,
        description="a rule over the aggregate of the children, such as position; the aggregate itself if left out",
    )
    round: Round | None = Field(None, description="rounding of the score")
