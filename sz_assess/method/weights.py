"""The weights file: everything that policy staff tune without touching the method."""

from __future__ import annotations

import datetime
from contextlib import suppress
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from sz_assess.errors import Refused
from sz_assess.method.adjustment_points import Adjustments, PointBounds, Within
from sz_assess.method.common import Code, Exact, Named, Round, Units
from sz_assess.method.decisions.decision_figures import DecisionFigures
from sz_assess.method.grading import Grading
from sz_assess.numeric import RoundingMode
from sz_assess.scoring.aggregators import AnyAggregator
from sz_assess.scoring.rules.base import Record
from sz_assess.scoring.weighting.scheme import Scheme
from sz_assess.scoring.weighting.schemes import AnyScheme
from sz_assess.text import msg

OWN = "weight"
"""The key of a dimension's own weight, beside those of its children."""
WEIGHT_TREE = "WeightTree"
"""What the JSON Schema calls the tree: its form in the file is not that of :class:`Branch`."""


def _number(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Refused(repr(value), msg("a weight: a number of 0 or more"))
    number = Decimal(str(value))
    if not number.is_finite() or number < 0:
        raise Refused(repr(value), msg("a weight: a number of 0 or more"))
    return number


class Branch(Record):
    """The weight of a dimension and of what is below it. A leaf has no children."""

    weight: Annotated[Decimal | None, BeforeValidator(_number)] = None
    children: dict[str, Annotated[Branch, BeforeValidator(_branch)]] = Field(default_factory=dict)


def _branch(value: object) -> object:
    """``{weight: 40, a: 12, b: 28}`` or a plain number."""
    if isinstance(value, Branch):
        return value
    if isinstance(value, dict):
        own = {OWN: value[OWN]} if OWN in value else {}
        return {**own, "children": {key: part for key, part in value.items() if key != OWN}}
    return {OWN: value}


Weighting = Annotated[dict[str, Annotated[Branch, BeforeValidator(_branch)]], WithJsonSchema({"$comment": WEIGHT_TREE})]


def _date(value: object) -> object:
    if value is None or isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        with suppress(ValueError):
            return datetime.date.fromisoformat(value)
    raise Refused(repr(value), msg("a date: year-month-day, each with all its digits"))


class Decided(Record):
    """Who set the weights, when, and on what basis."""

    by: Named
    on: Annotated[datetime.date | None, BeforeValidator(_date, json_schema_input_type=str | None)] = None
    basis: Named


class Ranking(Record):
    """How scores become places."""

    on: Literal["unrounded", "rounded"] = Field(description="rank by the full score, or by the score as published")
    decimals: int = Field(2, ge=0, le=10, description="decimals of the published score")
    rounding: RoundingMode = "half_up"
    ties: tuple[Code, ...] = Field((), description="nodes that decide a tie, in order; their scores are compared")
    method: Literal["competition", "dense", "average"] = Field(
        "competition", description="places after a tie: 1 2 2 4, 1 2 2 3, or 1 2.5 2.5 4"
    )
    minimum_weight: Exact | None = Field(
        None,
        ge=0,
        le=100,
        description="units with less than this share of the weight scored, in per cent, are not ranked",
    )
    not_ranked: Units | None = Field(None, description="units that are scored and have no place")


class Aggregation(Record):
    """How children's scores become their parent's: one method for the whole tree, others at single nodes."""

    default: AnyAggregator
    at: dict[Code, AnyAggregator] = Field(default_factory=dict, description="other methods at single nodes")


def _aggregation(value: object) -> object:
    """``arithmetic``, or ``{method: power, power: 2, at: {node: geometric}}``."""
    if isinstance(value, dict) and "method" in value:
        return {"default": {key: part for key, part in value.items() if key != "at"}, "at": value.get("at", {})}
    return {"default": value} if isinstance(value, str) else value


class Schemes(Record):
    """Where weights are not simply decided: one scheme for every node, others at single nodes.

    A node with a scheme shares its own weight out among its parts, which have no weights of their own in the file.
    """

    default: AnyScheme | None = Field(None, description="the scheme of every node that at: does not name")
    at: dict[Code, AnyScheme] = Field(default_factory=dict, description="schemes at single nodes; total is the root")

    def of(self, code: str) -> Scheme | None:
        """The scheme that gives the weights of a node's parts; None where the file does."""
        found: Scheme | None = self.at.get(code, self.default)
        return found


class Parents(Record):
    """Units made of other units (column part_of of units.csv): how their scores, or their figures, are made."""

    made_of: Literal["scores", "figures"] = Field(
        description="scores: a mean of their parts' scores; figures: scored on the sum of their parts' figures"
    )
    at: tuple[Code, ...] = Field((), description="with scores: the nodes that are made so; total is the root")
    weighted_by: Code | None = Field(
        None, description="with scores: the statistic that the parts count by; each counts the same if left out"
    )

    @model_validator(mode="after")
    def _complete(self) -> Parents:
        if (self.made_of == "scores") != bool(self.at):
            raise Refused(msg("made_of: {what} and at: {nodes}", what=self.made_of, nodes=list(self.at)),
                          msg("at: with scores, and only there"))  # fmt: skip
        if self.made_of == "figures" and self.weighted_by is not None:
            raise Refused(msg("weighted_by with figures"), msg("weighted_by only with scores"))
        return self


WHOLE_YEAR = "own"
"""Among the parts of a year, the year's own score."""

PartOfYear = Literal[
    "own", "H1", "H2", "Q1", "Q2", "Q3", "Q4",
    "M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09", "M10", "M11", "M12",
]  # fmt: skip


class Weights(Record):
    """``weights/<name>.yaml``"""

    method: Code
    name: Named
    decided: Decided
    total: Exact = Field(gt=0, description="what the weights add up to, such as 100")
    sums: Literal["points", "shares", "relative"] = Field(
        "points",
        description="points: children add up to their parent, and all to total; shares: children of every node add up "
        "to 1; relative: children's weights count in proportion, whatever their sum",
    )
    tolerance: Exact = Field(Decimal(0), ge=0, description="how far a sum may be off, as in printed tables")
    weights: Weighting
    groups: dict[Code, Weighting] = Field(default_factory=dict, description="for a group, only what differs")
    schemes: Schemes = Schemes()
    not_applicable: Literal["proportionally", "within_dimension", "full_marks", "group_mean"] = Field(
        description="where the weight of an indicator goes that does not apply to a unit"
    )
    adjustments: Adjustments = Adjustments()
    ranking: Ranking
    aggregate: Annotated[Aggregation, BeforeValidator(_aggregation, json_schema_input_type=Aggregation | AnyAggregator)]
    grades: Grading | None = None
    decisions: DecisionFigures = DecisionFigures()
    coefficients: dict[Code, Exact] = Field(
        default_factory=dict,
        description="by group: what the score of the tree is multiplied by, so that groups compare",
    )
    parents: Parents | None = Field(None, description="how units are scored that are made of other units")
    over_periods: dict[PartOfYear, Exact] = Field(
        default_factory=dict,
        description="per cent of the year's total by part of the year: own is the year's own score, Q1 the published "
        "score of the first quarter's result",
    )
    round_total: Round | None = Field(None, description="rounding of the total before adjustments")
    total_within: Within = Field(
        PointBounds(least=None, most=None), description="[least, most] points of the total after adjustments"
    )
