"""Formulas over statistics: figures of other periods, bases that are zero or negative, and arithmetic that is true."""

from fractions import Fraction
from statistics import geometric_mean

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sz_assess.expression import ExpressionError
from sz_assess.formulas import (
    FUNCTIONS,
    SIGNATURES,
    BaseRule,
    FormulaScope,
    NegativeBase,
    Writer,
    ZeroBase,
    parse_formula,
    write_figure,
)
from sz_assess.functions import PLAIN
from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.periods import Period
from sz_assess.scoring.domain import DomainError
from tests.arithmetic import read_back

NAN = float("nan")
YEAR = Period(2020)

# Three units: a growing one, one that makes a loss and then a profit, one that starts from nothing.
FIGURES: dict[str, dict[int, list[float]]] = {
    "investment": {
        2017: [100.0, 40.0, 0.0],
        2018: [110.0, 30.0, 10.0],
        2019: [121.0, 36.0, 20.0],
        2020: [133.1, 27.0, 30.0],
    },
    "profit": {2018: [4.0, -3.0, 2.0], 2019: [5.0, -2.0, 0.0], 2020: [6.0, 1.0, 3.0]},
    "firms": {2019: [50.0, NAN, 4.0], 2020: [55.0, 8.0, NAN]},
    "area": {2020: [10.0, 20.0, 30.0]},
}


def series(name: str, period: Period) -> FloatArray:
    return np.array(FIGURES[name].get(period.year, [NAN] * 3))


def value(
    text: str, zero: ZeroBase = "refuse", negative: NegativeBase = "refuse", period: Period = YEAR
) -> list[float]:
    found = parse_formula(text).evaluate(FormulaScope(series, period, BaseRule(zero, negative)))
    return [float(part) for part in np.broadcast_to(found, (3,))]


def refused(text: str, zero: ZeroBase = "refuse", negative: NegativeBase = "refuse") -> list[bool]:
    """Which units a formula refuses."""
    with pytest.raises(DomainError) as error:
        value(text, zero, negative)
    return [bool(part) for part in np.broadcast_to(error.value.where, (3,))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("investment", [133.1, 27, 30]),
        ("prior(investment)", [121, 36, 20]),
        ("prior(investment, years=3)", [100, 40, 0]),
        ("prior(prior(investment))", [110, 30, 10]),
        ("previous(investment)", [121, 36, 20]),
        ("change(investment)", [12.1, -9, 10]),
        ("change(investment, years=2)", [23.1, -3, 20]),
        ("growth(investment)", [10, -25, 50]),
        ("growth(investment, years=2)", [21, -10, 200]),
        ("growth(investment / area)", [NAN, NAN, NAN]),
        ("share(profit, investment)", [6 / 1.331, 100 / 27, 10]),
        ("cumulative(investment, since=2018)", [364.1, 93, 60]),
        ("average(investment, since=2018)", [364.1 / 3, 31, 20]),
        ("cumulative(investment, since=2020)", [133.1, 27, 30]),
        ("cumulative(investment, since=2021)", [NAN, NAN, NAN]),
        ("average(investment, since=2021)", [NAN, NAN, NAN]),
        ("cagr(investment, since=2018)", [10, -5.131670194948623, 73.20508075688772]),
        ("cagr(investment, since=2020)", [NAN, NAN, NAN]),
        ("peak(investment, since=2017)", [121, 40, 20]),
        ("peak(investment, since=2020)", [NAN, NAN, NAN]),
        ("total(investment)", [190.1, 190.1, 190.1]),
        ("share(investment, total(investment))", [13310 / 190.1, 2700 / 190.1, 3000 / 190.1]),
        ("total(firms)", [NAN, NAN, NAN]),
        ("total(2)", [2, 2, 2]),
        ("sum(investment, profit, 1)", [140.1, 29, 34]),
        ("first_known(firms, prior(firms))", [55, 8, 4]),
        ("first_known(firms, 99)", [55, 8, 99]),
        ("firms + profit", [61, 9, NAN]),
        ("10 if firms >= 10 else 0", [10, 0, NAN]),
        ("max(investment, 30)", [133.1, 30, 30]),
        ("round(investment / area, 1)", [13.3, 1.4, 1]),
    ],
)
def test_functions_over_periods(text: str, expected: list[float]) -> None:
    assert value(text) == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_average_growth_is_the_rate_that_leads_there() -> None:
    # 30 to 27 in two years: the geometric mean of the yearly factors 36/30 and 27/36.
    assert value("cagr(investment, since=2018)")[1] == pytest.approx(100 * (geometric_mean([36 / 30, 27 / 36]) - 1))


def test_months_are_compared_with_the_same_month() -> None:
    asked: list[str] = []

    def monthly(name: str, period: Period) -> FloatArray:
        asked.append(str(period))
        return np.array([float(period.year)])

    scope = FormulaScope(monthly, Period(2020, "M", 3))
    parse_formula("growth(x) + previous(x) + cumulative(x, since=2018)").evaluate(scope)
    assert sorted(set(asked)) == ["2018M03", "2019M03", "2020M02", "2020M03"]


