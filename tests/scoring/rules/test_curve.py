"""The curve: against exact fractions, at its edges, and where its points make no sense."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from sz_assess.scoring.domain import DomainError
from tests.scoring.applying import Scored, read_rule, scores

NAN = float("nan")
FIGURES = st.integers(-2000, 2000).map(lambda n: Fraction(n, 20))
ENDS: st.SearchStrategy[Any] = st.sampled_from(["hold", "extend"]) | st.integers(-20, 120)


def exact(x: Fraction, points: list[tuple[Fraction, Fraction]], low: Any, high: Any) -> Fraction:
    """The curve by the book: find the line that x is on, and go along it."""
    (first, at_first), (last, at_last) = points[0], points[-1]
    way = 1 if last > first else -1
    if way * x < way * first and low != "extend":
        return at_first if low == "hold" else Fraction(low)
    if way * x > way * last and high != "extend":
        return at_last if high == "hold" else Fraction(high)
    pair = next(((a, b) for a, b in pairwise(points) if way * x <= way * b[0]), (points[-2], points[-1]))
    (x0, y0), (x1, y1) = pair
    return y0 + (x - x0) / (x1 - x0) * (y1 - y0)


@given(
    st.lists(FIGURES, min_size=2, max_size=6, unique=True),
    st.lists(FIGURES, min_size=6, max_size=6),
    st.lists(FIGURES, min_size=1, max_size=8),
    ENDS,
    ENDS,
    st.booleans(),
)
def test_a_curve_is_the_exact_one(
    at: list[Fraction], score: list[Fraction], values: list[Fraction], low: Any, high: Any, downwards: bool
) -> None:
    points = list(zip(sorted(at, reverse=downwards), score, strict=False))
    values += [x for x, _ in points]  # the points themselves are values too
    entries = {
        "rule": "curve",
        "points": [[float(x), float(y)] for x, y in points],
        "beyond": {"low": low, "high": high},
    }
    scored = Scored(entries, [float(x) for x in values])
    expected = [float(exact(x, points, low, high)) for x in values]
    steepest = max(abs((b[1] - a[1]) / (b[0] - a[0])) for a, b in pairwise(points))
    assert scored.scores == pytest.approx(expected, rel=1e-9, abs=1e-9 * float(1 + steepest))
    for unit, value in enumerate(expected):
        assert scored.lines(unit)[-1].result == pytest.approx(value, rel=1e-9, abs=1e-9 * float(1 + steepest))


@given(
    st.lists(st.integers(-100, 100), min_size=2, max_size=5, unique=True).map(sorted),
    st.lists(st.integers(0, 100), min_size=5, max_size=5).map(sorted),
    # Thousandths: values that are all next to 0 are refused.
    st.lists(st.integers(-200_000, 200_000).map(lambda n: n / 1000), min_size=2, max_size=20).map(sorted),
    st.sampled_from(["hold", "extend"]),
)
def test_a_better_value_never_lowers_the_score(
    at: list[int], score: list[int], values: list[float], beyond: str
) -> None:
    found = scores({"rule": "curve", "points": list(zip(at, score, strict=False)), "beyond": beyond}, values)
    assert all(b >= a - 1e-9 for a, b in pairwise(found))


def test_level_units_are_all_at_the_stated_score() -> None:
    entries = {"rule": "curve", "points": [["min", 60], ["max", 100]], "when_equal": 80}
    assert scores(entries, [3.0, 3.0, NAN]) == pytest.approx([80, 80, NAN], nan_ok=True)
    # Level but for noise is level.
    assert scores(entries, [0.3, 0.1 + 0.2]) == [80, 80]
    # Level is said of the group, not of all.
    groups = {**entries, "over": "group"}
    assert scores(groups, [3, 3, 5, 7], groups=[0, 0, 1, 1]) == [80, 80, 60, 100]
    # Also with points in between, which then fall together too, and with a cliff outside.
    between = {
        "rule": "curve", "points": [["min", 0], ["mean", 60], ["max", 100]], "when_equal": "full",
        "beyond": {"low": -5, "high": -5},
    }  # fmt: skip
    assert scores(between, [0.3, 0.1 + 0.2, 0.3]) == [100, 100, 100]


def test_points_that_meet_in_one_population_only_are_refused_there() -> None:
    entries = {"rule": "curve", "points": [[0, 0], ["target", 100]], "beyond": "hold"}
    with pytest.raises(DomainError) as refused:
        scores(entries, [1, 2, NAN], given={"target": [10, 0, 0]})
    assert refused.value.where[:, 0].tolist() == [False, True, False]
    assert scores(entries, [5, NAN], given={"target": [10, 0]}) == pytest.approx([50, NAN], nan_ok=True)


@pytest.mark.parametrize("median", [[1, 1, 1, 5], [1, 5, 5, 5]])
def test_points_out_of_order_are_refused(median: list[float]) -> None:
    entries = {"rule": "curve", "points": [["min", 0], ["median", 60], ["max", 100]], "when_equal": 0}
    with pytest.raises(DomainError, match="equal or out of order"):
        scores(entries, median)


def test_points_that_turn_round_are_refused_where_the_file_says_which_way_they_run() -> None:
    entries = {"rule": "curve", "points": [[6, 60], ["max", 100]], "beyond": "extend", "when_equal": 0}
    # No unit reaches 6: on the line through (6, 60) and (5, 100) the worst unit would be the best.
    assert scores(entries, [4, 5]) == [140, 100]
    with pytest.raises(DomainError, match="turn the rule round"):
        scores({**entries, "run": "up"}, [4, 5])
    assert scores({**entries, "run": "up"}, [4, 7]) == [-20, 100]


def test_whole_steps_on_both_sides_of_the_start() -> None:
    entries = {
        "rule": "curve",
        "points": [["target", 80], ["target + 10", 90]],
        "beyond": "extend",
        "steps": {"from": "target", "each": 5},
    }
    values = [100, 104.9, 105, 109.9, 110, 95.1, 95, 94.9, 90]
    # 5 points for each full 5; what is begun does not count, above or below.
    assert scores(entries, values, given={"target": 100}) == [80, 80, 85, 85, 90, 80, 75, 75, 70]
    entries["steps"] = {"from": "target", "each": 5, "partial": "counted"}
    assert scores(entries, values, given={"target": 100}) == [80, 85, 85, 90, 90, 75, 75, 70, 70]


@given(st.integers(-60, 60), st.integers(1, 40), st.integers(0, 30), st.booleans())
def test_steps_of_printed_figures_are_counted_exactly(start: int, each: int, taken: int, up: bool) -> None:
    """All figures in tenths. A value that is exactly so many steps away has taken them all."""
    value = start + taken * each if up else start - taken * each
    entries = {
        "rule": "curve", "points": [[start / 10, 50], [start / 10 + 1, 51]], "beyond": "extend",
        "steps": {"from": start / 10, "each": each / 10},
    }  # fmt: skip
    scored = Scored(entries, [value / 10])
    assert scored.scores[0] == pytest.approx(50 + (value - start) / 10, abs=1e-9)
    assert scored.lines(0)[-1].result == pytest.approx(scored.scores[0])


def test_a_step_of_nothing_is_refused() -> None:
    entries = {"rule": "curve", "points": [[0, 0], [1, 1]], "beyond": "hold", "steps": {"from": 0, "each": "target"}}
    with pytest.raises(DomainError, match="a step of 0 or less"):
        scores(entries, [1.0], given={"target": 0.0})
    with pytest.raises(ValidationError, match="each above 0"):
        read_rule({**entries, "steps": {"from": 0, "each": -1}})


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"points": [[0, 0]]}, "at least 2"),
        ({"points": [[0, 0], [1, 100]]}, "no beyond"),
        ({"points": [["min", 0], [100, 100]], "when_equal": 1}, "no beyond"),
        ({"points": [["min", 0], ["max", 100]], "when_equal": 1, "over": {"group": "g"}}, "no beyond"),
        ({"points": [["min", 0], ["max", 100]]}, "no when_equal"),
        ({"points": [["p5", 0], ["p95", 100]], "beyond": "hold"}, "no when_equal"),
        ({"points": [["min", 0, 1], ["max", 100]]}, "two parts"),
        ({"points": [["min", 0], ["max", 100]], "when_equal": 0, "within": [100, 0]}, "small to large"),
        ({"points": [["min", 0], ["max", 100]], "when_equal": 0, "beyound": "hold"}, "Extra inputs"),
        ({"points": [["__class__", 0], ["max", 100]], "when_equal": 0}, "underscores"),
    ],
)
def test_what_a_file_may_not_leave_open(entries: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read_rule({"rule": "curve", **entries})


def test_a_margin_of_constant_width_needs_no_score_for_level_units() -> None:
    entries = {"rule": "curve", "points": [["mean", 80], ["mean + 1", 80.5]], "beyond": "extend"}
    assert scores(entries, [4.0, 4.0, 4.0]) == [80, 80, 80]


def test_bounds_hold_the_score_and_are_written() -> None:
    entries = {"rule": "curve", "points": [[0, 0], ["target", 100]], "beyond": "extend", "within": [0, "full * 1.2"]}
    scored = Scored(entries, [-5, 5, 30], given={"target": 20})
    assert scored.scores.tolist() == [0, 25, 120]
    assert [scored.lines(unit)[-1].result for unit in range(3)] == [0, 25, 120]
    assert [str(line.label) for line in scored.lines(2)] == ["score", "not above"]


def test_values_too_small_to_tell_apart_are_refused_instead_of_being_level() -> None:
    entries = {"rule": "curve", "points": [["min", 0], ["max", 100]], "when_equal": 0}
    with pytest.raises(DomainError, match=r"smaller than 0\.000001"):
        scores(entries, [1e-10, 5e-10, NAN])
    # What arithmetic leaves of 0 is 0.
    assert scores(entries, [0.0, 0.3 - 0.2 - 0.1]) == [0, 0]


def test_a_reference_point_that_is_not_there_is_an_error_of_the_units_concerned() -> None:
    entries = {"rule": "curve", "points": [[0, 0], ["target", 100]], "beyond": "hold"}
    with pytest.raises(DomainError, match="no target") as refused:
        scores(entries, [1, NAN])
    assert refused.value.where[:, 0].tolist() == [True, False]
    with pytest.raises(DomainError, match="gives no number") as refused:
        scores(entries, [1, 2, NAN], given={"target": [10, NAN, NAN]})
    assert refused.value.where[:, 0].tolist() == [False, True, False]


@given(st.data())
def test_the_score_does_not_depend_on_who_stands_where(data: st.DataObject) -> None:
    """Bit for bit, with every statistic of the population."""
    values = np.array(data.draw(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=12)))
    assume(np.ptp(values) > 1e-3)
    order = np.array(data.draw(st.permutations(range(values.size))))
    statistic = data.draw(
        st.sampled_from(["mean", "median", "sd", "sd_population", "sum", "p25", "p2_5", "count", "max"])
    )
    entries = {"rule": "curve", "points": [["min - 1", 10], [f"max + 1 + 0 * {statistic}", 20]], "beyond": "extend",
               "within": [None, f"100 + {statistic}"], "when_equal": 0}  # fmt: skip
    first = Scored(entries, values)
    second = Scored(entries, values[order])
    assert (first.scores[order] == second.scores).all()
    assert (first.references[statistic][order] == second.references[statistic]).all()
