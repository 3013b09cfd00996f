"""The cheapest mix of changes: worked out by hand, against trying all of them, and what must hold for any figures."""

import itertools
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sz_assess.analysis.gain import gains, gains_place
from sz_assess.analysis.mix import Mix, Mixes, mixes
from sz_assess.analysis.programme import Piece, cheapest
from sz_assess.assess.again import again
from sz_assess.result import Result
from tests.analysis.test_gain import CAPPED, LINEAR, PLACES, RANKED, STEPS, scored
from tests.assess.small import assessed

KINKED = {"rule": "curve", "points": [[0, 0], [40, 20], [60, 80], [100, 100]], "beyond": "hold"}
"""Slow, quick, slow: a line that gets steeper must not be used from behind."""


def small(
    folder: Path,
    columns: Mapping[str, Sequence[float]],
    rules: Sequence[Mapping[str, Any]],
    efforts: Mapping[str, Any],
    **weights: Any,
) -> Result:
    effort = {"basis": "test", "counted_in": "points", "indicators": efforts}
    indicators = {
        f"i_{code}": scored(rule, round_value={"decimals": 0}) for code, rule in zip(columns, rules, strict=True)
    }
    more = {"decisions": {"effort": effort}, **weights}
    return assessed(folder, columns, missing="exclude", indicators=indicators, weights=more)


def all_mixes(result: Result) -> tuple[Mixes, Any]:
    state = again(result)
    found = mixes(state, gains(result, state=state), list(range(len(result.units))))
    assert found is not None
    return found, state


def changes(result: Result, mix: Mix) -> dict[str, float]:
    return {result.nodes[change.node].code: change.needed for change in mix.changes}


def test_the_cheaper_indicator_first_and_the_dearer_for_the_rest(tmp_path: Path) -> None:
    """u1 lacks 2 points: 20 steps. b costs 1 each and is full at 50, after 5 steps of 0.2: 1 point; a costs 3 each,
    0.1 a step: 10 steps more. 5 and 30 are 35; a alone would cost 60, b alone is not enough."""
    result = small(tmp_path, {"a": [80, 50], "b": [40, 45]}, [LINEAR, CAPPED], {"i_a": 3, "i_b": 1})
    found, _ = all_mixes(result)  # u0: 8 + 8; u1: 5 + 9
    mix = found.by_unit["all"][1]
    assert changes(result, mix) == {"i_a": 60, "i_b": 50}
    assert (mix.cost, mix.points) == pytest.approx((35, 2))
    assert 0 not in found.by_unit["all"]


def test_where_less_is_better_the_first_step_goes_down(tmp_path: Path) -> None:
    """u1 lacks 3 points, 0.1 a step at either. b, of which less is better, may fall by 5 at 1 each: 0.5 points; a
    gives the rest in 25 steps at 3 each. 5 and 75 are 80, where a alone would cost 90."""
    falling = {"rule": "curve", "points": [[0, 100], [100, 0]], "beyond": "hold"}
    indicators = {
        "i_a": scored(LINEAR, round_value={"decimals": 0}),
        "i_b": scored(falling, round_value={"decimals": 0}, direction="negative"),
    }
    effort = {"basis": "test", "counted_in": "points", "indicators": {"i_a": 3, "i_b": {"cost": 1, "at_most": 5}}}
    result = assessed(
        tmp_path, {"a": [80, 50], "b": [60, 60]}, missing="exclude", indicators=indicators,
        weights={"decisions": {"effort": effort}},
    )  # fmt: skip
    mix = all_mixes(result)[0].by_unit["all"][1]
    assert changes(result, mix) == {"i_a": 75, "i_b": 55}
    assert (mix.cost, mix.points) == pytest.approx((80, 3))


def test_what_can_be_thought_of_is_a_bound_and_a_per_cent_is_of_the_present_value(tmp_path: Path) -> None:
    """a may rise by 5 at most, so b has to do the rest: 15 steps of 0.1 at 2 for 1 % of 50, 4 for each 1."""
    efforts = {"i_a": {"cost": 1, "at_most": 5}, "i_b": {"cost": 2, "per": "percent"}}
    result = small(tmp_path, {"a": [70, 50], "b": [50, 50]}, [LINEAR, LINEAR], efforts)
    mix = all_mixes(result)[0].by_unit["all"][1]
    assert changes(result, mix) == {"i_a": 55, "i_b": 65}
    assert mix.cost == pytest.approx(5 + 60)


