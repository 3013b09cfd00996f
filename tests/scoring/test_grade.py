"""Grades: lines that belong to the better grade, quotas that are no whole number, ties on the cut."""

from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.scoring.grade import UNGRADED, by_quota, by_score, cuts_of_shares
from sz_assess.scoring.rank import rank

NAN = float("nan")


def places(*scores: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return rank(np.array(scores))


def test_a_line_belongs_to_the_better_grade() -> None:
    # 90-100 优秀, 80-90 良好, below 80 一般: the overlaps at 90 and 80 go up.
    scores = np.array([100, 90, 89.999, 80, 79.99, NAN, 0, 90 - 1e-12])
    assert by_score(scores, [90, 80]).tolist() == [0, 0, 1, 1, 2, UNGRADED, 2, 0]


def test_who_may_not_have_a_grade_gets_the_next_that_it_may() -> None:
    may = np.array([[True] * 3, [False, True, True], [False, False, True]])
    assert by_score(np.array([95.0, 95.0, 95.0]), [90, 80], may).tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("units", "rounding", "cuts"),
    [
        (8, "half_up", [2, 6]),
        (7, "up", [2, 5]),  # 1.75 and 4.9
        (7, "down", [1, 4]),
        (7, "half_up", [2, 5]),
        (6, "half_up", [2, 4]),  # 1.5 and 4.2
        (6, "down", [1, 4]),
        (5, "up", [2, 4]),  # 1.25 and 3.5
        (5, "half_up", [1, 4]),
        (20, "down", [5, 14]),  # 14 is 0.7 x 20, which float64 has as 13.999999999999998
        (0, "up", [0, 0]),
    ],
)
def test_shares_of_units_are_rounded_as_stated(units: int, rounding: Any, cuts: list[int]) -> None:
    """25 % the best grade, 70 % that or the second."""
    assert cuts_of_shares([25, 45], units, rounding) == cuts


def test_thirds_of_three_are_one_each() -> None:
    assert cuts_of_shares([33.3, 33.3], 3, "half_up") == [1, 2]
    assert cuts_of_shares([100 / 3, 100 / 3], 3, "down") == [1, 2]


def test_quotas_by_place() -> None:
    # 亩均 A 前25%, B 26-70%, C 71-95%, D 后5% of twenty.
    place = places(*range(20, 0, -1))
    grade = by_quota(place, cuts_of_shares([25, 45, 25], 20, "half_up"))
    assert [grade.tolist().count(k) for k in range(4)] == [5, 9, 5, 1]
    assert (np.diff(grade) >= 0).all()


def test_ties_on_the_cut_go_up_or_down_together() -> None:
    place = places(90, 80, 80, 70, NAN)
    assert by_quota(place, [2], "include").tolist() == [0, 0, 0, 1, UNGRADED]
    assert by_quota(place, [2], "exclude").tolist() == [0, 1, 1, 1, UNGRADED]
    # A tie that fits whole is not on the cut.
    assert by_quota(place, [3], "exclude").tolist() == [0, 0, 0, 1, UNGRADED]
    assert by_quota(place, [1, 2], "include").tolist() == [0, 1, 1, 2, UNGRADED]
    assert by_quota(place, [1, 2], "exclude").tolist() == [0, 2, 2, 2, UNGRADED]


def test_a_seat_that_may_not_be_taken_is_left_or_passed_down() -> None:
    place = places(90, 80, 70, 60)
    may = np.array([[False, True], [True, True], [True, True], [True, True]])
    assert by_quota(place, [2], eligible=may, vacant="left").tolist() == [1, 0, 1, 1]
    assert by_quota(place, [2], eligible=may, vacant="passed_down").tolist() == [1, 0, 0, 1]
    tied = places(90, 80, 70, 70)
    assert by_quota(tied, [2], "include", may, "passed_down").tolist() == [1, 0, 0, 0]
    assert by_quota(tied, [2], "exclude", may, "passed_down").tolist() == [1, 0, 1, 1]


@given(
    st.lists(st.integers(0, 6).map(float) | st.just(NAN), max_size=20),
    st.lists(st.integers(0, 20), max_size=3).map(sorted),
    st.sampled_from(["include", "exclude"]),
)
def test_quotas_follow_the_ranking(scores: list[float], cuts: list[int], ties: Literal["include", "exclude"]) -> None:
    place = rank(np.array(scores, dtype=float))
    grade = by_quota(place, cuts, ties)
    assert ((grade == UNGRADED) == np.isnan(place)).all()
    for a in range(place.size):
        for b in range(place.size):
            if place[a] < place[b]:
                assert grade[a] <= grade[b]
            if place[a] == place[b]:
                assert grade[a] == grade[b]
    for number, cut in enumerate(cuts):
        seated = int(np.count_nonzero((grade != UNGRADED) & (grade <= number)))
        ranked = int(np.count_nonzero(~np.isnan(place)))
        assert seated <= cut if ties == "exclude" else seated >= min(cut, ranked)
    passed = by_quota(place, cuts, ties, np.ones((place.size, len(cuts) + 1), dtype=bool), "passed_down")
    if ties == "exclude":
        assert (passed == grade).all(), "where everyone may, nothing is passed down"
