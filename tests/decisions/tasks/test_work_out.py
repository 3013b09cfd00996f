"""The task book, worked by hand: each way of sharing out, city targets, bounds, what is refused."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sz_assess.decisions.tasks import Tasks, TaskShares, tasks
from sz_assess.errors import InputError
from tests.decisions.small import YEAR, decided

BASES: Mapping[str, list[float]] = {"firms": [60.0, 30, 10], "rate": [70.0, 80, 90], "size": [1.0, 2, 3]}


def book(sharing: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    task = {"code": "t", "name": "t", "unit": "any", "sharing": sharing, "path": "cumulative", "department": "bureau",
            "source": {"clause": "1"}, **more}  # fmt: skip
    return {"name": "book", "source": {"clause": "1"}, "tasks": [task]}


def worked(
    folder: Path, spec: Mapping[str, Any], figures: Mapping[str, Any], columns: Mapping[str, list[float]] = BASES,
    **more: Any,
) -> Tasks:  # fmt: skip
    result = decided(folder, [50.0] * 3, columns, decisions={"task_book": spec},
                     figures={"task_book": {"tasks": {"t": figures}}}, **more)  # fmt: skip
    return tasks(result.assessment, result.panel)


def shares(folder: Path, sharing: Mapping[str, Any], figures: Mapping[str, Any], **more: Any) -> TaskShares:
    return worked(folder, book(sharing, **more), figures).tasks[0]


def targets(found: TaskShares) -> list[float]:
    return [float(each.target) for each in found.units]


BY_BASE = {"method": "base", "base": "firms"}


@pytest.mark.parametrize(("sharing", "city", "expected", "written"), [
    (BY_BASE, 10, [6, 3, 1], "10 × 60 ÷ 100 = 6"),
    ({"method": "capacity", "capacity": "size"}, 12, [2, 4, 6], "12 × 1 ÷ 6 = 2"),
    # 112 − 100 = 12 as 1 : 2 : 3
    ({"method": "capacity", "capacity": "size", "base": "firms"}, 112, [62, 34, 16], "60 + (112 − 100) × 1 ÷ 6 = 62"),
    ({"method": "effort", "effort": "same_growth", "base": "firms"}, 110, [66, 33, 11], "110 × 60 ÷ 100 = 66"),
    ({"method": "effort", "effort": "same_amount", "base": "firms"}, 112, [64, 34, 14],
     "60 + (112 − 100) × 1 ÷ 3 = 64"),
    # 14 as 1 : 4 : 9: the sum of (1/1)² + (4/2)² + (9/3)² = 14 is least; 2 + 4 + 8 would make 4 + 4 + 64/9.
    ({"method": "effort", "effort": "least_squares", "base": "firms", "size": "size"}, 114, [61, 34, 19],
     "60 + (114 − 100) × 1 ÷ 14 = 61"),
])  # fmt: skip
def test_ways_of_sharing_out(
    tmp_path: Path, sharing: dict[str, Any], city: float, expected: list[float], written: str
) -> None:
    found = shares(tmp_path, sharing, {"city": city})
    assert targets(found) == expected
    assert found.units[0].expression == written


def test_decimals_add_up_as_well(tmp_path: Path) -> None:
    found = worked(tmp_path, book(BY_BASE, decimals=2), {"city": "0.1"}, {"firms": [1.0, 1, 1]}).tasks[0]
    assert targets(found) == [0.04, 0.03, 0.03]
    assert sum(each.target for each in found.units) == Decimal("0.1")


def test_never_below_last_year(tmp_path: Path) -> None:
    found = shares(tmp_path, {"method": "capacity", "capacity": "size"}, {"city": 120}, at_least="firms")
    # By size alone 20, 40, 60; the first keeps its 60, and 60 go as 2 : 3.
    assert targets(found) == [60, 24 + 6, 36 - 6]
    assert [each.held for each in found.units] == [True, True, False]


def test_equal_percentage_points_reach_the_citys_figure(tmp_path: Path) -> None:
    sharing = {"method": "points", "rate": "rate", "weight": "firms"}
    found = shares(tmp_path, sharing, {"city": 76}, path="constant", decimals=1)
    # The mean is (70 × 60 + 80 × 30 + 90 × 10) ÷ 100 = 75: one point for each.
    assert targets(found) == [71, 81, 91]
    assert found.reached == 76
    uneven = shares(tmp_path / "b", sharing, {"city": 76.03}, path="constant", decimals=1)
    assert targets(uneven) == [71.1, 81.1, 91.1]
    assert uneven.reached is not None
    assert uneven.reached >= 76.03


def test_the_same_for_all_and_as_given(tmp_path: Path) -> None:
    assert targets(shares(tmp_path, {"method": "same"}, {"city": 7}, path="constant")) == [7, 7, 7]
    given = shares(tmp_path / "b", {"method": "given"}, {"city": 10, "units": {"u0": 5, "u1": 3, "u2": 2}})
    assert targets(given) == [5, 3, 2]


def test_the_citys_target_is_that_of_the_plan_and_the_indicators_own_stands_beside(tmp_path: Path) -> None:
    city = {"city_targets": [{"code": "c", "name": "c", "unit": "any", "source": {"clause": "1"}, "formula": "firms",
                              "compare": "at_least", "targets": {YEAR: 10, YEAR + 1: 20}}]}  # fmt: skip
    found = worked(tmp_path, book(BY_BASE, city="c"), {}, extra={"city_targets.yaml": city})
    assert found.tasks[0].city == 10
    assert targets(found.tasks[0]) == [6, 3, 1]
    over = worked(tmp_path / "b", book(BY_BASE, city="c"), {"city": 30}, extra={"city_targets.yaml": city})
    assert over.tasks[0].city == 30


def test_a_unit_that_it_does_not_apply_to_has_no_target(tmp_path: Path) -> None:
    found = shares(tmp_path, BY_BASE, {"city": 9}, not_applicable={"units": ["u2"]})
    assert [(each.unit, int(each.target)) for each in found.units] == [(0, 6), (1, 3)]
    assert found.of_unit(2) is None


def refused(folder: Path, spec: Mapping[str, Any], figures: Mapping[str, Any], **more: Any) -> str:
    with pytest.raises(InputError) as caught:
        worked(folder, spec, figures, **more)
    return str(caught.value)


@pytest.mark.parametrize(("sharing", "figures", "more", "words"), [
    (BY_BASE, {}, {}, "no target to share out"),
    (BY_BASE, {"city": 10.5}, {}, "a target of 10.5"),
    (BY_BASE, {"city": 90}, {"at_least": "firms"}, "10 more than the city's target of 90"),
    ({"method": "base", "base": "firms * 0"}, {"city": 9}, {}, "9 of the city's target would be nobody's"),
    ({"method": "base", "base": "firms - 20"}, {"city": 9}, {}, "−10 to share by"),
    ({"method": "given"}, {"city": 10, "units": {"u0": 5, "u1": 3, "u2": 1}}, {}, "add up to 9: 1 below"),
    ({"method": "given"}, {"city": 10, "units": {"u0": 5, "u1": 5}}, {}, "no target for u2"),
    ({"method": "given"}, {"city": 10, "units": {"u0": 5, "u9": 5}}, {}, "u9"),
    ({"method": "given"}, {"city": 10}, {}, "the task t with method: given"),
    (BY_BASE, {"city": 10, "units": {"u0": 5}}, {}, "targets of units for the task t"),
    (BY_BASE, {"city": 10, "months": [50, 50]}, {}, "2 months that add up to 100"),
    ({"method": "same"}, {"city": 10}, {}, "path of a rate"),
    ({"method": "effort", "effort": "same_amount", "base": "firms", "size": "size"}, {"city": 1}, {}, "size: size"),
    ({"method": "base", "base": "frims"}, {"city": 10}, {}, "frims in the formula"),
    (BY_BASE, {"city": 10}, {"department": "bureua"}, "bureau"),
    (BY_BASE, {"city": 10}, {"indicator": "i_mrak"}, "i_mark"),
    (BY_BASE, {"city": 10}, {"city": "c"}, "city_targets.yaml"),
])  # fmt: skip
def test_what_is_refused(
    tmp_path: Path, sharing: dict[str, Any], figures: dict[str, Any], more: dict[str, Any], words: str
) -> None:
    assert words in refused(tmp_path, book(sharing, **more), figures)


def test_a_missing_base_is_told_by_unit(tmp_path: Path) -> None:
    said = refused(tmp_path, book(BY_BASE), {"city": 10}, columns={"firms": [60.0, math.nan, 10]})
    assert "t, u1" in said
    assert "no figure for firms" in said
