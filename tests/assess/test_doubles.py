"""A unit with a second row for a second group counts once among all units, and its second row is scored in the place of
its first. Worked out by hand."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sz_assess.analysis.explain import explain
from sz_assess.errors import InputError
from sz_assess.result import Result
from tests.assess.small import assessed

NAN = float("nan")
SECOND = {"v": ("u1", "b")}
"""u1 takes part in group b as well."""


def scores(result: Result, code: str) -> Any:
    return pytest.approx(result.score[:, result.index(code)].tolist(), nan_ok=True)


@pytest.mark.parametrize(("ties", "level"), [("shared", 90), ("average", 85)])
def test_places_among_all(ties: str, level: float, tmp_path: Path) -> None:
    """30, 20, 20, 10: places 1, 2, 2, 4, or 2.5 for the two. u1's second row is level with u2 as u1 is, and makes no
    third that is level, nor u3 the fifth."""
    rule = {"rule": "position", "top": 100, "step": 10, "ties": ties}
    found = assessed(tmp_path, {"x": [30.0, 20, 20, 10]}, indicators={"i_x": {"scoring": rule, "missing": "refuse"}},
                     second=SECOND)  # fmt: skip
    assert scores(found, "i_x") == [100, level, level, 70, level]


def test_statistics_of_all(tmp_path: Path) -> None:
    """The mean of 10, 20, 60 is 30 also for the second row; with 20 twice it would be 27.5."""
    rule = {"rule": "margin", "reference": "mean", "base": 60, "each": 1, "within": [0, 100]}
    found = assessed(tmp_path, {"x": [10.0, 20, 60]}, indicators={"i_x": {"scoring": rule, "missing": "refuse"}},
                     second=SECOND)  # fmt: skip
    assert scores(found, "i_x") == [40, 50, 90, 50]
    assert found.references["i_x"]["mean"].tolist() == [30] * 4


def test_a_group_has_every_row_that_is_in_it(tmp_path: Path) -> None:
    """Group a: 10, 20, mean 15. Group b: 60 and u1's second row with 20, mean 40."""
    rule = {"rule": "margin", "reference": "mean", "base": 60, "each": 1, "within": [0, 100], "over": "group"}
    found = assessed(tmp_path, {"x": [10.0, 20, 60]}, indicators={"i_x": {"scoring": rule, "missing": "refuse"}},
                     groups=["a", "a", "b"], second=SECOND)  # fmt: skip
    assert scores(found, "i_x") == [55, 65, 80, 40]


@pytest.mark.parametrize(("policy", "put_in"), [("mean", 20.0), ("median", 10.0)])
def test_what_is_put_in_for_all(policy: str, put_in: float, tmp_path: Path) -> None:
    """Known are 10, 10, 40: mean 20, median 10. With u2's 40 twice they would be 25 and 25."""
    found = assessed(tmp_path, {"x": [10.0, 10, 40, NAN]}, missing=policy, second={"v": ("u2", "b")})
    assert found.value[:, found.index("i_x")].tolist() == [10, 10, 40, put_in, 40]
    found = assessed(tmp_path / "own", {"x": [10.0, 10, 40, NAN]}, missing=policy, second={"v": ("u3", "b")})
    assert found.value[:, found.index("i_x")].tolist() == [10, 10, 40, put_in, put_in]


def test_gaps_of_a_unit_are_counted_once(tmp_path: Path) -> None:
    """One of four is missing, 25 %, where 30 % may be; with its second row two of five, 40 %, would be."""
    limits = {"missing": "mean", "imputation": {"per_indicator": {"at_most": "30%", "beyond": "drop"}}}
    found = assessed(tmp_path, {"x": [1.0, 2, 3, NAN]}, treatment=limits, second={"v": ("u3", "b")})
    assert found.data is not None
    assert found.data.dropped == ()
    assert found.value[:, found.index("i_x")].tolist() == [1, 2, 3, 2, 2]


def test_outliers_are_told_from_each_unit_once(tmp_path: Path) -> None:
    """One value far away is brought in to the next, 10. With 100 twice, moving one would not have done it."""
    treatment = {
        "missing": "mean",
        "outliers": {
            "minimum_units": 8,
            "too_few": "refuse",
            "test": {"moments": "type_2", "skewness_below": 2, "kurtosis_below": 3.5, "pass_when": "either"},
            "steps": [{"method": "winsorise", "at_most": 1}],
            "if_none_passes": "refuse",
        },
    }
    values = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100]
    found = assessed(tmp_path, {"x": values}, treatment=treatment, second={"v": ("u10", "b")})
    assert found.value[:, found.index("i_x")].tolist() == [*values[:-1], 10, 10]
    assert found.data is not None
    (attempt,) = found.data.outliers["i_x"].attempts
    assert attempt.moved == 1


def test_units_that_are_set_against_each_other(tmp_path: Path) -> None:
    """Copeland, x 60 and y 40; in group b x 40 and y 60, and a mean of weights where they differ.

    u0 beats u1 on x, u2 on both: 100. u1 beats u2: 50. u2: 0. u1's second row against u0: x and y weigh half each, a
    draw, and it beats u2: 1.5 of 2, 75. Against its own first row it is not set, nor are the others against both.
    """
    weights = {
        "weights": {"all": {"weight": 20, "i_x": 12, "i_y": 8}},
        "groups": {"b": {"all": {"i_x": 8, "i_y": 12}}},
        "aggregate": {"method": "arithmetic", "at": {"all": {"method": "copeland", "over": "all"}}},
    }
    plain = {"scoring": {"rule": "expression", "formula": "value"}}
    found = assessed(tmp_path, {"x": [90.0, 80, 60], "y": [60.0, 70, 50]}, weights=weights, missing="refuse",
                     indicators={"i_x": plain, "i_y": plain}, second=SECOND)  # fmt: skip
    assert scores(found, "all") == [100, 50, 0, 75]
    assert found.rank.tolist() == pytest.approx([1, 2, 3, NAN], nan_ok=True)


def test_places_at_a_node_are_those_of_units(tmp_path: Path) -> None:
    found = assessed(tmp_path, {"x": [30.0, 20, 10]}, missing="refuse", second=SECOND)
    x = found.index("i_x")
    assert found.node_rank[:, x].tolist() == pytest.approx([1, 2, 3, NAN], nan_ok=True)
    assert found.node_group_rank[:, x].tolist() == [1, 2, 3, 1]


def test_its_formula_is_written_with_the_figures_that_it_borrows(tmp_path: Path) -> None:
    found = assessed(tmp_path, {"x": [30.0, 20, 10]}, missing="refuse", second=SECOND)
    told = explain(found, 3, found.index("i_x"))
    assert told.formula_numbers == "20"
    assert [(each.statistic, each.value) for each in told.figures] == [("x", 20.0)]
    assert np.isclose(told.value, 20.0)


def test_a_second_row_is_for_another_group(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        assessed(tmp_path, {"x": [30.0, 20]}, missing="refuse", groups=["a", "b"], second=SECOND)
    (problem,) = caught.value.problems
    assert (problem.place, problem.key) == ("units.csv:4", "v: figures_of")
    assert "the group b, which u1 is in already" in str(problem.found)
