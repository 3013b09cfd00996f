"""Data treatment in an assessment: gaps, limits, thin units, outliers, and the trace of all of it."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sz_assess.errors import InputError
from sz_assess.result import DataTrace, Result, Status
from tests.assess.small import YEAR, assessed

NAN = math.nan
STEADY = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def column(result: Result, code: str) -> list[float]:
    return [float(value) for value in result.value[:, result.index(f"i_{code}")]]


def statuses(result: Result, code: str) -> list[Status]:
    return [Status(int(each)) for each in result.status[:, result.index(f"i_{code}")]]


def trace(result: Result) -> DataTrace:
    assert result.data is not None
    return result.data


def refusal(folder: Path, *arguments: Any, **stated: Any) -> str:
    with pytest.raises(InputError) as caught:
        assessed(folder, *arguments, **stated)
    return str(caught.value)


# Gaps.

GAPPY = {"x": [1.0, 3, NAN, 10, NAN, 40, 13]}
TWO_GROUPS = ["a", "a", "a", "b", "b", "b", "b"]


@pytest.mark.parametrize(
    ("policy", "third", "fifth", "status"),
    [
        ("group_mean", 2, 21, Status.IMPUTED_GROUP_MEAN),
        ("group_median", 2, 13, Status.IMPUTED_GROUP_MEDIAN),
        ("mean", 13.4, 13.4, Status.IMPUTED_MEAN),
        ("median", 10, 10, Status.IMPUTED_MEDIAN),
    ],
)
def test_values_from_other_units(policy: str, third: float, fifth: float, status: Status, tmp_path: Path) -> None:
    """Stated for all in treatment.yaml, or by the indicator itself, shortly or at length: the same."""
    of_all = assessed(tmp_path / "1", GAPPY, treatment={"missing": policy}, groups=TWO_GROUPS)
    own = assessed(tmp_path / "2", GAPPY, missing=policy, groups=TWO_GROUPS)
    long = assessed(tmp_path / "3", GAPPY, missing={"impute": policy}, groups=TWO_GROUPS)
    for result in (of_all, own, long):
        assert column(result, "x") == [1, 3, third, 10, fifth, 40, 13]
        assert statuses(result, "x")[2] == statuses(result, "x")[4] == status
        assert statuses(result, "x").count(Status.SCORED) == 5
        node = result.index("i_x")
        assert np.isnan(trace(result).raw[:, node]).tolist() == [False, False, True, False, True, False, False]
        assert trace(result).imputed[:, node].tolist() == column(result, "x")
        assert result.score[2, node] == pytest.approx((third - 1) / 39 * 100)


def test_a_group_without_any_value_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"x": [NAN, NAN, 5, 6]}, missing="group_median", groups=["a", "a", "b", "b"])
    assert "i_x, u0" in said
    assert "i_x, u1" in said
    assert "i_x, u2" not in said


def linear(beyond: str, years: int = 3) -> dict[str, Any]:
    return {"impute": "linear", "years": years, "beyond_known": beyond}


OTHER_YEARS = {
    YEAR - 3: {"x": [0.0, NAN, 1]},
    YEAR - 1: {"x": [10.0, 4, 1]},
    YEAR + 1: {"x": [30.0, NAN, 1]},
}


@pytest.mark.parametrize(("beyond", "second"), [("hold", 4), ("extend", 4)])
def test_values_between_years(beyond: str, second: float, tmp_path: Path) -> None:
    earlier = {**OTHER_YEARS, YEAR - 2: {"x": [NAN, 4.0, 1]}}
    result = assessed(tmp_path, {"x": [NAN, NAN, 1]}, missing=linear(beyond), earlier=earlier)
    assert column(result, "x") == [20, second, 1]
    assert statuses(result, "x")[:2] == [Status.IMPUTED_LINEAR] * 2


def test_a_line_that_goes_on(tmp_path: Path) -> None:
    earlier = {YEAR - 3: {"x": [4.0, 1]}, YEAR - 1: {"x": [10.0, 1]}}
    assert column(assessed(tmp_path, {"x": [NAN, 1]}, missing=linear("extend"), earlier=earlier), "x") == [13, 1]


def test_beyond_the_known_years_may_be_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"x": [NAN, NAN, 1]}, missing=linear("refuse"), earlier=OTHER_YEARS)
    assert "i_x, u1" in said
    assert "i_x, u0" not in said


def test_only_so_many_years_are_looked_at(tmp_path: Path) -> None:
    earlier = {YEAR - 3: {"x": [4.0, 1]}}
    assert column(assessed(tmp_path / "1", {"x": [NAN, 1]}, missing=linear("hold", 3), earlier=earlier), "x") == [4, 1]
    assert "i_x, u0" in refusal(tmp_path / "2", {"x": [NAN, 1]}, missing=linear("hold", 2), earlier=earlier)


def test_last_year_as_ever(tmp_path: Path) -> None:
    result = assessed(tmp_path, {"x": [NAN, 1.0]}, missing="last_year", earlier={YEAR - 1: {"x": [7.0, 2]}})
    assert column(result, "x") == [7, 1]


def test_a_denominator_is_a_formula(tmp_path: Path) -> None:
    """Imputed is the ratio, not the figures that it is made of."""
    result = assessed(
        tmp_path,
        {"x": [10.0, 30, 8, 6], "gdp": [5.0, 10, NAN, 2]},
        missing="mean",
        indicators={"i_x": {"formula": "x / gdp"}},
    )
    assert column(result, "x") == [2, 3, pytest.approx(8 / 3), 3]


# Limits of filling gaps.

THIN = {
    "x": [1.0, 2, 3, 4, NAN],
    "y": [1.0, NAN, NAN, NAN, 5],
    "z": [5.0, 4, 3, 2, NAN],
}


def test_an_indicator_with_too_many_gaps_is_dropped(tmp_path: Path) -> None:
    limits = {"per_indicator": {"at_most": "40%", "beyond": "drop"}}
    result = assessed(tmp_path, THIN, treatment={"missing": "mean", "imputation": limits})
    (dropped,) = trace(result).dropped
    assert (dropped.code, dropped.missing, dropped.due) == ("i_y", 3, 5)
    assert statuses(result, "y") == [Status.DROPPED] * 5
    assert np.isnan(result.score[:, result.index("i_y")]).all()
    # Its ten points go to the other two.
    assert result.weight[0, result.index("i_x")] == pytest.approx(15)
    assert result.total[0] == pytest.approx((0 + 100) / 2 / 100 * 30)


def test_exactly_at_the_limit_is_allowed(tmp_path: Path) -> None:
    limits = {"per_indicator": {"at_most": 3, "beyond": "drop"}}
    assert trace(assessed(tmp_path, THIN, treatment={"missing": "mean", "imputation": limits})).dropped == ()


def test_an_indicators_own_limit_comes_first(tmp_path: Path) -> None:
    limits = {"per_indicator": {"at_most": 0, "beyond": "refuse"}}
    own = {"impute": "mean", "at_most": "60%", "beyond": "drop"}
    result = assessed(tmp_path, {"y": THIN["y"]}, missing=own, treatment={"imputation": limits})
    assert column(result, "y") == [1, 3, 3, 3, 5]


def test_an_indicator_with_too_many_gaps_is_refused(tmp_path: Path) -> None:
    limits = {"per_indicator": {"at_most": "40%", "beyond": "refuse"}}
    said = refusal(tmp_path, THIN, treatment={"missing": "mean", "imputation": limits})
    assert "i_y" in said
    assert "3 of 5 values would have to be imputed" in said
    assert "at most 40 %" in said
    assert "i_x" not in said


def test_limits_are_for_what_is_imputed(tmp_path: Path) -> None:
    limits = {"per_indicator": {"at_most": 0, "beyond": "refuse"}, "per_unit": {"at_most": 0, "beyond": "refuse"}}
    result = assessed(tmp_path, THIN, missing="exclude", treatment={"imputation": limits})
    assert statuses(result, "y")[1] == Status.MISSING_EXCLUDED


def test_a_unit_with_too_many_gaps(tmp_path: Path) -> None:
    """The fifth unit has one value of three. Left out, it is in no mean, minimum or maximum either."""

    def of(effect: str) -> Result:
        limits = {"per_unit": {"at_most": 1, "beyond": effect}}
        return assessed(tmp_path / effect, THIN, treatment={"missing": "mean", "imputation": limits})

    flagged, unranked, excluded = of("flag"), of("unranked"), of("exclude")
    for result in (flagged, unranked, excluded):
        (thin,) = trace(result).thin
        assert thin.unit == 4
        assert "2 of 3 values would have to be imputed, where 1 may be" in str(thin.reason)
    assert np.isfinite(flagged.rank).all()
    assert np.isfinite(unranked.total).all()
    assert np.isnan(unranked.rank).tolist() == [False] * 4 + [True]
    assert column(unranked, "y") == [1, 3, 3, 3, 5]
    assert np.isnan(excluded.rank).tolist() == [False] * 4 + [True]
    assert np.isnan(excluded.total[4])
    assert statuses(excluded, "y")[4] == Status.TOO_LITTLE_DATA
    assert column(excluded, "y")[:4] == [1, 1, 1, 1]
    assert trace(excluded).raw[4, excluded.index("i_y")] == 5
    assert "u4" in refusal(
        tmp_path / "refuse",
        THIN,
        treatment={"missing": "mean", "imputation": {"per_unit": {"at_most": 1, "beyond": "refuse"}}},
    )


def test_indicators_are_dropped_before_units_are_judged(tmp_path: Path) -> None:
    limits = {
        "per_indicator": {"at_most": 2, "beyond": "drop"},
        "per_unit": {"at_most": 0, "beyond": "unranked"},
    }
    result = assessed(tmp_path, THIN, treatment={"missing": "mean", "imputation": limits})
    assert [thin.unit for thin in trace(result).thin] == [4]


# Screening.


def screening(of: str, effect: str = "exclude", **lines: str) -> dict[str, Any]:
    return {"missing": "mean", "screening": {"of": of, "effect": effect, **lines}}


def test_units_that_delivered_too_little(tmp_path: Path) -> None:
    result = assessed(tmp_path, THIN, treatment=screening("delivered", data_at_least="60%"))
    screened = trace(result).screened
    assert screened is not None
    assert screened.available.tolist() == pytest.approx([1, 2 / 3, 2 / 3, 2 / 3, 1 / 3])
    (thin,) = trace(result).thin
    assert (thin.unit, thin.effect) == (4, "exclude")
    assert "values of 1 of 3 indicators, where 60 per cent are needed" in str(thin.reason)
    # The other four make up in z for what they lack in x.
    assert result.rank.tolist()[:4] == [1, 1, 1, 1]
    assert np.isnan(result.rank[4])
    assert column(result, "y")[:4] == [1, 1, 1, 1]


def test_a_unit_that_is_left_out_is_asked_for_nothing(tmp_path: Path) -> None:
    """Its gaps are no reason to refuse the run."""
    figures = {"x": [1.0, 2, NAN], "y": [1.0, 2, NAN]}
    treatment = {"screening": {"of": "delivered", "data_at_least": "50%", "effect": "exclude"}}
    result = assessed(tmp_path / "1", figures, missing="refuse", treatment=treatment)
    assert result.rank.tolist()[:2] == [2, 1]
    treatment["screening"]["effect"] = "flag"
    assert "i_x, u2" in refusal(tmp_path / "2", figures, missing="refuse", treatment=treatment)


def test_imputed_data_have_no_gaps(tmp_path: Path) -> None:
    result = assessed(tmp_path, THIN, treatment=screening("imputed", data_at_least="100%"))
    assert trace(result).thin == ()


def test_units_with_too_many_zeros(tmp_path: Path) -> None:
    figures = {"x": [0.0, 1, 2], "y": [0.0, 0, 1], "z": [0.0, 5, 1]}
    result = assessed(tmp_path, figures, treatment=screening("delivered", "unranked", non_zero_at_least="50%"))
    (thin,) = trace(result).thin
    assert thin.unit == 0
    assert "3 of 3 values are 0, where 50 per cent must not be" in str(thin.reason)
    assert np.isnan(result.rank[0])
    assert result.score[0, result.index("i_x")] == 0


def test_what_does_not_apply_is_not_asked_for(tmp_path: Path) -> None:
    result = assessed(
        tmp_path,
        {"x": [1.0, 2, 3], "y": [NAN, 2, 3]},
        treatment=screening("delivered", data_at_least="100%"),
        indicators={"i_y": {"not_applicable": {"units": ["u0"]}}},
    )
    assert trace(result).thin == ()
    assert statuses(result, "y")[0] == Status.NOT_APPLICABLE


def test_a_unit_left_out_gets_no_full_marks_for_what_does_not_apply(tmp_path: Path) -> None:
    result = assessed(
        tmp_path,
        {"x": [NAN, 2, 3], "y": [NAN, 2, 3], "z": [NAN, 1, 2]},
        treatment=screening("delivered", data_at_least="50%"),
        indicators={"i_y": {"not_applicable": {"units": ["u0"]}}},
        weights={"not_applicable": "full_marks"},
    )
    assert np.isnan(result.total[0])
    assert np.isnan(result.rank[0])


# Outliers.


def outliers(**stated: Any) -> dict[str, Any]:
    return {
        "missing": "mean",
        "outliers": {
            "minimum_units": 8,
            "too_few": "refuse",
            "test": {"moments": "type_2", "skewness_below": 2, "kurtosis_below": 3.5, "pass_when": "either"},
            "steps": [{"method": "winsorise", "at_most": 2}],
            "if_none_passes": "keep_last",
            **stated,
        },
    }


FAR = {"x": [*STEADY, 100.0], "y": [float(n) for n in range(11)]}


def test_outliers_are_brought_in_before_scoring(tmp_path: Path) -> None:
    result = assessed(tmp_path, FAR, treatment=outliers())
    assert column(result, "x") == [*STEADY, 10]
    assert trace(result).imputed[:, result.index("i_x")].tolist() == [*STEADY, 100]
    assert trace(result).outliers["i_x"].verdict == "treated"
    assert trace(result).outliers["i_y"].verdict == "passed"
    assert result.score[8, result.index("i_x")] == pytest.approx((9 - 1) / 9 * 100)
    assert result.references["i_x"]["max"][0] == 10


def test_without_treatment_nothing_is_done(tmp_path: Path) -> None:
    result = assessed(tmp_path, FAR, missing="refuse")
    assert column(result, "x") == [*STEADY, 100]
    assert trace(result).outliers == {}
    assert (trace(result).screened, trace(result).thin, trace(result).dropped) == (None, (), ())


def test_an_indicator_may_be_left_alone(tmp_path: Path) -> None:
    result = assessed(tmp_path, FAR, treatment=outliers(indicators={"i_x": "none"}))
    assert column(result, "x") == [*STEADY, 100]
    assert trace(result).outliers.keys() == {"i_y"}


def test_an_indicator_may_be_treated_otherwise(tmp_path: Path) -> None:
    own = {"steps": [{"method": "log"}]}
    result = assessed(tmp_path, FAR, treatment=outliers(indicators={"i_x": own}))
    assert column(result, "x") == pytest.approx([math.log(value) for value in FAR["x"]])
    assert trace(result).outliers["i_x"].changed.sum() == 11


def test_what_is_left_out_is_no_outlier(tmp_path: Path) -> None:
    figures = {"x": [*STEADY, 100.0], "y": [*STEADY, NAN], "z": [*STEADY, NAN]}
    treatment = outliers() | {"screening": {"of": "delivered", "data_at_least": "50%", "effect": "exclude"}}
    result = assessed(tmp_path, figures, treatment=treatment)
    assert trace(result).outliers["i_x"].verdict == "passed"
    assert trace(result).outliers["i_x"].count == 10


def test_imputed_values_are_treated_like_any_other(tmp_path: Path) -> None:
    figures = {"x": [*STEADY, NAN], "y": [float(n) for n in range(11)]}
    result = assessed(
        tmp_path,
        figures,
        missing="last_year",
        treatment=outliers(),
        earlier={YEAR - 1: {"x": [1e3] * 11, "y": [1.0] * 11}},
    )
    assert statuses(result, "x")[10] == Status.IMPUTED_LAST_YEAR
    assert trace(result).imputed[10, result.index("i_x")] == 1000
    assert column(result, "x")[10] == 10


def test_too_few_units_are_refused_at_once(tmp_path: Path) -> None:
    """Before any data are read."""
    said = refusal(tmp_path, {"x": [1.0, 2, 3, 4, 100]}, treatment=outliers())
    assert "treatment.yaml" in said
    assert "5 units that are assessed" in said


def test_too_few_values_of_one_indicator(tmp_path: Path) -> None:
    figures = {"x": [*STEADY[:6], NAN, NAN, NAN, NAN], "y": STEADY}
    said = refusal(tmp_path / "1", figures, missing="exclude", treatment=outliers())
    assert "i_x" in said
    assert "values of 6 units, too few to tell outliers by" in said
    result = assessed(tmp_path / "2", figures, missing="exclude", treatment=outliers(too_few="leave"))
    assert trace(result).outliers["i_x"].verdict == "too_few"
    assert trace(result).outliers["i_x"].before is None


def test_five_units_may_be_left_untreated(tmp_path: Path) -> None:
    result = assessed(tmp_path, {"x": [1.0, 2, 3, 4, 100]}, treatment=outliers(too_few="leave"))
    assert column(result, "x") == [1, 2, 3, 4, 100]


def test_an_indicator_that_no_step_mends_may_be_refused(tmp_path: Path) -> None:
    figures = {"x": [float(2**n) for n in range(20)]}
    steps = [{"method": "winsorise", "at_most": 1}]
    said = refusal(tmp_path, figures, treatment=outliers(steps=steps, if_none_passes="refuse"))
    assert said.count("outliers that no step of the treatment removes") == 1


def test_a_value_that_a_transform_can_not_take_is_shown_at_its_cell(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"x": [0.0, *STEADY, 100]}, treatment=outliers(steps=[{"method": "log"}]))
    assert "data/data.csv:2:C" in said
    assert "a value of 0 or below, which has no logarithm" in said


def test_the_order_of_units_does_not_matter(tmp_path: Path) -> None:
    figures = {"x": [3.0, NAN, 700, 5, 9, 11, 2, 8, 6, 650, 1, NAN], "y": [float(n % 5) for n in range(12)]}
    order = [7, 2, 11, 0, 5, 9, 1, 3, 10, 4, 8, 6]
    shuffled = {code: [values[n] for n in order] for code, values in figures.items()}
    one = assessed(tmp_path / "1", figures, treatment=outliers())
    other = assessed(tmp_path / "2", shuffled, treatment=outliers())
    assert other.total.tolist() == one.total[order].tolist()
