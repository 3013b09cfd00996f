"""Position 位次赋分: points by rank among the units, the best first."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.numeric import FloatArray, IntArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.references import References
from sz_assess.scoring.rules.base import Direction, Line, One, Rule
from sz_assess.text import Text, msg, number


class Position(Rule):
    """``top`` for the first, ``step`` less for each place further (济宁: 100, 97, 94 ...), or a ``table`` of points.

    Units level with each other all get the points of their shared place, or (``ties: average``) the mean of the places
    that they fill.
    """

    rule: Literal["position"]
    top: float | None = None
    step: float | None = Field(None, ge=0)
    table: tuple[float, ...] | None = Field(
        None, description="points of place 1, 2, 3 ...; later places get the last", min_length=1
    )
    ties: Literal["shared", "average"] = Field(
        description="shared: each gets the shared place's points; average: their mean"
    )

    @model_validator(mode="after")
    def _one_way(self) -> Position:
        steps = self.top is not None and self.step is not None
        if (self.table is None) != steps or (self.table is not None and (self.top, self.step) != (None, None)):
            raise Refused(msg("neither top and step nor table, or both"), msg("either top and step, or table"))
        if self.table is not None and any(later > earlier for earlier, later in pairwise(self.table)):
            shown = ", ".join(number(points) for points in self.table)
            raise Refused(shown, msg("points that do not rise from place to place"))
        return self

    def points(self, places: FloatArray) -> FloatArray:
        """Points of whole ``places``, which count from 1."""
        if self.table is None:
            return np.asarray((self.top or 0.0) - (self.step or 0.0) * (places - 1))
        return np.take(np.array(self.table), np.minimum(places, len(self.table)).astype(int) - 1)

    def needs(self) -> frozenset[str]:
        return super().needs() | {"place"}

    def score(self, references: References, direction: Direction) -> FloatArray:
        first = np.broadcast_to(references.name("place"), references.value.shape)
        outside = np.isnan(first) & ~np.isnan(references.value)
        if outside.any():
            raise DomainError(
                outside, msg("a unit outside the population has no place in it"), msg("over: all or over: group")
            )
        labels = references.population.labels
        out = np.full(first.shape, np.nan, order="F")
        for k in range(first.shape[1]):
            here = ~np.isnan(first[:, k])
            out[here, k] = self._shared(first[here, k], None if labels is None else labels[here])
        return out

    def _shared(self, first: FloatArray, labels: IntArray | None) -> FloatArray:
        if self.ties == "shared":
            return self.points(first)
        if not first.size:
            return first
        order = np.argsort(first, kind="stable") if labels is None else np.lexsort((first, labels))
        placed = first[order]
        new = np.ones(first.size, dtype=bool)
        new[1:] = placed[1:] != placed[:-1]
        if labels is not None:
            new[1:] |= labels[order][1:] != labels[order][:-1]
        starts = np.flatnonzero(new)
        level = np.cumsum(new) - 1
        filled = placed + (np.arange(first.size) - starts[level])
        sizes = np.diff(np.append(starts, first.size))
        out = np.empty(first.size)
        out[order] = (np.add.reduceat(self.points(filled), starts) / sizes)[level]
        return out

    def words(self) -> Text:
        if self.table is not None:
            return msg("points by place: {points}; later places the last", points=[number(p) for p in self.table])
        assert self.top is not None
        assert self.step is not None
        return msg("the first place scores {top}, each place further {step} less", top=self.top, step=self.step)

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        place = one.references["place"]
        label = msg("place {place}", place=number(place))
        if self.table is not None or self.ties == "average":
            return (Line(label, number(one.score, 6), one.score),)
        assert self.top is not None
        assert self.step is not None
        text = f"{number(self.top)} − {number(self.step)} × ({number(place)} − 1)"
        return (Line(label, text, self.top - self.step * (place - 1)),)