# --- bases -----------------------------------------------------------------------------------------------------------


def test_a_zero_base_is_refused_or_missing() -> None:
    assert refused("growth(profit)", negative="absolute") == [False, False, True]
    assert value("growth(profit)", "missing", "absolute") == pytest.approx([20, 150, NAN], nan_ok=True)
    assert refused("growth(investment, years=3)") == [False, False, True]
    assert refused("cagr(investment, since=2017)") == [False, False, True]
    assert np.isnan(value("cagr(investment, since=2017)", "missing")).tolist() == [False, False, True]
    assert refused("investment / prior(profit)") == [False, False, True]
    assert value("share(investment, prior(profit))", "missing")[:2] == pytest.approx([2662, -1350])


def test_a_base_of_noise_is_a_base_of_zero() -> None:
    # 0.3 - 0.2 - 0.1 is -2.8e-17 in binary: neither negative nor a base to divide by.
    parts = {"a": [5.0], "b": [0.3], "c": [0.2], "d": [0.1]}

    def of(text: str, zero: ZeroBase) -> FloatArray:
        scope = FormulaScope(lambda name, _: np.array(parts[name]), YEAR, BaseRule(zero))
        return np.asarray(parse_formula(text).evaluate(scope))

    for text in ("share(a, b - c - d)", "a / (b - c - d)", "growth(b - c - d)"):
        with pytest.raises(DomainError, match="division by zero"):
            of(text, "refuse")
        assert np.isnan(of(text, "missing"))[0]


def test_a_negative_base_is_refused_missing_or_taken_without_its_sign() -> None:
    assert refused("growth(profit)", "missing") == [False, True, False]
    assert value("growth(profit)", "missing", "missing") == pytest.approx([20, NAN, NAN], nan_ok=True)
    # From a loss of 2 to a profit of 1: up by 3 on a base of 2. From -3 to -2: a smaller loss is growth.
    assert value("growth(profit)", "missing", "absolute")[1] == pytest.approx(150)
    assert value("growth(profit)", "refuse", "absolute", Period(2019)) == pytest.approx([25, 100 / 3, -100])
    # A share of a negative whole is arithmetic, not growth.
    assert value("share(investment, prior(profit))", "missing")[1] == pytest.approx(-1350)


def test_compound_growth_of_a_loss_is_refused_or_missing_never_a_number() -> None:
    assert refused("cagr(profit, since=2018)") == [False, True, False]
    assert refused("cagr(profit, since=2018)", "refuse", "absolute") == [False, True, False]
    found = value("cagr(profit, since=2018)", "refuse", "missing")
    assert found == pytest.approx([100 * (1.5**0.5 - 1), NAN, 100 * (1.5**0.5 - 1)], nan_ok=True)


def test_a_missing_figure_makes_the_result_missing_whatever_the_base() -> None:
    assert value("growth(firms)") == pytest.approx([10, NAN, NAN], nan_ok=True)
    assert np.isnan(value("firms / (investment - investment)", "missing")).all()


def test_only_the_branch_that_counts_is_held_to_its_base() -> None:
    formula = "growth(profit) if prior(profit) > 0 else 0"
    assert value(formula) == [pytest.approx(20), 0, 0]
    assert value("cagr(profit, since=2018) if prior(profit, years=2) > 0 else -100")[1] == -100
    assert value("100 if prior(profit) <= 0 else (growth(profit) if profit > 0 else -100)") == [
        pytest.approx(20),
        100,
        100,
    ]
    assert refused("growth(profit) if prior(profit) < 0 else 0") == [False, True, False]


@given(
    st.floats(-1e6, 1e6).map(lambda x: round(x, 2)),
    st.floats(-1e6, 1e6).map(lambda x: round(x, 2)),
    st.sampled_from(["refuse", "missing"]),
    st.sampled_from(["refuse", "missing", "absolute"]),
)
def test_growth_under_every_base_rule(now: float, before: float, zero: ZeroBase, negative: NegativeBase) -> None:
    def pair(_: str, period: Period) -> FloatArray:
        return np.array([now if period == YEAR else before])

    scope = FormulaScope(pair, YEAR, BaseRule(zero, negative))
    growth = parse_formula("growth(x)")
    if (before == 0 and zero == "refuse") or (before < 0 and negative == "refuse"):
        with pytest.raises(DomainError):
            growth.evaluate(scope)
        return
    found = float(growth.evaluate(scope)[0])
    if before == 0 or (before < 0 and negative == "missing"):
        assert np.isnan(found)
        return
    expected = (Fraction(now) - Fraction(before)) / abs(Fraction(before)) * 100
    assert found == pytest.approx(float(expected), rel=1e-9, abs=1e-9)
    assert (found > 0) == (now > before), "more is growth, also from a loss"


