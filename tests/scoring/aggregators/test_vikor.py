"""VIKOR, worked out by hand."""

import pytest

from tests.scoring.aggregators.combining import combined

# Best 10 and 10, reach 8 and 6. Regrets at weights .6, .4: A 0 and .4; B .3 and 0; C .6 and .2.
# Utilities .4, .3, .8 (on 0 to 1: .2, 0, 1), worst regrets .4, .3, .6 (on 0 to 1: 1/3, 0, 1).
SCORES = [[10, 4], [6, 10], [2, 7]]


@pytest.mark.parametrize(("v", "first"), [(1, 80), (0, 100 * 2 / 3), (0.5, 100 * (1 - 0.1 - 1 / 6))])
def test_by_hand(v: float, first: float) -> None:
    entries = {"method": "vikor", "v": v, "over": "all", "when_equal": 60}
    assert combined(entries, SCORES, [0.6, 0.4]) == pytest.approx([first, 100, 0])


VIKOR = {"method": "vikor", "v": 0.5, "over": "all", "when_equal": 60}


def test_all_equal_or_alone() -> None:
    assert combined(VIKOR, [[70, 80], [70, 80]], [0.5, 0.5]) == [60, 60]
    assert combined(VIKOR, [[70, 80]], [0.5, 0.5]) == [60]


def test_noise_is_not_stretched() -> None:
    """The first part differs by a few parts in 10^17 only, so the second decides."""
    found = combined(VIKOR, [[0.1 + 0.2, 10], [0.3, 20], [0.3, 15]], [0.9, 0.1])
    assert found == pytest.approx([0, 100, 50])


def test_units_whose_regrets_are_the_same_in_another_order_are_equal() -> None:
    weights = [0.05, 0.1, 0.15, 0.15, 0.1, 0.05, 0.4]
    assert sum(weights[:3]) > sum(weights[3:6])
    assert combined(VIKOR, [[0, 0, 0, 1, 1, 1, 5], [1, 1, 1, 0, 0, 0, 5]], weights) == [60, 60]
