"""Targets shared out in whole steps: by hand, against a solver that was not written here, and their properties."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from sz_assess.decisions.tasks.share_out import Infeasible, Targets, share_out


def shared(target: int, claims: list[int], starts: list[int] | None = None, floors: list[int] | None = None) -> Targets:
    size = len(claims)
    return share_out(
        target, [Fraction(claim) for claim in claims], [Fraction(start) for start in starts or [0] * size],
        floors or [0] * size,
    )  # fmt: skip


def test_thirty_firms_by_last_years() -> None:
    # 30 × 187/590 = 9.508, 8.542, 8.441, 3.508, 0: of 28 whole ones two are left, for .542 and for the larger of .508.
    assert shared(30, [187, 168, 166, 69, 0]).steps == (10, 9, 8, 3, 0)


def test_what_is_added_goes_by_the_claim() -> None:
    # 100 − 60 = 40 in the proportion 1 : 3 on top of 40 and 20.
    assert shared(100, [1, 3], [40, 20]).steps == (50, 50)


def test_a_target_below_the_starts_takes_away() -> None:
    assert shared(50, [1, 1], [40, 20]).steps == (35, 15)


def test_nobody_falls_below_the_floor_and_the_others_bear_it() -> None:
    # In proportion 60, 30, 10; the third keeps 25, and 75 go as 2 : 1.
    found = shared(100, [6, 3, 1], floors=[0, 0, 25])
    assert found.steps == (50, 25, 25)
    assert found.held == (False, False, True)


@pytest.mark.parametrize(("target", "floors", "by"), [(10, [6, 6], 2), (0, [1, 0], 1)])
def test_floors_that_cannot_be_kept_say_by_how_much(target: int, floors: list[int], by: int) -> None:
    with pytest.raises(Infeasible) as caught:
        shared(target, [1, 1], floors=floors)
    assert caught.value.by == by


def test_what_nobody_has_a_claim_to() -> None:
    with pytest.raises(Infeasible) as caught:
        shared(5, [0, 0])
    assert caught.value.by == -5
    assert shared(0, [0, 0]).steps == (0, 0)


SIZES = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 300), st.integers(0, 100)), min_size=1, max_size=12)


@given(SIZES, st.integers(0, 5000))
def test_targets_add_up_whatever_they_are_shared_by(units: list[tuple[int, int, int]], target: int) -> None:
    claims, starts, floors = (list(column) for column in zip(*units, strict=True))
    least = sum(floor if claim else max(floor, start) for claim, start, floor in units)
    if least > target or (least < target and not any(claims)):
        with pytest.raises(Infeasible) as caught:
            shared(target, claims, starts, floors)
        assert caught.value.by == least - target
        return
    found = shared(target, claims, starts, floors)
    assert sum(found.steps) == target
    assert sum(found.exact) == target
    for step, exact, floor in zip(found.steps, found.exact, floors, strict=True):
        assert step >= floor
        assert abs(step - exact) < 1


@given(st.lists(st.integers(0, 500), min_size=2, max_size=10), st.integers(0, 3000))
def test_a_larger_base_never_has_the_smaller_target(bases: list[int], target: int) -> None:
    if not any(bases):
        return
    steps = shared(target, bases).steps
    for n, base in enumerate(bases):
        for m, other in enumerate(bases):
            assert base <= other or steps[n] >= steps[m]


@given(SIZES, st.integers(0, 5000))
def test_the_same_as_a_solver_of_the_equation(units: list[tuple[int, int, int]], target: int) -> None:
    claims, starts, floors = (np.array(column, dtype=float) for column in zip(*units, strict=True))
    if not claims.any() or target < np.where(claims > 0, floors, np.maximum(floors, starts)).sum():
        return
    found = shared(target, *([int(each) for each in column] for column in (claims, starts, floors)))
    rate = brentq(lambda at: np.maximum(floors, starts + at * claims).sum() - target, -1e3, 1e4, xtol=1e-12)
    assert [float(each) for each in found.exact] == pytest.approx(np.maximum(floors, starts + rate * claims), abs=1e-6)
