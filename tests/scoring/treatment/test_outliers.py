"""An indicator from its test to its last step."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.treatment import Plan, treat
from sz_assess.scoring.treatment.box_cox import BoxCox
from sz_assess.scoring.treatment.logarithm import Logarithm, ShiftedLogarithm
from sz_assess.scoring.treatment.outliers import Otherwise, untested
from sz_assess.scoring.treatment.winsorise import Winsorise
from tests.scoring.treatment.strategies import STRICT, TEST, columns, keeps_order

STEADY = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
WINSORISE = Winsorise(method="winsorise", at_most=1)
SHIFTED = ShiftedLogarithm(method="log_shift", margin=0.01)
PLAN = Plan(TEST, (WINSORISE, SHIFTED), on_top=False, otherwise="keep_last")
# 2 to the power of 0 ... 19: skewed, and symmetric in logarithms.
DOUBLING: FloatArray = 2.0 ** np.arange(20, dtype=float)


def test_what_passes_is_not_touched() -> None:
    values = np.array([*STEADY, math.nan, 0.1 + 0.2])
    found = treat(values, PLAN)
    assert found.verdict == "passed"
    assert found.values.tobytes() == values.tobytes()
    assert not found.changed.any()
    assert (found.attempts, found.in_force, found.count) == ((), (), 11)


def test_the_first_step_that_passes_is_the_last() -> None:
    found = treat(np.array([math.nan, *STEADY, 100]), PLAN)
    assert found.verdict == "treated"
    assert [attempt.step.method for attempt in found.attempts] == ["winsorise"]
    assert found.values[1:].tolist() == [*STEADY, 10]
    assert math.isnan(found.values[0])
    assert found.changed.tolist() == [False] * 11 + [True]
    assert found.before is not None
    assert not found.before.passes
    assert found.attempts[0].after.passes


def test_afresh_forgets_the_step_before() -> None:
    found = treat(DOUBLING, PLAN)
    winsorised, logged = found.attempts
    assert not winsorised.after.passes
    assert winsorised.moved == 1
    assert logged.after.passes
    low, reach = DOUBLING.min(), np.ptp(DOUBLING)
    assert found.values == pytest.approx(np.log(DOUBLING - low + 0.01 * reach))
    assert found.in_force == (logged,)


def test_on_top_goes_on_from_the_step_before() -> None:
    found = treat(DOUBLING, replace(PLAN, on_top=True))
    held = np.minimum(DOUBLING, 2.0**18)
    assert found.values == pytest.approx(np.log(held - 1 + 0.01 * (2.0**18 - 1)))
    assert [attempt.step.method for attempt in found.in_force] == ["winsorise", "log_shift"]


@pytest.mark.parametrize(
    ("otherwise", "verdict", "kept"),
    [("keep_last", "kept_last", True), ("leave_untreated", "left_untreated", False), ("refuse", "refused", False)],
)
def test_when_no_step_helps(otherwise: Otherwise, verdict: str, kept: bool) -> None:
    found = treat(DOUBLING, Plan(TEST, (WINSORISE,), on_top=False, otherwise=otherwise))
    assert found.verdict == verdict
    assert found.changed.any() == kept
    assert (found.values.tolist() == DOUBLING.tolist()) is not kept
    assert len(found.attempts) == 1
    assert len(found.in_force) == kept


def test_a_value_that_a_step_can_not_take_is_named() -> None:
    values = np.array([math.nan, 0.0, *DOUBLING.tolist()])
    with pytest.raises(DomainError, match="no logarithm") as caught:
        treat(values, Plan(TEST, (Logarithm(method="log"),), on_top=False, otherwise="keep_last"))
    assert np.flatnonzero(caught.value.where[:, 0]).tolist() == [1]


def test_too_few_to_be_tested() -> None:
    values = np.array([1.0, math.nan, 100])
    found = untested(values)
    assert (found.verdict, found.before, found.count, found.in_force) == ("too_few", None, 2, ())
    assert found.values.tobytes() == values.tobytes()


STEPS = st.lists(
    st.sampled_from([WINSORISE, SHIFTED, Winsorise(method="winsorise", at_most=5)]), min_size=1, max_size=3
).map(tuple)


@given(columns(), STEPS, st.booleans(), st.sampled_from([TEST, STRICT]), st.lists(st.integers(0, 9), max_size=3))
def test_order_gaps_and_what_passes_are_kept(values, steps, on_top, test, gaps) -> None:  # type: ignore[no-untyped-def]
    gappy: FloatArray = np.insert(values, [min(gap, values.size) for gap in gaps], np.nan).astype(float)
    there = ~np.isnan(gappy)
    found = treat(gappy, Plan(test, steps, on_top, "keep_last"))
    assert np.array_equal(np.isnan(found.values), ~there)
    assert keeps_order(gappy[there], found.values[there])
    assert np.array_equal(found.changed, there & (found.values != gappy))
    if test.measure(gappy[there]).passes:
        assert found.values.tobytes() == gappy.tobytes()
    else:
        assert found.attempts
        assert found.attempts[-1].after.passes == (found.verdict == "treated")
        assert not any(attempt.after.passes for attempt in found.attempts[:-1])


def test_a_power_after_winsorising() -> None:
    power = BoxCox.model_validate({"method": "box_cox", "lambda": {"likeliest_within": [-2, 2]}})
    found = treat(DOUBLING, Plan(TEST, (WINSORISE, power), on_top=False, otherwise="refuse"))
    # Powers of two are symmetric where their logarithms are taken.
    assert found.attempts[-1].taken.parameters["lambda"] == pytest.approx(0, abs=1e-9)
    assert found.values == pytest.approx(np.log(DOUBLING), abs=1e-6)
