"""What every aggregator is: a way to make one score of the children's scores."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, IntArray, above
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.rules.base import Record
from sz_assess.text import Text, msg


@dataclass(frozen=True)
class Children:
    """The children of one node, side by side.

    ``scores`` (units, children); ``weights`` (units, children), or (1, children) where the same for all, add up to 1
    along each row. A child that does not count for a unit has weight 0 and may have NaN for a score. A unit none of
    whose children count has NaN weights. ``codes`` names the children; ``labels`` (units,) are the units' groups.
    ``stands_for`` (units,): the row whose unit this one is once more, for another group; -1 for a row of its own.
    ``aside`` (units,): units without a score of their own here, as it is made of other units'.
    """

    scores: FloatArray
    weights: FloatArray
    codes: tuple[str, ...] = ()
    labels: IntArray | None = None
    stands_for: IntArray | None = None
    aside: BoolArray | None = None

    @property
    def counted(self) -> BoolArray:
        """(units,) units of whom at least one child counts."""
        found = np.isnan(self.weights).all(axis=1)
        return np.array(np.broadcast_to(~found, (len(self.scores),)))

    @property
    def gaps(self) -> BoolArray:
        """(units, children) scores that are wanting for units that count."""
        return np.asarray(np.isnan(self.scores) & self.counted[:, np.newaxis])


class Aggregator(Record):
    """A piece of the weights file that combines scores. ``method`` is the word that chooses it."""

    method: str

    additive: ClassVar[bool] = False
    """Whether the parent is the sum of what its children bring, so that contributions can be told apart."""

    @abstractmethod
    def combine(self, children: Children) -> FloatArray:
        """One score a unit (units,); NaN for a unit none of whose children count.

        Raises :class:`DomainError`, its columns being the children, for scores that the method can't take.
        """

    @abstractmethod
    def words(self) -> Text:
        """The method in words."""

    @abstractmethod
    def written(self, scores: list[float], weights: list[float]) -> str:
        """The arithmetic of one unit; children that do not count are left out beforehand."""


def filled(scores: FloatArray, weights: FloatArray, neutral: float) -> FloatArray:
    """Scores with ``neutral`` in place of those that weigh nothing, and so do not count."""
    absent = weights == 0
    return np.where(absent, neutral, scores) if absent.any() else scores


def not_negative(scores: FloatArray, name: Text) -> FloatArray:
    """Scores of 0 or more, those that noise has moved below 0 moved back.

    Raises :class:`DomainError` where a mean that multiplies meets a score below 0.
    """
    below = above(np.zeros(1), scores)
    if np.any(below):
        raise DomainError(
            below,
            msg("a score below 0 under a {name}", name=name),
            msg("scores of 0 or more"),
            msg("bound the scores with within: [0, ...], or aggregate this node another way"),
        )
    return np.maximum(scores, 0.0)
