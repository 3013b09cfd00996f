"""A text is read as a number only where it can mean no other."""

import pytest

from sz_assess.statistics.forms.repair import number_of, of_percentage


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        (" 12.5 ", 12.5),
        ("12.5\u3000\u00a0\u200b", 12.5),
        ("１２．５", 12.5),
        ("－３", -3.0),
        ("−3", -3.0),
        ("1,234", 1234.0),
        ("1，234，567.8", 1234567.8),
        ("-1,234.50", -1234.5),
        (".5", 0.5),
        ("0", 0.0),
    ],
)
def test_what_can_mean_one_number(text: str, number: float) -> None:
    assert number_of(text, per_cent=False) == number


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "—", "无", "1.234,5", "1,23", "12,34", "1,2345", "0,123", "1 234", "12 345", "1e5", "007", "12.5%",
        "10²", "①", "½", "1.2.3", "12亿", "约12", "(12)", "12.", "٣", "1,234,56", "+", "nan", "inf", "0x10", "12。5",
    ],
)  # fmt: skip
def test_what_may_mean_another_or_none(text: str) -> None:
    assert number_of(text, per_cent=False) is None


@pytest.mark.parametrize(("text", "number"), [("12.5%", 12.5), ("12.5 %", 12.5), ("１２％", 12.0), ("12.5", 12.5)])
def test_per_cent_where_that_is_the_measure(text: str, number: float) -> None:
    assert number_of(text, per_cent=True) == number


def test_a_percentage_is_exact() -> None:
    """0.07 * 100 is 7.000000000000001 in binary."""
    assert [of_percentage(share) for share in (0.07, 0.285, 1.1, -0.068)] == [7.0, 28.5, 110.0, -6.8]
