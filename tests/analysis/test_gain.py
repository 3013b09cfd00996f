"""What one more place would take: worked out by hand, held against a whole run, and what must hold for any figures."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sz_assess.analysis.gain import OVER, Gains, Over, Sought, gains, next_up
from sz_assess.analysis.gaps import checked
from sz_assess.assess import assess
from sz_assess.assess.again import again
from sz_assess.result import Result
from sz_assess.scoring.rank import rank_by
from tests.assess.small import assessed

NAN = np.nan
LINEAR = {"rule": "curve", "points": [[0, 0], [100, 100]], "beyond": "extend"}
CAPPED = {"rule": "curve", "points": [[0, 0], [50, 100]], "beyond": "hold"}
STEPS = {
    "rule": "curve", "points": [[0, 0], [100, 100]], "beyond": "extend", "steps": {"from": 0, "each": 10},
}  # fmt: skip
PLACES = {"rule": "position", "table": [100, 80, 50], "ties": "shared"}
LADDER = {"rule": "ladder", "steps": [["< 10", 0], ["< 20", 60], [">= 20", 100]]}


def scored(rule: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"scoring": rule, **more}


def small(
    folder: Path, columns: Mapping[str, Sequence[float]], rules: Sequence[Mapping[str, Any]], **more: Any
) -> Result:
    """Units u0, u1 ... with an indicator a column, each of 10 points, ranked by the score as it is."""
    indicators = {f"i_{code}": scored(rule) for code, rule in zip(columns, rules, strict=True)}
    return assessed(folder, columns, missing="exclude", indicators=indicators, **more)


def found(result: Result, unit: int, code: str, over: Over = "all") -> tuple[float, float]:
    """The value needed and the points it brings; NaN where no value is enough."""
    got, column = gains(result), result.index(f"i_{code}")
    assert got.sought[over][unit, column] in (Sought.FOUND, Sought.NOT_ALONE)
    return float(got.needed[over][unit, column]), float(got.points[over][unit, column])


def ahead_of(result: Result, unit: int, over: Over) -> int:
    """How many units are ahead of a unit in a result, by its published keys, found without the search's own words."""
    settings_ = result.assessment.weights.ranking
    first = result.total if settings_.on == "unrounded" else result.published
    ties = [result.score[:, result.index(code)] for code in settings_.ties]
    first = np.where(np.isnan(result.group_rank), NAN, first)
    place = rank_by([first, *ties], result.labels if over == "group" else None)
    return int(place[unit]) - 1


def with_value(result: Result, unit: int, column: int, value: float) -> Result:
    """A whole run with one value in place of what its formula gives."""
    given_ = {(result.units[unit].code, result.nodes[column].code): value}
    return assess(result.assessment, result.panel, given=given_)


# --- by hand ----------------------------------------------------------------------------------------------------


def test_a_straight_line(tmp_path: Path) -> None:
    """u0: 80 and 60 are 14 points of 20; u1: 70 and 58 are 12.8; u2 10 and 10. u1 needs 1.2 points more, 12 of a
    value; drawing level shares the place, so that 82 in place of 70 is enough, and so are 70 in place of 58. u2 needs
    10.8 points to draw level with u1: 108 more."""
    result = small(tmp_path, {"a": [80, 70, 10], "b": [60, 58, 10]}, [LINEAR, LINEAR])
    assert found(result, 1, "a") == pytest.approx((82, 1.2))
    assert found(result, 1, "b") == pytest.approx((70, 1.2))
    assert found(result, 2, "a") == pytest.approx((118, 10.8))
    got = gains(result)
    assert got.ahead["all"].tolist() == [-1, 0, 1]
    assert got.sought["all"][0].tolist() == [Sought.NOT_SOUGHT] * len(result.nodes)


def test_a_cap_keeps_one_indicator_from_being_enough(tmp_path: Path) -> None:
    """b is full at 50: from 40 it brings 2 points more, to 8 + 10 = 18 of the 19.2 that u0 has."""
    result = small(tmp_path, {"a": [92, 80], "b": [60, 40]}, [LINEAR, CAPPED])
    assert np.isnan(found(result, 1, "b")[0])
    assert found(result, 1, "a") == pytest.approx((112, 3.2))
    close = small(tmp_path / "close", {"a": [92, 88], "b": [45, 40]}, [LINEAR, CAPPED])
    assert found(close, 1, "b") == pytest.approx((47, 1.4))  # 9.2 + 9 = 18.2 against 8.8 + 8; 9.4 are 47 of 50


