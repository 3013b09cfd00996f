"""Minimum, maximum and ordered weights."""

import pytest
from pydantic import ValidationError

from sz_assess.scoring.domain import DomainError
from tests.scoring.aggregators.combining import NAN, combined

OWA = {"method": "owa", "order_weights": [0.2, 0.3, 0.5]}
EQUAL = [1 / 3] * 3


def test_the_weakest_and_the_strongest_part() -> None:
    scores = [[50, 90, 70], [-3, 0, 2]]
    assert combined("minimum", scores, EQUAL) == [50, -3]
    assert combined("maximum", scores, EQUAL) == [90, 2]


def test_weights_by_order_whoever_comes_first() -> None:
    # .2 x 90 + .3 x 70 + .5 x 50
    assert combined(OWA, [[50, 90, 70], [90, 70, 50], [70, 50, 90]], EQUAL) == pytest.approx([64, 64, 64])


@pytest.mark.parametrize("weights", [[0.5, 0.6], [1.5, -0.5], [1.0]])
def test_order_weights_that_are_no_weights(weights: list[float]) -> None:
    with pytest.raises(ValidationError):
        combined({"method": "owa", "order_weights": weights}, [[1, 2]], [0.5, 0.5])


def test_order_weights_for_another_number_of_parts() -> None:
    with pytest.raises(DomainError, match="3 order weights for 2 parts"):
        combined(OWA, [[50, 90]], [0.5, 0.5])


def test_ordered_weights_need_every_score() -> None:
    with pytest.raises(DomainError) as caught:
        combined(OWA, [[50, 90, 70], [50, NAN, 70]], EQUAL)
    assert caught.value.where.tolist() == [[False] * 3, [False, True, False]]
