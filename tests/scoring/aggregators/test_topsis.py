"""TOPSIS, worked out by hand. Full: 30 and 40; none: 0 and 0; half: 30 and 0."""

import pytest

from sz_assess.scoring.domain import DomainError
from tests.scoring.aggregators.combining import NAN, combined

FULL, NONE, HALF = [30, 40], [0, 0], [30, 0]


def topsis(normalise: str, over: str = "all") -> dict[str, object]:
    return {"method": "topsis", "normalise": normalise, "over": over, "when_equal": 77}


@pytest.mark.parametrize(
    ("normalise", "half"),
    [
        ("none", 100 * 15 / 35),  # .5 x 40 from the best, .5 x 30 from the worst
        ("min_max", 50),  # .5 x 1 from either
        ("max", 50),
        ("sum", 100 / 3),  # 30 of 60 and 0 of 40: .5 x 1 from the best, .5 x .5 from the worst
        ("vector", 100 * (2**0.5 - 1)),  # 30 of the root of 1800 is 1 over the root of 2
    ],
)
def test_by_hand(normalise: str, half: float) -> None:
    assert combined(topsis(normalise), [FULL, NONE, HALF], [0.5, 0.5]) == pytest.approx([100, 0, half])


def test_weights_stretch_the_distances() -> None:
    # HALF: .2 x 40 from the best, .8 x 30 from the worst.
    assert combined(topsis("none"), [FULL, NONE, HALF], [0.8, 0.2])[2] == pytest.approx(100 * 24 / 32)


def test_a_group_each_for_itself() -> None:
    found = combined(topsis("none", "group"), [FULL, HALF, HALF, NONE], [0.5, 0.5], [0, 1, 0, 1])
    assert found == pytest.approx([100, 100, 0, 0])


@pytest.mark.parametrize("normalise", ["none", "min_max", "max", "vector"])
def test_who_is_best_in_everything_has_100_whatever_the_weights(normalise: str) -> None:
    """Zones weigh the first part more than counties do; the county is best in both parts all the same."""
    found = combined(topsis(normalise), [[90, 90], [60, 90], [90, 60]], [[0.5, 0.5], [0.9, 0.1], [0.9, 0.1]])
    assert found == pytest.approx([100, 10, 90])


@pytest.mark.parametrize("normalise", ["none", "min_max", "sum", "max", "vector"])
@pytest.mark.parametrize("last", [0.3, 0.1 + 0.2])
def test_units_that_differ_by_noise_alone_are_equal(normalise: str, last: float) -> None:
    assert combined(topsis(normalise), [[0.3, 5], [last, 5]], [0.5, 0.5]) == [77, 77]


def test_a_part_that_is_zero_for_all_says_nothing() -> None:
    for normalise in ("min_max", "sum", "max", "vector"):
        assert combined(topsis(normalise), [[0, 10], [0, 20]], [0.5, 0.5]) == pytest.approx([0, 100])


def test_dividing_by_a_sum_takes_no_score_below_0() -> None:
    """The sum is -10: divided by it the worst unit would come out best."""
    with pytest.raises(DomainError) as caught:
        combined(topsis("sum"), [[-20, 1], [10, 1]], [0.5, 0.5])
    assert caught.value.where.tolist() == [[True, False], [False, False]]


def test_a_gap_is_refused_unless_the_part_weighs_nothing() -> None:
    scores = [[NAN, 10, 20], [NAN, 20, 10]]
    with pytest.raises(DomainError) as caught:
        combined(topsis("none"), scores, [0.2, 0.4, 0.4])
    assert caught.value.where.tolist() == [[True, False, False]] * 2
    assert combined(topsis("none"), scores, [0, 0.5, 0.5]) == pytest.approx([50, 50])
