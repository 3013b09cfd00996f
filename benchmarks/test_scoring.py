"""Scoring, weighted sums in three levels and places of 60 indicators, against the least that numpy can do and against
a loop over rows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.conftest import Claim
from benchmarks.folder import DIMENSIONS, EACH
from benchmarks.timing import ratio
from sz_assess.assess import assess
from sz_assess.method.load import load_assessment
from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.means import Arithmetic
from sz_assess.scoring.leaves import Leaf, score_leaves
from sz_assess.scoring.rank import rank
from sz_assess.scoring.references import Population
from sz_assess.scoring.rules.short_forms import MinMax
from sz_assess.scoring.tree import Tree, aggregate, weigh
from sz_assess.statistics.load import load_panel

MANY, MOST = 3_000, 30_000
LEAVES = DIMENSIONS * EACH


def values(units: int) -> FloatArray:
    """Synthetic values (units, indicators), column by column in memory."""
    return np.asfortranarray(np.random.default_rng(20180726).lognormal(4.0, 0.5, (units, LEAVES)))


def tree() -> Tree:
    """The total, its dimensions, and the indicators below each."""
    parent, children = [-1], [[1 + d * (EACH + 1) for d in range(DIMENSIONS)]]
    for dimension in children[0]:
        below = list(range(dimension + 1, dimension + 1 + EACH))
        parent += [0, *[dimension] * EACH]
        children += [below, *[[] for _ in below]]
    mean = Arithmetic(method="arithmetic")
    return Tree(tuple(parent), tuple(map(tuple, children)), tuple(mean if below else None for below in children))


SHAPE = tree()
RULE = MinMax.model_validate({"rule": "min_max", "when_equal": 100}).long_form("positive")


@dataclass(frozen=True)
class Ours:
    """The engine's own steps: scores of the leaves, weights, the tree upwards, places."""

    values: FloatArray

    def __call__(self) -> tuple[FloatArray, FloatArray]:
        shape = SHAPE
        leaves = tuple(Leaf(RULE, "positive", "all") for _ in range(LEAVES))
        scores = np.full((len(self.values), len(shape.parent)), np.nan, order="F")
        scores[:, shape.leaves], _ = score_leaves(self.values, leaves, {"all": Population()})
        aggregate(shape, scores, weigh(shape, np.ones((1, len(shape.parent))), None, "within_dimension"))
        return scores[:, 0], rank(scores[:, 0])


INTO_DIMENSIONS = np.kron(np.eye(DIMENSIONS), np.full((EACH, 1), 1.0 / EACH))


@dataclass(frozen=True)
class Floor:
    """The least that numpy can do: no levels, no checks, no missing figures, no ties."""

    values: FloatArray

    def __call__(self) -> tuple[FloatArray, Any]:
        low, high = self.values.min(axis=0), self.values.max(axis=0)
        dimensions = (self.values - low) / (high - low) * 100.0 @ INTO_DIMENSIONS
        total = dimensions @ np.full(DIMENSIONS, 1.0 / DIMENSIONS)
        return total, np.argsort(-total, kind="stable")


@dataclass(frozen=True)
class Loop:
    """The engine's work as a script without arrays has it, unit by unit: scores of all nodes are kept, a missing figure
    is found, a value beyond the points is held, level totals share a place."""

    rows: list[list[float]]

    def __call__(self) -> tuple[list[list[float]], list[float]]:
        low = [min(row[k] for row in self.rows) for k in range(LEAVES)]
        high = [max(row[k] for row in self.rows) for k in range(LEAVES)]
        kept = [self.unit(row, low, high) for row in self.rows]
        places = [0.0] * len(kept)
        before, place = float("inf"), 0.0
        for n, unit in enumerate(sorted(range(len(kept)), key=lambda unit: -kept[unit][0])):
            place = place if before - kept[unit][0] <= 1e-9 * kept[unit][0] else n + 1.0
            places[unit], before = place, kept[unit][0]
        return kept, places

    def unit(self, row: list[float], low: list[float], high: list[float]) -> list[float]:
        """Scores of the total, then of each dimension and its indicators."""
        scores = [0.0]
        for dimension in range(DIMENSIONS):
            at = len(scores)
            scores.append(0.0)
            for k in range(dimension * EACH, (dimension + 1) * EACH):
                if math.isnan(row[k]):
                    raise ValueError(f"indicator {k} has no value")
                width = high[k] - low[k]
                score = 100.0 if abs(width) <= 1e-9 else min(max((row[k] - low[k]) / width, 0.0), 1.0) * 100.0
                scores.append(score)
                scores[at] += score / EACH
            scores[0] += scores[at] / DIMENSIONS
        return scores


def test_all_three_find_the_same() -> None:
    drawn = values(500)
    total, place = Ours(drawn)()
    assert np.allclose(total, Floor(drawn)()[0], atol=1e-9)
    rows, places = Loop(drawn.tolist())()
    assert np.allclose(total, [row[0] for row in rows], atol=1e-9)
    assert place.tolist() == places


@pytest.mark.parametrize("units", [MANY, MOST])
def test_scoring_beside_the_floor(benchmark: Any, claim: Claim, units: int) -> None:
    drawn = values(units)
    found = ratio(benchmark, Ours(drawn), Floor(drawn), max(600_000 // units, 20))
    claim(f"scoring {units} units, times bare numpy", found, 3)


def test_scoring_beside_a_loop_over_rows(benchmark: Any, claim: Claim) -> None:
    drawn = values(MANY)
    loop, ours = Loop(drawn.tolist()), Ours(drawn)
    claim(f"scoring {MANY} units, share of a loop over rows", ratio(benchmark, ours, loop, 20), 1 / 20)


def test_scoring_grows_with_the_units(benchmark: Any, claim: Claim) -> None:
    few, many = Ours(values(MANY)), Ours(values(MOST))
    found = ratio(benchmark, many, few, 20)
    claim(f"scoring {MOST} units, times {MANY} (10 is linear)", found, 15)


def test_a_whole_assessment_grows_with_the_units(benchmark: Any, claim: Claim, folders: Callable[[int], Path]) -> None:
    """Formulas, reference points, places at every node, all that the trace keeps; reading is not in it."""

    def job(units: int) -> Callable[[], object]:
        assessment = load_assessment(folders(units))
        panel = load_panel(assessment)
        return lambda: assess(assessment, panel)

    found = ratio(benchmark, job(MOST), job(MANY), 5)
    claim(f"assessing {MOST} units, times {MANY} (10 is linear)", found, 15)
