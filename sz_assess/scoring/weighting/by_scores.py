"""Schemes whose weights follow from the units' scores: entropy, CRITIC, coefficient of variation, deviation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from sz_assess.errors import Refused
from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.weighting.from_data import critic, deviation, entropy, information, reach, variation
from sz_assess.scoring.weighting.scheme import Derived, Scheme
from sz_assess.text import Text, msg


class Entropy(Scheme):
    """熵权法: what tells units apart weighs more."""

    method: Literal["entropy"]
    normalise: Literal["none", "min_max"] = Field(
        description="none: shares of the scores as they are; min_max: of scores put on 0 to 1 first"
    )
    shift: float = Field(0.0, ge=0, le=1, description="added to every score after that, as against zeros")
    from_scores: ClassVar[bool] = True

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        matrix = _needed(scores)
        if self.normalise == "min_max":
            width = reach(matrix)
            matrix = np.where(width == 0, 1.0, (matrix - matrix.min(axis=0)) / np.where(width == 0, 1.0, width))
        matrix = matrix + self.shift
        shares, e = _by(entropy, matrix, codes), information(matrix)
        return Derived(shares, (), ((msg("entropy"), e), (msg("difference 1 − e"), 1.0 - e)))

    def words(self) -> Text:
        if self.normalise == "min_max":
            return msg("entropy of scores put on 0 to 1, with {shift} added", shift=self.shift)
        return msg("entropy of scores, with {shift} added", shift=self.shift)


class Critic(Scheme):
    """CRITIC: contrast within a part and conflict between parts."""

    method: Literal["critic"]
    from_scores: ClassVar[bool] = True

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        matrix = _needed(scores)
        return Derived(_by(critic, matrix, codes), (), ((msg("standard deviation"), matrix.std(axis=0, ddof=1)),))

    def words(self) -> Text:
        return msg("CRITIC: contrast within and conflict between the parts' scores")


class Variation(Scheme):
    """变异系数法: the coefficient of variation."""

    method: Literal["variation"]
    from_scores: ClassVar[bool] = True

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        matrix = _needed(scores)
        figures = ((msg("standard deviation"), matrix.std(axis=0, ddof=1)), (msg("mean"), matrix.mean(axis=0)))
        return Derived(_by(variation, matrix, codes), (), figures)

    def words(self) -> Text:
        return msg("coefficient of variation of the scores")


class Deviation(Scheme):
    """标准差法: the standard deviation."""

    method: Literal["deviation"]
    from_scores: ClassVar[bool] = True

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        matrix = _needed(scores)
        return Derived(_by(deviation, matrix, codes), (), ((msg("standard deviation"), matrix.std(axis=0, ddof=1)),))

    def words(self) -> Text:
        return msg("standard deviation of the scores")


def _needed(scores: FloatArray | None) -> FloatArray:
    if scores is None:
        raise ValueError("a scheme that goes by scores, and no scores")
    return scores


def _by(function: Callable[[FloatArray], FloatArray], matrix: FloatArray, codes: Sequence[str]) -> FloatArray:
    """A weighting of columns; what it refuses names the columns."""
    try:
        return np.asarray(function(matrix))
    except DomainError as error:
        columns = [code for code, wrong in zip(codes, np.any(error.where, axis=0).tolist(), strict=True) if wrong]
        raise Refused(msg("{what}: {codes}", what=error.found, codes=columns), error.expected, error.mend) from None