def test_whole_steps(tmp_path: Path) -> None:
    """87 counts as 80. u1 stands at 8 + 5, u0 at 9 + 4.5 = 13.5: only the step at 90 brings it past, with 9 + 5."""
    result = small(tmp_path, {"a": [95, 87], "b": [45, 50]}, [STEPS, LINEAR])
    assert found(result, 1, "a") == pytest.approx((90, 1.0))
    assert found(result, 1, "b") == pytest.approx((55, 0.5))


def test_a_ladder_and_the_step_below_does_not_do(tmp_path: Path) -> None:
    result = small(tmp_path, {"a": [25, 12.5], "b": [50, 60]}, [LADDER, LINEAR])
    assert found(result, 1, "a") == pytest.approx((20, 4.0))
    state = again(result)
    assert checked(state, gains(result, state=state), "all", 1, result.index("i_a"))


def test_places_take_points_from_those_that_are_passed(tmp_path: Path) -> None:
    """By place a brings 10, 8, 5. u0: 10 + 5 = 15; u1: 8 + 6.5 = 14.5. Level with u0 at 60 both are first: 16.5 against
    15. Just short of it nothing changes."""
    result = small(tmp_path, {"a": [60, 40, 20], "b": [50, 65, 20]}, [PLACES, LINEAR])
    assert found(result, 1, "a") == pytest.approx((60, 2.0))


def test_a_maximum_that_the_unit_moves_itself(tmp_path: Path) -> None:
    """a by min-max from 0 to 100, b as it is. u0: 10 + 5 = 15; u1: 5 + 6 = 11. At 100 u1 has 10 + 6, ahead of u0; and
    below it, at v: v / 10 + 6 against 15 needs v = 90. Beyond 100, u0's own score would fall as well."""
    rule = {"rule": "min_max", "when_equal": 50}
    result = small(tmp_path, {"a": [100, 50, 0], "b": [50, 60, 0]}, [rule, LINEAR])
    assert found(result, 1, "a") == pytest.approx((90, 4.0))
    # With b worth 2 less u1 has at 100 no more than 14; at v > 100 u0 has 1000 / v + 5 and u1 10 + 4: v = 111.11...
    beyond = small(tmp_path / "beyond", {"a": [100, 50, 0], "b": [50, 40, 0]}, [rule, LINEAR])
    needed, points = found(beyond, 1, "a")
    assert (needed, points) == pytest.approx((111.12, 5.0))  # on two decimals


def test_a_negative_indicator_goes_down(tmp_path: Path) -> None:
    """Full at 0, nothing at 100: u1 needs 1 point, 10 less of a."""
    falling = {"rule": "curve", "points": [[100, 0], [0, 100]], "beyond": "extend"}
    indicators = {"i_a": scored(falling, direction="negative"), "i_b": scored(LINEAR)}
    result = assessed(tmp_path, {"a": [20, 40], "b": [50, 60]}, missing="exclude", indicators=indicators)
    assert found(result, 1, "a") == pytest.approx((30, 1.0))  # 8 + 5 against 6 + 6


def test_a_band_may_ask_for_less(tmp_path: Path) -> None:
    """Full between 40 and 60, falling to nothing at 0 and 100: u1 at 90 has 2.5; u0 5 at 20. At 80 it is level."""
    band = {"rule": "curve", "points": [[0, 0], [40, 100], [60, 100], [100, 0]], "beyond": "hold"}
    result = small(tmp_path, {"a": [20, 90]}, [band])
    assert found(result, 1, "a") == pytest.approx((80, 2.5))


RANKED = {"on": "rounded", "decimals": 1, "rounding": "half_up"}


