"""Bonuses, deductions, their bounds at every scope, and vetoes, worked out by hand on a total of 100 points."""

from pathlib import Path
from typing import Any

import pytest

from sz_assess.errors import InputError
from sz_assess.result import Result, Status
from tests.assess.small import AS_IT_IS, YEAR, assessed

NAN = float("nan")
# Both indicators weigh 50 points. Scores 80, 60 and 40: so are the totals.
SCORES = {"x": [80.0, 60, 40], "y": [80.0, 60, 40]}
COUNTS = {"award": [3.0, 1, 0], "prize": [2.0, 0, 0], "accident": [0.0, 2, 5], "blame": [1.0, 0, 2]}
KINDS = {"award": "bonus", "prize": "bonus", "accident": "deduction", "blame": "deduction"}


def spec(code: str, **more: Any) -> dict[str, Any]:
    return {
        "code": f"of_{code}", "name": code, "kind": KINDS[code], "formula": code, "unit": "any",
        "source": {"clause": "2"}, "missing": "refuse", **more,
    }  # fmt: skip


def result(
    folder: Path, points: dict[str, Any], specs: list[dict[str, Any]] | None = None,
    vetoes: list[dict[str, Any]] | None = None, counts: dict[str, list[float]] | None = None, **weights: Any,
) -> Result:  # fmt: skip
    """``points`` is the weights file's part on adjustments."""
    listed = [spec(code) for code in KINDS] if specs is None else specs
    return assessed(
        folder, {**SCORES, **COUNTS, **(counts or {})}, missing="refuse",
        dimensions={"all": {"of": ["x", "y"]}}, indicators={f"i_{code}": {"scoring": AS_IT_IS} for code in SCORES},
        adjustments={"adjustments": listed, **({"vetoes": vetoes} if vetoes else {})},
        weights={
            "total": 100, "weights": {"all": {"weight": 100, "i_x": 50, "i_y": 50}}, "adjustments": points, **weights
        },
    )  # fmt: skip


ITEMS = {"of_award": {"each": 2}, "of_prize": {"each": 1}, "of_accident": {"each": 3}, "of_blame": {"each": 0.5}}
# Bonuses 3 x 2 + 2 x 1 = 8, 2, 0. Deductions .5, 6, 15 + 1 = 16.


@pytest.mark.parametrize(
    ("bounds", "bonus", "deduction", "total"),
    [
        ({}, [8, 2, 0], [-0.5, -6, -16], [87.5, 56, 24]),
        ({"bonus_cap": 5}, [5, 2, 0], [-0.5, -6, -16], [84.5, 56, 24]),
        ({"deduction_cap": 10}, [8, 2, 0], [-0.5, -6, -10], [87.5, 56, 30]),
        ({"within": [-3, 6]}, [8, 2, 0], [-0.5, -6, -16], [86, 57, 37]),
        ({"groups": {"honours": {"members": ["of_award", "of_prize"], "within": [0, 4]}}},
         [4, 2, 0], [-0.5, -6, -16], [83.5, 56, 24]),
        ({"groups": {"honours": {"members": ["of_award", "of_prize"], "take": "largest"}}},
         [6, 2, 0], [-0.5, -6, -16], [85.5, 56, 24]),
        ({"groups": {"mixed": {"members": ["of_award", "of_accident"], "within": [-99, 99]}}},
         [8, 0, 0], [-0.5, -4, -16], [87.5, 56, 24]),  # the group's sum counts on the side where it lies
    ],
)  # fmt: skip
def test_bounds(
    bounds: dict[str, Any], bonus: list[float], deduction: list[float], total: list[float], tmp_path: Path
) -> None:
    found = result(tmp_path, {"items": ITEMS, **bounds})
    assert found.bonus.tolist() == pytest.approx(bonus)
    assert found.deduction.tolist() == pytest.approx(deduction)
    assert found.base.tolist() == pytest.approx([80, 60, 40])
    assert found.total.tolist() == pytest.approx(total)


@pytest.mark.parametrize(
    ("item", "points"),
    [
        ({"each": 2, "cap": 3}, [3, 2, 0]),
        ({"each_percent": 1}, [3, 1, 0]),  # of 100 points
        ({"each_percent": 1, "cap_percent": 2}, [2, 1, 0]),
        ({"each": 0.1}, [0.3, 0.1, 0]),
    ],
)
def test_points_of_one_item(item: dict[str, Any], points: list[float], tmp_path: Path) -> None:
    found = result(tmp_path, {"items": {"of_award": item}}, [spec("award")])
    assert found.bonus.tolist() == pytest.approx(points)


def test_bounds_of_the_total(tmp_path: Path) -> None:
    points = {"items": {"of_award": {"each": 10}, "of_accident": {"each": 10}}}
    found = result(tmp_path, points, [spec("award"), spec("accident")], total_within=[0, 105])
    # 80 + 30, 60 + 10 - 20, 40 - 50
    assert found.total.tolist() == pytest.approx([105, 50, 0])


def test_a_deduction_from_one_node_stops_at_nothing(tmp_path: Path) -> None:
    """y has 40, 30 and 20 points; 10 off for each accident, not below 0: 40, 10, 0, so scores 80, 20, 0."""
    points = {"items": {"of_accident": {"each": 10}}, "nodes": {"i_y": [0, None]}}
    found = result(tmp_path, points, [spec("accident", node="i_y")])
    assert found.score[:, found.index("i_y")].tolist() == pytest.approx([80, 20, 0])
    assert found.total.tolist() == pytest.approx([80, 40, 20])
    assert found.deduction.tolist() == [0, 0, 0]


