"""Ladders: which step an edge belongs to, gaps, and conditions that can't be judged."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sz_assess.scoring.domain import DomainError
from tests.scoring.applying import Scored, read_rule, scores

NAN = float("nan")


def ladder(*steps: list[Any]) -> dict[str, Any]:
    return {"rule": "ladder", "steps": list(steps)}


def test_an_edge_belongs_where_the_file_says() -> None:
    lower = ladder(["< 90", 0], ["< 95", 50], ["otherwise", 100])
    assert scores(lower, [89.99, 90, 94.99, 95]) == [0, 50, 50, 100]
    upper = ladder(["<= 90", 0], ["<= 95", 50], ["otherwise", 100])
    assert scores(upper, [90, 90.01, 95, 95.01]) == [0, 50, 50, 100]
    both = ladder([">= 60 and < 80", 1], ["80 <= value <= 90", 2], ["otherwise", 3])
    assert scores(both, [59.9, 60, 79.9, 80, 90, 90.1]) == [3, 1, 1, 2, 2, 3]


def test_an_edge_that_float64_misses_is_met() -> None:
    # 90 % of 1.1 is 0.9900000000000001 in float64; a figure of 0.99 has reached it.
    entries = ladder(["< 90% of target", 0], ["otherwise", 100])
    assert scores(entries, [0.99, 0.98], given={"target": 1.1}) == [100, 0]
    assert scores(ladder(["< 0.3", 0], ["otherwise", 1]), [0.1 + 0.2]) == [1]


@given(st.integers(0, 400), st.integers(1, 300), st.integers(1, 200))
def test_edges_in_per_cent_of_printed_figures_are_exact(value: int, target: int, share: int) -> None:
    """Figures in tenths: the step turns exactly where value x 100 = share x target."""
    entries = ladder([f"< {share}% of target", 0], [f"<= {share}% of target", 1], ["otherwise", 2])
    expected = (value * 100 >= share * target) + (value * 100 > share * target)
    assert scores(entries, [value / 10], given={"target": target / 10}) == [expected]


def test_the_first_that_holds_counts() -> None:
    entries = ladder(["> 10", 1], ["> 5", 2], ["> 20", 3], ["otherwise", 4])
    assert scores(entries, [30, 15, 7, 5]) == [1, 1, 2, 4]


def test_a_step_may_score_by_formula() -> None:
    # 广东: reach 100 % full, 60 to 100 % in proportion, below 60 % nothing.
    entries = ladder([">= target", "full"], [">= 60% of target", "full * value / target"], ["otherwise", 0])
    found = scores(entries, [12, 10, 8, 6, 5.99, NAN], given={"target": 10})
    assert found == pytest.approx([100, 100, 80, 60, 0, NAN], nan_ok=True)


def test_a_gap_is_an_error_of_the_units_that_fall_into_it() -> None:
    # 银川: 10 to 30 points below is yellow, more than 30 red; nothing is said of 0 to 10.
    entries = ladder(["<= 0", 100], [">= 10 and <= 30", 50], ["> 30", 0])
    with pytest.raises(DomainError, match="no step") as refused:
        scores(entries, [0, 5, 10, NAN, 30, 31, 9.99])
    assert refused.value.where[:, 0].tolist() == [False, True, False, False, False, False, True]


def test_a_condition_on_what_is_not_there_is_not_passed_over() -> None:
    """A unit without a target falls neither below nor above it."""
    entries = ladder(["< target", 0], ["otherwise", 100])
    with pytest.raises(DomainError, match="can't be judged") as refused:
        scores(entries, [1, 1, NAN], given={"target": [2, NAN, NAN]})
    assert refused.value.where[:, 0].tolist() == [False, True, False]


def test_the_step_is_written_with_its_numbers() -> None:
    entries = ladder(["< 90% of target", 0], [">= 90 and < 95", "value / 2"], ["otherwise", 100])
    scored = Scored(entries, [80, 92, 97], given={"target": 100})
    assert [(str(line.label), line.expression, line.result) for unit in range(3) for line in scored.lines(unit)] == [
        ("80 < 90 ÷ 100 × 100 holds", "0", 0),
        ("92 ≥ 90 and 92 < 95 holds", "92 ÷ 2", 46),
        ("no other step holds", "100", 100),
    ]


@pytest.mark.parametrize("steps", [[], [["< 90"]], [["< 90", 0, 1]], [[90, 0]], [["< ", 0]], [["below 90", 0]]])
def test_what_is_no_ladder_is_refused(steps: list[Any]) -> None:
    with pytest.raises(ValidationError):
        read_rule(ladder(*steps))
