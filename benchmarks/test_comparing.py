"""Methods that compare units with each other, beside scikit-criteria."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

from benchmarks.conftest import Claim
from benchmarks.timing import fastest, ratio, seconds
from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.copeland import Copeland
from sz_assess.scoring.aggregators.topsis import Topsis

peer = pytest.importorskip("skcriteria")
TOPSIS = pytest.importorskip("skcriteria.agg.topsis").TOPSIS
INDICATORS, FEW, MANY = 60, 300, 3_000
COPELAND = Copeland(method="copeland", over="all")


def drawn(units: int) -> tuple[FloatArray, FloatArray]:
    """Synthetic scores and equal weights (units, indicators)."""
    scores = np.random.default_rng(20180726).random((units, INDICATORS))
    return np.asfortranarray(scores), np.full(scores.shape, 1.0 / INDICATORS)


def pairwise(scores: FloatArray) -> FloatArray:
    """Copeland of the peer's table of who is better than whom in how many criteria."""
    better = peer.mkdm(scores, [max] * INDICATORS).dominance.bt().to_numpy()
    won = np.where(better > better.T, 1.0, np.where(better == better.T, 0.5, 0.0))
    return np.asarray((won.sum(axis=1) - 0.5) / (len(scores) - 1) * 100.0)


def test_copeland_beside_a_peer(benchmark: Any, claim: Claim) -> None:
    few = drawn(FEW)
    assert np.allclose(COPELAND.compare(*few), pairwise(few[0]))
    found = ratio(benchmark, lambda: COPELAND.compare(*few), lambda: pairwise(few[0]), 2)
    claim(f"Copeland of {FEW} units, share of scikit-criteria's pairwise table", found, 1 / 50)


def test_copeland_of_thousands(benchmark: Any, claim: Claim) -> None:
    """Ten times the units are a hundred times the pairs."""
    many, few = drawn(MANY), drawn(FEW)
    found = ratio(benchmark, lambda: COPELAND.compare(*many), lambda: COPELAND.compare(*few), 3)
    claim(f"Copeland of {MANY} units, times {FEW} (100 is linear in pairs)", found, 150)
    claim(
        f"Copeland of {MANY} units, share of scikit-criteria's pairwise table of {FEW}",
        fastest(lambda: COPELAND.compare(*many), 2) / seconds(lambda: pairwise(few[0])),
        1,
    )
    tracemalloc.start()
    COPELAND.compare(*many)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    claim(f"Copeland of {MANY} units, memory in tables of all pairs", peak / (MANY * MANY * 8), 0.5)


def test_topsis_beside_a_peer(benchmark: Any, claim: Claim) -> None:
    scores, weights = drawn(MANY)
    decision = peer.mkdm(scores, [max] * INDICATORS, weights=weights[0])
    ours = Topsis(method="topsis", over="all", normalise="none", when_equal=50)
    closeness = TOPSIS().evaluate(decision).e_.similarity
    assert np.allclose(ours.compare(scores, weights) / 100, closeness)
    found = ratio(benchmark, lambda: ours.compare(scores, weights), lambda: TOPSIS().evaluate(decision), 10)
    claim(f"TOPSIS of {MANY} units, times scikit-criteria", found, 1)
