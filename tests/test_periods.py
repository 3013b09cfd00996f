"""Periods: how they are written, and the arithmetic between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.periods import Period

PARTS = {"Y": 1, "H": 2, "Q": 4, "M": 12}
PERIODS = st.sampled_from(sorted(PARTS)).flatmap(
    lambda kind: st.builds(Period, st.integers(1990, 2110), st.just(kind), st.integers(1, PARTS[kind]))
)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018", Period(2018)),
        (2018, Period(2018)),
        (" 2018H2 ", Period(2018, "H", 2)),
        ("2018-Q3", Period(2018, "Q", 3)),
        ("2018M06", Period(2018, "M", 6)),
        ("2018M6", Period(2018, "M", 6)),
        ("2018-06", Period(2018, "M", 6)),
        ("201806", Period(2018, "M", 6)),
    ],
)
def test_ways_to_write_a_period(text: object, period: Period) -> None:
    assert Period.parse(text) == period


@pytest.mark.parametrize(
    "text",
    ["", "18", "20186", "2018-13", "2018Q5", "2018H0", "2018年", "2018M", "2018-", "1399", None, 2018.5],
)
def test_what_is_no_period_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"period"):
        Period.parse(text)


@given(PERIODS)
def test_what_is_written_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS, st.integers(-40, 40), st.integers(-40, 40))
def test_steps_back_add_up(period: Period, a: int, b: int) -> None:
    assert period.back(a).back(b) == period.back(a + b)
    assert period.back(a * PARTS[period.kind]) == period.years_back(a)


def test_the_period_before() -> None:
    assert str(Period.parse("2018-01").back()) == "2017M12"
    assert str(Period.parse("2018Q1").back(2)) == "2017Q3"
    assert str(Period.parse("2018H2").back()) == "2018H1"
    assert str(Period.parse("2018-06").years_back(2)) == "2016M06"


@pytest.mark.parametrize(("text", "share"), [("2018", 1), ("2018H1", 0.5), ("2018Q3", 0.75), ("2018-09", 0.75)])
def test_the_even_schedule(text: str, share: float) -> None:
    assert Period.parse(text).share_of_year == share


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2017", "2018"), ("2018Q1", "2018H2"), ("2018Q3", "2018H2"), ("2018H1", "2018M07"), ("2018Q4", "2018"),
        ("2018M12", "2018Q4"), ("2018M03", "2018Q1"), ("2017H2", "2018M01"),
    ],
)  # fmt: skip
def test_what_is_over_before_another(earlier: str, later: str) -> None:
    assert Period.parse(earlier).before(Period.parse(later))
    assert not Period.parse(later).before(Period.parse(earlier))


@given(PERIODS)
def test_no_period_is_before_itself(period: Period) -> None:
    assert not period.before(period)


def test_a_part_of_the_year_by_its_name() -> None:
    assert [str(Period(2018).part_of_year(part)) for part in ("Q1", "H2", "M06")] == ["2018Q1", "2018H2", "2018M06"]