def test_a_tie_of_rounded_totals_is_enough_and_is_decided_by_the_tie_break(tmp_path: Path) -> None:
    """u0 8 + 6 = 14.0, u1 7 + 6.5 = 13.5. Published at one decimal, 13.95 is 14.0: without a tie-break 4.5 more of a
    value draw level. Where b decides ties, u1 has it with 65 to 60: the same. Where a decides, 74.5 loses to 80:
    14.05 is needed, 5.5 more; with b raised a stays 70, so the same."""
    columns = {"a": [80, 70], "b": [60, 65]}
    for name, ties, a, b in (("none", [], 74.5, 69.5), ("b", ["i_b"], 74.5, 69.5), ("a", ["i_a"], 75.5, 70.5)):
        ranking = {"ranking": {**RANKED, "ties": ties}}
        result = small(tmp_path / name, columns, [LINEAR, LINEAR], weights=ranking)
        assert found(result, 1, "a")[0] == pytest.approx(a), name
        assert found(result, 1, "b")[0] == pytest.approx(b), name


def test_groups_have_their_own_next_place(tmp_path: Path) -> None:
    result = small(tmp_path, {"a": [90, 80, 50]}, [LINEAR], groups=["x", "y", "x"])
    assert found(result, 2, "a", "group") == pytest.approx((90, 4.0))
    assert found(result, 2, "a", "all") == pytest.approx((80, 3.0))
    got = gains(result)
    assert got.ahead["group"].tolist() == [-1, -1, 0]


def test_a_veto_that_takes_the_score_leaves_nothing_to_gain(tmp_path: Path) -> None:
    vetoes = {"vetoes": [{
        "code": "v", "name": "veto", "source": {"clause": "1"}, "when": "b > 90", "effect": "zero_score",
    }]}  # fmt: skip
    result = small(tmp_path, {"a": [50, 60], "b": [20, 95]}, [LINEAR, LINEAR], adjustments=vetoes)
    assert np.isnan(found(result, 1, "a")[0])


def test_a_veto_by_targets_is_lifted_by_the_value_that_reaches_the_target(tmp_path: Path) -> None:
    """u1 misses the target of 70 by which its score is taken; with 70 it has 7 + 6.5 of u0's 13. Such a method is
    searched for units that are named; a whole report leaves it out."""
    vetoes = {"vetoes": [{
        "code": "v", "name": "veto", "source": {"clause": "1"}, "fails": [{"targets_met": ["i_a"]}], "at_least": 1,
        "effect": "zero_score",
    }]}  # fmt: skip
    indicators = {"i_a": scored(LINEAR, targets={2020: 70}), "i_b": scored(LINEAR)}
    result = assessed(
        tmp_path, {"a": [70, 60], "b": [60, 65]}, missing="exclude", indicators=indicators, adjustments=vetoes
    )
    column = result.index("i_a")
    assert gains(result).sought["all"][1, column] == Sought.NOT_TRIED
    got = gains(result, [1])
    assert (got.needed["all"][1, column], got.points["all"][1, column]) == pytest.approx((70, 13.5))
    assert got.sought["all"][1, result.index("i_b")] == Sought.NOT_ALONE


def test_what_stands_in_for_a_missing_figure_moves_along(tmp_path: Path) -> None:
    """u2 has no figure of a and is scored with the mean of the others: what u1 gains, u2 gains a half of. u2: a mean of
    50 and 40, 4.5, and 5.2 of b are 9.7; u1: 4 + 5 = 9. With v: v / 10 + 5 against (50 + v) / 20 + 5.2: v = 54."""
    indicators = {"i_a": scored(LINEAR, missing="mean"), "i_b": scored(LINEAR)}
    columns: dict[str, list[float]] = {"a": [50, 40, NAN], "b": [90, 50, 52]}
    result = assessed(tmp_path, columns, missing="exclude", indicators=indicators)
    column = result.index("i_a")
    got = gains(result, [1])
    assert got.needed["all"][1, column] == pytest.approx(54)
    assert ahead_of(with_value(result, 1, column, 54.0), 1, "all") == 1


