"""What one indicator would have to be for a unit to gain a place: found by scoring again, not by a slope.

For each unit and indicator: the stated value nearest to the present one with which fewer units are ahead of the unit,
in its group or among all, when this value alone is another and the figures of all other units stay as they are. All
scores are worked out again with it: reference points that the value itself moves, whole steps, bounds, ties and vetoes
count as in the run. One step of the stated decimals less does not do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np

from sz_assess.analysis.reach import Reach, reach
from sz_assess.assess.again import Again, again
from sz_assess.assess.side_by_side import SideBySide
from sz_assess.method.indicator import Indicator
from sz_assess.numeric import BoolArray, FloatArray, IntArray, above, equal
from sz_assess.result import Result, Status
from sz_assess.scoring.rank import rank_by
from sz_assess.scoring.references import PLACES

Over = Literal["group", "all"]
OVER: tuple[Over, ...] = ("group", "all")

MOST_UNITS = 30
"""With more units than this a whole report leaves out indicators whose scores move with the other units' values."""
_CELLS = 200_000
_NOWHERE = -1e300
"""Stands for no score among those that decide ties: it comes last."""
PLACE_NAMES = frozenset(PLACES)
_ONE_WAY = {"margin", "position", "z_score", "rank_gain"}

Probe = Callable[[IntArray, IntArray], BoolArray]
"""Whether each unit (tries,) gains a place with its n-th stated value (tries,)."""


class Sought(IntEnum):
    """What came of the search for a value."""

    NOT_SOUGHT = 0
    """Nobody is ahead, or the unit has no place, or no value of its own."""
    FOUND = 1
    NOT_ALONE = 2
    """No value within reach is enough."""
    NOT_TRIED = 3
    """Left out in a report, to keep within seconds."""


@dataclass(frozen=True)
class Gains:
    """Arrays by whom the place is counted among: ``ahead`` (units,), the others (units, nodes)."""

    ahead: Mapping[Over, IntArray]
    """The next unit up, the first in file order of several that are level; -1 for none."""
    sought: Mapping[Over, IntArray]
    """Codes of :class:`Sought`."""
    needed: Mapping[Over, FloatArray]
    """The value needed, NaN where none was found."""
    points: Mapping[Over, FloatArray]
    """Points of the total that it brings."""
    decimals: IntArray
    """(nodes,) decimals in which values are stated."""


def gains(result: Result, units: Sequence[int] | None = None, state: Again | None = None) -> Gains:
    """Search for every unit, or for those named.

    For units that are named nothing is left out. For all units indicators are left out that would take longer than a
    report may: with more than ``MOST_UNITS`` units those whose scores move with other units' values, and where the
    method lets scores move otherwise than by the indicators' own rules all that such rules reach.
    """
    search = _Search(again(result) if state is None else state, units)
    for column, node in enumerate(result.nodes):
        if isinstance(node.spec, Indicator):
            search.indicator(column, node.spec)
    return Gains(search.ahead, search.sought, search.needed, search.points, search.decimals)


def places_of(keys: Sequence[FloatArray], result: Result, over: Over) -> FloatArray:
    """(units,) places as 1 2 2 4, whichever way ties are printed; NaN for who has none."""
    labels = result.labels if over == "group" else None
    once = _counted(result, over)
    return rank_by([np.where(once, keys[0], np.nan), *keys[1:]], labels)


def places_of_result(result: Result, over: Over) -> FloatArray:
    """(units,) the places that a result publishes."""
    return result.group_rank if over == "group" else result.rank


def _counted(result: Result, over: Over) -> BoolArray:
    """(units,) who has a place there: a unit that is scored a second time in another group has it there alone."""
    return np.array([over == "group" or unit.counts_once for unit in result.units])


def next_up(place: FloatArray, labels: IntArray) -> IntArray:
    """(units,) for each unit the next one up among those with the same label; -1 for none."""
    out = np.full(place.size, -1, dtype=np.intp)
    for label in np.unique(labels):
        members = np.flatnonzero((labels == label) & ~np.isnan(place))
        ordered = members[np.lexsort((members, place[members]))]
        starts = np.searchsorted(place[ordered], place[ordered], side="left")
        for unit, start in zip(ordered.tolist(), starts.tolist(), strict=True):
            if start:
                above_it = place[ordered[start - 1]]
                out[unit] = ordered[np.searchsorted(place[ordered], above_it, side="left")]
    return out


