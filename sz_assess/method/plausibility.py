"""``plausibility.yaml``: which figures ought to move together, and whose digits are looked at. No score goes by it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Named, Source, StatisticFormula
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

MCD_ROWS_PER_MEMBER = 10
"""Fewer observations than so many for each member: distances come out too large (Rousseeuw & van Zomeren 1990 ask for
five at the least)."""

DigitTest = Literal["first", "second", "last"]


class Member(Record):
    """One of the figures that ought to move together."""

    name: Named
    formula: StatisticFormula = Field(
        description="a rate of growth in per cent: growth(...), or a statistic that is one already"
    )


class Related(Record):
    """A figure and what ought to move with it, all as growth in per cent (相关指标匹配性分析)."""

    code: Code
    name: Named
    figure: Member = Field(description="the figure that is looked at")
    moves_with: tuple[Member, ...] = Field(min_length=1, max_length=9, description="what it ought to move with")
    scatter: Literal["differences", "mcd"] = Field(
        description="differences: the figure less each of the others, by median and median absolute deviation; mcd: "
        "all of them at once, by the minimum covariance determinant, for many units"
    )
    compare: Literal["within_year", "over_years"] = Field(
        description="within_year: each figure less the median of its year, so that what moves all units is taken out; "
        "over_years: as it stands, for few units with a long series"
    )
    years: int = Field(ge=1, le=30, description="the same part of so many years, up to the assessed one, is looked at")
    least: int = Field(ge=5, description="fewer observations (units × years) than so many are not judged")
    benchmarks: bool = Field(False, description="true: units whose role is benchmark count among the observations")
    warn_beyond: float = Field(
        gt=0,
        description="a distance of more than so many robust standard deviations is odd; under mcd the distance that is "
        "as rare for normal figures",
    )
    at_least_points: float = Field(
        0.0, ge=0, description="a difference of fewer percentage points from the usual one is never odd"
    )
    source: Source
    note: Named | None = None

    @property
    def members(self) -> tuple[Member, ...]:
        """The figure first, then what it ought to move with."""
        return (self.figure, *self.moves_with)

    @model_validator(mode="after")
    def _enough_for_scatter(self) -> Related:
        needed = MCD_ROWS_PER_MEMBER * len(self.members)
        if self.scatter == "mcd" and self.least < needed:
            raise Refused(
                msg("least: {least} for {n} members under scatter: mcd", least=self.least, n=len(self.members)),
                msg("at least {needed}, {each} for each member", needed=needed, each=MCD_ROWS_PER_MEMBER),
                msg("raise least, or state scatter: differences"),
            )
        return self


class DigitCheck(Record):
    """The digits of a ledger's column. One test says little; all tests of a method are corrected together (Holm)."""

    code: Code
    name: Named
    ledger: Code
    column: Code = Field(description="a column of the type number or integer")
    tests: tuple[DigitTest, ...] = Field(
        min_length=1,
        description="first, second: the first (second) digits against Benford's law; last: whether the last digits 0 "
        "and 5 are more than a fifth",
    )
    decimals: int = Field(0, ge=0, le=8, description="for last: the decimal place of the digit; 0 is that of the units")
    least: int = Field(
        ge=50, description="fewer amounts than so many are not tested; a test may want more, and says so"
    )
    significance: float = Field(
        gt=0, le=0.1, description="after correction, a smaller probability by chance alone is odd"
    )
    source: Source
    note: Named | None = None


class PlausibilityFile(Record):
    """``plausibility.yaml``"""

    related: tuple[Related, ...] = Field((), description="groups of figures that ought to move together")
    digits: tuple[DigitCheck, ...] = Field((), description="columns of ledgers whose digits are looked at")

    @property
    def empty(self) -> bool:
        """Whether nothing is looked at."""
        return not self.related and not self.digits
