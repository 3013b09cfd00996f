"""The power transform of Box and Cox (1964), with a stated power or the one that brings values nearest to normal."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.rules.base import Record
from sz_assess.scoring.treatment.shape import ShapeTest
from sz_assess.scoring.treatment.step import Step, Taken, refuse_not_positive
from sz_assess.text import Text, msg, number

Power = Annotated[float, Field(ge=-10, le=10)]


class Likeliest(Record):
    """The power of the highest likelihood within bounds."""

    likeliest_within: tuple[Power, Power] = Field(description="the lowest and the highest power to be tried")

    @model_validator(mode="after")
    def _ordered(self) -> Likeliest:
        low, high = self.likeliest_within
        if low >= high:
            raise Refused(f"[{number(low)}, {number(high)}]", msg("two powers from small to large"))
        return self


class BoxCox(Step):
    """``(value^lambda - 1) / lambda``, and ``ln(value)`` where lambda is 0."""

    method: Literal["box_cox"]
    power: Power | Likeliest = Field(alias="lambda", description="the power, or likeliest_within: [least, most]")
    new_scale: ClassVar[bool] = True

    def take(self, values: FloatArray, test: ShapeTest) -> Taken:
        refuse_not_positive(values, msg("Box-Cox transform"))
        power = likeliest(values, *self.power.likeliest_within) if isinstance(self.power, Likeliest) else self.power
        out = transform(values, power)
        if not np.all(np.isfinite(out)):
            raise DomainError(
                ~np.isfinite(out)[:, np.newaxis],
                msg("a value too large or small for the power {power}", power=power),
                msg("values that the power leaves finite"),
                msg("state a power nearer 0, or narrower bounds"),
            )
        return Taken(out, np.ones(values.shape, dtype=bool), {"lambda": power})

    def words(self) -> Text:
        if isinstance(self.power, Likeliest):
            low, high = self.power.likeliest_within
            return msg(
                "the Box-Cox transform (value^λ − 1) ÷ λ with the likeliest λ from {low} to {high}", low=low, high=high
            )
        return msg("the Box-Cox transform (value^λ − 1) ÷ λ with λ = {power}", power=self.power)

    def done(self, taken: Taken) -> Text:
        power = taken.parameters["lambda"]
        if isinstance(self.power, Likeliest) and power in self.power.likeliest_within:
            return msg("Box-Cox transform taken with λ = {power}, the end of what was to be tried", power=power)
        return msg("Box-Cox transform taken with λ = {power}", power=power)

    def written(self, value: float, parameters: Mapping[str, float]) -> str:
        power = number(parameters["lambda"], 6)
        if parameters["lambda"] == 0:
            return f"ln({number(value, 6)})"
        bare = f"({power})" if power.startswith("−") else power
        return f"({number(value, 6)} ^ {bare} − 1) ÷ {bare}"


def transform(values: FloatArray, power: float) -> FloatArray:
    """The transform of positive values; infinite where it is beyond what a number can be."""
    logs = np.log(values)
    with np.errstate(over="ignore"):
        return logs if power == 0 else np.asarray(np.expm1(power * logs) / power)


def likeliest(values: FloatArray, low: float, high: float) -> float:
    """The power of the highest normal likelihood of the transformed values, between two bounds.

    The log-likelihood is concave in the power (Kouider and Chen 1995), so halving the bounds on its slope finds the
    one maximum, or the bound next to it. ``values`` (n,) are positive and not all equal.
    """
    logs = np.log(values)
    # Seen from their geometric mean the values' Jacobian is 1, whatever the power.
    logs = logs - math.fsum(logs.tolist()) / logs.size
    if _slope(logs, low) <= 0:
        return low
    if _slope(logs, high) >= 0:
        return high
    while True:
        middle = (low + high) / 2.0
        if not low < middle < high:
            return middle
        if _slope(logs, middle) > 0:
            low = middle
        else:
            high = middle


def _slope(logs: FloatArray, power: float) -> float:
    """A number of the sign of the log-likelihood's derivative: minus the covariance of the values with theirs."""
    u = power * logs
    # Scaled by e^-max so that no power overflows; the sign does not change.
    near = np.abs(u) < 1e-3
    safe = np.where(near, 1.0, u)
    top = max(float(u.max()), 0.0)
    grown = np.exp(u - top)
    least = math.exp(-top) if top < 700 else 0.0
    first = logs * np.where(near, least * (1 + u / 2 + u**2 / 6 + u**3 / 24), (grown - least) / safe)
    second = logs**2 * np.where(
        near, least * (0.5 + u / 3 + u**2 / 8 + u**3 / 30), (grown * (safe - 1.0) + least) / safe**2
    )
    first = first - math.fsum(first.tolist()) / first.size
    return -math.fsum((first * second).tolist())
