"""Which figures a method reads, against formulas read by hand."""

from typing import Any

import pytest

from sz_assess.analysis.needs import needed
from sz_assess.method.adjustment import Veto
from sz_assess.method.indicator import Dimension
from sz_assess.method.model import Method, MethodFile
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period

ABOUT: dict[str, Any] = {
    "code": "m", "name": "m", "document": {"title": "m", "number": "1", "date": "2018-01-01"}, "years": [2018, 2020],
    "over": "all", "measures": [{"code": "x", "name": "x"}], "departments": [{"code": "d", "name": "d"}],
    "groups": [{"code": "g", "name": "g"}],
}  # fmt: skip


def method(formula: str = "1", veto: str = "b > 0", **indicator: Any) -> Method:
    """Statistics a and b, and w, which weights a; one indicator, one veto."""
    leaf = {
        "code": "i", "name": "i", "unit": "x", "direction": "positive", "source": {"clause": "1"}, "formula": formula,
        "scoring": {"rule": "min_max", "when_equal": 0}, "missing": "refuse", **indicator,
    }  # fmt: skip
    specs: list[dict[str, Any]] = [
        {"code": "a", "total": {"weighted_by": "w"}}, {"code": "b"}, {"code": "w"},
    ]  # fmt: skip
    return Method(
        MethodFile.model_validate(ABOUT),
        tuple(Statistic.model_validate({"name": "s", "unit": "x", "department": "d", **spec}) for spec in specs),
        (Dimension.model_validate({"dimension": "t", "name": "t", "indicators": [leaf]}),),
        (),
        (
            Veto.model_validate(
                {"code": "v", "name": "v", "when": veto, "effect": "no_award", "source": {"clause": "1"}}
            ),
        ),
        (),
        (),
        (),
    )


def years(found: dict[str, tuple[Period, ...]], statistic: str) -> list[int]:
    return [period.year for period in found[statistic]]


@pytest.mark.parametrize(
    ("formula", "of_a"),
    [
        ("a", [2019]),
        ("growth(a)", [2018, 2019]),
        ("prior(a, years=3)", [2016, 2019]),
        ("cagr(a, since=2017)", [2017, 2019]),
        ("cumulative(a, since=2017)", [2017, 2018, 2019]),
        ("growth(prior(a))", [2017, 2018, 2019]),
    ],
)
def test_the_years_that_a_formula_reads(formula: str, of_a: list[int]) -> None:
    found = needed(method(formula), Period(2019))
    assert years(found, "a") == of_a
    assert years(found, "w") == of_a  # the city's mean of a needs its weights in the same years
    assert years(found, "b") == [2019]


def test_a_part_of_a_year_is_compared_with_the_same_part() -> None:
    found = needed(method("growth(a)"), Period(2019, "Q", 2))
    assert found["a"] == (Period(2018, "Q", 2), Period(2019, "Q", 2))


def test_conditions_targets_rules_and_policies_read_figures_too() -> None:
    period = Period(2019)
    assert years(needed(method(veto="growth(b) < 0"), period), "b") == [2018, 2019]
    assert years(needed(method(targets={2019: "prior(b, years=2)"}), period), "b") == [2017, 2019]
    ladder = {"rule": "ladder", "steps": [["< last_year", 0], [">= last_year", 100]]}
    assert years(needed(method("growth(a)", scoring=ladder), period), "a") == [2017, 2018, 2019]
    assert years(needed(method("a", missing="last_year"), period), "a") == [2018, 2019]
    linear = {"impute": "linear", "years": 2, "beyond_known": "hold"}
    assert years(needed(method("a", missing=linear), period), "a") == [2017, 2018, 2019]