def test_rules_that_are_no_fixed_lines_are_tried_alone_and_said(tmp_path: Path) -> None:
    """Passing u0 at a by place brings 2 points at a cost of 20; b would need 10 steps at 5."""
    result = small(tmp_path, {"a": [60, 40], "b": [50, 60]}, [PLACES, LINEAR], {"i_a": 1, "i_b": 5})
    found, _ = all_mixes(result)  # 10 + 5 against 8 + 6
    assert [result.nodes[node].code for node in found.curves] == ["i_b"]
    assert [result.nodes[node].code for node in found.alone] == ["i_a"]
    assert changes(result, found.by_unit["all"][1]) == {"i_a": 60}
    dearer = small(tmp_path / "dearer", {"a": [60, 40], "b": [50, 60]}, [PLACES, LINEAR], {"i_a": 3, "i_b": 5})
    assert changes(dearer, all_mixes(dearer)[0].by_unit["all"][1]) == {"i_b": 70}


def test_nothing_that_was_tried_is_enough(tmp_path: Path) -> None:
    result = small(tmp_path, {"a": [90, 50], "b": [50, 50]}, [LINEAR, LINEAR], {"i_a": {"cost": 1, "at_most": 5}})
    assert all_mixes(result)[0].by_unit["all"][1].changes == ()


def test_no_efforts_no_mixes(tmp_path: Path) -> None:
    result = assessed(tmp_path, {"a": [90, 50]}, missing="exclude", indicators={"i_a": scored(LINEAR)})
    state = again(result)
    assert mixes(state, gains(result, state=state), [0, 1]) is None


def test_a_tie_that_is_lost_is_passed(tmp_path: Path) -> None:
    """Published at one decimal; a decides ties. u1 lacks 0.5, and 0.45 draws level: 5 steps of b, where a, 70 to 80,
    loses the tie. Past it 0.55 are needed: 6 steps."""
    ranking = {"ranking": {**RANKED, "ties": ["i_a"]}}
    result = small(tmp_path, {"a": [80, 70], "b": [60, 65]}, [LINEAR, LINEAR], {"i_b": 1}, **ranking)
    assert changes(result, all_mixes(result)[0].by_unit["all"][1]) == {"i_b": 71}


def test_a_line_that_gets_steeper_is_used_from_its_beginning() -> None:
    """2 points: 10 steps of nothing much and 5 steep ones at 1 each, 15 together; the straight one would cost 40."""
    steeper = Piece(1.0, 1.0, 100, 1.0, (0.0, 10.0, 20.0), (0.0, 0.5, 3.5))
    straight = Piece(1.0, 1.0, 100, 2.0, (0.0, 100.0), (0.0, 10.0))
    assert cheapest([steeper, straight], 2.0) == [15, 0]
    assert cheapest([steeper, straight], 20.0) is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=2, max_size=4),
    st.lists(st.sampled_from([LINEAR, CAPPED, KINKED, STEPS]), min_size=3, max_size=3),
    st.lists(st.integers(1, 9), min_size=3, max_size=3),
)
def test_a_mix_gains_a_place_and_never_costs_more_than_a_single_change_or_than_any_tried(
    figures: list[tuple[int, ...]], rules: list[dict[str, Any]], costs: list[int]
) -> None:
    most = 6
    with tempfile.TemporaryDirectory() as folder:
        columns = {code: [float(row[n]) for row in figures] for n, code in enumerate("abc")}
        efforts = {f"i_{code}": {"cost": cost, "at_most": most} for code, cost in zip("abc", costs, strict=True)}
        result = small(Path(folder) / "a", columns, rules, efforts)
        found, state = all_mixes(result)
        assume(found.by_unit["all"])
        nodes = [result.index(f"i_{code}") for code in "abc"]
        for unit, mix in found.by_unit["all"].items():
            if mix.changes:
                assert gains_place(state, "all", unit, {(unit, each.node): each.needed for each in mix.changes})
            least = np.inf
            for taken in itertools.product(range(most + 1), repeat=3):
                cost = sum(n * each for n, each in zip(taken, costs, strict=True))
                # A rule that is no line is only tried alone.
                bent = any(n and nodes[k] in found.alone for k, n in enumerate(taken)) and sum(map(bool, taken)) > 1
                if cost < least and not bent and any(taken):
                    tried = {(unit, nodes[k]): float(figures[unit][k] + n) for k, n in enumerate(taken) if n}
                    if gains_place(state, "all", unit, tried):
                        least = cost
            assert (mix.cost if mix.changes else np.inf) == pytest.approx(least)
