"""Each policy for a missing figure, worked out by hand. What is put in for a value is tested with the treatment."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sz_assess.errors import InputError
from sz_assess.result import Result, Status
from tests.assess.small import assessed

NAN = float("nan")
# Scores of x: 25, 50, none, 100. Those of y: 0, 50, 100, 100. Both weigh 10 points.
FIGURES = {"x": [10.0, 20, NAN, 40], "y": [0.0, 50, 100, 100]}
CURVE = {"rule": "curve", "points": [[0, 0], ["c", 100]], "beyond": "hold"}


def result(folder: Path, missing: Any, **more: Any) -> Result:
    indicators = {
        "i_x": {"missing": missing, "scoring": {**CURVE, "points": [[0, 0], [40, 100]]}, **more},
        "i_y": {"missing": "refuse", "scoring": {**CURVE, "points": [[0, 0], [100, 100]]}},
    }
    return assessed(folder, FIGURES, indicators=indicators, groups=["a", "a", "b", "b"])


@pytest.mark.parametrize(
    ("missing", "status", "score", "total", "weight"),
    [
        ("worst", Status.MISSING_WORST, 25, 12.5, 10),  # the lowest score of the others
        ("zero", Status.MISSING_ZERO, 0, 10, 10),
        ({"points": 3}, Status.MISSING_POINTS, 30, 13, 10),
        ({"points": -3}, Status.MISSING_POINTS, -30, 7, 10),
        ("exclude", Status.MISSING_EXCLUDED, NAN, 20, 0),  # y alone counts: 100 % of 20 points
        ("group_mean", Status.IMPUTED_GROUP_MEAN, 100, 20, 10),  # only the fourth unit is of its group
        ("mean", Status.IMPUTED_MEAN, 100 * 70 / 3 / 40, 10 + 70 / 12, 10),
        ("median", Status.IMPUTED_MEDIAN, 50, 15, 10),
    ],
)
def test_each_policy(missing: Any, status: Status, score: float, total: float, weight: float, tmp_path: Path) -> None:
    found = result(tmp_path, missing)
    x = found.index("i_x")
    assert found.status[:, x].tolist() == [Status.SCORED, Status.SCORED, status, Status.SCORED]
    assert found.score[:, x].tolist() == pytest.approx([25, 50, score, 100], nan_ok=True)
    assert found.total.tolist() == pytest.approx([2.5, 10, total, 20])
    assert found.weight[2, x] == pytest.approx(weight)
    # Points of the parts add up to the total, also where a weight went elsewhere.
    y = found.index("i_y")
    assert np.nansum(found.contribution[2, [x, y]]) == pytest.approx(total)


def test_a_refused_gap_names_indicator_unit_statistic_and_department(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        result(tmp_path, "refuse")
    (problem,) = caught.value.problems
    assert (problem.key, str(problem.found)) == ("i_x, u2", "no figure of x for 2020")
    assert "bureau" in str(problem.mend)


def test_the_worst_score_of_the_population_that_the_rule_names(tmp_path: Path) -> None:
    """Within its group the third unit's only peer has 100."""
    rule = {**CURVE, "points": [[0, 0], [40, 100]], "over": "group"}
    found = result(tmp_path, "worst", scoring=rule)
    assert found.score[:, found.index("i_x")].tolist() == pytest.approx([25, 50, 100, 100])


def test_the_worst_where_nobody_has_a_score_is_nothing(tmp_path: Path) -> None:
    found = assessed(tmp_path, {"x": [NAN, NAN], "y": [1.0, 2]}, missing="worst")
    assert found.score[:, found.index("i_x")].tolist() == [0, 0]


def test_a_missing_figure_says_nothing_of_the_others(tmp_path: Path) -> None:
    """Min, max and mean are those of the figures that are there, and a rule that ranks passes over the gap."""
    indicators = {"i_x": {"scoring": {"rule": "position", "top": 100, "step": 10, "ties": "shared"}}}
    found = assessed(tmp_path, {"x": [3.0, NAN, 1, 2]}, missing="zero", indicators=indicators)
    assert found.score[:, found.index("i_x")].tolist() == [100, 0, 80, 90]


def test_a_unit_that_has_nothing_at_all_is_not_ranked(tmp_path: Path) -> None:
    found = assessed(tmp_path, {"x": [1.0, NAN, 3], "y": [5.0, NAN, 6]}, missing="exclude")
    assert np.isnan(found.total[1])
    assert found.rank.tolist() == pytest.approx([2, NAN, 1], nan_ok=True)


GROWTH: dict[str, Any] = {
    "i_x": {"formula": "growth(x)", "missing": "refuse", "scoring": {**CURVE, "points": [[0, 0], [100, 100]]}}
}
BEFORE = {2019: {"x": [0.0, 20, 10, 5]}}


def test_a_base_of_zero_is_one_mistake_and_says_nothing_of_other_units(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        assessed(tmp_path, {"x": [10.0, 25, 15, 10]}, earlier=BEFORE, indicators=GROWTH)
    (problem,) = caught.value.problems
    # Rows of 2020 come first, in lines 2 to 5: line 6 holds the base of the first unit.
    assert (problem.file, problem.key) == ("data/data.csv:6:C", "i_x, u0")


def test_a_base_of_zero_does_not_matter_where_the_indicator_does_not_apply(tmp_path: Path) -> None:
    indicators = {"i_x": {**GROWTH["i_x"], "not_applicable": {"units": ["u0"]}}, "i_y": {"missing": "refuse"}}
    figures = {"x": [10.0, 25, 15, 10], "y": [1.0, 2, 3, 4]}
    earlier = {2019: {**BEFORE[2019], "y": [1.0, 1, 1, 1]}}
    found = assessed(tmp_path, figures, earlier=earlier, indicators=indicators)
    assert found.score[:, found.index("i_x")].tolist() == pytest.approx([NAN, 25, 50, 100], nan_ok=True)
