"""Places: against scipy, on published ties, and whatever the order of rows."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from sz_assess.scoring.rank import levels, rank, rank_by, rank_columns

NAN = float("nan")
SCORES = st.lists(st.integers(-8, 8).map(float), max_size=30)
METHODS: dict[Literal["competition", "dense", "average"], Literal["min", "dense", "average"]] = {
    "competition": "min",
    "dense": "dense",
    "average": "average",
}


@given(SCORES, st.sampled_from(sorted(METHODS)))
def test_the_same_as_scipy(scores: list[float], method: Literal["competition", "dense", "average"]) -> None:
    column = np.array(scores)
    assert rank(column, method=method).tolist() == rankdata(-column, method=METHODS[method]).tolist()


@given(SCORES, st.integers(0, 3), st.data())
def test_places_in_groups_are_those_of_each_group_alone(scores: list[float], most: int, data: st.DataObject) -> None:
    labels = np.array(
        data.draw(st.lists(st.integers(0, most), min_size=len(scores), max_size=len(scores))), dtype=np.intp
    )
    column = np.array(scores)
    found = rank(column, labels)
    for label in set(labels.tolist()):
        assert found[labels == label].tolist() == rankdata(-column[labels == label], method="min").tolist()


@given(st.lists(st.integers(-5, 5).map(float) | st.just(NAN), max_size=20), st.data())
def test_the_order_of_rows_does_not_matter(scores: list[float], data: st.DataObject) -> None:
    column = np.array(scores, dtype=float)
    order = np.array(data.draw(st.permutations(range(column.size))), dtype=np.intp)
    np.testing.assert_array_equal(rank(column)[order], rank(column[order]))


@given(st.lists(st.tuples(*[st.integers(0, 2)] * 3), max_size=25))
def test_a_tie_list_is_decided_key_by_key(rows: list[tuple[int, int, int]]) -> None:
    keys = [np.array([row[k] for row in rows], dtype=float) for k in range(3)]
    expected = [1 + sum(other > row for other in rows) for row in rows]
    assert rank_by(keys).tolist() == expected


def test_the_published_tie_of_jining() -> None:
    # 2015, first quarter: 嘉祥 and 汶上 both 77.93 are ninth, 梁山 is eleventh.
    scores = [95.71, 91.64, 88.14, 87.79, 86.43, 81.5, 80.79, 80.14, 77.93, 77.93, 75.5, 73.43, 69.07]
    assert rank(np.array(scores)).tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 11, 12, 13]


def test_three_ways_to_count_after_a_tie() -> None:
    scores = np.array([7.0, 9.0, 9.0, 3.0])
    assert rank(scores).tolist() == [3, 1, 1, 4]
    assert rank(scores, method="dense").tolist() == [2, 1, 1, 3]
    assert rank(scores, method="average").tolist() == [3, 1.5, 1.5, 4]


def test_level_but_for_noise_is_level() -> None:
    assert rank(np.array([0.3, 0.1 + 0.2])).tolist() == [1, 1]
    assert rank(np.array([80.0, 80 + 1e-7])).tolist() == [2, 1]
    # One in ten billion is a difference, in either sign.
    assert rank(np.array([1e10, 1e10 + 1])).tolist() == [2, 1]
    assert rank(np.array([-1e10, -1e10 - 1])).tolist() == [1, 2]


def test_a_unit_without_a_score_has_no_place_and_takes_none() -> None:
    np.testing.assert_array_equal(rank(np.array([NAN, 5.0, NAN, 7.0])), [NAN, 2, NAN, 1])
    assert rank(np.array([])).size == 0
    assert np.isnan(rank(np.array([NAN, NAN]))).all()


def test_who_lacks_the_deciding_figure_comes_after_who_has_it() -> None:
    total, growth = np.array([80.0, 80.0, 80.0, 90.0]), np.array([NAN, 3.0, NAN, NAN])
    assert rank_by([total, growth]).tolist() == [3, 2, 3, 1]
    assert rank_by([total, growth], np.array([0, 0, 1, 1])).tolist() == [2, 1, 2, 1]


@pytest.mark.parametrize("labels", [None, np.array([0, 1, 0])])
def test_columns_are_ranked_each_for_itself(labels: np.ndarray[tuple[int], np.dtype[np.intp]] | None) -> None:
    table = np.array([[1.0, 3.0], [2.0, NAN], [3.0, 1.0]])
    found = rank_columns(table, labels)
    for k in range(2):
        np.testing.assert_array_equal(found[:, k], rank(table[:, k], labels))


def test_levels_count_from_the_best() -> None:
    assert levels(np.array([5.0, 7.0, 5.0, 1.0])).tolist() == [1, 0, 1, 2]
