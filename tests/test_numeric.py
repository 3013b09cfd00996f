"""Decimal questions: rounding against Python's own decimals, whole steps, comparisons that noise must not decide."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.numeric import (
    COMPARE,
    FloatArray,
    RoundingMode,
    above,
    at_least,
    equal,
    exact_sum,
    level,
    noise,
    round_to,
    settle,
    whole,
)

ORACLE: dict[RoundingMode, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}


def array(*values: float) -> FloatArray:
    return np.array(values, dtype=float)


@st.composite
def decimals_to_round(draw: st.DrawFn) -> tuple[Decimal, int]:
    """A figure as it is printed, with up to three digits more than it is rounded to."""
    places = draw(st.integers(0, 6))
    digits = places + draw(st.integers(0, 3))
    return Decimal(draw(st.integers(-(10**12), 10**12))).scaleb(-digits), places


def rounded(number: Decimal, places: int, mode: RoundingMode) -> float:
    return float(number.quantize(Decimal(1).scaleb(-places), rounding=ORACLE[mode]))


@given(decimals_to_round(), st.sampled_from(sorted(ORACLE)))
def test_rounding_is_that_of_decimals(figure: tuple[Decimal, int], mode: RoundingMode) -> None:
    number, places = figure
    assert round_to(array(float(number)), places, mode)[0] == rounded(number, places, mode)


@given(decimals_to_round(), st.sampled_from(sorted(ORACLE)), st.integers(-3, 3))
def test_rounding_sees_through_what_arithmetic_loses(
    figure: tuple[Decimal, int], mode: RoundingMode, steps: int
) -> None:
    number, places = figure
    moved = float(number)
    for _ in range(abs(steps)):
        moved = math.nextafter(moved, math.copysign(math.inf, steps))
    assert round_to(array(moved), places, mode)[0] == rounded(number, places, mode)


def test_rounding_on_paper() -> None:
    # The first three stand below their half in binary.
    assert round_to(array(2.675, 1.005, 8.345, -2.675), 2).tolist() == [2.68, 1.01, 8.35, -2.68]
    assert round_to(array(0.5, 1.5, 2.5, -0.5), 0).tolist() == [1.0, 2.0, 3.0, -1.0]
    assert round_to(array(0.5, 1.5, 2.5, -2.5), 0, "half_even").tolist() == [0.0, 2.0, 2.0, -2.0]
    assert round_to(array(1.29, -1.29), 1, "down").tolist() == [1.2, -1.2]
    assert round_to(array(1.21, -1.21), 1, "up").tolist() == [1.3, -1.3]
    # Large figures keep their last digits.
    assert round_to(array(12345678.123, 9876543210.12), 2).tolist() == [12345678.12, 9876543210.12]
    assert np.isnan(round_to(array(math.nan), 2)[0])
    assert not np.signbit(round_to(array(-0.001), 2)[0]), "no minus zero"


def test_whole_steps_go_towards_zero_and_see_through_noise() -> None:
    steps = (0.3 - 0.1) / 0.1
    assert steps < 2, "as float64 counts"
    assert whole(array(steps, 1.99, -1.5, 2.0, -2 + 1e-12)).tolist() == [2.0, 1.0, -1.0, 2.0, -2.0]


@given(st.integers(-2000, 2000), st.integers(1, 400), st.integers(1, 4))
def test_whole_steps_of_decimals(distance: int, step: int, places: int) -> None:
    """distance and step in units of the last place; a quotient of two printed figures is cut as if exact."""
    scale = 10.0**places
    counted = whole(array((distance / scale) / (step / scale)))[0]
    assert counted == math.trunc(Fraction(distance, step))


@given(st.floats(-1e15, 1e15))
def test_settling_moves_no_number_further_than_noise(value: float) -> None:
    settled = settle(array(value))[0]
    assert abs(settled - value) <= noise(array(value))[0]
    assert settled == value or settled == round(value)


def test_comparisons_at_the_edge() -> None:
    nearly = 0.1 + 0.2  # 0.30000000000000004
    assert COMPARE["<="](array(nearly), array(0.3)).all()
    assert COMPARE["=="](array(nearly), array(0.3)).all()
    assert not COMPARE[">"](array(nearly), array(0.3)).any()
    assert not COMPARE["!="](array(nearly), array(0.3)).any()
    assert COMPARE["<"](array(89.99), array(90.0)).all()
    # One yuan in ten billion is a difference.
    assert above(array(1e10 + 1), array(1e10)).all()
    assert not equal(array(1e10 + 1), array(1e10)).any()


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_comparisons_are_those_of_the_printed_figures(a: int, b: int, places: int) -> None:
    x, y = a / 10**places, b / 10**places
    held = {sign: bool(compare(array(x), array(y))[0]) for sign, compare in COMPARE.items()}
    assert held == {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_exactly_one_of_less_equal_more(a: float, b: float) -> None:
    x, y = array(a), array(b)
    assert int(above(x, y)[0]) + int(equal(x, y)[0]) + int(above(y, x)[0]) == 1
    assert at_least(x, y)[0] == (above(x, y)[0] or equal(x, y)[0])


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "=="])
def test_nothing_holds_of_a_missing_figure(sign: str) -> None:
    assert not COMPARE[sign](array(math.nan), array(1.0)).any()
    assert not COMPARE[sign](array(1.0), array(math.nan)).any()


@given(st.lists(st.floats(-1e12, 1e12), max_size=40))
def test_a_sum_is_exact_in_any_order(values: list[float]) -> None:
    exact = float(sum((Fraction(value) for value in values), Fraction(0)))
    assert exact_sum(array(*values)) == exact
    assert exact_sum(array(*reversed(values))) == exact


def test_infinity_is_level_with_itself_alone() -> None:
    assert equal(array(math.inf, math.inf, 5.0), array(5.0, math.inf, -math.inf)).tolist() == [False, True, False]
    assert not level(math.inf, 1e300)
    assert level(-math.inf, -math.inf)
    assert above(array(math.inf), array(5.0))[0]
    assert not at_least(array(5.0), array(math.inf))[0]
