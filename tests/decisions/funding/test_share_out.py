"""Money shared out within floors and caps: by hand, against a solver, and what must hold for any figures."""

import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, minimize

from sz_assess.decisions.funding.share_out import Infeasible, share_out
from sz_assess.numeric import FloatArray

CLAIMS = (400, 300, 200, 100)


def test_in_proportion() -> None:
    assert share_out(1000, CLAIMS).amounts == (400, 300, 200, 100)
    assert share_out(7, (1, 1, 1)).amounts == (3, 2, 2)


def test_what_is_left_goes_to_the_largest_remainders() -> None:
    # 10 in the proportion 5 : 3 : 2 of 11: 4.545, 2.727, 1.818 and 0.909; cut down 4, 2, 1, 0, three units left.
    assert share_out(10, (5, 3, 2, 1)).amounts == (4, 3, 2, 1)


def test_a_cap_is_shared_out_again() -> None:
    # 600 : 300 : 100 of 1000, cap 450: 550 are left for 300 : 100, 412.5 and 137.5; the half goes to the larger.
    assert share_out(1000, (600, 300, 100), None, (450, 450, 450)).amounts == (450, 413, 137)


def test_a_floor_is_taken_from_the_others() -> None:
    # 900 : 90 : 10 of 1000 with a floor of 100: the last two have 100; 800 are left.
    assert share_out(1000, (900, 90, 10), (100, 100, 100)).amounts == (800, 100, 100)


def test_a_unit_leaves_its_floor_when_others_meet_their_caps() -> None:
    # 800 : 110 : 90 with a floor of 120 and a cap of 500. By itself 110 is below the floor. But 300 come back from the
    # cap: 500 left for 110 : 90 is 275 : 225, both above the floor.
    assert share_out(1000, (800, 110, 90), (120,) * 3, (500,) * 3).amounts == (500, 275, 225)


def test_nobody_with_a_claim_of_nothing_gets_more_than_the_floor() -> None:
    assert share_out(100, (1, 0), (0, 30)).amounts == (70, 30)
    assert share_out(100, (1, 0)).amounts == (100, 0)


@pytest.mark.parametrize(
    ("pool", "claims", "floors", "caps", "kind", "by"),
    [
        (100, (1, 1), (60, 60), None, "floors", 20),
        (100, (1, 1), None, (40, 40), "caps", 20),
        (100, (1, 0), None, (40, None), "caps", 60),
        (100, (0, 0), None, None, "caps", 100),
        (100, (0, 1), (10, 0), (None, 70), "caps", 20),
    ],
)
def test_bounds_that_cannot_be_kept_say_by_how_much(
    pool: int, claims: tuple[int, ...], floors: tuple[int, ...], caps: tuple[int | None, ...], kind: str, by: int
) -> None:
    with pytest.raises(Infeasible) as caught:
        share_out(pool, claims, floors, caps)
    assert (caught.value.kind, caught.value.by) == (kind, by)


@st.composite
def problems(draw: st.DrawFn) -> tuple[int, list[int], list[int], list[int | None]]:
    """A pool that the bounds allow."""
    claims = draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
    floors = [draw(st.integers(0, 500)) for _ in claims]
    caps = [draw(st.none() | st.integers(floor, floor + 5000)) for floor in floors]
    least = sum(floors)
    most = sum(
        floor if not claim else least + 50_000 if cap is None else cap
        for claim, floor, cap in zip(claims, floors, caps, strict=True)
    )
    return draw(st.integers(least, most)), claims, floors, caps


@given(problems())
def test_all_is_shared_out_and_every_bound_kept(problem: tuple[int, list[int], list[int], list[int | None]]) -> None:
    pool, claims, floors, caps = problem
    found = share_out(pool, claims, floors, caps)
    assert sum(found.amounts) == pool == sum(found.exact)
    for amount, exact, floor, cap in zip(found.amounts, found.exact, floors, caps, strict=True):
        assert floor <= amount
        assert cap is None or amount <= cap
        assert abs(amount - exact) < 1


@given(problems())
def test_those_that_no_bound_holds_have_one_rate(problem: tuple[int, list[int], list[int], list[int | None]]) -> None:
    """What makes the shares the nearest: one rate for the free, no less at a floor, no more at a cap."""
    pool, claims, floors, caps = problem
    found = share_out(pool, claims, floors, caps)
    free = [n for n, held in enumerate(found.held) if held == 0]
    assert len({Fraction(found.exact[n]) / claims[n] for n in free}) <= 1
    for n in range(len(claims)) if free else ():
        if claims[n] and found.held[n] == -1:
            assert found.rate * claims[n] <= floors[n]
        if found.held[n] == 1:
            assert found.rate * claims[n] >= (caps[n] or 0)


@settings(max_examples=40)
@given(problems())
def test_as_an_independent_solver_finds_them(problem: tuple[int, list[int], list[int], list[int | None]]) -> None:
    pool, claims, floors, caps = problem
    taking = [n for n, claim in enumerate(claims) if claim > 1000]
    assume(len(taking) >= 2 and pool > 0)
    low = np.array([floors[n] for n in taking], dtype=float)
    high = np.array([np.inf if (cap := caps[n]) is None else cap for n in taking])
    share = np.array([claims[n] for n in taking]) / sum(claims[n] for n in taking)
    rest = min(max(pool - sum(floors) + int(low.sum()), int(low.sum())), int(min(high.sum(), 10**9)))
    found = share_out(rest, [claims[n] for n in taking], [floors[n] for n in taking], [caps[n] for n in taking])
    scale = max(rest, 1)
    goal = share * rest / scale

    def away_from(shares: FloatArray) -> float:
        return float(np.sum((shares - goal) ** 2 / share))

    with warnings.catch_warnings():
        # Early releases of the solver say that a step of theirs left the bounds by a rounding, and put it back.
        warnings.filterwarnings("ignore", "Values in x were outside bounds", RuntimeWarning)
        solved = minimize(
            away_from,
            np.clip(goal, low / scale, high / scale),
            bounds=Bounds(low / scale, np.minimum(high / scale, 10)),
            constraints=LinearConstraint(np.ones((1, len(taking))), rest / scale, rest / scale),
            method="SLSQP",
            options={"ftol": 1e-14, "maxiter": 500},
        )
    assume(solved.success)
    ours = np.array([float(exact) for exact in found.exact]) / scale
    away = away_from(ours)
    assert abs(ours.sum() - rest / scale) < 1e-9
    assert away <= solved.fun + 1e-9 + 1e-6 * abs(solved.fun), "the solver found shares that are nearer"


@given(problems(), st.data())
def test_a_larger_claim_never_gets_less(
    problem: tuple[int, list[int], list[int], list[int | None]], data: st.DataObject
) -> None:
    pool, claims, floors, caps = problem
    before = share_out(pool, claims, floors, caps)
    unit = data.draw(st.integers(0, len(claims) - 1))
    raised = list(claims)
    raised[unit] += data.draw(st.integers(1, 10**6))
    after = share_out(pool, raised, floors, caps)
    assert after.amounts[unit] >= before.amounts[unit]
    others = [n for n in range(len(claims)) if n != unit]
    assert all(after.exact[n] <= before.exact[n] for n in others)


@given(problems())
def test_the_unit_of_claims_does_not_matter(problem: tuple[int, list[int], list[int], list[int | None]]) -> None:
    pool, claims, floors, caps = problem
    found = share_out(pool, claims, floors, caps)
    assert share_out(pool, [claim * 10**30 for claim in claims], floors, caps).amounts == found.amounts
