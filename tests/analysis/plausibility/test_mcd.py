"""The minimum covariance determinant, against every half tried and against another library."""

from itertools import combinations

import numpy as np
import pytest

from sz_assess.analysis.plausibility.mcd import mcd
from sz_assess.numeric import FloatArray


def rows(count: int, members: int, seed: int, outliers: int = 0) -> FloatArray:
    chance = np.random.default_rng(seed)
    mixed = chance.normal(size=(members, members)) + np.eye(members) * 2
    out = chance.normal(size=(count, members)) @ mixed + chance.normal(size=members) * 5
    out[:outliers] += 30
    return np.asarray(out)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("count", "members"), [(9, 2), (12, 3), (11, 1)])
def test_no_half_lies_closer_together(count: int, members: int, seed: int) -> None:
    values = rows(count, members, seed, outliers=3)
    size = (count + members + 1) // 2
    closest = min(
        combinations(range(count), size),
        key=lambda half: np.linalg.det(np.atleast_2d(np.cov(values[list(half)].T, bias=True))),
    )
    found = mcd(values)
    assert found is not None
    assert np.flatnonzero(found.half).tolist() == list(closest)
    assert found.raw_location == pytest.approx(values[list(closest)].mean(axis=0))
    assert found.raw_scatter == pytest.approx(np.atleast_2d(np.cov(values[list(closest)].T, bias=True)))


@pytest.mark.peer
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("count", "members"), [(50, 3), (120, 5), (301, 4)])
def test_beside_another_library(count: int, members: int, seed: int) -> None:
    covariance = pytest.importorskip("sklearn.covariance")
    values = rows(count, members, seed, outliers=count // 5)
    found = mcd(values)
    other = covariance.MinCovDet(random_state=seed).fit(values)
    assert found is not None
    assert np.count_nonzero(found.half) == np.count_nonzero(other.raw_support_)
    ours, theirs = np.linalg.det(found.raw_scatter), np.linalg.det(other.raw_covariance_)
    # Neither is sure to find the closest half; one part in a thousand is as near as they come to each other.
    assert ours <= theirs * 1.001
    assert not found.half[: count // 5].any()
    if np.array_equal(found.half, other.raw_support_):
        assert found.raw_location == pytest.approx(other.raw_location_)
        assert found.location == pytest.approx(other.location_)
        assert found.distance == pytest.approx(np.sqrt(other.dist_))


@pytest.mark.peer
def test_at_times_the_same_half_as_another_library_finds() -> None:
    covariance = pytest.importorskip("sklearn.covariance")
    same = 0
    for seed in range(10):
        values = rows(50, 3, seed, outliers=10)
        found = mcd(values)
        assert found is not None
        same += np.array_equal(found.half, covariance.MinCovDet(random_state=seed).fit(values).raw_support_)
    assert same >= 3


def test_outliers_are_far_and_the_rest_is_near() -> None:
    found = mcd(rows(60, 3, 1, outliers=12))
    assert found is not None
    assert found.distance[:12].min() > 4
    assert np.median(found.distance[12:]) < 2.5
    assert not found.half[:12].any()


@pytest.mark.parametrize("count", [12, 60])
def test_neither_unit_nor_order_of_rows_matters(count: int) -> None:
    values = rows(count, 3, 5, outliers=2)
    found = mcd(values)
    order = np.random.default_rng(0).permutation(count)
    mixed = mcd(values[order])
    other = mcd(values * np.array([0.001, 10, 500]) + np.array([3, 0, -7]))
    assert found is not None
    assert mixed is not None
    assert other is not None
    assert mixed.distance.tolist() == found.distance[order].tolist()  # to the last bit
    assert other.distance == pytest.approx(found.distance, rel=1e-6)


def test_rows_in_a_plane_have_no_scatter() -> None:
    values = rows(40, 2, 3)
    assert mcd(np.column_stack([values, values[:, 0] * 2])) is None
    assert mcd(np.column_stack([values, np.ones(40)])) is None