def is_behind(keys: Sequence[FloatArray], own: Sequence[FloatArray]) -> BoolArray:
    """Where somebody with ``keys`` is ahead of who has ``own``; shapes broadcast. NaN first means no place."""
    better = np.zeros(np.broadcast_shapes(keys[0].shape, own[0].shape), dtype=bool)
    level = ~np.isnan(keys[0]) & np.ones_like(better)
    for n, (key, mine) in enumerate(zip(keys, own, strict=True)):
        if n:
            key, mine = (np.where(np.isnan(each), _NOWHERE, each) for each in (key, mine))
        better |= level & above(key, mine)
        level &= equal(key, mine)
    return better


class _Search:
    def __init__(self, state: Again, units: Sequence[int] | None) -> None:
        self.state, self.result = state, state.result
        self.side = SideBySide(state)
        result = self.result
        self.thorough = units is not None
        asked = np.zeros(len(result.units), dtype=bool)
        asked[list(range(len(result.units)) if units is None else units)] = True
        self.keys, self.total = state.as_it_is.keys, state.as_it_is.total
        places = {over: places_of(self.keys, result, over) for over in OVER}
        self.ahead = {
            over: next_up(places[over], result.labels if over == "group" else np.zeros_like(result.labels))
            for over in OVER
        }
        self.place = places
        self.wanted = {over: asked & (self.ahead[over] >= 0) for over in OVER}
        shape = result.value.shape
        self.sought = {over: np.full(shape, int(Sought.NOT_SOUGHT), dtype=np.intp) for over in OVER}
        self.needed = {over: np.full(shape, np.nan) for over in OVER}
        self.points = {over: np.full(shape, np.nan) for over in OVER}
        self.decimals = np.zeros(shape[1], dtype=np.intp)

    def indicator(self, column: int, spec: Indicator) -> None:
        result = self.result
        reached = reach(result, column)
        self.decimals[column] = reached.decimals
        has_value = (result.status[:, column] == Status.SCORED) & ~np.isnan(result.value[:, column])
        has_value &= result.weight[:, column] > 0
        together = self.side.fits(column)
        few = len(result.units) <= MOST_UNITS
        tried = self.thorough or (together and (few or not self.side.moves_others(column)))
        good = spec.direction == "positive"
        ways = (good,) if self._one_way(column) else (good, not good)
        for over in OVER:
            who = np.flatnonzero(self.wanted[over] & has_value)
            if not who.size:
                continue
            if not tried:
                self.sought[over][who, column] = Sought.NOT_TRIED
                continue
            self.sought[over][who, column] = Sought.NOT_ALONE
            for up in ways:
                self._towards(column, over, who, reached, up, together)

    def _one_way(self, column: int) -> bool:
        """Whether a worse value can never score better under the rule, so that only one side need be looked at."""
        leaf = self.side.leaf(column)
        if leaf.rule.rule in _ONE_WAY:
            return True
        points = getattr(leaf.rule, "points", ())
        return leaf.rule.rule == "curve" and len(points) == 2 and all(p.score.constant is not None for p in points)

    def _towards(self, column: int, over: Over, who: IntArray, reached: Reach, up: bool, together: bool) -> None:
        value = self.result.value[:, column]
        most = reached.steps(value, up)[who]

        def probe(units: IntArray, n: IntArray) -> BoolArray:
            return self._gain(column, over, units, reached.value(value[units], n, up), together)

        who, most = who[most > 0], most[most > 0]
        if not who.size:
            return
        found = first_success(probe, who, most, self._corners(column, who, reached, up))
        who, found = who[found > 0], found[found > 0]
        if not who.size:
            return
        needed = reached.value(value[who], found, up)
        total = self._totals(column, who, needed, together)
        known = self.needed[over][who, column]
        nearer = np.isnan(known) | (np.abs(needed - value[who]) < np.abs(known - value[who]))
        who, needed, total = who[nearer], needed[nearer], total[nearer]
        self.needed[over][who, column] = needed
        self.points[over][who, column] = total - self.total[who]
        self.sought[over][who, column] = Sought.FOUND

    def _corners(self, column: int, who: IntArray, reached: Reach, up: bool) -> IntArray:
        """(units, points) numbers of values where a rule may turn: reference points, and for places all values."""
        value = self.result.value[:, column]
        code = self.result.nodes[column].code
        columns = [np.broadcast_to(of, value.shape)[who] for of in self.result.references[code].values()]
        if not PLACE_NAMES.isdisjoint(self.side.leaf(column).rule.needs()):
            columns += [np.full(len(who), each) for each in value if not np.isnan(each)]
        at = [reached.number(value[who], of, up) for of in columns]
        return np.column_stack([n + beside for n in at for beside in (-1, 0, 1)] or [np.ones(len(who), dtype=np.int64)])

    def _gain(self, column: int, over: Over, units: IntArray, values: FloatArray, together: bool) -> BoolArray:
        """Whether fewer are ahead of each unit (tries,) with its value (tries,)."""
        if not together:
            return np.array([self._gain_alone(column, over, *each) for each in zip(units, values, strict=True)])
        if not self.side.moves_others(column):
            found = self.side.keys(column, units, values).keys
            rival = self.ahead[over][units]
            behind = is_behind([key[rival][np.newaxis] for key in self.keys], found)[0]
            return np.asarray(~behind & ~np.isnan(found[0][0]))
        out = np.zeros(len(units), dtype=bool)
        size = len(self.result.units)
        for start in range(0, len(units), max(1, _CELLS // size)):
            part = slice(start, start + max(1, _CELLS // size))
            who, keys = units[part], self.side.keys(column, units[part], values[part]).keys
            own = [key[who, np.arange(len(who))][np.newaxis] for key in keys]
            peers = np.ones((size, len(who)), dtype=bool)
            if over == "group":
                peers = self.result.labels[:, np.newaxis] == self.result.labels[who]
            ahead = np.count_nonzero(is_behind(keys, own) & peers, axis=0)
            out[part] = (ahead + 1 < self.place[over][who]) & ~np.isnan(own[0][0])
        return out

    def _gain_alone(self, column: int, over: Over, unit: int, value: float) -> bool:
        return gains_place(self.state, over, int(unit), {(int(unit), column): float(value)})

    def _totals(self, column: int, units: IntArray, values: FloatArray, together: bool) -> FloatArray:
        if not together:
            each = [self.state.ends({(int(u), column): float(v)}) for u, v in zip(units, values, strict=True)]
            return np.array([np.nan if e is None else e.total[u] for e, u in zip(each, units, strict=True)])
        total = self.side.keys(column, units, values).total
        return total[0] if len(total) == 1 else total[units, np.arange(len(units))]


def gains_place(state: Again, over: Over, unit: int, changes: Mapping[tuple[int, int], float]) -> bool:
    """Whether fewer units are ahead of a unit with other values: the whole scoring once more."""
    after = state.ends(changes)
    if after is None:
        return False
    then, now = (places_of(ends.keys, state.result, over)[unit] for ends in (state.as_it_is, after))
    return bool(now < then)


def first_success(probe: Probe, units: IntArray, most: IntArray, corners: IntArray) -> IntArray:
    """(units,) the first number from 1 to ``most`` (units,) with which ``probe`` succeeds; 0 where none was met.

    Numbers are looked at ever farther apart, and at the ``corners`` (units, points); between the last that fails and
    the first that succeeds the turning point is closed in on. The one before what is returned fails.
    """
    factor, parts = (2, 16) if len(units) <= 8 else (4, 4) if len(units) <= 64 else (8, 2)
    powers = [1]
    while powers[-1] * factor < int(most.max()):
        powers.append(powers[-1] * factor)
    tries = np.column_stack([np.tile(powers, (len(units), 1)), corners, most])
    tries = np.sort(np.clip(tries, 1, most[:, np.newaxis]), axis=1)
    low, high = np.zeros_like(most), np.zeros_like(most)
    low, high = _closed_in(probe, units, tries, low, high)
    while np.any(wide := (high > 0) & (high - low > 1)):
        span = (high - low)[wide, np.newaxis]
        between = low[wide, np.newaxis] + span * np.arange(1, parts) // parts
        between = np.clip(between, low[wide, np.newaxis] + 1, high[wide, np.newaxis] - 1)
        low[wide], high[wide] = _closed_in(probe, units[wide], between, low[wide], high[wide])
    return high


def _closed_in(
    probe: Probe, units: IntArray, tries: IntArray, low: IntArray, high: IntArray
) -> tuple[IntArray, IntArray]:
    """Between which of the sorted tries (units, k) the first success lies."""
    count = tries.shape[1]
    won = probe(np.repeat(units, count), tries.ravel()).reshape(tries.shape)
    first = np.argmax(won, axis=1)
    some = won.any(axis=1)
    rows = np.arange(len(units))
    before = np.where(first > 0, tries[rows, np.maximum(first - 1, 0)], low)
    return np.where(some, before, tries[:, -1]), np.where(some, tries[rows, first], high)
