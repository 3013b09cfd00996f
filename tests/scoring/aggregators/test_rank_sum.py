"""Rank-sum ratio, worked out by hand."""

import pytest

from tests.scoring.aggregators.combining import combined

RSR = {"method": "rank_sum_ratio", "over": "all"}


def test_by_hand() -> None:
    # Ranks, the best having 4: first part 2, 3.5, 3.5, 1; second part 1, 2, 3, 4.
    found = combined(RSR, [[10, 1], [20, 2], [20, 3], [5, 4]], [0.7, 0.3])
    assert found == pytest.approx([42.5, 76.25, 83.75, 47.5])


def test_noise_makes_no_rank() -> None:
    assert combined(RSR, [[0.1 + 0.2], [0.3], [0.2]], [1]) == pytest.approx([250 / 3, 250 / 3, 100 / 3])


def test_groups_rank_among_themselves() -> None:
    found = combined({"method": "rank_sum_ratio", "over": "group"}, [[1], [2], [3], [4]], [1], [0, 1, 0, 1])
    assert found == [50, 50, 100, 100]
