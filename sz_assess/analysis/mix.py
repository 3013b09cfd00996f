"""The cheapest mix of changes that brings one more place, at efforts that the weights file declares.

The model: for each indicator whose score is straight lines between fixed points, a whole number of stated steps for the
better, at a cost in proportion to the change; points of all changes add up to what the unit lacks. It is solved as a
mixed-integer linear programme, then checked by scoring all units again, and held against every single change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sz_assess.analysis.gain import OVER, Gains, Over, Sought, gains_place
from sz_assess.analysis.programme import Piece, cheapest
from sz_assess.analysis.reach import reach
from sz_assess.assess.again import Again
from sz_assess.assess.side_by_side import SideBySide
from sz_assess.method.effort import Effort
from sz_assess.method.indicator import Indicator
from sz_assess.numeric import FloatArray, above, equal
from sz_assess.result import Status
from sz_assess.scoring.aggregators.means import Arithmetic
from sz_assess.scoring.rules.base import One
from sz_assess.scoring.rules.curve import Curve

TINY = 1e-7
"""Above what the solver takes for nothing, below what a published score shows."""


@dataclass(frozen=True)
class Change:
    """One indicator of a mix, by its position: its new value and what that costs."""

    node: int
    needed: float
    cost: float


@dataclass(frozen=True)
class Mix:
    """The cheapest way found for one unit. No changes: no way was found."""

    changes: tuple[Change, ...]
    points: float
    """Points of the total that they bring together."""

    @property
    def cost(self) -> float:
        """What they cost together."""
        return float(sum(change.cost for change in self.changes))


@dataclass(frozen=True)
class Mixes:
    """By whom the place is counted among and the unit; units with nobody ahead have none.

    ``curves`` are the indicators whose rules the model can mix, ``alone`` those with an effort that it can't: they are
    only tried as single changes.
    """

    by_unit: Mapping[Over, Mapping[int, Mix]] = field(default_factory=dict)
    curves: tuple[int, ...] = ()
    alone: tuple[int, ...] = ()


def mixes(state: Again, found: Gains, units: list[int]) -> Mixes | None:
    """The cheapest mix for each of the units; None where no efforts are declared."""
    effort = state.result.assessment.weights.decisions.effort
    if effort is None:
        return None
    search = _Search(state, found, effort.indicators)
    return Mixes(
        {over: {unit: search.mix(over, unit) for unit in units if found.ahead[over][unit] >= 0} for over in OVER},
        tuple(search.curves),
        tuple(column for column in search.efforts if column not in search.curves),
    )


class _Search:
    def __init__(self, state: Again, found: Gains, efforts: Mapping[str, Effort]) -> None:
        self.state, self.result, self.found = state, state.result, found
        self.side = SideBySide(state)
        self.efforts = {
            column: efforts[node.code] for column, node in enumerate(self.result.nodes) if node.code in efforts
        }
        self.reached = {column: reach(self.result, column) for column in self.efforts}
        self.curves = [column for column in self.efforts if self._is_curve(column)]
        self._pieces_of: dict[int, dict[int, Piece]] = {}
        self._solved: dict[tuple[int, float], list[int] | None] = {}

    def _is_curve(self, column: int) -> bool:
        """Whether points follow the value along fixed straight lines, all the way to the total."""
        weights = self.result.assessment.weights
        open_ended = weights.round_total is None and weights.total_within.pair == (None, None)
        path = self.side.path(column)
        rule = self.side.leaf(column).rule
        return (
            open_ended
            and isinstance(rule, Curve)
            and rule.steps is None
            and isinstance(rule.ends.low, str)
            and isinstance(rule.ends.high, str)
            and self.side.fits(column)
            and not self.side.moves_others(column)
            and all(isinstance(self.result.nodes[node].aggregator, Arithmetic) for node in path[1:])
            and all(getattr(self.result.nodes[node].spec, "round", None) is None for node in path)
        )

    def mix(self, over: Over, unit: int) -> Mix:
        """The cheapest of what the model finds and of all single changes."""
        best = self._single(over, unit)
        modelled = self._modelled(over, unit)
        if modelled is not None and (best is None or modelled.cost < best.cost):
            best = modelled
        return Mix((), float("nan")) if best is None else best

    def _single(self, over: Over, unit: int) -> Mix | None:
        ways: list[Mix] = []
        for column in self.efforts:
            if self.found.sought[over][unit, column] != Sought.FOUND:
                continue
            needed = float(self.found.needed[over][unit, column])
            rate, most = self._rate(unit, column), self._most(column)
            change = abs(needed - float(self.result.value[unit, column]))
            if rate is not None and change <= most * (1 + 1e-9) and self._for_the_better(unit, column, needed):
                points = float(self.found.points[over][unit, column])
                ways.append(Mix((Change(column, needed, rate * change),), points))
        return min(ways, key=lambda way: way.cost, default=None)

    def _for_the_better(self, unit: int, column: int, needed: float) -> bool:
        return (needed > float(self.result.value[unit, column])) == self._up(column)

    def _up(self, column: int) -> bool:
        spec = self.result.nodes[column].spec
        return isinstance(spec, Indicator) and spec.direction == "positive"

    def _most(self, column: int) -> float:
        most = self.efforts[column].at_most
        return float("inf") if most is None else float(most)

    def _rate(self, unit: int, column: int) -> float | None:
        """What 1 in the unit of measure costs; None for a per cent of nothing."""
        effort, value = self.efforts[column], float(self.result.value[unit, column])
        if effort.per == "unit":
            return float(effort.cost)
        return float(effort.cost) * 100.0 / abs(value) if value else None

    def _modelled(self, over: Over, unit: int) -> Mix | None:
        pieces = self._pieces(unit)
        if not pieces:
            return None
        for lacking in self._lacking(over, unit):
            steps = self._cheapest(unit, lacking)
            if steps is None:
                continue
            taken = {column: n for column, n in zip(pieces, steps, strict=True) if n}
            if taken and gains_place(self.state, over, unit, self._values(unit, taken)):
                return self._written(unit, self._lessened(over, unit, taken))
        return None

    def _pieces(self, unit: int) -> dict[int, Piece]:
        if unit not in self._pieces_of:
            found = ((column, self._piece(unit, column)) for column in self.curves)
            self._pieces_of[unit] = {column: piece for column, piece in found if piece is not None}
        return self._pieces_of[unit]

    def _cheapest(self, unit: int, lacking: float) -> list[int] | None:
        """Solved once where the next one up is the same among all units and in the group."""
        if (unit, lacking) not in self._solved:
            self._solved[unit, lacking] = cheapest(list(self._pieces(unit).values()), lacking)
        return self._solved[unit, lacking]

    def _lessened(self, over: Over, unit: int, taken: dict[int, int]) -> dict[int, int]:
        """Steps that the solver's tolerance put on top, taken off."""
        for column in list(taken):
            less = {**taken, column: taken[column] - 1}
            less = {each: n for each, n in less.items() if n}
            if less and gains_place(self.state, over, unit, self._values(unit, less)):
                taken = less
        return taken

    def _values(self, unit: int, taken: Mapping[int, int]) -> dict[tuple[int, int], float]:
        value = self.result.value
        return {
            (unit, column): float(self.reached[column].value(value[[unit], column], np.array([n]), self._up(column))[0])
            for column, n in taken.items()
        }

    def _written(self, unit: int, taken: Mapping[int, int]) -> Mix:
        values = self._values(unit, taken)
        ends = self.state.ends(values)
        assert ends is not None  # it was just scored
        changes = tuple(
            Change(
                column, needed, (self._rate(unit, column) or 0.0) * abs(needed - float(self.result.value[unit, column]))
            )
            for (_, column), needed in values.items()
        )
        return Mix(changes, float(ends.total[unit] - self.result.total[unit]))

    def _lacking(self, over: Over, unit: int) -> list[float]:
        """Points that bring the unit level with the next one up, and just past it, least first."""
        ranking = self.result.assessment.weights.ranking
        rival = int(self.found.ahead[over][unit])
        own = float(self.result.total[unit])
        if ranking.on == "unrounded":
            gap = float(self.result.total[rival]) - own
            return [gap, gap + TINY]
        step = 10.0**-ranking.decimals
        shown = float(self.result.published[rival])
        below = {"half_up": step / 2, "half_even": step / 2, "down": 0.0, "up": step}[ranking.rounding]
        level, past = shown - below - own, shown - below + step - own
        return [level, level + TINY, past, past + TINY]

    def _piece(self, unit: int, column: int) -> Piece | None:
        """How one indicator's change turns into points; None where the unit has no value of its own to change."""
        value = float(self.result.value[unit, column])
        rate = self._rate(unit, column)
        if self.result.status[unit, column] != Status.SCORED or np.isnan(value) or rate is None:
            return None
        reached, up = self.reached[column], self._up(column)
        values = self.result.value[:, column]
        most = int(reached.steps(values, up)[unit])
        grain = 10.0**-reached.decimals
        first = abs(float(reached.value(values, np.ones(len(values), dtype=np.int64), up)[unit]) - value)
        most = min(
            most,
            int(max((self._most(column) - first) / grain + 1 + 1e-9, 0)) if np.isfinite(self._most(column)) else most,
        )
        if most < 1:
            return None
        far = first + (most - 1) * grain
        travelled = self._turns(unit, column, far, up)
        at = value + travelled if up else value - travelled
        total = self.side.keys(column, np.full(len(at), unit), at).total[0]
        points = total - float(self.result.total[unit])
        if np.isnan(points).any():
            return None
        return Piece(first, grain, most, rate, tuple(travelled.tolist()), tuple(points.tolist()))

    def _turns(self, unit: int, column: int, far: float, up: bool) -> FloatArray:
        """How far the value can go until the line turns, from 0 to ``far``: the curve's points, and where it meets its
        bounds."""
        rule, code = self.side.leaf(column).rule, self.result.nodes[column].code
        assert isinstance(rule, Curve)
        value = float(self.result.value[unit, column])
        one = One(value, {name: float(of[unit]) for name, of in self.result.references[code].items()}, 0.0)
        xs = np.array([one.work_out(point.at) for point in rule.points])
        ys = np.array([one.work_out(point.score) for point in rule.points])
        turns = list(xs)
        bounds = () if rule.within is None else (rule.within.least, rule.within.most)
        slopes = np.diff(ys) / np.where(np.diff(xs) == 0, np.nan, np.diff(xs))
        for bound in bounds:
            if bound is not None:
                level = one.work_out(bound)
                turns += [x + (level - y) / slope for x, y, slope in zip(xs, ys, slopes, strict=False) if slope]
        distance = np.array(turns) - value if up else value - np.array(turns)
        inside = distance[np.isfinite(distance) & above(distance, np.zeros(1)) & above(np.full(1, far), distance)]
        kept = np.unique(np.concatenate([[0.0], inside, [far]]))
        apart = np.ones(len(kept), dtype=bool)
        apart[1:-1] = ~equal(kept[1:-1], kept[:-2]) & ~equal(kept[1:-1], np.full(1, far))
        return kept[apart]
