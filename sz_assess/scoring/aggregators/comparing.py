"""Aggregators that set units against each other: what a unit gets depends on who else is there."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.scoring.aggregators.base import Aggregator, Children
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.rank import levels
from sz_assess.text import msg


class Comparing(Aggregator):
    """A method that compares the units of one population with each other.

    ``over`` says among whom: all units, or each group for itself. Among all units each counts once: a row for a
    unit's second group is compared in the place of its first, and moves nobody else's score. Units none of whose
    children count stay out, and so do children that weigh nothing for anybody. Every other unit needs a score of
    every other child, unless the method can leave pairs out (:attr:`takes_gaps`).
    """

    over: Literal["all", "group"]
    takes_gaps: ClassVar[bool] = False

    def combine(self, children: Children) -> FloatArray:
        scores = children.scores
        weights = np.broadcast_to(children.weights, scores.shape)
        counted = children.counted
        if children.aside is not None:
            # Who is made of others is not set against them: they are there themselves.
            counted = counted & ~children.aside
        used = np.any(weights[counted] > 0, axis=0)
        gaps = children.gaps & used & counted[:, np.newaxis]
        if not self.takes_gaps and gaps.any():
            raise DomainError(
                gaps,
                msg("no score of one of the children"),
                msg("a score of every child: {method} compares units on all of them", method=self.method),
                msg("give missing figures a score, or aggregate this node another way"),
            )
        labels = np.zeros(len(scores), dtype=np.intp)
        if self.over == "group" and children.labels is not None:
            labels = children.labels
        # Rows for a second group: each is compared in the place of the row that it stands for.
        of = np.full(len(scores), -1, dtype=np.intp)
        if self.over == "all" and children.stands_for is not None:
            of = children.stands_for
        double = of >= 0
        out = np.full(len(scores), np.nan)

        def compared(here: BoolArray) -> FloatArray:
            return self.compare(_settled(scores[np.ix_(here, used)]), weights[np.ix_(here, used)])

        for label in np.unique(labels[counted]):
            here = counted & (labels == label) & ~double
            if here.any():
                out[here] = compared(here)
        for row in np.flatnonzero(counted & double).tolist():
            here = counted & ~double
            here[of[row]], here[row] = False, True
            out[row] = compared(here)[np.count_nonzero(here[:row])]
        return out

    @abstractmethod
    def compare(self, scores: FloatArray, weights: FloatArray) -> FloatArray:
        """Scores (units,) of one population; ``weights`` (units, children) add up to 1 in each row.

        Scores of a child that differ by noise alone have been made the same before: a method that stretches the
        differences between units must not stretch noise.
        """

    def written(self, scores: list[float], weights: list[float]) -> str:
        return ""


class Alike(Comparing):
    """A comparing method with no answer of its own where all units are alike in everything."""

    when_equal: float = Field(description="the score of all where the units do not differ at all")


def _settled(scores: FloatArray) -> FloatArray:
    """Scores (units, children), in each child the same number for units that are level; NaN stays."""
    out = scores.copy(order="F")
    for child in range(out.shape[1]):
        known = ~np.isnan(out[:, child])
        found = out[known, child]
        _, first, of = np.unique(levels(found), return_index=True, return_inverse=True)
        out[known, child] = found[first][of]
    return out