def test_a_total_counts_nothing_for_units_without_such_a_statistic() -> None:
    def applies(name: str) -> BoolArray:
        return np.array([True, True, name != "firms"])

    scope = FormulaScope(series, YEAR, applies=applies)
    assert parse_formula("total(firms)").evaluate(scope).tolist() == [63, 63, 63]
    # A missing figure of a unit that has the statistic is not nothing.
    scope = FormulaScope(series, Period(2019), applies=applies)
    assert np.isnan(parse_formula("total(firms)").evaluate(scope)).all()


# --- written out ------------------------------------------------------------------------------------------------------


def written(text: str, unit: int = 0, period: Period = YEAR) -> str:
    return Writer(lambda name, at: write_figure(float(series(name, at)[unit])), period).write(parse_formula(text).tree)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("growth(investment)", "(133.1 − 121) ÷ |121| × 100"),
        ("100 / growth(investment)", "100 ÷ ((133.1 − 121) ÷ |121| × 100)"),
        ("growth(investment + profit)", "((133.1 + 6) − (121 + 5)) ÷ |121 + 5| × 100"),
        ("share(profit, investment - profit)", "6 ÷ (133.1 − 6) × 100"),
        ("cumulative(profit, since=2018) / 3", "(4 + 5 + 6) ÷ 3"),
        ("average(profit, since=2019)", "(5 + 6) ÷ 2"),
        ("2 * cagr(profit, since=2018)", "2 × (((6 ÷ 4) ^ (1 ÷ 2) − 1) × 100)"),
        ("change(profit)", "6 − 5"),
        ("10 - change(profit)", "10 − (6 − 5)"),
        ("peak(profit, since=2018)", "max(4, 5)"),
        ("max(profit, area) / 2", "max(6, 10) ÷ 2"),
        ("cagr(profit, since=2020)", "—"),
    ],
)
def test_arithmetic_with_the_figures_put_in(text: str, expected: str) -> None:
    assert written(text) == expected


def test_a_loss_is_written_in_brackets() -> None:
    assert written("growth(profit)", unit=1) == "(1 − (−2)) ÷ |(−2)| × 100"
    assert written("change(profit)", unit=1) == "1 − (−2)"


def test_names_are_written_with_their_period_by_whoever_names_them() -> None:
    writer = Writer(lambda name, at: name if at == YEAR else f"{name}[{at}]", YEAR)
    found = writer.write(parse_formula("share(investment, total(area)) + first_known(firms, prior(firms))").tree)
    assert found == "(investment ÷ (Σarea) × 100) + (first known of (firms, firms[2019]))"


def formulas(depth: int) -> st.SearchStrategy[str]:
    leaf = st.sampled_from(["x", "y", "3", "0.25", "peak(x, since=2018)"])
    if depth == 0:
        return leaf
    part = formulas(depth - 1)
    one = st.sampled_from(
        ["growth({})", "prior({}, years=2)", "change({})", "cagr({}, since=2017)", "cumulative({}, since=2018)",
         "average({}, since=2018)", "previous({})", "-({})", "({}) ** 2", "abs({})", "sum({}, 1)"]
    )  # fmt: skip
    two = st.sampled_from(["{} + {}", "{} - {}", "({}) * ({})", "{} / {}", "share({}, {})", "max({}, {})"])
    return st.one_of(
        leaf,
        st.tuples(one, part).map(lambda pair: pair[0].format(pair[1])),
        st.tuples(two, part, part).map(lambda three: three[0].format(three[1], three[2])),
    )


@given(formulas(3), st.lists(st.integers(-400, 400), min_size=12, max_size=12))
def test_any_formula_written_out_comes_to_its_value(text: str, figures: list[int]) -> None:
    def figure(name: str, period: Period) -> float:
        return figures[(period.year - 2010) % 6 + 6 * (name == "y")] / 4

    try:
        formula = parse_formula(text)
    except ExpressionError:  # a power of a power that is too large
        assume(False)
    scope = FormulaScope(lambda name, at: np.array([figure(name, at)]), YEAR, BaseRule("missing", "absolute"))
    try:
        found = float(np.ravel(formula.evaluate(scope))[0])
    except DomainError:  # compound growth of a loss
        return
    assume(np.isfinite(found) and 1e-4 < abs(found) < 1e8)
    shown = Writer(lambda name, at: write_figure(figure(name, at)), YEAR).write(formula.tree)
    assert read_back(shown) == pytest.approx(found, rel=1e-6), text


def test_a_small_figure_keeps_its_digits() -> None:
    assert write_figure(0.0014746074742) == "0.00147461"
    assert write_figure(-0.5) == "(−0.5)"


# --- the table --------------------------------------------------------------------------------------------------------


def test_no_function_hides_another() -> None:
    assert not FUNCTIONS.keys() & PLAIN.keys()
    assert SIGNATURES.keys() == FUNCTIONS.keys() | PLAIN.keys()
    assert all(function.help for function in FUNCTIONS.values())


@pytest.mark.parametrize(
    "text", ["cagr(x)", "growth(x, since=2017)", "growth()", "share(x)", "prior(x, 2)", "median(x)"]
)
def test_a_misused_function_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_formula(text)
