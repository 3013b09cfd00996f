"""Position 位次赋分: points by rank among the units, the best first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.numeric import FloatArray, IntArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.references import References
from sz_assess.scoring.rules.base import Direction, Formula, Line, One, Record, Rule
from sz_assess.scoring.rules.curve import show
from sz_assess.text import Text, msg, number


class GroupTable(Record):
    """A table of points for the units of one group."""

    group: str
    points: tuple[float, ...] = Field(
        min_length=1, description="points of place 1, 2, 3 ...; later places get the last"
    )

    @model_validator(mode="after")
    def _falling(self) -> GroupTable:
        _refuse_rising(self.points)
        return self


class Position(Rule):
    """``top`` for the first, ``step`` less for each place further (济宁: 100, 97, 94 ...), or a ``table`` of points.

    Units level with each other all get the points of their shared place, or (``ties: average``) the mean of the places
    that they fill. ``tables`` gives each group a table of its own, for places within the group.
    """

    rule: Literal["position"]
    top: Formula | None = None
    step: Formula | None = None
    table: tuple[float, ...] | None = Field(
        None, description="points of place 1, 2, 3 ...; later places get the last", min_length=1
    )
    tables: tuple[GroupTable, ...] | None = Field(
        None, description="with over: group, a table for each group", min_length=1
    )
    ties: Literal["shared", "average"] = Field(
        description="shared: each gets the shared place's points; average: their mean"
    )

    @model_validator(mode="after")
    def _one_way(self) -> Position:
        ways = [(self.top, self.step) != (None, None), self.table is not None, self.tables is not None]
        if sum(ways) != 1 or (ways[0] and None in (self.top, self.step)):
            raise Refused(msg("not one of top and step, table, tables"), msg("top and step, or table, or tables"))
        if self.step is not None and self.step.constant is not None and self.step.constant < 0:
            raise Refused(f"step: {self.step.text}", msg("a step of 0 or more"))
        if self.table is not None:
            _refuse_rising(self.table)
        if self.tables is not None:
            if self.over != "group":
                raise Refused(msg("a table for each group, and places not within the group"), msg("over: group"))
            groups = [table.group for table in self.tables]
            if len(set(groups)) < len(groups):
                raise Refused(msg("two tables for one group"), msg("every group once"))
        return self

    def formulas(self) -> tuple[Expression, ...]:
        return (*(each for each in (self.top, self.step) if each is not None), *super().formulas())

    def needs(self) -> frozenset[str]:
        return super().needs() | {"place"}

    def score(self, references: References, direction: Direction) -> FloatArray:
        references.refuse_outside()
        first = np.broadcast_to(references.name("place"), references.value.shape)
        labels = references.population.labels
        points = self._points_of_places(references)
        out = np.full(first.shape, np.nan, order="F")
        for k in range(first.shape[1]):
            here = np.flatnonzero(~np.isnan(first[:, k]))
            among = None if labels is None else labels[here]
            out[here, k] = self._shared(first[here, k], among, partial(_of_rows, points, here, k))
        return out

    def _points_of_places(self, references: References) -> _Points:
        """Points of whole places, which count from 1, for given rows of a column."""
        if self.table is not None:
            table = np.array(self.table)
            return lambda _rows, _k, places: _looked_up(table, places)
        shape = references.value.shape
        if self.tables is not None:
            return self._by_group(references)
        assert self.top is not None
        assert self.step is not None
        top, step = (np.broadcast_to(each.evaluate(references), shape) for each in (self.top, self.step))
        return lambda rows, k, places: np.asarray(top[rows, k] - step[rows, k] * (places - 1))

    def _by_group(self, references: References) -> _Points:
        assert self.tables is not None
        labels = references.population.labels
        assert labels is not None
        names = references.population.names
        tables = {names.index(each.group): np.array(each.points) for each in self.tables if each.group in names}
        without = ~np.isin(labels, list(tables))[:, np.newaxis] & ~np.isnan(references.value)
        if without.any():
            raise DomainError(
                without, msg("no table of points for the unit's group"), msg("a table for every group that is scored")
            )

        def points(rows: IntArray, _k: int, places: FloatArray) -> FloatArray:
            out = np.empty(places.size)
            for label, table in tables.items():
                here = labels[rows] == label
                out[here] = _looked_up(table, places[here])
            return out

        return points

    def _shared(self, first: FloatArray, labels: IntArray | None, points: _OfRows) -> FloatArray:
        """Points of (shared) places in one column; ``points`` gives those of whole places for its rows."""
        everyone = np.arange(first.size)
        if self.ties == "shared":
            return points(everyone, first)
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
        out[order] = (np.add.reduceat(points(order, filled), starts) / sizes)[level]
        return out

    def words(self) -> Text:
        if self.table is not None:
            return msg("points by place: {points}; later places the last", points=[number(p) for p in self.table])
        if self.tables is not None:
            tables = [
                msg("{group}: {points}", group=each.group, points=", ".join(number(p) for p in each.points))
                for each in self.tables
            ]
            return msg("points by place within the group, later places the last: {tables}", tables=tables)
        assert self.top is not None
        assert self.step is not None
        return msg("the first place scores {top}, each place further {step} less", top=show(self.top),
                   step=show(self.step))  # fmt: skip

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        place = one.references["place"]
        label = msg("place {place}", place=number(place))
        if self.top is None or self.step is None or self.ties == "average":
            return (Line(label, number(one.score, 6), one.score),)
        top, step = one.work_out(self.top), one.work_out(self.step)
        text = f"{number(top, 6)} − {number(step, 6)} × ({number(place)} − 1)"
        return (Line(label, text, top - step * (place - 1)),)


_Points = Callable[[IntArray, int, FloatArray], FloatArray]
_OfRows = Callable[[IntArray, FloatArray], FloatArray]


def _of_rows(points: _Points, here: IntArray, k: int, rows: IntArray, places: FloatArray) -> FloatArray:
    return points(here[rows], k, places)


def _looked_up(table: FloatArray, places: FloatArray) -> FloatArray:
    return np.take(table, np.minimum(places, table.size).astype(int) - 1)


def _refuse_rising(points: tuple[float, ...]) -> None:
    if any(later > earlier for earlier, later in pairwise(points)):
        shown = ", ".join(number(each) for each in points)
        raise Refused(shown, msg("points that do not rise from place to place"))
