"""What it costs to move an indicator's value: declared by those who know, never derived."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from sz_assess.method.common import Code, Exact, Named
from sz_assess.scoring.rules.base import Record


class Effort(Record):
    """What a change of one indicator's value for the better costs, in proportion to the change."""

    cost: Exact = Field(gt=0, description="what one unit of change costs")
    per: Literal["unit", "percent"] = Field(
        "unit", description="one unit of change: 1 in the indicator's unit of measure, or 1 % of its present value"
    )
    at_most: Exact | None = Field(
        None, gt=0, description="the largest change that can be thought of, in the indicator's unit of measure"
    )


def _short(value: object) -> object:
    """A number stands for the cost of 1 in the unit of measure."""
    return value if isinstance(value, dict | Effort) else {"cost": value}


AnyEffort = Annotated[Effort, BeforeValidator(_short, json_schema_input_type=Effort | float)]


class Efforts(Record):
    """By indicator what effort a better value takes, so that mixes can be compared."""

    basis: Named = Field(description="who estimated the costs and how; printed with every mix")
    counted_in: Named = Field(description="what costs are counted in, such as points of effort or 10 000 yuan")
    indicators: dict[Code, AnyEffort] = Field(
        description="by indicator: a cost for 1 in its unit of measure, or cost, per, at_most"
    )
