"""The adjustments part of a weights file: points for each item, and the bounds at every scope."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Exact
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg


class AdjustmentPoints(Record):
    """Points of one bonus or deduction, absolute or in per cent of full marks.

    Full marks are the weight of the node that it changes, or the whole total.
    """

    each: Exact | None = Field(None, gt=0, description="points for each item counted, written without a sign")
    each_percent: Exact | None = Field(None, gt=0, description="per cent of full marks for each item counted")
    cap: Exact | None = Field(None, gt=0, description="the most points that it can bring or cost")
    cap_percent: Exact | None = Field(None, gt=0, description="the most, in per cent of full marks")

    @model_validator(mode="after")
    def _one_way(self) -> AdjustmentPoints:
        for a, b in (("each", "each_percent"), ("cap", "cap_percent")):
            if getattr(self, a) is not None and getattr(self, b) is not None:
                raise Refused(msg("both {a} and {b}", a=a, b=b), msg("one of the two"))
        return self


class PointBounds(Record):
    """Bounds of a sum of points; null leaves one open."""

    least: Exact | None
    most: Exact | None

    @property
    def pair(self) -> tuple[float | None, float | None]:
        """Both bounds as numbers to compute with."""
        least, most = self.least, self.most
        return None if least is None else float(least), None if most is None else float(most)


def _point_bounds(pair: object) -> object:
    if isinstance(pair, list | tuple):
        if len(pair) != 2:
            raise Refused(repr(pair), msg("two bounds, [least, most]; null leaves one open"))
        return {"least": pair[0], "most": pair[1]}
    return pair


Within = Annotated[
    PointBounds, BeforeValidator(_point_bounds, json_schema_input_type=tuple[float | None, float | None])
]


class AdjustmentGroup(Record):
    """Adjustments that count together: their sum stays within bounds, or only the largest of them counts.

    All of them change the total, or all change the same node. Deductions count below zero.
    """

    members: tuple[Code, ...] = Field(min_length=1)
    within: Within = Field(PointBounds(least=None, most=None), description="[least, most] points of what counts")
    take: Literal["all", "largest"] = Field(
        "all", description="all: their sum; largest: only the one of the most points, as of one event at several levels"
    )

    @model_validator(mode="after")
    def _does_something(self) -> AdjustmentGroup:
        if self.take == "all" and self.within.least is None and self.within.most is None:
            raise Refused(msg("a group without bounds"), msg("within: [least, most], or take: largest"))
        return self


class Adjustments(Record):
    """Points of the adjustments and the bounds of their sums."""

    items: dict[Code, AdjustmentPoints] = Field(default_factory=dict)
    groups: dict[Code, AdjustmentGroup] = Field(default_factory=dict, description="bounds of some of them together")
    nodes: dict[Code, Within] = Field(
        default_factory=dict, description="[least, most] points of a node after the adjustments that change it"
    )
    bonus_cap: Exact | None = Field(None, ge=0, description="the most that all bonuses together can bring")
    deduction_cap: Exact | None = Field(None, ge=0, description="the most that all deductions together can cost")
    within: Within = Field(PointBounds(least=None, most=None), description="[least, most] points of all together")
