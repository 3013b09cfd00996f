"""Figures of funds in the weights file: how much there is, by which weights, within which bounds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Exact, Named
from sz_assess.scoring.rules.base import Record
from sz_assess.text import Text, msg

MOST = Decimal(10) ** 15
"""More than any pool holds; sums of this size still have all their decimals."""

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%")


class Portion(Record):
    """Money: an amount in the fund's unit, or a share of what is shared out, in per cent."""

    amount: Exact | None = Field(None, ge=0)
    percent: Exact | None = Field(None, ge=0, le=100)

    def of(self, whole: Decimal) -> Decimal:
        """The amount of money, in the fund's unit."""
        if self.amount is not None:
            return self.amount
        return whole * (self.percent or Decimal(0)) / 100

    def words(self) -> Text:
        if self.amount is not None:
            return msg("{amount}", amount=f"{self.amount:f}")
        return msg("{share} %", share=f"{self.percent:f}")


def _portion(value: object) -> object:
    if isinstance(value, Portion | dict):
        return value
    found = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if found is not None:
        return {"percent": Decimal(found[1])}
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and value >= 0:
        return {"amount": value}
    raise Refused(repr(value), msg("an amount such as 120, or a share of the pool such as 5%"))


def _written(portion: Portion) -> float | str:
    return f"{portion.percent:f}%" if portion.amount is None else float(portion.amount)


AnyPortion = Annotated[
    Portion,
    BeforeValidator(_portion, json_schema_input_type=float | str),
    PlainSerializer(_written, return_type=float | str),
]


class Bounds(Record):
    """A floor or a cap of each unit's amount: one for all, others for groups and single units."""

    all: AnyPortion | None = Field(None, description="for every unit that has no other")
    groups: dict[Code, AnyPortion] = Field(default_factory=dict)
    units: dict[str, AnyPortion] = Field(default_factory=dict)

    def of(self, unit: str, group: str) -> Portion | None:
        """The bound of one unit; None where it has none."""
        return self.units.get(unit) or self.groups.get(group) or self.all


def _bounds(value: object) -> object:
    return value if isinstance(value, dict | Bounds) or value is None else {"all": value}


AnyBounds = Annotated[Bounds | None, BeforeValidator(_bounds, json_schema_input_type=Bounds | float | str | None)]


class Coefficients(Record):
    """Performance coefficients: by grade, or along a line of scores."""

    grades: dict[Code, Exact] = Field(default_factory=dict, description="the coefficient of each grade")
    scores: tuple[tuple[Exact, Exact], ...] = Field(
        (), description="pairs [score, coefficient], joined by straight lines and level beyond the ends"
    )

    @model_validator(mode="after")
    def _sound(self) -> Coefficients:
        if bool(self.grades) == bool(self.scores):
            raise Refused(
                msg("both grades and scores") if self.grades else msg("neither grades nor scores"),
                msg("grades: or scores:, as the fund says"),
            )
        marks = [mark for mark, _ in self.scores]
        if marks != sorted(set(marks)):
            raise Refused(msg("scores {scores}", scores=", ".join(map(str, marks))), msg("scores from low to high"))
        if min([*self.grades.values(), *(value for _, value in self.scores)]) < 0:
            raise Refused(msg("a coefficient below 0"), msg("coefficients of 0 or more"))
        return self


class Part(Record):
    """A part of every amount that is paid apart, such as an advance 预拨 and a settlement 清算."""

    name: Named
    share: Exact = Field(ge=0, le=1)


class FundFigures(Record):
    """One fund's figures. Money is in the fund's unit."""

    pool: Exact = Field(ge=0, le=MOST, description="how much there is")
    reserve: AnyPortion | None = Field(None, description="kept back before anything is shared out: an amount or 5%")
    weights: dict[Code, Exact] = Field(default_factory=dict, description="the weight of each factor; they add up to 1")
    base: Exact | None = Field(None, ge=0, le=1, description="base_and_performance: the share of the base")
    performance: Coefficients | None = None
    ratios: dict[Code, Exact] = Field(default_factory=dict, description="grades: in which proportion grades share")
    shares: dict[Code, Exact] = Field(
        default_factory=dict, description="grades with by: shares: each grade's share of the pool; they add up to 1"
    )
    floor: AnyBounds = Field(None, description="the least that a unit gets")
    cap: AnyBounds = Field(None, description="the most that a unit gets")
    parts: tuple[Part, ...] = Field(
        (), description="shares of every amount that are paid apart, such as an advance of 0.7; they add up to 1"
    )
    paid: dict[str, Exact] = Field(default_factory=dict, description="what each unit has been paid in advance")
    overpaid: Literal["reclaimed", "kept"] | None = Field(
        None,
        description="an advance above the amount: reclaimed, or kept and taken out of what the others share",
    )

    @model_validator(mode="after")
    def _advances(self) -> FundFigures:
        if self.paid and self.overpaid is None:
            raise Refused(msg("paid without overpaid"), msg("overpaid: reclaimed or kept"))
        return self
