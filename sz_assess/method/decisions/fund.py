"""Funds in ``decisions.yaml``: money that is split among units by a rule (切块下达)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.method.common import Code, Named, Source, StatisticFormula, Units
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

MoneyUnit = Literal["yuan", "1k_yuan", "10k_yuan", "1m_yuan", "100m_yuan"]
"""元, 千元, 万元, 百万元, 亿元"""

Coefficient = Literal["grade", "score"]


class Factor(Record):
    """因素: something whose share a unit's money follows. Either ``value`` or ``score``."""

    code: Code
    name: Named
    value: StatisticFormula | None = Field(None, description="a formula over statistics; more of it brings more money")
    score: Code | None = Field(
        None, description="the score of an indicator or dimension; total for the published total"
    )

    @model_validator(mode="after")
    def _one(self) -> Factor:
        if (self.value is None) == (self.score is None):
            found = msg("both value and score") if self.value is not None else msg("neither value nor score")
            raise Refused(found, msg("value: a formula over statistics, or score: a node of the tree"))
        return self


class ByFactors(Record):
    """因素法: shares in the factors, each times its weight, added up, times the performance coefficient."""

    method: Literal["factors"]
    factors: tuple[Factor, ...] = Field(min_length=1)
    performance: Coefficient | None = Field(
        None,
        description="what the performance coefficient follows: the grade, or the published score; none if left out",
    )


class StandardMeans(Record):
    """标准财力: what one source would bring a unit at the rate that all the others have on average, whatever the unit
    itself collected. Its own receipts thus never enter its own gap."""

    code: Code
    name: Named
    base: StatisticFormula = Field(description="what is drawn on, such as the tax base")
    receipts: StatisticFormula = Field(
        description="what was collected; of all other units together, divided by their bases, it makes the rate"
    )


class ByGap(Record):
    """缺口法: in proportion to what a unit lacks, times a coefficient; a unit that lacks nothing gets nothing. Either
    ``gap``, or ``needs`` less standard means."""

    method: Literal["gap"]
    gap: StatisticFormula | None = Field(
        None, description="what is lacking, such as standard_expenditure - standard_revenue"
    )
    needs: StatisticFormula | None = Field(None, description="what is needed, with standard")
    standard: tuple[StandardMeans, ...] = Field(
        (), description="the means that are taken off needs: bases at the average rate of the other units"
    )
    vouched: dict[Code, Named] = Field(
        default_factory=dict,
        description="by statistic, who vouches for its figures so that no unit can move its own; of those left out it "
        "is told what a unit gains by reporting them otherwise",
    )
    coefficient: StatisticFormula | None = Field(None, description="a formula that the gap is multiplied by")
    beyond_gap: Literal["allowed", "returned"] = Field(
        description="where the pool exceeds all gaps: shared out all the same, or what exceeds them goes back; with "
        "returned, gaps are in the fund's unit of money"
    )

    @model_validator(mode="after")
    def _one(self) -> ByGap:
        if (self.gap is None) == (self.needs is None):
            found = msg("both gap and needs") if self.gap is not None else msg("neither gap nor needs")
            raise Refused(found, msg("gap: a formula, or needs: with standard:"))
        if (self.needs is None) != (not self.standard):
            found = msg("needs without standard") if self.needs is not None else msg("standard without needs")
            raise Refused(found, msg("needs: with standard:, or gap: alone"))
        return self

    def formulas(self) -> Iterator[tuple[KeyPath, Expression]]:
        """All formulas with their places below the rule."""
        named = (("gap", self.gap), ("needs", self.needs), ("coefficient", self.coefficient))
        yield from (((key,), formula) for key, formula in named if formula is not None)
        for n, source in enumerate(self.standard):
            yield ("standard", n, "base"), source.base
            yield ("standard", n, "receipts"), source.receipts


class ByBase(Record):
    """保基本加奖绩效: one part of the pool by a base, the rest by factors times the performance coefficient."""

    method: Literal["base_and_performance"]
    base: Factor | Literal["equal"] = Field(description="the same for all units that take part, or in proportion")
    factors: tuple[Factor, ...] = Field(min_length=1)
    performance: Coefficient | None = Field(None, description="what the coefficient of the second part follows")


class ByGrade(Record):
    """按等次: by numbers for the units of each grade, or each grade has a fixed share, alike for all its units."""

    method: Literal["grades"]
    by: Literal["ratios", "shares"] = Field(
        "ratios",
        description="ratios: every unit counts by the number of its grade; shares: each grade has a fixed share of the "
        "pool, which its units divide alike",
    )
    empty: Literal["reshared", "returned"] | None = Field(
        None,
        description="needed with shares: what a grade without units would have goes to the other grades in proportion "
        "to their shares, or back",
    )

    @model_validator(mode="after")
    def _empty(self) -> ByGrade:
        if self.by == "shares" and self.empty is None:
            raise Refused(msg("by: shares without empty"), msg("empty: reshared or returned"))
        if self.by == "ratios" and self.empty is not None:
            raise Refused(msg("empty without by: shares"), msg("by: shares, or no empty"))
        return self


class Vetoed(Record):
    """What a veto does to a unit's money: it gets none, and its share goes to the others or back."""

    share: Literal["reshared", "returned"] = Field(
        description="reshared: the others share it, as if the unit took no part; returned: it is not paid out"
    )
    vetoes: tuple[Code, ...] = Field((), description="only these vetoes; any veto where it is left out")


class Fund(Record):
    """Money that is split among units. Its pool, weights, coefficients, floors and caps stand in the weights file."""

    code: Code
    name: Named
    source: Source
    proposal: bool = Field(False, description="true: no document has settled it; said wherever it is shown")
    money: MoneyUnit = Field(description="the unit of money that its figures are in")
    decimals: int = Field(0, ge=0, le=8, description="decimals of that unit that amounts are rounded to")
    allocation: Annotated[ByFactors | ByGap | ByBase | ByGrade, Field(discriminator="method")]
    vetoed: Vetoed
    not_applicable: Units | None = None
    note: Named | None = None

    def factors(self) -> Iterator[tuple[KeyPath, Factor]]:
        """All factors with their places below the fund; the base first."""
        found = self.allocation
        if isinstance(found, ByBase) and isinstance(found.base, Factor):
            yield ("allocation", "base"), found.base
        if isinstance(found, ByFactors | ByBase):
            yield from ((("allocation", "factors", n), factor) for n, factor in enumerate(found.factors))

    def formulas(self) -> Iterator[tuple[KeyPath, Expression]]:
        """All formulas over statistics with their places below the fund."""
        for path, factor in self.factors():
            if factor.value is not None:
                yield (*path, "value"), factor.value
        if isinstance(self.allocation, ByGap):
            yield from ((("allocation", *path), formula) for path, formula in self.allocation.formulas())

    @model_validator(mode="after")
    def _no_less_than_a_fen(self) -> Fund:
        most = {"yuan": 2, "1k_yuan": 5, "10k_yuan": 6, "1m_yuan": 8, "100m_yuan": 8}[self.money]
        if self.decimals > most:
            found = msg("{n} decimals of {unit}", n=self.decimals, unit=self.money)
            raise Refused(found, msg("no less than 0.01 yuan: at most {n} decimals", n=most))
        return self
