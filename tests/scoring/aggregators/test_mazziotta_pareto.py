"""The mean less a penalty for being uneven."""

import pytest

from sz_assess.scoring.domain import DomainError
from tests.scoring.aggregators.combining import combined


def test_by_hand() -> None:
    # Mean 100, variance 100: one point less. Mean 90, variance .75 x 100 + .25 x 900 = 300: 3 1/3 less.
    assert combined("mazziotta_pareto", [[90, 110], [100, 100]], [0.5, 0.5]) == pytest.approx([99, 100])
    assert combined("mazziotta_pareto", [[80, 120]], [0.75, 0.25]) == pytest.approx([90 - 10 / 3])


def test_where_more_is_worse_the_penalty_is_added() -> None:
    plus = {"method": "mazziotta_pareto", "penalty": "plus"}
    assert combined(plus, [[90, 110], [100, 100]], [0.5, 0.5]) == pytest.approx([101, 100])


def test_a_mean_of_nothing_has_no_answer() -> None:
    with pytest.raises(DomainError) as caught:
        combined("mazziotta_pareto", [[50, 50], [-10, 10]], [0.5, 0.5])
    assert caught.value.where.tolist() == [[False, False], [True, True]]
