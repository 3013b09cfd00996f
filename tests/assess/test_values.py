"""Values and reference points from statistics: what they come to by hand, and what is told where there is none."""

import json
from pathlib import Path
from typing import Any

import pytest

from sz_assess.errors import InputError, Problem
from sz_assess.run import assess_folder
from tests.assess.small import YEAR, assessed

NAN = float("nan")


def problems(folder: Path, columns: dict[str, list[float]], **more: Any) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        assessed(folder, columns, **{"missing": "refuse", **more})
    return caught.value.problems


COMPLETION = {"rule": "completion", "cap": 120}


def test_a_target_by_formula_is_told_where_it_divides_by_zero(tmp_path: Path) -> None:
    indicators = {"i_a": {"scoring": COMPLETION, "targets": {YEAR: "b / c"}}}
    (told,) = problems(
        tmp_path, {"a": [5, 6], "b": [10, 12], "c": [2, 0]}, indicators=indicators,
        dimensions={"all": {"of": ["a"]}},
    )  # fmt: skip
    assert told.key == "i_a, u1"
    assert "a division by zero in b / c" in str(told.found)


def test_a_target_by_formula_binds_only_whom_it_is_for(tmp_path: Path) -> None:
    """The second unit has a target of its own, the third no such indicator: neither is held to the formula."""
    indicators = {"i_a": {
        "scoring": COMPLETION, "targets": {YEAR: {"value": "b / c", "units": {"u1": 4}}},
        "not_applicable": {"units": ["u2"]},
    }}  # fmt: skip
    found = assessed(
        tmp_path, {"a": [4, 3, 2], "b": [10, 12, 9], "c": [2, 0, 0]}, indicators=indicators, missing="refuse",
        dimensions={"all": {"of": ["a"]}},
    )  # fmt: skip
    assert found.references["i_a"]["target"].tolist()[:2] == [5, 4]
    assert found.score[:2, found.index("i_a")].tolist() == pytest.approx([80, 75])


def test_last_years_value_that_a_formula_can_not_take_is_told(tmp_path: Path) -> None:
    # From 10 over a loss of 5 to 20: this year's compound growth is there, last year's is not.
    indicators = {"i_a": {
        "formula": f"cagr(a, since={YEAR - 2})", "base": {"negative": "absolute"},
        "scoring": {"rule": "margin", "reference": "last_year", "base": 80, "each": 1, "within": [0, 100]},
    }}  # fmt: skip
    (told,) = problems(
        tmp_path, {"a": [20, 20]}, indicators=indicators,
        earlier={YEAR - 1: {"a": [-5, 15]}, YEAR - 2: {"a": [10, 10]}},
    )  # fmt: skip
    assert told.key == "i_a, u0"
    assert "a compound growth rate of negative figures" in str(told.found)


def test_a_benchmark_whose_figure_a_formula_can_not_take_is_told(tmp_path: Path) -> None:
    units = [f"u{n},u{n},u{n},a," for n in range(2)]
    with pytest.raises(InputError):
        assessed(tmp_path, {"a": [1, NAN]}, missing="refuse")  # lays the folder out
    (tmp_path / "units.csv").write_text(
        "\n".join(["code,name,name_en,group,role", *units, "rival,rival,rival,,benchmark"]), encoding="utf-8"
    )
    rows = ["u0,2020,4", "u1,2020,6", "rival,2020,-5", *(f"{unit},2018,2" for unit in ("u0", "u1", "rival"))]
    (tmp_path / "data" / "data.csv").write_text("\n".join(["unit,period,a", *rows]), encoding="utf-8")
    file = tmp_path / "indicator_specs" / "small" / "1_all.yaml"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["indicators"][0] |= {
        "formula": "cagr(a, since=2018)", "base": {"negative": "absolute"},
        "scoring": {"rule": "margin", "reference": "benchmark.rival", "base": 80, "each": 1, "within": [0, 100]},
    }  # fmt: skip
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        assess_folder(tmp_path)
    assert [problem.key for problem in caught.value.problems] == ["i_a, benchmark.rival"]
