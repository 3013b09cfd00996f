"""Places on rounded and unrounded totals, ties broken, moves against an earlier result, grades."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sz_assess.assess.ranking import moves
from sz_assess.method.assessment import Unit
from sz_assess.result import Result
from tests.assess.small import AS_IT_IS, assessed

NAN = float("nan")


def result(
    folder: Path, x: Sequence[float], y: Sequence[float], groups: list[str] | None = None, **weights: Any
) -> Result:
    """Totals are the means of x and y: 20 points at 100."""
    indicators = {"i_x": {"scoring": AS_IT_IS}, "i_y": {"scoring": AS_IT_IS}}
    return assessed(
        folder, {"x": x, "y": y}, missing="exclude", indicators=indicators, groups=groups or [], weights=weights
    )


def test_before_and_after_rounding(tmp_path: Path) -> None:
    """17.304, 17.301 and 17.306 are 17.30, 17.30 and 17.31 in print."""
    x, y = [86.52, 86.505, 86.53], [86.52, 86.505, 86.53]
    by_total = result(tmp_path / "1", x, y, ranking={"on": "unrounded", "decimals": 2})
    assert by_total.published.tolist() == [17.3, 17.3, 17.31]
    assert by_total.rank.tolist() == [2, 3, 1]
    by_print = result(tmp_path / "2", x, y, ranking={"on": "rounded", "decimals": 2})
    assert by_print.rank.tolist() == [2, 2, 1]


def test_ties_are_broken_in_the_order_that_is_named(tmp_path: Path) -> None:
    """Totals 10, 10, 10: by x 60 and twice 50; the two share a place by y as well."""
    x, y = [50, 60, 50], [50, 40, 50]
    assert result(tmp_path / "1", x, y).rank.tolist() == [1, 1, 1]
    assert result(tmp_path / "2", x, y, ranking={"on": "unrounded", "ties": ["i_x", "i_y"]}).rank.tolist() == [2, 1, 2]
    assert result(tmp_path / "3", x, y, ranking={"on": "unrounded", "ties": ["i_y"]}).rank.tolist() == [1, 3, 1]


@pytest.mark.parametrize(
    ("method", "places"), [("competition", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3]), ("average", [1, 2.5, 2.5, 4])]
)
def test_how_ties_are_numbered(method: str, places: list[float], tmp_path: Path) -> None:
    found = result(tmp_path, [90, 80, 80, 70], [90, 80, 80, 70], ranking={"on": "unrounded", "method": method})
    assert found.rank.tolist() == places


def test_the_same_total_by_another_way_is_a_tie(tmp_path: Path) -> None:
    """.1 + .7 and .4 + .4 differ in their last digit and in nothing else."""
    assert result(tmp_path, [0.1, 0.4], [0.7, 0.4]).rank.tolist() == [1, 1]


def test_places_in_groups(tmp_path: Path) -> None:
    found = result(tmp_path, [50, 60, 70, 80], [50, 60, 70, 80], ["a", "b", "a", "b"])
    assert (found.rank.tolist(), found.group_rank.tolist()) == ([4, 3, 2, 1], [2, 2, 1, 1])


def of(*codes: str) -> tuple[Unit, ...]:
    return tuple(Unit(code, code, code, "a") for code in codes)


def test_moves_are_counted_among_those_that_both_results_rank() -> None:
    """New comes in first and Gone was second: neither moves anybody. A was before B, C was last."""
    previous = {"A": 1.0, "Gone": 2.0, "B": 3.0, "C": 4.0}
    before, change = moves(of("New", "B", "C", "A"), np.array([1.0, 2, 3, 4]), previous)
    assert before.tolist() == pytest.approx([NAN, 3, 4, 1], nan_ok=True)
    assert change.tolist() == pytest.approx([NAN, 1, 1, -2], nan_ok=True)


def test_no_move_without_an_earlier_place_or_a_place_now() -> None:
    _, change = moves(of("A", "B"), np.array([1.0, NAN]), {"A": NAN, "B": 1.0})
    assert np.isnan(change).all()
    _, change = moves(of("A"), np.array([1.0]), None)
    assert np.isnan(change).all()


GRADES: list[dict[str, Any]] = [{"code": "good", "name": "good"}, {"code": "fair", "name": "fair"}]


def test_a_unit_on_the_line_has_the_better_grade(tmp_path: Path) -> None:
    grades = {"by": "score", "grades": [{**GRADES[0], "from_score": 16}, GRADES[1]]}
    assert result(tmp_path, [80, 79.9], [80, 79.9], grades=grades).grade == ("good", "fair")


@pytest.mark.parametrize(
    ("rounding", "ties", "expected"),
    [
        ("down", "include", "good fair fair fair fair"),  # 30 % of 5 is 1.5
        ("half_up", "include", "good good good fair fair"),
        ("half_up", "exclude", "good fair fair fair fair"),
    ],
)
def test_a_quota_with_units_level_on_the_cut(rounding: str, ties: str, expected: str, tmp_path: Path) -> None:
    grades = {"by": "quota", "over": "all", "rounding": rounding, "ties": ties,
              "grades": [{**GRADES[0], "share": 30}, GRADES[1]]}  # fmt: skip
    scores = [90.0, 80, 80, 70, 60]
    assert " ".join(str(grade) for grade in result(tmp_path, scores, scores, grades=grades).grade) == expected
