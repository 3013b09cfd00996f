"""Grey relation, worked out by hand."""

import pytest

from tests.scoring.aggregators.combining import combined

# On 0 to 1: A 1, 0; B 0, 1; C .5, 1. Apart from the best: A 0, 1; B 1, 0; C .5, 0.
SCORES = [[30, 0], [0, 40], [15, 40]]


def grey(rho: float = 0.5) -> dict[str, object]:
    return {"method": "grey", "rho": rho, "over": "all", "when_equal": 60}


def test_by_hand() -> None:
    # Relation at a distance of 0, .5 and 1: .5 / .5 is 1, .5 / 1 a half, .5 / 1.5 a third.
    found = combined(grey(), SCORES, [0.6, 0.4])
    assert found == pytest.approx([100 * (0.6 + 0.4 / 3), 100 * (0.2 + 0.4), 100 * (0.3 + 0.4)])


def test_another_coefficient() -> None:
    # At a distance of 0, .5 and 1: 1 / 1, 1 / 1.5 is two thirds, 1 / 2 a half.
    assert combined(grey(1), SCORES, [0.6, 0.4]) == pytest.approx([80, 70, 80])


def test_all_equal_and_equal_but_for_noise() -> None:
    assert combined(grey(), [[5, 6], [5, 6]], [0.5, 0.5]) == [60, 60]
    assert combined(grey(), [[0.3, 6], [0.1 + 0.2, 6]], [0.5, 0.5]) == [60, 60]


def test_a_part_in_which_all_are_level_is_the_best_for_all() -> None:
    assert combined(grey(), [[7, 0], [7, 1]], [0.6, 0.4]) == pytest.approx([100 * (0.6 + 0.4 / 3), 100])
