"""What does not apply, under each policy; dimensions that are scored again, rounded, or made up in another way."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sz_assess.result import Result, Status
from tests.assess.small import AS_IT_IS, Columns, assessed

NAN = float("nan")
# Weights: A 40 (a1 12, a2 8, a3 20), B 60 (b1). The first unit scores 90, -, 70, 80; a2 does not apply to it. The two
# other units of its group score 50 and 70 at a2, the unit of another group 10.
FIGURES: Columns = {
    "a1": [90.0, 60, 60, 60], "a2": [NAN, 50, 70, 10], "a3": [70.0, 60, 60, 60], "b1": [80.0, 60, 60, 60],
}  # fmt: skip
WEIGHTS = {
    "total": 100,
    "weights": {"A": {"weight": 40, "i_a1": 12, "i_a2": 8, "i_a3": 20}, "B": {"weight": 60, "i_b1": 60}},
}
DIMENSIONS: dict[str, dict[str, Any]] = {"A": {"of": ["a1", "a2", "a3"]}, "B": {"of": ["b1"]}}


def result(folder: Path, policy: str, **more: Any) -> Result:
    indicators: dict[str, dict[str, Any]] = {f"i_{code}": {"scoring": AS_IT_IS} for code in FIGURES}
    indicators["i_a2"]["not_applicable"] = {"units": ["u0"]}
    return assessed(
        folder, FIGURES, missing="refuse", groups=["g", "g", "g", "h"], dimensions=DIMENSIONS, indicators=indicators,
        weights={**WEIGHTS, "not_applicable": policy, **more},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "total", "weights"),
    [
        ("within_dimension", 15 * 0.9 + 25 * 0.7 + 60 * 0.8, [15, 0, 25, 60]),
        ("proportionally", (12 * 0.9 + 20 * 0.7 + 60 * 0.8) * 100 / 92, [1200 / 92, 0, 2000 / 92, 6000 / 92]),
        ("full_marks", 12 * 0.9 + 8 + 20 * 0.7 + 60 * 0.8, [12, 8, 20, 60]),
        ("group_mean", 12 * 0.9 + 8 * 0.6 + 20 * 0.7 + 60 * 0.8, [12, 8, 20, 60]),
    ],
)
def test_what_does_not_apply(policy: str, total: float, weights: list[float], tmp_path: Path) -> None:
    found = result(tmp_path, policy)
    leaves = [found.index(f"i_{code}") for code in FIGURES]
    assert found.status[0, leaves[1]] == Status.NOT_APPLICABLE
    assert found.total[0] == pytest.approx(total)
    assert found.weight[0, leaves].tolist() == pytest.approx(weights)
    assert np.nansum(found.contribution[0, leaves]) == pytest.approx(total)
    # Nothing changes for the others: 12 x .6 + 8 x .5 + 80 x .6, and so on.
    assert found.total[1:].tolist() == pytest.approx([59.2, 60.8, 56])


def test_a_unit_with_too_little_of_the_weight_is_not_ranked(tmp_path: Path) -> None:
    """The first unit has 92 points' worth of scores."""
    for least, place in ((92, 1.0), (92.5, NAN)):
        ranking = {"on": "unrounded", "minimum_weight": least}
        found = result(tmp_path / str(least), "within_dimension", ranking=ranking)
        assert found.rank[0] == pytest.approx(place, nan_ok=True)


def scored_again(folder: Path, **about: Any) -> Result:
    """Dimension A of three units: 50, 80, 60 (means of two figures); B: 10, 20, 30."""
    figures = {"a1": [40.0, 90, 60], "a2": [60.0, 70, 60], "b1": [10.0, 20, 30]}
    indicators = {f"i_{code}": {"scoring": AS_IT_IS} for code in figures}
    return assessed(
        folder, figures, missing="refuse", indicators=indicators,
        dimensions={"A": {"of": ["a1", "a2"], **about}, "B": {"of": ["b1"]}},
    )  # fmt: skip


def test_a_dimension_as_it_is(tmp_path: Path) -> None:
    found = scored_again(tmp_path)
    assert found.score[:, found.index("A")].tolist() == pytest.approx([50, 80, 60])
    assert found.total.tolist() == pytest.approx([11, 18, 15])


def test_a_dimension_that_is_ranked_before_it_goes_up(tmp_path: Path) -> None:
    """Places 3, 1, 2 give 80, 100, 90 of 20 points; the aggregate stays as the value."""
    found = scored_again(tmp_path, scoring={"rule": "position", "top": 100, "step": 10, "ties": "shared"})
    a = found.index("A")
    assert found.value[:, a].tolist() == pytest.approx([50, 80, 60])
    assert found.score[:, a].tolist() == [80, 100, 90]
    assert found.total.tolist() == pytest.approx([16 + 1, 20 + 2, 18 + 3])
    assert found.rank.tolist() == [3, 1, 2]


def test_a_dimension_that_is_put_on_0_to_100(tmp_path: Path) -> None:
    found = scored_again(tmp_path, scoring={"rule": "min_max", "when_equal": 0})
    assert found.score[:, found.index("A")].tolist() == pytest.approx([0, 100, 100 / 3])


@pytest.mark.parametrize(("mode", "first"), [("half_up", 1), ("half_even", 0), ("down", 0), ("up", 1)])
def test_a_score_is_rounded_before_it_goes_up(mode: str, first: float, tmp_path: Path) -> None:
    """Dimension A has .5 and 1.5: rounded to wholes in four ways, then 20 points of 30 with B's 30 and 0."""
    figures = {"a1": [0.0, 1], "a2": [1.0, 2], "b1": [30.0, 0]}
    found = assessed(
        tmp_path, figures, missing="refuse", indicators={f"i_{code}": {"scoring": AS_IT_IS} for code in figures},
        dimensions={"A": {"of": ["a1", "a2"], "round": {"decimals": 0, "mode": mode}}, "B": {"of": ["b1"]}},
    )  # fmt: skip
    second = 1 if mode == "down" else 2
    assert found.score[:, found.index("A")].tolist() == [first, second]
    assert found.total.tolist() == pytest.approx([0.2 * first + 3, 0.2 * second])


def test_each_dimension_by_its_own_method(tmp_path: Path) -> None:
    """A by the lowest part, the whole by the root of the product, both parts weighing the same."""
    figures = {"a1": [40.0, 90], "a2": [60.0, 30], "b1": [90.0, 30]}
    found = assessed(
        tmp_path, figures, missing="refuse", indicators={f"i_{code}": {"scoring": AS_IT_IS} for code in figures},
        dimensions={"A": {"of": ["a1", "a2"]}, "B": {"of": ["b1"]}},
        weights={
            "total": 100,
            "weights": {"A": {"weight": 50, "i_a1": 25, "i_a2": 25}, "B": {"weight": 50, "i_b1": 50}},
            "aggregate": {"method": "geometric", "at": {"A": "minimum"}},
        },
    )  # fmt: skip
    assert found.score[:, found.index("A")].tolist() == [40, 30]
    assert found.total.tolist() == pytest.approx([60, 30])
    assert np.isnan(found.contribution[:, found.index("i_a1")]).all()
