"""What was done to a value, written out line by line."""

import math
from pathlib import Path
from typing import Any

import pytest

from sz_assess.analysis.explain import Explanation, explain
from tests.assess.small import MIN_MAX, assessed

NAN = math.nan
STEADY = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def explained(folder: Path, figures: list[float], steps: list[dict[str, Any]], **stated: Any) -> list[Explanation]:
    """Every unit's explanation of the one indicator."""
    treatment = {
        "missing": "mean",
        "outliers": {
            "minimum_units": 8,
            "too_few": "refuse",
            "test": {"moments": "type_2", "skewness_below": 2, "kurtosis_below": 3.5, "pass_when": "either"},
            "steps": steps,
            "if_none_passes": "keep_last",
            **stated,
        },
    }
    result = assessed(folder, {"x": figures}, treatment=treatment, indicators={"i_x": {"scoring": MIN_MAX}})
    return [explain(result, unit, result.index("i_x")) for unit in range(len(figures))]


def lines(found: Explanation) -> list[tuple[str, str, float | None]]:
    return [(str(line.label), line.expression, line.result) for line in found.lines]


WINSORISE = {"method": "winsorise", "at_most": 1}


def test_a_value_brought_in(tmp_path: Path) -> None:
    *others, far = explained(tmp_path, [*STEADY, 100.0], [WINSORISE])
    assert (far.raw, far.value) == (100, 10)
    assert lines(far)[0] == ("the highest value brought down to 10", "", 10)
    assert str(far.note) == "treated against outliers: 100 became 10"
    assert far.lines[-1].result == pytest.approx(100)
    for other in others:
        assert str(other.note) == ""
        assert other.raw == other.value
        assert "brought" not in str([line[0] for line in lines(other)])


def test_a_value_put_in(tmp_path: Path) -> None:
    gap, *_ = explained(tmp_path, [NAN, *STEADY], [WINSORISE])
    assert math.isnan(gap.raw)
    assert lines(gap)[0] == ("value put in", "", 5.5)
    assert str(gap.note) == "no figure: scored with the mean of all units"


def test_steps_on_top_of_each_other(tmp_path: Path) -> None:
    figures = [float(2**n) for n in range(20)]
    shifted = {"method": "log_shift", "margin": 0.01}
    found = explained(tmp_path, figures, [WINSORISE, shifted], each_step="on_top")
    last, first = found[-1], found[0]
    low, high = 1, 2**18
    assert [line[1] for line in lines(last)[:2]] == ["", f"ln({high} − {low} + 0.01 × ({high} − {low}))"]
    assert lines(last)[0][2] == high
    assert lines(last)[1][2] == pytest.approx(math.log(1.01 * (high - low)))
    assert last.value == lines(last)[1][2]
    # The lowest value was not brought in, so it has one line of treatment.
    assert lines(first)[0][1] == f"ln({low} − {low} + 0.01 × ({high} − {low}))"
    assert first.value == pytest.approx(math.log(0.01 * (high - low)))


def test_a_step_that_was_tried_in_vain_is_not_told_of_a_value(tmp_path: Path) -> None:
    figures = [float(2**n) for n in range(20)]
    found = explained(tmp_path, figures, [WINSORISE, {"method": "log"}], each_step="afresh")
    assert lines(found[-1])[0][:2] == ("natural logarithms taken", "ln(524288)")
    assert found[-1].value == pytest.approx(19 * math.log(2))
