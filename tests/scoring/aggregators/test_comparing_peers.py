"""The same matrices through scikit-criteria, an implementation by other people."""

from typing import Any

import numpy as np
import pytest

from sz_assess.numeric import FloatArray
from tests.scoring.aggregators.combining import combined

pytestmark = pytest.mark.peer
SEEDS = range(8)


@pytest.fixture(scope="module")
def peer() -> Any:
    return pytest.importorskip("skcriteria", reason="scikit-criteria is not installed", exc_type=ImportError)


def matrix(seed: int) -> tuple[FloatArray, FloatArray]:
    """Random scores of 3 to 12 units on 2 to 6 parts, and weights that add up to 1."""
    chance = np.random.default_rng(seed)
    units, parts = chance.integers([3, 2], [13, 7]).tolist()
    scores = chance.uniform(1, 100, size=(units, parts))
    weights = chance.uniform(0.1, 1, size=parts)
    return scores, weights / weights.sum()


def decided(peer: Any, maker: Any, scores: FloatArray, weights: FloatArray, scaler: Any = None) -> Any:
    decision = peer.mkdm(scores, objectives=[max] * scores.shape[1], weights=weights)
    return maker.evaluate(decision if scaler is None else scaler.transform(decision)).extra_


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("normalise", "scaler"),
    [("none", None), ("vector", "VectorScaler"), ("sum", "SumScaler"), ("max", "MaxAbsScaler"),
     ("min_max", "MinMaxScaler")],
)  # fmt: skip
def test_topsis(peer: Any, normalise: str, scaler: str | None, seed: int) -> None:
    from skcriteria.agg import topsis
    from skcriteria.preprocessing import scalers

    scores, weights = matrix(seed)
    scaling = None if scaler is None else getattr(scalers, scaler)(target="matrix")
    expected = decided(peer, topsis.TOPSIS(), scores, weights, scaling).similarity * 100
    entries = {"method": "topsis", "normalise": normalise, "over": "all", "when_equal": 50}
    np.testing.assert_allclose(combined(entries, scores, weights), expected, rtol=0, atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("v", [0, 0.3, 0.5, 1])
def test_vikor(peer: Any, v: float, seed: int) -> None:
    from skcriteria.agg import vikor

    scores, weights = matrix(seed)
    expected = 100 * (1 - decided(peer, vikor.VIKOR(v=v), scores, weights).q_k)
    entries = {"method": "vikor", "v": v, "over": "all", "when_equal": 50}
    np.testing.assert_allclose(combined(entries, scores, weights), expected, rtol=0, atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_means(peer: Any, seed: int) -> None:
    from skcriteria.agg import simple

    scores, weights = matrix(seed)
    arithmetic = decided(peer, simple.WeightedSumModel(), scores, weights).score
    np.testing.assert_allclose(combined("arithmetic", scores, weights), arithmetic, rtol=1e-12)
    geometric = 10 ** decided(peer, simple.WeightedProductModel(), scores, weights).score
    np.testing.assert_allclose(combined("geometric", scores, weights), geometric, rtol=1e-12)
