"""What adds, deducts or vetoes, outside the weighted tree."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sz_assess.method.common import Code, Named, Source, StatisticFormula, Units
from sz_assess.method.requirement import Requirement
from sz_assess.scoring.rules import AnyRule
from sz_assess.scoring.rules.base import Record


class Adjustment(Record):
    """A bonus or deduction: a count (or any value) times the points that the weights file sets for it.

    Points go to the total, or to the score of one ``node`` before it is aggregated. Where points are no plain multiple,
    ``scoring`` says them: a rule whose scores are the points to add or take off.
    """

    code: Code
    name: Named
    kind: Literal["bonus", "deduction"]
    formula: StatisticFormula = Field(description="what is counted")
    unit: str = Field(description="unit of measure of what is counted")
    source: Source
    node: Code | None = Field(None, description="the indicator or dimension that it changes; the total if left out")
    scoring: AnyRule | None = Field(None, description="a rule that gives the points, in place of points for each")
    missing: Literal["refuse", "zero"] = Field(
        description="what a missing figure means: the run is refused, or nothing is counted"
    )
    not_applicable: Units | None = None


class Veto(Record):
    """一票否决: a condition, and what it takes away.

    Effects: ``zero_score`` (the total becomes 0), ``no_award`` (score and rank stay, awards are lost), ``unranked``
    (scored, not ranked), ``grade_at_most`` (no grade above ``grade``), ``grade_down`` (``steps`` grades lower),
    ``cancel`` (only the ``awards`` named are lost), ``zero_node`` (the indicator or dimension ``node`` becomes 0).
    """

    code: Code
    name: Named
    when: StatisticFormula | None = Field(
        None, description="a condition over statistics, such as ground_steel_cases > 0"
    )
    fails: tuple[Requirement, ...] = Field(
        (), description="in place of when: requirements of the result, such as binding targets, that a unit may fail"
    )
    at_least: int | None = Field(None, ge=1, description="with fails: how many it must fail to be hit")
    effect: Literal["zero_score", "no_award", "unranked", "grade_at_most", "grade_down", "cancel", "zero_node"]
    grade: Code | None = None
    steps: int = Field(1, ge=1)
    awards: tuple[Code, ...] = ()
    node: Code | None = None
    source: Source


class AdjustmentsFile(Record):
    """``adjustments.yaml``"""

    adjustments: tuple[Adjustment, ...] = ()
    vetoes: tuple[Veto, ...] = ()
