"""How far an indicator's value can go, and in which steps it is stated: what a search for another value goes by."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sz_assess.method.indicator import Indicator
from sz_assess.method.statistic import Statistic
from sz_assess.numeric import FloatArray, IntArray, settle
from sz_assess.result import Result

SPREADS = 10
"""Where nothing bounds a value, it is not looked at farther away than so many times the distance between the least and
the greatest of the units' values and reference points."""
SHOWN_DECIMALS, SIGNIFICANT = 2, 4
_WHOLE_CALLS = {"change", "prior", "cumulative", "sum", "min", "max"}


@dataclass(frozen=True)
class Reach:
    """One indicator. ``low`` and ``high`` (units,) bound its value; values are stated in steps of 10 ** -decimals."""

    decimals: int
    low: FloatArray
    high: FloatArray

    def steps(self, value: FloatArray, up: bool) -> IntArray:
        """How many stated values there are from each value (units,), itself left out, to the bound on one side."""
        far = np.floor(settle(self.high * self._scale)) if up else np.ceil(settle(self.low * self._scale))
        first = self._first(value, up)
        there = far - first if up else first - far
        return np.where(np.isnan(value), 0, np.maximum(there + 1, 0)).astype(np.int64)

    def value(self, of: FloatArray, n: IntArray, up: bool) -> FloatArray:
        """The ``n``-th stated value on one side of ``of``, counted from 1; the value itself for 0."""
        found = (self._first(of, up) + (n - 1 if up else 1 - n)) / self._scale
        return np.where(n == 0, of, found + 0.0)

    def number(self, of: FloatArray, value: FloatArray, up: bool) -> IntArray:
        """Which of the stated values is the first at or beyond ``value``; 0 and less lie on the other side."""
        at = np.ceil(settle(value * self._scale)) if up else np.floor(settle(value * self._scale))
        first = self._first(of, up)
        n = (at - first if up else first - at) + 1
        return np.where(np.isnan(n), 0, n).astype(np.int64)

    @property
    def _scale(self) -> float:
        return 10.0**self.decimals

    def _first(self, value: FloatArray, up: bool) -> FloatArray:
        """The next stated value above or below each, in steps."""
        steps = settle(value * self._scale)
        return np.floor(steps) + 1.0 if up else np.ceil(steps) - 1.0


def reach(result: Result, column: int) -> Reach:
    """How far each unit's value of an indicator can go."""
    spec = result.nodes[column].spec
    assert isinstance(spec, Indicator)
    statistics = {each.code: each for each in result.assessment.method.statistics}
    value = result.value[:, column]
    known = [value, *(of for name, of in result.references[spec.code].items() if name != "full")]
    numbers = np.concatenate([np.ravel(of) for of in known])
    numbers = numbers[np.isfinite(numbers)]
    spread = float(numbers.max() - numbers.min()) if numbers.size else 1.0
    size = float(np.abs(numbers).max()) if numbers.size else 1.0
    away = SPREADS * (spread if spread > 0 else size or 1.0)
    low, high = bounds(spec, statistics)
    return Reach(
        decimals=_decimals(spec, statistics, size),
        low=value - away if low is None else np.full(value.shape, low),
        high=value + away if high is None else np.full(value.shape, high),
    )


def bounds(spec: Indicator, statistics: Mapping[str, Statistic]) -> tuple[float | None, float | None]:
    """What an indicator's value can't go beyond: the range of the statistic that it is; of a share of a whole 0, 100.

    None where the formula leaves a side open.
    """
    match spec.formula.tree:
        case ast.Name(id=name) if name in statistics:
            return statistics[name].range
        case ast.Call(func=ast.Name(id="share"), args=[ast.Name(id=part), ast.Name(id=whole)]):
            least = statistics[part].range[0] if part in statistics else None
            low = 0.0 if least is not None and least >= 0 else None
            return low, 100.0 if low is not None and _is_part(part, whole, statistics) else None
    return None, None


def _is_part(part: str, whole: str, statistics: Mapping[str, Statistic]) -> bool:
    seen: set[str] = set()
    while part in statistics and part not in seen:
        if part == whole:
            return True
        seen.add(part)
        part = statistics[part].part_of or ""
    return False


def _decimals(spec: Indicator, statistics: Mapping[str, Statistic], size: float) -> int:
    """Decimals in which a value is stated: the method's, none for counts, else as pages show it."""
    if spec.round_value is not None:
        return spec.round_value.decimals
    if _is_whole(spec.formula.tree, statistics):
        return 0
    if 0 < size < 1:
        return max(SHOWN_DECIMALS, SIGNIFICANT - 1 - math.floor(math.log10(size)))
    return SHOWN_DECIMALS


def _is_whole(tree: ast.expr, statistics: Mapping[str, Statistic]) -> bool:
    """Whether a formula makes whole numbers of statistics that are whole numbers."""
    match tree:
        case ast.Name(id=name):
            return name in statistics and (statistics[name].integer or statistics[name].counted is not None)
        case ast.Constant(value=int()):
            return True
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
            return _is_whole(left, statistics) and _is_whole(right, statistics)
        case ast.Call(func=ast.Name(id=name), args=args) if name in _WHOLE_CALLS:
            return bool(args) and all(_is_whole(each, statistics) for each in args)
    return False