def test_the_lowest_score_for_a_missing_figure_moves_along(tmp_path: Path) -> None:
    """u2 has no figure of a and gets the lowest score, u1's 40: 4 + 5.2 of b are 9.2; u1: 4 + 5 = 9. With v up to 50
    both rise alike; from there on u2 stays at u0's 5 + 5.2 = 10.2, and v / 10 + 5 is as much at v = 52."""
    indicators = {"i_a": scored(LINEAR, missing="worst"), "i_b": scored(LINEAR)}
    columns: dict[str, list[float]] = {"a": [50, 40, NAN], "b": [90, 50, 52]}
    result = assessed(tmp_path, columns, missing="exclude", indicators=indicators)
    column = result.index("i_a")
    for got in (gains(result), gains(result, [1])):
        assert got.needed["all"][1, column] == pytest.approx(52)
        assert got.points["all"][1, column] == pytest.approx(1.2)
        assert got.sought["all"][2, column] == Sought.NOT_SOUGHT, "it has no figure to change"
    assert ahead_of(with_value(result, 1, column, 52.0), 1, "all") == 1


def test_nobody_between(tmp_path: Path) -> None:
    """The next one up is the last of those ahead; of several level the first in file order."""
    assert next_up(np.array([1.0, 2, 2, 4, NAN]), np.zeros(5, dtype=np.intp)).tolist() == [-1, 0, 0, 1, -1]
    assert next_up(np.array([1.0, 1, 2]), np.array([0, 1, 0])).tolist() == [-1, -1, 0]


# --- for any figures --------------------------------------------------------------------------------------------

RULES: tuple[dict[str, Any], ...] = (
    LINEAR, CAPPED, STEPS, PLACES, LADDER,
    {"rule": "min_max", "when_equal": 50},
    {"rule": "efficacy", "when_equal": 100},
    {"rule": "margin", "reference": "mean", "base": 80, "each": 0.5, "within": [60, 100]},
)  # fmt: skip
RANKINGS: tuple[dict[str, Any], ...] = (
    {"on": "unrounded"},
    {"on": "rounded", "decimals": 1},
    {"on": "rounded", "decimals": 0, "ties": ["i_b"], "method": "dense"},
    {"on": "unrounded", "method": "average"},
)


@st.composite
def assessments(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(2, 5))
    figures = st.lists(st.integers(0, 1000).map(lambda n: n / 10), min_size=count, max_size=count)
    rules = [draw(st.sampled_from(RULES)) for _ in "abc"]
    aggregate = draw(st.sampled_from(["arithmetic", "minimum"]))
    columns = {code: draw(figures) for code in "abc"}
    lacking = draw(st.integers(0, count))  # the last: nobody
    columns["a"] = [NAN if n == lacking else figure for n, figure in enumerate(columns["a"])]
    return {
        "columns": columns,
        "indicators": {f"i_{code}": scored(rule, missing="worst") for code, rule in zip("abc", rules, strict=True)},
        "groups": [draw(st.sampled_from("xy")) for _ in range(count)],
        "weights": {"ranking": draw(st.sampled_from(RANKINGS)), "aggregate": aggregate},
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assessments(), st.booleans())
def test_the_value_found_gains_a_place_in_a_whole_run_and_one_step_less_does_not(
    drawn: dict[str, Any], thorough: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        columns = drawn.pop("columns")
        result = assessed(Path(folder) / "a", columns, missing="exclude", **drawn)
        got = gains(result, range(len(result.units)) if thorough else None)
        for over in OVER:
            for unit, column in zip(*np.nonzero(got.sought[over] == Sought.FOUND), strict=True):
                _check(result, got, over, int(unit), int(column))


def _check(result: Result, got: Gains, over: Over, unit: int, column: int) -> None:
    needed, value = float(got.needed[over][unit, column]), float(result.value[unit, column])
    step = 10.0 ** -int(got.decimals[column])
    then = ahead_of(result, unit, over)
    whole = with_value(result, unit, column, needed)
    assert ahead_of(whole, unit, over) < then
    assert whole.total[unit] - result.total[unit] == pytest.approx(got.points[over][unit, column], abs=1e-9)
    if abs(needed - value) > step * 1.000001:
        less = round(needed - np.sign(needed - value) * step, int(got.decimals[column]))
        assert ahead_of(with_value(result, unit, column, less), unit, over) >= then