def test_a_rule_says_the_points(tmp_path: Path) -> None:
    """One award 1 point, two 3, three or more 4."""
    rule = {"rule": "curve", "points": [[0, 0], [1, 1], [2, 3], [3, 4]], "beyond": "hold", "scale": "points"}
    found = result(tmp_path, {}, [spec("award", scoring=rule)])
    assert found.bonus.tolist() == pytest.approx([4, 1, 0])


def test_what_was_not_counted_is_refused_or_nothing(tmp_path: Path) -> None:
    counts = {"award": [NAN, 1.0, 0]}
    with pytest.raises(InputError) as caught:
        result(tmp_path / "1", {"items": ITEMS}, counts=counts)
    (problem,) = caught.value.problems
    assert problem.key == "of_award, u0"
    found = result(tmp_path / "2", {"items": {"of_award": {"each": 2}}}, [spec("award", missing="zero")], counts=counts)
    assert found.bonus.tolist() == [0, 2, 0]


def test_a_count_below_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="of_accident, u1"):
        result(tmp_path, {"items": ITEMS}, counts={"accident": [0.0, -2, 5]})


def test_what_does_not_apply_brings_nothing(tmp_path: Path) -> None:
    found = result(
        tmp_path, {"items": {"of_award": {"each": 2}}}, [spec("award", not_applicable={"units": ["u0"]})],
        counts={"award": [NAN, 1.0, 0]},
    )  # fmt: skip
    assert found.total.tolist() == pytest.approx([80, 62, 40])


# --- vetoes: the first unit has the accident ----------------------------------------------------------------------

CASES = {"accident": [1.0, 0, 0]}
GRADES = {
    "by": "score",
    "grades": [{"code": "a", "name": "a", "from_score": 70}, {"code": "b", "name": "b", "from_score": 50},
               {"code": "c", "name": "c"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("effect", "total", "ranks", "grades"),
    [
        ({"effect": "zero_score"}, [0, 60, 40], [3, 1, 2], "c b c"),
        ({"effect": "no_award"}, [80, 60, 40], [1, 2, 3], "a b c"),
        ({"effect": "unranked"}, [80, 60, 40], [NAN, 1, 2], "None b c"),
        ({"effect": "grade_at_most", "grade": "b"}, [80, 60, 40], [1, 2, 3], "b b c"),
        ({"effect": "grade_at_most", "grade": "a"}, [80, 60, 40], [1, 2, 3], "a b c"),
        ({"effect": "grade_down", "steps": 1}, [80, 60, 40], [1, 2, 3], "b b c"),
        ({"effect": "grade_down", "steps": 9}, [80, 60, 40], [1, 2, 3], "c b c"),
        ({"effect": "zero_node", "node": "i_y"}, [40, 60, 40], [2, 1, 2], "c b c"),
    ],
)
def test_each_veto(effect: dict[str, Any], total: list[float], ranks: list[float], grades: str, tmp_path: Path) -> None:
    veto = {"code": "v", "name": "v", "when": "accident > 0", "source": {"clause": "3"}, **effect}
    found = result(tmp_path, {}, [], [veto], CASES, grades=GRADES)
    assert found.total.tolist() == pytest.approx(total)
    assert found.rank.tolist() == pytest.approx(ranks, nan_ok=True)
    assert " ".join(str(grade) for grade in found.grade) == grades
    assert found.vetoes[0].struck.tolist() == [True, False, False]
    if effect["effect"] == "zero_node":
        assert found.status[0, found.index("i_y")] == Status.VETOED


def test_a_veto_comes_after_a_bonus(tmp_path: Path) -> None:
    """A total of nothing stays nothing, whatever was earned besides."""
    veto = {"code": "v", "name": "v", "when": "accident > 0", "source": {"clause": "3"}, "effect": "zero_score"}
    found = result(tmp_path, {"items": {"of_award": {"each": 2}}}, [spec("award")], [veto], CASES)
    assert found.total.tolist() == pytest.approx([0, 62, 40])


def test_nobody_is_spared_for_want_of_a_figure(tmp_path: Path) -> None:
    veto = {"code": "v", "name": "v", "when": "accident > 0", "source": {"clause": "3"}, "effect": "zero_score"}
    with pytest.raises(InputError, match="v, u1"):
        result(tmp_path, {}, [], [veto], {"accident": [1.0, NAN, 0]})


def test_a_veto_whose_condition_is_not_known_spares_nobody_in_silence(tmp_path: Path) -> None:
    """The year's own figure is there, last year's is not: whether there were more accidents can't be said."""
    veto = {"code": "more", "name": "more", "when": "change(b) > 0", "effect": "zero_score", "source": {"clause": "1"}}
    with pytest.raises(InputError) as caught:
        assessed(
            tmp_path, {"a": [1, 2, 3], "b": [4, 5, 6]}, dimensions={"all": {"of": ["a"]}},
            missing="refuse",
            earlier={YEAR - 1: {"a": [1, 2, 3], "b": [1, NAN, 9]}}, adjustments={"vetoes": [veto]},
        )  # fmt: skip
    assert [problem.key for problem in caught.value.problems] == ["more, u1"]
