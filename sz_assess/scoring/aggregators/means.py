"""The weighted means: arithmetic, geometric, harmonic, and the power mean that holds them all.

How much a weak score pulls the whole down grows in that order from arithmetic (fully made up for by a strong one) to
harmonic. A score of 0 makes a geometric or harmonic mean 0.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.base import Aggregator, Children, filled, not_negative
from sz_assess.text import Text, msg, number


class Arithmetic(Aggregator):
    """加权和: the sum of weight times score."""

    method: Literal["arithmetic"]
    additive: ClassVar[bool] = True

    def combine(self, children: Children) -> FloatArray:
        scores, weights = filled(children.scores, children.weights, 0.0), children.weights
        # Child by child and in file order, not by a matrix product: the same bits on every processor.
        out = weights[:, 0] * scores[:, 0]
        for child in range(1, scores.shape[1]):
            out += weights[:, child] * scores[:, child]
        return out

    def words(self) -> Text:
        return msg("weighted arithmetic mean")

    def written(self, scores: list[float], weights: list[float]) -> str:
        return " + ".join(f"{number(w, 6)} × {_shown(s)}" for s, w in zip(scores, weights, strict=True))


class Geometric(Aggregator):
    """几何加权: the product of scores to the power of their weights."""

    method: Literal["geometric"]

    def combine(self, children: Children) -> FloatArray:
        return _power_mean(children, 0.0, msg("geometric mean"))

    def words(self) -> Text:
        return msg("weighted geometric mean")

    def written(self, scores: list[float], weights: list[float]) -> str:
        return " × ".join(f"{_shown(s)}^{number(w, 6)}" for s, w in zip(scores, weights, strict=True))


class Harmonic(Aggregator):
    """调和平均: one over the weighted sum of one over the scores."""

    method: Literal["harmonic"]

    def combine(self, children: Children) -> FloatArray:
        return _power_mean(children, -1.0, msg("harmonic mean"))

    def words(self) -> Text:
        return msg("weighted harmonic mean")

    def written(self, scores: list[float], weights: list[float]) -> str:
        return "1 ÷ (" + " + ".join(f"{number(w, 6)} ÷ {_shown(s)}" for s, w in zip(scores, weights, strict=True)) + ")"


class Power(Aggregator):
    """幂平均: the weighted mean of the scores' powers, and the root of that."""

    method: Literal["power"]
    power: float = Field(ge=-100, le=100)

    @model_validator(mode="after")
    def _not_zero(self) -> Power:
        if abs(self.power) < 0.001:
            raise Refused(
                number(self.power), msg("a power of 0.001 or more in size"),
                msg("method: geometric is the mean of power 0"),
            )  # fmt: skip
        return self

    def combine(self, children: Children) -> FloatArray:
        return _power_mean(children, self.power, msg("power mean"))

    def words(self) -> Text:
        return msg("weighted power mean of power {power}", power=self.power)

    def written(self, scores: list[float], weights: list[float]) -> str:
        p = _shown(self.power)
        inner = " + ".join(f"{number(w, 6)} × {_shown(s)}^{p}" for s, w in zip(scores, weights, strict=True))
        return f"({inner})^(1 ÷ {p})"


def _shown(score: float) -> str:
    text = number(score, 6)
    return f"({text})" if text.startswith("−") else text


def _power_mean(children: Children, power: float, name: Text) -> FloatArray:
    """The mean of the given power, 0 being its limit, the geometric mean. A score of 0 counts as the limit does."""
    weights = children.weights
    scores = not_negative(filled(children.scores, weights, 1.0), name)
    # Relative to the score that counts most, so that large powers stay within range.
    positive = np.where(scores > 0, scores, 0.0 if power > 0 else np.inf)
    extreme = positive.max(axis=1) if power > 0 else positive.min(axis=1)
    scale = np.where((extreme == 0) | np.isinf(extreme), 1.0, extreme)
    relative = scores / scale[:, np.newaxis]
    zero = np.any((relative == 0) & (weights > 0), axis=1)
    safe = np.where(relative == 0, 1.0, relative)
    total = np.zeros(len(scores))
    for child in range(scores.shape[1]):
        part = np.log(safe[:, child]) if power == 0 else safe[:, child] ** power
        if power > 0:
            part = np.where(relative[:, child] == 0, 0.0, part)
        total = total + weights[:, child] * part
    if power == 0:
        out = np.exp(total)
    else:
        with np.errstate(divide="ignore"):
            out = total ** (1.0 / power)
    if power <= 0:
        out = np.where(zero, 0.0, out)
    return np.asarray(scale * out)
