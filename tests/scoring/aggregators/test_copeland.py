"""Copeland: pairings counted by hand, gaps, and what must hold of any pairings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.numeric import FloatArray
from tests.scoring.aggregators.combining import NAN, combined, tables

COPELAND = {"method": "copeland", "over": "all"}


def test_by_hand() -> None:
    # At weights .5, .3, .2 A meets B .5 : .5 and C .5 : .5, two draws; C beats B .5 : .3.
    assert combined(COPELAND, [[3, 1, 1], [1, 3, 2], [2, 2, 2]], [0.5, 0.3, 0.2]) == [50, 25, 75]


def test_weights_that_noise_keeps_apart_are_a_draw() -> None:
    assert 0.1 + 0.2 > 0.3
    assert combined(COPELAND, [[2, 2, 1, 5], [1, 1, 2, 5]], [0.1, 0.2, 0.3, 0.4]) == [50, 50]


def test_scores_that_noise_keeps_apart_are_level() -> None:
    assert combined(COPELAND, [[0.1 + 0.2, 1], [0.3, 2]], [0.9, 0.1]) == [0, 100]


def test_a_part_that_one_lacks_is_left_out_for_both() -> None:
    # A has no score of the first part and beats both by the second; B beats C by .8 : .2.
    scores = [[NAN, 9], [8, 5], [7, 6]]
    assert combined(COPELAND, scores, [[0, 1], [0.8, 0.2], [0.8, 0.2]]) == [100, 50, 0]


def test_units_with_nothing_in_common_draw() -> None:
    assert combined(COPELAND, [[5, NAN], [NAN, 5]], [[1, 0], [0, 1]]) == [50, 50]


def test_alone() -> None:
    assert combined(COPELAND, [[5, 6]], [0.5, 0.5]) == [100]


def test_groups_meet_among_themselves() -> None:
    found = combined({"method": "copeland", "over": "group"}, [[1], [2], [3], [4]], [1], [0, 1, 0, 1])
    assert found == [0, 0, 100, 100]


@given(tables(), st.data())
def test_a_win_is_a_loss_for_the_other(table: tuple[FloatArray, FloatArray], data: st.DataObject) -> None:
    """So the scores add up to half of all pairings, whatever is missing and whatever the weights."""
    scores, weights = table
    gaps = np.array(data.draw(st.lists(st.booleans(), min_size=scores.size, max_size=scores.size))).reshape(
        scores.shape
    )
    gaps[:, 0] = False
    each = np.where(gaps, 0.0, weights)
    each /= each.sum(axis=1, keepdims=True)
    found = combined(COPELAND, np.where(gaps, np.nan, scores), each)
    assert sum(found) == pytest.approx(50 * len(scores))


@pytest.mark.parametrize("units", [127, 128, 129, 300])
def test_many_units_on_one_part(units: int) -> None:
    """On one part the first beats all, the next all but one, and so on."""
    found = combined(COPELAND, np.arange(units)[:, np.newaxis], [1])
    assert found == pytest.approx([100 * n / (units - 1) for n in range(units)])
